"""Where the store is, unless a command says otherwise."""

import os

STORE_VARIABLE = "STOOL_STORE"
DEFAULT_STORE = "stool.db"  # SQLite, in the folder the command runs in


def store_url(configured: str | None = None) -> str:
    """Path or URL of the store.

    Parameters
    ----------
    configured : str, optional
        What a configuration file says; the environment's `STOOL_STORE` goes before it, and
        `DEFAULT_STORE` stands in for both.
    """
    return os.environ.get(STORE_VARIABLE) or configured or DEFAULT_STORE

"""Where the store is, unless a command says otherwise."""

import os

STORE_VARIABLE = "STOOL_STORE"
DEFAULT_STORE = "stool.db"  # SQLite, in the folder the command runs in


def store_url() -> str:
    """Path or URL of the store: the environment's `STOOL_STORE`, or `DEFAULT_STORE`."""
    return os.environ.get(STORE_VARIABLE, DEFAULT_STORE)

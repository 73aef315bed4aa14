"""What the environment says: where the store is, and in which language the product speaks."""

import os

from stool import catalogue
from stool.errors import LanguageError

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


def require_language() -> None:
    """Refuse to go on in English where another language was asked for.

    Raises
    ------
    LanguageError
        `STOOL_LANGUAGE` names a translation that is not there or cannot be used.
    """
    trouble = catalogue.trouble()
    if trouble:
        raise LanguageError(trouble)

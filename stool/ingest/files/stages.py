"""What each stage of reading settled, and why: shown beside the preview."""

from typing import NamedTuple


class Stage(NamedTuple):
    """One decision about a file.

    Attributes
    ----------
    stage : str
        "encoding", "delimiter", "preamble", "header", "columns", "footer", "totals", …
    found : str
        What was found, for display.
    why : str
        What in the file decided it.
    """

    stage: str
    found: str
    why: str

"""Errors a reader can act on.

Each class takes the facts and writes its own message: what was found, what is
needed, what to do. Pages and the command line show the message as it stands.
"""


class StoolError(ValueError):
    """Base of every error about the data; pages catch this one."""


class UnknownQuarterError(StoolError):
    """A text that was expected to name a quarter does not."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” does not name a quarter. Write it like 2026Q2, Q2 2026 or 2026-05-31."
        )

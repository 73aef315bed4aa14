"""The one scale of evidence, used in every sentence, arrow and report."""

from enum import IntEnum


class Evidence(IntEnum):
    """How sure a link is, 0 to 5 (`docs`: Help page, "How sure is a link")."""

    TOO_SHORT = 0
    UNDERPOWERED = 1
    NOT_ESTABLISHED = 2
    SUGGESTIVE = 3
    ESTABLISHED = 4
    REPLICATED = 5

    @property
    def word(self) -> str:
        """The word of the scale; the two lowest levels share one."""
        return WORDS[self]


WORDS = {
    Evidence.TOO_SHORT: "not enough data",
    Evidence.UNDERPOWERED: "not enough data",
    Evidence.NOT_ESTABLISHED: "not established",
    Evidence.SUGGESTIVE: "suggestive",
    Evidence.ESTABLISHED: "established",
    Evidence.REPLICATED: "replicated",
}

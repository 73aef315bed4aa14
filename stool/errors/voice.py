"""Refusals of word lists and of what is noted about suggestions."""

from collections.abc import Sequence

from stool.catalogue import say
from stool.errors.base import StoolError, listed


class TopicWordsError(StoolError):
    """A topic has no word that could be found in a text."""

    def __init__(self, topic: str, word: str) -> None:
        super().__init__(
            say(
                "The topic “{topic}” has “{word}” among its words, which names nothing. Write "
                "words or phrases of at least two letters, parted by semicolons; * stands for the "
                "rest of a word.",
                topic=topic,
                word=word,
            )
        )


class TopicTwiceError(StoolError):
    """Two topics of a leg have one name."""

    def __init__(self, topic: str) -> None:
        super().__init__(
            say(
                "The topic “{topic}” is there twice for the same people. Put its words together in "
                "one row.",
                topic=topic,
            )
        )


class TopicListError(StoolError):
    """A list of topics cannot be read."""

    def __init__(self, found: str) -> None:
        super().__init__(
            say(
                "The list of topics cannot be read: {found}. Each topic needs a name, whom it is "
                "about (esat, csat or both) and its words.",
                found=found,
            )
        )


class UnknownStepError(StoolError):
    """A suggestion has a status that does not exist."""

    def __init__(self, status: str, known: Sequence[str]) -> None:
        super().__init__(
            say(
                "A suggestion has the status “{status}”, which does not exist. It can be {known}.",
                status=status,
                known=listed(known, show=len(known)),
            )
        )


class StepWithoutActionError(StoolError):
    """A suggestion is said to be acted on, and no action is named."""

    def __init__(self, status: str) -> None:
        super().__init__(
            say(
                "A suggestion has the status “{status}” without an action. Choose the action that "
                "came of it, or note one on the Plan page first.",
                status=status,
            )
        )


class UnknownActionError(StoolError):
    """A suggestion names an action that is not noted."""

    def __init__(self, action: str, known: Sequence[str]) -> None:
        super().__init__(
            say(
                "A suggestion names the action “{action}”, which is not noted. Note it on the Plan "
                "page first; there are {known}.",
                action=action,
                known=listed(known) if known else say("none yet"),
            )
        )

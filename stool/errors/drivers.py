"""Why there is nothing to say about what goes with a leg's score."""

from stool.catalogue import say
from stool.errors.base import StoolError


class NoPairsError(StoolError):
    """Nothing is known of how two questions were answered together."""

    def __init__(self, shown: bool) -> None:
        super().__init__(
            say(
                "In these quarters too few people answered two of these questions for anything to "
                "be shown here. Choose a larger unit, or everybody instead of one group."
            )
            if shown
            else say(
                "Nothing is known of how the questions were answered together: that takes a "
                "survey file with one row a person. A file of means and numbers of answers cannot "
                "tell it. If the file had rows but was loaded by an earlier version, take it back "
                "on the Data page and load it again."
            )
        )


class DriversOfIndexError(StoolError):
    """The score is made of the items themselves."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The score of this leg is the mean of its questions, so each of them moves it by "
                "the same arithmetic and none can be told to matter more. Ask one overall "
                "question in the survey, such as “How satisfied are you overall?”."
            )
        )


class TooFewItemsError(StoolError):
    """There is nothing to compare an item with."""

    def __init__(self, found: int, needed: int) -> None:
        super().__init__(
            say(
                "Besides the overall question {found} question was answered by enough of the same "
                "people; {needed} are needed to compare. Load a survey with more questions.",
                found=found,
                needed=needed,
            )
        )


class TooFewAnswersError(StoolError):
    """Too few people to tell one item from another."""

    def __init__(self, found: int, needed: int, *, is_least: bool) -> None:
        super().__init__(
            say(
                "{found} people answered in these quarters; {needed} are needed to compare so "
                "many questions. Choose a larger unit, or everybody instead of one group.",
                found=say("{figure} or more", figure=found) if is_least else found,
                needed=needed,
            )
        )


class NoGroupsError(StoolError):
    """There are no two groups to set side by side."""

    def __init__(self, told: int) -> None:
        super().__init__(
            say(
                "Drivers can be told of {told} group here; 2 are needed to compare. Choose another "
                "way to split the answers, or a larger unit.",
                told=told,
            )
        )

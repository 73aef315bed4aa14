"""Refusals of disclosure control."""

from stool.catalogue import say
from stool.errors.base import StoolError


class ThresholdRangeError(StoolError):
    """A threshold was asked for that no store may have."""

    def __init__(self, asked: int, floor: int, ceiling: int) -> None:
        super().__init__(
            say(
                "The threshold of employee answers cannot be {asked}: under {floor} a colleague "
                "who also answered could work out the others, and over {ceiling} hardly a team "
                "would ever be shown. Choose {floor} to {ceiling}.",
                asked=asked,
                floor=floor,
                ceiling=ceiling,
            )
        )


class ThresholdLoweredError(StoolError):
    """A threshold was to be lowered though employee figures were released under it."""

    def __init__(self, asked: int, present: int) -> None:
        super().__init__(
            say(
                "The threshold of employee answers is {present} and cannot be lowered to {asked}: "
                "figures of employees were published under it, and people answered on that "
                "promise. Leave it or raise it.",
                present=present,
                asked=asked,
            )
        )


class RegroupedError(StoolError):
    """Other names or regions of units would tell about too few employees."""

    def __init__(self, quarter: str, minimum_n: int) -> None:
        super().__init__(
            say(
                "Under these names and regions of units the employee figures of {quarter}, set "
                "beside those shown before, would tell about fewer than {minimum_n} people, so "
                "nothing was changed. Leave the units of that quarter where they were; an alias "
                "can begin with a later quarter.",
                quarter=quarter,
                minimum_n=minimum_n,
            )
        )

"""Trouble of the analysis with the data it is given."""

from collections.abc import Sequence
from difflib import get_close_matches

from stool.catalogue import say, say_many
from stool.errors.base import StoolError


class TargetOrderError(StoolError):
    """Floor, target and stretch are not in order."""

    def __init__(self, floor: float, target: float, stretch: float) -> None:
        super().__init__(
            say(
                "Floor {floor}, target {target} and stretch {stretch} are not in order. They must "
                "rise from floor to stretch, or fall where lower is better.",
                floor=f"{floor:g}",
                target=f"{target:g}",
                stretch=f"{stretch:g}",
            )
        )


class MissingLegError(StoolError):
    """A leg has no score, so there is no seat to measure."""

    def __init__(self, missing: Sequence[str]) -> None:
        names = say(" and ").join(missing)
        super().__init__(
            say(
                "Two legs are not a stool: {names} has no score. Load the file behind it or set "
                "its target; the legs that are known are shown.",
                names=names,
            )
        )


class MissingScoresError(StoolError):
    """A frame of scores lacks a column the lag analysis was told to read."""

    def __init__(self, column: str, found: Sequence[str]) -> None:
        listed = ", ".join(f"“{name}”" for name in found) or say("none")
        super().__init__(
            say(
                "The scores have no column “{column}”; their columns are {listed}. Name one of "
                "these, or rename a column.",
                column=column,
                listed=listed,
            )
        )


class InfiniteScoreError(StoolError):
    """A series holds an infinite value."""

    def __init__(self, name: str, quarter: object, found: int) -> None:
        super().__init__(
            say_many(
                "{name} holds {number} infinite value, the first in {quarter}. A lead cannot be "
                "measured with them: correct them or leave them empty.",
                "{name} holds {number} infinite values, the first in {quarter}. A lead cannot be "
                "measured with them: correct them or leave them empty.",
                found,
                name=name,
                number=found,
                quarter=quarter,
            )
        )


class RepeatedQuarterError(StoolError):
    """The same quarter comes twice in one series."""

    def __init__(self, name: str, quarter: object, found: int) -> None:
        super().__init__(
            say(
                "{name} has {found} values for {quarter}, where one is needed. Pool the rows of a "
                "quarter first or remove the double ones.",
                name=name,
                found=found,
                quarter=quarter,
            )
        )


class NoDataError(StoolError):
    """Nothing is loaded yet."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "No data is loaded. Load an employee survey, a customer survey and a revenue "
                "file, or start with the sample."
            )
        )


class QuarterNotLoadedError(StoolError):
    """The quarter asked for lies outside the data."""

    def __init__(self, quarter: str, first: str, last: str) -> None:
        super().__init__(
            say(
                "{quarter} is not loaded; the data run from {first} to {last}. Choose a quarter "
                "in that span or load its files.",
                quarter=quarter,
                first=first,
                last=last,
            )
        )


class UnknownNodeError(StoolError):
    """The unit or region asked for is not in the data."""

    def __init__(self, node: str, known: Sequence[str]) -> None:
        near = ", ".join(get_close_matches(node, known, 3, 0.5)) or ", ".join(known[:5])
        super().__init__(
            say(
                "No unit or region is called “{node}”. Did you mean one of: {near}?",
                node=node,
                near=near,
            )
        )


class UnknownPartError(StoolError):
    """The part of the company that somebody may see is not in the data; names no other part."""

    def __init__(self, part: str) -> None:
        super().__init__(
            say(
                "This version of the data has no unit or region called “{part}”, and you may see "
                "no other. Choose the newest version, or ask whoever gave you access.",
                part=part,
            )
        )


class WholeCompanyError(StoolError):
    """What was asked for is of the whole company, of which the reader may see a part."""

    def __init__(self, part: str) -> None:
        super().__init__(
            say(
                "This is about the whole company, and you may see {part} alone. Ask whoever gave "
                "you access.",
                part=part,
            )
        )


class TooShortForGrangerError(StoolError):
    """A Granger regression has more coefficients than rows can settle."""

    def __init__(self, order: int, found: int, needed: int) -> None:
        super().__init__(
            say(
                "A Granger test with {order} lags has {found} complete quarters; {needed} are "
                "needed. Load more quarters or ask for fewer lags.",
                order=order,
                found=found,
                needed=needed,
            )
        )


class TooShortForPanelGrangerError(StoolError):
    """No unit of a panel has a Granger regression that can be tested."""

    def __init__(self, order: int, units: int, found: int, needed: int) -> None:
        super().__init__(
            say(
                "None of {units} units can be tested with {order} lags: a unit needs {needed} "
                "complete quarters in which both series vary, and the longest has {found}. Load "
                "more quarters or ask for fewer lags.",
                units=units,
                order=order,
                needed=needed,
                found=found,
            )
        )

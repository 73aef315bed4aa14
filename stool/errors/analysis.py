"""Trouble of the analysis with the data it is given."""

from collections.abc import Sequence
from difflib import get_close_matches

from stool.errors.base import StoolError


class TargetOrderError(StoolError):
    """Floor, target and stretch are not in order."""

    def __init__(self, floor: float, target: float, stretch: float) -> None:
        super().__init__(
            f"Floor {floor:g}, target {target:g} and stretch {stretch:g} are not in order. They "
            "must rise from floor to stretch, or fall where lower is better."
        )


class MissingLegError(StoolError):
    """A leg has no score, so there is no seat to measure."""

    def __init__(self, missing: Sequence[str]) -> None:
        names = " and ".join(missing)
        super().__init__(
            f"Two legs are not a stool: {names} has no score. Load the file behind it or set its "
            "target; the legs that are known are shown."
        )


class MissingScoresError(StoolError):
    """A frame of scores lacks a column the lag analysis was told to read."""

    def __init__(self, column: str, found: Sequence[str]) -> None:
        listed = ", ".join(f"“{name}”" for name in found) or "none"
        super().__init__(
            f"The scores have no column “{column}”; their columns are {listed}. "
            "Name one of these, or rename a column."
        )


class InfiniteScoreError(StoolError):
    """A series holds an infinite value."""

    def __init__(self, name: str, quarter: object, found: int) -> None:
        super().__init__(
            f"{name} holds {found} infinite value{'s' if found > 1 else ''}, the first in "
            f"{quarter}. A lead cannot be measured with them: correct them or leave them empty."
        )


class RepeatedQuarterError(StoolError):
    """The same quarter comes twice in one series."""

    def __init__(self, name: str, quarter: object, found: int) -> None:
        super().__init__(
            f"{name} has {found} values for {quarter}, where one is needed. "
            "Pool the rows of a quarter first or remove the double ones."
        )


class NoDataError(StoolError):
    """Nothing is loaded yet."""

    def __init__(self) -> None:
        super().__init__(
            "No data is loaded. Load an employee survey, a customer survey and a revenue file, or "
            "start with the sample."
        )


class QuarterNotLoadedError(StoolError):
    """The quarter asked for lies outside the data."""

    def __init__(self, quarter: str, first: str, last: str) -> None:
        super().__init__(
            f"{quarter} is not loaded; the data run from {first} to {last}. Choose a quarter in "
            "that span or load its files."
        )


class UnknownNodeError(StoolError):
    """The unit or region asked for is not in the data."""

    def __init__(self, node: str, known: Sequence[str]) -> None:
        near = ", ".join(get_close_matches(node, known, 3, 0.5)) or ", ".join(known[:5])
        super().__init__(f"No unit or region is called “{node}”. Did you mean one of: {near}?")


class TooShortForGrangerError(StoolError):
    """A Granger regression has more coefficients than rows can settle."""

    def __init__(self, order: int, found: int, needed: int) -> None:
        super().__init__(
            f"A Granger test with {order} lags has {found} complete quarters; {needed} are needed. "
            "Load more quarters or ask for fewer lags."
        )


class TooShortForPanelGrangerError(StoolError):
    """No unit of a panel has a Granger regression that can be tested."""

    def __init__(self, order: int, units: int, found: int, needed: int) -> None:
        super().__init__(
            f"None of {units} units can be tested with {order} lags: a unit needs {needed} "
            f"complete quarters in which both series vary, and the longest has {found}. "
            "Load more quarters or ask for fewer lags."
        )

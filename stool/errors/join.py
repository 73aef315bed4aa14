"""Refusals of the small files beside the data: aliases, the hierarchy, events."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from stool.errors.base import StoolError, figures, listed
from stool.errors.reading import RefusedFileError

if TYPE_CHECKING:
    import pandas as pd

MOST_IN_CIRCLE = 10  # names of a circle that are written out
LONGEST_NAME = 60  # characters of each


class JoinColumnsError(RefusedFileError):
    """The columns of an alias or hierarchy file are not those that are needed."""

    def __init__(self, name: str, found: str, needed: str) -> None:
        super().__init__(f"{name} {found}. {needed}")


class BadAliasesError(RefusedFileError):
    """Rows of an alias file cannot be used."""

    def __init__(self, name: str, problems: "pd.DataFrame") -> None:
        super().__init__(_rows(name, problems), problems)


class BadHierarchyError(RefusedFileError):
    """Rows of a hierarchy file cannot be used."""

    def __init__(self, name: str, problems: "pd.DataFrame") -> None:
        super().__init__(_rows(name, problems), problems)


class BadEventsError(RefusedFileError):
    """Rows of an event file cannot be used."""

    def __init__(self, name: str, problems: "pd.DataFrame") -> None:
        super().__init__(_rows(name, problems), problems)


class RegionCircleError(RefusedFileError):
    """Units stand below one another in a circle."""

    def __init__(self, name: str, circle: Sequence[str]) -> None:
        super().__init__(
            f"In {name} the units {in_a_circle(circle, '“{}”'.format)} stand below one another in "
            "a circle: each is the region of the one before. Correct the regions of these rows."
        )


class AliasLoopError(StoolError):
    """Aliases lead from a name back to itself."""

    def __init__(self, loop: Sequence[str]) -> None:
        super().__init__(
            f"The aliases {in_a_circle(loop)} lead back to where they begin, so no name of the "
            "unit is left. Take one of them out."
        )


class UnknownAliasError(StoolError):
    """A name to be taken out of the aliases is not among them."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        near = get_close_matches(name, known, 3, 0.5) or known[:3]
        remedy = "There are no aliases."
        if near:
            remedy = f"Name one that there is, such as {listed([f'“{each}”' for each in near])}."
        super().__init__(f"No alias is called “{name}”, so nothing was changed. {remedy}")


class AliasesOverlapError(StoolError):
    """Aliases would make two live files speak about the same figures."""

    def __init__(
        self,
        *,
        batches: Sequence[int],
        legs: Sequence[str],
        metrics: Sequence[str],
        quarters: Sequence[str],
        units: Sequence[str],
    ) -> None:
        held = figures(legs, metrics, quarters, units)
        super().__init__(
            f"With these aliases the batches {listed(batches, show=20)} would all hold {held}, and "
            "the figures would count twice. Take all but one of them back, or end the alias with "
            "to_quarter before they meet."
        )


def in_a_circle(names: Sequence[str], write: Callable[[str], str] = str) -> str:
    """Names that lead back to the first, those between left out where they are many."""
    shown = [write(name[:LONGEST_NAME]) for name in names]
    if len(shown) > MOST_IN_CIRCLE:
        left_out = len(shown) - MOST_IN_CIRCLE
        shown[MOST_IN_CIRCLE - 1 : -1] = [f"… {left_out:,} more"]
    return " → ".join(shown)


def _rows(name: str, problems: "pd.DataFrame") -> str:
    """The first problems of a file in sentences."""
    shown = [
        f"Row {row['row']}, “{row['value']}”: {row['rule']}. {row['remedy']}"
        for row in problems.head(3).to_dict("records")
    ]
    more = f" {len(problems) - 3} more are listed." if len(problems) > 3 else ""
    return f"{name} cannot be used. {' '.join(shown)}{more}"

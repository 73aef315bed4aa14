"""Refusals of the small files beside the data: aliases, the hierarchy, events."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from stool.catalogue import say
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


class BadActionsError(RefusedFileError):
    """Rows of a file of actions cannot be used."""

    def __init__(self, name: str, problems: "pd.DataFrame") -> None:
        super().__init__(_rows(name, problems), problems)


class BadStandardsError(RefusedFileError):
    """Rows of a file of standards cannot be used."""

    def __init__(self, name: str, problems: "pd.DataFrame") -> None:
        super().__init__(_rows(name, problems), problems)


class BadPeopleError(RefusedFileError):
    """Rows of a file of people and their roles cannot be used."""

    def __init__(self, name: str, problems: "pd.DataFrame") -> None:
        super().__init__(_rows(name, problems), problems)


class RegionCircleError(RefusedFileError):
    """Units stand below one another in a circle."""

    def __init__(self, name: str, circle: Sequence[str]) -> None:
        super().__init__(
            say(
                "In {name} the units {circle} stand below one another in a circle: each is the "
                "region of the one before. Correct the regions of these rows.",
                name=name,
                circle=in_a_circle(circle, "“{}”".format),
            )
        )


class AliasLoopError(StoolError):
    """Aliases lead from a name back to itself."""

    def __init__(self, loop: Sequence[str]) -> None:
        super().__init__(
            say(
                "The aliases {loop} lead back to where they begin, so no name of the unit is "
                "left. Take one of them out.",
                loop=in_a_circle(loop),
            )
        )


class UnknownAliasError(StoolError):
    """A name to be taken out of the aliases is not among them."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        near = get_close_matches(name, known, 3, 0.5) or known[:3]
        remedy = say("There are no aliases.")
        if near:
            remedy = say(
                "Name one that there is, such as {near}.",
                near=listed([f"“{each}”" for each in near]),
            )
        super().__init__(
            say(
                "No alias is called “{name}”, so nothing was changed. {remedy}",
                name=name,
                remedy=remedy,
            )
        )


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
            say(
                "With these aliases the batches {batches} would all hold {held}, and the figures "
                "would count twice. Take all but one of them back, or end the alias with "
                "to_quarter before they meet.",
                batches=listed(batches, show=20),
                held=held,
            )
        )


def in_a_circle(names: Sequence[str], write: Callable[[str], str] = str) -> str:
    """Names that lead back to the first, those between left out where they are many."""
    shown = [write(name[:LONGEST_NAME]) for name in names]
    if len(shown) > MOST_IN_CIRCLE:
        left_out = len(shown) - MOST_IN_CIRCLE
        shown[MOST_IN_CIRCLE - 1 : -1] = [say("… {left_out} more", left_out=f"{left_out:,}")]
    return " → ".join(shown)


def _rows(name: str, problems: "pd.DataFrame") -> str:
    """The first problems of a file in sentences."""
    shown = [
        say(
            "Row {row}, “{value}”: {rule}. {remedy}",
            row=row["row"],
            value=row["value"],
            rule=row["rule"],
            remedy=row["remedy"],
        )
        for row in problems.head(3).to_dict("records")
    ]
    more = (
        say(" {problems} more are listed.", problems=len(problems) - 3) if len(problems) > 3 else ""
    )
    return say("{name} cannot be used. {shown}{more}", name=name, shown=" ".join(shown), more=more)

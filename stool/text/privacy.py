"""Words of disclosure control: the threshold, and the ledger of releases."""

from collections.abc import Sequence

import pandas as pd

from stool.catalogue import say, say_many
from stool.privacy.release import Release
from stool.store import Change

THRESHOLD = say("Threshold of employee answers")
THRESHOLD_SUB = say("how many must have answered before a figure of employees is shown to anyone")
THRESHOLD_HELP = say(
    "Anything about fewer employees stays hidden on every page, in every file and in every "
    "report. Once figures of employees have been published it can be raised, never lowered: "
    "people answered on that promise."
)
FEWEST = say("Fewest employee answers")
SAVE = say("Save threshold")
COMMAND = say(
    "print how many employees must have answered before a figure is shown; with a number, raise it"
)
COMMAND_NUMBER = say("fewest answers from now on")


def threshold(n: int) -> str:
    """The threshold in force."""
    return say("Figures of fewer than {n} employees are hidden.", n=n)


def threshold_saved(n: int, change: Change) -> str:
    """What saving the threshold did."""
    return say("Revision {revision}: {threshold}", revision=change.revision, threshold=threshold(n))


RELEASES = say("Releases of employee figures")
RELEASES_SUB = say("what is shown of each quarter, since when, and what waits")
RELEASES_HELP = say(
    "A quarter is frozen when it is first released. A correction is shown only once comparing it "
    "with what was shown before would tell about no group of fewer people than the threshold: "
    "until then all employee figures of that quarter stay as they were, those of somebody erased "
    "since among them. Comments go at once, and customers and profit never wait."
)
RELEASES_COMMAND = say("print which version of each quarter's employee figures is shown since when")
NO_RELEASES = say("No figures of employees have been released yet; the sample is nobody's answers.")
QUARTER, VERSION, SINCE = say("Quarter"), say("Version shown"), say("Shown since (UTC)")
PEOPLE, STATE = say("Answers"), say("State")
SHOWN, WITHDRAWN = say("as loaded"), say("withdrawn: nothing is shown")


def waiting(found: Release) -> str:
    """Why a correction is not shown, and when it will be."""
    answers = found.waiting.answers if found.waiting else 0
    return say(
        "{quarter} employees: a correction of {answers} waits, since what changed could tell about "
        "fewer than {n} people; it is shown once people only came or only left since, {n} or more "
        "wherever anything changed.",
        quarter=found.quarter,
        answers=say_many("{number} answer", "{number} answers", answers),
        n=found.made.minimum_n,
    )


def with_waiting(message: str, found: Sequence[Release]) -> str:
    """What a change did, with what of it waits."""
    return " ".join([message, *(waiting(each) for each in found if each.waiting)])


def release_table(found: Sequence[Release], made_at: "pd.Series[pd.Timestamp]") -> pd.DataFrame:
    """One row a quarter, the newest first.

    Parameters
    ----------
    found : sequence of Release
    made_at : Series of timestamps
        When each revision was made, by its number.
    """
    rows = [
        {
            QUARTER: each.quarter,
            VERSION: each.version,
            SINCE: f"{made_at[max(each.made.figures, each.made.names)]:%Y-%m-%d %H:%M}",
            PEOPLE: each.answers,
            STATE: _state(each),
        }
        for each in sorted(found, key=lambda each: each.quarter, reverse=True)
    ]
    return pd.DataFrame(rows, columns=[QUARTER, VERSION, SINCE, PEOPLE, STATE])


def _state(found: Release) -> str:
    if found.waiting:
        return waiting(found)
    return WITHDRAWN if found.withdrawn else SHOWN


def releases(found: Sequence[Release], made_at: "pd.Series[pd.Timestamp]") -> str:
    """The ledger as text, one line a quarter."""
    if not found:
        return NO_RELEASES
    return "\n".join(
        say(
            "{quarter}: version {version} since {since} UTC, {people} answers; {state}",
            quarter=row[QUARTER],
            version=row[VERSION],
            since=row[SINCE],
            people=row[PEOPLE],
            state=row[STATE],
        )
        for row in release_table(found, made_at).to_dict("records")
    )

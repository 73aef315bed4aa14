"""Suggestions, how far each has come, and how many have come how far.

What is noted of a suggestion is stored without its words, under a key made of them: where the words
are erased, nothing is left that could bring them back.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd

from stool import period
from stool.errors import StepWithoutActionError, UnknownStepError
from stool.voice.topics import Topic, mentions

KEY_SIGNS = 24  # of the digest; two suggestions in 10**14 would share one


class Step(StrEnum):
    """How far a suggestion has come."""

    HEARD = "heard"
    CODED = "coded"
    ACTION = "action"
    TOLD = "told back"


STEPS = tuple(Step)
FUNNEL_COLUMNS = ("step", "reached", "of", "share", "days")


@dataclass(frozen=True, slots=True)
class Followed:
    """What is noted of a suggestion.

    Attributes
    ----------
    leg, quarter : str
        Whose it is and when it came.
    step : Step
    action : str
        Title of the action that came of it; needed from `Step.ACTION` on.
    dates : Mapping of Step to date
        When it reached each step, as far as that is known.

    Raises
    ------
    StepWithoutActionError, UnknownQuarterError
    """

    leg: str
    quarter: str
    step: Step
    action: str = ""
    dates: Mapping[Step, dt.date] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        period.ordinal(self.quarter)
        if self.step in (Step.ACTION, Step.TOLD) and not self.action.strip():
            raise StepWithoutActionError(self.step)

    def moved(self, step: Step, action: str, today: dt.date) -> "Followed":
        """The same suggestion at another step; steps it goes back over lose their dates."""
        reached = STEPS[: STEPS.index(step) + 1]
        dates = {each: date for each, date in self.dates.items() if each in reached}
        if step != Step.HEARD:
            dates.setdefault(step, today)
        return Followed(self.leg, self.quarter, step, action, dates)

    def body(self) -> dict[str, object]:
        """What is stored of it."""
        dates = {step.value: date.isoformat() for step, date in self.dates.items()}
        return {
            "leg": self.leg,
            "quarter": self.quarter,
            "step": self.step.value,
            "action": self.action,
            "dates": dates,
        }

    @classmethod
    def of_body(cls, body: Mapping[str, object]) -> "Followed":
        """Build it again from what was stored.

        Raises
        ------
        UnknownStepError
        """
        dates = body.get("dates", {})
        assert isinstance(dates, Mapping)
        return cls(
            str(body["leg"]),
            str(body["quarter"]),
            step_of(str(body["step"])),
            str(body.get("action", "")),
            {step_of(str(step)): dt.date.fromisoformat(str(day)) for step, day in dates.items()},
        )


def step_of(said: str) -> Step:
    """The step of that name.

    Raises
    ------
    UnknownStepError
    """
    if said not in set(Step):
        raise UnknownStepError(said, STEPS)
    return Step(said)


def key_of(leg: str, quarter: str, text: str) -> str:
    """Key of a suggestion: a digest of its words, leg and quarter."""
    return hashlib.sha256("\x1f".join((leg, quarter, text)).encode()).hexdigest()[:KEY_SIGNS]


def funnel(
    rows: pd.DataFrame, followed: Mapping[str, Followed], topics: Sequence[Topic]
) -> pd.DataFrame:
    """How many texts were heard, coded, acted on and told back, and after how long.

    Parameters
    ----------
    rows : DataFrame
        As of `stool.voice.heard.listed`.
    followed : Mapping of key to Followed
    topics : sequence of Topic
        A text that mentions one of its leg is coded.

    Returns
    -------
    DataFrame, one row a step
        Columns `FUNNEL_COLUMNS`: texts that reached it, of how many that were heard, their share (0
        to 1; NaN without any), and the median days from the end of the quarter they came in to the
        step, of those whose date is known (NaN for none).
    """
    notes = [followed.get(key) for key in rows["key"]]
    reached = np.array([STEPS.index(note.step) if note else 0 for note in notes], dtype=int)
    coded = np.zeros(len(rows), dtype=np.bool_)
    for leg in sorted(set(rows["leg"])):
        of_leg = (rows["leg"] == leg).to_numpy()
        own = [topic for topic in topics if leg in topic.legs]
        coded[of_leg] = mentions(rows.loc[of_leg, "text"].tolist(), own).any(axis=1)
    reached = np.where(coded, np.maximum(reached, STEPS.index(Step.CODED)), reached)
    table = []
    for place, step in enumerate(STEPS):
        days = [_days(note, step) for note in notes if note and step in note.dates]
        count = int((reached >= place).sum())
        share = count / len(rows) if len(rows) else np.nan
        table.append((step.value, count, len(rows), share, np.median(days) if days else np.nan))
    return pd.DataFrame(table, columns=list(FUNNEL_COLUMNS))


def _days(note: Followed, step: Step) -> int:
    """Days from the end of the quarter to a step; 0 for one within the quarter."""
    return max((note.dates[step] - period.last_day(note.quarter)).days, 0)

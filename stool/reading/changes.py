"""What one revision of the data changed in the numbers."""

from dataclasses import dataclass

import pandas as pd

from stool.reading.analysis import Analysis
from stool.schema import COMPANY, LEGS

SMALLEST = 0.05  # points of a score; less does not show
KEY = ["node", "leg", "quarter"]

Pair = tuple[float | None, float | None]  # before and after


@dataclass(frozen=True, slots=True)
class Effect:
    """Two revisions side by side.

    Attributes
    ----------
    quarter : str or None
        Last quarter of the later revision, in which the headline is compared; None without data.
    legs : dict of leg to (before, after)
        Score of the company, 0-110; None where there is none.
    tilt : (before, after)
        Points; None where a leg is missing.
    moved : DataFrame
        ``node``, ``leg``, ``quarter``, ``before``, ``after`` of every score that differs by
        `SMALLEST` or more.
    new, gone : DataFrame
        ``node``, ``leg``, ``quarter`` and ``after`` or ``before`` of scores only one of them has.
    """

    quarter: str | None
    legs: dict[str, Pair]
    tilt: Pair
    moved: pd.DataFrame
    new: pd.DataFrame
    gone: pd.DataFrame


def effect(before: Analysis | None, after: Analysis) -> Effect:
    """Compare every score of two revisions.

    Parameters
    ----------
    before : Analysis or None
        None for an empty store.
    after : Analysis
    """
    old, new = _scores(before), _scores(after)
    both = old.merge(new, on=KEY, how="outer", suffixes=("_before", "_after"))
    both = both.rename(columns={"score_before": "before", "score_after": "after"})
    both = both.sort_values(KEY, ignore_index=True)
    moved = (both["before"] - both["after"]).abs() >= SMALLEST
    appeared = both["before"].isna() & both["after"].notna()
    vanished = both["before"].notna() & both["after"].isna()
    quarter = after.quarters[-1] if after.quarters else None
    company = both[(both["node"] == COMPANY) & (both["quarter"] == quarter)].set_index("leg")
    return Effect(
        quarter=quarter,
        legs={leg: _pair(company, leg) for leg in LEGS if leg in company.index},
        tilt=(_tilt(before, quarter), _tilt(after, quarter)),
        moved=both[moved].reset_index(drop=True),
        new=both.loc[appeared, [*KEY, "after"]].reset_index(drop=True),
        gone=both.loc[vanished, [*KEY, "before"]].reset_index(drop=True),
    )


def _scores(analysis: Analysis | None) -> pd.DataFrame:
    """Scores that are shown, one row each."""
    if analysis is None or analysis.legs.empty:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in KEY}).assign(score=0.0)
    return analysis.legs.loc[analysis.legs["score"].notna(), [*KEY, "score"]]


def _pair(company: pd.DataFrame, leg: str) -> Pair:
    return _number(company.at[leg, "before"]), _number(company.at[leg, "after"])


def _tilt(analysis: Analysis | None, quarter: str | None) -> float | None:
    if analysis is None or analysis.tilts.empty:
        return None
    tilts = analysis.tilts
    here = tilts[(tilts["node"] == COMPANY) & (tilts["quarter"] == quarter)]["points"]
    return _number(here.iloc[0]) if len(here) else None


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type,call-overload]

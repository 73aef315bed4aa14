"""Tables behind the figures: the numbers as printed and as computed, with plain headings."""

from collections.abc import Hashable, Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from stool.lag import LagResult, PanelLagResult
from stool.reading import Reading
from stool.text import depth, figures, labels
from stool.text import links as link_words
from stool.text import record as record_words

LEG_FIELDS = ["quarter", "node", "leg", "metric", "raw", "raw_low", "raw_high", "n"]
LEG_FIELDS += ["population", "response_rate", "score", "se", "low", "high", "change"]
LEG_FIELDS += ["change_noise", "change_is_clear", "hidden"]
TILT_FIELDS = ["quarter", "node", "points", "short_leg", "noise_floor", "level", "level_p"]
TILT_FIELDS += ["debiased", "gap", "mean_height", "index", "x", "y", "angle"]


def legs(history: pd.DataFrame) -> pd.DataFrame:
    """Leg history as a table to read or take away."""
    return history[LEG_FIELDS].rename(columns=labels.FIELD)


def tilts(history: pd.DataFrame) -> pd.DataFrame:
    """Tilt history as a table to read or take away."""
    return history[TILT_FIELDS].rename(columns=labels.FIELD)


def legs_now(reading: Reading) -> pd.DataFrame:
    """The legs of one reading."""
    rows = pd.DataFrame([asdict(found) for found in reading.legs.values()])
    rows = rows.assign(quarter=reading.quarter, node=labels.node(reading.node))
    return legs(rows)


def links(found: Mapping[tuple[str, str], LagResult]) -> pd.DataFrame:
    """One row a link."""
    rows = [
        {
            "leader": link.leader,
            "follower": link.follower,
            "evidence": link.evidence.word,
            "best_lag": link.best_lag,
            "lag_set": ", ".join(str(lag) for lag in link.lag_set),
            "r": link.best_r,
            "low": link.low,
            "high": link.high,
            "slope": link.slope,
            "slope_low": link.slope_low,
            "slope_high": link.slope_high,
            "p": link.p,
            "units": link.n_units,
            "quarters": link.n_quarters,
            "pairs": link.n_obs,
            "seed": link.settings.get("seed"),
        }
        for link in found.values()
    ]
    return pd.DataFrame(rows).rename(columns=labels.FIELD)


def within_between(result: PanelLagResult) -> pd.DataFrame:
    """The three correlations that are easily confused."""
    rows = [
        (figures.WITHIN, result.best_r, result.low, result.high),
        (figures.POOLED, result.pooled_r, None, None),
        (figures.BETWEEN, result.between_r, None, None),
    ]
    low, high = labels.FIELD["low"], labels.FIELD["high"]
    return pd.DataFrame(rows, columns=[labels.CORRELATION, "r", low, high])


def influence(result: LagResult) -> pd.DataFrame:
    """What each quarter takes with it, the heaviest first."""
    rows = result.without_quarter.sort_values("lost", ascending=False)
    return rows.assign(quarter=rows["quarter"].map(labels.quarter)).rename(
        columns=depth.INFLUENCE_HEADINGS
    )


def choices(found: pd.DataFrame) -> pd.DataFrame:
    """The link otherwise computed, each way by its name."""
    return found.assign(variant=found["variant"].map(link_words.variant))


def grades(row: Mapping[Hashable, Any]) -> pd.DataFrame:
    """How the forecasts of a link did, one row a measure, each skill with its interval."""
    cells = [
        (heading, record_words.graded_cell(name, row))
        for name, heading in depth.GRADE_HEADINGS.items()
    ]
    return pd.DataFrame(cells, columns=[depth.MEASURE, depth.VALUE])

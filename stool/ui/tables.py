"""Tables behind the figures: the numbers as printed and as computed, with plain headings."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from stool.balance import archetypes
from stool.lag import LagResult, PanelLagResult
from stool.reading import Reading
from stool.schema import COMPANY
from stool.text import depth, events, figures, kinds, labels
from stool.text import league as units
from stool.text import links as link_words
from stool.text import record as record_words
from stool.text.hidden import in_words

LEG_FIELDS = ["quarter", "node", "leg", "metric", "hidden", "raw", "raw_low", "raw_high", "n"]
LEG_FIELDS += ["n_is_least", "population", "response_rate", "response_rate_high"]
LEG_FIELDS += ["score", "se", "low", "high", "change"]
LEG_FIELDS += ["change_noise", "change_is_clear", "is_comparable"]
TILT_FIELDS = ["quarter", "node", "points", "points_low", "points_high", "short_leg"]
TILT_FIELDS += ["noise_floor", "level", "level_p", "debiased", "gap", "mean_height", "index"]
TILT_FIELDS += ["x", "y", "angle"]
SEAT_FIELDS = ["points", "points_low", "points_high", "noise_floor"]


def legs(history: pd.DataFrame, minimum: Callable[[str], int]) -> pd.DataFrame:
    """Leg history as a table to read or take away; what is hidden says why.

    Parameters
    ----------
    history : DataFrame
        As of `stool.measure.leg_history`.
    minimum : callable
        Fewest answers behind a number of a leg, as `stool.privacy.Published.minimum`.
    """
    return in_words(history, minimum)[LEG_FIELDS].rename(columns=labels.FIELD)


def tilts(history: pd.DataFrame) -> pd.DataFrame:
    """Tilt history as a table to read or take away."""
    named = [kinds.named(kind) for kind in archetypes(history)]
    return history[TILT_FIELDS].assign(**{kinds.HEADING: named}).rename(columns=labels.FIELD)


def league(ranked: pd.DataFrame, rest: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """Units side by side and what is left of each region, as of `stool.reading.league`.

    Parameters
    ----------
    ranked, rest : DataFrame
        As of `stool.reading.league` and `stool.reading.rest`.
    minimum : int
        Fewest answers behind a number of the leg.
    """
    named = rest.assign(
        node=[labels.rest(units) for units in rest["units"]], parent=rest["node"]
    ).reindex(columns=ranked.columns)
    ranked = pd.concat([ranked, named], ignore_index=True) if len(named) else ranked
    noise = ranked["change_is_clear"].map({True: labels.BEYOND, False: labels.WITHIN})
    return pd.DataFrame(
        {
            labels.FIELD["node"]: ranked["node"],
            labels.REGION: ranked["parent"].where(ranked["parent"] != COMPANY, ""),
            labels.FIELD["hidden"]: _why_hidden(ranked, minimum),
            labels.FIELD["score"]: ranked["score"].round(1),
            labels.FIELD["low"]: ranked["low"].round(1),
            labels.FIELD["high"]: ranked["high"].round(1),
            units.POOLED: ranked["pooled"].round(1),
            units.OWN: (100 * ranked["own"]).round(),
            labels.FIELD["change"]: ranked["change"].round(1),
            labels.NOISE: noise.where(ranked["change_noise"].notna(), labels.UNKNOWN).where(
                ranked["is_comparable"].astype(bool), events.NOT_COMPARABLE
            ),
            labels.FIELD["raw"]: ranked["raw"].round(2),
            units.POOLED_RAW: ranked["pooled_raw"].round(2),
            labels.FIELD["n"]: ranked["n"],
            labels.FIELD["n_is_least"]: ranked["n_is_least"].astype(bool),
            labels.FIELD["response_rate"]: (100 * ranked["response_rate"]).round(),
            labels.FIELD["response_rate_high"]: (100 * ranked["response_rate_high"]).round(),
        }
    ).dropna(axis="columns", how="all")


def segments(found: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """Segments against each other, as of `stool.reading.segments`."""
    noise = found["is_clear"].map({True: labels.BEYOND, False: labels.WITHIN})
    rows = found.drop(columns="p").assign(
        dimension=found["dimension"].map(lambda name: units.DIMENSION.get(name, name)),
        is_clear=noise.where(found["gap"].notna(), labels.UNKNOWN),
        hidden=_why_hidden(found, minimum),
    )
    return rows.round(2).rename(columns=units.HEADINGS)


def _why_hidden(rows: pd.DataFrame, minimum: int) -> "pd.Series[str]":
    return rows["hidden"].map(lambda key: labels.hidden(key, minimum) if key else "")


def legs_now(reading: Reading) -> pd.DataFrame:
    """The legs of one reading, each beside the tilt of the seat they carry."""
    rows = pd.DataFrame([asdict(found) for found in reading.legs.values()])
    rows = rows.assign(quarter=reading.quarter, node=labels.node(reading.name))
    table = legs(rows, lambda leg: reading.legs[leg].minimum)
    if reading.tilt is None:
        return table
    return table.assign(**{labels.FIELD[name]: getattr(reading.tilt, name) for name in SEAT_FIELDS})


def links(found: Mapping[tuple[str, str], LagResult]) -> pd.DataFrame:
    """One row a link."""
    rows = [
        {
            "leader": link.leader,
            "follower": link.follower,
            "evidence": labels.EVIDENCE[link.evidence],
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

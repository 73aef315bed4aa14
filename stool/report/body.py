"""Results as plain values that JSON can hold: what the command line prints with ``--json``."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from stool.lag import LagResult, PanelLagResult
from stool.plan import Action
from stool.reading import Analysis, Reading, depth
from stool.reading.record import TrackRecord

Body = dict[str, Any]


def reading_body(reading: Reading) -> Body:
    """A reading as ``show --json`` prints it; numbers unrounded."""
    tilt = reading.tilt
    return {
        "quarter": reading.quarter,
        "revision": reading.revision,
        "unit": reading.node,
        "state": reading.state.value,
        "legs": {
            leg: {
                "score": found.score,
                "low": found.low,
                "high": found.high,
                "raw": found.raw,
                "metric": found.metric,
                "n": found.n,
                "change": found.change,
                "change_is_clear": bool(found.change_is_clear),
                "is_comparable": bool(found.is_comparable),
                "hidden": found.hidden,
            }
            for leg, found in reading.legs.items()
        },
        "tilt": None
        if tilt is None
        else {
            "points": tilt.points,
            "direction": tilt.short_leg,
            "noise_floor": tilt.noise_floor,
            "level": bool(tilt.level),
            "level_p": tilt.level_p,
        },
        "links": [_summary(link) for link in reading.links.values()],
    }


def actions_body(actions: Sequence[Action], progress: pd.DataFrame) -> Body:
    """Actions and what happened so far, as ``actions --json`` prints them; unrounded."""
    return {
        "actions": [
            {**action.body(), "due": action.due, "so_far": so_far}
            for action, so_far in zip(actions, progress.to_dict("records"), strict=True)
        ]
    }


def links_body(analysis: Analysis, track: TrackRecord) -> Body:
    """The three links in depth and the forecasts, as ``links --json`` prints them; unrounded."""
    return {
        "revision": analysis.revision,
        "links": [_link(analysis, link) for link in analysis.links],
        "record": {
            "stored": track.graded.to_dict("records"),
            "backtest": track.backtest_graded.to_dict("records"),
            "pending": track.pending.to_dict("records"),
        },
    }


def _link(analysis: Analysis, link: tuple[str, str]) -> Body:
    """One link with everything the Loop page shows of it."""
    result = analysis.links[link]
    backward = analysis.reverse.get((link[1], link[0]))
    response = depth.response(analysis, link)
    return {
        **_summary(result),
        "explained": result.explain(),
        "settings": dict(result.settings),
        "warnings": list(result.warnings),
        "influential_quarters": list(result.influential_quarters),
        "min_detectable_r": result.min_detectable_r,
        "lags": result.table.to_dict("records"),
        "reverse": None if backward is None else backward.table.to_dict("records"),
        "each_unit": result.units.to_dict("records") if isinstance(result, PanelLagResult) else [],
        "residuals": result.residuals.to_dict("records"),
        "response": {
            "immediate": response.immediate,
            "immediate_low": response.immediate_low,
            "immediate_high": response.immediate_high,
            "carried_over": response.carried_over,
            "carried_low": response.carried_low,
            "carried_high": response.carried_high,
            "share_immediate": response.share_immediate,
            "horizons": response.table.to_dict("records"),
        },
        "without_quarter": result.without_quarter.to_dict("records"),
        "methods": depth.opinions(analysis, link),
        "choices": depth.choices(analysis, link).to_dict("records"),
        "ceiling": asdict(depth.ceiling(analysis, link)),
    }


def _summary(link: LagResult) -> Body:
    """The headline figures of a link."""
    return {
        "leader": link.leader,
        "follower": link.follower,
        "lag_set": [int(lag) for lag in link.lag_set],
        "best_lag": link.best_lag,
        "r": link.best_r,
        "low": link.low,
        "high": link.high,
        "p": link.p,
        "evidence": link.evidence.word,
        "slope": link.slope,
        "units": link.n_units,
        "quarters": link.n_quarters,
    }

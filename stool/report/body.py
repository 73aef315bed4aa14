"""Results as plain values that JSON can hold: what the command line prints with ``--json``."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from stool.drivers import Drivers
from stool.lag import Evidence, LagResult, LoopGain, PanelLagResult, loop_gain
from stool.plan import Action, Driven, Payback, WhatIf
from stool.reading import Acted, Analysis, Reading, depth
from stool.reading.record import TrackRecord
from stool.schema import COMPANY, SHOWN
from stool.text import labels
from stool.voice import Voice

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
                "n_is_least": bool(found.n_is_least),
                "change": found.change,
                "change_is_clear": bool(found.change_is_clear),
                "is_comparable": bool(found.is_comparable),
                "hidden": None
                if found.hidden == SHOWN
                else labels.hidden(found.hidden, found.minimum),
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


def actions_body(actions: Sequence[Action], found: Acted) -> Body:
    """Actions, what happened so far and their effect, as ``actions --json`` prints them."""
    rows = zip(
        actions, found.progress.to_dict("records"), found.effects.to_dict("records"), strict=True
    )
    return {
        "actions": [
            {**action.body(), "due": action.due, "so_far": so_far, "effect": effect}
            for action, so_far, effect in rows
        ],
        "ownership": asdict(found.ownership),
    }


def what_if_body(found: WhatIf, back: Payback) -> Body:
    """What follows a change and whether it pays, as ``what-if --json`` prints it; unrounded."""
    return {
        "leg": found.leg,
        "asked": found.asked,
        "points": found.points,
        "bounds": asdict(found.bounds),
        "since": found.since,
        "followed": found.table.to_dict("records"),
        "through": [_summary(link) for link in found.used],
        "refused": _refused(found.refused, found.evidence),
        "payback": {
            "cost": back.cost,
            "per_point": back.per_point,
            "quarter": back.quarter or None,
            "probability": back.probability,
            "quarters": back.table.to_dict("records"),
        },
    }


def drivers_body(found: Drivers, price: Driven) -> Body:
    """Drivers of a leg and what they may be worth, as ``drivers --json`` prints them; unrounded."""
    return {
        "leg": found.leg,
        "outcome": found.outcome,
        "unit": found.node,
        "segment": list(found.segment),
        "quarters": list(found.quarters),
        "answers": found.answers,
        "answers_are_least": found.n_is_least,
        "compared_within": found.depth,
        "explained": found.explained,
        "explained_low": found.explained_low,
        "explained_high": found.explained_high,
        "resampled": {"of": found.resampled, "draws": found.draws, "seed": found.seed},
        "questions": found.items.to_dict("records"),
        "left_out": {
            "asked_of_some": list(found.partly_asked),
            "always_alike": list(found.unvarying),
            "not_paired": list(found.unpaired),
            "of_the_whole": list(found.of_the_whole),
        },
        "worth": {
            "per_point": price.per_point,
            "through": [_summary(link) for link in price.used],
            "refused": _refused(price.refused, price.evidence),
            "questions": price.items.to_dict("records"),
        },
    }


def links_body(analysis: Analysis, track: TrackRecord) -> Body:
    """The three links in depth and the forecasts, as ``links --json`` prints them; unrounded."""
    return {
        "revision": analysis.revision,
        "links": [_link(analysis, link) for link in analysis.links],
        "loop_gain": _gain(loop_gain(analysis.links)),
        "record": {
            "stored": track.graded.to_dict("records"),
            "backtest": track.backtest_graded.to_dict("records"),
            "pending": track.pending.to_dict("records"),
        },
    }


def _gain(found: LoopGain | None) -> Body | None:
    if found is None:
        return None
    return {**asdict(found), "evidence": found.evidence.word, "closes": found.closes}


def voice_body(voice: Voice, quarter: str, legs: Sequence[str]) -> Body:
    """Topics of the company by leg, as ``topics --json`` prints them; no text, nothing hidden."""
    return {
        "revision": voice.revision,
        "quarter": quarter,
        "topics": [topic.body() for topic in voice.topics],
        "legs": {
            leg: {
                "mentions": voice.counts(leg, COMPANY, "comment").to_dict("records"),
                "low_scorers": voice.by_score(leg, quarter, COMPANY).to_dict("records"),
                "groups": voice.themes(leg, quarter, COMPANY, "comment").to_dict("records"),
                "suggestions": voice.funnel(leg, quarter, COMPANY).to_dict("records"),
            }
            for leg in legs
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


def _refused(link: tuple[str, str] | None, evidence: Evidence | None) -> Body | None:
    """The link at which a chain stops."""
    if link is None:
        return None
    leader, follower = link
    word = None if evidence is None else evidence.word
    return {"leader": leader, "follower": follower, "evidence": word}


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

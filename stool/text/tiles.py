"""Words on the tiles: what stands beside a score and beside the tilt."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

from stool.balance import Tilt
from stool.catalogue import say, say_many
from stool.measure.score import AT_TARGET
from stool.reading import LegReading
from stool.schema import ATTAINMENT, MARGIN, SHOWN
from stool.text.headline import change_words
from stool.text.labels import LEG_FILE, LEG_SHORT, hidden, listed, metric, plain, quarter
from stool.text.numbers import (
    answers,
    bare_figure,
    number,
    or_beyond,
    raw_figure,
    response,
    share,
    signed,
)

EXACT = say("counted in full")
SHARES = {"favourable": say("favourable"), "top_box": say("top box")}
LEDGER = {MARGIN: say("margin"), ATTAINMENT: say("attainment")}
UNKNOWN = say("interval unknown")


def not_loaded(leg: str, when: str) -> str:
    """What stands on the tile of a leg without data."""
    return say(
        "Not loaded for {when}. Load the {leg} on the Data page.",
        when=quarter(when),
        leg=LEG_FILE[leg],
    )


def no_score(found: LegReading) -> str:
    """Why a leg with data has no score."""
    if found.hidden != SHOWN:
        return hidden(found.hidden, found.minimum).capitalize() + "."
    return say("No score until it has a floor, a target and a stretch: set them on the Data page.")


def margin(found: LegReading) -> str:
    """±2.1 · target 75."""
    half = (found.high - found.low) / 2
    if not found.sampled:
        width = EXACT
    else:
        width = f"±{number(half, 1)}" if math.isfinite(half) else UNKNOWN
    return say("{width} · target {target}", width=width, target=number(AT_TARGET))


def beside(change: str, doubt: str) -> str:
    """Markdown beside the large number: how it changed, and how well it is known."""
    return f"**{plain(change)}**  \n:gray[:small[{plain(doubt)}]]"


def raw(found: LegReading) -> str:
    """Raw figure with its own target, and who answered: mean 3.92 of 5 · n = 412 of 560 (74%).

    Of employees the number is its band: n = 25–39 of 44 (57–89%).
    """
    figure = raw_figure(found.metric, found.scale, found.raw)
    if found.n_is_least:
        figure = or_beyond(figure, found.scale, found.raw)
    parts = [f"{_kind(found)} {figure}"]
    if found.target is not None:
        target = bare_figure(found.metric, found.scale, found.target.target)
        if found.target.provisional:
            parts[0] += say(" (provisional target {target})", target=target)
        else:
            parts[0] += say(" (target {target})", target=target)
    told = _answers(found)
    return " · ".join([*parts, told] if told else parts)


def measures(found: Mapping[Hashable, Any], minimum: int) -> str:
    """Would recommend: favourable 61% (58 to 64), top box 33% (30 to 36), NPS +23 (19 to 27).

    Why it is hidden if it is; "" for a question on a scale that has none of these.
    """
    if found["hidden"] != SHOWN:
        return f"{metric(str(found['metric']))}: {hidden(str(found['hidden']), minimum)}"
    parts = []
    for name, title in SHARES.items():
        if math.isfinite(found[name]):
            low, high = (number(100 * found[f"{name}_{end}"]) for end in ("low", "high"))
            parts.append(
                say(
                    "{title} {share} ({low} to {high})",
                    title=title,
                    share=share(found[name]),
                    low=low,
                    high=high,
                )
            )
    if math.isfinite(found["nps"]):
        low, high = (signed(found[f"nps_{end}"]) for end in ("low", "high"))
        parts.append(
            say("NPS {nps} ({low} to {high})", nps=signed(found["nps"]), low=low, high=high)
        )
    return f"{metric(str(found['metric']))}: {', '.join(parts)}" if parts else ""


def in_line(name: str, found: LegReading) -> str:
    """West: score 67 (±1.9 · target 75), −2 · within noise; mean 3.89 of 5."""
    if math.isnan(found.score):
        reason = no_score(found)
        return f"{name}: {reason[0].lower()}{reason[1:]}"
    score = say("score {score} ({margin})", score=number(found.score), margin=margin(found))
    return f"{name}: {score}, {change_words(found)}; {raw(found)}."


def no_tilt(missing: tuple[str, ...]) -> str:
    """Why there is no tilt."""
    return say_many(
        "No tilt: {legs} has no score.",
        "No tilt: {legs} have no score.",
        len(missing),
        legs=listed([LEG_SHORT[leg] for leg in missing]),
    )


def noise(tilt: Tilt) -> str:
    """Noise floor of the tilt."""
    if not math.isfinite(tilt.noise_floor):
        return say("noise floor unknown: a leg has no standard error")
    return say("noise alone: up to {noise_floor}", noise_floor=number(tilt.noise_floor, 1))


def height(tilt: Tilt, year_ago: float) -> str:
    """Mean height, and the tilt of a year before."""
    mean = say("mean height {mean_height}", mean_height=number(tilt.mean_height))
    if not math.isfinite(year_ago):
        return mean
    return say("{mean} · tilt was {year_ago} a year ago", mean=mean, year_ago=number(year_ago, 1))


def _kind(found: LegReading) -> str:
    if not found.sampled:
        return LEDGER.get(found.metric, found.metric.replace("_", " "))
    return say("mean") if found.scale != "0-1" else say("share")


def _answers(found: LegReading) -> str:
    if not math.isfinite(found.n):
        return ""
    n = answers(found.n, is_least=found.n_is_least)
    if not math.isfinite(found.population):
        return f"n = {n}"
    rate = f" ({response(found.response_rate, found.response_rate_high)})"
    return say(
        "n = {n} of {population}{rate}",
        n=n,
        population=number(found.population),
        rate=rate,
    )

"""Words on the tiles: what stands beside a score and beside the tilt."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

from stool.balance import Tilt
from stool.measure.score import AT_TARGET
from stool.reading import LegReading
from stool.schema import SHOWN
from stool.text.headline import change_words
from stool.text.labels import LEG_FILE, LEG_SHORT, hidden, metric, plain, quarter
from stool.text.numbers import number, raw_figure, share, signed

EXACT = "counted in full"
SHARES = {"favourable": "favourable", "top_box": "top box"}
UNKNOWN = "interval unknown"


def not_loaded(leg: str, when: str) -> str:
    """What stands on the tile of a leg without data."""
    return f"Not loaded for {quarter(when)}. Load the {LEG_FILE[leg]} on the Data page."


def no_score(found: LegReading, minimum: int) -> str:
    """Why a leg with data has no score."""
    if found.hidden != SHOWN:
        return hidden(found.hidden, minimum).capitalize() + "."
    return "No score until it has a floor, a target and a stretch: set them on the Data page."


def margin(found: LegReading) -> str:
    """±2.1 · target 75."""
    half = (found.high - found.low) / 2
    if not found.sampled:
        width = EXACT
    else:
        width = f"±{number(half, 1)}" if math.isfinite(half) else UNKNOWN
    return f"{width} · target {number(AT_TARGET)}"


def beside(change: str, doubt: str) -> str:
    """Markdown beside the large number: how it changed, and how well it is known."""
    return f"**{plain(change)}**  \n:gray[:small[{plain(doubt)}]]"


def raw(found: LegReading) -> str:
    """Raw figure with its own target, and who answered: mean 3.92 of 5 · n = 412 of 560 (74%)."""
    figure = raw_figure(found.metric, found.scale, found.raw)
    parts = [f"{_kind(found)} {figure}"]
    if found.target is not None:
        aim = "provisional target" if found.target.provisional else "target"
        parts[0] += f" ({aim} {_bare(found, found.target.target)})"
    answers = _answers(found)
    return " · ".join([*parts, answers] if answers else parts)


def measures(found: Mapping[Hashable, Any]) -> str:
    """Would recommend: favourable 61% (58 to 64), top box 33% (30 to 36), NPS +23 (19 to 27)."""
    parts = []
    for name, title in SHARES.items():
        if math.isfinite(found[name]):
            low, high = (number(100 * found[f"{name}_{end}"]) for end in ("low", "high"))
            parts.append(f"{title} {share(found[name])} ({low} to {high})")
    if math.isfinite(found["nps"]):
        low, high = (signed(found[f"nps_{end}"]) for end in ("low", "high"))
        parts.append(f"NPS {signed(found['nps'])} ({low} to {high})")
    return f"{metric(str(found['metric']))}: {', '.join(parts) or 'nothing can be shown'}"


def in_line(name: str, found: LegReading) -> str:
    """West: score 67 (±1.9 · target 75), −2 · within noise; mean 3.89 of 5."""
    score = "no score" if math.isnan(found.score) else f"score {number(found.score)}"
    return f"{name}: {score} ({margin(found)}), {change_words(found)}; {raw(found)}."


def no_tilt(missing: tuple[str, ...]) -> str:
    """Why there is no tilt."""
    return f"Two legs are not a stool: {' and '.join(LEG_SHORT[leg] for leg in missing)} missing."


def noise(tilt: Tilt) -> str:
    """Noise floor of the tilt."""
    if not math.isfinite(tilt.noise_floor):
        return "noise floor unknown: a leg has no standard error"
    return f"noise alone: up to {number(tilt.noise_floor, 1)}"


def height(tilt: Tilt, year_ago: float) -> str:
    """Mean height, and the tilt of a year before."""
    mean = f"mean height {number(tilt.mean_height)}"
    if not math.isfinite(year_ago):
        return mean
    return f"{mean} · tilt was {number(year_ago, 1)} a year ago"


def _kind(found: LegReading) -> str:
    if not found.sampled:
        return found.metric.replace("_", " ")
    return "mean" if found.scale != "0-1" else "share"


def _bare(found: LegReading, value: float) -> str:
    return raw_figure(found.metric, found.scale, value).removesuffix(
        f" of {found.scale.split(' ')[0].split('-')[-1]}"
    )


def _answers(found: LegReading) -> str:
    if not math.isfinite(found.n):
        return ""
    if not math.isfinite(found.population):
        return f"n = {number(found.n)}"
    rate = f" ({share(found.response_rate)})"
    return f"n = {number(found.n)} of {number(found.population)}{rate}"

"""Numbers as people read them: signs, units, and no more digits than the interval supports."""

import math

from stool.catalogue import say
from stool.measure.profit import RATIOS
from stool.privacy.coding import band_end, ends_of
from stool.schema import NPS, SCALES

MINUS = "−"
NONE = "–"
TINY = 1e-9


def number(value: float, digits: int = 0) -> str:
    """1,234.5 with a real minus sign; a dash where there is no value."""
    if not math.isfinite(value):
        return NONE
    text = f"{abs(value):,.{digits}f}"
    zero = float(text.replace(",", "")) == 0
    return f"{MINUS}{text}" if value < 0 and not zero else text


def signed(value: float, digits: int = 0) -> str:
    """Like `number`, with a plus sign on what is above zero after rounding."""
    text = number(value, digits)
    if not math.isfinite(value) or value < 0 or float(text.replace(",", "")) == 0:
        return text
    return f"+{text}"


def share(value: float, digits: int = 0) -> str:
    """0.742 as 74%."""
    return NONE if not math.isfinite(value) else f"{number(100 * value, digits)}%"


def answers(n: float, *, is_least: bool) -> str:
    """How many answers one cell holds: 412, or of employees their band, 25–39."""
    if not is_least or not math.isfinite(n):
        return number(n)
    return f"{number(n)}–{number(float(band_end(n)))}"


def at_least(n: float, *, is_least: bool) -> str:
    """How many answers several cells hold: 412, or of employees at least 64."""
    return say("at least {n}", n=number(n)) if is_least and math.isfinite(n) else number(n)


def response(low: float, high: float) -> str:
    """Response rate: 74%, or 57–89% where the answers are told in a band."""
    least, most = share(low), share(high)
    return least if least == most else f"{least[:-1]}–{most}"


def or_beyond(text: str, scale: str, value: float) -> str:
    """A coded mean or share as it is printed, or more, where it stands for all up to the end."""
    low, high = ends_of(scale)
    if value >= high - TINY:
        return say("{figure} or more", figure=text)
    return say("{figure} or less", figure=text) if value <= low + TINY else text


def p_value(p: float) -> str:
    """Probability as papers print it: never 0."""
    if not math.isfinite(p):
        return NONE
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"


def raw_figure(metric: str, scale: str, value: float) -> str:
    """Headline figure in its own unit: 3.9 of 5, 12.7%, +23."""
    bare = bare_figure(metric, scale, value)
    high = 10 if metric == NPS else SCALES[scale].high
    if bare == NONE or bare.endswith("%") or high is None:
        return bare
    return say("{value} of {high}", value=bare, high=f"{high:g}")


def bare_figure(metric: str, scale: str, value: float) -> str:
    """Headline figure without the end of its scale: 3.9, 12.7%, +23."""
    if not math.isfinite(value):
        return NONE
    if metric == NPS:
        return number(value, 1)
    if metric in RATIOS or scale == "0-100":
        return f"{number(value, 1)}%"
    return share(value) if scale == "0-1" else number(value, 2)


def item(scale: str, mean: float) -> str:
    """Figure printed in a cell of the heat map: 3.9, or 84% of yes-or-no answers."""
    if scale == "0-1":
        return share(mean)
    return number(mean, 1)

"""Palettes: contrast in both modes; the frame: nothing drags, nothing fills the background."""

import re
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from stool import charts
from stool.charts.theme import MARKERS, SMALL
from stool.lag import local_projection, panel_lagged_correlation, sensitivity
from stool.measure.control import leg_control
from stool.schema import CSAT, ESAT, LEGS, PROFIT
from tests.charts.build import SCORES, legs, link, panel, tilts
from tests.charts.test_heat import items
from tests.charts.test_topics import topic

MODES = ("light", "dark")
QUARTERS = [SCORES, {ESAT: 70.0, CSAT: 64.0, PROFIT: 66.0}]


@cache
def every_figure(mode: charts.Mode) -> dict[str, go.Figure]:
    found = panel_lagged_correlation(LINKED, "x", "y", **PLACES, n_draws=99)
    return {
        "stool": charts.stool(SCORES, {ESAT: (70, 74)}, mode=mode),
        "small": charts.small_stools({"North": SCORES, "South": {ESAT: 70.0}}, mode=mode),
        "level": charts.spirit_level(tilts(QUARTERS), mode=mode),
        "loop": charts.loop({(ESAT, CSAT): link()}, mode=mode),
        "spark": charts.sparkline(legs(ESAT, [70, 72]), ESAT, mode=mode),
        "trend": charts.trend(legs(ESAT, [70, 72]), mode=mode),
        "raw": charts.trend(legs(ESAT, [70, 72]), figure="raw", mode=mode),
        "tilt": charts.tilt_trend(tilts(QUARTERS), mode=mode),
        "units": charts.tilt_by_unit(tilts(QUARTERS), mode=mode),
        "heat": charts.heat_map(items(), {}, mode=mode),
        "lollipop": charts.lollipop(link(), mode=mode),
        "within": charts.within_between(panel(), mode=mode),
        "forest": charts.forest(found.units, (0.3, 0.2, 0.4), mode=mode),
        "sensitivity": charts.sensitivity(sensitivity(LINKED, found), mode=mode),
        "impulse": charts.impulse(local_projection(LINKED, "x", "y", **PLACES), mode=mode),
        "record": charts.record(RECORD, mode=mode),
        "detectable": charts.detectable(DESIGNS, (24, 20), mode=mode),
        "residuals": charts.residuals(found.residuals, mode=mode),
        "control": charts.control(leg_control(WAVE), ESAT, mode=mode),
        "slope": charts.slope(WAVE.assign(change_is_clear=True), "2023Q1", "2023Q2", mode=mode),
        "topic": charts.topic_trend(topic(), CSAT, quarter="2026Q1", mode=mode),
        "events": charts.trend(WAVE, events=EVENTS, breaks=["2023Q3"], mode=mode),
    }


def planted() -> pd.DataFrame:
    """A panel whose `y` follows its own `x` one quarter later."""
    x, y = np.random.default_rng(1).standard_normal((2, 12, 20))
    y[:, 1:] += x[:, :-1]
    unit, quarter = np.divmod(np.arange(240), 20)
    return pd.DataFrame({"unit": unit, "quarter": quarter, "x": x.ravel(), "y": y.ravel()})


PLACES = {"unit": "unit", "time": "quarter"}
LINKED = planted()
DESIGNS = pd.DataFrame(
    [(24, 20, 0.2), (24, 40, 0.14), (1, 20, 0.8), (1, 40, np.nan)],
    columns=["n_units", "n_quarters", "r"],
)
WAVE = legs(ESAT, [70, 78, 69, 71, 70, 72, 68, 70, 71])
EVENTS = pd.DataFrame({"quarter": ["2023Q2", "2023Q3"], "label": ["Strike", "Flood"]})
RECORD = pd.DataFrame(
    {
        "quarter": ["2024Q1", "2024Q2"], "follower": CSAT, "kind": ["backtest", "stored"],
        "rmse": [2.0, 2.2], "rmse_no_change": [2.4, 2.6], "rmse_seasonal_naive": [2.8, 2.7],
        "rmse_own_path": [2.2, 2.4], "coverage": [0.8, 0.75], "n": 24,
    }
)  # fmt: skip


def luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", MODES)
def test_text_is_legible_and_marks_are_visible(mode: charts.Mode) -> None:
    palette = charts.PALETTES[mode]
    grounds = (palette.card, palette.background, palette.floor, palette.shadow)
    for ground in (*grounds, palette.vial, palette.vial_still, palette.hidden):
        assert contrast(palette.ink, ground) >= 4.5
    for ground in (*grounds, palette.vial):
        assert contrast(palette.muted, ground) >= 4.5
    for leg in LEGS:
        assert contrast(palette.legs[leg], palette.card) >= 3
    for _, color in palette.diverging:
        assert contrast(palette.ink, color) >= 4.5


def test_scale_runs_from_orange_to_blue() -> None:
    for mode in MODES:
        stops = charts.PALETTES[mode].diverging
        assert [place for place, _ in stops] == [0, 0.25, 0.5, 0.75, 1]
        redness = [int(color[1:3], 16) - int(color[5:7], 16) for _, color in stops]
        assert all(before > after for before, after in pairwise(redness))


@pytest.mark.parametrize("mode", MODES)
def test_every_figure_keeps_to_the_frame(mode: charts.Mode) -> None:
    for name, figure in every_figure(mode).items():
        layout = figure.layout
        assert layout.autosize, name
        assert layout.width is None, name
        assert layout.height, name
        assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)", name
        assert layout.font.family == "Inter, sans-serif", name
        assert layout.xaxis.fixedrange, name
        assert layout.yaxis.fixedrange, name
        assert layout.dragmode is False, name


@pytest.mark.parametrize("mode", MODES)
def test_words_are_never_in_a_leg_colour_nor_small(mode: charts.Mode) -> None:
    palette = charts.PALETTES[mode]
    for name, figure in every_figure(mode).items():
        for note in figure.layout.annotations:
            assert note.font.color in (palette.ink, palette.muted), name
            assert note.font.size >= SMALL, name
            assert all(int(size) >= SMALL for size in re.findall(r"font-size:(\d+)px", note.text))
            for color, word in re.findall(r'color:(#\w+)">([^<]*)<', note.text):
                assert color == palette.muted or word in "●■▲", name
        for part in (figure.layout.xaxis, figure.layout.yaxis):
            assert part.tickfont.size is None or part.tickfont.size >= SMALL, name


def test_both_modes_draw_the_same() -> None:
    darks = every_figure("dark")
    for name, light in every_figure("light").items():
        dark = darks[name]
        assert len(light.data) == len(dark.data), name
        assert [trace.name for trace in light.data] == [trace.name for trace in dark.data], name


def test_legs_differ_in_shape() -> None:
    assert len(set(MARKERS.values())) == 3

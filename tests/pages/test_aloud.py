"""Every page read aloud: headings in order, and each picture told by one sentence of its own."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from stool.schema import LEGS
from stool.text import depth, labels
from tests.pages.aloud import Told, aloud
from tests.pages.driving import open_page

VIEWS = [
    *((f"pages/{name}.py", "", "") for name in labels.PAGE),
    *(("pages/legs.py", "leg", leg) for leg in LEGS),
    *(("pages/loop.py", "look", look) for look in depth.SECTIONS),
]
SEEN_ONLY = re.compile("[→▲▼±·●■]|:material|<br>")  # signs that mean nothing to who cannot see
LAST = r" in Q1 2026"
RANGE = r"between (−?\d[\d.]*%?) and (−?\d[\d.]*%?) in that time"
SAYS = {  # beginning of a chart's key: what its sentence must hold
    "spark_": (LAST, r"from \d+ in Q\d", RANGE, "target 75"),
    "trend_": (r"score: \d+", LAST, r"from \d+ in Q\d", RANGE, "on the quarter before, .*noise"),
    "raw_": ("raw figure: ", LAST, r"from [\d.]+%? in Q\d", RANGE),
    "control_": (LAST, "where .* is usual", r"\d+ of \d+ quarters", "a reason to look"),
    "level": (
        r"^In Q1 2026 the tilt is \d",
        r"after \d.* in Q\d",
        RANGE,
        "noise alone makes up to",
    ),
    "tilt_trend": (r"^In Q1 2026 the tilt is \d", RANGE, r"\d+ of \d+ quarters lean by more"),
    "tilt_units": (r"\d+ of \d+ units lean", "most tilted is", "noise alone: up to"),
    "small_stools": (r"^The stools of \d+ units", "the first, .* low by", "the last, "),
    "stool": ("The legs stand at ESAT", r"\(\d+ to \d+\)", "your target", "points below"),
    "loop": ("ESAT to CSAT: ", r"\d to \d\.\d+\)|not established|not enough", "not why"),
    "outlook": ("tends to follow", LAST[:4], "80% interval"),
    "slope_": ("from Q4 2025 to Q1 2026", "noise", "changes run from", "scores now from"),
    "items_": (r"items in \d+ units", "lowest", "highest"),
    "lags_": ("strongest", r"r = ", r"\(.* to .*\)", "allowing for all lags tried"),
    "within_between": ("within units", "not evidence"),
    "forest": ("Unit by unit", "by luck alone", r"\(.* to .*\)"),
    "response": ("one point above", r"\(.* to .*\)"),
    "residuals": ("own past", "luck"),
    "choices": (r"other ways", "as published", "p under 0.05"),
    "record_": ("80% interval",),
    "needed": ("four times in five", r"r is 0\.\d"),
    "topic_trend": (r"\d+% of comments", LAST, r"from \d+% in Q\d", RANGE),
    "drivers_matrix": (r"^[\d,]+ people of .*, each compared", "usual"),
    "drivers_ranks": (r"explain \d+%", r"\(\d+% to \d+%\)", "rank"),
    "measure_trend_": (r"^From .* in Q\d \d{4} to .*", LAST, "between .* and "),
    "measure_parts_": (r"^From .* to .*",),
    "measure_places_": (r"^From .* to .*",),
    "measure_picture_": ("(?:drawn thick|lowest): .* on .* of 5",),
    "what_if": (r"^ESAT \+5", "tends to follow", r"80%: "),
}


def show(page: str, control: str, choice: str) -> list[Told]:
    app = open_page(page)
    if control:
        app.segmented_control(key=control).set_value(choice).run()
    assert not app.exception
    return aloud(app)


def pictures(told: list[Told]) -> list[Told]:
    return [each for each in told if each.kind == "picture"]


def says(key: str) -> tuple[str, ...]:
    """What the sentence of a chart must hold, by the longest beginning of its key."""
    begun = [begin for begin in SAYS if key.startswith(begin)]
    assert begun, key
    return SAYS[max(begun, key=len)]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_a_page_makes_sense_without_its_pictures(sample: Path, view: tuple[str, str, str]) -> None:
    told = show(*view)
    levels = [each.level for each in told if each.kind == "heading"]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    alts = [each.text for each in pictures(told)]
    assert len(set(alts)) == len(alts)
    for each in pictures(told):
        assert each.text.endswith("."), each
        assert not SEEN_ONLY.search(each.text), each
        for part in says(each.key.split("-")[-1]):
            assert re.search(part, each.text), (part, each)
    for each in told:
        assert each.text, each
        if each.kind == "table":
            assert each.text[0].isupper(), each


@pytest.mark.parametrize("view", VIEWS[1:], ids=str)  # the pictures of Home print what they say
def test_the_caption_of_a_chart_is_its_alternative(
    sample: Path, view: tuple[str, str, str]
) -> None:
    told = show(*view)
    for place, each in enumerate(told):
        if each.kind == "picture" and "spark_" not in each.key:
            assert told[place + 1].text == each.text  # so nobody misses what others read


def test_home_is_told_in_the_order_of_what_matters(sample: Path) -> None:
    told = [each.text for each in show("pages/home.py", "", "")]
    order = ["The stool ", "ESAT rose", "Employees", "Tilt of", labels.STOOL_NOW, labels.ATTENTION]
    places = [next(i for i, text in enumerate(told) if start in text[:40]) for start in order]
    assert places == sorted(places)
    assert told[-2] == labels.TRUST  # and all that is said under it

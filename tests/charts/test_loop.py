"""The loop: each level of evidence has its own stroke and words."""

import numpy as np
import pytest

from stool import charts
from stool.charts.loop import CENTRES, LABELS, NODE, VIEW_X
from stool.lag.evidence import Evidence
from stool.lag.result import LagResult
from stool.schema import CSAT, ESAT, LINKS, PROFIT
from tests.charts.build import link
from tests.charts.test_seat import drawn


def strokes(links: dict[tuple[str, str], LagResult]) -> dict[str, tuple[str, float]]:
    return {
        trace.name.removeprefix("link "): (trace.line.dash, trace.line.width)
        for trace in charts.loop(links).data
        if trace.name.startswith("link ")
    }


def label(evidence: Evidence, **fields: object) -> str:
    links = {(ESAT, CSAT): link(evidence, **fields)}
    notes = charts.loop(links).layout.annotations
    return next(note.text for note in notes if (note.x, note.y) == LABELS[ESAT, CSAT][:2])


@pytest.mark.parametrize(
    ("evidence", "dash", "word"),
    [
        (Evidence.TOO_SHORT, "dot", "not enough data"),
        (Evidence.UNDERPOWERED, "dot", "not enough data"),
        (Evidence.NOT_ESTABLISHED, "dash", "not established"),
        (Evidence.SUGGESTIVE, "solid", "suggestive"),
        (Evidence.ESTABLISHED, "solid", "established"),
        (Evidence.REPLICATED, "solid", "replicated"),
    ],
)
def test_stroke_and_word_follow_the_evidence(evidence: Evidence, dash: str, word: str) -> None:
    found = strokes({(ESAT, CSAT): link(evidence)})
    assert found["esat to csat"][0] == dash
    assert found["csat to profit"][0] == found["profit to esat"][0] == "dot"
    assert word in label(evidence)
    assert ("+0.38 (0.21 to 0.55)" in label(evidence)) == (evidence >= Evidence.SUGGESTIVE)


def test_surer_links_are_thicker() -> None:
    width = {level: strokes({(ESAT, CSAT): link(level)})["esat to csat"][1] for level in Evidence}
    assert width[Evidence.SUGGESTIVE] < width[Evidence.ESTABLISHED] == width[Evidence.REPLICATED]


@pytest.mark.parametrize(
    ("lag_set", "words"),
    [
        ((2,), "2 quarters later"),
        ((1,), "1 quarter later"),
        ((0,), "same quarter"),
        ((2, 3), "2–3 quarters later"),
        ((1, 3), "1 or 3 quarters later"),
        ((1, 2, 4), "1–4 quarters later"),
    ],
)
def test_lags_in_words(lag_set: tuple[int, ...], words: str) -> None:
    assert f"<b>{words}</b>" in label(Evidence.ESTABLISHED, lag_set=lag_set)


def test_what_is_not_established_is_a_question() -> None:
    assert "<b>1–4 quarters?</b>" in label(Evidence.NOT_ESTABLISHED)
    assert "quarter" not in label(Evidence.UNDERPOWERED)


@pytest.mark.parametrize(("leader", "follower"), LINKS)
def test_arrows_point_from_leader_to_follower(leader: str, follower: str) -> None:
    figure = charts.loop({})
    tip = drawn(figure, f"head {leader} to {follower}")[0]
    shaft = drawn(figure, f"link {leader} to {follower}")
    assert NODE < np.hypot(*(tip - CENTRES[follower])) < NODE + 10
    assert np.hypot(*(shaft[0] - CENTRES[leader])) < NODE + 10


def test_labels_stay_inside_the_view() -> None:
    for x, _, anchor, _ in LABELS.values():
        assert VIEW_X[0] <= x <= VIEW_X[1]
        assert anchor == {0: "center", 1: "right", -1: "left"}[int(np.sign(x))]
    assert set(LABELS) == set(LINKS)
    assert set(CENTRES) == {ESAT, CSAT, PROFIT}

"""A link in depth on poor data: an honest answer from every function, never an exception."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from stool.lag import loop_links, reverse_links
from stool.period import shift
from stool.reading import Analysis, depth
from stool.schema import CSAT, ESAT, LEGS, PROFIT
from stool.text import depth as words
from stool.text import links, opinions
from tests.charts.build import legs as history

LINK = (ESAT, CSAT)
Make = Callable[..., Analysis]


def panel(units: int, quarters: int, seed: int = 1, lead: float = 0.0) -> pd.DataFrame:
    """Leg history of units whose CSAT follows ESAT two quarters later, with survey error."""
    generator = np.random.default_rng(seed)
    frames = []
    for unit in range(units):
        esat, csat, profit = 60 + 5 * generator.standard_normal((3, quarters))
        csat[2:] += lead * (esat[:-2] - 60)
        for leg, scores in ((ESAT, esat), (CSAT, csat), (PROFIT, profit)):
            rows = history(leg, list(scores), se=1.5, depth="unit", node=f"Unit {unit:02d}")
            error = 0.0 if leg == PROFIT else 1.5
            frames.append(rows.assign(linear_se=error))
    return pd.concat(frames, ignore_index=True)


@pytest.fixture
def analysis() -> Make:
    """An analysis of nothing but its leg history."""

    def make(rows: pd.DataFrame) -> Analysis:
        from stool.reading import panel_of_scores

        scores = panel_of_scores(rows)
        fields = dict.fromkeys(Analysis.__dataclass_fields__)
        fields |= {"legs": rows, "links": loop_links(scores), "reverse": reverse_links(scores)}
        return Analysis(**fields)  # type: ignore[arg-type]

    return make


def without(rows: pd.DataFrame, leg: str, keep: object) -> pd.DataFrame:
    """The history with the scores of a leg emptied but where `keep` says so."""
    emptied = rows.copy()
    emptied.loc[(rows["leg"] == leg) & ~np.asarray(keep), "linear"] = np.nan
    return emptied


GAPPED = panel(8, 24)
POOR = {
    "one unit": panel(1, 24),
    "two units": panel(2, 24),
    "three quarters": panel(8, 3),
    "constant": panel(8, 24).assign(
        linear=lambda rows: rows["linear"].where(rows["leg"] != ESAT, 5)
    ),
    "one value": without(GAPPED, CSAT, GAPPED["quarter"] == "2023Q1"),
    "gaps": without(GAPPED, ESAT, GAPPED["quarter"] > shift("2023Q1", 9)),
    "ends apart": without(GAPPED, ESAT, GAPPED["quarter"] < shift("2023Q1", 4)),
}


@pytest.mark.parametrize("case", POOR)
def test_poor_data_are_answered(analysis: Make, case: str) -> None:
    found = analysis(POOR[case])
    for link in found.links:
        result = found.links[link]
        assert result.explain()
        assert str(result)
        assert result.draw().data
        choices = depth.choices(found, link)
        assert links.caption_sensitivity(choices)
        assert len(choices) == 0 or choices["variant"].iloc[0] == "published"
        assert links.caption_impulse(depth.response(found, link))
        for row in opinions.opinion_rows(depth.opinions(found, link)):
            assert all(row.values())
        limits = depth.ceiling(found, link)
        assert not limits.r_max > 1
        assert links.r_max_sentence(limits.r_max, limits.reliability_x, limits.reliability_y, *link)
        assert words.script("stool.db", 1, result)


def test_ceiling_is_that_of_the_errors(analysis: Make) -> None:
    rows = panel(60, 24)
    shock = dict(zip(sorted(rows["quarter"].unique()), 20 * np.sin(np.arange(24)), strict=True))
    rows["linear"] += rows["quarter"].map(shock)  # moves all units alike, so it is no reliability
    limits = depth.ceiling(analysis(rows), LINK)
    assert limits.reliability_x == pytest.approx(1 - 1.5**2 / 25, abs=0.02)
    assert limits.r_max == pytest.approx(limits.reliability_x, abs=0.02)  # both alike
    profit = depth.ceiling(analysis(panel(60, 24)), (CSAT, PROFIT))
    assert profit.reliability_y == 1
    assert profit.r_max == pytest.approx(np.sqrt(profit.reliability_x))


def test_opinions_agree_on_a_planted_lead(analysis: Make) -> None:
    rows = depth.opinions(analysis(panel(30, 24, lead=0.6)), LINK)
    found = {(row["method"], row["direction"]): row for row in rows}
    for method in ("max_t", "panel_granger", "local_projection"):
        assert found[method, "forward"]["p"] < 0.01
        assert found[method, "backward"]["p"] > 0.01
    assert np.isnan(found["between", "forward"]["p"])
    assert ("between", "backward") not in found


def test_response_shows_the_planted_lag(analysis: Make) -> None:
    table = depth.response(analysis(panel(30, 24, lead=0.6)), LINK).table.set_index("horizon")
    assert table["response"].idxmax() == 2
    assert table.loc[2, "low"] < 0.6 < table.loc[2, "high"]
    assert table.loc[0, "low"] < 0 < table.loc[0, "high"]


def test_a_trial_is_the_call_it_names(analysis: Make) -> None:
    found = analysis(panel(12, 24, lead=0.4))
    options = depth.Trial(6, "twfe", whiten=False, standardise=True, n_draws=199, seed=9)
    tried = depth.trial(found, LINK, options)
    assert tried.family == (1, 2, 3, 4, 5, 6)
    assert tried.settings["common"] == "twfe"
    assert tried.settings["seed"] == 9
    assert set(LEGS) >= {tried.leader, tried.follower}


def test_results_print_explain_and_draw_themselves(analysis: Make) -> None:
    found = analysis(panel(30, 24, lead=0.6))
    link, response = found.links[LINK], depth.response(found, LINK)
    for result in (link, response):
        assert str(result).startswith(result.explain())
        for name, value in result.settings.items():
            assert f"{name} = {value}" in str(result)
        assert result.draw("dark").data
    assert f"{link.best_r:.4f}" in str(link)
    assert f"ESAT → CSAT: {link.evidence.word}." in link.explain()
    assert links.caption_impulse(response) in response.explain()

"""Questions that lead another leg: the planted are found, Holm pays for all, comfort leads none."""

import numpy as np
import pandas as pd
import pytest

from stool.book import Book
from stool.drivers import leading_items
from stool.lag import Evidence, panel_lagged_correlation
from stool.measure import holm
from stool.period import shift
from stool.reading import Analysis, panel_of_scores
from stool.schema import ALL, CSAT, ESAT, HIDDEN_FEW, SHOWN

LAG = 2


@pytest.fixture(scope="module")
def analysis(sample_book: Book) -> Analysis:
    return sample_book.analysis()


def panel(
    leads: dict[str, float], *, units: int = 12, quarters: int = 20, seed: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Published means of items, and scores that follow them `LAG` quarters later."""
    random = np.random.default_rng(seed)
    items = {name: random.normal(size=(units, quarters + LAG)) for name in leads}
    score = random.normal(size=(units, quarters))
    for name, slope in leads.items():
        score = score + slope * items[name][:, :quarters]
    names = [f"unit {place:02d}" for place in range(units)]
    times = [shift("2020Q1", step) for step in range(quarters)]
    place = pd.MultiIndex.from_product([names, times], names=["unit", "quarter"]).to_frame(False)
    scores = place.assign(csat=score.ravel())
    parts = [
        place.rename(columns={"unit": "node"}).assign(
            leg=ESAT, metric=name, better="higher", depth="unit", dimension=ALL, hidden=SHOWN,
            n=10.0, s=10 * values[:, LAG:].ravel(),
        )
        for name, values in items.items()
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True), scores


def test_in_the_sample_comfort_leads_nothing_and_what_matters_leads(analysis: Analysis) -> None:
    found = leading_items(analysis.published.table, panel_of_scores(analysis.legs), outcome=ESAT)
    assert len(found) == 24
    assert ESAT not in found
    assert found["workplace_comfort"].evidence < Evidence.SUGGESTIVE
    for item in ("boss_removes_obstacles", "empowered", "recognised", "tools_work"):
        assert found[item].evidence >= Evidence.ESTABLISHED
        assert found[item].lag_set == (2,)
        assert found[item].slope > 0
    assert found["results_despite_processes"].best_r > 0  # the lower the better
    p = [each.p for each in found.values()]
    assert p == sorted(p)


def test_the_planted_lag_and_slope_are_found_and_the_rest_pays() -> None:
    table, scores = panel({"leads": 1.0, "idle": 0.0, "other": 0.0})
    found = leading_items(table, scores)
    first = next(iter(found.values()))
    assert (first.leader, first.follower, first.best_lag) == ("leads", CSAT, LAG)
    assert first.slope_low < 1.0 < first.slope_high
    assert found["idle"].evidence < Evidence.SUGGESTIVE
    alone = []
    for item in ("idle", "leads", "other"):
        rows = table[table["metric"] == item].assign(x=lambda each: each["s"] / each["n"])
        frame = scores.merge(rows.rename(columns={"node": "unit"}), on=["unit", "quarter"])
        alone.append(panel_lagged_correlation(frame, "x", CSAT, unit="unit", time="quarter").p)
    assert [found[item].p for item in ("idle", "leads", "other")] == pytest.approx(
        holm(alone).tolist()
    )


def test_lower_is_better_turns_the_sign() -> None:
    table, scores = panel({"leads": 1.0, "idle": 0.0})
    turned = table.assign(better=table["better"].mask(table["metric"] == "leads", "lower"))
    before, after = leading_items(table, scores)["leads"], leading_items(turned, scores)["leads"]
    assert after.best_r == pytest.approx(-before.best_r)
    assert after.p == before.p


def test_hidden_cells_segments_and_outcomes_are_not_read() -> None:
    table, scores = panel({"leads": 1.0, "idle": 0.0, "enps": 1.0, "overall": 1.0})
    found = leading_items(table, scores, outcome="overall")
    assert set(found) == {"leads", "idle"}
    none = leading_items(table.assign(hidden=HIDDEN_FEW), scores)
    assert none == {}
    segment = table.assign(dimension="level", s=99.0)
    both = leading_items(pd.concat([table, segment]), scores, outcome="overall")
    assert both["leads"].best_r == found["leads"].best_r
    assert leading_items(table, scores.drop(columns=CSAT)) == {}
    assert leading_items(table, scores.assign(csat=np.nan)) == {}


def test_many_items_can_still_be_established() -> None:
    leads = {"leads": 1.5} | {f"idle_{place}": 0.0 for place in range(30)}
    table, scores = panel(leads, units=14, quarters=16)
    found = leading_items(table, scores)
    assert found["leads"].evidence >= Evidence.ESTABLISHED
    others = [each.evidence for item, each in found.items() if item != "leads"]
    assert max(others) < Evidence.ESTABLISHED

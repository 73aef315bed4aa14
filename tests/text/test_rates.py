"""The published error rates: what Help and the README say is what was measured."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from stool.text import prose, rates

ROOT = Path(__file__).parents[2]


def fair() -> pd.DataFrame:
    return rates.measured()[rates.measured()["breaks"] == 0]


def test_counts_add_up() -> None:
    rows = rates.measured()
    assert (rows[list(rates.LEVELS)].sum(axis=1) == rows["links"]).all()
    assert (rows["wrong_loops"] <= rows[["established", "replicated"]].sum(axis=1)).all()
    assert (rows["loops"] >= 100).all()
    assert not rows.duplicated(["design", "units", "quarters"]).any()
    assert rows["design"].notna().all()


def test_the_promise_is_kept() -> None:
    assert fair()["wrong_loops"].sum() / fair()["loops"].sum() < rates.NOMINAL


def test_help_says_the_rate_and_the_worst_case() -> None:
    overall = 100 * fair()["wrong_loops"].sum() / fair()["loops"].sum()
    worst = 100 * (fair()["wrong_loops"] / fair()["loops"]).max()
    assert f"{overall:.1f}% showed a link" in rates.sentence()
    assert f"{worst:.1f}% of loops" in rates.sentence()
    for design in rates.measured().loc[rates.measured()["breaks"] == 1, "design"].unique():
        assert design in rates.limits()


def test_readme_says_the_same() -> None:
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    overall = 100 * fair()["wrong_loops"].sum() / fair()["loops"].sum()
    assert f"without any link {overall:.1f} % showed one called" in readme
    placebo = pd.read_csv(ROOT / "benchmarks" / "results" / "lag_placebo.csv")
    pairs = placebo[placebo["design"] == "pair"]
    found = pairs[pairs["method"].str.contains("established")]
    low, high = found["rate"].min(), found["rate"].max()
    assert f"it calls {low:.1f} to {high:.1f} % established" in readme


@pytest.mark.parametrize("table", [rates.by_design, rates.by_size])
def test_tables_are_shares_of_the_counts(table: Callable[[], pd.DataFrame]) -> None:
    shown = table()
    assert list(shown.columns[1:]) == list(rates.HEADINGS.values())
    assert shown.iloc[:, 1:].map(lambda cell: cell.endswith("%")).all().all()


def test_help_says_what_p_alone_was_measured_at() -> None:
    text = " ".join(prose.read("help").split())
    rows = pd.read_csv(ROOT / "benchmarks" / "results" / "lag_size.csv")
    ours, ranks = rows[rows["method"] == "ours"], rows[rows["method"] == "twin"]
    claimed = ours[ours["claimed"]]
    span = f"{claimed['rate'].min():.1f} to {claimed['rate'].max():.1f} %"
    assert f"In {len(claimed)} simulated cases it was {span}." in text

    def worst(found: pd.DataFrame, kind: str, design: str) -> str:
        cells = found[(found["kind"] == kind) & (found["design"] == design)]
        return f"{cells['rate'].max():.0f} %"

    assert f"({worst(ours, 'pair', 'shock')}; {worst(ranks, 'pair', 'shock')} by ranks)" in text
    assert f"a period of their own ({worst(ours, 'pair', 'ar2_cycle')})" in text
    assert f"({worst(ours, 'panel', 'two_factors')} with 200 units; " in text
    assert f"{worst(ours, 'panel', 'two_factors_mixed')} when every average" in text

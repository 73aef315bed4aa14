"""A real panel of two legs: US airlines by quarter, read with a small mapping file."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stool.book import Book
from stool.ingest import Mapping
from stool.lag import Evidence, PanelLagResult
from tests.corpus import CORPUS
from tests.pages.driving import everything

ROOT = Path(__file__).parents[2]
PANEL = CORPUS / "panels" / "shaped_airline_quarter.csv"
pytestmark = pytest.mark.corpus
MAPPING = """
{"quarter": "quarter", "unit": "business_unit", "rows": "aggregated", "others": "ignore",
 "columns": {"ontime_pct": {"leg": "csat", "scale": "ledger", "headline": true,
                            "metric": "ontime_pct"},
             "complaints_per_100k": {"leg": "csat", "scale": "ledger", "better": "lower"},
             "revenue_usd_000": {"leg": "profit", "metric": "revenue"},
             "operating_cost_usd_000": {"leg": "profit", "metric": "cost"}}}
"""


@pytest.fixture(scope="module")
def airline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("airline") / "airline.db"
    with Book.open(path) as book:
        file = book.examine(PANEL.read_bytes(), PANEL.name, Mapping.from_json(MAPPING))
        assert set(file.checked.problems["outcome"]) == {"noted"}
        assert file.checked.problems["rule"].str.contains("may stand for missing").any()
        assert file.checked.problems["rule"].str.contains("no row in").any()
        book.publish([file], who="tests")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STOOL_STORE", str(path))
        st.cache_resource.clear()
        yield path
        st.cache_resource.clear()
    shutil.rmtree(path.parent)


def test_two_legs_are_not_a_stool(airline: Path) -> None:
    with Book.open(airline) as book:
        reading = book.reading()
    assert set(reading.legs) == {"csat", "profit"}
    assert reading.legs["csat"].metric == "ontime_pct"
    assert reading.missing == ("esat",)
    assert reading.tilt is None


def test_punctuality_is_not_sold_as_a_driver_of_margin(airline: Path) -> None:
    with Book.open(airline) as book:
        analysis = book.analysis()
    assert set(analysis.links) == {("csat", "profit")}
    link = analysis.links["csat", "profit"]
    assert isinstance(link, PanelLagResult)
    assert link.evidence is Evidence.NOT_ESTABLISHED
    assert link.n_units == 28
    assert -1 < link.between_r < 1
    assert abs(link.pooled_r - link.best_r) > 0.01


@pytest.mark.parametrize("page", ["home", "legs", "balance", "loop", "data"])
def test_pages_show_the_two_and_name_the_third(airline: Path, page: str) -> None:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=120).run()
    if page != "home":
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    text = everything(app)
    if page == "home":
        assert text.startswith("Two legs are not a stool: customers and profit")
        assert "No employee survey is loaded for Q4 2019" in text
    if page == "loop":
        assert "CSAT → Profit: not established" in text
        assert "within units over time" in text

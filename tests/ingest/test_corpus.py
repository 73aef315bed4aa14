"""Real files: the airline panel to the row, and no traceback on any of the others."""

from pathlib import Path

import pytest

from stool.errors import StoolError
from stool.ingest import Mapping, ingest
from tests.corpus import CORPUS

FILES = sorted(p for kind in ("formats", "nasty") for p in (CORPUS / kind).glob("*.csv"))
AIRLINES = """
{"quarter": "quarter", "unit": "business_unit", "rows": "aggregated",
 "columns": {
   "ontime_pct": {"leg": "csat", "metric": "ontime_pct", "scale": "ledger", "headline": true},
   "complaints_per_100k": {"leg": "csat", "scale": "ledger", "better": "lower"},
   "revenue_usd_000": {"leg": "profit", "metric": "revenue"},
   "operating_cost_usd_000": {"leg": "profit", "metric": "cost"}},
 "others": "ignore"}
"""
FINANCE = """
{"unit": "airline", "quarter": ["year", "quarter"], "others": "ignore",
 "columns": {"OP_REVENUES": {"leg": "profit", "metric": "revenue"},
             "OP_EXPENSES": {"leg": "profit", "metric": "cost"}}}
"""

pytestmark = pytest.mark.corpus


def test_airline_panel() -> None:
    path = CORPUS / "panels" / "shaped_airline_quarter.csv"
    result = ingest(path.read_bytes(), path.name, Mapping.from_json(AIRLINES))
    assert (result.accepted, result.rejected) == (1050, 0)
    assert (len(result.units), len(result.quarters)) == (28, 64)
    assert result.mapping.headline == {"csat": "ontime_pct"}
    assert {(m.metric, m.leg, m.better) for m in result.metrics} == {
        ("ontime_pct", "csat", "higher"),
        ("complaints_per_100k", "csat", "lower"),
        ("revenue", "profit", "higher"),
        ("cost", "profit", "lower"),
    }
    problems = result.problems
    gaps = problems[problems["column"] == "business_unit"]
    assert set(gaps["value"]) == {*("EXPRESSJET", "ENDEAVOR", "SOUTHWEST", "US", "ENVOY", "MESA")}
    assert set(problems["outcome"]) == {"noted"}
    rules = problems.loc[problems["column"] == "complaints_per_100k", "rule"]
    counts = rules.str.extract(r": (?P<zeros>0)? ?(?:no figure )?in (?P<quarters>\d+) of")
    quarters = counts["quarters"].astype(int)
    assert quarters[counts["zeros"].notna()].sum() == 45
    assert quarters[counts["zeros"].isna()].sum() == 49
    assert int(result.rows["complaints_per_100k"].isna().sum()) == 49


@pytest.mark.parametrize("mapping", [FINANCE, "{}"])
def test_airline_zeros_stand_for_missing(mapping: str) -> None:
    path = CORPUS / "panels" / "finance_leg.csv"
    result = ingest(path.read_bytes(), path.name, Mapping.from_json(mapping))
    assert (result.accepted, result.rejected, result.fixed) == (1061, 0, 11)
    zeros = result.problems[result.problems["rule"] == "zero stands for missing"]
    assert (zeros["column"] == "OP_REVENUES").sum() == 11
    assert int(result.rows["revenue"].isna().sum()) == 11
    assert len(result.problems[result.problems["outcome"] == "noted"]) == 6


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_traceback(path: Path) -> None:
    try:
        result = ingest(path.read_bytes(), path.name)
    except StoolError as error:
        if not str(error).endswith("."):
            raise
    else:
        assert result.accepted == len(result.rows)


def test_a_german_export_with_sep_line_and_decimal_commas() -> None:
    path = CORPUS / "formats" / "RECON_excel_german_sep_line_cp1252_airlines2019.csv"
    result = ingest(path.read_bytes(), path.name)
    assert (result.accepted, result.rejected) == (68, 0)
    assert result.rows["revenue"].tolist()[:2] == [77829.75, 197470.17]

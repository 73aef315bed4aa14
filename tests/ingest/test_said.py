"""What a file leaves open and a mapping settles: what stands beside the year, and called totals."""

import pytest

from stool.errors import DoubtfulTotalError, MonthOrQuarterError
from stool.ingest import Mapping, ingest
from stool.ingest.tables import read

BESIDE = "branch,when,csat\n" + "".join(
    f"{unit},2024-{number},{3 + number % 3}\n" for unit in "AB" for number in (1, 2, 3, 4)
)
CALLED = "branch,quarter,revenue,cost\n" + "".join(
    f"{unit},2025Q{quarter},{figure + quarter},{figure}\n"
    for quarter in (1, 2, 3, 4)
    for unit, figure in (("Leeds", 50), ("York", 70), ("Total", 40))
)


def test_what_stands_beside_the_year_is_asked_with_its_rows_and_settled() -> None:
    with pytest.raises(MonthOrQuarterError, match=r"row 3 has “2024-2”.*--number-is quarter"):
        ingest(BESIDE.encode(), "visits.csv", Mapping.from_json('{"unit": "branch"}'))
    found = {
        said: ingest(BESIDE.encode(), "visits.csv", Mapping(number_is=said)).quarters
        for said in ("quarter", "month")
    }
    assert found == {
        "quarter": ("2024Q1", "2024Q2", "2024Q3", "2024Q4"),
        "month": ("2024Q1", "2024Q2"),
    }


@pytest.mark.parametrize("small", [2**20, 0])
def test_a_row_that_is_called_a_total_is_asked_about_and_settled(
    small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "SMALL", small)
    with pytest.raises(DoubtfulTotalError, match=r"line 4.*--named-total unit"):
        ingest(CALLED.encode(), "sales.csv")
    unit = ingest(CALLED.encode(), "sales.csv", Mapping(named_total="unit"))
    assert (unit.accepted, unit.rejected) == (12, 0)
    assert unit.units == ("Leeds", "Total", "York")
    total = ingest(CALLED.encode(), "sales.csv", Mapping(named_total="total"))
    assert (total.accepted, total.rejected) == (8, 0)
    assert total.units == ("Leeds", "York")


def test_a_sum_stays_a_total_whatever_is_said() -> None:
    adds_up = CALLED.replace("Total", "Selby")
    for quarter in (1, 2, 3, 4):
        old = f"Selby,2025Q{quarter},{40 + quarter},40\n"
        figures = f"{160 + 3 * quarter},160"
        adds_up = adds_up.replace(old, f"{old}Total,2025Q{quarter},{figures}\n")
    found = ingest(adds_up.encode(), "sales.csv", Mapping(named_total="unit"))
    assert found.units == ("Leeds", "Selby", "York")


@pytest.mark.parametrize("key", ["number_is", "named_total"])
def test_another_word_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=key):
        Mapping.from_json(f'{{"{key}": "both"}}')

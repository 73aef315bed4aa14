"""Dates and quarter labels."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool import period
from stool.ingest.language.fiscal import Fiscal
from stool.ingest.language.quarters import (
    bare_number,
    date_order,
    joined_parts,
    looks_like_quarters,
    quarter_of,
    withheld,
    withheld_texts,
)

DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        *("2024Q2", "2024-Q2", "2024 Q2", "2024q2", "Q2 2024", "Q2-2024", "Q2'24", "2Q24"),
        *("2Q 2024", "2024-05", "2024-05-31", "2024/05/31", "20240531", "2024-05-31 13:45"),
        *("2024-05-31T13:45:00Z", "2024-05-31T13:45:00.123+02:00", "2024-05-31 10:00:00 UTC"),
        *("31 May 2024", "May 31, 2024", "31-May-24", "May 2024", "Jun. 2024"),
        *("Q2/24", "24Q2", "2024_Q2", "2024-Q02", "Q2 (2024)", "Q2, 2024", "Q2 of 2024"),
        *("2024 2nd quarter", "Second quarter 2024", "Quarter 2 2024", "Qtr 2 2024", "2024 Qtr2"),
        *("T2 2024", "2T24", "2024T2", "2ème trimestre 2024", "2e trimestre 2024"),
        *("2º trimestre de 2024", "segundo trimestre de 2024", "II trimestre 2024"),
        *("2. Quartal 2024", "Quartal 2/2024", "II. Quartal 2024", "zweites Quartal 2024"),
        *("Q II 2024", "Q2 CY2024", "2. kvartal 2024"),
        *("Apr-Jun 2024", "Apr - Jun, 2024", "April to June 2024", "Apr–Jun '24", "2024 Apr-Jun"),
        *("1 Apr 2024 - 30 Jun 2024", "Apr 1 - Jun 30, 2024", "April bis Juni 2024"),
        *("avril à juin 2024", "abril a junio de 2024", "Apr-Jun 24", "Apr 24 - Jun 24"),
        *("31. Mai 2024", "31 mai 2024", "1er avril 2024", "31 de mayo de 2024", "juin 2024"),
        *("2024-W20", "2024W20", "KW 20/2024", "20. KW 2024", "2024-W20-3"),
        *("2024M05", "2024-M5", "202405", "05/2024", "5.2024", "2024-5", "2024 May", "Jun-24"),
        *("2024-May-31", "Tuesday, May 14, 2024", "Tue, 14 May 2024 10:00:00 GMT"),
        *("Tue May 14 2024 10:00:00 GMT+0100 (Central European Standard Time)",),
        *("2024/05/31 10:15:23 AM GMT+1", "2024-05-31 10:00:00 -0800", "2024-05-31 10:00 EST"),
        *("2024-05-31T13:45:00+02:00[Europe/Berlin]", "20240531T134500Z", "2024/5/3 10:15"),
        *("May 31, 2024 at 1:45 PM", " 2024Q2 ", "2024\u00a0Q2"),
    ],
)
def test_one_quarter_many_ways(text: str) -> None:
    assert quarter_of(text, None) == (2024, 2)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2024", "2024Q5", "Q2", "2023-02-29", "2024-13-01", "31/31/2024", "x" * 500, "5"),
        *("H1 2024", "2024H1", "S1 2024", "FY2024", "2024-13", "2024-W54", "2023-W53", "45000"),
        *("Jan-Jun 2024", "January - December 2025", "Jan 1 - Feb 15, 2024", "Jan-Feb 2024"),
        *("5 Jan - 31 Mar 2024", "1 Jan - 20 Mar 2024"),
        *("Nov-Jan 2024", "Mar-Jan 2024", "Jan - Mar", "Jan 1 - Mar 31", "1. Quartal"),
        *("Q1_10", "Q1.10", "Q110", "Q12024", "Q01 02", "marble 2024", "Set 12", "12.3456"),
        *("1234.5", "FY24 Q1", "2024/25 Q1", "GJ 2024 Q1", "FQ1 24", "Q1 2024/26", "nan"),
        *("31 February 2024", "2024-2", "3/2024"),
    ],
)
def test_no_quarter(text: str) -> None:
    assert quarter_of(text, True) is None


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("2024-W01", (2024, 1)),
        ("2020-W53", (2020, 4)),  # its Thursday is 31 December
        ("2025-W01", (2025, 1)),  # begins on 30 December 2024
        ("2024-W14", (2024, 2)),  # 1 to 7 April
        ("2025-W14", (2025, 2)),  # from 31 March, its Thursday 3 April
        ("2024-03-31T23:30:00-05:00", (2024, 1)),  # the day as written
        ("Feb-Apr 2024", (2024, 1)),  # two of three months
        ("Dec 2023 - Feb 2024", (2024, 1)),
        ("Nov 2023 - Jan 2024", (2023, 4)),
        ("1 Jan 2024 - 31 Jan 2024", (2024, 1)),
        ("1 Dec 2023 - 29 Feb 2024", (2024, 1)),
        ("Sept 2024", (2024, 3)),
        ("31. März 2026", (2026, 1)),
        ("15 août 2023", (2023, 3)),
        ("1 dic 2023", (2023, 4)),
        ("Q1 68", (2068, 1)),
        ("Q1 69", (1969, 1)),
    ],
)
def test_which_quarter(text: str, quarter: tuple[int, int]) -> None:
    assert quarter_of(text, None) == quarter


def test_order_of_day_and_month() -> None:
    assert quarter_of("03/04/2024", True) == (2024, 2)
    assert quarter_of("03/04/2024", False) == (2024, 1)
    assert quarter_of("03/04/2024", None) is None
    assert quarter_of("02/03/2024", None) == (2024, 1)
    assert quarter_of("31. 5. 2024", True) == quarter_of("31/05/2024 13h45", True) == (2024, 2)


@pytest.mark.parametrize(
    ("texts", "day_first"),
    [
        (["03/04/2024", "31/12/2024"], True),
        (["03/04/2024", "12/31/2024 10:15 AM"], False),
        (["03.04.2024"], True),
        (["02/03/2024"], None),
        (["2024-01-05"], None),
    ],
)
def test_the_whole_column_settles_the_order(texts: list[str], day_first: bool | None) -> None:
    order = date_order(texts)
    assert order.day_first is day_first
    assert not order.doubtful


def test_doubt_shows_the_values() -> None:
    assert date_order(["03/04/2024", "02/03/2024"]).doubtful == ("03/04/2024",)
    assert date_order(["31/01/2024", "01/31/2024"]).doubtful == ("31/01/2024", "01/31/2024")


def test_a_year_of_two_digits_may_stand_in_front() -> None:
    assert date_order(["24-05-06", "23-04-07"]).doubtful == ("23-04-07", "24-05-06")
    assert date_order(["05/06/07", "01/02/03"]).doubtful == ("01/02/03", "05/06/07")
    assert date_order(["98-05-06"]).doubtful == ("98-05-06",)  # and its neighbours in 2024 with it


@pytest.mark.parametrize(
    "text", ["15-01-97", "05/06/2007", "5/6/07", "12/31/24", "31/12/69", "24.05.06"]
)
def test_a_date_that_can_only_end_in_the_year_settles_where_it_stands(text: str) -> None:
    assert date_order(["04-05-06", "04-06-07"]).doubtful
    assert not date_order(["04-05-06", "04-06-07", text]).doubtful


def test_a_bare_number_beside_the_year() -> None:
    assert quarter_of("2024-1", None) == (2024, 1)  # January or first quarter, all the same
    assert quarter_of("2024-3", None) is None
    assert quarter_of("2024-3", None, bare="quarter") == (2024, 3)
    assert quarter_of("2024-3", None, bare="month") == (2024, 1)
    assert quarter_of("2024-03", None, bare="quarter") == (2024, 1)


@pytest.mark.parametrize(
    ("texts", "header", "unit", "doubtful"),
    [
        (["2024-1", "2024-2", "2024-3", "2024-4"], "", None, ("2024-2", "2024-3", "2024-4")),
        (["2024-1", "2024-3"], "Quarter", "quarter", ()),
        (["2024-1", "2024-3"], "Month", "month", ()),
        (["1/2024", "11/2024"], "", "month", ()),
        (["2024-1", "2024-5"], "", "month", ()),
        (["2024.01", "2024.1", "2024.11"], "Month", None, ("2024.1",)),
        (["2024-01", "2024-02"], "", None, ()),
        (["2024-1"], "", None, ()),
        (["2024Q1"], "Month", None, ()),
    ],
)
def test_the_column_settles_the_bare_number(
    texts: list[str], header: str, unit: str | None, doubtful: tuple[str, ...]
) -> None:
    found = bare_number(texts, header)
    assert (found.unit, found.doubtful) == (unit, doubtful)
    assert bool(found.reason) is (unit is not None)


def test_fiscal_labels_need_a_fiscal_year() -> None:
    fiscal = Fiscal(4, "start")
    assert quarter_of("FY24 Q1", None, fiscal) == (2024, 2)
    assert quarter_of("Q1 2024", None, fiscal) == (2024, 1)
    assert quarter_of("Q1 2024", None, fiscal, fiscal_column=True) == (2024, 2)
    assert quarter_of("Q1 2024", None, fiscal_column=True) is None
    assert quarter_of("Q1 CY2024", None, fiscal, fiscal_column=True) == (2024, 1)
    assert quarter_of("2024-05-31", None, fiscal, fiscal_column=True) == (2024, 2)


@pytest.mark.parametrize(
    ("texts", "looks"),
    [
        (["2024Q1", "2024Q2", "n/a"], True),
        (["2024Q1", "2024Q2", "", "", "n/a", "", "-"], True),
        (["2024Q1", "x"], False),
        (["FY24 Q1", "FY24 Q2"], True),
        (["2024-2", "2024-3"], True),
        (["31/12/2024", "12/31/2024"], True),
        (["5", "4", "2024Q1"], False),
        (["12.3456", "9.8765"], False),
        (["", "n/a"], False),
    ],
)
def test_looks_like_quarters(texts: list[str], looks: bool) -> None:
    assert looks_like_quarters(texts) is looks


def test_dates_withheld() -> None:
    assert withheld("1980-01-01 00:00:00")
    assert withheld("1980-01-01T00:00:00")
    assert withheld("01.01.1980")
    assert not withheld("1980-01-01 09:15:00")
    assert not withheld("1980-01-02")
    anonymous = "1980-01-01 00:00:00"
    assert withheld_texts(["2026-01-14 09:31:12", "", anonymous]) == (anonymous,)
    assert withheld_texts([anonymous]) == (anonymous,)
    assert withheld_texts(["1980-01-01", "1980-04-01", "1980-07-01"]) == ()


@pytest.mark.parametrize(
    ("year", "part", "monthly", "quarter"),
    [
        ("2024", "2", False, (2024, 2)),
        ("2024.0", "2.0", False, (2024, 2)),
        ("2024", "Q2", False, (2024, 2)),
        ("2024", "T2", False, (2024, 2)),
        ("2024", "2nd quarter", False, (2024, 2)),
        ("2024", "2", True, (2024, 1)),
        ("2024", "11", True, (2024, 4)),
        ("2024", "March", True, (2024, 1)),
    ],
)
def test_year_and_part_joined(
    year: str, part: str, monthly: bool, quarter: tuple[int, int]
) -> None:
    joined = joined_parts(pd.Series([year], dtype="str"), pd.Series([part], dtype="str"), monthly)
    assert quarter_of(joined[0], None) == quarter


def test_a_blank_part_stays_blank() -> None:
    joined = joined_parts(
        pd.Series(["2024", ""], dtype="str"), pd.Series(["", "2"], dtype="str"), False
    )
    assert joined.tolist() == ["", ""]


@given(DAYS)
def test_every_day_falls_in_its_quarter(day: dt.date) -> None:
    year, quarter = period.of_date(day).split("Q")
    expected = (int(year), int(quarter))
    assert quarter_of(day.isoformat(), None) == expected
    assert quarter_of(f"{day:%d/%m/%Y}", True) == expected
    assert quarter_of(f"{day:%m/%d/%y}", False) == expected
    assert quarter_of(f"{day:%d %B %Y}", None) == expected
    assert quarter_of(f"{day:%A, %B %d, %Y}", None) == expected
    assert quarter_of(f"{day:%Y-%m}", None) == expected
    assert quarter_of(f"{day:%YM%m}", None) == expected


@given(DAYS)
def test_every_week_falls_in_the_quarter_of_its_thursday(day: dt.date) -> None:
    year, week, _ = day.isocalendar()
    thursday = day + dt.timedelta(4 - day.isoweekday())
    expected = period.of_date(thursday).split("Q")
    assert quarter_of(f"{year}-W{week:02d}", None) == (int(expected[0]), int(expected[1]))


LABELS = (
    *("{y}Q{q}", "{y}-Q{q}", "{y} Q{q}", "Q{q} {y}", "Q{q}/{s}", "{q}Q{s}", "{s}Q{q}"),
    *("{y} {o} quarter", "Quarter {q} {y}", "T{q} {y}", "{q}. Quartal {y}", "{q}T{s}"),
    *("{a}-{c} {y}", "{a} to {c} {y}", "{a} {y} - {c} {y}", "Q{q} CY{y}"),
)
MONTH_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905


@given(st.integers(1970, 2068), st.integers(1, 4), st.sampled_from(LABELS))
def test_labels_name_the_quarter_they_were_made_of(year: int, quarter: int, label: str) -> None:
    text = label.format(
        y=year,
        s=f"{year % 100:02d}",
        q=quarter,
        o=("1st", "2nd", "3rd", "4th")[quarter - 1],
        a=MONTH_NAMES[3 * quarter - 3],
        c=MONTH_NAMES[3 * quarter - 1],
    )
    assert quarter_of(text, None) == (year, quarter)


@given(st.text(max_size=90))
def test_any_text_is_read_or_not(text: str) -> None:
    found = quarter_of(text, None)
    assert found is None or 1 <= found[1] <= 4

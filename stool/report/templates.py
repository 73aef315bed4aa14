"""Templates to fill in: CSV files that load as they are, example rows included."""

from collections.abc import Mapping, Sequence

import pandas as pd

from stool.period import ordinal
from stool.report.csv import csv_bytes
from stool.text.forms import CUSTOMER, EMPLOYEE, REVENUE_ROWS, UNIT_QUARTER

KINDS = (EMPLOYEE, CUSTOMER, REVENUE_ROWS, UNIT_QUARTER)
EXAMPLE_UNITS = ("Example North", "Example South")
NORTH, SOUTH = EXAMPLE_UNITS
REGION = "Example region"
BY_HAND = ("esat_score", "esat_n", "csat_score", "csat_n", "revenue", "cost")

ROWS: dict[str, tuple[dict[str, object], ...]] = {
    EMPLOYEE: tuple(
        {"response_id": identifier, "date": date, "unit": unit, "region": REGION, "level": level}
        | dict(zip(("tenure", "overall_satisfaction"), (tenure, overall), strict=True))
        | dict(zip(("clear_goals", "good_tools", "recognised"), items, strict=True))
        for identifier, date, unit, level, tenure, overall, items in (
            ("E-1", "2026-02-10", NORTH, "Front line", "0-2 years", 4, (5, 3, 4)),
            ("E-2", "2026-02-11", NORTH, "Manager", "3-10 years", 5, (4, 4, 5)),
            ("E-3", "2026-02-11", SOUTH, "Front line", "3-10 years", 2, (3, 1, 2)),
        )
    ),
    CUSTOMER: tuple(
        {"response_id": identifier, "date": date, "unit": unit, "region": REGION}
        | {"segment": segment, "csat": csat, "recommend": recommend}
        | {"promise_kept": kept, "complaint": complaint}
        for identifier, date, unit, segment, csat, recommend, kept, complaint in (
            ("C-1", "2026-01-20", NORTH, "Private", 5, 10, "yes", "no"),
            ("C-2", "2026-02-03", NORTH, "Business", 3, 7, "yes", "no"),
            ("C-3", "2026-03-15", SOUTH, "Private", 2, 3, "no", "yes"),
        )
    ),
    REVENUE_ROWS: tuple(
        {"quarter": "2026Q1", "unit": unit, "region": REGION, "revenue": revenue, "cost": cost}
        | {"revenue_target": target, "headcount": heads, "customers": customers}
        for unit, revenue, cost, target, heads, customers in (
            (NORTH, 1073220, 934828, 1081000, 45, 364),
            (SOUTH, 931721, 829776, 935000, 61, 322),
        )
    ),
    UNIT_QUARTER: tuple(
        {"unit": unit, "region": REGION, "quarter": "2026Q1"}
        | dict(zip(BY_HAND, figures, strict=True))
        for unit, figures in (
            (NORTH, (3.9, 41, 4.2, 180, 1073220, 934828)),
            (SOUTH, (3.4, 57, 3.8, 155, 931721, 829776)),
        )
    ),
}


def template(kind: str) -> bytes:
    """Header and example rows of one kind of file, as CSV that Excel opens.

    Parameters
    ----------
    kind : str
        One of `KINDS`; `text.forms.EXPLAINED` says how each is filled in.

    Raises
    ------
    ValueError
        There is no such kind.
    """
    if kind not in ROWS:
        raise ValueError(f"kind is “{kind}”, must be one of {', '.join(KINDS)}")
    return csv_bytes(pd.DataFrame(ROWS[kind]))


def unit_quarter_sheet(units: Mapping[str, str], quarters: Sequence[str]) -> bytes:
    """The sheet to fill in by hand, with the units and quarters in place.

    Parameters
    ----------
    units : Mapping of unit to region
        "" where a unit has none. A name that could run as a formula gets an apostrophe in front.
    quarters : sequence of str
        Labels like 2026Q2.

    Raises
    ------
    UnknownQuarterError
    """
    rows = [
        {"unit": unit, "region": units[unit], "quarter": quarter} | dict.fromkeys(BY_HAND, "")
        for unit in sorted(units, key=str.casefold)
        for quarter in sorted(quarters, key=ordinal)
    ]
    return csv_bytes(pd.DataFrame(rows, columns=["unit", "region", "quarter", *BY_HAND]))

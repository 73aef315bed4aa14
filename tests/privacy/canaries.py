"""A company whose secrets are planted, so that they are known again wherever they turn up.

Every respondent has an identifier, comments hold an e-mail address, a telephone number and names,
and the answers of three teams are too few to be shown; nothing else in the company has their sums,
means or scores.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
import pandas as pd

from stool.balance import tilt_history
from stool.book import Book
from stool.ingest import Mapping
from stool.measure import leg_history
from stool.privacy import MINIMUM_N
from stool.schema import ESAT, LEGS, SHOWN

ID = "CANARY-7f3a91"
EMAIL = "jo.canary7f3a91@secret.example"
PHONE = "+49 170 7362519"
ROSTER = "Quorinda Vexley"
SECRET_WORDS = (ID, "canary7f3a91", "secret.example", "7362519", "Quorinda", "Vexley")

QUARTERS = ("2025Q2", "2025Q3", "2025Q4", "2026Q1")
SIZES = {  # region and answers a quarter of each team
    "Abbey": ("North", 24),
    "Birch": ("North", 14),
    "Tiny": ("North", 4),
    "Minor": ("North", 5),
    "Cedar": ("South", 20),
    "Dell": ("South", 15),
    "Elm": ("South", 3),
}
MAPPING = {  # answers of many digits, so that no two sums are the same by chance
    "employees.csv": Mapping.from_json(
        '{"columns": {"overall_satisfaction": {"leg": "esat", "scale": "0-100", "headline": true}}}'
    ),
}
HIDDEN = ("Tiny", "Minor", "Elm")  # teams with fewer than seven answers
OF_LEG = ["raw", "raw_low", "raw_high", "score", "se", "low", "high", "linear", "linear_se"]
OF_TILT = ["points", "points_low", "noise_floor", "debiased", "mean_height", "index", "x", "y"]
FEWEST_DIGITS = 3  # after the point of a number that nothing else is by chance


@dataclass(frozen=True, slots=True)
class Secrets:
    """What nobody may see.

    Attributes
    ----------
    words : tuple of str
        Parts of identifiers, addresses and names, in lower case.
    numbers : array of float, sorted
        What the library would say of teams that are too small if it hid nothing.
    """

    words: tuple[str, ...]
    numbers: "np.ndarray[tuple[int], np.dtype[np.float64]]"

    def among(self, texts: Iterable[str], numbers: Iterable[float]) -> list[str]:
        """The secrets that turn up."""
        said = "\n".join(texts).casefold()
        found = [word for word in self.words if word in said]
        seen = np.asarray([*numbers], dtype=float)
        seen = seen[np.isfinite(seen)]
        near = np.searchsorted(self.numbers, seen)
        for step in (-1, 0):
            known = self.numbers[np.clip(near + step, 0, len(self.numbers) - 1)]
            found += map(str, known[np.isclose(seen, known, rtol=1e-9, atol=0)])
        return found


def files() -> dict[str, str]:
    """The files of the company as CSV, by name."""
    tables = {
        "employees.csv": _employees(),
        "customers.csv": _customers(),
        "revenue.csv": _revenue(),
        "internal_service.csv": _internal(),
    }
    return {name: table.to_csv(index=False) for name, table in tables.items()}


def load(path: Path) -> None:
    """Make a store with the company in it."""
    with Book.open(path) as book:
        book.set_roster([ROSTER], who="tests")
        read = [
            book.examine(text.encode(), name, MAPPING.get(name)) for name, text in files().items()
        ]
        book.publish(read, who="tests")


def secrets(book: Book) -> Secrets:
    """What the store would tell if its smallest groups were not hidden.

    Sums, means and whatever the library makes of them, down the same road from the exact cells.
    """
    analysis = book.analysis()
    regions = dict(zip(analysis.nodes["node"], analysis.nodes["parent"], strict=True))
    units = book.store.cells().rename(columns={"unit": "node"})
    units = units[units["leg"].isin(LEGS)]
    exact = units.assign(depth="unit", parent=units["node"].map(regions), hidden=SHOWN)
    small = exact[(exact["metric"] == analysis.headline[ESAT]) & (exact["n"] < MINIMUM_N)]
    found = [*small["s"], *small["ss"], *(small["s"] / small["n"])]
    with mock.patch("stool.measure.legs.is_coded", lambda rows: pd.Series(False, rows.index)):
        legs = leg_history(exact, analysis.headline, analysis.targets)
    of_employees = legs[legs["leg"] == ESAT]
    for rows, columns in ((of_employees, OF_LEG), (tilt_history(legs), OF_TILT)):
        found += [*rows.loc[rows["node"].isin(HIDDEN), columns].to_numpy(dtype=float).ravel()]
    return Secrets(
        tuple(word.casefold() for word in SECRET_WORDS),
        np.unique([number for number in found if _is_like_no_other(number)]),
    )


def _is_like_no_other(number: float) -> bool:
    """Whether a number has so many digits that another has them only by being it."""
    return bool(np.isfinite(number)) and abs(number - round(number, FEWEST_DIGITS)) > 1e-9


def _employees() -> pd.DataFrame:
    draw = np.random.default_rng(7)
    rows = []
    for quarter in QUARTERS:
        for unit, (region, size) in SIZES.items():
            for person in range(size):
                rows.append(
                    {
                        "respondent_id": f"{ID}-E{len(rows)}",
                        "date": _day(quarter, person),
                        "branch": unit,
                        "region": region,
                        "level": "Manager" if person % 4 == 0 else "Front line",
                        "overall_satisfaction": round(40 + 50 * draw.random(), 4),
                        "recognised": draw.integers(1, 6),
                        "coached": draw.integers(1, 6),
                        "comment": _comment(person),
                    }
                )
    return pd.DataFrame(rows)


def _customers() -> pd.DataFrame:
    draw = np.random.default_rng(8)
    rows = []
    for quarter in QUARTERS:
        for unit, (region, size) in SIZES.items():
            for person in range(size + 6):
                rows.append(
                    {
                        "response_id": f"{ID}-C{len(rows)}",
                        "date": _day(quarter, person),
                        "branch": unit,
                        "region": region,
                        "served_by": f"{unit[:3].upper()}-0{1 + person % 2}",
                        "csat": draw.integers(1, 6),
                        "recommend": draw.integers(0, 11),
                        "comment": _comment(person),
                        "suggestion": "Open on Saturdays" if person % 5 == 0 else "",
                    }
                )
    return pd.DataFrame(rows)


def _revenue() -> pd.DataFrame:
    draw = np.random.default_rng(9)
    return pd.DataFrame(
        [
            {
                "quarter": quarter,
                "branch": unit,
                "region": region,
                "revenue": 1000 * size + draw.integers(0, 900),
                "cost": 800 * size + draw.integers(0, 900),
                "headcount": size + 9,
            }
            for quarter in QUARTERS
            for unit, (region, size) in SIZES.items()
        ]
    )


def _internal() -> pd.DataFrame:
    draw = np.random.default_rng(10)
    return pd.DataFrame(
        [
            {
                "quarter": quarter,
                "customer_team": asked,
                "supplier_team": team,
                "score": draw.integers(1, 6),
                "self_score": "",
            }
            for quarter in QUARTERS
            for team, asked, size in (
                ("Stores", "Kitchen", 12),
                ("Kitchen", "Stores", 9),
                ("Archive", "Kitchen", 4),
            )
            for _ in range(size)
        ]
    )


def _comment(person: int) -> str:
    texts = (
        f"Write to {EMAIL} about the rota",
        f"Call {PHONE} and ask for {ROSTER}",
        f"It was told that {ID}-E{10_000 + person} waits for pay",
        "",
    )
    return texts[person % len(texts)]


def _day(quarter: str, person: int) -> str:
    month = 3 * int(quarter[-1]) - 2 + person % 3
    return f"{quarter[:4]}-{month:02d}-{1 + person % 28:02d}"

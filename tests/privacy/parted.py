"""A company of two regions, one of which is full of things that nobody in the other may see.

All that is of the South has `CANARY` in its name or its words: teams, servers, levels, questions,
comments, notes, files. Its figures have so many digits that no other is one of them by chance.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from stool.actions import Action, Status
from stool.book import Book
from stool.events import Event
from stool.ingest import Alias, Aliases, Mapping
from stool.reading import Analysis
from stool.schema import COMPANY, CSAT, ESAT
from stool.standards import Standard
from stool.voice import Followed, Step
from tests.privacy.canaries import FEWEST_DIGITS, OF_LEG, OF_TILT, Secrets

NORTH, CANARY = "North", "Quill"
SOUTH = f"{CANARY}land"
OLD = f"{CANARY}old"  # a name that means a team of the South
QUARTERS = [f"{year}Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]
SIZES = {  # region and answers a quarter of each team
    **{"Abbey": (NORTH, 24), "Alder": (NORTH, 18), "Birch": (NORTH, 14)},
    **{"Oakley": (NORTH, 16), "Tiny": (NORTH, 4), "Minor": (NORTH, 5)},
    **{f"{CANARY}moor": (SOUTH, 20), f"{CANARY}by": (SOUTH, 15)},
    **{f"{CANARY}ford": (SOUTH, 3), f"{CANARY}ton": (SOUTH, 13)},
}
IN_NORTH = sorted(unit for unit, (region, _) in SIZES.items() if region == NORTH)
HEADLINE = {"scale": "0-100", "headline": True}
MAPPING = {
    leg: Mapping.from_json(
        json.dumps({"columns": {"overall_satisfaction": {"leg": leg, **HEADLINE}}})
    )
    for leg in (ESAT, CSAT)
}


def load(path: Path) -> None:
    """Make a store with the company in it, its notes and what came of its suggestions."""
    with Book.open(path) as book:
        read = [
            book.examine(_answers(ESAT).encode(), f"{CANARY}_staff.csv", MAPPING[ESAT]),
            book.examine(_answers(CSAT).encode(), f"{CANARY}_customers.csv", MAPPING[CSAT]),
            book.examine(_revenue().encode(), f"{CANARY}_revenue.csv"),
            book.examine(_internal().encode(), "internal_service.csv"),
        ]
        book.publish(read, who="tests")
        book.add_aliases(Aliases((Alias(OLD, f"{CANARY}moor"),)), who="tests")
        book.note_events(list(_events()), who="tests")
        book.note_actions(list(_actions()), who="tests")
        book.note_standards(list(_standards()), who="tests")
        voice = book.voice()
        told = voice.texts(CSAT, QUARTERS[-1], SOUTH, "suggestion")["key"]
        followed = Followed(CSAT, QUARTERS[-1], Step.ACTION, f"{CANARY} counter rebuilt")
        book.follow({str(told.iloc[0]): followed}, who="tests")


def secrets(whole: Analysis, part: Analysis) -> Secrets:
    """What is told of the South and of the whole company, and of nothing in the North."""
    outside, inside = set(_figures(whole)), set(_figures(part))
    told = [each for each in outside - inside if _is_like_no_other(each)]
    return Secrets((CANARY.casefold(),), np.unique(told))


def _figures(analysis: Analysis) -> Iterator[float]:
    tables = (analysis.legs, OF_LEG), (analysis.tilts, OF_TILT)
    published = analysis.published
    for table, columns in (
        *tables,
        *((each, ["s", "ss"]) for each in (published.table, published.beside, published.rest)),
    ):
        yield from table[columns].to_numpy(dtype=float).ravel().tolist()


def _is_like_no_other(number: float) -> bool:
    return bool(np.isfinite(number)) and abs(number - round(number, FEWEST_DIGITS)) > 1e-9


def _answers(leg: str) -> str:
    draw = np.random.default_rng(11 if leg == ESAT else 12)
    rows = []
    for quarter in QUARTERS:
        for unit, (region, size) in SIZES.items():
            of_south = region == SOUTH
            name = OLD if unit == f"{CANARY}moor" and quarter == QUARTERS[0] else unit
            for person in range(size):
                row: dict[str, object] = {
                    "respondent_id": f"{leg}{len(rows)}",
                    "date": _day(quarter, person),
                    "branch": name,
                    "region": region,
                    "overall_satisfaction": round(35 + 55 * draw.random(), 4),
                    "recognised": draw.integers(1, 6),
                    "coached": draw.integers(1, 6),
                    f"{CANARY}_question": draw.integers(1, 6) if of_south else "",
                    "comment": _comment(unit, person, of_south),
                }
                if leg == ESAT:
                    level = f"{CANARY} warden" if of_south else "Manager"
                    row["level"] = level if person % 3 == 0 else "Front line"
                else:
                    row["served_by"] = f"{unit}-0{1 + person % 2}"
                    row["suggestion"] = f"A bench for {unit}" if person % 2 else ""
                rows.append(row)
    return pd.DataFrame(rows).to_csv(index=False)


def _comment(unit: str, person: int, of_south: bool) -> str:
    where = f"{CANARY} lane" if of_south else "the river"
    return f"The rota by {where} is late for {unit}, time {person}" if person % 5 else ""


def _revenue() -> str:
    draw = np.random.default_rng(13)
    rows = [
        {
            "quarter": quarter,
            "branch": unit,
            "region": region,
            "revenue": round(1000 * size + 900 * draw.random(), 4),
            "cost": round(800 * size + 900 * draw.random(), 4),
            "headcount": size + 9,
            "customers": size + 40,
            "reward_spend": round(10 * size + 9 * draw.random(), 4),
        }
        for quarter in QUARTERS
        for unit, (region, size) in SIZES.items()
    ]
    return pd.DataFrame(rows).to_csv(index=False)


def _internal() -> str:
    draw = np.random.default_rng(14)
    served = [
        *(("Abbey", "Birch"), ("Alder", "Abbey"), ("Abbey", f"{CANARY}by")),
        *((f"{CANARY}ton", "Abbey"), (f"{CANARY}moor", f"{CANARY}by"), (f"{CANARY}store", "Birch")),
    ]
    rows = [
        {
            "quarter": quarter,
            "customer_team": asked,
            "supplier_team": team,
            "score": draw.integers(1, 6),
            "self_score": "",
        }
        for quarter in QUARTERS
        for team, asked in served
        for _ in range(12)
    ]
    return pd.DataFrame(rows).to_csv(index=False)


def _events() -> Iterator[Event]:
    yield Event(QUARTERS[2], "Prices rise", COMPANY)
    yield Event(QUARTERS[3], "New hall", NORTH)
    yield Event(QUARTERS[3], "New door", "Abbey")
    yield Event(QUARTERS[4], f"{CANARY} flood", SOUTH)
    yield Event(QUARTERS[4], f"{CANARY} fire", f"{CANARY}by", leg=ESAT)


def _actions() -> Iterator[Action]:
    for title, units in (
        ("Pay round", (COMPANY,)),
        ("Hall painted", (NORTH,)),
        ("Doors oiled", ("Abbey", "Birch")),
        ("Bridge between two", ("Alder", f"{CANARY}by")),
        (f"{CANARY} counter rebuilt", (SOUTH,)),
        (f"{CANARY} roof", (f"{CANARY}by",)),
    ):
        of_south = title.startswith(CANARY)
        said = f"The {CANARY} roof leaks" if of_south else "It is cold"
        owner = f"{CANARY} head" if of_south else "Head of people"
        yield Action(title, owner, units, ESAT, QUARTERS[3], 2, Status.RUNNING, said, cost=977.125)


def _standards() -> Iterator[Standard]:
    yield Standard("Doors open at eight", "share of days", 90, NORTH, "Head", "2025-12-01", 88.0)
    yield Standard("Told within a day", "share of cases", 80, COMPANY, "Head")
    yield Standard("Answered in an hour", "share", 75, COMPANY, "Head", "2025-12-01", 61.40625)
    yield Standard(f"{CANARY} lamps lit", "share", 70, SOUTH, "Head", "2025-12-01", 55.0)


def _day(quarter: str, person: int) -> str:
    month = 3 * int(quarter[-1]) - 2 + person % 3
    return f"{quarter[:4]}-{month:02d}-{1 + person % 28:02d}"

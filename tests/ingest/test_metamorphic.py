"""What must not matter does not: five hundred files written anew give the cells of the first."""

import csv
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stool.book import Book
from stool.cells import MetricColumn, cells_of_rows
from stool.ingest import CheckedFile, Mapping, ingest
from stool.schema import CELL_KEY, SUMS

SEEDS = range(20)
ROWS = 60
AMOUNTS = ("first_reply_hours", "revenue")
Parts = list[bytes]


@cache
def customers(seed: int) -> pd.DataFrame:
    """Answers as text: some off the scale, some blank, comments with every delimiter in them."""
    draw = np.random.default_rng(seed)
    days = zip(draw.integers(1, 13, ROWS), draw.integers(1, 29, ROWS), strict=True)
    scores = ["1", "2", "3", "4", "5", "NA", "9"]
    return pd.DataFrame(
        {
            "case_id": [f"C{n}" for n in range(ROWS)],
            "date": [f"2024-{month:02d}-{day:02d}" for month, day in days],
            "branch": draw.choice(["Zürich", "Genève", "Malmö"], ROWS),
            "csat": draw.choice(scores, ROWS, p=[0.1, 0.2, 0.2, 0.2, 0.2, 0.06, 0.04]),
            "recommend": draw.integers(0, 11, ROWS).astype(str),
            "resolved": draw.choice(["yes", "no", ""], ROWS),
            "first_reply_hours": [f"{n / 4:.2f}" for n in draw.integers(1, 400, ROWS)],
            "revenue": [f"{n / 2:.2f}" for n in draw.integers(3_000, 9_000_000, ROWS)],
            "comment": draw.choice(["fine, thanks", "so; so", "bad|news", 'a "b"', "1\t2"], ROWS),
        }
    ).astype(object)


def written(
    frame: pd.DataFrame, delimiter: str = ",", newline: str = "\n", quoting: int = csv.QUOTE_MINIMAL
) -> str:
    text = io.StringIO()
    frame.to_csv(text, index=False, sep=delimiter, lineterminator=newline, quoting=quoting)
    return text.getvalue()


def every(frame: pd.DataFrame, spell: Callable[[str], str]) -> pd.DataFrame:
    """The frame with every cell written otherwise."""
    return pd.DataFrame({name: frame[name].map(spell) for name in frame.columns})


def amounts(frame: pd.DataFrame, spell: Callable[[str], str]) -> pd.DataFrame:
    """The frame with its amounts written otherwise."""
    return frame.assign(**{name: frame[name].map(spell) for name in AMOUNTS})


def renamed(frame: pd.DataFrame, spell: Callable[[str], str]) -> pd.DataFrame:
    return frame.set_axis([spell(str(name)) for name in frame.columns], axis=1)


def between_lines(text: str, blank: str) -> str:
    """The text with a blank line after every seventh line; no field of it holds a newline."""
    lines = text.splitlines(keepends=True)
    return "".join(line + blank * (n % 7 == 0) for n, line in enumerate(lines))


def shuffled(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sample(frac=1, random_state=len(str(frame["revenue"].iloc[0])))


def halves(frame: pd.DataFrame) -> Parts:
    return [written(frame.iloc[::2]).encode(), written(frame.iloc[1::2]).encode()]


TITLE = "Customer survey of 2024\nMade on 5 January 2025\n\n"
FOOTER = "\n\nConfidential: for the people team alone\nCopyright 2025 Example Ltd\n"

SAME: dict[str, Callable[[pd.DataFrame], Parts]] = {
    "rows in another order": lambda f: [written(shuffled(f)).encode()],
    "rows backwards": lambda f: [written(f[::-1]).encode()],
    "columns backwards": lambda f: [written(f[f.columns[::-1]]).encode()],
    "columns by name": lambda f: [written(f[sorted(f.columns)]).encode()],
    "CRLF": lambda f: [written(f, newline="\r\n").encode()],
    "CR": lambda f: [written(f, newline="\r").encode()],
    "no newline at the end": lambda f: [written(f).rstrip("\n").encode()],
    "byte order mark": lambda f: [written(f).encode("utf-8-sig")],
    "UTF-16": lambda f: [written(f).encode("utf-16")],
    "cp1252 and CRLF": lambda f: [written(f, newline="\r\n").encode("cp1252")],
    "semicolons": lambda f: [written(f, ";").encode()],
    "tabs": lambda f: [written(f, "\t").encode()],
    "pipes": lambda f: [written(f, "|").encode()],
    "sep line": lambda f: [("sep=;\r\n" + written(f, ";", "\r\n")).encode("cp1252")],
    "quotes everywhere": lambda f: [written(f, quoting=csv.QUOTE_ALL).encode()],
    "title above": lambda f: [(TITLE + written(f)).encode()],
    "footer below": lambda f: [(written(f) + FOOTER).encode()],
    "blank lines between": lambda f: [between_lines(written(f), "\n").encode()],
    "delimiters at the end of lines": lambda f: [written(f, newline=",\n").encode()],
    "header in capitals": lambda f: [written(renamed(f, str.upper)).encode()],
    "header with spaces": lambda f: [
        written(renamed(f, lambda name: f"  {name.replace('_', ' ').title()} ")).encode()
    ],
    "spaces around cells": lambda f: [written(every(f, lambda text: f" {text}\u00a0")).encode()],
    "decimal commas and semicolons": lambda f: [
        written(amounts(f, lambda text: text.replace(".", ",")), ";").encode()
    ],
    "thousands set apart": lambda f: [
        written(amounts(f, lambda text: f"{float(text):,.2f}")).encode(),
    ],
    "two files": halves,
}


@cache
def base(seed: int) -> CheckedFile:
    return ingest(written(customers(seed)).encode(), "c.csv")


def cells_of(results: dict[int, CheckedFile]) -> pd.DataFrame:
    """Cells of every seed in one table, apart by the seed in front of the unit."""
    rows = [
        result.rows.assign(unit=f"{seed} " + result.rows["unit"])
        for seed, result in results.items()
    ]
    metrics = [MetricColumn(m.metric, m.leg, m.scale, m.better) for m in base(0).metrics]
    return cells_of_rows(pd.concat(rows, ignore_index=True), metrics)


@cache
def base_cells() -> pd.DataFrame:
    return cells_of({seed: base(seed) for seed in SEEDS})


def test_the_bases_have_something_to_lose() -> None:
    assert len(SAME) * len(SEEDS) == 500
    for seed in SEEDS:
        assert base(seed).accepted + base(seed).rejected == ROWS
        assert base(seed).accepted >= ROWS * 0.8
        assert {m.metric for m in base(seed).metrics} == {"csat", "nps", "resolved", *AMOUNTS}
    assert sum(base(seed).rejected for seed in SEEDS) > 20
    assert len(base_cells()) > 1_000


@pytest.mark.parametrize("change", SAME)
def test_cells_are_the_same_with(change: str) -> None:
    parts: list[dict[int, CheckedFile]] = []
    for seed in SEEDS:
        files = SAME[change](customers(seed))
        given = Mapping.from_json(base(seed).mapping.to_json()) if len(files) > 1 else None
        for place, data in enumerate(files):
            if place == len(parts):
                parts.append({})
            parts[place][seed] = ingest(data, "c.csv", given)
    for seed in SEEDS:
        found = [part[seed] for part in parts]
        assert sum(each.accepted for each in found) == base(seed).accepted, f"seed {seed}"
        assert sum(each.rejected for each in found) == base(seed).rejected, f"seed {seed}"
        assert {each.metrics for each in found} == {base(seed).metrics}, f"seed {seed}"
    cells = pd.concat([cells_of(part) for part in parts])
    summed = cells.groupby(list(CELL_KEY), as_index=False)[list(SUMS)].sum()
    # Squares of thousands are rounded in their last digit; sums of two such may differ there.
    tolerance = 0 if len(parts) == 1 else 1e-14
    pd.testing.assert_frame_equal(summed, base_cells(), rtol=tolerance, atol=0)


@pytest.mark.parametrize("seed", [1, 2])
def test_two_files_published_are_one_file_published(seed: int, tmp_path: Path) -> None:
    frame = customers(seed)
    early = frame["date"] < "2024-07-01"
    ways = {"whole": [frame], "together": [frame[early], frame[~early]]}
    found = {}
    for way, parts in ways.items():
        with Book.open(tmp_path / f"{way}.db") as book:
            given = Mapping.from_json(base(seed).mapping.to_json())
            files = [book.examine(written(part).encode(), "c.csv", given) for part in parts]
            book.publish(files, who="tests")
            found[way] = book.store.cells()
    pd.testing.assert_frame_equal(found["together"], found["whole"], check_exact=True)

"""The Home page: the sample's analysis and every figure, against pandas reading as many cells."""

import tempfile
from pathlib import Path

import pandas as pd

from benchmarks import best_of, finish
from stool import charts
from stool.book import Book
from stool.measure.score import AT_TARGET
from stool.reading import Analysis, Reading, read
from stool.sample import sample_files
from stool.schema import COMPANY, LEGS

ROUNDS = 5
LIMIT = 120
HOME = "a cold Home: open the store, analyse, read, draw"
YARDSTICK = "pandas: read_parquet and groupby of the same cells"
TRAIL = 8  # quarters of the small figures


def analysis_of(url: Path) -> Analysis:
    """What a new server computes for its first reader."""
    with Book.open(url) as book:
        return book.analysis()


def figures(analysis: Analysis, reading: Reading) -> list[str]:
    """Every figure of the page as the JSON that is sent to the browser."""
    tilts = analysis.tilts[analysis.tilts["node"] == COMPANY]
    company = analysis.legs[analysis.legs["node"] == COMPANY]
    scores = {leg: found.score for leg, found in reading.legs.items()}
    ends = {leg: (found.low, found.high) for leg, found in reading.legs.items()}
    drawn = [
        charts.stool(scores, ends, target=AT_TARGET),
        charts.spirit_level(tilts.tail(TRAIL)),
        charts.loop(reading.links),
        *(charts.sparkline(company[company["leg"] == leg].tail(TRAIL), leg) for leg in LEGS),
    ]
    return [figure.to_json() for figure in drawn]


def home(url: Path) -> None:
    """Store to figures."""
    analysis = analysis_of(url)
    figures(analysis, read(analysis))


def by_hand(parquet: Path) -> pd.DataFrame:
    """Sum the cells of every metric by quarter and unit."""
    cells = pd.read_parquet(parquet)
    return cells.groupby(["leg", "metric", "quarter", "unit"])[["n", "s", "ss"]].sum()


def main() -> None:
    """Time both."""
    with tempfile.TemporaryDirectory() as folder:
        url, parquet = Path(folder) / "stool.db", Path(folder) / "cells.parquet"
        with Book.open(url) as book:
            files = [book.examine(path.read_bytes(), path.name) for path in sample_files()]
            book.publish(files, who="benchmark")
            cells = book.store.cells()
        cells.to_parquet(parquet)
        print(f"{len(cells):,} cells")
        analysis = analysis_of(url)
        reading = read(analysis)
        steps = {
            "analysis alone": best_of(ROUNDS, lambda: analysis_of(url)),
            "reading of one quarter and unit": best_of(ROUNDS, lambda: read(analysis)),
            "six figures, drawn and written as JSON": best_of(
                ROUNDS, lambda: figures(analysis, reading)
            ),
            HOME: best_of(ROUNDS, lambda: home(url)),
            YARDSTICK: best_of(ROUNDS, lambda: by_hand(parquet)),
        }
    finish("home", steps, of=HOME, yardstick=YARDSTICK, limit=LIMIT)


if __name__ == "__main__":
    main()

"""The whole road: the sample's three CSVs to an analysis, against DuckDB reading the same files."""

import tempfile
from pathlib import Path

import duckdb

from benchmarks import best_of, finish
from stool.book import Book
from stool.ingest import CheckedFile
from stool.ingest import ingest as check
from stool.sample import sample_files

ROUNDS = 5
LIMIT = 30
ROAD = "files to an analysis: ingest, cells, store, measure, lag"
YARDSTICK = "DuckDB: read_csv and group by quarter and branch"
FILES = [(path.read_bytes(), path.name) for path in sample_files()]


def ingest() -> list[CheckedFile]:
    """Check every file."""
    return [check(data, name) for data, name in FILES]


def store(folder: str) -> Path:
    """Check every file and make it live in a new store."""
    url = Path(tempfile.mkdtemp(dir=folder)) / "stool.db"
    with Book.open(url) as book:
        book.publish(ingest(), who="benchmark")
    return url


def road(folder: str) -> None:
    """Files in, analysis out."""
    with Book.open(store(folder)) as book:
        book.analysis()


def by_hand() -> None:
    """Sum every column of every file that holds numbers, by quarter and branch."""
    for path in sample_files():
        with duckdb.connect(":memory:") as engine:
            table = engine.read_csv(path)
            numbers = [
                name
                for name, kind in zip(table.columns, table.types, strict=True)
                if str(kind) in {"BIGINT", "DOUBLE"}
            ]
            sums = ", ".join(f"count({x}), sum({x}), sum({x} * {x})" for x in numbers)
            quarter = "quarter" if "quarter" in table.columns else "date_trunc('quarter', date)"
            table.aggregate(f"{quarter}, branch, {sums}", f"{quarter}, branch").fetchall()


def main() -> None:
    """Time both."""
    with tempfile.TemporaryDirectory() as folder:
        steps = {
            "files to checked rows": best_of(ROUNDS, ingest),
            "files to a store": best_of(ROUNDS, lambda: store(folder)),
            ROAD: best_of(ROUNDS, lambda: road(folder)),
            YARDSTICK: best_of(ROUNDS, by_hand),
        }
    finish("road", steps, of=ROAD, yardstick=YARDSTICK, limit=LIMIT)


if __name__ == "__main__":
    main()

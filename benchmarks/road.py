"""The whole road: the sample's three CSVs to an analysis, against DuckDB reading the same files."""

import tempfile
from pathlib import Path

import duckdb

from benchmarks import best_of, finish
from stool.book import Book
from stool.sample import sample_files

ROUNDS = 5
LIMIT = 60
ROAD = "files to an analysis: ingest, cells, store, measure, lag"
YARDSTICK = "DuckDB: read_csv and group by quarter and branch"
FILES = [(path.read_bytes(), path.name) for path in sample_files()]


def examine(book: Book) -> None:
    """Check every file."""
    for data, name in FILES:
        book.examine(data, name)


def publish(folder: str) -> Book:
    """Check every file and make it live in a new store."""
    book = Book.open(Path(tempfile.mkdtemp(dir=folder)) / "stool.db")
    book.publish([book.examine(data, name) for data, name in FILES], who="benchmark")
    return book


def road(folder: str) -> None:
    """Files in, analysis out."""
    with publish(folder) as book:
        book.analysis()


def by_hand() -> None:
    """Sum every column of every file that holds numbers, by quarter and branch."""
    for path in sample_files():
        with duckdb.connect(":memory:") as engine:
            table = engine.from_csv_auto(str(path))
            numbers = [
                name
                for name, kind in zip(table.columns, table.types, strict=True)
                if str(kind) in {"BIGINT", "DOUBLE"}
            ]
            sums = ", ".join(f'count("{x}"), sum("{x}"), sum("{x}" * "{x}")' for x in numbers)
            table.aggregate(f"quarter, branch, count(*), {sums}").fetchall()


def main() -> None:
    """Time both."""
    with tempfile.TemporaryDirectory() as folder:
        book = publish(folder)
        steps = {
            "ingest alone": best_of(ROUNDS, lambda: examine(book)),
            "files to a store": best_of(ROUNDS, lambda: publish(folder).store.close()),
            ROAD: best_of(ROUNDS, lambda: road(folder)),
            YARDSTICK: best_of(ROUNDS, by_hand),
        }
        book.store.close()
    finish("road", steps, of=ROAD, yardstick=YARDSTICK, limit=LIMIT)


if __name__ == "__main__":
    main()

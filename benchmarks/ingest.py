"""Ten million survey answers from a file to published cells, against DuckDB on the same file."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from benchmarks import judge
from stool.book import Book
from stool.schema import SPLITS

ROWS = 10_000_000
TENTH = ROWS // 10
LIMIT = 3  # times what DuckDB needs to read the same file with a schema given and sum it up alike
MOST_MEMORY = 1.0  # GB
MOST_GROWTH = 1.3  # cost of a row among ten million, in costs of a row among one million
MOST_SNIFFING = 1.0  # seconds until encoding, delimiter and header are settled
YARDSTICK = "DuckDB: read_csv with a given schema, the same sums"
SCALES = {"csat": (1, 5), "recommend": (0, 10), "courtesy": (1, 5), "value_for_money": (1, 5)}
COLUMNS = {
    "response_id": "VARCHAR",
    "date": "DATE",
    "branch": "VARCHAR",
    "segment": "VARCHAR",
    **dict.fromkeys(SCALES, "TINYINT"),
    "promise_kept": "VARCHAR",
    "first_reply_hours": "DOUBLE",
    "comment": "VARCHAR",
}


def write(path: Path, rows: int) -> None:
    """Write a customer survey: five years, 400 branches, one row in three with a comment."""
    answers = ", ".join(
        f"CAST({low} + floor(random() * {high - low + 1}) AS INTEGER) AS {name}"
        for name, (low, high) in SCALES.items()
    )
    with duckdb.connect(":memory:") as engine:
        engine.execute("SELECT setseed(0.5)")
        engine.execute(
            f"""
            COPY (
                SELECT 'R-' || number AS response_id,
                       CAST(DATE '2021-01-01' + CAST(random() * 1825 AS INTEGER) AS DATE) AS date,
                       'Branch ' || CAST(floor(random() * 400) AS INTEGER) AS branch,
                       ['private', 'business', 'public'][1 + CAST(floor(random() * 3) AS INTEGER)]
                           AS segment,
                       {answers},
                       CASE WHEN random() < 0.8 THEN 'yes' ELSE 'no' END AS promise_kept,
                       round(-ln(1 - random()) * 6, 1) AS first_reply_hours,
                       CASE WHEN random() < 0.33
                            THEN 'It took a while on the phone, but the clerk of case ' || number
                                 || ' knew what to do and called back as promised, thanks a lot'
                            ELSE '' END AS comment
                FROM range({rows}) AS numbers(number)
            ) TO '{path}' (HEADER)
            """
        )


def by_hand(path: Path) -> str:
    """SQL a person would write for the sums behind the cells."""
    sums = []
    for name, (low, high) in SCALES.items():
        sums += [f"count({name})", f"sum({name})", f"sum({name} * {name})"]
        sums += [f"count(*) FILTER ({name} = {answer})" for answer in range(low, high + 1)]
    hours = "first_reply_hours"
    sums += [f"count({hours})", f"sum({hours})", f"sum({hours} * {hours})"]
    sums += [f"count(*) FILTER (promise_kept = '{answer}')" for answer in ("yes", "no")]
    return (
        f"SELECT year(date) AS year, quarter(date) AS quarter, branch, segment, {', '.join(sums)} "
        f"FROM read_csv('{path}', header = true, columns = {COLUMNS}) "
        "GROUP BY GROUPING SETS ((year, quarter, branch), (year, quarter, branch, segment))"
    )


def publish(path: Path, store: Path) -> None:
    """Take a file down the road in this process, and print what it took as JSON."""
    start = time.perf_counter()
    with Book.open(store) as book:
        examined = book.examine(path)
        book.publish([examined], who="benchmark")
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    checked = examined.checked
    told = {"seconds": seconds, "memory": memory, "accepted": checked.accepted}
    plain = ~examined.cells["dimension"].isin(SPLITS)  # nobody splits them by hand
    print(json.dumps(told | {"cells": int(plain.sum())}))


def measured(path: Path, folder: Path) -> dict[str, float]:
    """`publish` in a process of its own, so that its memory is its own."""
    store = folder / f"{path.stem}.db"
    command = [sys.executable, "-m", "benchmarks.ingest", str(path), str(store)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    return found


def sniffed(path: Path) -> float:
    """Seconds until it is known how a file is to be read."""
    from stool.ingest.tables.read import sniff

    start = time.perf_counter()
    sniff(path)
    return time.perf_counter() - start


def main() -> None:
    """Measure, and make sure that both counted the same answers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = folder / "customers_1m.csv", folder / "customers_10m.csv"
        write(small, TENTH)
        write(large, ROWS)
        with duckdb.connect(":memory:") as engine:
            engine.execute(by_hand(small)).fetchall()
            start = time.perf_counter()
            groups = engine.execute(by_hand(large)).fetchall()
            duck = time.perf_counter() - start
        few, many = measured(small, folder), measured(large, folder)
        sniffing = max(sniffed(small), sniffed(large))
        size = large.stat().st_size / 1e9
    assert many["accepted"] == ROWS
    assert many["cells"] == len(groups) * (len(SCALES) + 2)
    growth = many["seconds"] / few["seconds"] / (ROWS / TENTH)
    ratio = many["seconds"] / duck
    print(f"{'file':<52} {ROWS:>12,} rows {size:.2f} GB")
    print(f"{YARDSTICK:<52} {duck:>8.2f} s")
    print(f"{'file to published cells':<52} {many['seconds']:>8.2f} s")
    print(f"{'peak memory, limit ' + str(MOST_MEMORY) + ' GB':<52} {many['memory']:>8.2f} GB")
    print(f"{'cost of a row against one among a million':<52} {growth:>8.2f}")
    print(f"{'sniffing, limit ' + str(MOST_SNIFFING) + ' s':<52} {sniffing:>8.2f} s")
    fine = many["memory"] <= MOST_MEMORY and growth <= MOST_GROWTH and sniffing <= MOST_SNIFFING
    judge("ingest", ratio if fine else float("inf"), yardstick=YARDSTICK, limit=LIMIT)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        publish(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        main()

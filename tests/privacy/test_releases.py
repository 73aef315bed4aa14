"""The ledger of releases: a quarter is frozen, and a correction waits until it tells of enough."""

import json
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pandas as pd
import pytest

from stool import cli
from stool.book import Book
from stool.errors import RegroupedError
from stool.ingest import Alias, Aliases, Hierarchy
from stool.privacy.coding import with_shares
from stool.privacy.release import Made, Release, Waiting
from stool.schema import CSAT, ESAT
from stool.store import Change

DAYS = {"2025Q4": "2025-11-15", "2026Q1": "2026-02-15"}
BOTH = tuple(DAYS)


def survey(
    quarters: tuple[str, ...] = BOTH, question: str = "overall_satisfaction", **n: int
) -> bytes:
    """So many answers of each unit and quarter; a unit's first ones are always the same."""
    lines = [f"response_id,date,branch,region,{question}"]
    for quarter in quarters:
        for unit, many in n.items():
            lines += [
                f"{quarter}{unit}{each},{DAYS[quarter]},{unit},Land,{1 + each % 5}"
                for each in range(many)
            ]
    return "\n".join(lines).encode()


@pytest.fixture(autouse=True)
def exact() -> Iterator[None]:
    """Counts as they are before coding tell which version is shown."""
    with (
        mock.patch("stool.privacy.publish.coded", with_shares),
        mock.patch("stool.privacy.pairs.coded_pairs", lambda rows: rows),
        mock.patch("stool.privacy.memory._made", OrderedDict()),
    ):
        yield


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.open(tmp_path / "stool.db") as opened:
        yield opened


def load(book: Book, *files: bytes, replace: bool = True) -> Change:
    found = [
        book.examine(data, "customers.csv" if b"csat" in data else "employees.csv")
        for data in files
    ]
    return book.publish(found, who="ann", replace=replace)


@pytest.fixture
def released(book: Book) -> Book:
    load(book, survey(A=20, B=20, C=20), survey(question="csat", A=9, B=9, C=9))
    return book


def n(book: Book, quarter: str = "2026Q1", unit: str = "A", leg: str = ESAT) -> float:
    """Answers behind what is shown; NaN where it is hidden, 0 where there is nothing."""
    table = book.analysis().published.table
    rows = table[(table["leg"] == leg) & (table["quarter"] == quarter) & (table["node"] == unit)]
    return float(rows["n"].iloc[0]) if len(rows) else 0.0


def states(book: Book) -> list[tuple[str, int, int | None, bool]]:
    return [
        (each.quarter, each.version, each.waiting and each.waiting.answers, each.withdrawn)
        for each in book.releases()
    ]


def test_the_first_release_of_a_quarter_is_written_with_it(released: Book) -> None:
    made = Made(figures=1, names=1, minimum_n=7)
    assert released.releases() == tuple(Release(quarter, (made,), 60) for quarter in BOTH)
    assert released.releases(0) == ()
    assert released.store.revisions()["action"].tolist()[0] == "publish"


def test_late_answers_wait_and_say_so(released: Book) -> None:
    change = load(released, survey(A=23, B=20, C=20))
    assert states(released) == [("2025Q4", 1, 3, False), ("2026Q1", 1, 3, False)]
    assert (n(released), n(released, unit="ALL UNITS")) == (20, 60)
    assert [each.quarter for each in released.waiting(change)] == list(BOTH)
    assert released.store.cells()["n"].max() == 23  # the file is there, and counts later


def test_pairs_and_crosses_wait_with_the_figures(book: Book) -> None:
    def full(many: int) -> bytes:
        head = "response_id,date,branch,level,tenure,overall_satisfaction,coached"
        rows = [
            f"{each},2026-02-15,A,{('Front', 'Lead')[each % 2]},{('New', 'Old')[each > 30]}"
            f",{1 + each % 5},{1 + each % 4}"
            for each in range(many)
        ]
        return "\n".join([head, *rows]).encode()

    load(book, full(60))
    before = book.pairs()
    assert before["n"].max() == 60
    load(book, full(63))
    assert book.store.parts("pairs")["n"].max() == 63
    pd.testing.assert_frame_equal(book.pairs(), before)
    was, now = (book.analysis(each).published.table for each in (1, 2))
    pd.testing.assert_frame_equal(now, was)


def test_customers_and_profit_never_wait(released: Book) -> None:
    load(released, survey(A=23, B=20, C=20), survey(question="csat", A=10, B=9, C=9))
    assert (n(released), n(released, leg=CSAT)) == (20, 10)


def test_enough_late_answers_are_shown_and_so_are_those_that_waited(released: Book) -> None:
    load(released, survey(A=23, B=20, C=20))
    load(released, survey(A=27, B=20, C=20))
    assert states(released) == [("2025Q4", 2, None, False), ("2026Q1", 2, None, False)]
    assert n(released) == 27
    assert released.releases()[0].shown[-1] == Made(3, 3, 7)


def test_only_the_quarter_that_changed_waits(released: Book) -> None:
    lines = survey(A=20, B=20, C=20) + b"\n2026Q1Alate,2026-02-15,A,Land,5"
    load(released, lines)
    assert states(released) == [("2025Q4", 1, None, False), ("2026Q1", 1, 1, False)]


def test_a_further_file_of_another_unit_is_shown(released: Book) -> None:
    load(released, survey(D=12), replace=False)
    assert states(released) == [("2025Q4", 2, None, False), ("2026Q1", 2, None, False)]
    assert n(released, unit="D") == 12


def test_an_older_version_can_still_be_read_as_it_was(released: Book) -> None:
    load(released, survey(A=23, B=20, C=20))
    load(released, survey(A=29, B=20, C=20))
    counts = []
    for revision in (1, 2, 3):
        table = released.analysis(revision).published.table
        counts.append(table[(table["node"] == "A") & (table["leg"] == ESAT)]["n"].max())
    assert counts == [20, 20, 29]


def test_a_correction_taken_back_is_no_longer_waiting(released: Book) -> None:
    load(released, survey(A=23, B=20, C=20))
    load(released, survey(A=20, B=20, C=20))
    assert states(released) == [("2025Q4", 1, None, False), ("2026Q1", 1, None, False)]


def test_a_quarter_taken_back_shows_nothing_and_comes_back_through_the_gate(book: Book) -> None:
    load(book, survey(A=20, B=20))
    book.revert(1, who="ann")
    assert states(book) == [("2025Q4", 1, None, True), ("2026Q1", 1, None, True)]
    assert n(book) == 0
    load(book, survey(A=19, B=20))
    assert states(book) == [("2025Q4", 1, 1, True), ("2026Q1", 1, 1, True)]
    assert n(book) == 0
    load(book, survey(A=20, B=20))
    assert states(book) == [("2025Q4", 1, None, False), ("2026Q1", 1, None, False)]
    assert n(book) == 20


def test_every_version_shown_so_far_counts_not_only_the_last(released: Book) -> None:
    load(released, survey(A=30, B=20, C=20))
    load(released, survey(A=21, B=20, C=20))  # nine fewer than now, one more than at first
    assert states(released) == [("2025Q4", 2, 9, False), ("2026Q1", 2, 9, False)]
    assert n(released) == 30


def test_erasing_somebody_is_audited_and_goes_through_the_gate(released: Book) -> None:
    change = load(released, survey(A=19, B=20, C=20))
    assert n(released) == 20  # a sum over twenty, with no datum of the one who is gone
    entry = released.store.revisions().set_index("revision").loc[change.revision]
    assert (entry["who"], entry["action"]) == ("ann", "replace")
    assert [each.waiting for each in released.releases()] == [Waiting(change.revision, 1)] * 2


def test_what_the_erased_wrote_goes_at_once(book: Book) -> None:
    header, *rows = survey(A=12, B=12).decode().splitlines()
    said = [f"{header},comment", *(f"{row},All is well in unit {row[6]}" for row in rows)]
    load(book, "\n".join(said).encode())
    assert not book.store.parts("voice").empty
    load(book, "\n".join(said[:-1]).encode())
    assert states(book)[-1][2] == 1
    assert 1 in set(book.store.erased(1)["batch"])


def test_the_threshold_is_recorded_and_a_raised_one_shows_nothing_new(released: Book) -> None:
    before = released.analysis().published.table
    released.set_minimum_n(20, who="ann")
    assert [each.made.minimum_n for each in released.releases()] == [7, 7]
    released.set_minimum_n(21, who="ann")
    after = released.analysis().published.table
    was, now = (set(each.index[each["hidden"] == ""]) for each in (before, after))
    assert now < was
    assert pd.isna(n(released))


def test_a_rename_is_no_correction(released: Book) -> None:
    released.add_aliases(Aliases((Alias("A", "Alpha"),)), who="ann")
    assert states(released) == [("2025Q4", 1, None, False), ("2026Q1", 1, None, False)]
    assert n(released, unit="Alpha") == 20


def test_regions_that_would_tell_of_a_few_are_refused(book: Book) -> None:
    load(book, survey(A=20, B=20, C=20, D=4, E=4, F=20))
    regions = {"A": "N", "D": "N", "E": "N", "B": "S", "C": "S", "F": "S"}
    book.set_hierarchy(Hierarchy(regions, tuple(regions)), who="ann")
    assert states(book)[0][1] == 2
    with pytest.raises(RegroupedError, match=r"of 2025Q4, .* fewer than 7 people, so nothing was"):
        book.set_hierarchy(Hierarchy(regions | {"D": "S"}, tuple(regions)), who="ann")
    assert book.store.latest() == 2


def test_figures_from_before_the_ledger_count_as_released(book: Book) -> None:
    from stool.book import incoming

    file = book.examine(survey(A=20, B=20), "employees.csv")
    book.store.publish([incoming.upload(file)], who="ann")  # as earlier versions published
    assert book.releases() == ()
    load(book, survey(A=22, B=20))  # also names the region, which tells of nobody
    assert states(book) == [("2025Q4", 2, 2, False), ("2026Q1", 2, 2, False)]
    assert [each.made for each in book.releases()] == [Made(1, 2, 7)] * 2
    assert n(book) == 20


def test_the_ledger_survives_everything_that_follows(released: Book) -> None:
    history = []
    for files in ((23, 20), (29, 20), (28, 20)):
        load(released, survey(A=files[0], B=files[1], C=20))
        history.append(released.releases())
    for revision, then in enumerate(history, start=2):
        assert released.releases(revision) == then


def test_the_command_prints_the_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"employees.csv": survey(A=20, B=20), "employees_late.csv": survey(A=22, B=20)}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    store = ["--store", str(tmp_path / "stool.db")]
    assert cli.main(["releases", *store]) == 0
    assert "No figures of employees" in capsys.readouterr().out
    cli.main(["load", str(tmp_path / "employees.csv"), *store])
    capsys.readouterr()
    cli.main(["load", str(tmp_path / "employees_late.csv"), "--replace", *store])
    said = "2026Q1 employees: a correction of 2 answers waits"
    assert said in capsys.readouterr().out
    cli.main(["releases", *store])
    out = capsys.readouterr().out.splitlines()
    assert len(out) == 2
    assert out[0].startswith("2026Q1: version 1 since 20")
    assert said in out[0]
    cli.main(["releases", "--json", *store])
    body = json.loads(capsys.readouterr().out)["releases"][1]
    assert body["waiting"] == {"since": 2, "answers": 2}
    assert set(body) == {"quarter", "shown", "answers", "waiting", "withdrawn"}

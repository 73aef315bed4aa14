"""Bad files of every kind meet the verdict an analyst would want, and leave nothing behind."""

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
import pytest

from stool.book import Book
from stool.errors import StoolError
from stool.ingest import CheckedFile, Mapping
from stool.report.csv import csv_bytes
from stool.schema import OUTCOMES, PROBLEM_COLUMNS
from tests.ingest.bad import KINDS, limits
from tests.ingest.bad.case import LEDGER, SURVEY, Case, Read, Refused, ledger, survey, table

FORMULA = tuple("=+-@\t\r\n＝＋－＠|%")
CASES = {f"{kind}: {case.name}": case for kind, cases in KINDS.items() for case in cases}
SINGLE = {name: case for name, case in CASES.items() if not case.beside}
TOGETHER = {name: case for name, case in CASES.items() if case.beside}
HEAVY = ("sizes", "bombs")
LIGHT = {name: case for name, case in SINGLE.items() if not name.startswith(HEAVY)}


@pytest.fixture(autouse=True)
def no_file_appears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two empty folders deep, nothing is written in reach of a name that climbs."""
    inner = tmp_path / "deep" / "deeper"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    yield
    assert sorted(tmp_path.rglob("*")) == [inner.parent, inner]
    assert not Path("/tmp/stool-hostile").exists()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A store with one file in it."""
    with Book.open(tmp_path_factory.mktemp("bad") / "stool.db") as opened:
        live = table(LEDGER, ledger(units=("Ashby live", "Belford live")))
        opened.publish([opened.examine(live, "live.csv")], who="tests")
        yield opened


@pytest.mark.parametrize("name", SINGLE)
def test_verdict(name: str) -> None:
    case = SINGLE[name]
    data = case.made()
    with limits.little_memory(), limits.little_time():
        outcome = case.read(data)
    assert case.verdict.faults(outcome) == []
    if isinstance(outcome, StoolError):
        require_a_sentence(outcome, case)
    elif isinstance(outcome, CheckedFile):
        require_an_account(outcome, case)


def require_a_sentence(refusal: StoolError, case: Case) -> None:
    """The refusal names the file, a part of it or of the mapping, and ends its sentence."""
    said = str(refusal)
    assert said.endswith(".")
    assert len(said) < 2_000
    assert "Traceback" not in said
    start = " ".join(case.file.split())[:20].strip("\0")
    quoted = re.findall("“([^”]+)”", said)
    head = (case.made()[:20_000].decode(errors="replace") + case.mapping)[:30_000]
    assert (
        start in " ".join(said.split())
        or said.startswith("The mapping")
        or any(part in head for part in quoted)
    )
    problems = getattr(refusal, "problems", None)
    assert problems is None or list(problems.columns) == list(PROBLEM_COLUMNS)


def require_an_account(result: CheckedFile, case: Case) -> None:
    """Every row that is not kept is named once at least, with a rule and a remedy."""
    problems = result.problems
    assert list(problems.columns) == list(PROBLEM_COLUMNS)
    assert set(problems["outcome"]) <= set(OUTCOMES) - {"refused"}
    assert problems["remedy"].str.endswith(".").all()
    assert (problems["rule"].str.len() > 0).all()
    assert (problems["file"] == case.file).all()
    assert result.name == case.file
    assert result.accepted == len(result.rows)
    assert 0 <= result.fixed <= result.accepted
    assert (result.rows["unit"] != "").all()
    assert result.rows["quarter"].str.fullmatch(r"\d{4}Q[1-4]").all()


@pytest.mark.parametrize("name", TOGETHER)
def test_verdict_of_files_published_together(name: str, book: Book) -> None:
    case = TOGETHER[name]
    mapping = Mapping.from_json(case.mapping)
    before = state(book)
    with pytest.raises(StoolError) as caught:
        load(book, [(case.file, case.made()), *case.beside], mapping)
    assert case.verdict.faults(caught.value) == []
    assert str(caught.value).endswith((".", "?"))
    require_same_state(book, before)


def test_a_refused_file_leaves_no_row_behind(book: Book) -> None:
    before = state(book)
    good = book.examine(table(SURVEY, survey(units=("Elsewhere",))), "good.csv")
    for name, case in LIGHT.items():
        if isinstance(case.verdict, Refused) and not case.hierarchy:
            with contextlib.suppress(StoolError):
                bad = book.examine(case.made(), case.file, Mapping.from_json(case.mapping))
                book.publish([good, bad], who="tests")
            assert book.store.latest() == before[0], name
    require_same_state(book, before)


def test_a_file_that_comes_twice_counts_once(book: Book) -> None:
    units = ("Twice A", "Twice B")
    data = table(SURVEY, survey(units=units))
    load(book, [("c.csv", data), ("d.csv", data)], Mapping())
    load(book, [("c.csv", data)], Mapping())
    cells = book.store.cells()
    overall = cells[(cells["metric"] == "csat") & cells["unit"].isin(units)]
    assert overall["n"].sum() == 40


def load(book: Book, files: Sequence[tuple[str, bytes]], mapping: Mapping) -> None:
    """Publish files as the page and the command line do: all of them or none."""
    book.publish([book.examine(data, file, mapping) for file, data in files], who="tests")


def state(book: Book) -> tuple[int, pd.DataFrame, pd.DataFrame]:
    return book.store.latest(), book.store.cells(), book.store.batches()


def require_same_state(book: Book, before: tuple[int, pd.DataFrame, pd.DataFrame]) -> None:
    after = state(book)
    assert after[0] == before[0]
    pd.testing.assert_frame_equal(after[1], before[1])
    pd.testing.assert_frame_equal(after[2], before[2])


@pytest.mark.parametrize("name", [name for name in LIGHT if name.startswith("hostile")])
def test_hostile_text_is_exported_as_text(name: str) -> None:
    case = LIGHT[name]
    result = case.read(case.made())
    if not isinstance(result, CheckedFile):
        assert not isinstance(case.verdict, Read)
        return
    for frame in (result.problems, result.rows):
        exported = csv_bytes(frame).decode("utf-8-sig")
        header, *rows = csv.reader(io.StringIO(exported, newline=""))
        assert len(rows) == len(frame)
        written = frame.fillna("").astype("str").to_numpy().tolist()
        for line, values in zip(rows, written, strict=True):
            for text, value in zip(line, values, strict=True):
                assert not text.startswith(FORMULA) or is_number(text)
                assert text.removeprefix("'") == value.removeprefix("'") or is_number(text)
        assert not any(text.startswith(FORMULA) for text in header)


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_the_limits_bite(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(limits.TooSlowError), limits.little_time(0.05):
        sum(number % 7 for number in itertools.count())
    if limits.STATUS.exists():
        monkeypatch.setattr(limits, "MEGABYTES", 50)
        with pytest.raises(AssertionError), limits.little_memory():
            len(bytearray(b"x") * 200_000_000)


def test_there_are_enough_of_every_kind() -> None:
    assert len(KINDS) == 13
    assert sum(map(len, KINDS.values())) >= 240
    assert min(map(len, KINDS.values())) >= 12
    for kind, cases in KINDS.items():
        doubled = [name for name, count in Counter(c.name for c in cases).items() if count > 1]
        assert (kind, doubled) == (kind, [])

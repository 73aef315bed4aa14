"""The watched folder: when a file is taken, what becomes of it, and what is left alone."""

import json
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from stool import watch as watching
from stool.book import Book
from stool.errors import (
    BadMappingError,
    FileTooLargeError,
    StoreBusyError,
    UnknownEncodingError,
)
from stool.errors.container import UnreadableFolderError
from stool.ingest import Mapping
from stool.sample import SAMPLE
from stool.watch import NOTE_SUFFIX, Outcome, State, load_file, scan, until_signalled, watch

MONEY = "quarter,unit,revenue,cost\n2026Q1,Nord,100,90\n2026Q1,Süd,80,70\n"
LATER = MONEY.replace("2026Q1", "2026Q2")
BAD = LATER + "".join(f"=1+{n},Nord,1,1\n" for n in range(4))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "drop"
    home.mkdir()
    return home


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "stool.db"
    Book.open(path).store.close()
    return path


@pytest.fixture
def book(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    """A store of its own, without the forecasts that each publishing would make."""
    with Book.open(shutil.copy(empty, tmp_path / "stool.db")) as opened:
        monkeypatch.setattr(opened, "keep_forecasts", lambda *_: None)
        yield opened


def put(folder: Path, name: str, text: str = MONEY) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def look(state: State, folder: Path) -> tuple[State, list[str]]:
    state, ready = scan(state, folder)
    return state, [path.name for path in ready]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def load(book: Book, path: Path, **options: Any) -> Outcome:
    return load_file(book, path, who="tests", **options)


# When a file is taken


def test_a_file_is_ready_once_it_stands_still(folder: Path) -> None:
    path = put(folder, "a.csv", "quarter")
    state, ready = look(State(), folder)
    assert ready == []
    put(folder, "a.csv", "quarter,unit")
    state, ready = look(state, folder)
    assert ready == []
    state, ready = look(state, folder)
    assert ready == ["a.csv"]
    state, ready = look(state, folder)
    assert ready == []
    os.utime(path, ns=(1, 1))
    state, ready = look(state, folder)
    assert ready == []
    assert look(state, folder)[1] == ["a.csv"]


def test_a_scan_leaves_the_state_it_is_given_alone(folder: Path) -> None:
    put(folder, "a.csv")
    first, _ = scan(State(), folder)
    before = dict(first.seen)
    assert look(first, folder)[1] == look(first, folder)[1] == ["a.csv"]
    assert first.seen == before


def test_a_new_mapping_or_a_deleted_note_makes_a_file_new(folder: Path) -> None:
    put(folder, "a.csv")
    note = put(folder, "a.csv" + NOTE_SUFFIX)
    state, _ = scan(scan(State(), folder)[0], folder)
    for change in (note.unlink, lambda: put(folder, "a.csv.mapping.json", "{}")):
        state, ready = look(state, folder)
        assert ready == []
        change()
        state, ready = look(state, folder)
        assert ready == []
        state, ready = look(state, folder)
        assert ready == ["a.csv"]


def test_a_file_that_went_and_came_back_is_new(folder: Path) -> None:
    path = put(folder, "a.csv")
    state, _ = scan(scan(State(), folder)[0], folder)
    path.unlink()
    state, _ = scan(state, folder)
    assert not state.seen
    put(folder, "a.csv")
    assert look(scan(state, folder)[0], folder)[1] == ["a.csv"]


def test_only_finished_files_that_look_like_data_count(folder: Path) -> None:
    taken = {"a.csv", "b.XLSX", "c.parquet", "d.tsv", "e.txt", "f.xls", "ü 1.csv"}
    left = {
        *("~$b.xlsx", ".a.csv", "a.csv.part", "a.csv.crdownload", "a.csv.tmp", "a.csv~", "x.py"),
        *("_~a.csv", "a.csv.mapping.json", "a.csv.refused.txt", "a.csv.problems.csv", "csv"),
    }
    for name in taken | left:
        put(folder, name)
    (folder / "inner.csv").mkdir()
    put(folder / "inner.csv", "deep.csv")
    os.mkfifo(folder / "pipe.csv")
    state, _ = scan(State(), folder)
    assert set(look(state, folder)[1]) == taken


def test_links_out_of_the_folder_are_passed_over(folder: Path, tmp_path: Path) -> None:
    outside = put(tmp_path, "secret.csv")
    (folder / "out.csv").symlink_to(outside)
    (folder / "up.csv").symlink_to(Path("..") / "secret.csv")
    (folder / "gone.csv").symlink_to(folder / "nothing.csv")
    (folder / "self.csv").symlink_to(folder / "self.csv")
    put(folder, "a.csv")
    (folder / "in.csv").symlink_to(folder / "a.csv")
    state, _ = scan(State(), folder)
    assert look(state, folder)[1] == ["a.csv", "in.csv"]


def test_a_folder_reached_by_a_link_is_watched(folder: Path, tmp_path: Path) -> None:
    put(folder, "a.csv")
    (tmp_path / "link").symlink_to(folder)
    state, _ = scan(State(), tmp_path / "link")
    assert look(state, tmp_path / "link")[1] == ["a.csv"]


def test_what_cannot_be_listed_is_refused(folder: Path) -> None:
    for place in (folder / "none", put(folder, "a.csv")):
        with pytest.raises(UnreadableFolderError, match="Name an existing folder"):
            scan(State(), place)


# What becomes of it


def test_a_good_file_is_loaded_and_stays_where_it_is(book: Book, folder: Path) -> None:
    path = put(folder, "money.csv")
    outcome = load(book, path)
    assert (outcome.name, outcome.verdict, outcome.reason) == ("money.csv", "loaded", None)
    assert outcome.checked is not None
    assert outcome.checked.accepted == 2
    assert outcome.change is not None
    assert outcome.change.published
    assert names(folder) == {"money.csv"}
    assert book.store.batches()["file_name"].tolist() == ["money.csv"]
    revision = book.store.latest()
    assert load(book, path).verdict == "known"
    assert load(book, path, mapping=None).checked is None
    assert book.store.latest() == revision


def test_a_refused_file_leaves_why_and_its_problems(book: Book, folder: Path) -> None:
    path = put(folder, "bad.csv", BAD)
    outcome = load(book, path)
    assert outcome.verdict == "refused"
    assert names(folder) == {"bad.csv", "bad.csv.refused.txt", "bad.csv.problems.csv"}
    note = (folder / "bad.csv.refused.txt").read_text(encoding="utf-8")
    assert note.startswith(str(outcome.reason))
    assert "“bad.csv.problems.csv”" in note
    assert "“bad.csv.mapping.json”" in note
    problems = pd.read_csv(folder / "bad.csv.problems.csv")
    assert len(problems) == 4
    assert problems["value"].tolist() == ["'=1+0", "'=1+1", "'=1+2", "'=1+3"]
    assert book.store.latest() == 0


def test_a_refused_file_is_let_be_until_something_changes(book: Book, folder: Path) -> None:
    path = put(folder, "bad.csv", BAD)
    assert load(book, path).verdict == "refused"
    assert load(book, path).verdict == "known"
    assert load(book, path, replace_live=True).verdict == "refused"
    assert load(book, path).verdict == "refused"
    (folder / "bad.csv.refused.txt").unlink()
    assert load(book, path).verdict == "refused"
    put(folder, "bad.csv", LATER)
    assert load(book, path).verdict == "loaded"
    assert names(folder) == {"bad.csv"}
    put(folder, "bad.csv.refused.txt", "of old")
    assert load(book, path).verdict == "known"
    assert names(folder) == {"bad.csv"}


def test_the_mapping_beside_a_file_is_used(book: Book, folder: Path) -> None:
    path = put(folder, "odd.csv", MONEY.replace("unit", "Wer"))
    assert load(book, path).verdict == "refused"
    put(folder, "odd.csv.mapping.json", '{"unit": "Wer"}')
    assert load(book, path).verdict == "loaded"
    assert names(folder) == {"odd.csv", "odd.csv.mapping.json"}
    put(folder, "odd.csv.mapping.json", "{")
    outcome = load(book, path)
    assert isinstance(outcome.reason, BadMappingError)


def test_another_spelling_of_a_unit_is_read_as_that_unit(book: Book, folder: Path) -> None:
    load(book, put(folder, "one.csv", MONEY.replace("Nord", "Nord-West")))
    text = LATER.replace("Nord", "Nord West").replace("Süd", "Ost")
    outcome = load(book, put(folder, "two.csv", text))
    assert [(each.unit, each.known) for each in outcome.proposals if each.kind == "same"] == [
        ("Nord West", "Nord-West")
    ]
    assert book.units() == ["Nord-West", "Ost", "Süd"]


def test_a_file_is_read_as_the_last_one_with_its_headers(book: Book, folder: Path) -> None:
    path = folder / "one.csv"
    path.write_bytes(MONEY.replace("Nord", "東京").replace("Süd", "大阪").encode("cp932"))
    assert isinstance(load(book, path).reason, UnknownEncodingError)
    put(folder, "one.csv.mapping.json", '{"encoding": "cp932"}')
    assert load(book, path).verdict == "loaded"
    later = folder / "two.csv"
    later.write_bytes(path.read_bytes().replace(b"2026Q1", b"2026Q2"))
    assert load(book, later).verdict == "loaded"
    assert book.units() == ["大阪", "東京"]


def test_overlaps_are_refused_unless_told_to_replace(book: Book, folder: Path) -> None:
    load(book, put(folder, "one.csv"))
    path = put(folder, "two.csv", MONEY.replace("100", "101"))
    assert "published already" in str(load(book, path).reason)
    assert load(book, path, replace_live=True).verdict == "loaded"
    assert book.store.batches()["live"].astype(bool).sum() == 1


def test_a_store_out_of_reach_leaves_no_note(
    book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise StoreBusyError("stool.db", 30)

    path = put(folder, "money.csv")
    for place in ("publish", "examine"):
        with monkeypatch.context() as patch:
            patch.setattr(book, place, busy)
            outcome = load(book, path)
            assert outcome.verdict == "later"
            assert isinstance(outcome.reason, StoreBusyError)
    assert names(folder) == {"money.csv"}
    assert load(book, path).verdict == "loaded"


def test_a_note_is_never_written_through_a_link(book: Book, folder: Path, tmp_path: Path) -> None:
    victim = put(tmp_path, "victim.txt", "mine")
    for suffix in (".refused.txt", ".problems.csv"):
        (folder / f"bad.csv{suffix}").symlink_to(victim)
    load(book, put(folder, "bad.csv", BAD))
    assert victim.read_text() == "mine"
    assert not (folder / "bad.csv.refused.txt").is_symlink()
    assert not (folder / "bad.csv.problems.csv").is_symlink()


def test_a_link_turned_outwards_after_the_look_is_not_read(
    book: Book, folder: Path, tmp_path: Path
) -> None:
    secret = put(tmp_path, "secret.csv", "password,hunter2\n")
    path = folder / "a.csv"
    path.symlink_to(secret)
    outcome = load(book, path)
    assert "link out of the folder" in str(outcome.reason)
    put(folder, "b.csv")
    (folder / "b.csv.mapping.json").symlink_to(secret)
    assert "link out of the folder" in str(load(book, folder / "b.csv").reason)


def test_a_pipe_is_no_file(book: Book, folder: Path) -> None:
    os.mkfifo(folder / "a.csv")
    assert "it is no file" in str(load(book, folder / "a.csv").reason)


def test_a_name_cannot_drive_a_terminal(book: Book, folder: Path) -> None:
    path = put(folder, "a\x1b[2J\n.csv")
    assert load(book, path).name == "a�[2J�.csv"
    assert book.store.batches()["file_name"].tolist() == ["a�[2J�.csv"]


def test_a_mapping_too_large_is_not_read(
    book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "MAX_BESIDE", 20)
    put(folder, "a.csv.mapping.json", '{"unit": "unit"}' + " " * 20)
    assert isinstance(load(book, put(folder, "a.csv")).reason, FileTooLargeError)


def test_a_file_that_is_gone_is_put_off(book: Book, folder: Path) -> None:
    assert load(book, folder / "gone.csv") == Outcome("gone.csv", "later")


@pytest.mark.parametrize("change", ["grows", "goes", "is another"])
def test_a_file_that_changes_while_it_is_read_is_put_off(
    book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = put(folder, "a.csv")
    real = book.examine

    def meanwhile(*arguments: Any) -> Any:
        found = real(*arguments)
        if change == "grows":
            with path.open("a") as more:
                more.write("2026Q1,Ost,1,1\n")
        else:
            path.unlink()
        if change == "is another":
            put(folder, "a.csv")
        return found

    monkeypatch.setattr(book, "examine", meanwhile)
    outcome = load(book, path)
    assert (outcome.verdict, outcome.reason) == ("later", None)
    assert book.store.latest() == 0


def test_what_is_said_of_all_files_gives_way_to_what_is_said_of_one(
    book: Book, folder: Path
) -> None:
    odd = MONEY.replace("unit", "Wer").replace("cost", "Was")
    body = {"ignore": "Wer", "columns": {"Was": {"leg": "profit", "metric": "cost"}}}
    general = Mapping.from_json(json.dumps(body))
    path = put(folder, "odd.csv", odd)
    put(folder, "odd.csv.mapping.json", '{"unit": "Wer"}')
    outcome = load(book, path, mapping=general)
    assert outcome.checked is not None
    assert {each.metric for each in outcome.checked.metrics} == {"revenue", "cost"}
    assert load(book, put(folder, "n.csv", LATER), mapping=Mapping()).verdict == "loaded"
    assert load(book, folder / "n.csv", mapping=Mapping()).checked is None


def test_an_unreadable_file_is_told_without_a_note(
    book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    path = put(folder, "a.csv")
    monkeypatch.setattr(watching, "_opened", refuse)  # nothing is unreadable to root
    assert load(book, path).verdict == "refused"
    assert names(folder) == {"a.csv"}


# The loop


class Looks(threading.Event):
    """An event that is set after so many waits, doing something before each."""

    def __init__(self, *steps: Any) -> None:
        super().__init__()
        self.steps = list(steps)

    def wait(self, timeout: float | None = None) -> bool:
        if self.is_set() or not self.steps:
            return True
        step = self.steps.pop(0)
        if step is not None:
            step()
        return self.is_set()


def told(outcomes: Iterator[Outcome]) -> list[tuple[str, str]]:
    return [(each.name, each.verdict) for each in outcomes]


def test_the_watch_loads_what_comes_and_tells_each_thing_once(book: Book, folder: Path) -> None:
    put(folder, "a.csv")
    looks = Looks(
        None,
        lambda: put(folder, "b.csv", BAD),
        *[None] * 4,
        lambda: put(folder, "b.csv", LATER),
        *[None] * 4,
    )
    found = told(watch(book, folder, who="tests", stop=looks))
    assert found == [("a.csv", "loaded"), ("b.csv", "refused"), ("b.csv", "loaded")]
    assert names(folder) == {"a.csv", "b.csv"}
    again = Looks(*[None] * 3)
    assert told(watch(book, folder, who="tests", stop=again)) == []


def test_our_own_notes_do_not_make_a_file_new(
    book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "bad.csv", BAD)
    taken = []
    real = watching.load_file

    def counted(opened: Book, path: Path, **options: Any) -> Outcome:
        taken.append(path.name)
        return real(opened, path, **options)

    monkeypatch.setattr(watching, "load_file", counted)
    mend = lambda: put(folder, "bad.csv", LATER)  # noqa: E731
    list(watch(book, folder, who="tests", stop=Looks(*[None] * 5, mend, *[None] * 5)))
    assert taken == ["bad.csv", "bad.csv"]


def test_once_takes_two_looks(book: Book, folder: Path) -> None:
    put(folder, "a.csv")
    looks = Looks(lambda: put(folder, "new.csv", LATER), *[None] * 5)
    assert told(watch(book, folder, who="tests", stop=looks, once=True)) == [("a.csv", "loaded")]
    assert len(looks.steps) == 5


def test_a_store_out_of_reach_is_waited_for_and_told_once(
    book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = book.publish, []

    def busy(*arguments: Any, **options: Any) -> Any:
        calls.append(1)
        if len(calls) < 3:
            raise StoreBusyError("stool.db", 30)
        return real(*arguments, **options)

    monkeypatch.setattr(book, "publish", busy)
    put(folder, "a.csv")
    found = told(watch(book, folder, who="tests", stop=Looks(*[None] * 9)))
    assert found == [("a.csv", "later"), ("a.csv", "loaded")]
    assert len(calls) == 3


def test_a_folder_that_goes_away_is_waited_for(book: Book, folder: Path) -> None:
    away = folder.with_name("away")
    put(folder, "a.csv")
    looks = Looks(lambda: folder.rename(away), None, lambda: away.rename(folder), None, None, None)
    assert told(watch(book, folder, who="tests", stop=looks)) == [
        ("drop", "later"),
        ("a.csv", "loaded"),
    ]


def test_the_same_trouble_is_told_again_once_it_was_over(
    book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, busy = book.publish, [True, False, True, False]

    def sometimes(*arguments: Any, **options: Any) -> Any:
        if busy.pop(0):
            raise StoreBusyError("stool.db", 30)
        return real(*arguments, **options)

    monkeypatch.setattr(book, "publish", sometimes)
    put(folder, "a.csv")
    looks = Looks(*[None] * 4, lambda: put(folder, "a.csv", LATER), *[None] * 5)
    found = told(watch(book, folder, who="tests", stop=looks))
    assert found == [("a.csv", "later"), ("a.csv", "loaded")] * 2
    away = folder.with_name("away")
    leave, back = lambda: folder.rename(away), lambda: away.rename(folder)
    looks = Looks(leave, None, back, leave, None, back)
    assert told(watch(book, folder, who="tests", stop=looks)) == [("drop", "later")] * 2


def test_a_file_that_changes_while_it_is_loaded_is_taken_again(
    book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "a.csv")
    real, texts = book.publish, [LATER]

    def meanwhile(*arguments: Any, **options: Any) -> Any:
        change = real(*arguments, **options)
        for text in texts:
            put(folder, "a.csv", text)
        texts.clear()
        return change

    monkeypatch.setattr(book, "publish", meanwhile)
    found = told(watch(book, folder, who="tests", stop=Looks(*[None] * 6)))
    assert found == [("a.csv", "loaded")] * 2


def test_the_sample_goes_when_it_is_told_to(book: Book, folder: Path) -> None:
    sample = SAMPLE / "next" / "2026Q2" / "revenue.csv"
    book.publish([book.examine(sample)], who="tests")
    path = put(folder, "a.csv", MONEY.replace("Nord", "HARBOROUGH"))  # a unit of the sample
    outcome = load(book, path, without_sample=True)
    assert (outcome.verdict, outcome.proposals) == ("loaded", ())
    batches = book.store.batches()
    assert batches.loc[batches["live"].astype(bool), "file_name"].tolist() == ["a.csv"]
    assert book.units() == ["HARBOROUGH", "Süd"]


def test_a_folder_that_is_not_there_ends_the_watch(book: Book, folder: Path) -> None:
    with pytest.raises(UnreadableFolderError):
        list(watch(book, folder / "none", who="tests", stop=threading.Event()))
    gone = Looks(lambda: folder.rename(folder.with_name("away")))
    with pytest.raises(UnreadableFolderError):
        list(watch(book, folder, who="tests", stop=gone, once=True))


def test_it_stops_between_two_files(book: Book, folder: Path) -> None:
    put(folder, "a.csv")
    put(folder, "b.csv", LATER)
    stop = Looks(None, None)
    for outcome in watch(book, folder, who="tests", stop=stop):
        assert outcome.name == "a.csv"
        stop.set()
    assert book.store.batches()["file_name"].tolist() == ["a.csv"]


def test_the_options_reach_the_book(book: Book, folder: Path) -> None:
    put(folder, "a.csv")
    list(watch(book, folder, who="ann", stop=Looks(None, None)))
    put(folder, "b.csv", MONEY.replace("100", "101"))
    found = list(watch(book, folder, who="ann", stop=Looks(None, None), replace_live=True))
    assert [(each.name, each.verdict) for each in found] == [("b.csv", "loaded")]
    assert set(book.store.batches()["who"]) == {"ann"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_sets_the_event_and_the_next_acts_as_before(number: signal.Signals) -> None:
    heard = []
    outer = signal.signal(number, lambda *_: heard.append(number))
    try:
        with until_signalled() as stop:
            assert not stop.is_set()
            os.kill(os.getpid(), number)
            assert stop.wait(5)
            assert heard == []
            os.kill(os.getpid(), number)
            assert heard == [number]
        os.kill(os.getpid(), number)
        assert heard == [number, number]
    finally:
        signal.signal(number, outer)


def test_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with until_signalled():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before

"""Voice by the book: stored with its file, erased with it, read by topics that are versioned."""

import json
from pathlib import Path

import pytest

from stool.book import Book
from stool.cli import main
from stool.errors import StepWithoutActionError, UnknownActionError
from stool.ingest import Alias, Aliases
from stool.schema import COMPANY
from stool.voice import Followed, Step, Topic, shipped_topics
from stool.voice.rows import Collector
from tests.voice.test_rows import EMAIL, ID, SERVER, survey

Q = "2026Q1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "stool.db"


def publish(book: Book, text: str | None = None, rows: int = 60, *, replace: bool = False) -> int:
    frame = survey(rows).assign(suggestion="")
    frame.loc[frame["branch"] == "North", "suggestion"] = "Open at eight"
    if text is not None:
        frame.loc[0, "comment"] = text
    file = book.examine(frame.to_csv(index=False).encode(), "customers.csv")
    return book.publish([file], who="test", replace=replace).revision


def texts(book: Book, revision: int | None = None, node: str = COMPANY) -> set[str]:
    return set(book.voice(revision).texts("csat", Q, node, "comment")["text"])


def test_no_canary_reaches_the_database(path: Path) -> None:
    with Book.open(path) as book:
        publish(book, f"canarytext {ID} {EMAIL} {SERVER}")
        assert "canarytext [number] [e-mail] [name]" in texts(book)
        kept = book.store.parts("voice")
        assert (
            not kept.astype(str)
            .apply(lambda row: row.str.contains("CANARY|Canary@"))
            .any(axis=None)
        )
    stored = b"".join(each.read_bytes() for each in path.parent.glob("stool.db*"))
    for canary in (ID, EMAIL, "R-CANARY", "anna.canary"):
        assert canary.encode() not in stored


def test_what_is_erased_stays_erased(path: Path) -> None:
    with Book.open(path) as book:
        before = publish(book, "erase me please")
        assert "erase me please" in texts(book)
        publish(book, "", replace=True)
        assert "erase me please" not in texts(book)
        assert "erase me please" not in texts(book, before)
        assert book.voice(before).erased == {("csat", Q)}
        assert not book.voice(before).is_newest
        assert not book.voice().erased


def test_what_a_file_held_beyond_the_sample_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Collector.__init__, "__defaults__", ((), 50))
    with Book.open(path) as book:
        publish(book)
        voice = book.voice()
        assert len(voice.placed) == 50
        left_out = [voice.left_out("csat", Q, kind) for kind in ("comment", "suggestion")]
        assert sum(left_out) == 80 - 50
        assert all(left_out)
        assert voice.left_out("esat", Q, "comment") == voice.left_out("csat", "2025Q4", "comment")
        assert voice.left_out("esat", Q, "comment") == 0


def test_units_go_by_the_names_they_have_now(path: Path) -> None:
    with Book.open(path) as book:
        publish(book)
        number = len(book.voice().texts("csat", Q, "North", "comment"))
        book.add_aliases(Aliases((Alias("North", "Nord"),)), who="test")
        assert len(book.voice().texts("csat", Q, "Nord", "comment")) == number == 20


def test_a_name_that_joins_the_roster_is_masked_in_what_is_loaded(path: Path) -> None:
    with Book.open(path) as book:
        publish(book, "Zebulon was kind")
        assert "Zebulon was kind" in texts(book)
        book.set_roster(["Zebulon Quint"], who="test")
        assert "[name] was kind" in texts(book)
        assert "Zebulon was kind" not in texts(book)


def test_topics_are_versioned_and_can_be_given_back(path: Path) -> None:
    with Book.open(path) as book:
        first = publish(book)
        assert book.topics() == shipped_topics()
        own = (Topic("Phones", ("csat",), ("phone*",)),)
        book.set_topics(own, who="test")
        assert book.topics() == own
        assert book.voice().counts("csat", COMPANY, "comment")["topic"].tolist() == ["Phones"]
        assert book.topics(first) == shipped_topics()
        book.set_topics(shipped_topics(), who="test")
        assert book.topics() == shipped_topics()


def test_a_suggestion_is_followed_by_an_action_there_is(path: Path) -> None:
    with Book.open(path) as book:
        publish(book)
        key = book.voice().texts("csat", Q, "North", "suggestion")["key"].iloc[0]
        with pytest.raises(UnknownActionError, match="none yet"):
            book.follow({key: Followed("csat", Q, Step.ACTION, "Open")}, who="test")
        with pytest.raises(StepWithoutActionError):
            Followed("csat", Q, Step.ACTION)
        book.follow({key: Followed("csat", Q, Step.CODED)}, who="test")
        assert book.voice().followed[key].step == Step.CODED
        table = book.voice().funnel("csat", Q, COMPANY)
        assert table["reached"].tolist() == [20, 20, 0, 0]  # the same words, the same suggestion
        assert "eight" not in json.dumps(book.store.documents("suggestion"))


def test_the_order_is_new_with_every_release(path: Path) -> None:
    with Book.open(path) as book:
        publish(book)
        before = book.voice().texts("csat", Q, COMPANY, "comment")["text"].tolist()
        assert before == book.voice().texts("csat", Q, COMPANY, "comment")["text"].tolist()
        book.set_roster(["Nobody Known"], who="test")
        after = book.voice().texts("csat", Q, COMPANY, "comment")["text"].tolist()
        assert before != after
        assert sorted(before) == sorted(after)


def test_the_command_prints_topics_and_no_text(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Book.open(path) as book:
        publish(book, "canarytext and waiting")
    assert main(["topics", "--store", str(path)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Customers, Q1 2026")
    assert "Waiting" in printed
    assert main(["topics", "--store", str(path), "--leg", "csat", "--json"]) == 0
    body = capsys.readouterr().out
    assert set(json.loads(body)["legs"]) == {"csat"}
    assert "canarytext" not in printed + body
    assert main(["topics", "--store", str(path), "--leg", "esat"]) == 0
    assert "No comments are loaded" in capsys.readouterr().out

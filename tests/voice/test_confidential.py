"""What is promised of comments, line by line, down the whole road from the file to the page.

Ten people or more behind every list; each text at one level only; an order that is new with every
version and the same within one, whatever the file's; no segment, score, date or quarter beside a
text; masked by pattern and by roster; in no file that can be taken away; suggestions apart.
"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from stool.book import Book
from stool.report import voice_body
from stool.schema import COMPANY
from stool.text import voice as words
from stool.voice import MINIMUM_TEXTS
from tests.pages.driving import open_page, served
from tests.pages.sent import Sent

Q = "2026Q1"
SIZES = {"Abbey": ("North", 14), "Birch": ("North", 6), "Moor": ("North", 5), "Dell": ("South", 9)}
SAID = ("rota", "pay", "boss", "tools", "canteen", "training", "parking", "weather", "heating")
MAIL, PHONE, NAME = "rosa.quill@example.com", "0170 7362519", "Rosa Quill"
BESIDE = ("Manager", "Front line", "2026-02")  # segment and date of every writer


def employees(order: int = 0) -> pd.DataFrame:
    """One respondent a row, in another order for another number."""
    rows = [
        {
            "respondent_id": f"E-{unit}-{person}",
            "date": f"2026-02-{1 + person % 27:02}",
            "branch": unit,
            "region": region,
            "level": "Manager" if person % 3 == 0 else "Front line",
            "overall_satisfaction": 1 + (person + len(unit)) % 5,
            "comment": f"{unit} {SAID[person % 9]} and {SAID[(person // 9 + 2) % 9]} "
            f"need care, ask {NAME}, {MAIL} or {PHONE}",
            "suggestion": f"{unit} should mend the {SAID[person % 9]}" if person < 11 else "",
        }
        for unit, (region, size) in SIZES.items()
        for person in range(size)
    ]
    return pd.DataFrame(rows).sample(frac=1, random_state=order, ignore_index=True)


def publish(path: Path, order: int = 0) -> None:
    with Book.open(path) as book:
        book.set_roster([NAME], who="tests")
        file = book.examine(employees(order).to_csv(index=False).encode(), "employees.csv")
        book.publish([file], who="tests")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("voice") / "stool.db"
    publish(made)
    return made


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    with Book.open(path) as opened:
        yield opened


def read(book: Book, node: str, kind: str = "comment") -> list[str]:
    return book.voice().texts("esat", Q, node, kind)["text"].tolist()


NODES = [COMPANY, "North", "South", *SIZES]


@pytest.mark.parametrize("kind", ["comment", "suggestion"])
def test_ten_people_are_behind_every_list_and_each_text_is_in_one(book: Book, kind: str) -> None:
    shown = {node: set(read(book, node, kind)) for node in NODES}
    sizes = {node: len(read(book, node, kind)) for node in NODES if shown[node]}
    assert min(sizes.values()) >= MINIMUM_TEXTS == 10
    assert all(not one & other for one, other in combinations(shown.values(), 2))
    assert not shown["Dell"]  # of nine people
    assert shown["Abbey"]
    assert not any("Abbey" in text for text in shown["North"])


def test_the_order_is_new_with_every_version_and_none_of_the_files(
    tmp_path: Path, path: Path
) -> None:
    orders = []
    for number in range(3):
        other = tmp_path / f"{number}.db"
        publish(other, order=number)
        with Book.open(other) as book:
            orders.append(read(book, "Abbey"))
            assert read(book, "Abbey") == orders[-1]
    assert orders[0] == orders[1] == orders[2]  # of the same texts, however the rows came
    with Book.open(other) as book:
        book.set_roster([NAME, "Nobody Known"], who="tests")
        assert read(book, "Abbey") != orders[0]
        assert sorted(read(book, "Abbey")) == sorted(orders[0])
    given = employees()
    file_order = given.loc[given["branch"] == "Abbey", "comment"].str.split(" need").str[0]
    listed = [text.split(" need")[0] for text in orders[0]]
    assert listed != file_order.tolist()
    assert listed != sorted(listed)


def test_nothing_stands_beside_a_text(book: Book) -> None:
    frame = book.voice().texts("esat", Q, "Abbey", "comment")
    assert list(frame.columns) == ["key", "text"]
    kept = book.store.parts("voice")
    assert set(kept.columns) == {"leg", "quarter", "unit", "kind", "band", "text"}
    told = kept.drop(columns="band").astype(str).to_csv()
    assert not [said for said in (*BESIDE, "E-Abbey") if said in told]


def test_texts_are_masked_by_pattern_and_roster(book: Book) -> None:
    for text in read(book, "Abbey"):
        assert text.endswith("need care, ask [name], [e-mail] or [phone]")


@pytest.fixture
def page(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sent]:
    """The files that the page offers; the page itself is opened by the test."""
    offered = Sent()
    plain = st.download_button

    def take(label: str, data: Any, *rest: Any, **options: Any) -> bool:
        content = data() if callable(data) else data
        offered.csv((content if isinstance(content, str) else content.decode()).lstrip("\ufeff"))
        return bool(plain(label, data, *rest, **options))

    monkeypatch.setattr(st, "download_button", take)
    for _ in served(path, monkeypatch):
        yield offered


def test_no_file_and_no_table_holds_a_text(page: Sent, path: Path) -> None:
    app = open_page("pages/voice.py", unit="Abbey")
    assert not app.exception
    assert any("need care" in each.value for each in app.text)
    assert len(page.words) > 3
    assert not any("need care" in text or "should mend" in text for text in page.words)
    for frame in app.dataframe:  # a table can be taken away by its own button
        assert "need care" not in frame.value.to_csv()
        assert "should mend" not in frame.value.to_csv()
    with Book.open(path) as book:
        printed = Sent()
        printed.anything(voice_body(book.voice(), Q, ["esat"]))
    assert not any("need care" in text or "should mend" in text for text in printed.words)


def test_a_text_on_the_page_is_the_text_alone(page: Sent) -> None:
    """No date, quarter, score, segment or key in the element that holds it."""
    app = open_page("pages/voice.py", unit="Abbey")
    texts = [each for each in app.text if "need care" in each.value]
    assert len(texts) == 14
    for each in texts:
        sent = str(each.proto)
        assert not [said for said in (*BESIDE, Q, "Q1 2026", "esat") if said in sent]
        assert each.value.startswith("Abbey ")


def test_suggestions_stand_apart_with_their_step(page: Sent) -> None:
    app = open_page("pages/voice.py", unit="Abbey")
    said = [each.value for each in app.text]
    comments = [place for place, text in enumerate(said) if "need care" in text]
    asked = [place for place, text in enumerate(said) if "should mend" in text]
    assert max(comments) < min(asked)
    steps = [each for each in app.selectbox if each.label == words.STEP]
    assert len(steps) == len(asked) == 8  # a page of them

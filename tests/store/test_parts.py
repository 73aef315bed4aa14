"""Parts: what a batch holds beside its cells comes and goes with it, whole or not at all."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import select

from stool.errors import UnknownQuarterError
from stool.schema import CSAT
from stool.store import VOICE, Change, Store, Upload, changes
from stool.store.engine import connect, reading
from stool.store.parts import encode
from stool.store.tables import PART
from tests.store.making import assert_same_cells, cells, upload

KIND = "pairs"
ONE = pd.DataFrame(
    {
        "quarter": ["2025Q1", "2025Q1", "2025Q2"],
        "unit": ["North", "South", "North"],
        "n": [3.0, 4.0, 5.5],
        "line": [1, 2, 3],
    }
)
OTHER = ONE.assign(n=ONE["n"] * 2)
FIRST, CORRECTED, CUSTOMERS = cells(), cells(seed=2), cells(CSAT)


def with_parts(name: str, of: pd.DataFrame, **parts: pd.DataFrame) -> Upload:
    return upload(name, of, parts=parts)


def assert_rows(found: pd.DataFrame, *expected: pd.DataFrame) -> None:
    whole = pd.concat(expected).sort_values(["quarter", "unit", "n"], ignore_index=True)
    found = found.sort_values(["quarter", "unit", "n"], ignore_index=True)
    pd.testing.assert_frame_equal(found, whole, check_exact=True)


def test_an_empty_store_has_no_rows_of_any_kind(store: Store) -> None:
    assert store.parts(KIND).columns.tolist() == ["quarter"]
    assert store.parts(KIND, 0).empty


def test_rows_come_back_as_of_any_revision(store: Store, url: str) -> None:
    store.publish([with_parts("a.csv", FIRST, pairs=ONE)], who="ann")
    store.publish([with_parts("c.csv", CUSTOMERS, notes=ONE, pairs=OTHER)], who="ann")
    replaced = store.publish(
        [with_parts("b.csv", CORRECTED, pairs=ONE.iloc[:1])], who="bob", replace=True
    )
    assert replaced == Change(3, published=(3,), replaced=(1,))
    store.revert(2, who="cyd")
    with Store.open(url) as other:
        for one in (store, other, store):
            assert one.parts(KIND, 0).empty
            assert_rows(one.parts(KIND, 1), ONE)
            assert_rows(one.parts(KIND, 2), ONE, OTHER)
            assert_rows(one.parts(KIND, 2, without=[1]), OTHER)
            assert_rows(one.parts(KIND, 2, quarters=["2025Q2", "2031Q1"]), ONE[2:], OTHER[2:])
            assert_rows(one.parts("notes", 2), ONE)
            assert_rows(one.parts(KIND, 3), OTHER, ONE.iloc[:1])
            assert_rows(one.parts(KIND), ONE.iloc[:1])
            assert one.parts("notes").empty
            assert_same_cells(one.cells(2), FIRST, CUSTOMERS)


def test_what_is_live_already_brings_no_parts_twice(store: Store) -> None:
    store.publish([with_parts("a.csv", FIRST, pairs=ONE)], who="ann")
    again = store.publish([with_parts("a.csv", FIRST, pairs=OTHER)], who="ann")
    assert again == Change(1, unchanged=(1,))
    assert_rows(store.parts(KIND), ONE)


def test_values_are_read_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.publish([with_parts("a.csv", FIRST, pairs=ONE)], who="ann")
    assert_rows(store.parts(KIND), ONE)
    monkeypatch.setattr("stool.store.parts.decode", lambda _: pytest.fail("read again"))
    assert_rows(store.parts(KIND), ONE)


def test_parts_that_cannot_be_written_leave_no_cells(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All in one transaction: the parts are written last."""
    store.publish([with_parts("a.csv", FIRST, pairs=ONE)], who="ann")
    monkeypatch.setattr(changes, "PART", _Broken())
    with pytest.raises(TypeError):
        store.publish([with_parts("c.csv", CUSTOMERS, pairs=ONE)], who="ann")
    assert store.latest() == 1
    assert_same_cells(store.cells(), FIRST)


class _Broken:
    """No table."""

    def __clause_element__(self) -> None:
        raise TypeError("no table")


def test_a_kind_without_rows_leaves_no_part(store: Store, url: str) -> None:
    store.publish([with_parts("a.csv", FIRST, pairs=ONE.iloc[:0], voice=ONE)], who="ann")
    assert store.parts(KIND).empty
    engine = connect(url)
    with reading(engine) as connection:
        held = connection.execute(select(PART.c.kind, PART.c.quarter, PART.c.n)).all()
    engine.dispose()
    assert sorted(map(tuple, held)) == [("voice", "2025Q1", 2), ("voice", "2025Q2", 1)]


def test_files_of_one_kind_may_have_different_columns(store: Store) -> None:
    store.publish([with_parts("a.csv", FIRST, pairs=ONE)], who="ann")
    store.publish([with_parts("c.csv", CUSTOMERS, pairs=ONE.assign(tag="x"))], who="ann")
    found = store.parts(KIND).sort_values(["quarter", "unit"])
    assert found["tag"].isna().sum() == len(ONE)
    assert found["unit"].notna().all()


def test_text_is_kept_whatever_pandas_holds_it_as() -> None:
    texts = ["quarter", "unit"]
    for kind in ("category", "object", "string"):
        assert encode(ONE.astype(dict.fromkeys(texts, kind))) == encode(ONE)


def test_refuses_rows_of_no_quarter(store: Store) -> None:
    with pytest.raises(ValueError, match="'pairs' have no column 'quarter'"):
        store.publish([with_parts("a.csv", FIRST, pairs=ONE.drop(columns="quarter"))], who="a")
    with pytest.raises(UnknownQuarterError):
        store.publish([with_parts("a.csv", FIRST, pairs=ONE.assign(quarter="2025"))], who="a")
    assert store.latest() == 0


CANARY = "Kestrel-quartz 7731 hums under the stairwell"
SAID = pd.DataFrame({"quarter": ["2025Q1"], "text": [CANARY]})
ERASERS = {
    "taken back": lambda store: store.revert(1, who="bob"),
    "replaced": lambda store: store.publish(
        [with_parts("b.csv", CORRECTED)], who="bob", replace=True
    ),
    "left out": lambda store: store.publish([], who="bob", without=[1]),
}


def bytes_of(url: str) -> bytes:
    """What an SQLite database holds in its files, the log beside it among them."""
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))


def held(url: str) -> list[bytes]:
    """Values of the parts of what people wrote."""
    engine = connect(url)
    with reading(engine) as connection:
        values = connection.execute(select(PART.c.parquet).where(PART.c.kind == VOICE)).all()
    engine.dispose()
    return [bytes(value) for (value,) in values]


@pytest.mark.parametrize("how", ERASERS)
def test_what_people_wrote_is_erased_with_its_batch(store: Store, url: str, how: str) -> None:
    store.publish([with_parts("a.csv", FIRST, voice=SAID, pairs=ONE)], who="ann")
    store.publish([with_parts("c.csv", CUSTOMERS, voice=SAID)], who="ann")
    assert store.parts(VOICE, 1)["text"].tolist() == [CANARY]
    assert store.erased(1).empty
    ERASERS[how](store)
    with Store.open(url) as other:
        for one in (store, other):
            assert one.parts(VOICE, 1).empty
            assert one.parts(VOICE, 2)["text"].tolist() == [CANARY]  # that of the other file
            assert one.erased(1).to_numpy().tolist() == [[1, "2025Q1", 1]]
            assert one.erased().empty
            assert_rows(one.parts(KIND, 1), ONE)  # nothing else is
            assert_same_cells(one.cells(1), FIRST)
    assert sorted(map(len, held(url)))[0] == 0
    assert sum(map(bool, held(url))) == 1


@pytest.mark.parametrize("how", ERASERS)
@pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)
def test_no_byte_of_it_is_left_in_the_file(store: Store, url: str, how: str) -> None:
    """Of a long text too, which stands on pages of its own."""
    words = "".join(map(chr, np.random.default_rng(1).integers(97, 123, 60_000)))
    long = SAID.assign(text=words)
    store.publish([with_parts("a.csv", FIRST, voice=pd.concat([SAID, long]))], who="ann")
    whole = held(url)[0]
    pieces = [whole[at : at + 24] for at in range(997, len(whole) - 997, 997)]
    before = bytes_of(url)
    assert CANARY.encode() in before
    assert sum(piece in before for piece in pieces) > 0.9 * len(pieces)
    ERASERS[how](store)
    after = bytes_of(url)
    assert CANARY.encode() not in after
    assert not any(piece in after for piece in pieces)


@pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)
def test_a_reader_in_the_way_delays_no_erasure_for_long(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stool.store.engine.SETTLING", 0)
    store.publish([with_parts("a.csv", FIRST, voice=SAID)], who="ann")
    engine = connect(url)
    with reading(engine) as connection:
        connection.execute(select(PART.c.n)).all()
        store.revert(1, who="bob")
        assert store.parts(VOICE, 1).empty
    engine.dispose()
    store.publish([with_parts("c.csv", CUSTOMERS, voice=SAID.assign(text="other"))], who="ann")
    store.revert(2, who="bob")  # the next one brings the first one's to an end
    assert CANARY.encode() not in bytes_of(url)


def test_a_failed_change_erases_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.publish([with_parts("a.csv", FIRST, voice=SAID)], who="ann")
    monkeypatch.setattr(changes, "add_batch", _fail)
    with pytest.raises(RuntimeError):
        store.publish([with_parts("b.csv", CORRECTED)], who="bob", replace=True)
    assert store.parts(VOICE)["text"].tolist() == [CANARY]


def _fail(*_: object) -> None:
    raise RuntimeError("the disk is gone")

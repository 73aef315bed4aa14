"""The ledger: what is published comes back, as it was at every revision, or is refused in words."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from stool.errors import (
    EmptyUploadError,
    OverlapError,
    ReplaceWouldLoseError,
    StoolError,
    UnknownBatchError,
    UnknownRevisionError,
    UploadsOverlapError,
)
from stool.schema import CELL_COLUMNS, CSAT, ESAT, PROBLEM_COLUMNS, SUMS
from stool.store import Change, Document, Store, changes, tables
from stool.store.engine import connect, writing
from stool.store.queries import BATCH_COLUMNS
from tests.store.making import assert_same_cells, cells, documents, upload

FIRST = cells(units=["North", "South"])
CORRECTED = cells(units=["North", "South"], seed=2)
CUSTOMERS = cells(CSAT)
NEXT = cells(quarters=["2025Q3"])


def test_an_empty_store_answers(store: Store) -> None:
    assert store.latest() == 0
    found = store.cells()
    assert tuple(found.columns) == CELL_COLUMNS
    assert len(found) == 0
    assert (found[list(SUMS)].dtypes == "float64").all()
    assert found["unit"].dtype == "str"
    assert store.documents("target", 0) == {}
    assert tuple(store.batches().columns) == BATCH_COLUMNS
    assert list(store.revisions().columns) == ["revision", "made_at", "who", "action", "detail"]


def test_gives_back_what_was_published(store: Store, url: str) -> None:
    rejected = {"row": 7, "value": np.nan, "rule": "range"}
    change = store.publish(
        [upload("a.csv", FIRST, rows_rejected=1, rejects=[rejected]), upload("c.csv", CUSTOMERS)],
        who="ann",
        documents=documents({ESAT: {"floor": 50, "target": 75.0}}),
    )
    assert change == Change(revision=1, published=(1, 2))
    with Store.open(url) as other:
        for one in (store, other):
            assert one.latest() == 1
            assert_same_cells(one.cells(), FIRST, CUSTOMERS)
            assert one.documents("target") == {ESAT: {"floor": 50, "target": 75.0}}
            assert one.rejects(1).iloc[0].to_dict() == {"row": 7, "value": None, "rule": "range"}
    assert list(store.rejects(2).columns) == list(PROBLEM_COLUMNS)


def test_lists_batches_and_revisions(store: Store) -> None:
    before = dt.datetime.now(dt.UTC)
    store.publish([upload("a.csv", FIRST)], who="ann")
    store.publish([upload("n.csv", NEXT)], who="bob")
    store.publish([upload("b.csv", CORRECTED)], who="cyd", replace=True)
    now, then = store.batches(), store.batches(revision=2)
    assert now["batch"].tolist() == [3, 2, 1]
    assert now["live"].tolist() == [True, True, False]
    assert now["valid_to"].tolist() == [pd.NA, pd.NA, 3]
    assert now["who"].tolist() == ["cyd", "bob", "ann"]
    assert now["quarters"].tolist() == [["2025Q1", "2025Q2"], ["2025Q3"], ["2025Q1", "2025Q2"]]
    assert now["cells"].tolist() == [8, 4, 8]
    assert now["n"].tolist() == [CORRECTED["n"].sum(), NEXT["n"].sum(), FIRST["n"].sum()]
    assert then["batch"].tolist() == [2, 1]
    assert then["live"].tolist() == [True, True]
    assert then["valid_to"].isna().all()

    audit = store.revisions()
    assert audit["revision"].tolist() == [1, 2, 3]
    assert audit["action"].tolist() == ["publish", "publish", "replace"]
    assert audit["detail"][2] == {"batches": [3], "files": ["b.csv"], "replaced": [1]}
    assert audit["made_at"].between(before, dt.datetime.now(dt.UTC)).all()


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    one, other = upload("a.csv", FIRST), upload("c.csv", CUSTOMERS)
    assert store.publish([one, one], who="ann").published == (1,)
    for replace in (False, True):
        again = store.publish([one], who="bob", replace=replace)
        assert again == Change(revision=1, unchanged=(1,))
    assert store.publish([one, other], who="bob") == Change(2, published=(2,), unchanged=(1,))
    assert store.revisions()["who"].tolist() == ["ann", "bob"]


def test_refuses_overlap_and_says_with_what(store: Store) -> None:
    store.publish([upload("a.csv", cells(units=[f"U{i}" for i in range(15)]))], who="ann")
    again = cells(units=[f"U{i}" for i in range(15)], quarters=["2025Q1", "2025Q2", "2025Q3"])
    with pytest.raises(OverlapError) as caught:
        store.publish([upload("c.csv", CUSTOMERS), upload("b.csv", again)], who="bob")
    today = dt.datetime.now(dt.UTC).date().isoformat()
    assert str(caught.value).startswith(
        "“b.csv” holds figures that are published already: esat (q1 and q2) in 2025Q1 to 2025Q2 "
        "for U0, U1, U10 and 12 more. They are in batch 1 (“a.csv”, uploaded by ann on "
    )
    assert str(caught.value).endswith("Replace what is there with this file, or revert it first.")
    assert today in str(caught.value)
    assert caught.value.batches == (1,)
    assert store.latest() == 1
    assert len(store.batches()) == 1


def test_one_unit_of_one_quarter_overlaps(store: Store) -> None:
    store.publish([upload("a.csv", FIRST)], who="ann")
    for beside in (
        cells(units=["West"]),
        cells(quarters=["2024Q4"]),
        cells(metrics=["q9"]),
        CUSTOMERS,
    ):
        store.publish([upload(str(beside.iloc[0].tolist()), beside)], who="ann")
    corner = cells(units=["South", "East"], quarters=["2025Q2", "2026Q1"], metrics=["q2"])
    with pytest.raises(
        OverlapError, match=r"esat \(q2\) in 2025Q2 for South\. They are in batch 1"
    ):
        store.publish([upload("b.csv", corner)], who="bob")


def test_refuses_two_files_of_one_call_that_overlap(store: Store) -> None:
    files = [upload("c.csv", CUSTOMERS), upload("a.csv", FIRST), upload("b.csv", CORRECTED)]
    with pytest.raises(UploadsOverlapError, match=r"“a\.csv” and “b\.csv” hold the same figures"):
        store.publish(files, who="ann", replace=True)
    assert store.latest() == 0


def test_replaces(store: Store) -> None:
    store.publish([upload("a.csv", FIRST)], who="ann")
    change = store.publish([upload("b.csv", CORRECTED)], who="bob", replace=True)
    assert change == Change(revision=2, published=(2,), replaced=(1,))
    assert_same_cells(store.cells(), CORRECTED)
    assert_same_cells(store.cells(1), FIRST)


def test_two_files_may_replace_one_together(store: Store) -> None:
    store.publish([upload("a.csv", FIRST)], who="ann")
    north, south = cells(units=["North"], seed=3), cells(units=["South", "East"], seed=4)
    change = store.publish(
        [upload("n.csv", north), upload("s.csv", south)], who="bob", replace=True
    )
    assert change == Change(revision=2, published=(2, 3), replaced=(1,))
    assert_same_cells(store.cells(), north, south)


@pytest.mark.parametrize(
    ("less", "lost"),
    [
        (cells(units=["North"]), r"esat \(q1 and q2\) in 2025Q1 to 2025Q2 for South\. Upload"),
        (cells(quarters=["2025Q2"]), r"in 2025Q1 for North and South\. Upload"),
        (cells(metrics=["q2"]), r"esat \(q1\) in 2025Q1 to 2025Q2"),
    ],
)
def test_refuses_a_replacement_that_would_lose(store: Store, less: pd.DataFrame, lost: str) -> None:
    store.publish([upload("a.csv", FIRST)], who="ann")
    with pytest.raises(ReplaceWouldLoseError, match=rf"batch 1 \(“a\.csv”\) would lose .*{lost}"):
        store.publish([upload("b.csv", less)], who="bob", replace=True)
    assert_same_cells(store.cells(), FIRST)
    assert store.latest() == 1


def test_a_file_of_the_call_is_not_replaced_by_its_neighbour(store: Store) -> None:
    store.publish([upload("a.csv", FIRST)], who="ann")
    now_elsewhere = upload("a.csv", CUSTOMERS)  # same file, read otherwise by other code
    with pytest.raises(OverlapError, match="batch 1"):
        store.publish([now_elsewhere, upload("b.csv", CORRECTED)], who="bob", replace=True)


def test_reverts(store: Store) -> None:
    store.publish([upload("a.csv", FIRST)], who="ann")
    store.publish([upload("c.csv", CUSTOMERS)], who="ann")
    assert store.revert(1, who="bob") == Change(revision=3, replaced=(1,))
    assert_same_cells(store.cells(), CUSTOMERS)
    assert_same_cells(store.cells(2), FIRST, CUSTOMERS)
    assert store.publish([upload("a.csv", FIRST)], who="ann") == Change(4, published=(3,))
    assert store.revisions().loc[2, ["who", "action"]].tolist() == ["bob", "revert"]


def test_refuses_to_revert_what_is_not_live(store: Store) -> None:
    with pytest.raises(UnknownBatchError, match=r"There is no batch 1\. No batch is live\."):
        store.revert(1, who="bob")
    store.publish([upload("a.csv", FIRST), upload("c.csv", CUSTOMERS)], who="ann")
    store.publish([upload("n.csv", NEXT)], who="ann")
    store.revert(1, who="bob")
    with pytest.raises(
        UnknownBatchError,
        match=r"Batch 1 is no longer live; version 3 ended it\. Choose one of 2 and 3\.",
    ):
        store.revert(1, who="bob")
    with pytest.raises(UnknownBatchError, match=r"There is no batch 9\. Choose one of 2 and 3\."):
        store.rejects(9)
    assert store.latest() == 3


def test_documents_freeze_with_the_data(store: Store) -> None:
    bodies = [{"target": 70}, {"target": 70.0}, {"target": True}, ["a", None, "é\0\ud83d"], 0, ""]
    for revision, body in enumerate(bodies, start=1):
        assert store.put(documents({"esat": body}), who="ann") == Change(revision)
        assert store.put(documents({"esat": body}), who="ann") == Change(revision)
    store.put([Document("alias", "esat", "E"), Document("target", "csat", 1)], who="ann")
    for revision, body in enumerate(bodies, start=1):
        assert repr(store.documents("target", revision)) == repr({"esat": body})
        assert store.documents("alias", revision) == {}
    assert store.documents("target") == {"csat": 1, "esat": ""}
    assert set(store.revisions()["action"]) == {"put"}


def test_none_withdraws_a_document(store: Store) -> None:
    assert store.put(documents({"esat": None}), who="ann") == Change(0)
    store.put(documents({"esat": 1, "csat": 2}), who="ann")
    assert store.put(documents({"esat": None}), who="ann") == Change(2)
    assert store.put(documents({"esat": None}), who="ann") == Change(2)
    assert store.documents("target") == {"csat": 2}
    assert store.documents("target", 1) == {"csat": 2, "esat": 1}
    assert store.put(documents({"esat": 1}), who="ann") == Change(3)


@pytest.mark.parametrize("step", ["close", "add_batch", "add_documents"])
def test_lands_whole_or_not_at_all(
    store: Store, url: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.publish([upload("a.csv", FIRST)], who="ann", documents=documents({"esat": 1}))
    before = store.batches()
    done = getattr(changes, step)

    def do_it_then_break(*arguments: object) -> None:
        done(*arguments)
        raise RuntimeError("power cut")

    corrected = [upload("b.csv", CORRECTED), upload("c.csv", CUSTOMERS)]
    with monkeypatch.context() as patch:
        patch.setattr(changes, step, do_it_then_break)
        with pytest.raises(RuntimeError, match="power cut"):
            store.publish(corrected, who="bob", replace=True, documents=documents({"esat": 2}))
    with Store.open(url) as other:
        for one in (store, other):
            assert one.latest() == 1
            assert_same_cells(one.cells(), FIRST)
            assert one.documents("target") == {"esat": 1}
            pd.testing.assert_frame_equal(one.batches(), before)
    change = store.publish(corrected, who="bob", replace=True, documents=documents({"esat": 2}))
    assert change == Change(2, published=(2, 3), replaced=(1,))


def test_refuses_revisions_that_have_not_happened(store: Store) -> None:
    store.put(documents({"esat": 1}), who="ann")
    for read in (store.cells, store.batches, lambda revision: store.documents("x", revision)):
        with pytest.raises(UnknownRevisionError, match="no version 2 of the data; the newest is 1"):
            read(2)
        with pytest.raises(UnknownRevisionError, match="no version -1"):
            read(-1)
        assert len(read(0)) == 0


def test_refuses_an_upload_without_cells(store: Store) -> None:
    empty = upload("a.csv", FIRST.iloc[:0], rows_rejected=12)
    with pytest.raises(EmptyUploadError, match=r"“a\.csv” has no figures .* 12 of its rows were"):
        store.publish([empty, upload("c.csv", CUSTOMERS)], who="ann")
    assert store.publish([], who="ann") == Change(0)


def test_refuses_documents_that_are_not_json_or_named_twice(store: Store) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        store.put(documents({"esat": float("nan")}), who="ann")
    with pytest.raises(ValueError, match=r"one \(kind, key\) twice"):
        store.put([Document("target", "esat", 1), Document("target", "esat", 2)], who="ann")
    assert store.latest() == 0


def test_keeps_strange_names(store: Store) -> None:
    units = ["O'Brien; DROP TABLE block", "Zürich 北 \N{ROCKET}", " ", "NA", "nan", "a\nb"]
    strange = cells(units=units)
    name = "quarter'; --\0 \udcff \N{ROCKET}.csv"
    reject = {"row": np.int64(1), "column": pd.NA, "value": "\0 \ud83d"}
    store.publish([upload("a", strange, rejects=[reject])], who="o'brien \0")
    odd = upload("b", CUSTOMERS)
    odd = type(odd)(odd.source, name, odd.sha256, odd.mapping_sha256, odd.cells, 1)
    store.publish([odd], who="")
    assert_same_cells(store.cells(), strange, CUSTOMERS)
    assert store.batches()["file_name"][0] == "quarter'; -- ? \N{ROCKET}.csv"
    assert store.batches()["who"].tolist() == ["", "o'brien "]
    assert store.rejects(1).to_dict("records") == [{"row": 1, "column": None, "value": " ?"}]
    assert store.put([Document("alias\0", "a\0 \ud83d", name)], who="ann") == Change(3)
    assert store.put([Document("alias", "a ?", name)], who="ann") == Change(3)
    assert store.documents("alias") == {"a ?": name}


def test_what_is_read_may_be_changed_without_harm(store: Store) -> None:
    store.publish([upload("a.csv", FIRST)], who="ann")
    mine = store.cells()
    mine.loc[:, "n"] = -1.0
    mine.loc[:, "unit"] = "gone"
    assert_same_cells(store.cells(), FIRST)


def test_decodes_a_block_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.publish([upload("a.csv", FIRST)], who="ann")
    store.cells()
    store.publish([upload("b.csv", CORRECTED)], who="ann", replace=True)
    assert_same_cells(store.cells(), CORRECTED)
    monkeypatch.setattr("stool.store.blocks.decode", lambda _: pytest.fail("decoded again"))
    assert_same_cells(store.cells(1), FIRST)
    assert_same_cells(store.cells(2), CORRECTED)


def test_the_database_itself_admits_one_live_row(store: Store, url: str) -> None:
    store.publish([upload("a.csv", FIRST)], who="ann", documents=documents({"esat": 1}))
    engine = connect(url)
    batch = dict.fromkeys(["source", "file_name", "sha256", "mapping_sha256"], "x")
    batch |= {"rows_accepted": 1, "rows_rejected": 0, "rejects": [], "valid_from": 1}
    doc = {"kind": "target", "key": "esat", "body": 1, "valid_from": 1}
    try:
        with writing(engine) as connection:
            connection.execute(insert(tables.BATCH), [batch | {"id": 7}])
            connection.execute(insert(tables.DOC), [doc | {"id": 7, "valid_to": 1}])
        for table, row in ((tables.BATCH, batch), (tables.DOC, doc)):
            with pytest.raises(IntegrityError), writing(engine) as connection:
                connection.execute(insert(table), [row | {"id": 8}])
        with pytest.raises(IntegrityError), writing(engine) as connection:
            connection.execute(insert(tables.DOC), [doc | {"id": 9, "key": "b", "valid_from": 99}])
    finally:
        engine.dispose()


def test_every_refusal_is_a_stool_error() -> None:
    for kind in (OverlapError, ReplaceWouldLoseError, UnknownBatchError, UnknownRevisionError):
        assert issubclass(kind, StoolError)


def test_batches_leave_in_the_revision_that_brings_others(store: Store) -> None:
    store.publish([upload("a.csv", FIRST), upload("c.csv", CUSTOMERS)], who="ann")
    assert_same_cells(store.cells(without=[1]), CUSTOMERS)
    change = store.publish([upload("b.csv", CORRECTED)], who="bob", without=[1, 99])
    assert change == Change(revision=2, published=(3,), replaced=(1,))
    assert_same_cells(store.cells(), CORRECTED, CUSTOMERS)
    assert_same_cells(store.cells(1), FIRST, CUSTOMERS)
    assert store.publish([], who="bob", without=[1]) == Change(revision=2)


def test_forecasts_do_not_move_the_version_of_the_data(store: Store, url: str) -> None:
    one = upload("a.csv", FIRST)
    store.publish([one], who="ann", documents=documents({"esat": 1}))
    assert store.put_forecasts({"e>c 2025Q3": {"f": 1.5}}, who="stool", made_from=1) == Change(2)
    assert store.revisions().loc[1, ["who", "action"]].tolist() == ["stool", "forecast"]
    assert store.revisions()["detail"][1] == {"documents": [["forecast", "e>c 2025Q3"]]}
    assert store.latest() == 1
    assert store.versions() == [1]
    assert store.publish([one], who="bob") == Change(revision=1, unchanged=(1,))
    assert store.put(documents({"esat": 1}), who="bob") == Change(1)
    assert store.publish([upload("n.csv", NEXT)], who="ann").revision == 3
    with Store.open(url) as other:
        assert other.latest() == 3
        assert other.versions() == [3, 1]
        assert other.forecasts() == {"e>c 2025Q3": {"f": 1.5}}
    assert_same_cells(store.cells(2), FIRST)
    assert store.documents("target", 2) == {"esat": 1}


def test_a_version_has_the_forecasts_made_until_the_data_changed_again(store: Store) -> None:
    store.publish([upload("a.csv", FIRST)], who="ann")
    store.put_forecasts({"a": 1, "b": 1}, who="stool", made_from=1)
    store.put_forecasts({"a": 2}, who="stool", made_from=1)
    store.publish([upload("n.csv", NEXT)], who="ann")
    assert store.forecasts() == {"a": 2, "b": 1}  # none made from this version yet
    store.put_forecasts({"b": None, "c": [1, None]}, who="stool", made_from=4)
    store.revert(2, who="bob")
    store.put_forecasts({"c": None}, who="stool", made_from=6)
    assert store.forecasts(0) == {}
    for revision in (1, 2, 3):
        assert store.forecasts(revision) == {"a": 2, "b": 1}
    for revision in (4, 5):
        assert store.forecasts(revision) == {"a": 2, "c": [1, None]}
    for revision in (6, 7, None):
        assert store.forecasts(revision) == {"a": 2}
    assert store.documents("forecast", 2) == {"a": 1, "b": 1}
    with pytest.raises(UnknownRevisionError, match="no version 8"):
        store.forecasts(8)


def test_a_forecast_of_data_that_moved_on_is_not_stored(store: Store) -> None:
    store.publish([upload("a.csv", FIRST)], who="ann")
    assert store.put_forecasts({"a": 1}, who="stool", made_from=1) == Change(2)
    assert store.put_forecasts({"a": 1}, who="stool", made_from=1) is None
    assert store.put_forecasts({}, who="stool", made_from=1) is None
    store.publish([upload("n.csv", NEXT)], who="ann")
    for made_from in (1, 2, 4):
        assert store.put_forecasts({"a": 2}, who="stool", made_from=made_from) is None
    assert store.forecasts() == {"a": 1}
    assert len(store.revisions()) == 3

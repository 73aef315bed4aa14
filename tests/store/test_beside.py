"""Grants and links are beside the data: in the audit, and of no version that a reader sees."""

import time
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stool.errors import UnknownRevisionError
from stool.store import GRANT, LINK, Change, Document, Store
from tests.store.making import assert_same_cells, cells, documents, upload

KINDS = (GRANT, LINK)
MANY = 2000
QUICK = 0.05  # seconds; it takes some two thousandths, on a machine with nothing else to do

each_kind = pytest.mark.parametrize("kind", KINDS)


@each_kind
def test_they_do_not_move_the_version_of_the_data(store: Store, url: str, kind: str) -> None:
    assert store.put_beside(kind, {"a": {"x": 1}}, who="ann") == Change(1)
    assert store.latest() == 0
    assert store.versions() == []
    store.publish([upload("a.csv", cells())], who="ann")
    assert store.put_beside(kind, {"a": {"x": 2}, "b": [1]}, who="bob") == Change(3)
    assert (store.latest(), store.versions()) == (2, [2])
    assert store.put(documents({"esat": 1}), who="ann") == Change(4)
    store.put_beside(kind, {"b": None}, who="ann")
    with Store.open(url) as other:
        assert (other.latest(), other.versions()) == (4, [4, 2])
        assert_same_cells(other.cells(3), cells())


@each_kind
def test_the_newest_is_read_at_once(store: Store, url: str, kind: str) -> None:
    store.put_beside(kind, {"a": {"x": 1}}, who="ann")
    with Store.open(url) as other:
        assert other.newest(kind) == {kind: {"a": {"x": 1}}}
        store.put_beside(kind, {"a": {"x": 2}, "b": 3}, who="ann")
        assert other.newest(kind, "target") == {kind: {"a": {"x": 2}, "b": 3}, "target": {}}
        assert other.documents(kind) == {"a": {"x": 2}, "b": 3}
        store.put_beside(kind, {"a": None}, who="ann")
        assert other.newest(kind) == {kind: {"b": 3}}
    assert store.documents(kind, 1) == {"a": {"x": 1}}


@each_kind
def test_the_audit_says_what_was_given(store: Store, kind: str) -> None:
    store.put_beside(kind, {"a": {"x": 1}, "b": 2}, who="ann")
    store.put_beside(kind, {"b": None}, who="bob")
    audit = store.revisions()
    assert audit[["who", "action"]].values.tolist() == [["ann", kind], ["bob", kind]]
    assert audit["detail"].tolist() == [
        {"documents": [[kind, "a"], [kind, "b"]], "bodies": [{"x": 1}, 2]},
        {"documents": [[kind, "b"]], "bodies": [None]},
    ]


@each_kind
def test_what_is_there_already_makes_no_revision(store: Store, kind: str) -> None:
    store.publish([upload("a.csv", cells())], who="ann")
    store.put_beside(kind, {"a": {"x": 1}}, who="ann")
    assert store.put_beside(kind, {"a": {"x": 1}, "b": None}, who="bob") == Change(1)
    assert store.put_beside(kind, {}, who="bob") == Change(1)
    assert len(store.revisions()) == 2


def test_forecasts_are_still_those_of_the_version(store: Store) -> None:
    store.publish([upload("a.csv", cells())], who="ann")
    store.put_beside(LINK, {"k": 1}, who="ann")
    assert store.put_forecasts({"f": 1}, who="stool", made_from=1) == Change(3)
    store.put_beside(GRANT, {"g": 1}, who="ann")
    assert store.put_forecasts({"f": 2}, who="stool", made_from=1) == Change(5)
    store.put_beside(LINK, {"k": 2}, who="ann")
    for revision in (1, 2, 6, None):
        assert store.forecasts(revision) == {"f": 2}
    with pytest.raises(UnknownRevisionError):
        store.forecasts(7)


@pytest.mark.parametrize("kind", ["target", "", "forecasts"])
def test_what_is_read_with_the_data_does_not_go_in_beside_them(store: Store, kind: str) -> None:
    with pytest.raises(ValueError, match="must be one of"):
        store.put_beside(kind, {"a": 1}, who="ann")


@pytest.mark.parametrize("kind", [*KINDS, "forecast"])
def test_what_is_beside_the_data_does_not_go_in_with_them(store: Store, kind: str) -> None:
    with pytest.raises(ValueError, match="must go in beside them"):
        store.put([*documents({"esat": 1}), Document(kind, "a", 1)], who="ann")
    assert store.revisions().empty


steps = st.lists(
    st.tuples(st.sampled_from([*KINDS, "target"]), st.sampled_from("ab"), st.integers(0, 2)),
    max_size=12,
)


@given(steps=steps)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_history(fresh_url: Callable[[], str], steps: list[tuple[str, str, int]]) -> None:
    """Every revision reads as it did, and the version of the data is that of the last change."""
    held: dict[str, dict[str, Any]] = {kind: {} for kind in (*KINDS, "target")}
    past, versions = [{kind: {} for kind in held}], []
    with Store.open(fresh_url()) as store:
        for kind, key, number in steps:
            body = number or None
            if kind == "target":
                store.put([Document(kind, key, body)], who="ann")
            else:
                store.put_beside(kind, {key: body}, who="ann")
            if held[kind].get(key) != body:
                held[kind] = {k: v for k, v in {**held[kind], key: body}.items() if v is not None}
                past.append(dict(held))
                versions += [len(past) - 1] if kind == "target" else []
        assert store.latest() == max(versions, default=0)
        assert store.versions() == versions[::-1]
        assert store.newest(*held) == held
        for revision, then in enumerate(past):
            assert {kind: store.documents(kind, revision) for kind in held} == then


def test_the_newest_are_quick_in_a_store_of_many_years(store: Store) -> None:
    store.put(documents({f"t{number}": {"x": "y" * 200} for number in range(MANY)}), who="ann")
    for number in range(20):
        store.put_beside(GRANT, {f"p{key}@x.org": {"n": number} for key in range(50)}, who="ann")
    store.newest(GRANT, LINK)
    taken = []
    for _ in range(20):
        began = time.perf_counter()
        found = store.newest(GRANT, LINK)
        taken.append(time.perf_counter() - began)
    assert len(found[GRANT]) == 50
    assert pd.Series(taken).median() < QUICK

"""Many at once: one of them wins, the others are told, and the numbers have no gaps."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import inspect

from stool.errors import OverlapError
from stool.store import Change, Store
from stool.store.engine import connect, reading
from tests.store.making import assert_same_cells, cells, documents, upload
from tests.store.processes import all_at_once, open_empty, publish_one

MANY = 8


def test_two_processes_open_an_empty_store(fresh_url: Callable[[], str]) -> None:
    for processes in (2, 2, 2, MANY):
        url = fresh_url()
        assert all_at_once(open_empty, [(url,)] * processes) == [0] * processes


def test_threads_meet_at_a_file_nobody_has_made(tmp_path: Path) -> None:
    def first(address: Path, barrier: Barrier) -> None:
        made = connect(address)
        barrier.wait()
        with reading(made) as connection:
            assert not inspect(connection).get_table_names()
        made.dispose()

    with ThreadPoolExecutor(MANY) as pool:
        for trial in range(60):
            barrier = Barrier(MANY)
            list(pool.map(first, [tmp_path / f"{trial}.db"] * MANY, [barrier] * MANY))


def test_the_same_file_by_many_processes_is_live_once(store: Store, url: str) -> None:
    one = upload("a.csv", cells())
    answers = all_at_once(publish_one, [(url, one, f"user {at}") for at in range(MANY)])
    assert Counter(answers) == {Change(1, published=(1,)): 1, Change(1, unchanged=(1,)): MANY - 1}
    assert_same_cells(store.cells(), cells())


def test_the_same_quarter_by_many_processes_is_live_once(store: Store, url: str) -> None:
    contents = [cells(seed=at) for at in range(MANY)]
    answers = all_at_once(
        publish_one,
        [(url, upload(f"{at}.csv", one), f"user {at}") for at, one in enumerate(contents)],
    )
    winner = answers.index(Change(1, published=(1,)))
    for loser in answers[:winner] + answers[winner + 1 :]:
        assert f"batch 1 (“{winner}.csv”, uploaded by user {winner} on " in loser
    assert_same_cells(store.cells(), contents[winner])
    assert store.latest() == 1


def test_threads_share_one_store(store: Store) -> None:
    barrier = Barrier(MANY)
    contents = [cells(units=[f"{at} {turn}" for turn in range(3)]) for at in range(MANY)]

    def work(at: int) -> None:
        barrier.wait()
        store.publish([upload(f"{at}.csv", contents[at])], who="ann")
        store.put(documents({"esat": at}), who="ann")
        with pytest.raises(OverlapError):
            store.publish([upload(f"again {at}.csv", contents[at])], who="ann")
        change = store.publish([upload(f"more {at}.csv", contents[at])], who="ann", replace=True)
        seen = store.cells(change.revision)
        assert_same_cells(seen[seen["unit"].isin(contents[at]["unit"])], contents[at])

    with ThreadPoolExecutor(MANY) as pool:
        list(pool.map(work, range(MANY)))
    assert store.revisions()["revision"].tolist() == list(range(1, 3 * MANY + 1))
    assert store.batches()["live"].sum() == MANY
    assert_same_cells(store.cells(), *contents)

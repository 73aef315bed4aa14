"""A disk that fills up at any point of a change: old data are read, and a sentence says why."""

from pathlib import Path

import pytest

from stool.store import Change, Store
from tests.store.making import assert_same_cells, cells, upload
from tests.store.processes import PATIENCE, publish_on_a_small_disk, start

POINTS = 30
BEFORE = cells()
MUCH = upload("b.csv", cells(quarters=["2026Q1"], units=[f"Unit {each}" for each in range(4000)]))


@pytest.mark.parametrize("point", range(POINTS))
def test_a_full_disk_harms_nothing(tmp_path: Path, needed: tuple[int, int], point: int) -> None:
    least, most = needed
    path = tmp_path / "stool.db"
    filled(path)
    size = least + (most - least) * point // POINTS
    process, receiving = start(publish_on_a_small_disk, str(path), size, MUCH)
    assert receiving.poll(PATIENCE)
    told = receiving.recv()
    process.join(PATIENCE)
    assert isinstance(told, str)
    assert "nothing was changed" in told
    with Store.open(path) as store:
        assert store.latest() == 1
        assert_same_cells(store.cells(), BEFORE)
        assert store.publish([MUCH], who="ann") == Change(2, published=(2,))


@pytest.fixture(scope="module")
def needed(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, int]:
    """Bytes of the largest file before the change, and of the log it needs."""
    path = tmp_path_factory.mktemp("needed") / "stool.db"
    filled(path)
    log = path.with_name("stool.db-wal")
    with Store.open(path) as store, Store.open(path) as reader:
        reader.latest()
        store.publish([MUCH], who="ann")
        return 4096, max(path.stat().st_size, log.stat().st_size) - 4096


def filled(path: Path) -> None:
    with Store.open(path) as store:
        store.publish([upload("a.csv", BEFORE)], who="ann")

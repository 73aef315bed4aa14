"""A writer is killed, or its server: what it acknowledged is there, the rest whole or not at all.

`STOOL_KILLS` and `STOOL_CRASHES` raise the numbers, for a soak run.
"""

import os
import signal
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess

import numpy as np
from sqlalchemy import select, text

from stool.store import Change, Store
from stool.store.blocks import decode, frame_of
from stool.store.engine import connect, reading, writing
from stool.store.tables import BATCH, BLOCK
from tests import postgres
from tests.store.making import assert_same_cells
from tests.store.processes import PATIENCE, QUARTERS, nth_cells, publish_for_ever, start

KILLS = 50
LIVES_A_DATABASE = 5  # a soak run begins a new one then, or checking would take longest
CRASHES = 20
RECOVERY = 10  # seconds from a crash until the next change is made
LONGEST_LIFE = 0.1  # seconds after the first acknowledgement; some five changes


def test_a_killed_writer_leaves_nothing_torn(fresh_url: Callable[[], str]) -> None:
    url = fresh_url()
    kills = int(os.environ.get("STOOL_KILLS", KILLS))
    delays = np.random.default_rng(kills).uniform(0, LONGEST_LIFE, kills)
    acknowledged: dict[int, list[Change]] = {}
    for kill, delay in enumerate(delays):
        if kill and kill % LIVES_A_DATABASE == 0:
            url, acknowledged = fresh_url(), {}
        acknowledged[kill] = one_life(url, kill, float(delay), killed)
        assert_whole(url, acknowledged)


def test_a_server_that_crashes_leaves_nothing_torn() -> None:
    crashes = int(os.environ.get("STOOL_CRASHES", CRASHES))
    acknowledged: dict[int, list[Change]] = {}
    with postgres.server() as server:
        for crash, delay in enumerate(np.random.default_rng(crashes).uniform(0, 0.1, crashes)):

            def crashed(process: ForkServerProcess) -> None:
                server.crash()  # and stays away, or a writer between two changes would miss it
                process.join(PATIENCE)
                assert process.exitcode == 1  # StoreUnavailableError, in words

            acknowledged[crash] = one_life(server.url, crash, float(delay), crashed)
            began = time.monotonic()
            server.start()
            assert_whole(server.url, acknowledged)
            assert time.monotonic() - began < RECOVERY


def killed(process: ForkServerProcess) -> None:
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(PATIENCE)
    assert process.exitcode == -signal.SIGKILL


def one_life(
    url: str, life: int, delay: float, end: Callable[[ForkServerProcess], None]
) -> list[Change]:
    """Start a writer, end it some time after its first change, give what it acknowledged."""
    process, receiving = start(publish_for_ever, url, life)
    assert receiving.poll(PATIENCE)
    process.join(delay)
    assert process.is_alive()
    end(process)
    changes = []
    try:
        while True:
            changes.append(receiving.recv())
    except (EOFError, OSError):  # the last message may be cut
        receiving.close()
    return changes


def assert_whole(url: str, acknowledged: dict[int, list[Change]]) -> None:
    wait_for_the_server(url)
    with Store.open(url) as store:
        batches = store.batches().set_index("batch")
        assert batches["live"].all()
        assert store.revisions()["revision"].tolist() == list(range(1, store.latest() + 1))
        for life, changes in acknowledged.items():
            for number, change in enumerate(changes):
                assert batches.loc[list(change.published), "file_name"].item() == f"{life} {number}"
        there: dict[int, int] = {}
        for name in batches["file_name"]:
            life = int(name.split()[0])
            there[life] = there.get(life, 0) + 1
        for life, changes in acknowledged.items():
            assert len(changes) <= there[life] <= len(changes) + 1
            assert store.documents("count")[str(life)] == there[life] - 1
        found = store.cells()
        newest = max(acknowledged)
        expected = [nth_cells(newest, number) for number in range(there[newest])]
        assert_same_cells(found[found["unit"].str.startswith(f"{newest} ")], *expected)
        assert batches["cells"].sum() == len(found)
    assert_blocks(url)


def wait_for_the_server(url: str) -> None:
    """PostgreSQL may still be committing what the killed writer sent last; its lock says so."""
    engine = connect(url)
    with writing(engine):
        pass
    engine.dispose()


def assert_blocks(url: str) -> None:
    """Every batch has all its blocks and every block the cells it says, and the file is sound."""
    engine = connect(url)
    with reading(engine) as connection:
        quarters: dict[int, list[str]] = {
            id_: [] for (id_,) in connection.execute(select(BATCH.c.id))
        }
        for block in connection.execute(select(BLOCK).order_by(BLOCK.c.quarter)):
            cells = frame_of([decode(block.parquet)])
            assert (block.cells, block.n) == (len(cells), cells["n"].sum())
            quarters[block.batch_id].append(block.quarter)
        assert all(held == QUARTERS for held in quarters.values())
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()

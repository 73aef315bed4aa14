"""A migration that is killed half way leaves the old tables or the new ones, and all they held."""

import os
import signal
from collections.abc import Callable

import numpy as np
import pandas as pd
from sqlalchemy import inspect

from stool.store import Store
from stool.store.engine import connect, founding, reading
from stool.store.migrate import migration_of, migrations
from tests.store.making import assert_same_cells, cells, set_back, upload
from tests.store.processes import PATIENCE, start, upgrade

KILLS = int(os.environ.get("STOOL_KILLS", "10"))
LONGEST = 0.4  # seconds; a migration alone takes less
OLD = "0001"


def test_a_killed_migration_leaves_old_or_new(fresh_url: Callable[[], str]) -> None:
    found = [one_trial(fresh_url(), delay) for delay in np.linspace(0, LONGEST, KILLS)]
    assert {OLD} <= {*found} <= {OLD, max(migrations())}


def one_trial(url: str, delay: float) -> str | None:
    """Kill a process that opens an old store after a while; the migration the store is at then."""
    made_long_ago(url)
    process, receiving = start(upgrade, url)
    assert receiving.poll(PATIENCE)
    assert receiving.recv() == "begun"
    process.join(delay)
    if process.is_alive():
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join(PATIENCE)
    receiving.close()
    engine = connect(url)
    with founding(engine):  # a server may still be at work for the one that was killed
        pass
    with reading(engine) as connection:
        found = migration_of(connection)
        for table in ("part", "session", "access"):
            assert inspect(connection).has_table(table) == (found != OLD)
    engine.dispose()
    with Store.open(url) as store:
        assert_same_cells(store.cells(), cells())
        rows = pd.DataFrame({"quarter": ["2026Q1"]})
        more = upload("b.csv", cells(quarters=["2026Q1"]), parts={"pairs": rows})
        assert store.publish([more], who="ann").revision == 2
    return found


def made_long_ago(url: str) -> None:
    """A store as the first version made it."""
    with Store.open(url) as store:
        store.publish([upload("a.csv", cells())], who="ann")
    set_back(url, OLD)

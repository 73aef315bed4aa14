"""Backup and restore: all of a store comes back, from either engine into either, or nothing."""

import datetime as dt
import errno
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np
import pandas as pd
import psycopg
import pytest
from sqlalchemy import select, update

from stool import clock
from stool.access import Session
from stool.errors import BackupUnreadableError, BackupUnwritableError, StoreInUseError
from stool.store import VOICE, Backup, Document, Store
from stool.store import backup as backups
from stool.store.engine import connect, reading, writing
from stool.store.tables import LASTING, PART, SESSION
from tests.store.making import MADE_BY, cells, documents, upload

DRILLS = 10  # on each engine
MOMENTS = 5
PARQUET = "block.parquet"


def filled(url: str, seed: int = 0) -> Store:
    """A store in which random things happened, releases and erased texts among them."""
    random = np.random.default_rng(seed)
    store = Store.open(url)
    for step in range(int(random.integers(2, 8))):
        quarter = f"202{step % 6}Q{1 + int(random.integers(4))}"
        texts = pd.DataFrame({"quarter": [quarter], "text": [f"Grüße „{step}“ \u0000, 🙂"]})
        held = cells(quarters=[quarter], seed=step)
        one = upload(f"f{step}", held, source=f"s{step}", parts={VOICE: texts})
        release = Document("release", quarter, {"answers": step, "shown": [1.5, None, "é"]})
        store.publish([one], who="änn", documents=[release], replace=True)
        if random.random() < 0.3:
            live = store.batches().loc[lambda rows: rows["live"].astype(bool), "batch"]
            store.revert(int(random.choice(live)), who="bob")
        store.note_access("änn", "open link", {"link": f"k{step}", "none": None})
    store.put(documents({"esat": {"floor": 0.1}}), who="ann")
    return store


def rows(url: str) -> dict[str, list[Any]]:
    """Everything in a database that lasts."""
    engine = connect(url)
    with reading(engine) as connection:
        found = {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in LASTING
        }
    engine.dispose()
    return found


@pytest.fixture
def made(url: str, tmp_path: Path) -> Backup:
    with filled(url) as store:
        return store.back_up(tmp_path / "stool.zip")


@pytest.mark.parametrize("seed", range(DRILLS))
def test_everything_comes_back(fresh_url: Callable[[], str], tmp_path: Path, seed: int) -> None:
    first, second = fresh_url(), fresh_url()
    with filled(first, seed) as store:
        before = store.back_up(tmp_path / "before.zip")
        releases, held = store.documents("release"), store.cells()
    with Store.restored(second, before.path) as store:
        after = store.back_up(tmp_path / "after.zip")
        assert store.documents("release") == releases
        assert len(releases) > 0
        pd.testing.assert_frame_equal(store.cells(), held)
    assert after.sha256 == before.sha256
    assert (after.rows, after.revision) == (before.rows, before.revision)
    assert rows(second) == rows(first)


def test_a_laptops_store_moves_to_a_server_and_back(postgres_url: str, tmp_path: Path) -> None:
    home, back = (f"sqlite:///{tmp_path}/{name}.db" for name in ("home", "back"))
    with filled(home) as store:
        made = store.back_up(tmp_path / "home.zip")
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA moved")
    server = f"{postgres_url}?options=-csearch_path%3Dmoved"
    with Store.restored(server, made.path) as store:
        there = store.back_up(tmp_path / "server.zip")
    with Store.restored(back, there.path) as store:
        store.publish([upload("later", cells(quarters=["2030Q1"]))], who="ann")
    assert there.sha256 == made.sha256
    assert rows(server) == rows(home)


def test_nobody_is_let_in_by_a_backup(fresh_url: Callable[[], str], tmp_path: Path) -> None:
    now = clock.now()
    session = Session("Ann", "ann@x.org", (), "", now, now + dt.timedelta(hours=1))
    first, second = fresh_url(), fresh_url()
    with filled(first) as store:
        live, ended = store.begin_session(session), store.begin_session(session)
        made = store.back_up(tmp_path / "stool.zip")
        store.end_session(ended)
        assert store.session(live) is not None
    assert SESSION.name not in made.rows
    assert {"access", "revision"} <= {*made.rows}
    with zipfile.ZipFile(made.path) as archive:
        assert "session.parquet" not in archive.namelist()
    with Store.restored(second, made.path) as store:
        assert [store.session(token) for token in (live, ended)] == [None, None]
        token = store.begin_session(session)
        assert store.session(token) == session


def test_what_was_restored_goes_on(fresh_url: Callable[[], str], made: Backup) -> None:
    with Store.restored(fresh_url(), made.path) as store:
        assert store.latest() == made.revision
        before = store.accesses()
        store.note_access("ann", "sign in", {})
        assert len(store.accesses()) == len(before) + 1 > 2
        pd.testing.assert_frame_equal(store.accesses().head(-1), before)
        change = store.publish([upload("later", cells(quarters=["2030Q1"]))], who="ann")
    assert change.revision == made.revision + 1


def test_a_store_that_holds_something_is_left_as_it_is(url: str, made: Backup) -> None:
    before = rows(url)
    with pytest.raises(StoreInUseError, match=rf"up to revision {made.revision}, and nothing was"):
        Store.restored(url, made.path)
    assert rows(url) == before


def test_a_store_in_which_nothing_happened_is_filled(
    fresh_url: Callable[[], str], made: Backup
) -> None:
    url = fresh_url()
    Store.open(url).close()
    with Store.restored(url, made.path) as store:
        assert store.latest() == made.revision


def test_a_folder_is_given_a_file_named_by_time_and_version(url: str, tmp_path: Path) -> None:
    with filled(url) as store:
        made = store.back_up(tmp_path)
    path = Path(made.path)
    assert path.parent == tmp_path
    stamp = made.made_at[:19].replace("-", "").replace(":", "")
    assert path.name == f"stool-{stamp}Z-r{made.revision}.zip"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.glob(".*")] == []


def altered(path: str, name: str, change: Callable[[bytes], bytes]) -> str:
    """The same archive with a file of it changed."""
    with zipfile.ZipFile(path) as archive:
        held = {each: archive.read(each) for each in archive.namelist()}
    held[name] = change(held[name])
    with zipfile.ZipFile(path, "w") as archive:
        for each, data in held.items():
            archive.writestr(each, data)
    return path


def manifest(**fields: Any) -> Callable[[bytes], bytes]:
    return lambda data: json.dumps({**json.loads(data), **fields}).encode()


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        (PARQUET, lambda data: data[:-9] + b"x" + data[-8:], "not as it was written"),
        (PARQUET, lambda data: b"", "not as it was written"),
        (backups.MANIFEST, lambda data: data[:-9], "not as it was written"),
        (backups.MANIFEST, lambda data: b"[]", "not as it was written"),
        (backups.MANIFEST, manifest(rows={}), "not as it was written"),
        (backups.MANIFEST, manifest(sha256={"../x": "0"}), "not as it was written"),
        (backups.MANIFEST, manifest(migration="9999"), "a later version has made it"),
        (backups.MANIFEST, manifest(format=2), "a later version has made it"),
    ],
)
def test_what_is_not_as_it_was_written_is_refused(
    fresh_url: Callable[[], str],
    made: Backup,
    name: str,
    change: Callable[[bytes], bytes],
    reason: str,
) -> None:
    url = fresh_url()
    with pytest.raises(BackupUnreadableError, match=reason):
        Store.restored(url, altered(made.path, name, change))
    with Store.open(url) as store:
        assert store.latest() == 0


@pytest.mark.parametrize("content", [b"", b"PK", b"date,branch\n", None])
def test_a_file_that_is_no_backup_is_refused(
    fresh_url: Callable[[], str], tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "other.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BackupUnreadableError, match=r"other\.zip” cannot be restored: "):
        Store.restored(fresh_url(), path)


def test_a_restore_that_fails_half_way_leaves_nothing(
    fresh_url: Callable[[], str], made: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = fresh_url()
    fill = backups._fill

    def failing(connection: Any, table: Any, archive: Any) -> None:
        fill(connection, table, archive)
        if table.name == "block":
            raise KeyboardInterrupt

    monkeypatch.setattr(backups, "_fill", failing)
    with pytest.raises(KeyboardInterrupt):
        Store.restored(url, made.path)
    monkeypatch.setattr(backups, "_fill", fill)
    with Store.open(url) as store:
        assert store.latest() == 0
    with Store.restored(url, made.path) as store:
        assert store.latest() == made.revision


def test_a_backup_of_older_tables_is_brought_to_those_of_now(
    fresh_url: Callable[[], str], tmp_path: Path
) -> None:
    """As of migration 0002 texts of ended batches were still there; 0003 erases them."""
    first, second = fresh_url(), fresh_url()
    with Store.open(first) as store:
        texts = pd.DataFrame({"quarter": ["2025Q1"], "text": ["All is well"]})
        store.publish([upload("f", cells(), parts={VOICE: texts})], who="ann")
        store.revert(1, who="ann")
    engine = connect(first)
    with writing(engine) as connection:
        connection.execute(update(PART).values(parquet=b"as it was"))
    engine.dispose()
    with Store.open(first) as store:
        made = store.back_up(tmp_path / "old.zip")
    later = {*MADE_BY["0004"]}
    told = {
        name: {table: told for table, told in getattr(made, name).items() if table not in later}
        for name in ("rows", "sha256")
    }
    old = altered(made.path, backups.MANIFEST, manifest(migration="0002", **told))
    Store.restored(second, old).close()
    assert [row[-1] for row in rows(second)["part"]] == [b""]
    assert rows(second)["batch"] == rows(first)["batch"]


def test_a_backup_that_fails_leaves_the_one_before(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    place = tmp_path / "stool.zip"
    with filled(url) as store:
        made = store.back_up(place)
        before = place.read_bytes()
        monkeypatch.setattr(backups, "_write", full)
        with pytest.raises(BackupUnwritableError, match="cannot be written: No space left"):
            store.back_up(place)
        with pytest.raises(BackupUnwritableError, match="No such file or directory"):
            store.back_up(tmp_path / "nowhere" / "stool.zip")
    assert place.read_bytes() == before
    assert made.path == str(place)
    assert [file.name for file in tmp_path.iterdir() if "stool.zip" in file.name] == ["stool.zip"]


def test_it_is_the_store_as_of_one_moment(fresh_url: Callable[[], str], tmp_path: Path) -> None:
    """A writer goes on while the backup is made; nothing of a revision is missing."""
    url, over = fresh_url(), Event()

    def write() -> None:
        with Store.open(url) as store:
            step = 0
            while not over.is_set():
                quarter = f"{2000 + step // 4}Q{1 + step % 4}"
                store.publish([upload(f"f{step}", cells(quarters=[quarter]))], who="ann")
                step += 1

    Store.open(url).close()
    writer = Thread(target=write)
    writer.start()
    try:
        made: list[Backup] = []
        with Store.open(url) as store:
            while len(made) < MOMENTS:
                if store.latest() > (made[-1].revision if made else 0):
                    made.append(store.back_up(tmp_path / f"{len(made)}.zip"))
    finally:
        over.set()
        writer.join()
    for each in made:
        assert each.rows["revision"] == each.rows["batch"] == each.rows["block"] == each.revision
        Store.restored(fresh_url(), each.path).close()

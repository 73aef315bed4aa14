"""Addresses, settings, and a sentence for every trouble with a database."""

import socket
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from stool.errors import (
    StoolError,
    StoreAddressError,
    StoreBusyError,
    StoreFullError,
    StoreUnavailableError,
)
from stool.schema import CSAT
from stool.store import Store, engine
from tests.store.making import assert_same_cells, cells, documents, upload


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("stool.db", "sqlite"),
        ("/var/lib/stool/stool.db", "sqlite"),
        (Path("stool.db"), "sqlite"),
        ("sqlite:///stool.db", "sqlite"),
        ("postgres://ann@host/stool", "postgresql+psycopg"),
        ("postgresql://ann@host:5433/stool?sslmode=require", "postgresql+psycopg"),
        ("postgresql+psycopg://host/stool", "postgresql+psycopg"),
    ],
)
def test_takes_a_path_or_a_url(address: str | Path, driver: str) -> None:
    made = engine.connect(address)
    assert made.url.drivername == driver
    assert made.url.database in ("stool", "stool.db", "/var/lib/stool/stool.db")


@pytest.mark.parametrize(
    "address",
    ["", ":memory:", "sqlite://", "sqlite:///:memory:", "mysql://host/x", "duckdb:///x", "://x"],
)
def test_refuses_other_addresses(address: str) -> None:
    with pytest.raises(StoreAddressError, match="is not the address of a store"):
        Store.open(address)


def test_never_shows_a_password() -> None:
    for address in ("mysql://ann:secret@host/x", "postgresql://ann:secret@127.0.0.1:1/x"):
        with pytest.raises(StoolError) as caught:
            Store.open(address)
        assert "secret" not in str(caught.value)


def test_sqlite_keeps_what_it_acknowledges(tmp_path: Path) -> None:
    with Store.open(tmp_path / "stool.db"):
        made = engine.connect(tmp_path / "stool.db")
        with engine.reading(made) as connection:
            found = [
                connection.execute(text(f"PRAGMA {name}")).scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
        made.dispose()
    assert found == ["wal", 2, 1, 30_000]


def test_says_what_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff" * 2000)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        for address, why in (
            (tmp_path / "photo.jpg", "file is not a database"),
            (tmp_path / "nowhere" / "stool.db", "unable to open database file"),
            (tmp_path, "unable to open database file"),
            (f"postgresql://ann@127.0.0.1:{port}/stool", "Connection refused"),
        ):
            with pytest.raises(StoreUnavailableError, match=f"cannot be used: .*{why}"):
                Store.open(address)


def test_postgresql_says_what_is_forbidden(postgres_url: str) -> None:
    with pytest.raises(StoreUnavailableError, match="read-only transaction"):
        Store.open(f"{postgres_url}?options=-cdefault_transaction_read_only%3Don")
    with pytest.raises(StoreUnavailableError, match='database "nowhere" does not exist'):
        Store.open(postgres_url.replace("/postgres", "/nowhere"))


def test_a_writer_gives_up_in_words_while_readers_go_on(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.publish([upload("a.csv", cells())], who="ann")
    if url.startswith("postgresql"):
        soon = text("SET LOCAL lock_timeout = '200ms'")
        monkeypatch.setattr(engine, "LOCK_PATIENCE", soon)
    monkeypatch.setattr(engine, "PATIENCE", 0.2)
    other = engine.connect(url)
    try:
        with Store.open(url) as waiting, engine.writing(other):
            with pytest.raises(StoreBusyError, match="nothing was changed"):
                waiting.put(documents({"esat": 1}), who="bob")
            assert_same_cells(waiting.cells(), cells())
    finally:
        other.dispose()
    store.put(documents({"esat": 1}), who="bob")


def test_a_full_disk_is_said_and_harms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_pragmas = engine._set_pragmas

    def set_pragmas_on_a_small_disk(connection: sqlite3.Connection, record: object) -> None:
        set_pragmas(connection, record)
        connection.execute("PRAGMA max_page_count = 60").close()

    monkeypatch.setattr(engine, "_set_pragmas", set_pragmas_on_a_small_disk)
    with Store.open(tmp_path / "stool.db") as store:
        store.publish([upload("a.csv", cells())], who="ann")
        much = upload("b.csv", cells(quarters=["2026Q1"], units=[f"U{i}" for i in range(9000)]))
        with pytest.raises(
            StoreFullError, match="is full or cannot be written, so nothing was changed"
        ):
            store.publish([much], who="ann")
        assert_same_cells(store.cells(), cells())
        assert store.publish([upload("c.csv", cells(CSAT))], who="ann").revision == 2


def test_mistakes_in_our_statements_stay_mistakes(store: Store, url: str) -> None:
    made = engine.connect(url)
    try:
        with (
            pytest.raises(Exception, match="nowhere") as caught,
            engine.reading(made) as connection,
        ):
            connection.execute(text("SELECT 1 FROM nowhere"))
        assert not isinstance(caught.value, StoolError)
    finally:
        made.dispose()

"""Migrations end at the tables the code uses, run once, and never touch what is not ours."""

import datetime as dt

import pandas as pd
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select, text, update

from stool import clock
from stool.access import Session
from stool.errors import ForeignDatabaseError, NewerStoreError
from stool.schema import CSAT
from stool.store import Store
from stool.store.engine import connect, reading, writing
from stool.store.tables import METADATA, PART
from tests.store.making import assert_same_cells, cells, documents, set_back, upload


def test_a_migrated_store_equals_the_tables(store: Store, url: str) -> None:
    engine = connect(url)
    try:
        with reading(engine) as connection:
            options = {"compare_type": True, "compare_server_default": True}
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, METADATA) == []
            for table in METADATA.tables.values():
                columns = inspect(connection).get_columns(table.name)
                assert {c["name"]: c["nullable"] for c in columns} == {
                    c.name: c.nullable for c in table.columns
                }
                made = {
                    index["name"]: index for index in inspect(connection).get_indexes(table.name)
                }
                assert set(made) == {index.name for index in table.indexes}
                for index in made.values():
                    where = index["dialect_options"][f"{engine.dialect.name}_where"]
                    assert str(where).strip("()") == "valid_to IS NULL"
    finally:
        engine.dispose()


def test_opening_again_does_not_migrate(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("migrated again")

    monkeypatch.setattr("stool.store.migrate.founding", fail)
    with Store.open(url) as again:
        assert again.latest() == 0


def test_a_store_of_the_first_version_keeps_what_it_holds(store: Store, url: str) -> None:
    store.publish([upload("a.csv", cells())], who="ann")
    set_back(url, "0001")
    with Store.open(url) as upgraded:
        assert_same_cells(upgraded.cells(), cells())
        assert upgraded.parts("pairs").empty
        more = cells(quarters=["2026Q1"])
        upgraded.publish([upload("b.csv", more, parts={"pairs": more})], who="ann")
        assert len(upgraded.parts("pairs")) == len(more)


def test_a_store_of_the_second_version_loses_what_ended_files_held(store: Store, url: str) -> None:
    said = pd.DataFrame({"quarter": ["2025Q1"], "text": ["gone with its file"]})
    store.publish([upload("a.csv", cells(), parts={"voice": said, "pairs": said})], who="ann")
    store.publish([upload("c.csv", cells(CSAT), parts={"voice": said})], who="ann")
    engine = connect(url)
    try:
        with writing(engine) as connection:
            kept = connection.execute(select(PART.c.parquet).where(PART.c.batch_id == 2)).scalar()
        store.revert(1, who="bob")
        with writing(engine) as connection:
            connection.execute(update(PART).where(PART.c.kind == "voice").values(parquet=kept))
    finally:
        engine.dispose()
    set_back(url, "0002")
    assert len(store.parts("voice", 2)) == 2
    with Store.open(url) as upgraded:
        assert len(upgraded.parts("voice", 2)) == 1
        assert upgraded.erased(1)["n"].tolist() == [1]
        assert len(upgraded.parts("pairs", 1)) == 1


def test_a_store_of_the_third_version_lets_people_in(store: Store, url: str) -> None:
    store.publish([upload("a.csv", cells())], who="ann", documents=documents({"esat": 1}))
    audit = store.revisions()
    set_back(url, "0003")
    with Store.open(url) as upgraded:
        assert_same_cells(upgraded.cells(), cells())
        pd.testing.assert_frame_equal(upgraded.revisions(), audit)
        assert upgraded.documents("target") == {"esat": 1}
        now = clock.now()
        session = Session("Ann", "ann@x.org", (), "", now, now + dt.timedelta(hours=1))
        assert upgraded.session(upgraded.begin_session(session)) == session
        upgraded.note_access("ann", "sign in", {})
        assert len(upgraded.accesses()) == 1


def test_refuses_a_store_of_a_later_version(store: Store, url: str) -> None:
    engine = connect(url)
    try:
        with writing(engine) as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(NewerStoreError, match="upgraded to 9999 by a later version"):
            Store.open(url)
    finally:
        engine.dispose()


def test_refuses_a_database_of_something_else(url: str) -> None:
    engine = connect(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE batch (id INTEGER)"))
        with pytest.raises(ForeignDatabaseError, match=r"already has a table “batch” of something"):
            Store.open(url)
        assert inspect(engine).get_table_names() == ["batch"]
    finally:
        engine.dispose()

"""Sessions and access events: a token is known to its holder alone, an end is an end."""

import ast
import datetime as dt
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import select

from stool import clock
from stool.access import Session
from stool.store import Store
from stool.store.engine import connect, reading, writing
from stool.store.tables import ACCESS, SESSION
from tests.store.making import cells, upload

STORE = Path(__file__).parents[2] / "stool"
NOW = clock.now().replace(microsecond=0)
HOUR, SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=1)
KEPT = dt.timedelta(days=30)


def session(**fields: Any) -> Session:
    usual: dict[str, Any] = {
        "who": "Änn",
        "email": "ann@x.org",
        "groups": ("Board", "Stäff"),
        "link": "",
        "made_at": NOW,
        "expires_at": NOW + HOUR,
    }
    return Session(**(usual | fields))


def rows(url: str, table: Any) -> list[dict[str, Any]]:
    engine = connect(url)
    with reading(engine) as connection:
        found = [dict(row) for row in connection.execute(select(table)).mappings()]
    engine.dispose()
    return found


def test_who_has_the_token_has_the_session(store: Store) -> None:
    token = store.begin_session(session())
    assert store.session(token) == session()


@pytest.mark.parametrize("other", ["", "x", "\0", "\ud800", "é" * 99])
def test_nobody_has_another_token(store: Store, other: str) -> None:
    token = store.begin_session(session())
    for tried in (other, token + other, token[:-1], token.swapcase(), token[1:]):
        if tried != token:
            assert store.session(tried) is None


def test_the_store_does_not_know_the_token(store: Store, url: str) -> None:
    token = store.begin_session(session())
    (row,) = rows(url, SESSION)
    assert row["token_sha256"] == hashlib.sha256(token.encode()).hexdigest()
    assert token not in repr(row)
    assert store.session(row["token_sha256"]) is None


def test_tokens_are_never_alike(store: Store) -> None:
    tokens = {store.begin_session(session()) for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) == 43  # 32 bytes in base64


def test_it_expires_to_the_second(store: Store) -> None:
    token = store.begin_session(session())
    end = NOW + HOUR
    assert store.session(token, end - SECOND) is not None
    assert store.session(token, end) is None
    assert store.session(token, end + SECOND) is None
    east = dt.timezone(dt.timedelta(hours=9))
    assert store.session(token, (end - SECOND).astimezone(east)) is not None
    assert store.session(token, (end + SECOND).astimezone(east)) is None


def test_it_expires_by_the_clock(store: Store) -> None:
    past = session(made_at=NOW - HOUR, expires_at=NOW - SECOND)
    assert store.session(store.begin_session(past)) is None


def test_an_ended_one_is_over_everywhere_at_once(store: Store, url: str) -> None:
    token, other = store.begin_session(session()), store.begin_session(session())
    with Store.open(url) as replica:
        assert replica.session(token) is not None
        store.end_session(token)
        assert replica.session(token) is None
        assert replica.session(other) is not None


def test_an_end_is_set_once(store: Store, url: str) -> None:
    token = store.begin_session(session())
    store.end_session(token)
    before = rows(url, SESSION)
    store.end_session(token)
    assert store.end_sessions(email="ann@x.org") == 0
    assert rows(url, SESSION) == before
    assert before[0]["ended_at"] is not None


def test_all_of_an_address_end(store: Store) -> None:
    hers = [store.begin_session(session()) for _ in range(3)]
    his = store.begin_session(session(email="bob@x.org"))
    guest = store.begin_session(session(email="", link="k1"))
    assert store.end_sessions(email=" ANN@x.org") == 3
    assert [store.session(token) for token in hers] == [None] * 3
    assert None not in (store.session(his), store.session(guest))


def test_all_of_a_link_end(store: Store) -> None:
    guests = [store.begin_session(session(email="", link=key)) for key in ("k1", "k1", "k2")]
    signed_in = store.begin_session(session())
    assert store.end_sessions(link="k1") == 2
    assert [store.session(token) is None for token in guests] == [True, True, False]
    assert store.session(signed_in) is not None


@pytest.mark.parametrize("named", [{}, {"link": ""}, {"email": ""}, {"link": "k", "email": "a@b"}])
def test_never_all_at_once(store: Store, named: dict[str, str]) -> None:
    token = store.begin_session(session(email=""))
    with pytest.raises(ValueError, match="one of the two"):
        store.end_sessions(**named)
    assert store.session(token) is not None


def test_what_expired_long_ago_is_forgotten(store: Store, url: str) -> None:
    for age in (KEPT + SECOND, KEPT, KEPT - SECOND, dt.timedelta(0)):
        store.begin_session(session(who=f"{age}", made_at=NOW - age - HOUR, expires_at=NOW - age))
    live = store.begin_session(session())
    assert store.prune_sessions(NOW) == 1
    assert f"{KEPT + SECOND}" not in {row["who"] for row in rows(url, SESSION)}
    assert store.prune_sessions(NOW) == 0
    assert store.session(live) is not None
    assert store.prune_sessions(NOW + KEPT + HOUR + SECOND) == 4


def test_names_that_no_database_keeps(store: Store) -> None:
    token = store.begin_session(session(who="A\0nn\ud800", groups=("B\0",), link="k\0"))
    found = store.session(token)
    assert found is not None
    assert (found.who, found.groups, found.link) == ("Ann?", ("B",), "k")
    store.note_access("A\0nn", "sign\0 in", {"ä": "\0\ud800"})
    assert store.accesses()["who"].tolist() == ["Ann"]


def test_access_events_stand_in_their_order(store: Store) -> None:
    before = clock.now()
    for number in range(3):
        store.note_access("änn", "open link", {"link": "k1", "number": number, "none": None})
    store.note_access("bob", "sign in", {})
    found = store.accesses()
    assert found.columns.tolist() == ["at", "who", "action", "detail"]
    assert found["detail"].tolist()[0] == {"link": "k1", "number": 0, "none": None}
    assert [each.get("number") for each in found["detail"]] == [0, 1, 2, None]
    assert found["at"].is_monotonic_increasing
    assert before <= found["at"].iloc[0] <= clock.now()
    assert store.accesses(action="sign in")["who"].tolist() == ["bob"]
    assert len(store.accesses(found["at"].iloc[1].to_pydatetime())) == 3
    assert store.accesses(clock.now() + HOUR).empty


def test_no_events_have_columns_and_times(store: Store) -> None:
    empty = store.accesses()
    assert empty.columns.tolist() == ["at", "who", "action", "detail"]
    assert str(empty["at"].dt.tz) == "UTC"


def test_an_event_stays_whatever_happens(store: Store, url: str) -> None:
    token = store.begin_session(session(link="k1", email=""))
    for action in ("open link", "sign in"):
        store.note_access("ann", action, {"link": "k1"})
    before = rows(url, ACCESS)
    store.end_session(token)
    store.end_sessions(link="k1")
    store.prune_sessions(NOW + 99 * KEPT)
    store.publish([upload("a.csv", cells())], who="ann")
    store.revert(1, who="ann")
    store.note_access("ann", "open link", {"link": "k1"})
    with Store.open(url):
        assert rows(url, ACCESS)[:2] == before
    assert len(rows(url, ACCESS)) == 3


def test_no_statement_changes_or_takes_out_an_event() -> None:
    written = set()
    for path in STORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and [*map(ast.unparse, node.args)][:1] == ["ACCESS"]:
                written.add(ast.unparse(node.func))
    assert written == {"insert"}


def test_neither_makes_a_revision(store: Store) -> None:
    store.publish([upload("a.csv", cells())], who="ann")
    store.end_session(store.begin_session(session()))
    store.note_access("ann", "sign in", {})
    assert store.latest() == 1
    assert len(store.revisions()) == 1


def test_many_come_at_once(store: Store) -> None:
    def visit(number: int) -> str:
        token = store.begin_session(session(who=str(number)))
        store.note_access(str(number), "sign in", {})
        return token

    with ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(visit, range(40)))
    found = [store.session(token) for token in tokens]
    assert [each and each.who for each in found] == [str(number) for number in range(40)]
    assert sorted(store.accesses()["who"].astype(int)) == list(range(40))


def test_on_a_server_nobody_waits_for_a_long_change(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA visited")
    url = f"{postgres_url}?options=-csearch_path%3Dvisited"
    engine = connect(url)
    with Store.open(url) as store, writing(engine):
        token = store.begin_session(session())
        store.note_access("ann", "sign in", {})
        assert store.session(token) is not None
        store.end_session(token)
    engine.dispose()

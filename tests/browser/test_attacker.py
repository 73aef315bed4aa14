"""Whoever opens every page with every filter and solves what came finds nobody.

The attacker knows what was sent, the hierarchy and, more than anyone should, how many answered in
every unit and segment.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser

from stool.book import Book
from stool.privacy import MINIMUM_N
from stool.privacy.coding import band_start
from stool.reading import EVERYBODY, Segment
from stool.schema import COMPANY, ESAT, FAVOURABLE, REST, SHOWN
from stool.text import labels
from stool.ui import state
from tests.browser.driving import LAPTOP, serving
from tests.browser.told import told
from tests.browser.walk import View, walk
from tests.browser.wire import Wire
from tests.privacy.alike import DAYS, NEWEST, STAFF, TENURE, load
from tests.privacy.attack import KNOWN, room_told
from tests.privacy.attacker import Attacker, places

BRANCHES = (COMPANY, *STAFF.children(COMPANY))
SEGMENTS = (EVERYBODY, *(Segment(TENURE, level) for level in STAFF.levels))
UNGUARDED = "tests.browser.unguarded"

each_quarter = pytest.mark.parametrize("quarter", DAYS)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("attacked") / "stool.db"
    load(path)
    return path


def views(pages: Iterable[str], nodes: Iterable[str]) -> list[View]:
    """Those pages with every filter they offer."""
    found = []
    for page in pages:
        offered = state.OFFERED.get(page, ())
        of_page = nodes if state.NODE in offered else [COMPANY]
        segments = SEGMENTS if state.SEGMENT in offered else [EVERYBODY]
        found += [View(page, node, segment) for node in of_page for segment in segments]
    return found


def attacked(browser: Browser, store: Path, seen: list[View], **how: str) -> pd.DataFrame:
    """What those views tell, as of `told`; it comes by the socket alone, HTTP names no unit."""
    context = browser.new_context(viewport=LAPTOP)
    with serving(store, **how) as address:
        wire = Wire(context.new_page())
        found = told(walk(wire, address, seen), STAFF, NEWEST)
        assert not any(name in body for body in wire.bodies() for name in STAFF.parents)
    context.close()
    return found


@pytest.fixture(scope="module")
def found(browser: Browser, store: Path) -> pd.DataFrame:
    """What the real app tells."""
    return attacked(browser, store, views(labels.PAGE, [*BRANCHES, *STAFF.units]))


@pytest.fixture(scope="module")
def unguarded(browser: Browser, store: Path) -> pd.DataFrame:
    """What the app tells in the newest quarter when it hides cells of too few alone."""
    seen = attacked(browser, store, views(["legs"], BRANCHES), by=UNGUARDED)
    return seen.loc[NEWEST].round({"n": 0, "s": 0, "ss": 0})  # answers are whole numbers


def attacker(rows: pd.DataFrame) -> Attacker:
    return Attacker(STAFF, {*rows.index})


@each_quarter
def test_what_is_published_is_told_and_nothing_else(
    found: pd.DataFrame, store: Path, quarter: str
) -> None:
    with Book.open(store) as book:
        published = book.analysis().published
    table = pd.concat([published.table, published.rest.assign(level=REST)])
    shown = (table["leg"] == ESAT) & (table["quarter"] == quarter) & (table["hidden"] == SHOWN)
    wanted = table[shown].set_index(["node", "level"])
    of_quarter = found.loc[quarter]
    if quarter != NEWEST:  # those of a quarter that is over are told by its trend alone
        wanted = wanted.drop(index=REST, level="level", errors="ignore")
    assert {*of_quarter.index} == {*wanted.index}
    for name in ("n", "s", "ss", FAVOURABLE):
        seen = of_quarter[name].dropna()
        np.testing.assert_allclose(seen, wanted.loc[seen.index, name], rtol=1e-6)
    assert of_quarter[["n", "s"]].notna().all(axis=None)
    assert of_quarter["ss"].drop(REST, level="level", errors="ignore").notna().all()


@each_quarter
def test_no_filters_and_no_subset_of_people_leave_too_few(
    found: pd.DataFrame, quarter: str
) -> None:
    looking = attacker(found.loc[quarter])
    pairs, leaks = looking.differences(MINIMUM_N)
    assert pairs > 500
    assert leaks == 0
    assert looking.smallest() >= MINIMUM_N
    assert looking.determined() == []
    hidden = [n for node, level, n in places(STAFF) if (node, level) not in looking.shown]
    assert sum(n < MINIMUM_N for n in hidden) > 3
    assert sum(n >= MINIMUM_N for n in hidden) > 3


@each_quarter
def test_no_hidden_mean_of_few_is_known(found: pd.DataFrame, quarter: str) -> None:
    rooms = room_told(STAFF, found.loc[quarter], sums_are_exact=False)
    assert len(rooms) > 3
    assert min(rooms.values()) > KNOWN


def test_the_attacker_finds_people_where_the_guard_is_down(unguarded: pd.DataFrame) -> None:
    looking = attacker(unguarded)
    assert looking.differences(MINIMUM_N)[1] > 0
    assert looking.smallest() < MINIMUM_N
    assert len(looking.determined()) > 3
    assert min(room_told(STAFF, unguarded, sums_are_exact=True).values()) < KNOWN


def test_the_programme_finds_people_where_only_coding_is_missing(
    found: pd.DataFrame, unguarded: pd.DataFrame
) -> None:
    """Where the right cells are hidden, and subtracting finds nobody."""
    right = found.loc[NEWEST].drop(index=REST, level="level")
    shown = unguarded.loc[right.index]
    np.testing.assert_array_equal(band_start(shown["n"]), right["n"])
    looking = attacker(shown)
    assert looking.smallest() >= MINIMUM_N
    assert looking.determined() == []
    rooms = room_told(STAFF, shown, sums_are_exact=True)
    assert sum(each < KNOWN for each in rooms.values()) > 1

"""Every page on a store with little in it: it opens, and says what to do next."""

import re
from collections.abc import Callable, Iterator
from functools import cache

import pandas as pd
import pytest

from stool.book import Book
from stool.sample import SAMPLE
from stool.schema import LEGS
from stool.text import labels
from tests.pages.aloud import aloud
from tests.pages.driving import everything, open_page, served

Files = dict[str, pd.DataFrame]
ESAT_FILE, CSAT_FILE, MONEY_FILE = "employee_survey.csv", "customer_survey.csv", "revenue.csv"
PAGES = [f"pages/{name}.py" for name in labels.PAGE]


@cache
def sample_files() -> Files:
    names = (ESAT_FILE, CSAT_FILE, MONEY_FILE)
    files = {name: pd.read_csv(SAMPLE / name, dtype=str) for name in names}
    for rows in files.values():
        if "date" in rows:
            dates = pd.PeriodIndex(rows["date"], freq="Q").astype(str)
            rows.insert(0, "quarter", dates)
    return files


def only(*names: str) -> Callable[[], Files]:
    return lambda: {name: sample_files()[name] for name in names}


def one_quarter() -> Files:
    return {name: rows[rows["quarter"] == "2026Q1"] for name, rows in sample_files().items()}


def one_unit() -> Files:
    return {name: rows[rows["branch"] == "Dunmore"] for name, rows in sample_files().items()}


def all_hidden() -> Files:
    """One unit with three answers of either kind in each quarter, and no ledger."""
    return {
        name: rows.groupby("quarter").head(3)
        for name, rows in one_unit().items()
        if name != MONEY_FILE
    }


def few_answers() -> Files:
    """The same with the ledger."""
    return all_hidden() | {MONEY_FILE: one_unit()[MONEY_FILE]}


CASES: dict[str, Callable[[], Files]] = {
    "nothing": dict,
    "one leg": only(ESAT_FILE),
    "profit alone": only(MONEY_FILE),
    "two legs": only(ESAT_FILE, CSAT_FILE),
    "one quarter": one_quarter,
    "one unit": one_unit,
    "all hidden": all_hidden,
    "few answers": few_answers,
}


@pytest.fixture(scope="module", params=CASES)
def little(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A store with that little in it, served; its name."""
    path = tmp_path_factory.mktemp("little") / "stool.db"
    with Book.open(path) as book:
        files = CASES[request.param]().items()
        found = [book.examine(_csv(rows), name) for name, rows in files]
        if found:
            book.publish(found, who="tests")
    with pytest.MonkeyPatch.context() as patch:
        for _ in served(path, patch):
            yield str(request.param)


def _csv(rows: pd.DataFrame) -> bytes:
    drop = "quarter" if "date" in rows else "comment"
    return rows.drop(columns=drop, errors="ignore").to_csv(index=False).encode()


SAID = {  # what the pages say to do next, beside the drop zone that is always on Data
    "nothing": r"load your own employee survey, customer survey and revenue file",
    "one leg": r"Load the (customer|revenue|employee).*on the Data page",
    "profit alone": r"Load the (customer|revenue|employee).*on the Data page",
    "two legs": r"Load the revenue file.*on the Data page",
    "one quarter": r"1 quarter is loaded: load earlier ones on the Data page",
    "all hidden": r"Load the revenue file.*on the Data page",
    "few answers": r"Load more answers of staff and customers on the Data page",
}
LOOKING = ["pages/legs.py", "pages/balance.py", "pages/loop.py"]
NOT_WORDS = re.compile(r"\b[nN]a[nN]\b|\bNone\b(?! of|:)|\(\)|– \(|r = –|\b1 (units|quarters)\b")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_with_little_in_it_opens_and_says_what_to_do(little: str, page: str) -> None:
    app = open_page(page)
    assert not app.exception
    assert len(app.title) == 1
    said = [each.text for each in aloud(app)]
    assert not [text for text in said if NOT_WORDS.search(text)]
    if page in LOOKING:
        found = re.search(SAID[little], everything(app)) if little in SAID else None
        assert bool(found) == (little in SAID)
        links = [each.proto.page for each in app.get("page_link")]
        assert ("data" in links) == (little in SAID)
    if page == "pages/home.py" and little in SAID and little != "one quarter":
        assert "on the Data page" in everything(app)
    if page == "pages/data.py":
        assert len(app.file_uploader) >= 1


@pytest.mark.parametrize("leg", LEGS)
def test_each_leg_of_little_is_told(little: str, leg: str) -> None:
    app = open_page("pages/legs.py")
    choice = [each for each in app.segmented_control if each.key == "leg"]
    if not choice:
        assert little == "nothing"
        return
    if labels.LEG[leg] not in choice[0].options:
        assert little in {"one leg", "profit alone", "two legs", "all hidden"}
        return
    choice[0].set_value(leg).run()
    assert not app.exception
    assert not [each.text for each in aloud(app) if NOT_WORDS.search(each.text)]

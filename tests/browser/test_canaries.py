"""A real server sends no secret: neither through its socket, with all hover words, nor by HTTP."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

from stool.book import Book
from stool.schema import ESAT
from stool.text import labels
from tests.browser.driving import LAPTOP, serving, settled
from tests.browser.wire import Wire
from tests.once import made_once, shared
from tests.pages.sent import Sent
from tests.privacy import canaries

VIEWS = [*("" if name == "home" else name for name in labels.PAGE), "legs?unit=Tiny", "?unit=Tiny"]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = made_once(shared(tmp_path_factory), "canaries.db", canaries.load)
    return Path(shutil.copy(made, tmp_path_factory.mktemp("canaries") / "stool.db"))


@pytest.fixture(scope="module")
def address(company: Path) -> Iterator[str]:
    with serving(company) as found:
        yield found


def test_no_frame_and_no_answer_holds_a_secret(
    browser: Browser, address: str, company: Path
) -> None:
    with Book.open(company) as book:
        secrets = canaries.secrets(book)
        legs = book.analysis().legs
    told = legs.loc[(legs["leg"] == ESAT) & legs["score"].notna(), "score"]
    opened, everything = 0, Sent()
    for view in VIEWS:
        context = browser.new_context(viewport=LAPTOP)
        page = context.new_page()
        wire = Wire(page)
        page.goto(f"{address}/{view}")
        settled(page)
        boxes = page.get_by_role("button", name=labels.TABLE, exact=True)
        for box in boxes.all():
            box.evaluate("button => button.click()")  # wherever it stands on the page
            settled(page)
            opened += 1
        sent, bodies = wire.sent(), wire.bodies()
        context.close()
        assert len(wire.frames) > 10, view
        assert bodies, view
        assert len(sent.numbers) > 10, view
        assert secrets.among(sent.words, sent.numbers) == [], view
        everything.numbers += sent.numbers
    assert opened > 10
    assert np.isin(told.round(9), np.round(everything.numbers, 9)).mean() > 0.5  # it can see

"""A link in a real browser: what its holder sees, and that it ends."""

import datetime as dt
import time

import pytest
from playwright.sync_api import Browser, Page

from stool import clock
from stool.access import Link, address, new_key
from stool.book import Book
from tests.browser.driving import WAIT, settled
from tests.host.hosting import SECRETS, Host
from tests.host.provider import Provider

PAGES = ("home", "loop")


def given(book: Book, **fields: object) -> Link:
    now = clock.now()
    usual = {"quarter": "2025Q4", "unit": "West", "revision": 1}
    link = Link(
        new_key(),
        "Ms Board",
        PAGES,
        now,
        now + dt.timedelta(days=1),
        **(usual | fields),  # type: ignore[arg-type]
    )
    book.give_link(link, who="ann")
    return link


def of(host: Host, link: Link) -> str:
    return address(link.key, host.url, SECRETS.split(","))


@pytest.fixture
def page(browser: Browser) -> Page:
    opened = browser.new_page(viewport={"width": 1280, "height": 860})
    yield opened
    opened.close()


def test_a_link_shows_its_pages_with_its_filters_and_ends(
    host: Host, identity: Provider, page: Page
) -> None:
    identity.be({"email": "eve@example.com"})  # whom nobody has given access
    with Book.open(host.store) as book:
        link = given(book)
        expected = book.analysis(1, part="West")
        tilt = book.reading("2025Q4", revision=1, part="West").tilt
        assert tilt is not None
        page.goto(of(host, link))
        settled(page, "Shared with Ms Board")
        shown = page.locator("body").inner_text()
        assert "2025" in shown
        assert f"{tilt.points:.0f}" in shown
        for unit in set(book.analysis(1).nodes["node"]) - {*expected.nodes["node"], "West"}:
            assert f" {unit} " not in shown
        assert page.locator("[data-testid=stSelectbox]").count() == 0
        assert page.locator("[data-testid=stTopNavLink]").count() == len(PAGES)

        for asked in ("?unit=East&quarter=2026Q1&v=2", "?segment=Level: Manager"):
            page.goto(f"{host.url}/{asked}")
            settled(page, "Shared with Ms Board")
            assert page.locator("h1").first.inner_text() in shown
        for beyond in ("data", "voice", "legs"):
            page.goto(f"{host.url}/{beyond}")
            settled(page, "Shared with Ms Board")
            assert page.locator("[data-testid=stFileUploader]").count() == 0
            assert page.locator("h1").first.inner_text() in shown

        assert book.opened(link.key) == 1
        began = time.monotonic()
        book.revoke_links([link.key], who="ann")
        page.wait_for_url("**/login/callback**", timeout=WAIT)
        assert time.monotonic() - began < 60
        page.goto(of(host, link))
        assert "This link is not valid" in page.locator("h1").inner_text()

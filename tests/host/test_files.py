"""Files answer only whom they are for: downloads, and what is dropped on a page."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
from playwright.sync_api import Browser, Page

from stool.book import Book
from stool.host import files
from stool.host.caller import asking
from stool.sample import SAMPLE
from tests.browser.driving import WAIT, settled
from tests.host.credentials import Keys, begin
from tests.host.hosting import COOKIE, Host


@contextmanager
def signed_in(browser: Browser, host: Host, cookie: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.add_cookies([{"name": COOKIE, "value": cookie, "url": host.url}])
    yield context.new_page()
    context.close()


def test_a_seal_opens_one_path_to_one_caller() -> None:
    token = asking.set("ann")
    path, _, found = files.sealed("/media/a.csv").partition(f"?{files.PARAMETER}=")
    asking.reset(token)
    assert path == "/media/a.csv"
    assert files.opens(path, found, "ann")
    assert not files.opens(path, found, "bob")
    assert not files.opens("/media/b.csv", found, "ann")
    assert not files.opens(path, found[:-1] + "é", "ann")
    assert not files.opens(path, "", "")


def test_a_download_is_for_whom_it_was_made(
    host: Host, book: Book, keys: Keys, browser: Browser
) -> None:
    mine = begin(book, "viewer@example.com")
    with signed_in(browser, host, mine) as page:
        page.goto(f"{host.url}/legs")
        settled(page)
        with page.expect_download(timeout=WAIT) as waiting:
            page.locator("[data-testid=stDownloadButton] button").first.click()
        address = waiting.value.url
        assert "/media/" in address

        def asked_by(cookie: str) -> int:
            with host.client(cookie) as client:
                return client.get(address, headers={"accept": "*/*"}).status_code

        assert asked_by(mine) == 200
        for other in (keys.viewer, keys.operator, keys.guest):  # one of them is the same person
            assert asked_by(other) == 403
        assert asked_by(keys.anybody) == 401
        with host.client(mine) as client:
            client.post("/login/out")
        assert asked_by(mine) == 401


def test_only_who_may_publish_sends_files_and_only_to_their_own_page(
    host: Host, keys: Keys, browser: Browser
) -> None:
    with signed_in(browser, host, keys.analyst) as page:
        page.goto(f"{host.url}/data")
        settled(page)
        with page.expect_response(lambda each: each.request.method == "PUT", timeout=WAIT) as seen:
            page.locator("input[type=file]").first.set_input_files(SAMPLE / "customer_survey.csv")
        assert seen.value.status == 204
        address, headers = seen.value.url, seen.value.request.headers
        body = {"file": ("a.csv", b"a,b\n1,2\n")}
        shown = {"x-xsrftoken": headers.get("x-xsrftoken", "")}
        for other in (keys.viewer, keys.part, keys.guest, keys.operator):
            with host.client(other) as client:
                assert client.put(address, files=body, headers=shown).status_code == 403
        assert httpx2.put(address, files=body, headers=shown).status_code == 401

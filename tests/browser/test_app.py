"""The app as people meet it: deep links into a fresh server, an upload, a broken file."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from stool.book import Book
from stool.reading import Reading
from stool.sample import SAMPLE
from stool.text import asked, headline, labels, numbers
from stool.text import upload as words
from tests.browser.driving import LAPTOP, WAIT, picture, serving, settled

PATHS = {"": None, "home": None, **labels.QUESTION}  # titles of pages that always have the same


@pytest.mark.parametrize("path", PATHS)
def test_a_cold_deep_link_shows_its_page_in_the_full_frame(
    browser: Browser, store: Path, path: str
) -> None:
    with serving(store) as address:
        page = browser.new_page(viewport=LAPTOP)
        page.goto(f"{address}/{path}?quarter=2025Q3")
        settled(page)
        page.get_by_text("sample data").wait_for(timeout=WAIT)
        title = page.locator("h1").inner_text()
        assert title == PATHS[path] if PATHS[path] else title.startswith("The stool")
        assert page.get_by_role("link", name="Balance").count() == 1  # the navigation of app.py
        assert page.get_by_role("dialog").count() == 0  # no false "Page not found"
        if path in ("", "home", "legs", "balance"):  # the pages that read a quarter
            assert page.url.endswith("quarter=2025Q3")
            page.get_by_text("Q3 2025 · all units (24)").wait_for(timeout=WAIT)
        page.close()


def test_an_upload_moves_the_numbers(browser: Browser, store: Path) -> None:
    with Book.open(store) as book:
        before = book.reading()
    with serving(store) as address:
        page = browser.new_page(viewport=LAPTOP)
        page.goto(address)
        settled(page, headline.headline(before))
        assert _scores(page) == _expected(before)
        page.get_by_role("link", name="Data", exact=True).click()
        settled(page, words.TITLE)
        files = sorted((SAMPLE / "next" / "2026Q2").glob("*.csv"))
        page.locator("input[type=file]").first.set_input_files(files)
        button = page.get_by_role("button", name=words.publish(3))
        button.wait_for(timeout=WAIT)
        picture(page, "upload_laptop")
        button.click()
        page.get_by_text("Revision 3").first.wait_for(timeout=WAIT)
        page.get_by_role("link", name="Home", exact=True).click()
        with Book.open(store) as book:
            after = book.reading()
        settled(page, headline.headline(after))
        page.get_by_text("Q2 2026 · all units (24)").wait_for(timeout=WAIT)
        assert after.quarter == "2026Q2"
        assert _scores(page) == _expected(after) != _expected(before)
        page.close()


def test_a_broken_file_is_explained(browser: Browser, store: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("branch,quarter,csat\nNorth,2026Q2,4\nNorth,soon,5\nNorth,2026Q2,9\n")
    with serving(store) as address:
        page = browser.new_page(viewport=LAPTOP)
        page.goto(f"{address}/data")
        settled(page, words.TITLE)
        page.locator("input[type=file]").first.set_input_files(broken)
        page.get_by_text(words.REFUSED).first.wait_for(timeout=WAIT)
        page.get_by_text(words.ALL_OR_NONE).wait_for(timeout=WAIT)
        picture(page, "refused_laptop")
        assert page.get_by_role("button", name="Publish").count() == 0
        page.close()


def test_a_guess_can_be_changed_and_the_verdict_follows(
    browser: Browser, store: Path, tmp_path: Path
) -> None:
    doubtful = tmp_path / "scores.csv"
    rows = [f"{unit},2025Q{q},7.{q},40,1.8" for unit in ("A", "B") for q in (1, 2, 3, 4)]
    doubtful.write_text("\n".join(["Branch,Quarter,Score,N,SD", *rows]))
    with serving(store) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 1700})
        page.goto(f"{address}/data")
        settled(page, words.TITLE)
        page.locator("input[type=file]").first.set_input_files(doubtful)
        page.get_by_text(asked.leg("Score")).first.wait_for(timeout=WAIT)
        page.get_by_text(words.PART[words.COLUMNS]).click()
        page.get_by_text(words.UNDERSTOOD).first.wait_for(timeout=WAIT)
        page.wait_for_timeout(1500)  # the grid lays out its columns
        grid = page.get_by_test_id("stDataFrame").first.bounding_box()
        assert grid is not None
        leg_of_score = grid["x"] + 250, grid["y"] + 3.5 * 33
        page.mouse.dblclick(*leg_of_score)
        page.wait_for_timeout(1500)  # the cell opens
        page.keyboard.type("csat")
        page.wait_for_timeout(500)  # the list of choices narrows
        page.keyboard.press("Enter")
        page.get_by_text("8 rows accepted").wait_for(timeout=WAIT)
        page.get_by_role("button", name=words.publish(1)).wait_for(timeout=WAIT)
        page.get_by_text(words.WITHOUT_SAMPLE).wait_for(timeout=WAIT)
        page.close()


def _scores(page: Page) -> list[str]:
    return [box.inner_text() for box in page.get_by_test_id("stMetricValue").all()]


def _expected(reading: Reading) -> list[str]:
    legs, tilt = reading.legs.values(), reading.tilt
    assert tilt is not None
    return [*(numbers.number(leg.score) for leg in legs), numbers.number(tilt.points, 1)]

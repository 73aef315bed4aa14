"""Every page in pictures: it fits its screen, a laptop without scrolling, and paper."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from stool.schema import LEGS
from stool.text import labels
from tests.browser.driving import LAPTOP, PHONE, PHONE_AGENT, WAIT, picture, settled

PATHS = ("", *labels.QUESTION)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("laptop", {"viewport": LAPTOP}),
        ("laptop_dark", {"viewport": LAPTOP, "color_scheme": "dark"}),
        ("phone", {"viewport": PHONE, "user_agent": PHONE_AGENT}),
        ("phone_dark", {"viewport": PHONE, "user_agent": PHONE_AGENT, "color_scheme": "dark"}),
    ],
)
def test_every_page_fits_its_screen(
    browser: Browser, served: str, name: str, options: dict[str, Any]
) -> None:
    context = browser.new_context(**options)
    for path in PATHS:
        page = context.new_page()
        page.goto(f"{served}/{path}")
        settled(page)
        page.get_by_text("sample data").wait_for(timeout=WAIT)
        charts = page.locator("[data-testid=stPlotlyChart] .main-svg")
        if path in ("", "legs", "balance", "loop"):
            charts.first.wait_for(timeout=WAIT)
        picture(page, f"{path or 'home'}_{name}")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= options["viewport"]["width"]
        assert page.locator("[data-testid=stException]").count() == 0
        page.close()
    context.close()


def test_home_is_read_on_a_laptop_without_scrolling(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport=LAPTOP)
    page.goto(served)
    settled(page)
    page.locator("[data-testid=stPlotlyChart] .main-svg").nth(5).wait_for(timeout=WAIT)
    for card in ("attention", "trust"):
        last = page.locator(f".st-key-card_{card} p").last.bounding_box()
        assert last
        assert last["y"] + last["height"] <= LAPTOP["height"]
    for leg in LEGS:  # Streamlit cuts off what it cannot draw in the room there is
        room = page.locator(f".st-key-spark_{leg}").bounding_box()
        mark = page.locator(f".st-key-spark_{leg} .points path").last.bounding_box()
        assert room
        assert mark
        assert mark["x"] > room["x"] + room["width"] / 2
        assert mark["x"] + mark["width"] <= room["x"] + room["width"]
    page.close()


def test_on_paper_a_page_is_laid_out_as_on_a_laptop_and_nothing_is_cut(
    browser: Browser, served: str
) -> None:
    page = browser.new_page(viewport={"width": 1047, "height": 720})  # A4 across, less margins
    page.goto(served)
    settled(page)
    page.locator("[data-testid=stPlotlyChart] .main-svg").nth(2).wait_for(timeout=WAIT)
    page.emulate_media(media="print")
    boxes = [each.bounding_box() for each in page.get_by_test_id("stMetric").all()]
    tops = {round(box["y"], -1) for box in boxes if box}
    assert len(tops) == 1  # the four tiles stand side by side
    cut = """name => [...document.querySelectorAll(`[data-testid=${name}]`)]
             .filter(part => getComputedStyle(part).breakInside !== 'avoid').length"""
    for part in ("stPlotlyChart", "stMetric", "stHorizontalBlock"):
        assert page.evaluate(cut, part) == 0
    assert not page.get_by_test_id("stPopover").first.is_visible()
    page.close()

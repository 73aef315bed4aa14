"""Home stands still: nothing jumps once its charts are drawn, and a filter moves no card."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.driving import LAPTOP, PHONE, PHONE_AGENT, WAIT, settled

WATCH = """() => {
  window.moved = 0;
  const listed = node => (node?.parentElement ?? document.body)
    .closest('.st-key-card_attention, .st-key-card_trust');
  new PerformanceObserver(list => {
    for (const each of list.getEntries())
      if (!each.sources.every(source => listed(source.node))) window.moved += each.value;
  }).observe({type: 'layout-shift'});
}"""  # after a filter the two lists say something else, and wrap it otherwise inside their cards
CARDS = """() => [...document.querySelectorAll('[class*=st-key-tile_], [class*=st-key-card_]')]
  .map(each => each.getBoundingClientRect())
  .map(box => [box.x, box.y, box.width, box.height].map(Math.round))"""
STILL = 0.01  # cumulative layout shift; 0.1 is the limit of a good page
CALM = 3000  # ms until everything that comes late has come


def drawn(page: Page) -> None:
    settled(page)
    page.locator("[data-testid=stPlotlyChart] .main-svg").nth(5).wait_for(timeout=WAIT)
    page.wait_for_timeout(CALM)


@pytest.mark.parametrize(
    "options",
    [{"viewport": LAPTOP}, {"viewport": PHONE, "user_agent": PHONE_AGENT}],
    ids=["laptop", "phone"],
)
def test_a_filter_moves_no_card(browser: Browser, served: str, options: dict[str, Any]) -> None:
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(served)
    drawn(page)
    title = page.locator("h1").inner_text()
    cards = page.evaluate(CARDS)
    page.evaluate(WATCH)
    page.get_by_test_id("stSelectbox").first.click()
    page.get_by_role("option").nth(3).click()
    page.wait_for_function("was => document.querySelector('h1').innerText !== was", arg=title)
    drawn(page)
    assert page.evaluate("window.moved") < STILL
    assert page.evaluate(CARDS) == cards
    context.close()

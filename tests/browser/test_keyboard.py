"""The keyboard alone reaches every control of every page, sees where it is, and plays the level."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from stool.text import labels
from stool.text import pictures as words
from tests.browser.driving import LAPTOP, WAIT, settled

MOST_STOPS = 300  # more than any page has
UNFOLD = """() => document.querySelectorAll('[data-testid=stExpander] summary')
  .forEach(folded => folded.click())"""
WATCH = """() => {
  const selector = 'a[href], button, input, select, textarea, summary, [role=tab]';
  const shown = part => { const box = part.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && part.checkVisibility({ visibilityProperty: true }); };
  const group = part => part.closest('[role=radiogroup]') || part;  // arrows move inside it
  const name = part => [part.closest('[data-testid]')?.dataset.testid,
    part.getAttribute('aria-label') || part.innerText || part.type].join(' ').trim();
  const look = part => { const looks = [];
    for (let one = part, up = 0; one && up < 5; one = one.parentElement, up++) {
      const style = getComputedStyle(one);
      looks.push(style.outline, style.boxShadow, style.borderColor); }
    return looks.join('|'); };
  const controls = new Set([...document.querySelectorAll(selector)]
    .filter(part => shown(part) && !part.disabled && part.tabIndex >= 0).map(group));
  window.walk = { controls, reached: new Set(), plain: [], last: null, group, name, look };
}"""
STOP = """async () => {
  const moves = document.getAnimations().map(each => each.finished);
  const enough = new Promise(go => setTimeout(go, 1000));  // for one that never ends
  await Promise.race([Promise.allSettled(moves), enough]);  // looks fade in and out
  const walk = window.walk, here = document.activeElement, last = walk.last;
  if (last && walk.look(last.part) === last.look) walk.plain.push(walk.name(last.part));
  walk.last = null;
  if (!here || here === document.body) return false;
  walk.reached.add(walk.group(here));
  const grid = here.closest('[data-testid=stDataFrame]');  // paints its ring on a canvas
  if (!grid || here.tagName === 'BUTTON') walk.last = { part: here, look: walk.look(here) };
  return true;
}"""
FOUND = """() => ({
  missed: [...window.walk.controls].filter(part => part.isConnected
    && !window.walk.reached.has(part)).map(window.walk.name),
  plain: [...new Set(window.walk.plain)], count: window.walk.reached.size,
})"""

KEEP = """(card) => {
  window.kept = [];
  const captions = '[data-testid=stCaptionContainer]';
  const look = () => { for (const one of card.querySelectorAll(captions)) {
    const said = /In (Q\\d \\d+) the tilt is/.exec(one.textContent);
    if (said && said[1] !== window.kept.at(-1)) window.kept.push(said[1]); } };
  look();
  new MutationObserver(look).observe(card, { childList: true, subtree: true, characterData: true });
}"""
PLAYED = ["Q2 2021", "Q3 2021", "Q4 2021", "Q1 2022"]


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport=LAPTOP)
    page.goto(address)
    settled(page)
    page.get_by_text("sample data").wait_for(timeout=WAIT)
    page.wait_for_timeout(2500)  # tables lay out their columns
    return page


@pytest.mark.parametrize("path", ["", *labels.QUESTION])
def test_tab_reaches_every_control_and_shows_where_it_is(
    browser: Browser, served: str, path: str
) -> None:
    page = opened(browser, f"{served}/{path}")
    page.evaluate(UNFOLD)
    page.wait_for_timeout(1000)  # what was folded is drawn
    page.evaluate(WATCH)
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        page.wait_for_timeout(40)  # the focus moves
        if not page.evaluate(STOP):
            break
    else:
        pytest.fail("the keyboard is caught on the page")
    found: dict[str, Any] = page.evaluate(FOUND)
    page.close()
    assert found["count"] > len(labels.PAGE)
    assert found["missed"] == []
    assert found["plain"] == []


def test_the_level_moves_and_plays_by_the_keyboard(browser: Browser, served: str) -> None:
    page = opened(browser, f"{served}/balance?quarter=2022Q1")
    card = page.locator(".st-key-card_level")
    caption = card.get_by_test_id("stCaptionContainer").last
    expect(caption).to_contain_text("In Q1 2022 the tilt is", timeout=WAIT)

    slider = card.get_by_role("slider")
    tab_to(page, "level_controls", "input")
    expect(slider).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(caption).to_contain_text("In Q4 2021 the tilt is", timeout=WAIT)
    assert "at=2021Q4" in page.url
    expect(slider).to_have_attribute("aria-valuetext", "2021Q4")
    page.keyboard.press("Home")
    expect(caption).to_contain_text("In Q2 2021 the tilt is", timeout=WAIT)

    page.keyboard.press("Shift+Tab")
    play = card.get_by_role("button", name=words.PLAY)
    expect(play).to_be_focused()
    card.evaluate(KEEP)
    page.keyboard.press("Enter")
    expect(card.get_by_role("button", name=words.PAUSE)).to_be_focused(timeout=WAIT)
    before = page.evaluate("history.length")
    expect(caption).to_contain_text("In Q1 2022 the tilt is", timeout=WAIT)
    expect(play).to_be_focused(timeout=WAIT)  # it has stopped by itself, and the focus stayed
    kept = page.evaluate("window.kept")
    assert kept == [quarter for quarter in PLAYED if quarter in kept]  # forward, none twice
    assert len(kept) > 2  # and not all at once, however slow the machine
    assert page.evaluate("history.length") <= before + 1  # Back does not go through the quarters
    assert page.locator("[data-testid=stException]").count() == 0
    page.close()


def tab_to(page: Page, container: str, kind: str) -> None:
    """Press Tab until the focus is on such an element of a container."""
    there = f".st-key-{container} {kind}:focus"
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.locator(there).count():
            return
    pytest.fail(f"Tab does not reach {container}")

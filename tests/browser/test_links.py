"""Everything a viewer can choose stands in the address, opens cold, and is undone by Back.

Each page is set through its controls; the address is then opened on another server, in a browser
that knows nothing. What may stay out of the address is momentary: an open
popover, how a table is sorted, which part of a long list is shown, files on their way in, a form
not sent.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from stool.book import Book
from stool.drivers import REGION
from stool.plan import Action, Status
from stool.sample import SAMPLE
from stool.schema import ESAT, INTERNAL
from stool.text import (
    coverage,
    depth,
    drivers,
    handout,
    history,
    labels,
    pictures,
    view,
    voice,
    whatif,
)
from stool.text.service import words as service
from tests.browser.driving import LAPTOP, serving, settled

TALL = {"width": LAPTOP["width"], "height": 4200}  # a list closes when the page scrolls
PATIENCE = 60  # seconds
ADDRESS, QUESTION, WORDS = range(3)  # parts of `_view`
# What a viewer sees of a page: its words, those of its figures, and what its controls are set to.
SEEN = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    const page = main.querySelector('[data-testid=stMainBlockContainer]');  // without the tour
    const all = (what, of) => [...main.querySelectorAll(what)].map(of);
    return {
        words: page.innerText.replace(/\\s+/g, ' '),
        figures: all('[data-testid=stPlotlyChart] text', each => each.textContent),
        inputs: all('input:not([type=file])', each => each.checked + each.value),
        chosen: all('[role=radio]', each => each.textContent + each.ariaChecked),
    };
}"""

Act = Callable[[Page], None]


def select(label: str, option: str, exact: bool = True) -> Act:
    """Pick from a list."""

    def act(page: Page) -> None:
        settled(page)  # a list closes when the page is drawn anew
        page.get_by_role("combobox", name=label).click()
        page.get_by_role("option", name=option, exact=exact).click()

    return act


def press(name: str) -> Act:
    """Pick one of those side by side."""
    return lambda page: page.get_by_role("radio", name=name, exact=True).click()


def switch(name: str) -> Act:
    return lambda page: page.get_by_test_id("stCheckbox").get_by_text(name).click()


def write(label: str, value: str) -> Act:
    def act(page: Page) -> None:
        page.get_by_label(label).fill(value)
        page.get_by_label(label).press("Enter")

    return act


def drag(key: str, label: str, by: str = "ArrowRight") -> Act:
    """Steps along the slider until its key is in the address: one may fall into its being drawn."""

    def act(page: Page) -> None:
        for _ in range(5):
            slider = page.get_by_role("slider", name=label)
            slider.focus()
            slider.press(by)
            settled(page)
            page.wait_for_timeout(1000)
            if key in _query(page):
                return

    return act


def unfold(name: str) -> Act:
    return lambda page: page.get_by_text(name).click()


HEARD = Action("thanks", "Ann", ("West",), ESAT, "2025Q3", 1, Status.RUNNING, "Thank us.")
SEAT = {
    "quarter": select(labels.QUARTER, "2025Q3"),
    "unit": select(labels.UNIT, "West"),
    "v": select(labels.VERSION, "1"),
}
PAGES: dict[str, dict[str, Act]] = {  # what can be chosen, by key of the address, in this order
    "": SEAT,
    "legs": {
        **SEAT,
        "segment": select(view.SEGMENT, "Segment: Private"),
        "leg": press("Customers (CSAT)"),
        "since": press(pictures.BACK[4]),
    },
    "balance": SEAT,
    "loop": {
        "v": select(labels.VERSION, "1"),
        "link": press("CSAT → Profit"),
        "look": press(depth.SECTIONS["choices"]),
        "lags": write(depth.TRIAL_LAGS, "3"),
        "common": select(depth.TRIAL_COMMON, depth.COMMON["twfe"]),
        "draws": drag("draws", depth.TRIAL_DRAWS),
        "seed": write(depth.TRIAL_SEED, "7"),
        "whiten": switch(depth.TRIAL_WHITEN),
        "standardise": switch(depth.TRIAL_STANDARDISE),
        "try": switch(depth.TRY),
    },
    "voice": {
        **SEAT,
        "voice_leg": press(voice.PEOPLE[ESAT]),
        "groups": press(drivers.dimension(REGION)),
        "topic_esat": select(voice.TOPIC, "Team"),
        "voice_kind": press(voice.KIND_NAME["suggestion"]),
    },
    "service": {**SEAT, "cards": press(service.GROUP["recovers"])},
    "data": {
        "before": select(history.BEFORE, history.NOTHING_BEFORE),
        "after": select(history.AFTER, "Revision 1 ·", exact=False),
        "figures": switch(coverage.FIGURES),
        "coverage": press(coverage.SHOWN["missing"]),
        "concept": select(coverage.PICK, "The chain of service"),
        "questions": unfold(coverage.EVERY),
    },
    "plan": {
        "move": press("Customers (CSAT)"),
        "points_csat": drag("points_csat", whatif.POINTS, "ArrowLeft"),
        "cost": write(whatif.COST, "9000"),
        "owners": switch(handout.OWNERS),
    },
    "help": {},
}


@pytest.fixture(scope="module")
def grown(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a quarter more: two versions of the data."""
    path = Path(shutil.copy(sample_store, tmp_path_factory.mktemp("grown") / "stool.db"))
    with Book.open(path) as book:
        files = sorted((SAMPLE / "next" / "2026Q2").glob("*.csv"))
        book.publish([book.examine(each) for each in files], who="tests")
        book.note_actions([HEARD], who="tests")
        batches = book.store.batches()
        book.revert(int(batches.loc[batches["source"] == INTERNAL, "batch"].iloc[0]), who="tests")
    return path


@pytest.fixture(scope="module")
def warm(grown: Path) -> Iterator[str]:
    with serving(grown) as address:
        yield address


@pytest.fixture(scope="module")
def elsewhere(grown: Path) -> Iterator[str]:
    """Another server on the same store, where nobody has chosen anything."""
    with serving(grown) as address:
        yield address


@pytest.fixture
def page(browser: Browser, warm: str) -> Iterator[Page]:
    context = browser.new_context(viewport=TALL, base_url=warm)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_view_is_whole_in_its_address(
    browser: Browser, page: Page, elsewhere: str, path: str
) -> None:
    page.goto(f"/{path}")
    for key, act in PAGES[path].items():
        _steady(page)  # a choice may draw the controls after it anew, and lose what is pressed then
        act(page)
        _await(lambda key=key: key in _query(page), True)  # type: ignore[misc]
    _steady(page)
    address = page.evaluate("location.pathname + location.search")
    context = browser.new_context(viewport=TALL)
    cold = context.new_page()
    cold.goto(f"{elsewhere}{address}")
    settled(cold)
    _await(lambda: cold.evaluate(SEEN) == page.evaluate(SEEN), True, quiet=True)
    assert cold.evaluate(SEEN) == page.evaluate(SEEN)
    assert _query(cold) == _query(page)
    assert cold.get_by_test_id("stAlert").filter(has_text="not among").count() == 0
    context.close()


def test_back_and_forward_go_through_choices_and_pages(page: Page) -> None:
    page.goto("/legs")
    settled(page)
    steps: list[tuple[Act, int]] = [  # what to do, and what of the view it changes at last
        (press("Customers (CSAT)"), ADDRESS),
        (select(labels.QUARTER, "2025Q3"), WORDS),
        (select(view.SEGMENT, "Segment: Private"), WORDS),
        (lambda page: page.get_by_role("link", name="Balance", exact=True).click(), QUESTION),
        (select(labels.UNIT, "West"), WORDS),
    ]
    views = [_view(page)]
    for step, part in steps:
        _steady(page)
        step(page)
        before = views[-1][part]
        _await(lambda before=before, part=part: _view(page)[part] != before, True)  # type: ignore[misc]
        _steady(page)
        views.append(_view(page))
    for seen in views[-2::-1]:
        page.go_back()
        _await(lambda: _view(page), seen)
    for seen in views[1:]:
        page.go_forward()
        _await(lambda: _view(page), seen)


def test_back_leaves_a_page_whose_link_was_wrong(page: Page) -> None:
    page.goto("/balance?quarter=2025Q2")
    settled(page, "Q2 2025")
    page.get_by_role("link", name="Legs", exact=True).click()
    settled(page, labels.QUESTION["legs"])
    press("Customers (CSAT)")(page)
    _await(lambda: _query(page).get("leg"), "Customers (CSAT)")
    page.goto("/?quarter=2010Q1")
    settled(page, "2010Q1")
    _await(lambda: _query(page), {"quarter": "2021Q2"})
    for _ in range(2):  # the link as it was corrected, and as it came if it has an entry too
        page.go_back()
        page.wait_for_timeout(1500)
        if urlsplit(page.url).path == "/legs":
            break
    settled(page, labels.QUESTION["legs"])
    assert _query(page)["leg"] == "Customers (CSAT)"


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        (
            "legs?quarter=2031Q4&unit=Atlantis&segment=Level: Captain&v=77&leg=Luck&since=ever",
            {},
        ),
        ("loop?v=0&link=Luck&look=Leaves&lags=99&seed=x", {"v": "1"}),
        ("data?before=9&after=9&coverage=9&concept=9&questions=9", {}),
        ("voice?voice_leg=Luck&voice_kind=sighs&topic_csat=weather", {}),
        ("plan?move=Luck&points_esat=999&cost=-3&owners=9", {}),
    ],
)
def test_a_cold_link_that_is_wrong_says_so_and_shows_the_nearest(
    browser: Browser, elsewhere: str, asked: str, held: dict[str, str]
) -> None:
    context = browser.new_context(viewport=TALL)
    cold = context.new_page()
    cold.goto(f"{elsewhere}/{asked}")
    settled(cold, "as of revision")
    wrong = [key for key in dict(parse_qsl(urlsplit(asked).query)) if key in SAID]
    said = cold.get_by_test_id("stAlert").filter(has_text="is not among the choices here")
    _await(said.count, len(wrong))
    assert cold.get_by_test_id("stException").count() == 0
    unbound = {"lags", "seed"}  # of a section that is not on screen
    _await(lambda: {k: v for k, v in _query(cold).items() if k not in unbound}, held)
    context.close()


SAID = ("quarter", "unit", "segment", "v", "leg", "since", "link", "look")
SAID += ("before", "after", "coverage", "concept", "move")
SAID += ("voice_leg", "voice_kind", "topic_csat")


def test_a_link_on_home_opens_the_same_filters_elsewhere(browser: Browser, page: Page) -> None:
    page.goto("/?quarter=2025Q3&v=1")
    settled(page, "Q3 2025")
    select(labels.UNIT, "West")(page)
    settled(page, "Q3 2025 · West only")
    link = page.get_by_test_id("stPageLink").get_by_role("link", name="Legs").first
    held = {"quarter": "2025Q3", "unit": "West", "v": "1"}
    _await(lambda: dict(parse_qsl(urlsplit(str(link.get_attribute("href"))).query)), held)
    href = str(link.get_attribute("href"))
    elsewhere = page.context.new_page()
    elsewhere.goto(href)
    settled(elsewhere, "Q3 2025 · West only")
    link.click()
    settled(page, labels.QUESTION["legs"])
    _await(lambda: _query(page), held)


def _steady(page: Page) -> None:
    """Wait until nothing that is seen changes any more."""
    before = None
    while before != (before := page.evaluate(SEEN)):
        page.wait_for_timeout(800)  # until the server has begun
        settled(page)


def _query(page: Page) -> dict[str, str]:
    return dict(parse_qsl(page.evaluate("location.search")[1:]))


def _view(page: Page) -> tuple[dict[str, str], str, list[str]]:
    """Address, question of the page, and the filters in words."""
    words = page.get_by_text("as of revision").all_inner_texts()
    return _query(page), page.locator("h1").inner_text(), words


def _await(look: Callable[[], Any], wanted: object, *, quiet: bool = False) -> None:
    """Look until it is there; `quiet` leaves the complaint to what follows."""
    until = time.monotonic() + PATIENCE
    while (found := look()) != wanted and time.monotonic() < until:
        time.sleep(0.3)
    assert quiet or found == wanted

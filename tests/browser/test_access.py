"""Every page against axe-core's rules of accessibility, in both themes."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from stool.text import labels
from tests.browser.driving import LAPTOP, WAIT, settled

GRAVE = ("serious", "critical")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_grave_violation(
    browser: Browser, served: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport=LAPTOP, color_scheme=scheme)
    page = context.new_page()
    found = []
    for path in ("", *labels.QUESTION):
        page.goto(f"{served}/{path}")
        settled(page)
        page.get_by_text("sample data").wait_for(timeout=WAIT)
        if path in ("", "legs", "balance", "loop"):
            page.locator("[data-testid=stPlotlyChart] .main-svg").first.wait_for(timeout=WAIT)
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in GRAVE:
                where = [node["html"][:120] for node in violation["nodes"]]
                found.append((path or "home", violation["id"], where))
    context.close()
    assert found == []

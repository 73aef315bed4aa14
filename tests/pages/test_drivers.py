"""The cards of drivers: what they say is what the library says, and refusals are in words."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stool.drivers import Drivers, Groups
from stool.reading import EVERYBODY, Segment
from stool.text import drivers as words
from stool.ui import cache

Q = "2026Q1"


def card(part: str, leg: str, node: str, segment: tuple[str, str]) -> None:
    from stool.reading import Segment
    from stool.ui import drivers_view, state

    state.enter("plan")
    revision = state.newest()
    asked = drivers_view.Asked(revision, "2026Q1", node, Segment(*segment), leg)
    parts = {
        "matrix": lambda: drivers_view.matrix(asked),
        "ranks": lambda: drivers_view.ranks(asked),
        "groups": lambda: drivers_view.groups(asked),
        "leading": lambda: drivers_view.leading(revision),
        "worth": lambda: drivers_view.worth(asked),
    }
    parts[part]()


def shown(
    part: str,
    leg: str = "csat",
    node: str = "ALL UNITS",
    segment: Segment = EVERYBODY,
    **query: str,
) -> AppTest:
    group = (segment.dimension, segment.level)
    page = AppTest.from_function(card, args=(part, leg, node, group), default_timeout=120)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def said(page: AppTest) -> str:
    texts = [*page.caption, *page.info, *page.markdown, *page.warning]
    return "\n".join(str(each.value) for each in texts).replace("\\", "")


def drivers(leg: str = "csat", segment: Segment = EVERYBODY) -> Drivers:
    found = cache.drivers(1, Q, "ALL UNITS", segment, leg)
    assert isinstance(found, Drivers)
    return found


@pytest.mark.parametrize(
    ("part", "caption"), [("matrix", words.matrix_caption), ("ranks", words.ranks_caption)]
)
def test_a_figure_stands_with_its_sentence(sample: Path, part: str, caption: object) -> None:
    page = shown(part, "esat")
    assert len(page.get("plotly_chart")) == 1
    assert callable(caption)
    assert caption(drivers("esat")) in said(page)
    assert len(page.header) == 1


def test_what_is_no_advice_is_said_of_private_customers(sample: Path) -> None:
    page = shown("matrix", segment=Segment("segment", "Private"))
    assert "Treated as person: better answers go with a lower score, so this is no advice" in said(
        page
    )
    assert "(Private)" in said(page)
    assert "need not move it" in said(page)


def test_the_page_warns_where_groups_want_opposite_things(sample: Path) -> None:
    page = shown("groups", groups="segment")
    found = cache.driver_groups(1, Q, "ALL UNITS", "csat", "segment")
    assert isinstance(found, Groups)
    (warned,) = page.warning
    assert str(warned.value).replace("\\", "") == words.warning(found)
    assert "the better for Key account, the worse for Private" in said(page)
    assert len(page.dataframe) == 1
    assert page.dataframe[0].value["Question"].iloc[0] == "Treated as person"


def test_groups_that_agree_bring_no_warning(sample: Path) -> None:
    page = shown("groups", "esat", groups="level")
    assert not page.warning
    assert "No difference between them is beyond chance. Not told of Manager" in said(page)


def test_leading_questions_are_told_with_their_evidence(sample: Path) -> None:
    page = shown("leading")
    assert words.leading_caption(cache.leading(1)) in said(page)
    table = page.dataframe[0].value.set_index("Question")
    assert table.loc["Workplace comfort", "Evidence"] == "not established"
    assert table.loc["Empowered", "Evidence"] == "established"


def test_money_is_told_with_its_range(sample: Path) -> None:
    page = shown("worth", "esat")
    assert "ESAT → CSAT and CSAT → Profit" in said(page)
    assert words.worth(cache.worth(1, Q, "ALL UNITS", EVERYBODY, "esat")) in said(page)


def test_what_cannot_be_told_is_said_once(sample: Path) -> None:
    few = shown("matrix", "esat", "Skarholm")
    assert "Choose a larger unit" in said(few)
    assert not few.get("plotly_chart")
    for part in ("ranks", "worth"):
        assert said(shown(part, "esat", "Skarholm")) == ""
    assert "2 are needed to compare" in said(shown("groups", "esat", "Skarholm", groups="level"))

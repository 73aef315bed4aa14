"""The tour: asked once, taken a step at a time, over for good, and back from Help."""

from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from stool.text import labels, tour
from stool.ui import state
from tests.pages.driving import everything, open_page

STEPS = [(role, step) for role, steps in tour.STEPS.items() for step in steps]


def offered(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_a_first_visit_is_asked_who_it_is(sample: Path) -> None:
    app = open_page("pages/home.py")
    assert tour.ASK in everything(app)
    assert {*tour.ROLES.values(), tour.SKIP} <= set(offered(app))
    assert tour.STEPS.keys() == tour.ROLES.keys()


@pytest.mark.parametrize("role", tour.ROLES)
def test_each_step_is_told_and_leads_to_the_next(sample: Path, role: str) -> None:
    app = open_page("pages/home.py", quarter="2025Q3")
    app.session_state["tour"] = "", 0
    app.run()
    app.button(key=f"tour_{role}").click().run()
    for number, step in enumerate(tour.STEPS[role]):
        assert step.sentence in everything(app)
        links = [each.proto for each in app.get("page_link")]
        (link,) = [each for each in links if each.label == step.link]
        assert (link.page or "home") == step.page
        carried = {"quarter": "2025Q3"} if "quarter" in state.OFFERED.get(step.page, ()) else {}
        assert dict(parse_qsl(link.query_string)) == carried | step.query
        last = number + 1 == len(tour.STEPS[role])
        assert (tour.NEXT in offered(app)) != last
        app.button(key="tour_end" if last else "tour_next").click().run()
    assert not app.exception
    assert not {*offered(app)} & {*tour.ROLES.values(), tour.NEXT, tour.DONE, tour.END}


@pytest.mark.parametrize(("role", "step"), STEPS, ids=lambda each: getattr(each, "part", each))
def test_the_part_a_step_speaks_of_is_on_its_page(sample: Path, role: str, step: tour.Step) -> None:
    app = open_page(f"pages/{step.page}.py", **step.query)
    headings = [*app.header, *app.markdown]
    assert any(step.part in str(each.value) for each in headings)
    assert 3 <= len(tour.STEPS[role]) <= 5
    assert step.sentence.count(".") == 1  # one sentence


def test_once_over_it_stays_over_on_every_page_and_in_the_address(sample: Path) -> None:
    app = open_page("pages/home.py")
    app.button(key="tour_end").click().run()
    assert tour.ASK not in everything(app)
    assert app.query_params["tour"] == "over"
    for page in labels.PAGE:
        app.switch_page(f"pages/{page}.py").run()
        assert tour.ASK not in everything(app)


@pytest.mark.parametrize("query", [{"quarter": "2025Q3"}, {"unit": "West"}, {"tour": "over"}])
def test_who_opens_a_link_that_says_something_sees_the_stool_alone(
    sample: Path, query: dict[str, str]
) -> None:
    app = open_page("pages/home.py", **query)
    assert tour.ASK not in everything(app)
    assert not set(tour.ROLES.values()) & set(offered(app))


def test_it_comes_back_from_help(sample: Path) -> None:
    app = open_page("pages/home.py", tour="over")
    app.switch_page("pages/help.py").run()
    assert tour.ASK not in everything(app)
    app.button(key="tour_again").click().run()
    assert tour.ASK in everything(app)
    assert "tour" not in app.query_params


def test_an_empty_store_has_its_tour_too(empty: Path) -> None:
    app = open_page("pages/home.py")
    app.button(key="tour_analyst").click().run()
    assert not app.exception
    assert tour.STEPS["analyst"][0].sentence in everything(app)
    assert labels.LOAD_SAMPLE in offered(app)

"""The spirit level of the Balance page: a slider over the quarters, a button to play them."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from stool.book import Book
from stool.schema import COMPANY
from stool.text import figures
from stool.text import pictures as words
from stool.ui import state
from stool.ui.pictures import TRAIL
from tests.pages.driving import everything, open_page


@pytest.fixture(scope="module")
def so_far(sample_book: Book) -> pd.DataFrame:
    tilts = sample_book.analysis().tilts
    return tilts[tilts["node"] == COMPANY]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds since the start, which a test moves on."""
    seconds = [0.0]
    monkeypatch.setattr(state, "monotonic", lambda: seconds[0])
    return seconds


def caption(so_far: pd.DataFrame, quarter: str) -> str:
    return figures.caption_level(so_far[so_far["quarter"] <= quarter].tail(TRAIL))


def at(app: AppTest) -> str:
    return str(app.select_slider(key=state.LEVEL_AT).value)


def pressed(app: AppTest, label: str) -> AppTest:
    button = app.button(key="level_play")
    assert button.label == label
    return button.click().run()


def ticked(app: AppTest, clock: list[float]) -> AppTest:
    clock[0] += state.STEP
    return app.run()


def test_the_slider_moves_bubble_and_caption(sample: Path, so_far: pd.DataFrame) -> None:
    app = open_page("pages/balance.py")
    slider = app.select_slider(key=state.LEVEL_AT)
    assert slider.options == so_far["quarter"].tolist()
    last = so_far["quarter"].iloc[-1]
    assert slider.value == last
    assert caption(so_far, last) in everything(app)
    for quarter in ("2023Q4", "2021Q2"):
        app.select_slider(key=state.LEVEL_AT).set_value(quarter).run()
        assert not app.exception
        shown = everything(app)
        assert caption(so_far, quarter) in shown
        assert caption(so_far, last) not in shown


def test_the_quarter_in_the_address_is_read(sample: Path, so_far: pd.DataFrame) -> None:
    app = open_page("pages/balance.py", at="2023Q4")
    assert at(app) == "2023Q4"
    assert caption(so_far, "2023Q4") in everything(app)


def test_a_quarter_that_is_none_is_the_last(sample: Path, so_far: pd.DataFrame) -> None:
    app = open_page("pages/balance.py", at="1066Q9")
    assert not app.exception
    assert at(app) == so_far["quarter"].iloc[-1]


def test_the_slider_ends_at_the_quarter_of_the_page_and_follows_it(sample: Path) -> None:
    app = open_page("pages/balance.py", quarter="2024Q3")
    assert app.select_slider(key=state.LEVEL_AT).options[-1] == at(app) == "2024Q3"
    app.selectbox(key="quarter").set_value("2025Q1").run()
    assert at(app) == "2025Q1"
    app.select_slider(key=state.LEVEL_AT).set_value("2023Q1").run()
    app.selectbox(key="unit").set_value("West").run()
    assert at(app) == "2023Q1"


def test_play_goes_from_the_first_quarter_to_the_last_and_stops(
    sample: Path, so_far: pd.DataFrame, clock: list[float]
) -> None:
    quarters = so_far["quarter"].tolist()
    app = pressed(open_page("pages/balance.py", quarter=quarters[4]), words.PLAY)
    seen = [at(app)]
    while app.button(key="level_play").label == words.PAUSE:
        assert caption(so_far, seen[-1]) in everything(app)
        seen.append(at(ticked(app, clock)))
    assert seen == quarters[:5]
    assert not app.exception
    assert at(ticked(app, clock)) == quarters[4]


def test_play_goes_on_from_the_quarter_shown_and_only_when_it_is_due(
    sample: Path, clock: list[float]
) -> None:
    app = pressed(open_page("pages/balance.py", at="2023Q4"), words.PLAY)
    assert at(app) == "2023Q4"
    clock[0] += state.STEP / 2
    assert at(app.run()) == "2023Q4"
    assert at(ticked(app, clock)) == "2024Q1"


def test_pause_and_a_move_of_the_slider_stop_it(sample: Path, clock: list[float]) -> None:
    app = pressed(open_page("pages/balance.py", at="2023Q4"), words.PLAY)
    ticked(app, clock)
    pressed(app, words.PAUSE)
    assert at(ticked(app, clock)) == "2024Q1"
    pressed(app, words.PLAY)
    app.select_slider(key=state.LEVEL_AT).set_value("2022Q2").run()
    assert app.button(key="level_play").label == words.PLAY
    assert at(ticked(app, clock)) == "2022Q2"


def test_another_page_meanwhile_ends_it(sample: Path, clock: list[float]) -> None:
    app = pressed(open_page("pages/balance.py", at="2023Q4"), words.PLAY)
    app.switch_page("pages/help.py").run()
    clock[0] += state.STEP
    app.switch_page("pages/balance.py").run()
    assert not app.exception
    ticked(app, clock)
    assert not app.exception


def test_one_quarter_has_nothing_to_play(sample: Path, so_far: pd.DataFrame) -> None:
    first = so_far["quarter"].iloc[0]
    app = open_page("pages/balance.py", quarter=first)
    assert not app.select_slider
    assert caption(so_far, first) in everything(app)

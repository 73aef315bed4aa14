"""The Loop page in depth: every section shows what the library computes; so does the script."""

from pathlib import Path

import pandas as pd
import pytest

from stool.book import Book
from stool.lag import LagResult, detectable_table
from stool.reading import depth
from stool.text import depth as words
from stool.text import labels, links, opinions, rates
from stool.text import record as record_words
from tests.pages.driving import everything, open_page

LINK = ("esat", "csat")


def shown(section: str, link: tuple[str, str] = LINK) -> str:
    app = open_page("pages/loop.py", link=labels.arrow(*link), look=words.SECTIONS[section])
    assert not app.exception
    return everything(app)


@pytest.mark.parametrize("section", words.SECTIONS)
@pytest.mark.parametrize("link", [LINK, ("profit", "esat")])
def test_every_section_opens(sample: Path, section: str, link: tuple[str, str]) -> None:
    assert shown(section, link)


def test_sections_say_what_the_library_computes(sample: Path) -> None:
    with Book.open(sample) as book:
        analysis = book.analysis()
        track = book.track_record()
    link = analysis.links[LINK]
    assert links.caption_forest(link.units, (link.best_r, link.low, link.high)) in shown("units")
    assert links.caption_impulse(depth.response(analysis, LINK)) in shown("response")
    checks = shown("checks")
    assert links.caption_residuals(link.residuals) in checks
    limits = depth.ceiling(analysis, LINK)
    assert (
        links.r_max_sentence(limits.r_max, limits.reliability_x, limits.reliability_y, *LINK)
        in checks
    )
    assert links.caption_sensitivity(depth.choices(analysis, LINK)) in shown("choices")
    own = (link.n_units, link.n_quarters)
    assert links.caption_detectable(detectable_table(*own), own) in shown("needed")
    record = shown("record")
    past = track.backtest_graded.set_index(["leader", "follower"], drop=False).loc[LINK]
    assert record_words.caption_record(past.to_dict(), kind=record_words.BACKTEST) in record
    assert len(track.pending)
    assert "forecasts of CSAT for Q2 2026 wait for that quarter" in record


def test_second_opinions_are_those_of_the_library(sample: Path) -> None:
    app = open_page("pages/loop.py", look=words.SECTIONS["methods"])
    with Book.open(sample) as book:
        expected = pd.DataFrame(opinions.opinion_rows(depth.opinions(book.analysis(), LINK)))
    tables = [table.value for table in app.table]
    assert any(
        list(table.columns) == list(expected.columns) and len(table) == len(expected)
        for table in tables
    )
    assert any("Dumitrescu" in str(table) for table in tables)


def test_settings_of_ones_own_are_tried_and_not_published(sample: Path) -> None:
    app = open_page("pages/loop.py", look=words.SECTIONS["choices"])
    app.toggle(key="whiten").set_value(False)
    app.toggle(key="try").set_value(True).run()
    assert not app.exception
    options = depth.Trial(4, "cce", whiten=False, standardise=False, n_draws=999, seed=0)
    with Book.open(sample) as book:
        analysis = book.analysis()
    result = depth.trial(analysis, LINK, options)
    assert result.best_r != analysis.links[LINK].best_r
    assert words.tried(result) in everything(app)


def test_the_script_repeats_the_page(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = open_page("pages/loop.py", link="CSAT → Profit", look="Script")
    (code,) = (block.value for block in app.code)
    with Book.open(sample) as book:
        analysis = book.analysis()
    monkeypatch.chdir(sample.parent)
    names: dict[str, object] = {}
    exec(compile(code, "script", "exec"), names)
    link, page = names["link"], analysis.links["csat", "profit"]
    assert isinstance(link, LagResult)
    pd.testing.assert_frame_equal(link.table, page.table)
    assert (link.evidence, link.p, link.lag_set) == (page.evidence, page.p, page.lag_set)
    assert str(page) in capsys.readouterr().out


def test_the_script_tells_no_password(sample: Path) -> None:
    with Book.open(sample) as book:
        link = book.analysis().links[LINK]
    url = "postgresql+psycopg://someone:secret@host/stool"
    assert "secret" not in words.script(url, 3, link)
    assert 'stool.open("data.db")' in words.script("/srv/deep/data.db", 3, link)


def test_data_page_says_how_much_data_a_link_needs(sample: Path) -> None:
    with Book.open(sample) as book:
        found_links = book.analysis().links.values()
    widest = max(found_links, key=lambda link: link.n_units)
    own = (widest.n_units, widest.n_quarters)
    found = everything(open_page("pages/data.py"))
    assert links.caption_detectable(detectable_table(*own), own) in found


def test_help_publishes_how_often_it_is_wrong(sample: Path) -> None:
    app = open_page("pages/help.py")
    assert rates.sentence() in everything(app)
    assert rates.limits() in everything(app)
    tables = [table.value for table in app.table]
    assert any(table.equals(rates.by_design()) for table in tables)
    assert any(table.equals(rates.by_size()) for table in tables)

"""Every page opens inside the frame app.py draws, and shows what the library computes."""

import json
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stool.book import Book
from stool.reading import match_table
from stool.sample import SAMPLE, sample_files
from stool.text import evidence, findings, headline, labels, numbers
from stool.text import upload as words
from stool.ui import tables
from tests.pages.driving import ROOT, everything, open_page

PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*.py"))
NOTES = {"actions.csv", "events.csv", "standards.csv"}  # kept as documents
REVENUE = 4  # batch of the sample
TITLES = {f"pages/{name}.py": question for name, question in labels.QUESTION.items()}


@pytest.mark.parametrize("page", PAGES)
def test_opens_without_error(sample: Path, page: str) -> None:
    app = open_page(page)
    assert not app.exception
    assert len(app.title) == 1
    if page in TITLES:
        assert app.title[0].value == TITLES[page]
    assert "sample data" in everything(app)


@pytest.mark.parametrize("page", PAGES)
def test_opens_on_an_empty_store_and_says_what_to_do(empty: Path, page: str) -> None:
    app = open_page(page)
    assert not app.exception
    if page not in ("pages/help.py",):
        assert labels.LOAD_SAMPLE in [button.label for button in app.button]


def test_home_shows_the_numbers_of_the_library(sample: Path) -> None:
    app = open_page("pages/home.py")
    with Book.open(sample) as book:
        reading = book.reading()
    shown = everything(app)
    assert app.title[0].value.replace("\\", "") == headline.headline(reading)
    assert headline.subline(reading) in shown
    assert reading.tilt is not None
    values = [metric.value for metric in app.metric]
    expected = [numbers.number(leg.score) for leg in reading.legs.values()]
    assert values == [*expected, numbers.number(reading.tilt.points, 1)]
    for finding in (*reading.attention, *reading.trust):
        assert findings.sentence(finding) in shown


def test_the_interval_of_the_seat_is_drawn_said_and_in_the_table(sample: Path) -> None:
    with Book.open(sample) as book:
        reading = book.reading()
    seat = reading.tilt
    assert seat is not None
    ends = numbers.number(seat.points_low, 1), numbers.number(seat.points_high, 1)
    told = " ".join(chart.proto.alt for chart in open_page("pages/home.py").get("plotly_chart"))
    assert "80% interval, a tilt of {} to {} points.".format(*ends) in told
    table = tables.legs_now(reading)
    assert set(table[labels.FIELD["points_low"]]) == {seat.points_low}
    assert set(table[labels.FIELD["points_high"]]) == {seat.points_high}


def test_a_quarter_and_a_unit_in_the_address_are_read(sample: Path) -> None:
    app = open_page("pages/home.py", quarter="2024Q3", unit="West")
    with Book.open(sample) as book:
        reading = book.reading("2024Q3", "West")
    assert app.title[0].value.replace("\\", "") == headline.headline(reading)
    assert "Q3 2024 · West only" in everything(app)


def test_a_hidden_unit_says_so_and_shows_no_number(sample: Path) -> None:
    app = open_page("pages/home.py", unit="Skarholm")
    shown = everything(app)
    assert "Hidden: fewer than 7 answers" in shown
    assert "ESAT cannot be shown" in shown
    with Book.open(sample) as book:
        leg = book.reading(node="Skarholm").legs["esat"]
    assert leg.hidden
    assert leg.n != leg.n  # not even the count


def test_loop_page_says_what_may_be_said(sample: Path) -> None:
    app = open_page("pages/loop.py")
    with Book.open(sample) as book:
        analysis = book.analysis()
    shown = everything(app)
    for link in analysis.links.values():
        assert evidence.sentence(link) in shown
        assert evidence.basis(link) in shown
    assert "drives" not in shown
    assert "causes" not in shown


def test_the_sample_loads_in_one_click(empty: Path) -> None:
    app = open_page("pages/home.py")
    app.button[0].click().run()
    assert not app.exception
    assert app.title[0].value.startswith("The stool")
    with Book.open(empty) as book:
        assert {*book.store.batches()["file_name"]} | NOTES == {
            each.name for each in sample_files()
        }
        assert book.actions()
        assert book.events()
        assert book.standards()


def test_an_upload_moves_the_numbers(store: Path) -> None:
    app = open_page("pages/data.py")
    folder = SAMPLE / "next" / "2026Q2"
    files = [(path.name, path.read_bytes(), "text/csv") for path in sorted(folder.glob("*.csv"))]
    app.file_uploader[0].set_value(files).run()
    assert not app.exception
    assert everything(app).count("accepted, 0 of them fixed, 0 rejected") == 3
    publish = next(b for b in app.button if b.label == words.publish(3))
    publish.click().run()
    assert not app.exception
    assert "Revision 3" in app.success[0].value  # the forecasts of the sample are revision 2
    app.switch_page("pages/home.py").run()
    with Book.open(store) as book:
        reading = book.reading()
    assert reading.quarter == "2026Q2"
    assert app.title[0].value.replace("\\", "") == headline.headline(reading)


def test_the_same_file_again_changes_nothing_and_says_so(store: Path) -> None:
    app = open_page("pages/data.py")
    path = SAMPLE / "revenue.csv"
    app.file_uploader[0].set_value([(path.name, path.read_bytes(), "text/csv")]).run()
    next(b for b in app.button if b.label == words.publish(1)).click().run()
    assert "Nothing changed: these files are loaded already" in everything(app)


def test_a_broken_file_is_refused_with_its_reason(sample: Path) -> None:
    app = open_page("pages/data.py")
    app.file_uploader[0].set_value([("broken.csv", b"PK\x03\x04zip", "text/csv")]).run()
    assert not app.exception
    assert len(app.error) == 1
    assert "broken.csv" in app.error[0].value.replace("\\", "")
    assert not [b for b in app.button if b.label.startswith("Publish")]
    assert words.ALL_OR_NONE in [warning.value for warning in app.warning]


def test_an_overlapping_file_is_named_and_can_replace(store: Path) -> None:
    lines = (SAMPLE / "revenue.csv").read_text(encoding="utf-8").splitlines()
    changed = "\n".join([lines[0], lines[1].replace(",North,", ",North,9"), *lines[2:]]).encode()
    app = open_page("pages/data.py")
    app.file_uploader[0].set_value([("revenue.csv", changed, "text/csv")]).run()
    app.checkbox(key="without_sample").uncheck().run()
    next(b for b in app.button if b.label == words.publish(1)).click().run()
    assert not app.exception
    assert "revenue.csv" in app.warning[0].value.replace("\\", "")
    app.checkbox(key="replace").check().run()
    next(b for b in app.button if b.label == words.publish(1)).click().run()
    assert "taken out" in app.success[0].value


def test_own_data_takes_the_place_of_the_sample(store: Path) -> None:
    own = "branch,quarter,revenue,cost\n" + "".join(
        f"Own,{year}Q{quarter},{100 + year % 7 + quarter},90\n"
        for year in (2024, 2025)
        for quarter in (1, 2, 3, 4)
    )
    app = open_page("pages/data.py")
    app.file_uploader[0].set_value([("own.csv", own.encode(), "text/csv")]).run()
    assert app.checkbox(key="without_sample").value
    next(b for b in app.button if b.label == words.publish(1)).click().run()
    assert not app.exception
    assert "taken out" in app.success[0].value
    assert "sample data of an invented company" not in everything(app)
    with Book.open(store) as book:
        assert set(book.analysis().legs["node"]) == {"ALL UNITS", "Own"}
        assert len(book.analysis(revision=1).legs) > 1000


def test_a_file_is_taken_back_and_the_other_legs_stay(store: Path) -> None:
    app = open_page("pages/data.py")
    app.selectbox(key="revert_batch").set_value(REVENUE).run()
    app.button(key="revert").click().run()
    assert not app.exception
    assert f"batch {REVENUE} is no longer part of the data" in everything(app)
    app.switch_page("pages/home.py").run()
    assert "Two legs are not a stool: staff and customers are loaded" in everything(app)
    assert not app.exception


def test_the_store_can_be_named_in_the_secrets(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("STOOL_STORE", raising=False)
    (tmp_path / ".streamlit").mkdir()
    secrets = f"[connections.stool]\nurl = {json.dumps(str(sample_store))}\n"
    (tmp_path / ".streamlit" / "secrets.toml").write_text(secrets, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    st.cache_resource.clear()
    app = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    app.run()
    assert app.title[0].value.startswith("The stool")
    st.cache_resource.clear()


def test_the_legs_page_follows_its_choice(sample: Path) -> None:
    app = open_page("pages/legs.py")
    app.segmented_control(key="leg").set_value("profit").run()
    assert not app.exception
    assert "margin" in everything(app)


def test_targets_are_saved_as_a_revision(store: Path) -> None:
    with Book.open(store) as book:
        before = book.reading().legs["csat"]
        from stool.measure import Target

        book.set_targets({"csat": Target(2.5, 3.6, 4.0, provisional=False)}, who="tests")
        after = book.reading().legs["csat"]
        old = book.reading(revision=1).legs["csat"]
    assert after.score > before.score
    assert old.score == before.score
    app = open_page("pages/home.py")
    assert numbers.number(after.score) in [metric.value for metric in app.metric]
    app = open_page("pages/home.py", v="1")
    assert numbers.number(before.score) in [metric.value for metric in app.metric]


def test_an_unknown_unit_in_the_address_does_not_break_a_page(sample: Path) -> None:
    app = open_page("pages/home.py", unit="![x](http://example.invalid/a.png)", quarter="1066Q9")
    assert not app.exception
    assert app.title[0].value.startswith("The stool")


def test_an_older_version_offers_its_own_quarters_only(store: Path) -> None:
    with Book.open(store) as book:
        files = [
            book.examine(path.read_bytes(), path.name)
            for path in sorted((SAMPLE / "next" / "2026Q2").glob("*.csv"))
        ]
        book.publish(files, who="tests")
        old = book.reading(revision=1)
    app = open_page("pages/home.py", quarter="2026Q2", v="1")
    assert not app.exception
    assert app.title[0].value.replace("\\", "") == headline.headline(old)
    assert "as of revision 1" in everything(app)
    assert "2026Q2" not in app.selectbox(key="quarter").options


def test_filters_survive_a_page_that_has_none(sample: Path) -> None:
    app = open_page("pages/home.py")
    app.selectbox(key="quarter").set_value("2024Q3").run()
    app.switch_page("pages/data.py").run()
    app.switch_page("pages/legs.py").run()
    assert app.selectbox(key="quarter").value == "2024Q3"
    assert "Q3 2024" in everything(app)


def test_the_data_page_shows_what_is_loaded_now(store: Path) -> None:
    app = open_page("pages/home.py")
    app.selectbox(key="v").set_value("1").run()
    with Book.open(store) as book:
        book.revert(REVENUE, who="tests")
    app.switch_page("pages/data.py").run()
    assert not app.exception
    with Book.open(store) as book:
        shown = words.matched(match_table(book.analysis()))
    assert (shown["Profit"] == 0).all()
    assert app.dataframe[0].value.equals(shown)

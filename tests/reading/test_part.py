"""A part in the company's place: the figures of the same node, and nothing of any other."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from stool.actions import Action, Status
from stool.book import Book
from stool.errors import UnknownPartError
from stool.events import Event
from stool.lag import loop_links, reverse_links
from stool.plan import Doubt
from stool.reading import (
    EVERYBODY,
    Analysis,
    Segment,
    acted,
    drivers_of,
    effect,
    fund,
    headline_items,
    items,
    last_year,
    leading,
    league,
    money,
    narrowed,
    outlook,
    paired_quarters,
    pairs_of,
    panel_of_scores,
    part_of,
    read,
    rest,
    segments,
    segments_of,
    service,
    service_cells,
    voice_of,
)
from stool.schema import COMPANY, CSAT, ESAT, INTERNAL, LEGS, REST
from stool.text import findings, labels, view
from stool.text.service.sentences import worst_place
from stool.voice import Voice
from stool.voice.rows import COMMENT, SUGGESTION, WRITTEN_COLUMNS
from tests.once import made_once, shared
from tests.privacy import parted
from tests.privacy.parted import CANARY, IN_NORTH, NORTH, QUARTERS, SOUTH
from tests.reading.conftest import Analysed

NOW = QUARTERS[-1]
PLACE = ["depth", "node", "parent"]
PARTS = [NORTH, SOUTH, "Abbey", "Tiny"]
MANAGERS = Segment("level", "Manager")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return Book.open(made_once(shared(tmp_path_factory), "parted.db", parted.load))


@pytest.fixture(scope="module")
def whole(book: Book) -> Analysis:
    return book.analysis()


@pytest.fixture(scope="module")
def north(whole: Analysis) -> Analysis:
    return part_of(whole, NORTH)


@pytest.fixture(scope="module")
def voice(book: Book) -> Voice:
    return book.voice()


def test_the_company_is_no_part(whole: Analysis) -> None:
    assert part_of(whole, COMPANY) is whole
    assert whole.root == COMPANY


@pytest.mark.parametrize("part", PARTS)
def test_every_figure_is_the_one_of_the_node_in_the_whole(whole: Analysis, part: str) -> None:
    found = part_of(whole, part)
    for mine, every, key in (
        (found.legs, whole.legs, ["quarter", "leg"]),
        (found.tilts, whole.tilts, ["quarter"]),
        (
            found.published.table,
            whole.published.table,
            ["quarter", "leg", "metric", "dimension", "level"],
        ),
    ):
        for node in (COMPANY, *found.nodes.loc[found.nodes["depth"] == "unit", "node"]):
            one = mine[mine["node"] == node].drop(columns=PLACE)
            other = every[every["node"] == found.named(node)].drop(columns=PLACE)
            assert len(one) or mine is found.tilts  # a hidden leg has no seat
            pd.testing.assert_frame_equal(
                one.sort_values(key, ignore_index=True), other.sort_values(key, ignore_index=True)
            )


@pytest.mark.parametrize("part", PARTS)
def test_a_reading_is_that_of_the_node(whole: Analysis, part: str) -> None:
    for quarter in (QUARTERS[3], NOW):
        mine, its = read(part_of(whole, part), quarter), read(whole, quarter, part)
        assert (mine.name, its.name) == (part, part)
        for leg in LEGS:
            one, other = (repr(each.legs.get(leg)) for each in (mine, its))
            assert one == other
        assert repr(mine.tilt) == repr(its.tilt)
        assert mine.state == its.state
        assert mine.missing == its.missing
        assert str(mine.tilt_year_ago) == str(its.tilt_year_ago)


def test_units_are_read_as_in_the_whole(whole: Analysis, north: Analysis) -> None:
    for unit in IN_NORTH:
        one, other = (repr(read(each, NOW, unit).legs) for each in (north, whole))
        assert one == other


def test_nothing_else_is_left(north: Analysis) -> None:
    assert set(north.nodes["node"]) == {COMPANY, *IN_NORTH}
    assert set(north.nodes["parent"]) == {"", COMPANY}
    published = north.published
    for table in (published.table, published.beside, published.rest, north.legs, north.tilts):
        assert CANARY not in table.to_csv()
        assert len(table)
    for said in (north.events, north.actions, north.standards, north.labels, north.links):
        assert said
        assert CANARY not in repr(said)
    assert list(north.batches) == ["sha256"]


def test_what_is_hidden_stays_hidden(whole: Analysis, north: Analysis) -> None:
    table = north.published.table
    hidden = table[table["hidden"] != ""]
    assert {"Tiny", "Minor"} <= set(hidden["node"])
    assert hidden[["n", "s", "ss"]].isna().all(axis=None)
    left = north.published.rest
    of_whole = whole.published.rest
    of_whole = of_whole[of_whole["node"] == NORTH]
    assert len(left) == len(of_whole) > 0
    assert left["s"].tolist() == of_whole["s"].tolist()
    assert set(left["depth"]) == {REST}
    assert set(left["node"]) == {COMPANY}


def test_links_are_estimated_from_the_units_of_the_part(sample_book: Book) -> None:
    whole = sample_book.analysis()
    found = part_of(whole, "East")
    panel = panel_of_scores(whole.legs[whole.legs["parent"] == "East"])
    assert repr(found.links) == repr(loop_links(panel))
    assert repr(found.reverse) == repr(reverse_links(panel))
    for link, result in found.links.items():
        assert 0 < result.n_units <= panel["unit"].nunique() < whole.links[link].n_units


def test_a_unit_alone_is_a_company_of_one_unit(whole: Analysis) -> None:
    found = part_of(whole, "Abbey")
    assert found.nodes[["depth", "node"]].to_numpy().tolist() == [
        ["company", COMPANY],
        ["unit", "Abbey"],
    ]
    assert {link.n_units for link in found.links.values()} == {1}
    mine, its = (
        money(analysis, NOW, node) for analysis, node in ((found, COMPANY), (whole, "Abbey"))
    )
    pd.testing.assert_frame_equal(mine, its)
    assert np.isfinite(fund(found).surplus)


def test_targets_are_those_of_the_company(whole: Analysis, north: Analysis) -> None:
    assert north.targets == whole.targets
    assert north.headline == whole.headline


def test_notes_of_the_part_hold_for_all_of_it(north: Analysis, whole: Analysis) -> None:
    assert [(each.label, each.unit) for each in north.events] == [
        ("Prices rise", COMPANY),
        ("New door", "Abbey"),
        ("New hall", COMPANY),
    ]
    assert [(each.title, each.units, each.cost) for each in north.actions] == [
        ("Bridge between two", ("Alder",), None),  # what it cost elsewhere is in it
        ("Doors oiled", ("Abbey", "Birch"), 977.125),
        ("Hall painted", (COMPANY,), 977.125),
        ("Pay round", (COMPANY,), None),
    ]
    assert [(each.standard, each.unit) for each in north.standards] == [
        ("Doors open at eight", COMPANY),
        ("Told within a day", COMPANY),  # nothing was measured of it
    ]
    unit = part_of(whole, "Abbey")
    assert {each.unit for each in unit.events} == {COMPANY}
    assert [each.label for each in unit.events_of(COMPANY)] == [
        each.label for each in whole.events_of("Abbey")
    ]
    assert [each.title for each in unit.actions if each.units == (COMPANY,)] == [
        "Doors oiled",
        "Hall painted",
        "Pay round",
    ]


def test_a_note_that_reaches_further_is_no_break_elsewhere(analysed: Analysed) -> None:
    events = (
        Event(NOW, "New form", "North", is_break=True),
        Event(NOW, "New form", "C", is_break=True),
    )
    found = part_of(analysed(events=events), "North")
    assert found.events == (Event(NOW, "New form", COMPANY, is_break=True),)


def test_of_internal_service_there_is_what_teams_of_the_part_say(north: Analysis) -> None:
    table = north.published.beside
    teams = table[(table["leg"] == INTERNAL) & (table["depth"] == "unit")]
    said = teams[["node", "level"]].drop_duplicates().to_numpy().tolist()
    assert said == [["Abbey", "ALL"], ["Abbey", "Birch"], ["Alder", "ALL"], ["Alder", "Abbey"]]


def test_an_unknown_part_is_refused_and_names_no_other(whole: Analysis) -> None:
    for asked in ("Nort", SOUTH[:-1]):
        with pytest.raises(UnknownPartError, match=f"called “{asked}”") as raised:
            part_of(whole, asked)
        said = str(raised.value).replace(asked, "")
        assert not [name for name in whole.nodes["node"] if name in said]


def test_answers_are_those_of_the_node(whole: Analysis, north: Analysis) -> None:
    for leg in (ESAT, CSAT):
        columns = ["node", "score", "low", "high", "hidden", "change", "raw"]
        mine, its = (
            league(analysis, NOW, node, leg)[columns].sort_values("node", ignore_index=True)
            for analysis, node in ((north, COMPANY), (whole, NORTH))
        )
        pd.testing.assert_frame_equal(mine, its)
        for answer in (segments, headline_items, items):
            one, other = answer(north, NOW, COMPANY, leg), answer(whole, NOW, NORTH, leg)
            same = [name for name in one if name not in PLACE]
            pd.testing.assert_frame_equal(
                one[same].reset_index(drop=True), other[same].reset_index(drop=True)
            )
    pd.testing.assert_frame_equal(money(north, NOW, COMPANY), money(whole, NOW, NORTH))
    one, other = rest(north, NOW, COMPANY, ESAT), rest(whole, NOW, NORTH, ESAT)
    assert one["score"].tolist() == other["score"].tolist() != []
    assert outlook(north).empty  # of eight quarters no link is established


def test_segments_are_those_of_the_part(whole: Analysis, north: Analysis) -> None:
    assert Segment("level", f"{CANARY} warden") in segments_of(whole)
    assert [each.level for each in segments_of(north)] == ["Front line", "Manager"]
    mine, its = narrowed(north, MANAGERS).legs, narrowed(whole, MANAGERS).legs
    figures = ["quarter", "raw", "score", "low", "high", "hidden"]
    one, other = (
        rows.loc[rows["node"] == node, figures].reset_index(drop=True)
        for rows, node in ((mine, COMPANY), (its, NORTH))
    )
    assert len(one)
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("leg", [ESAT, CSAT])
def test_drivers_are_those_of_the_node(
    book: Book, whole: Analysis, north: Analysis, leg: str
) -> None:
    year = last_year(whole, leg)
    assert last_year(north, leg) == year
    pairs = book.pairs(quarters=year)
    own = pairs_of(pairs, whole, NORTH)
    assert CANARY not in own.to_csv()
    assert pairs_of(pairs, whole, COMPANY) is pairs
    mine = drivers_of(north, own, leg)
    its = drivers_of(whole, pairs, leg, node=NORTH)
    pd.testing.assert_frame_equal(mine.items, its.items)
    assert (mine.node, mine.answers) == (its.node, its.answers) == (NORTH, its.answers)
    assert CANARY not in repr(leading(north))


def test_measures_of_the_service_are_those_of_the_node(
    book: Book, whole: Analysis, north: Analysis, voice: Voice
) -> None:
    pairs = book.pairs(quarters=paired_quarters(NOW))
    mine = service(
        north,
        service_cells(north),
        pairs_of(pairs, whole, NORTH),
        NOW,
        voice=voice_of(voice, whole, NORTH),
    )
    its = service(whole, service_cells(whole), pairs, NOW, NORTH, voice=voice)
    alike = {"S1", "S2", "S17"} & set(its)
    assert alike
    for concept in alike:
        assert repr(mine[concept].headline) == repr(its[concept].headline)
    assert {"S8", "S9", "S14"} <= set(mine)
    for measure in mine.values():
        told = [measure.details, measure.parts, measure.places, measure.trend]
        assert not [
            table for table in told if CANARY in table.to_csv() or COMPANY in table.to_csv()
        ]
        assert CANARY not in repr(measure.figures)
        assert CANARY not in worst_place(measure)


@pytest.mark.parametrize("leg", [ESAT, CSAT])
@pytest.mark.parametrize("kind", [COMMENT, SUGGESTION])
def test_texts_are_those_that_the_node_shows(
    voice: Voice, whole: Analysis, leg: str, kind: str
) -> None:
    for part in (NORTH, "Abbey"):
        mine = voice_of(voice, whole, part)
        one, other = (
            set(each.texts(leg, NOW, node, kind)["text"])
            for each, node in ((mine, COMPANY), (voice, part))
        )
        assert one == other
        assert mine.counts(leg, COMPANY, kind).equals(voice.counts(leg, part, kind))
        assert mine.funnel(leg, NOW, COMPANY).equals(voice.funnel(leg, NOW, part))
        assert CANARY not in mine.placed.to_csv()
        assert (mine.root, mine.named(COMPANY)) == (part, part)


def test_no_text_is_told_of_a_smaller_circle_than_to_everybody(
    voice: Voice, whole: Analysis
) -> None:
    """What stands in the list of the company is in no list of a part, however many there are."""
    above = voice.placed.assign(
        list=voice.placed["list"].mask(voice.placed["unit"].isin(["Tiny", "Minor"]), COMPANY)
    )
    employees = above["leg"] == ESAT
    written = pd.DataFrame([(ESAT, NOW, COMMENT, 9, 4)], columns=list(WRITTEN_COLUMNS))
    lifted = Voice(
        voice.revision, voice.newest, above[employees], voice.topics, voice.followed, written
    )
    assert set(lifted.texts(ESAT, NOW, COMPANY, COMMENT)["text"])
    found = voice_of(lifted, whole, NORTH)
    assert found.texts(ESAT, NOW, COMPANY, COMMENT).empty
    shown = found.placed[found.placed["list"] != ""]
    assert set(shown["unit"]) == set(IN_NORTH) - {"Tiny", "Minor"}
    assert len(found.placed) > len(shown)  # they are there, and nobody may read them
    assert lifted.left_out(ESAT, NOW, COMMENT) == 5
    assert found.left_out(ESAT, NOW, COMMENT) == 0
    assert not found.followed


def test_low_scorers_among_employees_are_told_of_the_whole_company_alone(
    voice: Voice, whole: Analysis
) -> None:
    low = voice.placed.assign(band=np.where(np.arange(len(voice.placed)) % 2, "low", "high"))
    topics = voice.topics
    told = Voice(voice.revision, voice.newest, low.assign(text="late pay"), topics, {})
    assert len(told.by_score(ESAT, NOW, COMPANY))
    part = voice_of(told, whole, NORTH)
    assert part.by_score(ESAT, NOW, COMPANY).empty
    assert part.by_score(CSAT, NOW, COMPANY).equals(told.by_score(CSAT, NOW, NORTH))


def test_the_book_answers_for_a_part(book: Book, whole: Analysis, north: Analysis) -> None:
    assert book.analysis(part=NORTH).legs.equals(north.legs)
    assert book.reading(NOW, part=NORTH).name == NORTH
    assert CANARY not in book.pairs(quarters=[NOW], part=NORTH).to_csv()
    assert book.drivers(ESAT, part=NORTH).node == NORTH
    assert CANARY not in book.coverage(part=NORTH).rows.to_csv()
    assert book.service_cells(part=NORTH).headline == north.headline
    assert "S8" in book.service(NOW, part=NORTH)
    assert book.voice(part=NORTH).root == NORTH
    with pytest.raises(UnknownPartError):
        book.voice(part="West")
    with pytest.raises(UnknownPartError):
        book.pairs(quarters=[NOW], part="West")


def test_forecasts_that_are_stored_are_of_the_company(sample_book: Book) -> None:
    assert len(sample_book.track_record().stored)
    found = sample_book.track_record(part="East")
    assert found.stored.empty
    assert found.pending.empty
    units = set(panel_of_scores(sample_book.analysis(part="East").legs)["unit"])
    assert set(found.backtest["unit"]) <= units


def test_actions_are_compared_with_units_of_the_part(analysed: Analysed) -> None:
    done = Action("Doors", "Head", ("A",), ESAT, QUARTERS[2], 1, Status.RUNNING)
    every = replace(done, title="All", units=("North",))
    whole = analysed(actions=(done, every))
    found = acted(part_of(whole, "North"))
    effects = found.effects.set_index("title")
    assert effects.loc["All", "doubt"] == Doubt.ALL_UNITS
    assert effects.loc["Doors", "others"] < 2
    assert found.ownership.units == 2


def test_two_versions_are_compared_within_the_part(whole: Analysis, north: Analysis) -> None:
    moved = effect(None, north)
    assert set(moved.new["node"]) <= {COMPANY, *IN_NORTH}
    assert moved.legs == {
        leg: (None, read(whole, NOW, NORTH).legs[leg].score) for leg in moved.legs
    }


def test_trust_says_nothing_of_rows_that_hold_others(whole: Analysis, north: Analysis) -> None:
    said = {
        analysis.root: next(
            findings.sentence(each) for each in read(analysis).trust if each.kind == "files"
        )
        for analysis in (whole, north)
    }
    assert "rejected" in said[COMPANY]
    assert said[NORTH] == "3 of 3 legs loaded for Q4 2025."


def test_the_part_is_called_by_its_name(north: Analysis, whole: Analysis) -> None:
    reading = read(north)
    assert reading.node == COMPANY
    assert labels.node(reading.name) == NORTH
    assert labels.node(read(whole).name) == labels.ALL_UNITS
    assert view.of(reading.name, EVERYBODY) == NORTH
    assert labels.node(COMPANY, north.root) == NORTH
    assert north.named("Abbey") == "Abbey"

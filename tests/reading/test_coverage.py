"""The coverage map: every column a concept needs counts, and nothing else does."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pytest

from stool.book import Book
from stool.lag.evidence import LEAST_QUARTERS
from stool.measure.change import MIN_CHANGES
from stool.period import shift
from stool.privacy import Published, publish
from stool.reading import Analysis
from stool.reading.coverage import TOGETHER, Coverage, coverage
from stool.reading.needs import COUNTS, FILES, ITEMS, Concept, Need, concepts, parsed
from stool.report.coverage import coverage_body
from stool.schema import ALL, COMPANY, CSAT, DIMENSIONS, ESAT, FREE_TEXT, LEGS, SHOWN
from tests.cells.making import Cell, answers, cells, ledger
from tests.reading.slim import slim

QUARTERS = [shift("2023Q1", step) for step in range(12)]
UNITS = ("A", "B")
ANSWERS = (2, 3, 4, 4, 5, 5, 3, 4)
BY_ID = {concept.id: concept for concept in concepts()}


def needed(concept: Concept) -> list[Need]:
    return [need for ways in concept.needs for need in ways[0]]


def in_cells(need: Need) -> bool:
    return need.source in LEGS and need.figure not in FREE_TEXT


IN_CELLS = [concept for concept in concepts() if all(map(in_cells, needed(concept)))]


def analysis_of(*made: Cell, whole: bool = True) -> Analysis:
    """An analysis with its published table and headline alone; not `whole`, of units alone."""
    nothing = pd.DataFrame()
    units = cells(*made).rename(columns={"unit": "node"})
    units = units.assign(depth="unit", parent=COMPANY, hidden=SHOWN)
    legs = {str(cell["leg"]) for cell in made if cell["metric"] == cell["leg"]}
    return Analysis(
        revision=7,
        published=publish(cells(*made), {}) if whole else Published(units, 7, 5),
        headline={leg: leg for leg in legs},
        targets={},
        legs=nothing,
        tilts=nothing,
        links={},
        reverse={},
        batches=nothing,
        labels={},
    )


def column(
    leg: str,
    metric: str,
    dimension: str = "",
    *,
    quarters: Iterable[str] = QUARTERS[:1],
    units: Iterable[str] = UNITS,
    values: Iterable[float] = ANSWERS,
    levels: Iterable[str] = ("x", "y"),
    scale: str = "1-5",
) -> list[Cell]:
    """Cells of one column, split by a dimension if one is given."""
    groups = [(ALL, ALL), *((dimension, level) for level in levels if dimension)]
    return [
        ledger(metric, quarter, unit, 100.0)
        if leg == "profit"
        else answers(metric, quarter, unit, [*values], scale=scale, leg=leg, segment=group)
        for quarter in quarters
        for unit in units
        for group in groups
    ]


def loads(need: Need) -> list[Cell]:
    """Cells that meet a need, of a leg whose headline is loaded besides."""
    dimension = need.dimension if need.dimension in DIMENSIONS else ""
    names = {ITEMS: ["one", "two"], COUNTS: [need.source], "": [need.source]}
    return [
        cell
        for name in names.get(need.figure, [need.figure])
        for cell in column(need.source, name, dimension, quarters=QUARTERS[: need.quarters])
    ]


def cells_for(needs: Iterable[Need]) -> list[Cell]:
    """Cells of these needs, each cell once, and the headlines of their legs."""
    needs = list(needs)
    made = [cell for need in needs for cell in loads(need)]
    for leg in {need.source for need in needs} - {"profit"}:
        for dimension in {need.dimension for need in needs if need.source == leg}:
            made += column(leg, leg, dimension if dimension in DIMENSIONS else "")
    keys = ("leg", "metric", "quarter", "unit", "dimension", "level")
    return list({tuple(cell[key] for key in keys): cell for cell in made}.values())


def row_of(found: Coverage, concept: str) -> dict[str, object]:
    return found.rows.set_index("id").loc[concept].to_dict()


def read(
    concept: str,
    *made: Cell,
    whole: bool = True,
    meanings: dict[str, str] | None = None,
    texts: pd.DataFrame | None = None,
) -> dict[str, object]:
    """The row of one concept, the others left out for speed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("stool.reading.coverage.concepts", lambda: (BY_ID[concept],))
        return row_of(coverage(analysis_of(*made, whole=whole), meanings, texts), concept)


def said(needs: object) -> list[str]:
    assert isinstance(needs, tuple)
    return [str(need) for need in needs]


def test_the_sample_measures_everything(sample_book: Book) -> None:
    found = sample_book.coverage()
    assert (found.measured, found.total) == (46, 46)
    assert said(row_of(found, "S40")["by"]) == [
        *("csat:comment", "csat:suggestion", "A:comment", "A:status", "A:result"),
    ]


def test_three_files_with_few_questions_measure_seventeen(sample_book: Book) -> None:
    found = coverage(slim(sample_book.analysis()))
    assert (found.measured, found.total) == (17, 46)
    rows = found.rows
    assert rows.loc[rows["measured"], "id"].tolist() == [
        *("S1", "S2", "S4", "S5", "S11", "S12", "S18", "S19", "S21", "S32", "S33", "S35"),
        *("S38", "S43", "S44", "S45", "S46"),
    ]
    assert rows.loc[rows["in_part"], "id"].tolist() == [
        *("S7", "S15", "S17", "S26", "S30", "S39", "S41", "S42"),
    ]
    assert set(rows.loc[rows["measured"] & (rows["id"] != "S46"), "quarters"]) == {20}
    assert said(row_of(found, "S1")["by"]) == ["csat@served_by"]
    assert said(row_of(found, "S42")["missing"]) == ["csat:expectation", "csat:repeat"]


def test_nothing_loaded_measures_the_map_alone() -> None:
    found = coverage(analysis_of())
    assert found.rows.loc[found.rows["measured"], "id"].tolist() == ["S46"]
    assert not found.rows["in_part"].any()
    assert not found.rows["lacking"].map(len).any()
    assert (found.rows["missing"].map(len) > 0).sum() == 45


@pytest.mark.parametrize("concept", IN_CELLS, ids=lambda concept: concept.id)
def test_every_column_of_a_concept_counts(concept: Concept) -> None:
    every = cells_for(needed(concept))
    assert read(concept.id, *every, whole=False)["measured"]
    columns = {
        (need.source, need.source if need.figure in ("", COUNTS) else need.figure)
        for need in needed(concept)
        if need.figure != ITEMS
    }
    for leg, metric in columns:
        rest = [cell for cell in every if (cell["leg"], cell["metric"]) != (leg, metric)]
        row = read(concept.id, *rest, whole=False)
        assert row["measured"] is False
        assert (leg if leg == metric else f"{leg}:{metric}") in said(row["missing"])


@pytest.mark.parametrize(
    "concept",
    [each for each in IN_CELLS if any(need.dimension in DIMENSIONS for need in needed(each))],
    ids=lambda concept: concept.id,
)
def test_every_split_of_a_concept_counts(concept: Concept) -> None:
    every = [cell for cell in cells_for(needed(concept)) if cell["unit"] == UNITS[0]]
    assert read(concept.id, *every, whole=False)["measured"]
    plain = [cell for cell in every if cell["dimension"] == ALL]
    row = read(concept.id, *plain, whole=False)
    assert row["measured"] is False
    splits = {f"{need.source}@{need.dimension}" for need in needed(concept) if need.dimension}
    assert sorted(splits) == sorted(said(row["missing"]))


@pytest.mark.parametrize(
    "concept", [each for each in concepts() if each not in IN_CELLS], ids=lambda concept: concept.id
)
def test_what_is_not_in_the_cells_is_missing_without_its_file(concept: Concept) -> None:
    every = cells_for(need for need in needed(concept) if in_cells(need))
    row = read(concept.id, *every, whole=False)
    assert row["measured"] is False
    assert said(row["missing"]) == [
        str(need) for need in dict.fromkeys(needed(concept)) if not in_cells(need)
    ]


def test_a_column_that_is_hidden_everywhere_is_not_measured() -> None:
    row = read("S20", *column(CSAT, CSAT), *column(CSAT, "courtesy", units="A", values=(4, 5, 3)))
    assert row["measured"] is False
    assert said(row["lacking"]) == ["csat:courtesy"]
    assert row["missing"] == ()
    assert read("S20", *column(CSAT, CSAT), *column(CSAT, "courtesy"))["measured"]


def test_columns_of_one_survey_must_share_a_quarter() -> None:
    early, late = QUARTERS[:4], QUARTERS[3:]
    asked = column(CSAT, "value_for_money", quarters=early)
    row = read("S3", *column(CSAT, CSAT, quarters=late), *asked)
    assert (row["measured"], row["quarters"], row["last"]) == (True, 1, "2023Q4")
    row = read("S3", *column(CSAT, CSAT, quarters=late[1:]), *asked)
    assert (row["measured"], row["in_part"], row["quarters"], row["last"]) == (False, True, 0, "")
    assert said(row["lacking"]) == [f"csat:{TOGETHER}"]


def test_two_surveys_may_take_turns() -> None:
    staff = column(ESAT, "respected", quarters=QUARTERS[:6:2])
    customers = column(CSAT, "respected", quarters=QUARTERS[1:4:2])
    row = read("S23", *staff, *customers)
    assert (row["measured"], row["quarters"], row["last"]) == (True, 2, "2023Q4")
    assert read("S23", *staff)["measured"] is False


def test_a_question_of_the_other_survey_is_another_question() -> None:
    row = read("S20", *column(ESAT, "courtesy"))
    assert (row["measured"], row["in_part"]) == (False, False)


@pytest.mark.parametrize(("quarters", "measured"), [(7, False), (8, True)])
def test_quarters_are_counted_in_one_unit(quarters: int, measured: bool) -> None:
    half = column(CSAT, CSAT, quarters=QUARTERS[:4], units="A")
    other = column(CSAT, CSAT, quarters=QUARTERS[4 : quarters + 1], units="B")
    apart = read("S2", *half, *other)
    assert apart["measured"] is False
    assert said(apart["lacking"]) == ["csat#8"]
    assert apart["in_part"] is False
    whole = read("S2", *column(CSAT, CSAT, quarters=QUARTERS[:quarters], units="A"))
    assert whole["measured"] is measured


def heard(
    leg: str, kind: str, quarters: Iterable[str] = QUARTERS[:1], *, is_shown: bool = True
) -> pd.DataFrame:
    """Where there are texts; as of `stool.voice.heard.loaded`."""
    rows = [(leg, kind, quarter, is_shown) for quarter in quarters]
    return pd.DataFrame(rows, columns=["leg", "kind", "quarter", "is_shown"])


def test_comments_that_may_be_read_are_loaded() -> None:
    score = column(CSAT, CSAT)
    row = read("S40", *score)
    wanted = ["csat:comment", "csat:suggestion", "A:comment", "A:status", "A:result"]
    assert (said(row["missing"]), row["in_part"]) == (wanted, False)
    row = read("S40", *score, texts=heard(CSAT, "comment"))
    assert (said(row["by"]), said(row["missing"])) == (["csat:comment"], wanted[1:])
    assert (row["measured"], row["in_part"]) == (False, True)
    row = read("S40", *score, texts=heard(ESAT, "suggestion"))
    assert said(row["by"]) == ["esat:suggestion"]


def test_comments_nobody_may_read_lack_answers() -> None:
    row = read("S40", texts=heard(CSAT, "comment", is_shown=False))
    assert said(row["lacking"]) == ["csat:comment"]
    assert "csat:comment" not in said(row["missing"])


def test_comments_and_suggestions_are_no_items_of_the_service() -> None:
    texts = pd.concat([heard(CSAT, "comment"), heard(CSAT, "suggestion")])
    row = read("S4", *column(CSAT, CSAT, "segment"), texts=texts)
    assert said(row["missing"]) == ["csat:courtesy", "csat:easy_to_deal_with"]


def test_one_group_alone_is_no_comparison() -> None:
    one = [
        *column(ESAT, ESAT, "level", levels="x"),
        *column(ESAT, "clear_vision", "level", levels="x"),
    ]
    row = read("S12", *one)
    assert row["measured"] is False
    assert said(row["lacking"]) == ["esat@level"]
    only_item_small = [
        *column(ESAT, ESAT, "level"),
        *column(ESAT, "clear_vision", "level", levels="x"),
    ]
    assert said(read("S12", *only_item_small)["lacking"]) == ["esat:clear_vision@level"]


def test_a_hidden_figure_is_named_before_its_groups() -> None:
    few = column(ESAT, "clear_vision", "level", units="A", values=(4, 5, 3))
    row = read("S12", *column(ESAT, ESAT, "level"), *few)
    assert (said(row["missing"]), said(row["lacking"])) == ([], ["esat:clear_vision"])


def test_two_groups_in_different_quarters_are_no_comparison() -> None:
    apart = [
        *column(CSAT, CSAT, "served_by", units="A", levels="x"),
        *column(CSAT, CSAT, "served_by", units="B", levels="y", quarters=["2026Q1"]),
    ]
    assert read("S1", *apart)["measured"] is False


def test_units_stand_in_for_servers_where_there_are_two() -> None:
    row = read("S1", *column(CSAT, CSAT))
    assert (row["measured"], said(row["by"])) == (True, ["csat@unit"])
    row = read("S1", *column(CSAT, CSAT, units="A"))
    assert (row["measured"], said(row["missing"])) == (False, ["csat@served_by"])
    row = read("S1", *column(CSAT, CSAT, "served_by"))
    assert said(row["by"]) == ["csat@served_by"]


def test_the_way_that_lacks_least_is_offered() -> None:
    row = read("S33", *column(CSAT, CSAT))
    assert said(row["missing"]) == ["csat:fairness"]
    waits = [*column(CSAT, CSAT, "segment"), *column(CSAT, "first_reply_hours", "segment")]
    assert said(read("S33", *waits)["missing"]) == ["csat:fairness"]
    row = read("S33", *waits, *column(CSAT, "promise_kept", "segment"))
    assert row["measured"]


def test_means_hold_no_single_answers() -> None:
    made = [
        *column(CSAT, CSAT, scale="1-5 mean"),
        *column(CSAT, "complaint"),
        *column("profit", "customers"),
    ]
    row = read("S19", *made)
    assert (row["measured"], row["in_part"]) == (False, True)
    assert (said(row["lacking"]), row["missing"]) == (["csat:counts"], ())


def test_one_question_beside_the_score_is_not_enough_for_drivers() -> None:
    score = column(CSAT, CSAT, "segment")
    courtesy, ease = (column(CSAT, name, "segment") for name in ("courtesy", "easy_to_deal_with"))
    outcomes = [*column(CSAT, "nps", "segment"), *column(CSAT, "complaint", "segment")]
    assert said(read("S4", *score, *outcomes)["missing"]) == [
        "csat:courtesy", "csat:easy_to_deal_with",
    ]  # fmt: skip
    row = read("S4", *score, *courtesy, *outcomes)
    assert (row["measured"], said(row["missing"])) == (False, ["csat:easy_to_deal_with"])
    assert read("S4", *score, *courtesy, *ease)["measured"]


def test_a_metric_of_another_name_counts_as_what_it_means() -> None:
    made = [*column(CSAT, CSAT), *column(CSAT, "worth_it")]
    assert read("S3", *made)["measured"] is False
    row = read("S3", *made, meanings={"worth_it": "value_for_money"})
    assert (row["measured"], said(row["by"])) == (True, ["csat:worth_it", "csat"])


def test_a_headline_alone_is_no_part() -> None:
    found = coverage(analysis_of(*column(CSAT, CSAT, units="A"))).rows.set_index("id")
    assert not found["in_part"].any()
    assert said(found.loc["S3", "by"]) == ["csat"]


def test_quarters_asked_for_are_those_the_analysis_asks_for() -> None:
    asked = {
        concept.id: {need.quarters for ways in concept.needs for way in ways for need in way}
        for concept in concepts()
    }
    assert asked.pop("S2") == {MIN_CHANGES}
    assert asked.pop("S44") == asked.pop("S45") == {LEAST_QUARTERS}
    assert set().union(*asked.values()) == {1}


def test_concepts_are_listed_once_in_order() -> None:
    assert [concept.id for concept in concepts()] == [f"S{number}" for number in range(1, 47)]
    assert BY_ID["S46"].needs == ()
    assert BY_ID["S35"].files == (FILES[ESAT], FILES[CSAT])
    assert {concept.page for concept in concepts()} <= {
        *("home", "legs", "balance", "loop", "voice", "service", "plan", "data", "share"),
    }


def test_an_expression_is_read_as_written() -> None:
    first, second = parsed("csat:a@unit | L:opened + L:closed & esat#8")
    assert first == ((Need("csat", "a", "unit"),), (Need("L", "opened"), Need("L", "closed")))
    assert second == ((Need("esat", quarters=8),),)
    assert [str(need) for way in first for need in way] == ["csat:a@unit", "L:opened", "L:closed"]
    assert parsed("") == ()


@pytest.mark.parametrize("word", ["esat:", "nobody:x", "csat@colour", "csat:A", "csat#x", "csat |"])
def test_a_word_that_is_no_need_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="must be like"):
        parsed(word)


def test_every_concept_has_a_figure_or_a_question(sample_book: Book) -> None:
    """On the sample all 46 are measured; whatever is not has the question to add."""
    found = sample_book.coverage(valued=True)
    body = coverage_body(found)
    assert [row["id"] for row in body["concepts"]] == [f"S{number}" for number in range(1, 47)]
    for row in body["concepts"]:
        assert row["measured"] or row["questions"], row["id"]
        assert (row["figure"] is None) != row["measured"], row["id"]
        figure = row["figure"]
        assert np.isfinite(figure["value"]), row["id"]
        if figure["kind"] in ("mean", "gap", "spread", "hours", "r"):
            assert figure["low"] <= figure["value"] <= figure["high"], row["id"]
    assert body["measured"] == body["of"] == 46
    assert body["questions"] == []


def test_without_data_every_concept_has_its_question() -> None:
    body = coverage_body(coverage(analysis_of()))
    without = [row["id"] for row in body["concepts"] if not (row["measured"] or row["questions"])]
    assert without == []
    assert {row["figure"] for row in body["concepts"]} == {None}

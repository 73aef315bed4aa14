"""Words of the analyst's figures: one sentence each, exact counts, and no claim of a cause."""

import math
import re

import numpy as np
import pandas as pd
import pytest

from stool.schema import CSAT, ESAT, PROFIT
from stool.text import links
from stool.text import opinions as opinions_
from stool.text import record as record_
from tests.charts.test_detectable import power
from tests.charts.test_impulse import projection
from tests.charts.test_ranges import POOLED, units, variants
from tests.charts.test_record import record
from tests.charts.test_residuals import left
from tests.text.test_evidence import CLAIMS

NAN = math.nan
GRADED = {
    "leader": ESAT, "follower": CSAT, "level": 0.8, "n": 96, "quarters": 4, "coverage": 0.78,
    "skill_no_change": 0.2256, "skill_no_change_low": 0.0591, "skill_no_change_high": 0.3759,
    "skill_own_path": -0.0404, "skill_own_path_low": -0.1664, "skill_own_path_high": 0.0784,
}  # fmt: skip


def every_caption() -> list[str]:
    blank = units(3).assign(r=NAN, low=NAN, high=NAN)
    return [
        links.caption_forest(units(5), POOLED),
        links.caption_forest(units(5).assign(low=NAN, high=NAN), (NAN, NAN, NAN)),
        links.caption_forest(blank, POOLED),
        links.caption_sensitivity(variants()),
        links.caption_sensitivity(variants().head(1)),
        links.caption_sensitivity(variants().iloc[:0]),
        links.caption_impulse(projection()),
        links.caption_impulse(projection(immediate=NAN, carried_over=NAN)),
        record_.caption_record(GRADED, kind="stored"),
        record_.caption_record(GRADED | {"skill_no_change": NAN}, kind="backtest"),
        record_.caption_record(None, kind="stored"),
        links.caption_detectable(power(), (24, 20)),
        links.caption_detectable(power(), (1, 8)),
        links.caption_detectable(power(), (7, 7)),
        links.caption_residuals(left()),
        links.caption_residuals(left(r=0.1)),
        links.caption_residuals(left(band=NAN)),
        links.r_max_sentence(0.82, 0.71, 0.95, ESAT, CSAT),
        links.r_max_sentence(NAN, 0.71, 1, CSAT, PROFIT),
        links.r_max_sentence(NAN, NAN, 0.9, ESAT, CSAT),
    ]


@pytest.mark.parametrize("caption", every_caption())
def test_one_sentence_that_claims_no_cause(caption: str) -> None:
    assert caption.endswith(".")
    assert ". " not in caption
    assert not re.search(r"\bnan\b", caption, re.IGNORECASE)
    assert "  " not in caption
    assert not CLAIMS.search(caption)


def test_forest() -> None:
    assert links.caption_forest(units(5), POOLED) == (
        "Unit by unit, r is above 0 in 3 of 5 (−0.50 to 0.90); 0 lies outside the interval in 3 of "
        "5, by luck alone in about 0.2; all units together r = 0.30 (0.20 to 0.40)."
    )
    table = units(21)
    table.loc[table["unit"] <= "Unit 13", ["low", "high"]] = NAN  # Unit 0, 1, 10, 11, 12, 13
    table.loc[table["unit"] == "Unit 20", ["r", "low", "high"]] = NAN
    assert links.caption_forest(table, POOLED).startswith(
        "Unit by unit, r is above 0 in 12 of 20 (−0.50 to 0.83); 0 lies outside the interval in 9 "
        "of 14, by luck alone in about 0.7;"
    )
    assert links.caption_forest(table.iloc[:0], POOLED).startswith("No unit has quarters enough")


def test_rows_of_units() -> None:
    assert links.between_row(1) == "… 1 unit between …"
    row = {"r": 0.3, "low": NAN, "high": NAN, "n_quarters": 1}
    assert links.forest_hover("North & <b>Co</b>", row) == (
        "<b>North &amp; &lt;b&gt;Co&lt;/b&gt;</b><br>r = 0.30<br>1 quarter"
    )
    assert links.pooled_hover(POOLED) == "<b>all units</b><br>r = 0.30 (0.20 to 0.40)"


def test_sensitivity_leaves_the_published_and_the_between_units_out_of_its_counts() -> None:
    assert links.caption_sensitivity(variants()) == (
        "Computed in 2 other ways, r at the published lag runs from −0.10 to 0.60, 0.50 as "
        "published; 1 of 2 keep its sign and 0 of 2 have p under 0.05."
    )
    clear = variants().assign(p=[0.2, 0.049, NAN, NAN, 0.01])
    assert links.caption_sensitivity(clear).endswith("1 of 1 have p under 0.05.")
    negative = variants().assign(r=[-0.5, -0.6, -0.1, NAN, 0.8])
    assert "2 of 2 keep its sign" in links.caption_sensitivity(negative)


def test_sensitivity_of_nothing() -> None:
    assert links.caption_sensitivity(variants().head(1)) == (
        "As published r = 0.50; it was computed in no other way."
    )
    untested = variants()
    untested.loc[0, "r"] = NAN
    for table in (untested, untested.iloc[:0]):
        assert links.caption_sensitivity(table).startswith("No lag could be tested")


def test_ways_have_names_and_say_what_they_do() -> None:
    assert all(
        len(name) <= 24 for name, _ in links.VARIANT.values()
    )  # a phone has no room for more
    assert len({name for name, _ in links.VARIANT.values()}) == len(links.VARIANT)
    assert links.variant("a_<new>_way") == "a &lt;new&gt; way"
    row = {"best_lag": 3.0, "r": 0.5, "low": 0.3, "high": 0.7, "p": 0.02}
    assert links.variant_hover(row, "no_trend") == (
        "<b>trend not taken out</b><br>r = 0.50 (0.30 to 0.70)<br>p = 0.020<br>strongest at lag 3"
        "<br>the straight line through each series is left"
    )
    bare = row | {"p": NAN, "best_lag": None}
    assert links.variant_hover(bare, "new") == "<b>new</b><br>r = 0.50 (0.30 to 0.70)"


def test_impulse_sets_the_immediate_against_the_carried_over() -> None:
    assert links.caption_impulse(projection()) == (
        "After a quarter with ESAT one point above what its past suggests, CSAT tends to be off "
        "its own path by +0.10 (−0.02 to 0.22) points at once and by +0.25 (0.05 to 0.45) points "
        "in all over the 2 quarters after."
    )
    assert links.caption_impulse(projection(immediate=NAN, carried_over=NAN)) == (
        "Too few quarters to follow CSAT after ESAT."
    )
    half = links.caption_impulse(projection(carried_over=NAN, carried_low=NAN, carried_high=NAN))
    assert "and by – points in all" in half


def test_record_turns_skill_in_squares_into_typical_error() -> None:
    assert record_.caption_record(GRADED, kind="stored") == (
        "Forecasts of CSAT from ESAT over 4 quarters, made before they were known, were off by 12% "
        "less (3 to 21%) than assuming no change and by 2% more (−4 to 8%) than from its own path "
        "alone; 78% of 96 fell inside their 80% interval."
    )
    short = GRADED | {"skill_no_change_low": NAN, "skill_no_change_high": NAN}
    assert "12% less than assuming" in record_.caption_record(short, kind="stored")
    unknown = GRADED | dict.fromkeys([name for name in GRADED if "no_change" in name], NAN)
    assert "by an unknown amount more or less than assuming" in (
        record_.caption_record(unknown, kind="stored")
    )
    perfect = GRADED | {"skill_no_change": 1.0, "skill_no_change_high": 1.0}
    assert "by 100% less (3 to 100%) than" in record_.caption_record(perfect, kind="stored")


def test_record_says_which_forecasts_were_blind() -> None:
    after = record_.caption_record(GRADED, kind=record_.BACKTEST)
    assert "over 4 quarters, worked out afterwards, were off" in after
    for nothing in (None, GRADED | {"n": 0}):
        assert record_.caption_record(nothing, kind="stored") == "No forecast has been graded yet."


def test_record_hover_leaves_out_what_is_missing() -> None:
    row = record(rmse_seasonal_naive=NAN).iloc[0]
    words = record_.record_hover(row.to_dict(), "2025Q1", record_.BACKTEST)
    assert words == (
        "<b>Q1 2025</b>, worked out afterwards<br>forecast from the leader: 1.00<br>assuming no "
        "change: 1.30<br>from the follower’s own path alone: 1.10<br>75% of 24 inside their "
        "interval"
    )


def test_detectable_looks_twice_the_data_up() -> None:
    rows = [(24, 20, 0.21), (24, 40, 0.143), (48, 20, 0.15), (24, 10, NAN), (12, 20, NAN)]
    table = pd.DataFrame(rows, columns=["n_units", "n_quarters", "r"])
    assert links.caption_detectable(table, (24, 20)) == (
        "With 24 units and 20 quarters a link shows four times in five when r is 0.21 or more; "
        "with twice the quarters 0.14, with twice the units 0.15."
    )
    assert links.caption_detectable(table, (24, 40)) == (
        "With 24 units and 40 quarters a link shows four times in five when r is 0.14 or more."
    )
    assert links.caption_detectable(table, (12, 20)) == (
        "With 12 units and 20 quarters no link, however strong, would show four times in five; "
        "with twice the units 0.21."
    )
    assert links.caption_detectable(table, (1, 1)) == (
        "With 1 unit and 1 quarter what a link would need to show is not in the table."
    )


@pytest.mark.parametrize(
    ("r", "cell"), [(0.3, ".30"), (0.054, ".05"), (1.0, "1.00"), (NAN, "none")]
)
def test_cells_have_no_leading_zero(r: float, cell: str) -> None:
    assert links.detectable_cell(r) == cell


@pytest.mark.parametrize(
    ("r_max", "reliability", "pair", "sentence"),
    [
        (
            0.82,
            (0.71, 0.95),
            (ESAT, CSAT),
            "Your surveys’ own error caps what can be seen: even a perfect link would show at most "
            "r = 0.82 (reliability ESAT 0.71, CSAT 0.95).",
        ),
        (
            0.97,
            (0.95, 1.0),
            (CSAT, PROFIT),
            "Your surveys’ own error caps what can be seen: even a perfect link would show at most "
            "r = 0.97 (reliability CSAT 0.95, Profit counted in full).",
        ),
        (
            1.0,
            (1.0, 1.0),
            ("visits", PROFIT),
            "visits and Profit are counted in full: no survey error caps what can be seen.",
        ),
        (
            NAN,
            (0.95, 1.0),
            (CSAT, PROFIT),
            "How far survey error caps what can be seen is not known: figures counted in full have "
            "no survey error.",
        ),
        (
            NAN,
            (NAN, 0.95),
            (ESAT, CSAT),
            "How far survey error caps what can be seen is not known: the reliability of ESAT "
            "cannot be estimated.",
        ),
        (
            NAN,
            (-0.2, 0.95),
            (ESAT, CSAT),
            "How far survey error caps what can be seen is not known: the surveys’ error is as "
            "large as all that moves.",
        ),
    ],
)
def test_what_survey_error_lets_through(
    r_max: float, reliability: tuple[float, float], pair: tuple[str, str], sentence: str
) -> None:
    assert links.r_max_sentence(r_max, *reliability, *pair) == sentence


def test_residuals_name_what_leaves_the_band() -> None:
    assert links.caption_residuals(left()) == (
        "Once its own past is taken out of ESAT, CSAT and Profit, 2 of 12 autocorrelations leave "
        "the band of luck: ESAT at lag 1 and CSAT at lag 2."
    )
    assert links.caption_residuals(left().head(4)).endswith(
        "taken out of ESAT, 1 of 4 autocorrelations leaves the band of luck: ESAT at lag 1."
    )
    assert links.caption_residuals(left(r=-0.3)).endswith(
        "none of 12 autocorrelations leaves the band of luck."
    )
    assert links.caption_residuals(left(r=NAN)).startswith("Too few quarters")


def opinions() -> list[dict[str, object]]:
    return [
        {"method": method, "direction": "forward", "statistic": 3.14159, "p": 0.0004, "note": ""}
        for method in opinions_.METHOD
    ]


def test_second_opinions_as_rows() -> None:
    rows = opinions_.opinion_rows(opinions())
    assert [list(row) for row in rows] == [list(opinions_.OPINION.values())] * 6
    assert rows[1] == {
        "Method": "Granger",
        "Direction": "leader → follower",
        "Statistic": "F = 3.14",
        "p": "< 0.001",
        "What it asks": "Does the leader’s past improve on the follower’s own past, company-wide?",
    }
    assert opinions_.opinion_rows([]) == []


def test_an_opinion_fits_one_line() -> None:
    row = {"method": "granger", "direction": "forward", "statistic": 2.5, "p": 0.04, "note": ""}
    found = [
        opinions_.opinion_line(opinions_.opinion_rows([row | {"p": p}])[0])
        for p in (0.04, 0.0001, float("nan"))
    ]
    assert found[0].startswith("Granger, leader → follower: F = 2.50, p = 0.040. Does the leader")
    assert "F = 2.50, p < 0.001. " in found[1]
    assert "F = 2.50. " in found[2]


def test_only_the_between_units_row_is_no_evidence_of_a_lead() -> None:
    rows = opinions_.opinion_rows(opinions())
    said = ["not evidence of a lead" in row["What it asks"].lower() for row in rows]
    assert said == [method == "between" for method in opinions_.METHOD]


def test_an_opinion_without_figures_has_dashes_and_its_note() -> None:
    row = {"method": "aggregate", "direction": "backward", "statistic": np.nan, "p": np.nan}
    (found,) = opinions_.opinion_rows([row | {"note": "too_short"}])
    assert (found["Direction"], found["Statistic"], found["p"]) == ("follower → leader", "–", "–")
    assert found["What it asks"].endswith("Too few quarters to be tested.")
    (other,) = opinions_.opinion_rows([row | {"p": 0.04, "note": "one_unit_left"}])
    assert other["p"] == "0.040"
    assert other["What it asks"].endswith("lead too? One unit left.")

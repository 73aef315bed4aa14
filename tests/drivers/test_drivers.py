"""Drivers: planted truth is found, luck is not sold as advice, and what cannot be told is said."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from stool.drivers import (
    DRIVER,
    ENOUGH,
    IMPROVE,
    ITEM_COLUMNS,
    KEEP,
    LATER,
    NONE,
    OPPOSITE,
    SHARED,
    Drivers,
    drivers,
    moments,
)
from stool.drivers.drive import fisher
from stool.errors import DriversOfIndexError, NoPairsError, TooFewAnswersError, TooFewItemsError
from stool.measure import holm
from stool.schema import COMPANY, CSAT, ESAT, NPS
from tests.drivers.making import OVERALL, Company, published, rows

FEW = settings(max_examples=8, deadline=None)


def found(
    of: Company, *, node: str = COMPANY, quarter: str | None = None, seed: int = 0
) -> Drivers:
    return drivers(
        of.pairs, of.table, CSAT, OVERALL, node=node, quarter=quarter, draws=200, seed=seed
    )


def by_name(of: Drivers) -> pd.DataFrame:
    return of.items.set_index("metric")


def within(of: pd.DataFrame) -> pd.DataFrame:
    """Answers less the mean of the same unit and quarter."""
    values = of.drop(columns=["unit", "quarter"])
    return values - values.groupby([of["unit"], of["quarter"]]).transform("mean")


def test_the_planted_drivers_of_the_sample_lead(sample: Company) -> None:
    said = drivers(sample.pairs, sample.table, ESAT, "esat")
    items = by_name(said)
    strongest = ["boss_removes_obstacles", "empowered", "recognised", "tools_work"]
    assert items.loc[strongest, "verdict"].eq(DRIVER).all()
    assert items.index[:3].tolist() == strongest[:3]
    ten = ["clear_vision", *strongest, "coached", "skilled", "reward_fair", "safe_to_speak"]
    assert set(items.loc[ten, "beta"].nlargest(4).index) == set(strongest)
    assert items["rank_low"].le(items["rank"]).all()
    assert items["rank_high"].ge(items["rank"]).all()
    assert items.loc["recognised", "quadrant"] == IMPROVE
    assert (said.answers, said.places, said.resampled) == (2365, 23, "units")  # or more: 2,887
    assert said.unpaired == said.unvarying == said.partly_asked == ()
    assert len(items) == 24


def test_comfort_is_no_driver_of_the_sample(sample: Company) -> None:
    comfort = by_name(drivers(sample.pairs, sample.table, ESAT, "esat")).loc["workplace_comfort"]
    assert comfort["verdict"] == NONE
    assert comfort["quadrant"] == ""
    assert comfort["share"] < 0.01
    assert comfort["rank_low"] >= 22


def test_customers_of_the_sample(sample: Company) -> None:
    said = drivers(sample.pairs, sample.table, CSAT, "csat")
    assert set(said.partly_asked) == {"complaint_handling", "resolved"}
    assert set(said.of_the_whole) == {NPS, "repeat", "expectation", "complaint", "repeat_complaint"}
    assert not {*said.of_the_whole} & set(said.items["metric"])
    items = by_name(said)
    assert items.loc["treated_as_person", "verdict"] == NONE
    assert items.loc["first_reply_hours", "r"] > 0.1  # the fewer hours the better
    assert np.isnan(items.loc["first_reply_hours", "position"])
    assert items.loc["first_reply_hours", "quadrant"] == ""
    assert items["shapley"].sum() == pytest.approx(items["weight"].sum())


def test_figures_are_those_of_the_rows_within_unit_and_quarter() -> None:
    of = rows([0.8, 0.4, 0.0], shock=1.0)
    said = found(published(of))
    deviations = within(of)
    r = deviations.corr()
    x, y = deviations.drop(columns=OVERALL), deviations[OVERALL]
    slope = np.linalg.lstsq(x.to_numpy(), y.to_numpy(), rcond=None)[0]
    items = by_name(said).sort_index()
    np.testing.assert_allclose(items["r"], r[OVERALL].drop(OVERALL), rtol=1e-6)
    np.testing.assert_allclose(items["slope"], slope, atol=1e-6)
    rest = y - x @ slope
    assert said.explained == pytest.approx(1 - rest @ rest / (y @ y))
    assert items["weight"].sum() == pytest.approx(said.explained)
    assert items["share"].sum() == pytest.approx(1)
    assert items["shapley"].sum() == pytest.approx(said.explained)
    assert items["n"].eq(len(of)).all()
    assert tuple(said.items.columns) == ITEM_COLUMNS
    assert said.explained_low < said.explained < said.explained_high


def test_coded_answers_of_employees_rank_as_those_of_the_rows() -> None:
    of = rows([0.8, 0.4, 0.0, -0.4], people=15)
    answered = [name for name in of if name not in {"unit", "quarter"}]
    of[answered] = (3 + of[answered]).round().clip(1, 5)
    company = published(of, leg=ESAT, scales=dict.fromkeys(answered, "1-5"))
    said = drivers(company.pairs, company.table, ESAT, OVERALL, draws=200)
    exact = by_name(found(published(of, scales=dict.fromkeys(answered, "1-5")))).sort_index()
    items = by_name(said).sort_index()
    np.testing.assert_allclose(items["r"], exact["r"], atol=0.02)
    np.testing.assert_allclose(items["slope"], exact["slope"], atol=0.03)
    assert items["verdict"].tolist() == exact["verdict"].tolist()
    assert items["rank"].tolist() == exact["rank"].tolist()
    assert (said.answers, said.n_is_least) == (12 * 4 * 15, True)  # a band begins at 15


def test_what_moves_a_whole_unit_makes_no_driver() -> None:
    plain = by_name(found(published(rows([0.8, 0.0], alike=0.0))))
    pushed = published(rows([0.8, 0.0], alike=0.0, shock=3.0))
    assert by_name(found(pushed)).loc["item_1", "verdict"] == NONE
    pd.testing.assert_series_equal(by_name(found(pushed))["r"], plain["r"], rtol=1e-6)


def test_a_twin_of_a_driver_is_told_from_it_only_as_shared() -> None:
    of = rows([0.8, 0.0, 0.3], noise=2.0)
    random = np.random.default_rng(4)
    of["twin"] = of["item_0"] + random.normal(0, 0.02, len(of))
    items = by_name(found(published(of)))
    assert items.loc[["item_0", "twin"], "verdict"].tolist() == [SHARED, SHARED]
    assert items.loc["item_2", "verdict"] == DRIVER
    assert items.loc[["item_0", "twin"], "rank_low"].tolist() == [1, 1]
    assert items.loc[["item_0", "twin"], "rank_high"].tolist() == [2, 2]
    assert items.loc["twin", "share"] == pytest.approx(items.loc["item_0", "share"], rel=0.05)


def test_an_item_that_goes_against_the_score_is_never_advice() -> None:
    items = by_name(found(published(rows([0.8, -0.8, 0.5], alike=0.0))))
    against = items.loc["item_1"]
    assert against["verdict"] == OPPOSITE
    assert (against["r"] < 0, against["slope"] < 0, against["share"] > 0.2) == (True, True, True)
    assert against["quadrant"] == ""


def test_only_a_driver_has_a_place_among_what_to_do() -> None:
    of = rows([0.9, -0.9, 0.0], alike=0.0, people=60)
    names = [f"item_{place}" for place in range(3)]
    for name in names:
        of[name] = (3 + of[name]).round().clip(1, 5)
    items = by_name(found(published(of, scales=dict.fromkeys(names, "1-5")))).sort_index()
    assert items["position"].notna().all()
    assert items["verdict"].tolist() == [DRIVER, OPPOSITE, NONE]
    assert items["quadrant"].ne("").tolist() == [True, False, False]


def test_a_tie_pays_for_all_that_were_looked_at() -> None:
    of = published(rows([0.3, 0.05, 0.0, 0.0, 0.0], alike=0.0, units=20, quarters=1))
    items = found(of).items
    z = fisher(items["r"].to_numpy()) / items["z_se"].to_numpy()
    alone = 2 * t.sf(np.abs(z), found(of).clusters - 1)
    np.testing.assert_allclose(items["p"], holm(alone), rtol=1e-9)


def test_lower_is_better_turns_the_sign_alone() -> None:
    of = rows([0.8, -0.8, 0.5], alike=0.0)
    higher, turned = found(published(of)), found(published(of, lower=["item_1"]))
    items = by_name(turned)
    assert items.loc["item_1", "verdict"] == DRIVER
    assert items.loc["item_1", "r"] == pytest.approx(-by_name(higher).loc["item_1", "r"])
    np.testing.assert_allclose(items["weight"], by_name(higher)["weight"], rtol=1e-9)


def test_quadrants_set_share_against_position() -> None:
    of = rows([0.9, 0.9, 0.2, 0.2], alike=0.0, people=100, noise=0.5)
    scales = {f"item_{place}": "1-5" for place in range(4)}
    for place, middle in enumerate((2, 4, 2, 4)):
        of[f"item_{place}"] = (middle + of[f"item_{place}"]).round().clip(1, 5)
    items = by_name(found(published(of, scales=scales))).sort_index()
    assert items["quadrant"].tolist() == [IMPROVE, KEEP, LATER, ENOUGH]
    assert items["is_sure"].all()
    assert items["position"].between(items["position_low"], items["position_high"]).all()


@FEW
@given(seed=st.integers(0, 1000))
def test_scale_and_offset_of_answers_change_nothing_but_slopes(seed: int) -> None:
    of = rows([0.8, 0.4, 0.0], units=10, quarters=1, people=20, seed=seed)
    other = of.assign(item_0=of["item_0"] * 10 + 5)
    one, two = by_name(found(published(of))), by_name(found(published(other)))
    same = ["share", "share_low", "share_high", "rank", "rank_low", "rank_high", "r", "beta"]
    pd.testing.assert_frame_equal(one[same], two[same], rtol=1e-5)
    assert two.loc["item_0", "slope"] == pytest.approx(one.loc["item_0", "slope"] / 10, rel=1e-5)


@FEW
@given(seed=st.integers(0, 1000))
def test_intervals_hold_what_they_are_of(seed: int) -> None:
    random = np.random.default_rng(seed)
    of = rows(random.uniform(0, 1, 4), units=12, quarters=1, people=20, seed=seed)
    items = found(published(of)).items
    assert items["rank"].tolist() == [1, 2, 3, 4]
    for name in ("share", "weight", "r", "beta"):
        assert (items[f"{name}_low"] <= items[f"{name}_high"]).all()
    assert (items["share_low"] >= 0).all()
    assert items["p"].between(0, 1).all()
    assert set(items["verdict"]) <= {DRIVER, SHARED, NONE}


def test_the_same_call_gives_the_same_numbers_and_another_seed_others() -> None:
    of = published(rows([0.8, 0.0]))
    pd.testing.assert_frame_equal(found(of).items, found(of).items)
    assert not found(of).items["share_low"].equals(found(of, seed=1).items["share_low"])


def test_only_the_last_four_quarters_up_to_the_one_asked_for_enter() -> None:
    of = published(rows([0.8, 0.0], quarters=6))
    assert found(of).quarters == ("2025Q3", "2025Q4", "2026Q1", "2026Q2")
    assert found(of, quarter="2025Q2").quarters == ("2025Q1", "2025Q2")


def test_people_are_compared_within_the_finest_place_that_shows_enough() -> None:
    of = rows([0.8, 0.0], units=12)
    parents = {name: ("N", "S")[place % 2] for place, name in enumerate(sorted(set(of["unit"])))}
    assert found(published(of, parents=parents)).depth == "unit"
    assert found(published(of, parents=parents), node="N").places == 6
    few = of[of.groupby(["unit", "quarter"]).cumcount() < 4]  # no unit may be shown
    by_region = found(published(few, parents=parents))
    assert (by_region.depth, by_region.places, by_region.resampled) == ("region", 2, "people")
    alone = found(published(of, parents=parents), node="unit 00")
    assert (alone.depth, alone.places, alone.resampled) == ("node", 1, "people")


def test_what_is_drawn_depends_on_how_many_there_are() -> None:
    assert found(published(rows([0.8, 0.0], units=10))).resampled == "units"
    assert found(published(rows([0.8, 0.0], units=9))).resampled == "quarters"
    few = found(published(rows([0.8, 0.0], units=2)))
    assert (few.resampled, few.clusters) == ("people", 2 * 4 * 39)


def test_items_of_some_only_or_alike_or_apart_are_left_out_and_named() -> None:
    of = rows([0.8, 0.4, 0.2])
    some = of.groupby(["unit", "quarter"]).cumcount() < 10
    of["only_some"] = of["item_0"].where(some)
    of["always"] = 3.0
    of["apart"] = of["item_1"]
    company = published(of)
    pairs = company.pairs
    known = ~((pairs["metric_a"] == "apart") & (pairs["metric_b"] != OVERALL))
    said = found(Company(pairs[known], company.table))
    assert said.partly_asked == ("only_some",)
    assert said.unvarying == ("always",)
    assert said.unpaired == ("apart",)
    assert sorted(said.items["metric"]) == ["item_0", "item_1", "item_2"]


def test_recommending_is_an_outcome_and_no_item() -> None:
    of = rows([0.8, 0.4, 0.2]).rename(columns={"item_2": NPS})
    said = found(published(of))
    assert sorted(said.items["metric"]) == ["item_0", "item_1"]
    assert said.unpaired == ()
    company = published(of)
    other = drivers(company.pairs, company.table, CSAT, NPS, draws=50)
    assert OVERALL in set(other.items["metric"])


def test_what_cannot_be_told_is_refused_in_words() -> None:
    company = published(rows([0.8, 0.4]))
    with pytest.raises(NoPairsError, match=r"one row a person"):
        drivers(company.pairs, company.table, ESAT, "esat")
    with pytest.raises(NoPairsError, match=r"Choose a larger unit"):
        found(company, node="nowhere")
    with pytest.raises(TooFewItemsError, match=r"1 question .* 2 are needed"):
        found(published(rows([0.8])))
    with pytest.raises(TooFewAnswersError, match=r"40 people answered .* 50 are needed"):
        found(published(rows([0.8, 0.4], units=1, quarters=1)))
    with pytest.raises(TooFewAnswersError, match=r"79 people answered .* 80 are needed"):
        found(published(rows([0.8] * 8, units=1, quarters=1, people=79)))
    staff = published(rows([0.8, 0.4], units=1, quarters=1), leg=ESAT)
    with pytest.raises(TooFewAnswersError, match=r"40 or more people answered .* 50 are needed"):
        drivers(staff.pairs, staff.table, ESAT, OVERALL)
    index = company.table.assign(scale="1-5 mean")
    with pytest.raises(DriversOfIndexError, match=r"mean of its questions"):
        drivers(company.pairs, index, CSAT, OVERALL)


def test_fifty_people_are_enough_for_five_items() -> None:
    said = found(published(rows([0.8] * 5, units=1, quarters=1, people=50)))
    assert said.answers == 50


def test_moments_are_none_where_nothing_is_published() -> None:
    company = published(rows([0.8, 0.4]))
    assert moments(company.pairs, OVERALL, segment=("level", "Manager")) is None
    flat = published(rows([0.8, 0.4]).assign(csat=3.0))
    assert moments(flat.pairs, OVERALL) is None

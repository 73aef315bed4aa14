"""Coding: coarse at most by its step, alike within a band, nothing exact left, honest intervals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.measure import mean_interval
from stool.privacy import publish
from stool.privacy.coding import BANDS, band_end, band_start, coded, share_step
from stool.schema import (
    ANSWERS,
    CSAT,
    EMPLOYEES,
    ESAT,
    PUBLISHED_COLUMNS,
    SCALES,
    SHARES,
    SHOWN,
    SUMS,
)
from tests.cells.making import Cell, answers, cells, ledger
from tests.privacy import attack

QUARTER = "2025Q1"
ALMOST_ALL, ALL_BUT_FEW = 0.9, 0.97
FEW = list(range(2, 14))
TABLES = 60
TRIALS = 4000


def told(*made: Cell) -> pd.DataFrame:
    """Those cells, coded, by unit."""
    return coded(cells(*made).assign(hidden=SHOWN)).set_index("unit")


def one(values: list[float], *, leg: str = ESAT, scale: str = "1-5") -> pd.Series:
    return told(answers("q", QUARTER, "A", values, leg=leg, scale=scale)).loc["A"]


def of_sums(n: float, mean: float, sd: float, scale: str = "1-5 mean") -> pd.Series:
    """A cell by its mean and standard deviation, as files of summed rows give it."""
    cell = answers("q", QUARTER, "A", [], leg=ESAT, scale=scale)
    found = {"n": n, "s": n * mean, "ss": (n - 1) * sd**2 + n * mean**2}
    return told(cell | found).loc["A"]


def variance(rows: pd.DataFrame) -> pd.Series:
    """Variance of answers that the sums of rows imply, the rounding included."""
    return (rows["ss"] - rows["s"] ** 2 / rows["n"]) / (rows["n"] - 1)


def test_bands_are_as_told() -> None:
    assert BANDS[:13] == (5, 7, 10, 15, 25, 40, 64, 100, 160, 250, 400, 640, 1000)
    ratios = np.divide(BANDS[1:], BANDS[:-1])
    assert ratios.min() >= 1.4
    assert ratios.max() <= 1.7
    n = [5, 6, 7, 9, 10, 14, 39, 63, 64, 99, 100, 640, 999, 1_000_000, np.nan]
    starts = [5, 5, 7, 7, 10, 10, 25, 40, 64, 64, 100, 640, 640, 1_000_000, np.nan]
    ends = [6, 6, 9, 9, 14, 14, 39, 63, 99, 99, 159, 999, 999, 1_599_999, np.nan]
    np.testing.assert_array_equal(band_start(n), starts)
    np.testing.assert_array_equal(band_end(n), ends)
    np.testing.assert_array_equal(band_end(band_start(n)), ends)
    with pytest.raises(ValueError, match=r"n is 4\.0, must be 5 or more"):
        band_start([7, 4])


@settings(max_examples=50, deadline=None)
@given(n=st.integers(7, 10_000), mean=st.floats(1, 5), sd=st.floats(0, 2))
def test_a_mean_is_told_within_half_a_step_or_as_an_end(n: int, mean: float, sd: float) -> None:
    row = of_sums(n, mean, sd)
    step = 0.1 if n < 100 else 0.05 if n < 400 else 0.02 if n < 1000 else 0.01
    shown = row["s"] / row["n"]
    assert 1.5 - 1e-9 <= shown <= 4.5 + 1e-9
    assert abs(shown - np.clip(mean, 1.5, 4.5)) <= step / 2 + 1e-9
    assert shown / step == pytest.approx(round(shown / step), abs=1e-6)
    assert np.sqrt(variance(row)) >= (sd if 1.5 < shown < 4.5 else 1) - 1e-6


@settings(max_examples=50, deadline=None)
@given(
    scale=st.sampled_from([name for name, each in SCALES.items() if each.low is not None]),
    place=st.floats(0, 1),
)
def test_steps_and_ends_are_in_proportion_to_the_scale(scale: str, place: float) -> None:
    low, high = SCALES[scale].low, SCALES[scale].high
    row = of_sums(30, low + place * (high - low), (high - low) / 5, scale)
    shown = (row["s"] / row["n"] - low) / (high - low)
    end, step = (0.1, 1 / 20) if scale == "0-1" else (1 / 8, 1 / 40)
    assert end - 1e-9 <= shown <= 1 - end + 1e-9
    assert abs(shown - np.clip(place, end, 1 - end)) <= step / 2 + 1e-9


@settings(max_examples=30, deadline=None)
@given(start=st.sampled_from(BANDS[1:12]), mean=st.floats(1, 5), sd=st.floats(0, 2), data=st.data())
def test_all_numbers_of_a_band_look_alike(
    start: int, mean: float, sd: float, data: st.DataObject
) -> None:
    n = data.draw(st.integers(int(start), int(band_end(start))))
    rows = [of_sums(each, mean, sd) for each in (start, n)]
    assert rows[0]["n"] == rows[1]["n"] == start
    for name in ("s", "ss"):
        assert rows[0][name] == pytest.approx(rows[1][name], rel=1e-12)


@settings(max_examples=30, deadline=None)
@given(values=st.lists(st.integers(1, 5), min_size=7, max_size=60), leg=st.sampled_from(EMPLOYEES))
def test_shares_are_told_to_five_points(values: list[int], leg: str) -> None:
    row = one(values, leg=leg)
    exact = np.mean(np.array(values) >= 4)
    assert 0.1 <= row["favourable"] <= 0.9
    assert abs(row["favourable"] - np.clip(exact, 0.1, 0.9)) <= 0.025 + 1e-9
    assert row["favourable"] * 20 == pytest.approx(round(row["favourable"] * 20))
    assert np.isnan(row[["promoters", "detractors"]].astype(float)).all()


def test_shares_of_many_are_told_more_finely() -> None:
    np.testing.assert_allclose(share_step([64, 100, 400, 1000]), [0.05, 0.025, 0.01, 0.005])
    row = one([5] * 301 + [1] * 99)
    assert row["favourable"] == pytest.approx(0.75)
    assert one([5] * 305 + [1] * 95)["favourable"] == pytest.approx(0.76)


def test_promoters_and_detractors_stay_known() -> None:
    row = one([10] * 12 + [7] * 5 + [3] * 8, scale="0-10")
    assert row[list(SHARES)].tolist() == pytest.approx([0.5, 0.5, 0.3])
    exact = one([10] * 12 + [7] * 5 + [3] * 8, scale="0-10", leg=CSAT)
    assert exact[list(SHARES)].tolist() == pytest.approx([0.48, 0.48, 0.32])


def test_who_all_say_the_same_are_not_told_apart_from_who_nearly_do() -> None:
    alike = [one(values) for values in ([5] * 12, [5] * 11 + [4], [5] * 11 + [3])]
    assert {(row["n"], row["s"], row["favourable"]) for row in alike} == {(10, 45, 0.9)}
    assert {round(row["ss"], 9) for row in alike} == {round(alike[0]["ss"], 9)}
    middle = [one(values) for values in ([3] * 12, [3] * 10 + [2, 4])]
    assert middle[0][["n", "s", "ss"]].tolist() == pytest.approx(
        middle[1][["n", "s", "ss"]].tolist()
    )


def test_yes_or_no_has_its_share_for_its_mean() -> None:
    row = one([1] * 17 + [0] * 8, scale="0-1")
    assert row["s"] / row["n"] == row["favourable"] == pytest.approx(0.7)
    assert variance(row) == pytest.approx(0.7 * 0.3 + 25 * 0.05**2 / 12)


def test_an_amount_is_told_to_two_digits() -> None:
    row = of_sums(30, 37.3, 8.2, "amount")
    assert row["s"] / row["n"] == pytest.approx(37)
    assert of_sums(30, -0.0123, 0.01, "amount")["s"] == pytest.approx(25 * -0.012)
    assert of_sums(30, 0, 0, "amount")["s"] == 0


@settings(max_examples=20, deadline=None)
@given(
    groups=st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=80), min_size=1, max_size=5),
    leg=st.sampled_from(EMPLOYEES),
)
def test_nothing_exact_of_employees_is_published(groups: list[list[int]], leg: str) -> None:
    made = [answers("q", QUARTER, f"U{k}", group, leg=leg) for k, group in enumerate(groups)]
    found = publish(cells(*made), {})
    table = found.table if leg == ESAT else found.beside
    assert tuple(table.columns) == PUBLISHED_COLUMNS
    assert len(table) == len(groups) + 1
    shown = table["hidden"] == SHOWN
    assert table.loc[~shown, [*SUMS, *SHARES]].isna().all(axis=None)
    assert table[list(ANSWERS)].isna().all(axis=None)
    rows = table[shown]
    assert rows["n"].isin(BANDS).all()
    mean, step = rows["s"] / rows["n"], np.where(rows["n"] < 100, 0.1, 0.05)
    np.testing.assert_allclose(mean / step, (mean / step).round(), atol=1e-6)
    deviation = np.sqrt(variance(rows) - rows["n"] * step**2 / 12)[mean.between(1.51, 4.49)]
    whole = deviation / (2 * step[mean.between(1.51, 4.49)])
    assert ((whole - whole.round()).abs().lt(1e-6) | deviation.sub(0.6).abs().lt(1e-6)).all()


def test_customers_and_figures_counted_in_full_stay_exact() -> None:
    heads = ledger("headcount", QUARTER, "A", 33) | {"leg": ESAT}
    customers = answers(CSAT, QUARTER, "A", [5] * 12 + [2] * 5)
    table = told(customers, heads, ledger("revenue", QUARTER, "A", 7.5)).set_index("metric")
    assert table.loc[CSAT, ["n", "s", "ss", "c2", "c5"]].tolist() == [17, 70, 320, 5, 12]
    assert table.loc[CSAT, "favourable"] == pytest.approx(12 / 17)
    assert table["s"].to_dict() == {CSAT: 70, "headcount": 33, "revenue": 7.5}


def test_an_unknown_spread_stays_unknown() -> None:
    row = of_sums(30, 3.52, np.nan)
    assert (row["n"], row["s"]) == (25, pytest.approx(87.5))
    assert np.isnan(row["ss"])


def test_no_rows_and_no_employees_are_fine() -> None:
    assert tuple(publish(cells(), {}).table.columns) == PUBLISHED_COLUMNS
    before = publish(cells(answers(CSAT, QUARTER, "A", [4] * 9)), {}).table
    pd.testing.assert_frame_equal(coded(before), before)


@pytest.mark.parametrize("n", [7, 12, 25, 39, 64, 160, 400, 1000])
@pytest.mark.parametrize("shares", [[0.05, 0.1, 0.2, 0.4, 0.25], [0.02, 0.03, 0.05, 0.2, 0.7]])
def test_intervals_cover_the_truth_as_often_as_they_say(n: int, shares: list[float]) -> None:
    random = np.random.default_rng(n)
    counts = random.multinomial(n, shares, size=TRIALS)
    answer = np.arange(1, 6)
    truth = float(answer @ np.array(shares))
    exact = pd.DataFrame({"n": float(n), "s": counts @ answer, "ss": counts @ answer**2})
    exact = exact.astype(float)
    told = exact.assign(leg=ESAT, scale="1-5", hidden=SHOWN, **dict.fromkeys(ANSWERS, 0.0))
    plain, coarse = (
        mean_interval(rows["n"], rows["s"], rows["ss"]) for rows in (exact, coded(told))
    )
    covered = {
        name: ((each["low"] <= truth) & (truth <= each["high"])).mean()
        for name, each in (("exact", plain), ("coded", coarse))
    }
    assert covered["coded"] >= min(0.95, covered["exact"]) - 0.01
    means = exact["s"] / n
    assert ((coarse["low"] <= means) & (means <= coarse["high"])).mean() == 1


@pytest.mark.parametrize(
    ("favoured", "almost_all", "sizes", "dimensions"),
    [
        pytest.param(3, ALMOST_ALL, FEW, attack.TENURE, id="middle"),
        pytest.param(4, ALMOST_ALL, FEW, attack.TENURE, id="good"),
        pytest.param(5, ALMOST_ALL, [*FEW, 60, 150, 600], attack.TENURE, id="best, some large"),
        pytest.param(5, ALL_BUT_FEW, FEW, attack.TENURE, id="coded as the end"),
        pytest.param(3, ALMOST_ALL, [1, 2, 3, 20], attack.CROSSED, id="segments that cross"),
        pytest.param(3, ALMOST_ALL, [*FEW[:6], 30, 50], {}, id="small units taken together"),
    ],
)
def test_a_linear_programme_determines_no_hidden_mean(
    favoured: int, almost_all: float, sizes: list[int], dimensions: dict[str, tuple[str, str]]
) -> None:
    random = np.random.default_rng(favoured)
    shares = [(1 - almost_all) / 4] * 5
    shares[favoured - 1] = almost_all
    found: dict[bool, list[float]] = {True: [], False: []}
    ends = rests = 0
    for _ in range(TABLES // 3):
        company = attack.drawn(random, shares, sizes, dimensions)
        shown = company.published()
        table = shown.table[shown.table["hidden"] == SHOWN]
        ends += (table["s"] / table["n"] == 4.5).sum()
        rests += len(shown.rest)
        for sums_are_exact, rooms in found.items():
            rooms.extend(attack.room(company, shown, sums_are_exact=sums_are_exact).values())
    assert len(found[False]) > 40
    assert rests > 0
    assert ends > 0.9 * TABLES or almost_all < ALL_BUT_FEW
    assert np.mean(np.array(found[True]) < attack.KNOWN) > 0.25  # the attack works
    assert min(found[False]) > attack.KNOWN

"""Control limits: published charts, a planted shift, what noise alone does, properties, edges."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.errors import RepeatedQuarterError
from stool.measure.control import (
    CONTROL_COLUMNS,
    MIN_QUARTERS,
    PER_RANGE,
    RUN,
    control_limits,
    leg_control,
)
from stool.measure.interval import mean_interval
from stool.period import shift

# SAS/QC User's Guide, SHEWHART procedure, IRCHART: data sets Jets and tires with their limits.
JETS = [
    78.4, 80.1, 84.4, 79.1, 80.4, 83.5, 73.8, 83.5, 75.0, 76.8,
    70.5, 80.3, 82.4, 79.4, 86.4, 90.5, 77.7, 82.5, 79.9, 83.2,
]  # fmt: skip
TIRES = [
    24.05, 23.99, 23.95, 23.93, 23.97, 24.02, 24.06, 24.10, 23.98, 24.03,
    23.91, 24.06, 24.06, 23.96, 23.98, 24.06, 24.01, 24.00, 23.93, 23.92,
    24.09, 24.11, 24.05, 23.98, 23.98, 24.06, 24.02, 24.06, 23.97, 23.96,
]  # fmt: skip
# NIST/SEMATECH e-Handbook, 6.3.2.2: batch flow rates.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
CALM = [70.0, 71.0, 69.5, 70.5, 70.0, 69.0, 71.5, 70.0, 70.5, 69.5]
figures = st.lists(st.floats(0, 110), min_size=MIN_QUARTERS, max_size=20)


def series(values: list[float]) -> pd.Series:
    """One figure a quarter from 2021Q1 on."""
    return pd.Series(values, index=[shift("2021Q1", step) for step in range(len(values))])


@pytest.mark.parametrize(
    ("values", "published", "digits"),  # low, centre, high, mean moving range
    [
        (JETS, (66.2290, 80.39, 94.5510, 5.32632), 5e-5),
        (TIRES, (23.8571, 24.0083, 24.1596, 0.056897), 5e-5),
        (FLOW, (45.8159, 50.81, 55.8041, 1.8778), 2e-3),  # there d2 is rounded to 1.128
    ],
)
def test_equals_published_charts(
    values: list[float], published: tuple[float, ...], digits: float
) -> None:
    found = control_limits(series(values))
    first = found.table.iloc[0]
    ours = (first["low"], found.centre, first["high"], found.moving_range)
    assert ours == pytest.approx(published, abs=digits)
    assert found.table[["low", "high"]].nunique().tolist() == [1, 1]
    assert not found.table[["beyond", "run"]].any(axis=None)
    assert found.inside == 1


def test_two_point_six_six() -> None:
    assert round(3 * PER_RANGE, 2) == 2.66


def test_marks_quarters_beyond_either_limit() -> None:
    found = control_limits(series([*CALM, 90.0, *CALM, 55.0]))
    assert np.flatnonzero(found.table["beyond"]).tolist() == [10, 21]
    assert found.table["beyond"].iloc[[10, 21]].tolist() == [1, -1]
    assert found.quarters == 22
    assert found.inside == pytest.approx(20 / 22)


def test_marks_all_quarters_of_a_planted_shift() -> None:
    low, high = [60.0, 61.0] * 4, [64.0, 65.0] * 4
    assert len(low) == RUN
    assert control_limits(series(low + high)).table["run"].tolist() == [-1] * 8 + [1] * 8
    short = control_limits(series(low[:-1] + high))  # seven below, eight above
    assert short.table["run"].tolist() == [0] * 7 + [1] * 8


@pytest.mark.parametrize("outlier", [90.0, 50.0])
def test_one_outlier_makes_no_run_of_the_others(outlier: float) -> None:
    found = control_limits(series([*CALM, outlier]))
    assert not min(CALM) <= found.centre <= max(CALM)
    assert not found.table["run"].any()


def test_a_quarter_on_the_centre_ends_a_run() -> None:
    values = [2.0] * 4 + [1.0] + [2.0] * 4 + [0.0] * 4 + [1.0] + [0.0] * 4
    assert not control_limits(series(values)).table["run"].any()


def test_sampling_errors_widen_where_they_are_larger() -> None:
    plain = control_limits(series(CALM))
    half = plain.table["high"].iloc[0] - plain.centre
    se = series([0.1] * 9 + [half])  # three of the last are wider than the moving range makes it
    wide = control_limits(series(CALM), se)
    widths = (wide.table["high"] - wide.table["low"]).to_numpy() / 2
    assert widths == pytest.approx([half] * 9 + [3 * half])
    assert (wide.centre, wide.moving_range) == (plain.centre, plain.moving_range)


def test_an_error_of_zero_or_unknown_changes_nothing() -> None:
    plain = control_limits(series(CALM)).table
    for se in (0.0, np.nan):
        pd.testing.assert_frame_equal(control_limits(series(CALM), series([se] * 10)).table, plain)


def test_a_wide_error_takes_a_mark_away() -> None:
    values, se = series([*CALM, 90.0]), series([1.0] * 10 + [12.0])
    assert control_limits(values).table["beyond"].iloc[10] == 1
    assert control_limits(values, se).table["beyond"].iloc[10] == 0
    assert control_limits(values, se / 4).table["beyond"].iloc[10] == 1


def test_noise_alone_is_rarely_marked() -> None:
    random = np.random.default_rng(7)
    marked = bare = 0
    for _ in range(150):
        se = 2 * np.exp(random.normal(0, 0.4, 24))
        values = series(list(60 + se * random.standard_normal(24)))
        marked += control_limits(values, series(list(se))).table["beyond"].any()
        bare += control_limits(values).table["beyond"].any()
    assert marked <= 9  # 2 % expected
    assert bare >= 20  # 23 %


def test_gaps_are_no_figures_and_ranges_go_on_after_them() -> None:
    values = series(CALM)
    values.iloc[3] = np.nan
    found = control_limits(values.drop(values.index[6]))
    known = np.delete(CALM, [3, 6])
    assert found.quarters == 8
    assert found.centre == pytest.approx(known.mean())
    assert found.moving_range == pytest.approx(np.abs(np.diff(known)).mean())
    assert found.table["quarter"].tolist() == list(values.index)
    assert np.flatnonzero(found.table["value"].isna()).tolist() == [3, 6]
    assert np.isfinite(found.table[["low", "high"]].to_numpy()).all()


def test_a_gap_neither_counts_in_a_run_nor_ends_it() -> None:
    values = [60.0, 61.0] * 4 + [np.nan] + [64.0, 65.0] * 4
    values[3] = np.nan
    values += [64.0]
    runs = control_limits(series(values)).table["run"]
    assert runs.tolist() == [0] * 9 + [1] * 9
    values[3] = 61.0
    values.insert(4, np.nan)
    runs = control_limits(series(values)).table["run"]
    assert runs.tolist() == [-1] * 4 + [0] + [-1] * 4 + [0] + [1] * 9


def test_fewer_than_eight_figures_have_no_limits() -> None:
    found = control_limits(series([*CALM[:7], np.nan]), series([1.0] * 8))
    assert found.quarters == 7
    assert np.isnan([found.centre, found.inside]).all()
    assert found.table[["low", "high"]].isna().all(axis=None)
    assert not found.table[["beyond", "run"]].any(axis=None)
    assert np.isfinite(control_limits(series(CALM[:8])).centre)


@pytest.mark.parametrize("values", [[], [70.0], [np.nan] * 3])
def test_next_to_nothing(values: list[float]) -> None:
    found = control_limits(series(values))
    assert tuple(found.table.columns) == CONTROL_COLUMNS
    assert len(found.table) == len(values)
    assert np.isnan(found.centre)


@pytest.mark.parametrize("value", [0.0, 70.1, 1 / 3])
def test_a_flat_series_is_inside_its_own_limits(value: float) -> None:
    found = control_limits(series([value] * 11))
    assert not found.table[["beyond", "run"]].any(axis=None)
    assert found.inside == 1


def test_refuses_what_it_cannot_read() -> None:
    twice = pd.concat([series(CALM), series(CALM[:1])])
    with pytest.raises(RepeatedQuarterError, match="2 values for 2021Q1"):
        control_limits(twice)
    with pytest.raises(ValueError, match=r"se holds -1, must be 0 or more"):
        control_limits(series(CALM), series([1.0] * 9 + [-1.0]))


@settings(max_examples=40, deadline=None)
@given(values=figures, scale=st.floats(0.01, 100), offset=st.floats(-100, 100))
def test_ignores_units(values: list[float], scale: float, offset: float) -> None:
    one = control_limits(series(values), series([1.0] * len(values)))
    moved = series([scale * value + offset for value in values])
    other = control_limits(moved, series([scale] * len(values)))
    for name in ("low", "high"):
        expected = scale * one.table[name] + offset
        np.testing.assert_allclose(other.table[name], expected, rtol=1e-7, atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(values=figures)
def test_reading_backwards_or_shuffled_changes_no_limit(values: list[float]) -> None:
    forth, back = control_limits(series(values)), control_limits(series(values[::-1]))
    assert back.table["beyond"].tolist() == forth.table["beyond"].tolist()[::-1]
    assert back.table["run"].tolist() == forth.table["run"].tolist()[::-1]
    shuffled = control_limits(series(values).sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(shuffled.table, forth.table)


def leg(n: list[float], sd: float, sampled: bool = True) -> pd.DataFrame:
    """Rows of a leg whose raw figures are means of `n` answers, score 25 a point."""
    count = np.array(n)
    mean = 3 + 0.1 * np.resize([1.0, -1.0], len(n))
    raw = mean_interval(count, count * mean, (count - 1) * sd**2 + count * mean**2)
    return pd.DataFrame(
        {
            "quarter": [shift("2021Q1", step) for step in range(len(n))],
            "raw": raw["value"],
            "raw_low": raw["low"] if sampled else raw["value"],
            "raw_high": raw["high"] if sampled else raw["value"],
            "n": count if sampled else np.nan,
            "score": 25 * raw["value"],
            "se": 25 * raw["se"] if sampled else 0.0,
            "era": 0,
        }
    )


def test_a_leg_and_its_raw_figure_have_the_same_chart() -> None:
    rows = leg([4.0, 9.0] * 5, sd=1.2)
    score, raw = leg_control(rows), leg_control(rows, "raw")
    assert (raw.table["high"] - raw.centre).tolist() == pytest.approx([1.8, 1.2] * 5)
    assert (score.table["high"] - score.centre).tolist() == pytest.approx([45.0, 30.0] * 5)
    assert raw.table["value"].tolist() == rows["raw"].tolist()


def test_a_ledger_figure_has_the_limits_of_its_ranges() -> None:
    rows = leg([9.0] * 10, sd=1.2, sampled=False)
    found = leg_control(rows, "raw")
    assert (found.table["high"] - found.centre).tolist() == pytest.approx([2.6587 * 0.2] * 10, 1e-4)
    assert leg_control(rows).table["high"].tolist() == pytest.approx(
        (25 * found.table["high"]).tolist()
    )


def test_one_answer_has_no_error_and_keeps_the_limits_of_the_ranges() -> None:
    rows = leg([9.0] * 10, sd=1.2)
    rows.loc[4, ["n", "raw_low", "raw_high", "se"]] = [1.0, np.nan, np.nan, np.nan]
    found = leg_control(rows, "raw")
    assert found.table["high"].iloc[4] - found.centre == pytest.approx(2.6587 * 0.2, rel=1e-4)
    assert found.table["high"].iloc[5] - found.centre == pytest.approx(1.2)

"""Steady: servers, quarters and heroes apart are found, noise is not."""

import pytest

from stool.period import shift
from stool.schema import CSAT, SERVER
from stool.service import Measure, steady
from tests.cells.making import answers, spread
from tests.service.making import QUARTERS, Q, basis

Sample = dict[str, Measure]


def served(unit: str, server: str, mean: float, quarter: str, n: int = 12) -> dict[str, object]:
    values = [mean - 1, mean + 1, *spread(mean, n)]
    return answers(CSAT, quarter, unit, values, scale="1-5 mean", segment=(SERVER, server))


def servers(*means: float) -> list[dict[str, object]]:
    made = [answers(CSAT, quarter, "A", spread(4, 30), scale="1-5 mean") for quarter in QUARTERS]
    return made + [
        served("A", f"s{place}", mean, quarter)
        for quarter in QUARTERS
        for place, mean in enumerate(means)
    ]


@pytest.mark.parametrize(
    ("concept", "value", "within"),
    [
        ("S1", 0.28, 0.05),  # sd of servers within a branch
        ("S2", 0.997, 0.01),
        ("S7", 3.7, 0.1),
    ],
)
def test_the_sample_says_what_is_planted(
    sample_service: Sample, concept: str, value: float, within: float
) -> None:
    assert sample_service[concept].headline.value == pytest.approx(value, abs=within)


def test_the_planted_spread_of_servers_is_in_the_interval(sample_service: Sample) -> None:
    found = sample_service["S1"].headline
    assert found.low < 0.28 < found.high
    assert found.n == 5737
    assert set(sample_service["S1"].places["kind"]) == {"unit"}
    assert len(sample_service["S1"].trend) == 17


def test_a_server_apart_is_found_and_even_ones_are_not() -> None:
    apart = steady.same_server(basis(*servers(3, 3.5, 4, 4.5)))
    even = steady.same_server(basis(*servers(4, 4, 4, 4)))
    assert apart is not None
    assert even is not None
    assert apart.headline.low > 0.2
    assert even.headline.value == even.headline.low == 0


def test_units_stand_in_where_nobody_says_who_served() -> None:
    made = [
        answers(CSAT, quarter, unit, [mean - 1, mean + 1, *spread(mean, 30)], scale="1-5 mean")
        for quarter in QUARTERS
        for unit, mean in (("A", 3.0), ("B", 3.5), ("C", 4.0))
    ]
    found = steady.same_server(basis(*made))
    assert found is not None
    assert found.headline.value == pytest.approx(0.5, abs=0.1)
    assert found.doubts == ("units_not_servers",)
    assert found.places.empty
    assert steady.same_server(basis(*made[:1])) is None
    assert steady.same_server(basis(*made, quarter="2026Q2")) is None


def history(odd: float | None = None, quarters: int = 12) -> list[dict[str, object]]:
    """One unit that swings a little, with a quarter that may be another."""
    return [
        answers(
            CSAT,
            shift(Q, -back),
            "A",
            spread(odd if odd is not None and back == 3 else 3.5 + 0.05 * (back % 2), 400),
            scale="1-5 mean",
        )
        for back in range(quarters)
    ]


def test_a_quarter_beyond_the_limits_is_counted() -> None:
    odd, even = (steady.consistent(basis(*history(value))) for value in (4.5, None))
    assert odd is not None
    assert even is not None
    assert (odd.headline.value, even.headline.value) == (pytest.approx(11 / 12), 1)
    assert odd.figure("outside_now").value == 0
    assert odd.trend.set_index("quarter")["value"][shift(Q, -3)] == 0
    assert odd.places["is_clear"].tolist() == [True]  # 1 of 12, where 1 of 370 is usual
    assert steady.consistent(basis(*history(quarters=7))) is None


def heroes(tops: list[int], n: int = 20) -> list[dict[str, object]]:
    made = [answers(CSAT, Q, "A", [4] * 30)]
    return made + [
        answers(CSAT, Q, "A", [5] * top + [4] * (n - top), segment=(SERVER, f"s{place:02}"))
        for place, top in enumerate(tops)
    ]


def test_heroes_are_told_from_luck() -> None:
    even = steady.by_design(basis(*heroes([10] * 20)))
    some = steady.by_design(basis(*heroes([20, 20, *[5] * 18])))
    assert even is not None
    assert some is not None
    assert even.headline.value < 0  # dealt at random they would not come out as even
    assert some.headline.low > 0
    assert some.figure("earned").value == pytest.approx(40 / 130)
    assert steady.by_design(basis(*heroes([10] * 9))) is None
    assert steady.by_design(basis(*heroes([0] * 20))) is None

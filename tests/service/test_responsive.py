"""Responsive: times from bands, value and the little extra beside satisfaction."""

import numpy as np
import pytest

from stool.schema import CSAT, FIRST_REPLY_BAND, FIRST_REPLY_HOURS, SERVICE, SPEED
from stool.service import Measure, responsive
from tests.cells.making import answers, ledger
from tests.service.making import Q, basis


def replies(unit: str, bands: list[int], quarter: str = Q) -> dict[str, object]:
    values = np.repeat(np.arange(11), bands)
    return answers(
        FIRST_REPLY_BAND, quarter, unit, values.tolist(), scale="0-10", better="lower", leg=SERVICE
    )


def test_the_sample_says_what_is_planted(sample_service: dict[str, Measure]) -> None:
    reply = sample_service["S18"]
    assert reply.headline.value == pytest.approx(6.0, abs=0.1)
    assert reply.places.loc[reply.places["is_clear"], "place"].tolist()[0] == "Westbrook"
    assert reply.parts["part"].tolist() == ["00-01", "01-04", "04-08", "08-24", "24-"]
    assert reply.parts["value"].is_monotonic_decreasing  # waiting costs satisfaction
    assert sample_service["S31"].figure("lift").low > 0
    assert 0 < sample_service["S3"].figure("with_csat").value < 1


def test_a_slow_unit_stands_out() -> None:
    quick, slow = [0, 0, 40, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 10, 0, 0, 0, 30, 0, 0, 0, 0]
    made = [replies(unit, quick) for unit in "ABC"] + [replies("D", slow)]
    found = responsive.respond(basis(*made))
    assert found is not None
    assert found.places["place"].tolist()[0] == "D"
    assert found.places["is_clear"].tolist() == [True, False, False, False]
    assert found.figure("in_time").value == pytest.approx(130 / 160)
    assert (found.headline.low, found.headline.high) < (4, 4.001)
    alone = responsive.respond(basis(replies("A", quick)))
    assert alone is not None
    assert alone.places.empty


def test_customers_tell_the_hours_where_there_is_no_log() -> None:
    hours = answers(
        FIRST_REPLY_HOURS, Q, "A", [2, 4, 6, 8, 10, 12], scale="amount", better="lower", leg=CSAT
    )
    found = responsive.respond(basis(hours))
    assert found is not None
    assert (found.headline.key, found.headline.value, found.headline.kind) == (
        *("mean_hours", 7, "hours"),
    )
    assert found.doubts == ("hours_of_customers",)
    assert responsive.respond(basis(answers(CSAT, Q, "A", [4] * 9))) is None


def test_parts_are_of_a_year_and_no_older() -> None:
    old = answers(CSAT, "2024Q4", "A", [1] * 9, segment=(SPEED, "00-01"))
    new = answers(CSAT, "2025Q2", "A", [5] * 9, segment=(SPEED, "24-"))
    found = responsive.respond(basis(old, new, replies("A", [9] * 11)))
    assert found is not None
    assert found.parts["part"].tolist() == ["24-"]


def test_a_price_index_stands_beside_value_if_it_is_loaded() -> None:
    value = answers("value_for_money", Q, "A", [3, 4] * 5, leg=CSAT)
    score = answers(CSAT, Q, "A", [4] * 10)
    found = responsive.worth_it(basis(value, score, ledger("price_index", Q, "A", 104)))
    assert found is not None
    assert found.figure("price_index").value == 104
    assert found.figure("csat").value == 4
    assert responsive.worth_it(basis(score)) is None
    assert responsive.extra(basis(score)) is None


@pytest.mark.parametrize(
    ("measure", "metric"),
    [(responsive.attitude, "courtesy"), (responsive.easy, "easy_to_deal_with")],
)
def test_courtesy_and_ease_are_one_question_each(measure, metric: str) -> None:
    found = measure(basis(answers(metric, Q, "A", [3, 4] * 5, leg=CSAT)))
    assert found is not None
    assert found.headline.value == 3.5
    assert measure(basis(answers(CSAT, Q, "A", [4] * 9))) is None

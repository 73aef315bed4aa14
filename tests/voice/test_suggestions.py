"""Suggestions and how far they have come."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from stool.errors import StepWithoutActionError, UnknownQuarterError, UnknownStepError
from stool.voice import Followed, Step, Topic, funnel, key_of, listed
from tests.voice.making import said

Q, DAY = "2026Q1", dt.date(2026, 4, 30)
TOPIC = Topic("Pay", ("esat",), ("pay",))


def test_a_step_is_dated_and_going_back_forgets() -> None:
    one = Followed("esat", Q, Step.HEARD).moved(Step.CODED, "", dt.date(2026, 4, 10))
    two = one.moved(Step.TOLD, "Raise", DAY)
    assert dict(two.dates) == {Step.CODED: dt.date(2026, 4, 10), Step.TOLD: DAY}
    assert two.moved(Step.TOLD, "Raise", dt.date(2027, 1, 1)) == two
    assert two.moved(Step.TOLD, "Raise", dt.date(2027, 1, 1)).dates == two.dates
    assert dict(two.moved(Step.CODED, "", DAY).dates) == {Step.CODED: dt.date(2026, 4, 10)}
    assert not two.moved(Step.HEARD, "", DAY).dates
    assert Followed.of_body(two.body()) == two
    assert Followed.of_body(two.body()).dates == two.dates


@pytest.mark.parametrize("step", [Step.ACTION, Step.TOLD])
def test_an_answer_needs_its_action(step: Step) -> None:
    with pytest.raises(StepWithoutActionError, match=r"without an action\. Choose"):
        Followed("esat", Q, step, " ")


def test_what_is_no_step_or_quarter_is_refused() -> None:
    with pytest.raises(UnknownStepError, match="It can be heard, coded, action and told back"):
        Followed.of_body({"leg": "esat", "quarter": Q, "step": "lost"})
    with pytest.raises(UnknownQuarterError):
        Followed("esat", "soon", Step.HEARD)


def test_a_key_has_no_words_in_it_and_differs_by_all_it_is_made_of() -> None:
    made_of = [("esat", Q, "a b"), ("csat", Q, "a b"), ("esat", "2025Q4", "a b"), ("esat", Q, "a")]
    keys = {key_of(*parts) for parts in made_of}
    assert len(keys) == 4
    assert not any("a b" in key for key in keys)
    assert key_of("esat", Q, "a b") == key_of("esat", Q, "a b")


def test_the_funnel_counts_each_step_and_its_days() -> None:
    rows = said({(Q, "A"): 4}, kind="suggestion", text="open {row}")
    rows = pd.concat([rows, said({(Q, "A"): 1}, kind="suggestion", text="my pay")])
    texts = rows["text"].tolist()
    notes = {
        key_of("esat", Q, texts[0]): Followed("esat", Q, Step.TOLD, "x", {Step.TOLD: DAY}),
        key_of("esat", Q, texts[1]): Followed(
            "esat", Q, Step.ACTION, "x", {Step.ACTION: dt.date(2026, 2, 1)}
        ),
        "gone": Followed("esat", Q, Step.TOLD, "x", {Step.TOLD: DAY}),
    }
    table = funnel(listed(rows, {}), notes, [TOPIC])
    assert table["step"].tolist() == ["heard", "coded", "action", "told back"]
    assert table["reached"].tolist() == [5, 3, 2, 1]
    assert table["share"].tolist() == [1, 0.6, 0.4, 0.2]
    assert np.isnan(table["days"][:2]).all()
    assert table["days"].tolist()[2:] == [0, 30]  # within the quarter; 30 days after it


def test_nothing_heard_is_no_share() -> None:
    table = funnel(listed(said({}), {}), {}, [TOPIC])
    assert table["reached"].eq(0).all()
    assert table["share"].isna().all()

"""What is said of effects, of what-if, and on the sheet to hand out."""

from typing import Any

import numpy as np
import pytest

from stool.lag import Evidence
from stool.plan import Action, Doubt, Status, Verdict, payback
from stool.report import csv_bytes, handout_html
from stool.schema import ESAT, PROFIT
from stool.text import effect, handout, whatif
from tests.charts.build import link
from tests.plan.test_actions import action
from tests.plan.test_whatif import LINKS, moved

TOLD: dict[str, Any] = {
    "verdict": "seen", "doubt": "", "change": 6.24, "low": 1.5, "high": 11.0, "p": 0.004,
    "p_adj": 0.012, "detectable": 6.8, "units": 6, "others": 18,
}  # fmt: skip


def test_an_effect_is_said_with_its_interval_and_what_it_rests_on() -> None:
    assert effect.sentence(TOLD) == (
        "Effect seen: +6.2 points beyond 18 other units (+1.5 to +11.0, p = 0.012). Its units went "
        "like the others before; what else happened to them alone is in it."
    )
    none = TOLD | {"verdict": "not_seen", "low": -np.inf, "p_adj": 0.3, "others": 1}
    assert effect.sentence(none) == (
        "No effect beyond noise: +6.2 points beyond 1 other unit (−∞ to +11.0, p = 0.30); four "
        "times in five one of 7 would have been seen."
    )


@pytest.mark.parametrize("doubt", [each for each in Doubt if each])
def test_every_doubt_has_its_words(doubt: Doubt) -> None:
    found = TOLD | {"verdict": Verdict.CANNOT_TELL, "doubt": doubt, "change": np.nan}
    said = effect.sentence(found)
    assert said == ("" if doubt is Doubt.NOT_DUE else f"Effect: cannot tell, {effect.WHY[doubt]}.")
    assert effect.word(found) == ("" if doubt is Doubt.NOT_DUE else "cannot tell")
    assert effect.columns(found)[effect.WHY_NOT] == effect.WHY.get(doubt, "")


def test_what_the_time_before_puts_in_doubt_is_shown_all_the_same() -> None:
    found = TOLD | {"verdict": Verdict.CANNOT_TELL, "doubt": Doubt.PLACEBO}
    assert effect.sentence(found) == (
        "Effect: cannot tell, its units were moving away from the rest before it began. Compared "
        "all the same: +6.2 points beyond 18 other units."
    )


def test_what_if_says_when_and_how_much_and_nothing_of_the_rest() -> None:
    esat, csat, profit = whatif.caption(moved(10)).split("; ")
    assert esat == "ESAT +10.0 from Q1 2025 on"
    assert csat.startswith("CSAT tends to follow, 2 quarters after ESAT: +4.0 by Q3 2025 (80%: +3")
    assert profit == (
        "Profit tends to follow, 1–2 quarters after CSAT: +2.0 by Q1 2026 (80%: +1.6 to +2.4)."
    )
    weak = LINKS | {(ESAT, "csat"): link(Evidence.SUGGESTIVE, (2,))}
    assert whatif.caption(moved(10, links=weak)) == (
        "ESAT +10.0 from Q1 2025 on. Nothing is said of CSAT and Profit: that CSAT follows ESAT is "
        "only suggestive, and what has not been shown to follow is not promised."
    )
    assert "are not both loaded" in whatif.refusal(moved(10, links={}))
    short = {(ESAT, "csat"): link(Evidence.TOO_SHORT, (2,))}
    assert "is unknown, for want of data" in whatif.refusal(moved(10, links=short))
    assert (
        whatif.clipped(moved(50))
    ) == "+50.0 points were asked for; ESAT never moved so far, so +20.0 are taken."


def test_break_even_is_said_with_its_quarter_or_why_not() -> None:
    found = moved(10)
    said = whatif.paid(found, payback(found, 12, 20))
    assert said.startswith(
        "A point of the profit score is worth 20 a quarter. It breaks even in Q2"
    )
    assert "does not break even" in whatif.paid(found, payback(found, 1e6, 20))
    assert "Name a cost" in whatif.paid(found, payback(found, 0, 20))
    assert "has no price" in whatif.paid(found, payback(found, 10, np.nan))
    stopped = moved(10, links={})
    assert whatif.paid(stopped, payback(stopped, 10, 20)).startswith(
        "Whether it pays cannot be told. Nothing is said of CSAT and Profit"
    )
    own = moved(10, PROFIT)
    assert payback(own, 10, 20).is_told


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": Status.DROPPED}, "We looked at it and do not do it."),
        ({"status": Status.PLANNED}, "Planned: it begins in Q2 2023."),
        ({"start": "2024Q1"}, "Planned: it begins in Q1 2024."),
        ({"lag": 4}, "Under way. It began in Q2 2023 and should show in Q2 2024."),
        ({"status": Status.DONE}, "Done. It began in Q2 2023; look for it from Q4 2023."),
    ],
)
def test_how_far_an_action_is_for_those_who_asked(fields: dict[str, Any], said: str) -> None:
    assert handout.status(action(**fields), "2023Q4") == said


def sheet(owners: bool = False) -> Any:
    heard = Action("=1+1 & <b>", "Ann", ("A",), ESAT, "2023Q2", 2, Status.DONE, "“More” <script>")
    return handout.rows([heard, action()], "2023Q4", owners=owners)


def test_the_sheet_leaves_out_owners_and_what_nobody_asked_for() -> None:
    assert len(sheet()) == 1
    assert "Owner" not in sheet()
    assert sheet(owners=True)["Owner"].tolist() == ["Ann"]


def test_the_sheet_as_files_is_safe_to_open() -> None:
    page = handout_html(sheet()).decode()
    assert page.startswith('<!doctype html><html lang="en">')
    assert "“More” &lt;script&gt;" in page
    assert "=1+1 &amp; &lt;b&gt;" in page
    assert "<script" not in page
    assert "Ann" not in page
    assert "- You said: “More” \\<script\\>" in handout.as_markdown(sheet())
    assert b"'=1+1" in csv_bytes(sheet())

"""Items whose answers run against the others: said beside the column, never turned round."""

import json

import numpy as np
import pytest

from stool.ingest import Guess, Mapping, guess_mapping, read_table
from stool.ingest.files.coding import Coded
from stool.ingest.mapping import Column
from stool.ingest.meaning import against
from stool.ingest.meaning.against import against_the_others
from stool.sample import SAMPLE

HEADERS = ("I feel heard", "My tools work", "My pace is fine", "I would stay here")


def answers(rows: int = 200, items: int = 4, turned: tuple[int, ...] = (2,)) -> np.ndarray:
    """Items that go together, some of them turned round."""
    generator = np.random.default_rng(3)
    mood = generator.normal(size=(rows, 1))
    found = np.clip(np.round(3 + mood + generator.normal(size=(rows, items))), 1, 5).astype(int)
    for item in turned:
        found[:, item] = 6 - found[:, item]
    return found


def guess_of(values: np.ndarray, given: str = "{}", sign: str = ",") -> Guess:
    lines = [sign.join(["quarter", "team", *HEADERS[: values.shape[1]]])]
    lines += [sign.join(["2026Q1", "A", *map(str, row)]) for row in values.tolist()]
    table = read_table("\n".join(lines).encode(), "employees.csv")
    return guess_mapping(table, Mapping.from_json(given))


def noted(guess: Guess) -> dict[str, tuple[str, str]]:
    """What is said of items that run against the others, with how sure the column is."""
    return {
        reason.column: (reason.why.partition("; ")[2], reason.confidence)
        for reason in guess.reasons
        if "run against" in reason.why
    }


def test_an_item_against_the_others_is_said_and_not_turned() -> None:
    values = answers()
    r = np.corrcoef(values[:, 2], np.delete(values, 2, axis=1).mean(axis=1))[0, 1]
    guess = guess_of(values)
    assert noted(guess) == {
        "My pace is fine": (
            f"its answers run against those of the other 3 questions (correlation {r:.2f}): if it "
            "is worded the other way round, say that lower is better",
            "likely",
        )
    }
    assert {column.better for column in guess.mapping.having("metric")} == {"higher"}


def test_it_is_silent_once_the_mapping_says_so() -> None:
    said = '{"columns": {"My pace is fine": {"leg": "esat", "scale": "1-5", "better": "lower"}}}'
    assert noted(guess_of(answers(), said)) == {}


def test_an_item_turned_round_by_mistake_is_said() -> None:
    said = '{"columns": {"My pace is fine": {"leg": "esat", "scale": "1-5", "better": "lower"}}}'
    ((why, confidence),) = noted(guess_of(answers(turned=()), said)).values()
    assert "read so, its answers run against" in why
    assert "if it is not worded the other way round, say that higher is better" in why
    assert confidence == "said"


def test_nothing_is_said_where_nothing_tells() -> None:
    assert noted(guess_of(answers(turned=()))) == {}
    assert noted(guess_of(answers(rows=29))) == {}  # few rows
    assert noted(guess_of(answers(items=2, turned=(1,)))) == {}  # which of the two?


def test_means_of_units_are_not_compared() -> None:
    said = {header: {"leg": "esat", "scale": "1-5"} for header in HEADERS}
    rows = {"rows": "aggregated", "columns": said}
    assert noted(guess_of(answers(), json.dumps(rows))) == {}
    assert noted(guess_of(answers(), json.dumps({**rows, "rows": "respondent"})))


def test_the_sample_has_none() -> None:
    for file in ("employee_survey", "customer_survey"):
        path = SAMPLE / f"{file}.csv"
        assert noted(guess_mapping(read_table(path, path.name))) == {}


def coded(values: np.ndarray, texts: list[str], blocks: int = 1) -> Coded:
    """A column of codes, in blocks."""
    found = tuple(np.array_split(values.astype(np.int8), blocks))
    counts = np.bincount(values, minlength=len(texts)).astype(np.int64)
    return Coded(np.array(texts, dtype=object), counts, found)


def columns_of(values: np.ndarray, texts: list[str], blocks: int = 1) -> dict[str, Coded]:
    return {header: coded(values[:, n] - 1, texts, blocks) for n, header in enumerate(HEADERS)}


ITEMS = [Column(header, "metric", "esat", header, "1-5") for header in HEADERS]
DIGITS = ["1", "2", "3", "4", "5"]
POINT = dict.fromkeys(HEADERS, False)


def test_rows_are_looked_at_in_even_steps_over_all_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    values = answers(rows=400, turned=())
    values[1::2, 2] = 6 - values[1::2, 2]  # the rows between the steps say the contrary
    monkeypatch.setattr(against, "MOST_ROWS", 200)
    assert against_the_others(ITEMS, columns_of(values, DIGITS, blocks=7), POINT) == {}
    values[:, 2] = 6 - values[:, 2]
    found = against_the_others(ITEMS, columns_of(values, DIGITS, blocks=7), POINT)
    assert list(found) == ["My pace is fine"]


def test_worded_answers_decimal_commas_and_codes_off_the_scale() -> None:
    words = ["Never ", "rarely", "At times", "Often", "Always"]
    stand_for = tuple((word.strip(), float(place)) for place, word in enumerate(words, 1))
    worded = [Column(h, "metric", "esat", h, "1-5", answers=stand_for) for h in HEADERS]
    assert list(against_the_others(worded, columns_of(answers(), words), POINT)) == [HEADERS[2]]
    commas = [f"{digit},0" for digit in DIGITS]
    comma = dict.fromkeys(HEADERS, True)
    assert list(against_the_others(ITEMS, columns_of(answers(), commas), comma)) == [HEADERS[2]]
    values = answers(turned=())
    columns = columns_of(values, DIGITS)
    away = np.where(values[:, 2] == 1, 5, values[:, 2] - 1)  # the lowest answered with 99
    columns[HEADERS[2]] = coded(away, [*DIGITS, "99"])
    assert against_the_others(ITEMS, columns, POINT) == {}


def test_legs_and_scales_are_apart_and_columns_not_kept_are_passed_over() -> None:
    columns = columns_of(answers(), DIGITS)
    other_leg = [Column(h, "metric", "csat", h, "1-5") for h in HEADERS[:2]]
    assert against_the_others([*other_leg, *ITEMS[2:]], columns, POINT) == {}
    other_scale = [Column(h, "metric", "esat", h, "1-7") for h in HEADERS[:2]]
    assert against_the_others([*other_scale, *ITEMS[2:]], columns, POINT) == {}
    money = [Column(h, "metric", "profit", h, "ledger") for h in HEADERS]
    assert against_the_others(money, columns, POINT) == {}
    lost = Coded(columns[HEADERS[2]].texts, columns[HEADERS[2]].counts, (), "nothing")
    assert against_the_others(ITEMS, {**columns, HEADERS[2]: lost}, POINT) == {}

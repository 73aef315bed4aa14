"""What is kept of what people wrote: masked, bounded, and in an order that tells nothing."""

import io
import random
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stool.examine import Examined, examine
from stool.ingest import Mapping, guess_mapping, read_table
from stool.ingest.tables import read
from stool.ingest.tables import table as table_module
from stool.voice.rows import VOICE_COLUMNS, Collector, bands_of

WORDS = ("waiting", "phone", "friendly", "counter", "price", "promise", "tool", "visit")
ID, EMAIL, SERVER = "R-CANARY-000123", "anna.canary@example.com", "Anna Canary"


def survey(rows: int = 60, seed: int = 1, **columns: str) -> pd.DataFrame:
    draw = random.Random(seed)
    frame = pd.DataFrame(
        {
            "response_id": [f"R-CANARY-{row:06}" for row in range(rows)],
            "date": [f"2026-0{1 + row % 3}-{1 + row % 28:02}" for row in range(rows)],
            "branch": [("North", "South", "West")[row % 3] for row in range(rows)],
            "segment": [("Private", "Business")[row % 2] for row in range(rows)],
            "served_by": [(SERVER, "Bo Li", "Cem Kaya")[row % 3] for row in range(rows)],
            "csat": [1 + row % 5 for row in range(rows)],
            "comment": [
                f"The {draw.choice(WORDS)} and the {draw.choice(WORDS)} number {row % 40}"
                for row in range(rows)
            ],
        }
    )
    return frame.assign(**columns)


def examined(frame: pd.DataFrame, mapping: Mapping | None = None) -> Examined:
    return of_bytes(frame.to_csv(index=False).encode(), "customers.csv", mapping)


def of_bytes(data: bytes, name: str, mapping: Mapping | None = None) -> Examined:
    table = read_table(data, name, mapping)
    guess = guess_mapping(table, mapping)
    return examine(table, guess.mapping, guess.reasons)


def test_a_comment_is_kept_with_its_place_and_band_alone() -> None:
    found = examined(survey()).voice
    assert tuple(found.columns) == VOICE_COLUMNS
    assert set(found["leg"]) == {"csat"}
    assert set(found["quarter"]) == {"2026Q1"}
    assert set(found["unit"]) == {"North", "South", "West"}
    assert found["band"].value_counts().to_dict() == {"low": 24, "high": 24, "mid": 12}
    assert len(found) == 60


def test_nothing_that_tells_who_wrote_it_is_kept() -> None:
    text = f"I am {ID}, write to {EMAIL} or ask {SERVER}, Anna or CANARY."
    found = examined(survey(comment=text))
    kept = " ".join(found.voice.astype(str).to_numpy().ravel())
    assert found.written.to_numpy().tolist() == [["csat", "2026Q1", "comment", 60, 60]]
    assert len(found.voice) == 60
    for canary in (ID, EMAIL, "Anna", "CANARY", "anna.", "Private", "2026-01", "served"):
        assert canary not in kept
    assert set(found.voice["text"]) == {
        "I am [number], write to [e-mail] or ask [name], [name] or [name]."
    }
    assert "CANARY" not in found.checked.problems.to_csv()


def test_the_order_of_the_file_leaves_no_trace() -> None:
    frame = survey()
    expected = examined(frame).voice
    for seed in range(5):
        shuffled = frame.sample(frac=1, random_state=seed)
        pd.testing.assert_frame_equal(examined(shuffled).voice, expected)
    places = [expected["text"].tolist().index(text) for text in frame["comment"].unique()]
    assert places != sorted(places)


def test_a_suggestion_is_a_kind_of_its_own() -> None:
    frame = survey().assign(suggestion=["Open on Sundays please"] * 30 + [""] * 30)
    found = examined(frame)
    assert found.voice["kind"].value_counts().to_dict() == {"comment": 60, "suggestion": 30}
    assert [c.column for c in found.checked.mapping.having("suggestion")] == ["suggestion"]


def test_texts_of_one_person_in_several_columns_are_one_row() -> None:
    frame = survey(30).assign(remarks=["more of it"] * 15 + [""] * 15)
    found = examined(frame).voice
    assert len(found) == 30
    assert found["text"].str.endswith(" / more of it").sum() == 15


def test_those_who_say_nothing_are_not_counted() -> None:
    nothing = ["", "  ", "n/a", "None.", "-", "...", "5", "NO COMMENT", "x@example.com", "!!"]
    frame = survey(30)
    frame["comment"] = nothing * 3
    assert examined(frame).voice.empty
    frame.loc[0, "comment"] = "No queue"
    assert examined(frame).voice["text"].tolist() == ["No queue"]


def test_a_rejected_row_is_not_heard() -> None:
    frame = survey()
    frame.loc[0, "comment"] = "heard nowhere"
    frame["csat"] = frame["csat"].astype(object)
    frame.loc[0, "csat"] = "77"
    found = examined(frame)
    assert found.checked.rejected == 1
    assert "heard nowhere" not in set(found.voice["text"])
    assert len(found.voice) == 59


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_large_file_says_the_same(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column whose texts hardly repeat is given up, and read once more."""
    frame = survey(400)
    frame["comment"] = [f"said {row:03}x in\n{row} words" for row in range(400)]
    frame.loc[5, "comment"] = ""
    whole = examined(frame)
    monkeypatch.setattr(read, "SMALL", 0)
    monkeypatch.setattr(table_module.wanted_of, "__defaults__", (50,))
    data = written(frame, kind)
    assert read_table(data, f"customers.{kind}").columns["comment"].kept == "nothing"
    found = of_bytes(data, f"customers.{kind}")
    assert found.written["written"].tolist() == [399]
    pd.testing.assert_frame_equal(found.voice, whole.voice)


def written(frame: pd.DataFrame, kind: str) -> bytes:
    if kind == "csv":
        return frame.to_csv(index=False).encode()
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), sink)
    return sink.getvalue()


def test_more_texts_than_are_kept_leave_a_fair_sample() -> None:
    kept = []
    for seed in range(20):
        collector = Collector("csat", str(seed), most=100)
        for begin in range(0, 1_000, 50):
            texts = [
                f"text {'a' * (row % 10)} {chr(97 + row // 100)}"
                for row in range(begin, begin + 50)
            ]
            collector.add("comment", texts, ["2026Q1"] * 50, ["A"] * 50, ["low"] * 50)
        frame = collector.frame()
        assert len(frame) == 100
        told = collector.written().to_numpy().tolist()
        assert told == [["csat", "2026Q1", "comment", 1_000, 100]]
        kept.append(frame["text"].str[-1].map(ord).mean() - 97)
    assert np.mean(kept) == pytest.approx(4.5, abs=0.3)  # hundreds, first to last


def test_the_same_file_gives_the_same_sample() -> None:
    def frame(seed: str) -> pd.DataFrame:
        collector = Collector("csat", seed, most=10)
        collector.add(
            "comment", [f"w{n:03}" for n in range(99)], ["2026Q1"] * 99, ["A"] * 99, [""] * 99
        )
        return collector.frame()

    assert frame("one").equals(frame("one"))
    assert not frame("one").equals(frame("two"))


@pytest.mark.parametrize(
    ("scale", "better", "low", "mid", "high"),
    [
        ("1-5", "higher", (1, 2), (3,), (4, 5)),
        ("1-5", "lower", (4, 5), (3,), (1, 2)),
        ("0-10", "higher", (0, 2), (3, 7), (8, 10)),
        ("1-5 mean", "higher", (1, 2.0), (2.1, 3.9), (4.0, 5)),
        ("0-1", "higher", (0,), (), (1,)),
    ],
)
def test_bands(scale: str, better: str, low: tuple, mid: tuple, high: tuple) -> None:
    for band, values in (("low", low), ("mid", mid), ("high", high)):
        assert set(bands_of(np.array(values, dtype=float), scale, better)) <= {band}  # type: ignore[arg-type]
    assert bands_of(np.array([np.nan]), scale).tolist() == [""]


def test_a_scale_without_favourable_answers_has_no_bands() -> None:
    assert set(bands_of(np.array([0.0, 50, 100]), "0-100")) == {""}


def test_aggregated_rows_and_files_of_both_legs_are_not_heard() -> None:
    path = Path("data/sample/revenue.csv")
    assert of_bytes(path.read_bytes(), path.name).voice.empty
    both = survey().assign(job_satisfaction=3)
    said = Mapping.from_json('{"columns": {"job_satisfaction": {"leg": "esat", "scale": "1-5"}}}')
    assert examined(both, said).voice.empty

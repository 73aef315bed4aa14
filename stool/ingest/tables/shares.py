"""Sheets with the share of each answer: "Very satisfied" 26.4 %, "Satisfied" 45.2 %, and so on."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stool.catalogue import say
from stool.ingest.files.records import Record
from stool.ingest.files.stages import Stage
from stool.ingest.language.tally import Tally
from stool.ingest.language.values import decimal_votes, is_no_answer, to_number
from stool.ingest.language.wording import Worded, worded_scale
from stool.ingest.language.words import normalise

ROUNDING = 0.01  # of the whole; shares rounded to a percent seldom miss it by more
FEWEST_ANSWERS = 3
OFFERED = 1000  # answers of each kind to judge by: a sheet lists all that could be chosen
SHOWN = 3  # rows named in a sentence
LONGEST_LABEL = 40  # characters
COUNT_WORDS = frozenset(
    {"n", "count", "responses", "response", "respondents", "base", "total", "answers", "sample"}
)
EVERYONE = frozenset(
    {"all", "all_responses", "all_respondents", "overall", "total", "grand_total", "gesamt"}
)


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of answers made means.

    Attributes
    ----------
    heads : tuple of str
        Key columns, then mean, sd and n of the score, its scale in their names.
    records : tuple of Record
        One per row of the file that holds shares, with its line; mean and sd with four decimals.
        sd is that of a sample (n - 1), blank for one answer.
    stage : Stage
    """

    heads: tuple[str, ...]
    records: tuple[Record, ...]
    stage: Stage


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns hold."""

    keys: list[int]
    scored: dict[int, float]
    silent: list[int]
    count: int
    worded: Worded


def answer_shares(heads: Sequence[str], records: Sequence[Record], name: str) -> Shares | None:
    """Make means of the shares of worded answers; None if the table does not hold such shares.

    The headers have to be the answers of one scale, beside one column with the number of answers,
    and the shares of every row that has any to add up to 100 %, give or take 1. Shares of people
    who gave no answer ("Don't know") are taken out of the number. Rows without shares and the row
    of everyone are left out.

    Parameters
    ----------
    heads : sequence of str
        Header of each column.
    records : sequence of Record
        Rows, fields in the order of `heads`; missing fields are blank.
    name : str
        File, for the question it may name.
    """
    columns = _columns(heads, records, name)
    if columns is None:
        return None
    rows, left_out = [], []
    for record in records:
        shares = {place: _number(record, place) for place in (*columns.scored, *columns.silent)}
        count = _number(record, columns.count)
        label = next((_field(record, key) for key in columns.keys), "")
        if all(math.isnan(share) for share in shares.values()) or normalise(label) in EVERYONE:
            left_out.append(label)
            continue
        known = {place: 0.0 if math.isnan(share) else share for place, share in shares.items()}
        whole = 1.0 if sum(known.values()) < 2 else 100.0
        if math.isnan(count) or abs(sum(known.values()) / whole - 1) > ROUNDING:
            return None
        figures = _figures(known, columns, count)
        rows.append(Record(record.line, [*(_field(record, key) for key in columns.keys), *figures]))
    if not rows:
        return None
    base = "satisfaction" if "satisf" in " ".join(heads).casefold() else "score"
    named = f"{base} {columns.worded.scale}"
    named_rows = [label for label in left_out if label]
    shown = ", ".join(f"“{label[:LONGEST_LABEL]}”" for label in named_rows[:SHOWN])
    shown += (
        say(" and {named_rows} more", named_rows=len(named_rows) - SHOWN)
        if len(named_rows) > SHOWN
        else ""
    )
    ends = [heads[place] for place in sorted(columns.scored, key=lambda p: columns.scored[p])]
    why = say(
        "the headers are answers from “{first}” to “{last}”; rounding of the shares moves a mean "
        "by some hundredths at most",
        first=ends[0],
        last=ends[-1],
    )
    stage = Stage(
        "shares",
        say(
            "shares of {scored} answers made a mean, a spread and a count",
            scored=len(columns.scored),
        ),
        why + (say("; rows left out: {shown}", shown=shown) if shown else ""),
    )
    key_heads = [heads[key] for key in columns.keys]
    return Shares((*key_heads, f"{named} mean", f"{named} sd", f"{named} n"), tuple(rows), stage)


def _columns(heads: Sequence[str], records: Sequence[Record], name: str) -> _Columns | None:
    """Tell answers, count and keys apart; None if the columns are no such shares."""
    numeric = [place for place in range(len(heads)) if _holds_numbers(records, place)]
    counts = [place for place in numeric if set(normalise(heads[place]).split("_")) & COUNT_WORDS]
    answers = [place for place in numeric if place not in counts]
    if len(counts) != 1 or len(answers) < FEWEST_ANSWERS:
        return None
    words = [" ".join(heads[place].split()) for place in answers]
    tally = Tally(np.array(words, dtype=object), np.full(len(words), OFFERED))
    worded = worded_scale(tally, name)
    if worded is None or worded.confidence == "open":
        return None
    by_place = dict(zip(answers, words, strict=True))
    scored = {p: worded.answers[text] for p, text in by_place.items() if text in worded.answers}
    silent = [place for place, text in by_place.items() if text in worded.no_answer]
    if len(scored) < FEWEST_ANSWERS:
        return None
    keys = [place for place in range(len(heads)) if place not in numeric]
    return _Columns(keys, scored, silent, counts[0], worded)


def _figures(shares: dict[int, float], columns: _Columns, count: float) -> list[str]:
    """Mean, standard deviation and number of answers of a row."""
    values = np.array(list(columns.scored.values()))
    parts = np.array([shares[place] for place in columns.scored])
    answered = round(count * parts.sum() / sum(shares.values()))
    if not answered:
        return ["", "", "0"]
    mean = float(parts @ values / parts.sum())
    spread = float(parts @ (values - mean) ** 2 / parts.sum())
    sd = f"{math.sqrt(spread * answered / (answered - 1)):.4f}" if answered > 1 else ""
    return [f"{mean:.4f}", sd, str(answered)]


def _holds_numbers(records: Sequence[Record], place: int) -> bool:
    """Whether a column holds numbers and nothing else."""
    texts = [text for record in records if not is_no_answer(text := _field(record, place))]
    return bool(texts) and not any(math.isnan(_to_number(text)) for text in texts)


def _field(record: Record, place: int) -> str:
    return " ".join(record.fields[place].split()) if place < len(record.fields) else ""


def _number(record: Record, place: int) -> float:
    return _to_number(_field(record, place))


def _to_number(text: str) -> float:
    return to_number(text, decimal_comma=decimal_votes([text]) > 0)

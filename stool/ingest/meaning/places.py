"""Which columns say when, where, who and why: every role but the figures."""

from dataclasses import dataclass, field

import numpy as np

from stool.catalogue import say
from stool.ingest.language import words
from stool.ingest.language.epochs import epoch_unit, serial_dates
from stool.ingest.language.quarters import looks_like_quarters
from stool.ingest.language.tally import Counted, Tally
from stool.ingest.language.values import decimal_votes, no_answers, numbers
from stool.ingest.language.words import normalise
from stool.ingest.mapping import Column
from stool.ingest.meaning.choices import choice_groups, choice_kind, tick_reason
from stool.ingest.meaning.personal import personal_kind
from stool.ingest.meaning.result import Confidence
from stool.ingest.meaning.weights import is_weight

SNIFFED_VALUES = 200  # different values looked at to tell dates and free text
ID_SUFFIXES = frozenset({"name", "id", "code", "no", "number"})
LONG_TEXT = 40  # characters of the text in the middle: a comment, not a category
MOST_BANDS = 12  # a dimension of more numbers than these is a measurement
LONGEST_PLACE = 3  # words; a longer header is a question about the team, not the team
PLACE = {"unit": say("unit"), "region": say("region")}
DIMENSION = {
    "level": say("level"),
    "tenure": say("tenure"),
    "segment": say("segment"),
    "served_by": say("served by"),
    "customer_team": say("team served"),
}
PERSONAL = {  # kinds of `personal_kind`
    "name": say("name"),
    "e-mail": say("e-mail"),
    "phone": say("phone"),
    "IP address": say("IP address"),
    "latitude or longitude": say("latitude or longitude"),
    "date of birth": say("date of birth"),
    "home address": say("home address"),
    "national identifier": say("national identifier"),
    "bank details": say("bank details"),
    "signature or photo link": say("signature or photo link"),
    "social media handle": say("social media handle"),
}


@dataclass(slots=True)
class Guesses:
    """Columns settled so far, with the meaning in words and the reason of each.

    The one mutable thing of the guess: each step adds to it and never changes what is there.
    """

    columns: dict[str, Column] = field(default_factory=dict)
    reasons: dict[str, tuple[str, str, Confidence]] = field(default_factory=dict)

    def add(
        self, column: Column, meaning: str, reason: str, confidence: Confidence = "sure"
    ) -> None:
        """Settle a column."""
        self.columns[column.column] = column
        self.reasons[column.column] = (meaning, reason, confidence)

    def has(self, role: str) -> bool:
        """Whether some column has that role already."""
        return any(column.role == role for column in self.columns.values())


def guess_places(
    cells: dict[str, Tally], free: list[str], guesses: Guesses, questions: dict[str, str]
) -> None:
    """Settle quarter, unit, region, identifiers, comments and dimensions among `free` headers."""
    names = {header: normalise(header) for header in free}
    if not guesses.has("quarter"):
        _guess_quarter(cells, names, guesses)
    for role, vocabulary in (("unit", words.UNIT), ("region", words.REGION)):
        if not guesses.has(role):
            _guess_place(cells, names, guesses, role, vocabulary)
    _guess_identifiers(names, guesses)
    _guess_dimensions(cells, names, guesses)
    for header in _left(names, guesses):
        personal = personal_kind(header, questions.get(header, ""), cells[header])
        if personal is not None:
            kind, why = personal
            guesses.add(
                Column(header, "ignore"),
                say("not used: {kind}", kind=PERSONAL[kind]),
                say("personal data: {why}", why=why),
            )
    _guess_comments(cells, names, guesses)
    _guess_choices(cells, _left(names, guesses), guesses, questions)
    for header in _left(names, guesses):
        weight = is_weight(header, cells[header])
        if weight is not None:
            guesses.add(Column(header, "weight"), say("weight: not applied"), weight)


def _guess_comments(cells: dict[str, Tally], names: dict[str, str], guesses: Guesses) -> None:
    for header in _left(names, guesses):
        parts = set(names[header].split("_"))
        asks = not parts.isdisjoint(words.SUGGESTION)
        named = asks or not parts.isdisjoint(words.COMMENT)
        if (named and not _is_numeric(cells[header])) or _is_prose(cells[header]):
            guesses.add(
                Column(header, "suggestion" if asks else "comment"),
                say("suggestion") if asks else say("comment"),
                say("free text: kept masked, without person, day, segment or score"),
                "sure" if named else "likely",
            )


def _guess_choices(
    cells: dict[str, Tally], left: list[str], guesses: Guesses, questions: dict[str, str]
) -> None:
    """Settle columns that say which of several choices were ticked: no scores."""
    grouped = choice_groups([(header, cells[header]) for header in left])
    for header in left:
        question = grouped.get(header)
        why = (
            tick_reason(question, cells[header])
            if question is not None
            else choice_kind(header, questions.get(header, ""), cells[header])
        )
        if why is not None:
            guesses.add(Column(header, "ignore"), say("not used: several choices"), why, "likely")


def _left(names: dict[str, str], guesses: Guesses) -> list[str]:
    return [header for header in names if header not in guesses.columns]


def _sample(cells: dict[str, Tally], header: str) -> list[str]:
    return [str(text) for text in cells[header].texts[:SNIFFED_VALUES]]


def _guess_quarter(cells: dict[str, Tally], names: dict[str, str], guesses: Guesses) -> None:
    """Take the best named column of quarters or dates, else the only one that holds dates."""
    if _guess_quarter_parts(cells, names, guesses):
        return
    ranked = (*words.QUARTER, *words.DATE)
    dated = [h for h in _left(names, guesses) if _holds_dates(cells[h], h)]
    known = sorted(
        (h for h in dated if names[h] in ranked), key=lambda h: (ranked.index(names[h]), h)
    )
    unnamed = _left(dict.fromkeys(dated, ""), guesses)
    named = [h for h in _left(names, guesses) if names[h] in ranked and _names_one(cells[h])]
    if known:
        guesses.add(
            Column(known[0], "quarter"), say("quarter"), say("header says so and it holds dates")
        )
    elif len(named) == 1:
        reason = say("header says so, though not every value is a date")
        guesses.add(Column(named[0], "quarter"), say("quarter"), reason, "likely")
    elif len(unnamed) == 1:
        reason = say("the only column that holds dates")
        guesses.add(Column(unnamed[0], "quarter"), say("quarter"), reason, "likely")
    for header in known[1:]:
        guesses.add(
            Column(header, "ignore"),
            say("not used"),
            say("“{first}” says better when the answer came", first=known[0]),
        )


def _holds_dates(tally: Tally, header: str) -> bool:
    """Whether a column holds quarters or dates, counted in seconds or days among them."""
    if looks_like_quarters([str(text) for text in tally.texts[:SNIFFED_VALUES]]):
        return True
    return epoch_unit(tally, header) is not None or serial_dates(tally, header) is not None


def _names_one(tally: Tally) -> bool:
    """Whether any value by itself names a quarter or a day."""
    return any(looks_like_quarters([str(text)]) for text in tally.texts[:SNIFFED_VALUES])


def _guess_quarter_parts(cells: dict[str, Tally], names: dict[str, str], guesses: Guesses) -> bool:
    """Take a column of years together with one of quarters or months 1 to 12."""
    years = [header for header in names if names[header] in words.YEAR]
    parts = [header for header in names if names[header] in (*words.QUARTER, *words.MONTH)]
    for part in sorted(parts, key=lambda h: names[h] in words.MONTH):
        if years and not looks_like_quarters(_sample(cells, part)):
            guesses.add(Column(years[0], "quarter"), "year", say("goes with “{part}”", part=part))
            guesses.add(
                Column(part, "quarter"),
                say("part of the year"),
                say("goes with “{first}”", first=years[0]),
            )
            return True
    return False


def _guess_place(
    cells: dict[str, Tally],
    names: dict[str, str],
    guesses: Guesses,
    role: str,
    vocabulary: tuple[str, ...],
) -> None:
    """Take the column whose header comes first in the vocabulary."""
    ranks = {}
    for header in _left(names, guesses):
        name = names[header]
        base = words.split_suffix(name, ID_SUFFIXES) or name
        last = name.split("_")[-1] if len(name.split("_")) <= LONGEST_PLACE else ""
        for offset, candidate in enumerate((name, base, last)):
            if candidate in vocabulary and not _holds_answers(cells[header], offset):
                ranks[header] = (offset, vocabulary.index(candidate), header)
                break
    if ranks:
        best = min(ranks, key=lambda header: ranks[header])
        confidence: Confidence = "sure" if ranks[best][0] < 2 else "likely"
        guesses.add(Column(best, role), PLACE[role], say("header says so"), confidence)


def _holds_answers(tally: Tally, offset: int) -> bool:
    """Whether a column that is only loosely named after a place holds figures instead."""
    return offset == 2 and _numbers(tally.first(SNIFFED_VALUES)).rows > 0


def _guess_identifiers(names: dict[str, str], guesses: Guesses) -> None:
    """Settle identifiers of answers and persons, and personal data."""
    left = _left(names, guesses)
    answers = [header for header in left if names[header] in words.ANSWER_ID]
    for header in answers:
        reason = say("identifier: checked for duplicates, never kept")
        guesses.add(Column(header, "respondent"), say("identifier"), reason)
    for header in left:
        if names[header] in words.PERSON_ID and not answers and not guesses.has("respondent"):
            reason = say(
                "identifier of a person: checked once a quarter for duplicates, never kept"
            )
            guesses.add(Column(header, "respondent"), say("identifier"), reason)
        elif names[header] in (*words.PERSON_ID, *words.PERSONAL):
            guesses.add(Column(header, "ignore"), say("not used"), say("personal data, never kept"))


def _guess_dimensions(cells: dict[str, Tally], names: dict[str, str], guesses: Guesses) -> None:
    """Settle level, tenure, segment and server; the first of each by its place in the words."""
    taken = {column.dimension for column in guesses.columns.values()}
    order = list(words.DIMENSION)
    known = [header for header in _left(names, guesses) if names[header] in words.DIMENSION]
    for header in sorted(known, key=lambda h: (order.index(names[h]), h)):
        dimension = words.DIMENSION[names[header]]
        measured = _numbers(cells[header]).values
        if dimension in taken:
            guesses.add(
                Column(header, "ignore"),
                say("not used"),
                say("another column is {dimension}", dimension=dimension),
            )
        elif len(np.unique(measured)) > MOST_BANDS:
            guesses.add(
                Column(header, "ignore"),
                say("not used"),
                say("{dimension} as a number: give it in bands", dimension=dimension),
            )
        else:
            taken.add(dimension)
            guesses.add(
                Column(header, "dimension", dimension=dimension),
                say("segment by {dimension}", dimension=DIMENSION[dimension]),
                say("header says so"),
            )


def _numbers(tally: Tally) -> Counted:
    """Numbers of a column, with the decimal sign that more of them show."""
    return Counted.of(numbers(tally.texts, decimal_votes(tally.texts) > 0), tally.counts)


def _is_numeric(tally: Tally) -> bool:
    """Whether most of the first answers are numbers."""
    start = tally.first(SNIFFED_VALUES)
    read = _numbers(start).rows
    return read > 0 and read * 2 > int(start.counts[~no_answers(start.texts)].sum())


def _is_prose(tally: Tally) -> bool:
    """Whether a column holds free text: long, and seldom the same twice."""
    start = tally.first(SNIFFED_VALUES)
    written = np.array([bool(text.strip()) for text in start.texts], dtype=np.bool_)
    if not written.any():
        return False
    lengths = np.array([len(text) for text in start.texts])[written]
    counts = start.counts[written]
    typical = float(np.median(np.repeat(lengths, counts)))
    return typical > LONG_TEXT and len(counts) * 2 > counts.sum()

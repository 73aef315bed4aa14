"""A service log told by its columns: when each case was opened, answered, promised and closed."""

from collections.abc import Iterable, Mapping

from stool.catalogue import say
from stool.ingest.language import words
from stool.ingest.language.epochs import epoch_unit, serial_dates
from stool.ingest.language.moments import order_of_moments
from stool.ingest.language.quarters import DateOrder, looks_like_quarters
from stool.ingest.language.tally import Tally
from stool.ingest.language.values import is_no_answer
from stool.ingest.language.words import normalise
from stool.ingest.mapping import Column
from stool.ingest.meaning.places import Guesses
from stool.schema import (
    CLOSED,
    CSAT,
    ESAT,
    OPENED,
    OWNER_CHANGES,
    PROFIT,
    RECOVERED,
    SERVER,
    SERVICE,
    Better,
)

SNIFFED = 200  # different values looked at to tell dates
MEANING = {
    "first_reply": say("when the case got its first reply"),
    "promised_by": say("when it was promised to be done"),
    "closed": say("when the case was closed"),
    "owner_changes": say("handovers of the case, fewer is better"),
    "complaint": say("whether the case is a complaint, yes or no"),
    "recovered": say("whether it was put right, yes or no"),
}
SAYS_SO = say("header says so")
HOLDS_DATES = say("header says so, and it holds dates or nothing yet")


def guess_service_log(cells: Mapping[str, Tally], free: Iterable[str], guesses: Guesses) -> bool:
    """Settle the columns of a service log among `free` headers; False for any other file.

    It is one where a column says when something was opened and another when it was first answered,
    promised, or (with an identifier of the case) closed; or where the mapping says so. A file with
    answers of people, or with money, is none.
    """
    names = {header: normalise(header) for header in free}
    found = {
        moment: header
        for moment, vocabulary in words.MOMENT.items()
        if (header := _dated(cells, names, vocabulary))
    }
    if not guesses.has("moment") and not _is_log(found, names, guesses):
        return False
    said = {str(column.of) for column in guesses.columns.values() if column.role == "moment"}
    opened = found.pop(OPENED, None)
    if not guesses.has("quarter") and opened:
        meaning = say("when the case was opened, which is its quarter")
        guesses.add(Column(opened, "quarter"), meaning, HOLDS_DATES)
    for moment, header in found.items():
        if moment not in said:
            guesses.add(Column(header, "moment", of=moment), MEANING[moment], HOLDS_DATES)
    taken = {column.metric for column in guesses.columns.values()}
    for metric, vocabulary in words.CASE_FIGURE.items():
        figure = _named(names, vocabulary, guesses)
        if figure and metric not in taken:
            guesses.add(_figure(figure, metric), MEANING[metric], SAYS_SO)
    if not any(words.DIMENSION.get(name) == SERVER for name in names.values()):
        owner = _named(names, words.CASE_OWNER, guesses)
        if owner:
            meaning = say("who serves")
            guesses.add(Column(owner, "dimension", dimension=SERVER), meaning, SAYS_SO, "likely")
    return True


def leave_the_rest(free: Iterable[str], guesses: Guesses) -> None:
    """Ignore what a service log, or a survey of internal service, does not need."""
    for header in free:
        if header not in guesses.columns:
            why = say("no figure is made of it in such a file")
            guesses.add(Column(header, "ignore"), say("not used"), why, "likely")


def order_in_log(cells: Mapping[str, Tally], columns: Iterable[Column]) -> DateOrder:
    """Order of day and month by all moments of a log together: one program wrote them."""
    read = [column.column for column in columns if column.role in ("quarter", "moment")]
    return order_of_moments(str(text) for header in read for text in cells[header].texts)


def _is_log(found: Mapping[str, str], names: Mapping[str, str], guesses: Guesses) -> bool:
    said = {column.leg for column in guesses.columns.values()}
    if OPENED not in found or len(found) < 2 or said & {ESAT, CSAT, PROFIT}:
        return False
    if any(map(_asks, names.values())) or any(map(words.money_metric, names)):
        return False
    known = set(names.values()) & set(words.ANSWER_ID)
    return bool(known) or set(found) != {OPENED, CLOSED}


def _asks(name: str) -> bool:
    """Whether a header is of an answer that somebody gave."""
    main = words.CSAT | words.ESAT | words.SATISFACTION | words.RECOMMEND
    return name in main or words.RECOMMEND_WORD in name or "satisf" in name


def _dated(
    cells: Mapping[str, Tally], names: Mapping[str, str], vocabulary: tuple[str, ...]
) -> str | None:
    """The column that comes first in a vocabulary and holds dates, or nothing yet."""
    ranked = sorted((vocabulary.index(name), h) for h, name in names.items() if name in vocabulary)
    return next((header for _, header in ranked if _may_hold_dates(cells[header], header)), None)


def _may_hold_dates(tally: Tally, header: str) -> bool:
    texts = [str(text) for text in tally.texts[:SNIFFED]]
    if all(map(is_no_answer, texts)) or any(looks_like_quarters([text]) for text in texts):
        return True
    return epoch_unit(tally, header) is not None or serial_dates(tally, header) is not None


def _named(names: Mapping[str, str], vocabulary: tuple[str, ...], guesses: Guesses) -> str | None:
    ranked = sorted((vocabulary.index(name), h) for h, name in names.items() if name in vocabulary)
    return next((header for _, header in ranked if header not in guesses.columns), None)


def _figure(header: str, metric: str) -> Column:
    better: Better = "higher" if metric == RECOVERED else "lower"
    scale = "amount" if metric == OWNER_CHANGES else "0-1"
    return Column(header, "metric", SERVICE, metric, scale, better)

"""A column of scores settled as a metric: its scale, its better end, and what says so."""

from dataclasses import dataclass, replace

from stool.catalogue import say
from stool.ingest.language.concepts import better_of, concept_metric
from stool.ingest.language.tally import Counted
from stool.ingest.language.wording import Worded
from stool.ingest.mapping import Column
from stool.ingest.meaning.places import Guesses
from stool.ingest.meaning.result import Confidence
from stool.ingest.meaning.reversed import reversed_by_words
from stool.ingest.meaning.scales import (
    OUTSIDE_SHARE,
    ScaleGuess,
    guess_expectation,
    guess_scale,
)
from stool.schema import CSAT, ESAT, Better

ODD_SHARE = 0.05  # off every scale, in a column whose header says nothing
MAIN = {ESAT: say("employee satisfaction"), CSAT: say("customer satisfaction")}
NO_SCALE = say("scale not known")
EXPECTED = say("expectation")  # the known question answered on a scale of its own


@dataclass(frozen=True, slots=True)
class Figures:
    """Columns that hold mostly numbers, and what is known about them together.

    Attributes
    ----------
    names : dict of str to str
        Header to its normal form without ``_mean``.
    values : dict of str to Counted
        Header to its numbers.
    leg : str or None
        Leg the file is about, by its headers and its name.
    means : frozenset of str
        Headers whose column comes with a count of answers, so that it holds means.
    with_count : frozenset of str
        Of them, those that the count names.
    worded : dict of str to Worded
        Header to what its worded answers stand for; `values` has their numbers.
    questions : dict of str to str
        Header to the question behind it, where the file has one.
    """

    names: dict[str, str]
    values: dict[str, Counted]
    leg: str | None
    means: frozenset[str]
    with_count: frozenset[str]
    worded: dict[str, Worded]
    questions: dict[str, str]

    def asked(self, header: str) -> str:
        """The question behind a header, or the header."""
        return self.questions.get(header) or header


def scale_of(figures: Figures, header: str) -> ScaleGuess:
    """Scale of a column that may be an item, by its words or else its numbers."""
    if header in figures.worded:
        worded = figures.worded[header]
        return ScaleGuess(worded.scale, worded.reason)
    return scale_by_numbers(
        figures.values[header], figures.names[header], figures.asked(header), outside=ODD_SHARE
    )


def scale_by_numbers(
    found: Counted,
    name: str,
    asked: str,
    is_mean: bool = False,
    outside: float = OUTSIDE_SHARE,
) -> ScaleGuess:
    """Scale of a column by its numbers, and by whether it asks about what was expected.

    Parameters
    ----------
    found, name, is_mean, outside
        As of `guess_scale`.
    asked : str
        Question or header.
    """
    known = concept_metric(asked) or concept_metric(name)
    against = guess_expectation(found, name, outside) if known and known[0] == EXPECTED else None
    return against or guess_scale(found, name, is_mean, outside)


def add_metric(
    figures: Figures,
    guesses: Guesses,
    header: str,
    place: tuple[str | None, str],
    meaning: str,
    *,
    scale: ScaleGuess | None = None,
) -> None:
    """Settle a metric on the scale its values show, unless that is known."""
    leg, metric = place
    if header in figures.worded:
        _add_worded(figures, guesses, header, place, meaning)
        return
    is_mean = header in figures.means
    guess = scale or scale_by_numbers(
        figures.values[header], figures.names[header], figures.asked(header), is_mean
    )
    if is_mean and guess.scale is None and not guess.between:
        guess = replace(
            guess, scale="amount", reason=say("{reason}; taken as they stand", reason=guess.reason)
        )
    main = meaning in MAIN.values()
    told = say("header says so and {reason}", reason=guess.reason) if main else guess.reason
    better, turned = _direction(figures.asked(header))
    confidence: Confidence = "sure" if main or is_mean else "likely"
    guesses.add(
        Column(header, "metric", leg, metric, guess.scale, better),
        f"{meaning}, {guess.scale or NO_SCALE}{_lower(turned)}",
        f"{told}; {turned}" if turned else told,
        confidence if leg and guess.scale else "open",
    )


def _add_worded(
    figures: Figures, guesses: Guesses, header: str, place: tuple[str | None, str], meaning: str
) -> None:
    """Settle a metric whose answers are words; one in doubt is left without a scale."""
    leg, metric = place
    worded = figures.worded[header]
    better, turned = _direction(figures.asked(header), worded.better)
    is_open = worded.confidence == "open"
    none: list[tuple[str, float | None]] = [(text, None) for text in sorted(worded.no_answer)]
    column = Column(
        header,
        "metric",
        leg,
        metric,
        None if is_open else worded.scale,
        better,
        answers=(*sorted(worded.answers.items(), key=lambda item: (item[1], item[0])), *none),
    )
    why = worded.doubt if is_open else worded.reason
    guesses.add(
        column,
        say("{meaning}, {scale} in words", meaning=meaning, scale=worded.scale) + _lower(turned),
        f"{why}; {turned}" if turned else why,
        worded.confidence if leg else "open",
    )


def _lower(turned: str) -> str:
    return say(", lower is better") if turned else ""


def _direction(question: str, worded: Better | None = None) -> tuple[Better, str]:
    """Which end of an item is good, and what says so where it is the lower one.

    Where the wording of the answers says it, the question is not asked as well.
    """
    if worded is not None:
        return worded, say("its answers say so") if worded == "lower" else ""
    known = concept_metric(question)
    if known and better_of(known[0]) == "lower":
        return "lower", say("a lower answer is the better one")
    turned = reversed_by_words(question)
    return ("lower", turned) if turned else ("higher", "")

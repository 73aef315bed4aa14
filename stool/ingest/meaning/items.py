"""Which columns are answers to a question of a leg, and which only hold numbers like them."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from stool.catalogue import say
from stool.ingest.language.asking import asks_number, asks_opinion
from stool.ingest.language.concepts import concept_metric
from stool.ingest.language.tally import Counted, Tally
from stool.ingest.language.values import decimal_votes, numbers
from stool.ingest.language.wording import worded_scale
from stool.ingest.language.words import metric_name, normalise
from stool.ingest.mapping import Column
from stool.ingest.meaning.places import Guesses
from stool.ingest.meaning.scales import STRAY_VALUES, ScaleGuess, guess_scale
from stool.ingest.meaning.scored import Figures, add_metric, scale_of
from stool.schema import CSAT, ESAT, NPS, SCALES

ITEM = {ESAT: say("employee item"), CSAT: say("customer item")}
MANY_ITEMS = 3  # columns of answers on one scale: a questionnaire, whatever they are called
SURE_SCALES = ("1-5", "1-7", "1-10")  # from 0 to 10 run counts of many things too
COUNTS = say("it counts or measures something, so it is no answer on a scale: map it to use it")
UNSAID = say("nothing says that it answers a question: map it to use it")


def is_number_of_things(header: str, question: str) -> bool:
    """Whether a header or the question behind it names something counted or measured."""
    return asks_number(header) or (bool(question) and asks_number(question))


def guess_items(figures: Figures, guesses: Guesses, cells: dict[str, Tally]) -> None:
    """Settle the remaining questions of the leg a file is about; what only looks like one is left.

    A column is a question if it is a known one, or in an employee file if it is answered in words
    or worded as a question. Others are if their numbers are on a scale that questions of the leg
    are answered on, in a customer file that of the overall satisfaction. Whatever counts something
    is none.
    """
    leg = figures.leg
    left = [header for header in figures.names if header not in guesses.columns]
    if leg is None:
        return
    items = _Items.of(leg, left, figures, guesses, cells)
    for header in left:
        guess = _as_others(scale_of(figures, header), items.main | items.answered)
        is_mean = header in figures.means
        if not (guess.scale or guess.between or is_mean):
            continue
        why_not = items.why_not(header, guess, figures)
        if why_not is None:
            name = figures.names[header] if is_mean else header
            scale = None if is_mean else guess
            add_metric(figures, guesses, header, (leg, metric_name(name)), ITEM[leg], scale=scale)
        else:
            guesses.add(Column(header, "ignore"), say("not used"), why_not, "likely")


@dataclass(frozen=True, slots=True)
class _Items:
    """What is known about the questions of a leg.

    Attributes
    ----------
    leg : str
    known : frozenset of str
        Headers of known questions.
    told : frozenset of str
        Headers of questions by their words or those of their answers, the known ones among them.
    counted : frozenset of str
        Headers of numbers of something.
    main : frozenset of str
        Scale of the overall satisfaction of customers.
    answered : frozenset of str
        Scales the questions of the leg are answered on.
    """

    leg: str
    known: frozenset[str]
    told: frozenset[str]
    counted: frozenset[str]
    main: frozenset[str]
    answered: frozenset[str]

    @classmethod
    def of(
        cls,
        leg: str,
        left: list[str],
        figures: Figures,
        guesses: Guesses,
        cells: dict[str, Tally],
    ) -> "_Items":
        known = {h for h in left if concept_metric(figures.asked(h)) or concept_metric(h)}
        counted = {h for h in left if is_number_of_things(h, figures.questions.get(h, ""))} - known
        worded = {h for h in left if h in figures.worded or asks_opinion(figures.asked(h))}
        told = known | (worded - counted)
        scales = {header: scale_of(figures, header) for header in left}
        main = {c.scale for c in guesses.columns.values() if c.metric == CSAT and c.scale}
        answered = answered_scales(
            [*_settled_scales(leg, guesses, cells), *(scales[header].scale for header in told)],
            [scales[header] for header in left if header not in told | counted],
        )
        return cls(
            leg, frozenset(known), frozenset(told), frozenset(counted), frozenset(main), answered
        )

    def why_not(self, header: str, guess: ScaleGuess, figures: Figures) -> str | None:
        """Why a column is no question of the leg, None if it is one."""
        if header in self.counted:
            return COUNTS
        is_like = fits(guess, figures.values[header], self.answered)
        if header in figures.means:
            alone = not self.answered and guess.scale and rating(guess.scale) in SURE_SCALES
            is_item = header in figures.with_count or header in self.told or is_like or bool(alone)
        elif self.leg == ESAT:
            is_item = header in self.told or is_like
        else:
            is_item = header in self.known or (is_like and guess.scale in self.main)
        return None if is_item else _unlike(guess, self.answered)


def answered_scales(settled: Iterable[str | None], others: Iterable[ScaleGuess]) -> frozenset[str]:
    """Scales the questions of a leg are answered on.

    Parameters
    ----------
    settled : iterable of str or None
        Scales of columns that are answers beyond doubt.
    others : iterable of ScaleGuess
        Columns that may be answers: where no column is one beyond doubt, those of them that share
        a scale are, if they are `MANY_ITEMS`.
    """
    known = frozenset(base for scale in settled if scale and (base := rating(scale)))
    if known:
        return known
    counts = Counter(base for guess in others for base in _possible(guess) if base in SURE_SCALES)
    most = max(counts.values(), default=0)
    if most < MANY_ITEMS:
        return frozenset()
    return frozenset(scale for scale, count in counts.items() if count == most)


def rating(scale: str) -> str | None:
    """Scale of the answers behind a scale of ratings or their means, None for any other."""
    base = scale.removesuffix(" mean")
    return base if SCALES[base].counted and base != "0-1" else None


def fits(guess: ScaleGuess, found: Counted, answered: Collection[str]) -> bool:
    """Whether the numbers of a column are answers on one of the scales, but for a slip or two."""
    return any(_holds(scale, found) for scale in _possible(guess) if scale in answered)


def _possible(guess: ScaleGuess) -> tuple[str, ...]:
    base = rating(guess.scale) if guess.scale else None
    return (base,) if base else guess.between


def _holds(scale: str, found: Counted) -> bool:
    """Whether the values off the scale are few different ones: a count has a tail of many."""
    off = (found.values < (SCALES[scale].low or 0)) | (found.values > (SCALES[scale].high or 0))
    return len(np.unique(found.values[off])) <= STRAY_VALUES


def _unlike(guess: ScaleGuess, answered: frozenset[str]) -> str:
    """Why a column that fits none of the scales is no question."""
    if not answered or not answered.isdisjoint(_possible(guess)):
        return say("{reason}, but {unsaid}", reason=guess.reason, unsaid=UNSAID)
    listed = say(" or ").join(sorted(answered))
    return say(
        "{reason}, while the questions of its leg are on {listed}: map it to use it",
        reason=guess.reason,
        listed=listed,
    )


def _settled_scales(leg: str, guesses: Guesses, cells: dict[str, Tally]) -> list[str | None]:
    """Scales of the answers of a leg that are settled; recommendation is on one of its own."""
    settled = [
        column
        for column in guesses.columns.values()
        if column.role == "metric" and column.leg == leg and column.metric not in (NPS, "enps")
    ]
    return [column.scale or _scale_by_values(column, cells[column.column]) for column in settled]


def _scale_by_values(column: Column, tally: Tally) -> str | None:
    """Scale of a column whose leg is settled and whose scale is not yet."""
    worded = worded_scale(tally, column.column)
    if worded is not None:
        return worded.scale
    values = Counted.of(numbers(tally.texts, decimal_votes(tally.texts) > 0), tally.counts)
    return guess_scale(values, normalise(column.column)).scale


def _as_others(guess: ScaleGuess, others: Collection[str]) -> ScaleGuess:
    """A scale in doubt settled by the other questions of the file, if just one of them fits."""
    fitting = set(guess.between) & set(others)
    if len(fitting) != 1:
        return guess
    scale = fitting.pop()
    return ScaleGuess(
        scale,
        say(
            "{reason}; other questions of the file are on {scale}", reason=guess.reason, scale=scale
        ),
    )

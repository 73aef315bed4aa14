"""Columns answered with yes or no."""

import math

from stool.catalogue import say
from stool.ingest.language import words
from stool.ingest.language.concepts import better_of, concept_metric
from stool.ingest.language.tally import Counted, Tally
from stool.ingest.language.values import no_answers, yes_and_no, yes_or_no
from stool.ingest.language.words import metric_name, normalise
from stool.ingest.mapping import Column
from stool.ingest.meaning.places import Guesses
from stool.ingest.meaning.scales import count_of
from stool.schema import CSAT, ESAT, NPS, Better

MOSTLY = 0.8  # share of the answers that must be yes or no, to be taken for it
SCORES = frozenset({CSAT, ESAT, NPS, "enps"})  # of a leg: never yes or no unasked


def guess_yes_no(
    cells: dict[str, Tally],
    left: list[str],
    guesses: Guesses,
    leg: str | None,
    questions: dict[str, str],
) -> None:
    """Settle what is answered with yes or no: service by its header, what a question asks for.

    What is usually asked otherwise ("Were our staff courteous?") has to be answered in words: 0 and
    1 can be the ends of a scale there.
    """
    for header in left:
        asked = _asked(header, questions.get(header, ""))
        if asked is None:
            continue
        metric, better, why = asked
        is_usual = metric in words.YES_NO
        own = CSAT if normalise(header) in words.YES_NO or (is_usual and leg is None) else leg
        tally = cells[header]
        given = ~no_answers(tally.texts)
        answered = int(tally.counts[given].sum())
        known = Counted.of(yes_and_no(tally.texts), tally.counts).rows
        if own is None or not answered or known < MOSTLY * answered:
            continue
        if not _is_told(tally.texts[given].tolist(), known == answered, in_words=not is_usual):
            continue
        guesses.add(
            Column(header, "metric", own, metric_name(header), "0-1", better),
            say("{metric}, yes or no, higher is better", metric=metric.replace("_", " "))
            if better == "higher"
            else say("{metric}, yes or no, lower is better", metric=metric.replace("_", " ")),
            say(
                "{why} and {counted} values are yes or no",
                why=why,
                counted=count_of(known, answered),
            ),
        )


def _asked(header: str, question: str) -> tuple[str, Better, str] | None:
    """What a column asks, which end of it is good, and what says so."""
    name = normalise(header)
    if name in words.YES_NO:
        better: Better = "lower" if words.YES_NO[name] == "lower" else "higher"
        return name, better, say("header says so")
    known = concept_metric(question or header) or concept_metric(header)
    if known is None or known[0] in SCORES:
        return None
    return known[0], better_of(known[0]), known[1]


def _is_told(texts: list[str], all_known: bool, *, in_words: bool) -> bool:
    """Whether the texts are yes and no, and not the lower end of a scale."""
    worded = any(not math.isnan(yes_or_no(text)) and not _is_digit(text) for text in texts)
    if in_words:
        return worded
    return all_known or worded or any(text.strip() == "0" for text in texts)


def _is_digit(text: str) -> bool:
    return text.strip().removesuffix(".0").isdigit()

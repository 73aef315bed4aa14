"""Internal service told by its columns: which team scores which, and what that says of itself."""

from collections.abc import Mapping

import numpy as np

from stool.catalogue import say
from stool.ingest.language import words
from stool.ingest.language.tally import Counted, Tally
from stool.ingest.language.values import decimal_votes, numbers
from stool.ingest.language.words import normalise, split_suffix
from stool.ingest.mapping import Column
from stool.ingest.meaning.places import Guesses
from stool.ingest.meaning.scales import guess_scale
from stool.ingest.meaning.scored import NO_SCALE
from stool.schema import CUSTOMER_TEAM, INTERNAL, INTERNAL_SCORE, SELF_SCORE

SAYS_SO = say("header says so")


def guess_internal_service(cells: Mapping[str, Tally], free: list[str], guesses: Guesses) -> bool:
    """Settle the columns of a survey of internal service; False for any other file.

    It is one where a column names the team that was served, another the team that served it, and
    a third how well. The unit is the team that served.
    """
    names = {header: normalise(header) for header in free}
    served = _first(names, words.CUSTOMER_TEAM)
    serving = _first(names, words.SUPPLIER_TEAM)
    score = _first(names, words.TEAM_SCORE)
    if not (served and serving and score) or guesses.has("unit"):
        return False
    guesses.add(Column(serving, "unit"), say("the team that serves"), SAYS_SO)
    guesses.add(
        Column(served, "dimension", dimension=CUSTOMER_TEAM), say("the team served"), SAYS_SO
    )
    own = _first(names, words.TEAM_SELF_SCORE)
    counted = any(split_suffix(name, words.COUNT_OF_ANSWERS) == "" for name in names.values())
    scored = [(score, INTERNAL_SCORE, say("what the team served says"))]
    scored += [(own, SELF_SCORE, say("what the team says of itself"))] if own else []
    together = _united([_numbers(cells[header]) for header, _, _ in scored])
    guess = guess_scale(together, "score", is_mean=counted)  # one question, asked of both sides
    for header, metric, meaning in scored:
        column = Column(header, "metric", INTERNAL, metric, guess.scale)
        told = f"{meaning}, {guess.scale or NO_SCALE}"
        guesses.add(column, told, guess.reason, "sure" if guess.scale else "open")
    _add_counts(names, {names[header]: metric for header, metric, _ in scored}, guesses)
    return True


def _add_counts(names: Mapping[str, str], metrics: Mapping[str, str], guesses: Guesses) -> None:
    """Settle how many ratings are behind means, and how they spread."""
    for role, vocabulary, meaning in (
        ("n", words.COUNT_OF_ANSWERS, say("number of answers")),
        ("sd", words.SPREAD, say("standard deviation")),
    ):
        for header, name in names.items():
            base = split_suffix(name, vocabulary)
            if base is not None and (not base or base in metrics):
                guesses.add(Column(header, role, of=metrics.get(base)), meaning, SAYS_SO)


def _first(names: Mapping[str, str], vocabulary: tuple[str, ...]) -> str | None:
    ranked = sorted((vocabulary.index(name), h) for h, name in names.items() if name in vocabulary)
    return ranked[0][1] if ranked else None


def _united(columns: list[Counted]) -> Counted:
    return Counted(
        np.concatenate([each.values for each in columns]),
        np.concatenate([each.counts for each in columns]),
    )


def _numbers(tally: Tally) -> Counted:
    return Counted.of(numbers(tally.texts, decimal_votes(tally.texts) > 0), tally.counts)

"""Which columns hold figures: satisfaction, recommendation, service, items, money, counts."""

from dataclasses import replace

import numpy as np

from stool.catalogue import say
from stool.ingest.language import words
from stool.ingest.language.concepts import better_of
from stool.ingest.language.tally import Counted, Tally
from stool.ingest.language.values import decimal_votes, no_answers, numbers
from stool.ingest.language.wording import Worded, worded_scale
from stool.ingest.language.words import metric_name, normalise, split_suffix
from stool.ingest.mapping import Column
from stool.ingest.meaning.items import guess_items
from stool.ingest.meaning.places import Guesses
from stool.ingest.meaning.scales import ENOUGH_ANSWERS, count_of
from stool.ingest.meaning.scored import MAIN, Figures, add_metric
from stool.ingest.meaning.yes_no import guess_yes_no
from stool.schema import CSAT, ESAT, NPS, PROFIT

MOSTLY = 0.8  # share of the answers that must be numbers, to be taken for it
SCORES = frozenset({"score", "rating", "mean", "average"})
NOT_RECOGNISED = say("not recognised: map it to use it")


def has_decimal_comma(columns: dict[str, Tally], said: str | None = None) -> dict[str, bool]:
    """Whether the numbers of each column have a decimal comma; the other columns break a tie.

    What the mapping says ("comma" or "point") holds for all of them.
    """
    if said is not None:
        return dict.fromkeys(columns, said == "comma")
    votes = {header: decimal_votes(tally.texts) for header, tally in columns.items()}
    overall = sum(int(np.sign(vote)) for vote in votes.values()) > 0
    return {header: vote > 0 if vote else overall for header, vote in votes.items()}


def guess_figures(
    cells: dict[str, Tally],
    free: list[str],
    guesses: Guesses,
    leg: str | None,
    questions: dict[str, str],
    *,
    decimal: str | None = None,
) -> None:
    """Settle what every one of the `free` headers measures; what is left over is ignored.

    `decimal` is the decimal sign, "comma" or "point", where the mapping says it.
    """
    _guess_counts(cells, free, guesses, decimal)
    guess_yes_no(cells, _left(free, guesses), guesses, leg, questions)
    numeric = _numeric(cells, _left(free, guesses), decimal)
    others = [header for header in _left(free, guesses) if header not in numeric]
    worded = _worded(cells, others, questions)
    numeric |= {header: _counted(cells[header], worded[header]) for header in worded}
    counts = [column for column in guesses.columns.values() if column.role == "n"]
    bases = {column.of for column in counts}
    names = {h: split_suffix(normalise(h), words.MEAN) or normalise(h) for h in numeric}
    with_count = frozenset(
        header for header, name in names.items() if {name, name.removesuffix("_score")} & bases
    )
    means = frozenset(names) if None in bases else with_count
    figures = Figures(names, numeric, leg, means, with_count, worded, questions)
    _guess_money(figures, guesses)
    _guess_reply(figures, guesses)
    _guess_recommend(figures, guesses)
    _guess_satisfaction(figures, guesses)
    guess_items(figures, guesses, cells)
    _link_counts(figures, guesses)
    for header in _left(free, guesses):
        why = NOT_RECOGNISED if header in numeric else say("neither a figure nor a known word")
        guesses.add(Column(header, "ignore"), say("not used"), why, "likely")


def _left(headers: list[str] | dict[str, str], guesses: Guesses) -> list[str]:
    return [header for header in headers if header not in guesses.columns]


def _numeric(
    cells: dict[str, Tally], headers: list[str], decimal: str | None
) -> dict[str, Counted]:
    """Numbers of the columns whose answers are mostly numbers."""
    comma = has_decimal_comma({header: cells[header] for header in headers}, decimal)
    found = {}
    for header in headers:
        tally = cells[header]
        values = Counted.of(numbers(tally.texts, comma[header]), tally.counts)
        answered = int(tally.counts[~no_answers(tally.texts)].sum())
        if answered and values.rows >= MOSTLY * answered:
            found[header] = values
    return found


def _worded(
    cells: dict[str, Tally], headers: list[str], questions: dict[str, str]
) -> dict[str, Worded]:
    """Columns whose answers are words on a scale; yes and no alone are answers to anything."""
    read = {h: worded_scale(cells[h], f"{h} {questions.get(h, '')}".strip()) for h in headers}
    return {h: found for h, found in read.items() if found is not None and found.scale != "0-1"}


def _counted(tally: Tally, worded: Worded) -> Counted:
    """Numbers that worded answers stand for."""
    values = [worded.answers.get(text.strip(), np.nan) for text in tally.texts]
    return Counted.of(np.array(values, dtype=np.float64), tally.counts)


def _guess_counts(
    cells: dict[str, Tally], free: list[str], guesses: Guesses, decimal: str | None
) -> None:
    """Settle counts of answers and standard deviations."""
    for role, vocabulary, meaning in (
        ("n", words.COUNT_OF_ANSWERS, say("number of answers")),
        ("sd", words.SPREAD, say("standard deviation")),
    ):
        for header in _numeric(cells, _left(free, guesses), decimal):
            base = split_suffix(normalise(header), vocabulary)
            if base is None or (base and not _has_metric(base, free)):
                continue
            about = say("of {base}", base=base) if base else say("of every score in the row")
            guesses.add(
                Column(header, role, of=base or None), f"{meaning} {about}", say("header says so")
            )


def _link_counts(figures: Figures, guesses: Guesses) -> None:
    """Name the metric each count and spread belongs to as it came to be called."""
    metrics: dict[str, str] = {}
    for header, column in guesses.columns.items():
        if column.role == "metric" and column.metric:
            name = figures.names.get(header, normalise(header))
            aliases = (name.removesuffix("_score"), name, column.metric)
            metrics |= dict.fromkeys(aliases, column.metric)
    for header, column in list(guesses.columns.items()):
        if column.role in ("n", "sd") and column.of is not None and column.of in metrics:
            guesses.columns[header] = replace(column, of=metrics[column.of])


def _has_metric(base: str, headers: list[str]) -> bool:
    """Whether some column is the score that a count or spread belongs to."""
    names = {normalise(header) for header in headers}
    return bool(names & {base, *(f"{base}_{mean}" for mean in words.MEAN), f"{base}_score"})


def _guess_money(figures: Figures, guesses: Guesses) -> None:
    """Settle money and heads; of two columns for one figure the plainer header wins."""
    taken = {column.metric for column in guesses.columns.values()}
    named = {header: words.money_metric(header) for header in _left(figures.names, guesses)}
    known = {header: metric for header, metric in named.items() if metric is not None}
    for header in sorted(known, key=lambda h: (len(normalise(h)), h)):
        metric = known[header]
        if metric in taken:
            guesses.add(
                Column(header, "ignore"),
                say("not used"),
                say("another column is {metric}", metric=metric),
            )
            continue
        taken.add(metric)
        guesses.add(
            Column(header, "metric", PROFIT, metric, "ledger", better_of(metric)),
            say("{metric}, counted in full", metric=metric.replace("_", " ")),
            say("header says so"),
        )


def _guess_reply(figures: Figures, guesses: Guesses) -> None:
    for header in _left(figures.names, guesses):
        if any(figures.names[header].startswith(name) for name in words.REPLY):
            guesses.add(
                Column(header, "metric", CSAT, metric_name(header), "amount", "lower"),
                say("waiting time, lower is better"),
                say("header says so"),
            )


def _guess_recommend(figures: Figures, guesses: Guesses) -> None:
    for header in _left(figures.names, guesses):
        name, values = figures.names[header], figures.values[header]
        if name not in words.RECOMMEND and words.RECOMMEND_WORD not in name:
            continue
        leg = ESAT if name.startswith("enps") else figures.leg or CSAT
        metric = "enps" if leg == ESAT else NPS
        seldom_low = values.rows >= ENOUGH_ANSWERS and values.rows == values.within(1, 5).rows
        if any(column.metric == metric for column in guesses.columns.values()):
            continue
        if header in figures.means:
            add_metric(figures, guesses, header, (leg, metric), say("recommendation"))
        elif (seldom_low and name not in words.RECOMMEND) or (
            header in figures.worded and figures.worded[header].scale != "0-10"
        ):
            add_metric(figures, guesses, header, (leg, metric_name(header)), say("recommendation"))
        else:
            inside = count_of(values.within(0, 10).rows, values.rows)
            guesses.add(
                Column(header, "metric", leg, metric, "0-10"),
                say("recommendation, 0-10"),
                say("header says so and {inside} values are 0 to 10", inside=inside),
            )


def _guess_satisfaction(figures: Figures, guesses: Guesses) -> None:
    """Settle the overall satisfaction of each leg: the plainest header there is for it."""
    ranked: dict[str | None, list[tuple[int, str]]] = {}
    for header in _left(figures.names, guesses):
        rank, leg = _satisfaction_rank(figures.names[header], figures.leg)
        if rank is not None:
            ranked.setdefault(leg, []).append((rank, header))
    for leg, found in ranked.items():
        best = min(rank for rank, _ in found)
        headers = [header for rank, header in found if rank == best]
        settled = leg is not None and any(c.metric == leg for c in guesses.columns.values())
        if len(headers) > 1 or settled:
            continue
        meaning = MAIN[leg] if leg else say("score of employees or of customers")
        metric = leg or metric_name(headers[0])
        add_metric(figures, guesses, headers[0], (leg, metric), meaning)


def _satisfaction_rank(name: str, leg: str | None) -> tuple[int | None, str | None]:
    """How plainly a header names overall satisfaction, 0 the plainest, and of which leg."""
    parts = set(name.split("_"))
    own = ESAT if parts & {"employee", "job", "staff"} else CSAT if "customer" in parts else leg
    if name in words.CSAT:
        return 0, CSAT
    if name in words.ESAT:
        return 0, ESAT
    if name in words.SATISFACTION:
        return 1, own
    if any(part.startswith("satisf") for part in parts):
        return (2 if "overall" in parts else 3), own
    return (4, own) if name in SCORES else (None, None)

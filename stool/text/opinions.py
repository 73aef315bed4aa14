"""Words of the second opinions: what other methods ask of a link, and what they say."""

import math
from collections.abc import Iterable, Mapping

from stool.catalogue import say
from stool.text.numbers import NONE, number, p_value

OPINION = {  # headings, by column
    "method": say("Method"),
    "direction": say("Direction"),
    "statistic": say("Statistic"),
    "p": "p",
    "asks": say("What it asks"),
}
DIRECTION = {"forward": say("leader → follower"), "backward": say("follower → leader")}
METHOD = {  # name, what its statistic is called, what it asks
    "max_t": (
        say("The test of this page (max-T)"),
        "r",
        say("Does any lag stand out, all lags tried being paid for?"),
    ),
    "granger": (
        say("Granger"),
        "F",
        say("Does the leader’s past improve on the follower’s own past, company-wide?"),
    ),
    "panel_granger": (
        say("Granger over units (Dumitrescu–Hurlin)"),
        "Z",
        say(
            "Does the leader’s past improve on the follower’s own in at least some units? "
            "Company-wide shocks are left in, so its p is too small."
        ),
    ),
    "local_projection": (
        say("Local projection"),
        "t",
        say("Is the follower off its path in the quarters after the leader was off its own?"),
    ),
    "aggregate": (
        say("Company-wide series alone"),
        "r",
        say("Do the averages over units, as one pair of series, show the lead too?"),
    ),
    "between": (
        say("Between units"),
        "r",
        say("Are units that are high on one leg high on the other? Not evidence of a lead."),
    ),
}


NOTE = {
    "too_short": say("Too few quarters to be tested."),
    "exploratory": say("Exploratory."),
    "lags_not_paid": say("The lags tried are not paid for."),
    "common_shocks_kept": say("Company-wide shocks are left in, so its p is too small."),
}


def opinion_rows(rows: Iterable[Mapping[str, object]]) -> list[dict[str, str]]:
    """Second opinions on a link as a table in plain words.

    Parameters
    ----------
    rows : iterable of Mapping
        ``method``, a key of `METHOD`; ``direction``, a key of `DIRECTION`; ``statistic`` and ``p``,
        NaN where there is none; ``note``, a key of `NOTE`, or empty.

    Returns
    -------
    list of dict
        The values of `OPINION` are the headings.
    """
    return [_opinion(row) for row in rows]


def opinion_line(row: Mapping[str, str]) -> str:
    """One second opinion as a line, from a row of `opinion_rows`."""
    method, direction, statistic, p, asks = (row[heading] for heading in OPINION.values())
    tail = "" if p == NONE else f", p {p}" if p.startswith("<") else f", p = {p}"
    return f"{method}, {direction}: {statistic}{tail}. {asks}"


def _opinion(row: Mapping[str, object]) -> dict[str, str]:
    name, symbol, asks = METHOD[str(row["method"])]
    statistic, p = (float(str(row[column])) for column in ("statistic", "p"))
    shown = f"{symbol} = {number(statistic, 2)}" if math.isfinite(statistic) else NONE
    key = str(row["note"] or "")
    note = NOTE.get(key) or f"{key.replace('_', ' ').capitalize()}." if key else ""
    cells = (
        name,
        DIRECTION[str(row["direction"])],
        shown,
        p_value(p).removeprefix("p = ").removeprefix("p "),
        f"{asks} {note}".strip(),
    )
    return dict(zip(OPINION.values(), cells, strict=True))

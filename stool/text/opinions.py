"""Words of the second opinions: what other methods ask of a link, and what they say."""

import math
from collections.abc import Iterable, Mapping

from stool.text.numbers import NONE, number, p_value

OPINION = {  # headings, by column
    "method": "Method",
    "direction": "Direction",
    "statistic": "Statistic",
    "p": "p",
    "asks": "What it asks",
}
DIRECTION = {"forward": "leader → follower", "backward": "follower → leader"}
METHOD = {  # name, what its statistic is called, what it asks
    "max_t": (
        "The test of this page (max-T)",
        "r",
        "Does any lag stand out, all lags tried being paid for?",
    ),
    "granger": (
        "Granger",
        "F",
        "Does the leader’s past improve on the follower’s own past, company-wide?",
    ),
    "panel_granger": (
        "Granger over units (Dumitrescu–Hurlin)",
        "Z",
        "Does the leader’s past improve on the follower’s own in at least some units? Company-wide "
        "shocks are left in, so its p is too small.",
    ),
    "local_projection": (
        "Local projection",
        "t",
        "Is the follower off its path in the quarters after the leader was off its own?",
    ),
    "aggregate": (
        "Company-wide series alone",
        "r",
        "Do the averages over units, as one pair of series, show the lead too?",
    ),
    "between": (
        "Between units",
        "r",
        "Are units that are high on one leg high on the other? Not evidence of a lead.",
    ),
}


NOTE = {
    "too_short": "Too few quarters to be tested.",
    "exploratory": "Exploratory.",
    "lags_not_paid": "The lags tried are not paid for.",
    "common_shocks_kept": "Company-wide shocks are left in, so its p is too small.",
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

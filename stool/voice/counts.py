"""How often topics are mentioned: in a quarter, over time, and by those who score low."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import fisher_exact

from stool.measure import holm
from stool.measure.interval import share_interval
from stool.schema import COMPANY, ESAT
from stool.voice.heard import counting, minimum
from stool.voice.rows import HIGH, LOW, MID
from stool.voice.topics import Topic, mentions

FEWEST = 5  # mentions that are counted out; fewer are said to be fewer
STEP = 0.05  # shares of employees are rounded to it, and coded at the ends
ENDS = (0.10, 0.90)
SIGNIFICANT = 0.05

COUNT_COLUMNS = ("topic", "quarter", "mentions", "of", "share", "low", "high", "few")
SCORE_COLUMNS = (
    *("topic", "below", "of_below", "favourable", "of_favourable"),
    *("difference", "low", "high", "p", "is_clear"),
)


def topic_counts(
    placed: pd.DataFrame, topics: Sequence[Topic], leg: str, node: str, kind: str
) -> pd.DataFrame:
    """Texts that mention each topic, by quarter.

    Parameters
    ----------
    placed : DataFrame
        As of `stool.voice.heard.listed`.
    topics : sequence of Topic
        Those of other legs are passed over.
    leg, node, kind : str

    Returns
    -------
    DataFrame, one row a quarter and topic
        Columns `COUNT_COLUMNS`, oldest quarter first, the most mentioned of the last quarter first.
        A quarter with fewer texts than `heard.minimum` is left out. ``mentions`` and ``share``
        with its 95 % interval (0 to 1) are NaN where ``few`` says that there are fewer than
        `FEWEST`; none at all are few.

    References
    ----------
    Interval: Wilson (1927), J. Am. Stat. Assoc. 22, 209-212.
    """
    rows = counting(placed, node)
    rows = rows[(rows["leg"] == leg) & (rows["kind"] == kind)]
    wanted = [topic for topic in topics if leg in topic.legs]
    found = mentions(rows["text"].tolist(), wanted)
    quarters = rows["quarter"].to_numpy(dtype=object)
    parts = []
    for quarter in sorted(set(quarters)):
        here = found[quarters == quarter]
        if len(here) >= minimum(leg):
            counts = here.sum().rename_axis("topic").rename("mentions").reset_index()
            parts.append(counts.assign(quarter=quarter, of=len(here)))
    if not parts:
        return pd.DataFrame(columns=list(COUNT_COLUMNS))
    table = pd.concat(parts, ignore_index=True)
    table["few"] = table["mentions"] < FEWEST
    last = table[table["quarter"] == table["quarter"].max()].set_index("topic")["mentions"]
    table["order"] = -table["topic"].map(last)
    table["mentions"] = table["mentions"].astype(float).mask(table["few"])
    shares = share_interval(table["mentions"], table["of"])
    table[["share", "low", "high"]] = shares[["value", "low", "high"]].to_numpy()
    table = table.sort_values(["quarter", "order", "topic"], ignore_index=True)
    counted: pd.DataFrame = table[list(COUNT_COLUMNS)]
    return counted


def by_score(
    placed: pd.DataFrame, topics: Sequence[Topic], leg: str, quarter: str, node: str = COMPANY
) -> pd.DataFrame:
    """What those whose score is below favourable mention, against the others.

    Of employees it is told of the company alone, so that no list that can be read is told apart by
    scores; shares are rounded to `STEP` and coded at `ENDS`, and an interval is widened to it.

    Parameters
    ----------
    placed : DataFrame
        As of `stool.voice.heard.listed`.
    topics : sequence of Topic
    leg, quarter, node : str

    Returns
    -------
    DataFrame, one row a topic
        Columns `SCORE_COLUMNS`: share of the two groups that mention it and how many they are
        (``of_below``, ``of_favourable``), the difference (below less favourable) with its interval
        and the p of Fisher's exact test after Holm over the topics; the largest difference first.
        Topics that fewer than `heard.minimum` texts mention are left out. Empty where a group is
        smaller than that.

    References
    ----------
    Interval: Newcombe (1998), Stat. Med. 17, 873-890, method 10. Holm (1979).
    """
    empty = pd.DataFrame(columns=list(SCORE_COLUMNS))
    if leg == ESAT and node != COMPANY:
        return empty
    rows = counting(placed, node)
    rows = rows[
        (rows["leg"] == leg)
        & (rows["quarter"] == quarter)
        & (rows["kind"] == "comment")
        & rows["band"].isin([LOW, MID, HIGH])
    ]
    wanted = [topic for topic in topics if leg in topic.legs]
    found = mentions(rows["text"].tolist(), wanted).to_numpy()
    below = (rows["band"] != HIGH).to_numpy()
    sizes = np.array([below.sum(), (~below).sum()])
    enough = found.sum(axis=0) >= minimum(leg)
    if sizes.min() < minimum(leg) or not enough.any():
        return empty
    counts = np.array([found[below].sum(axis=0), found[~below].sum(axis=0)])[:, enough]
    names = [topic.name for topic, kept in zip(wanted, enough, strict=True) if kept]
    table = pd.DataFrame({"topic": names})
    table["below"], table["favourable"] = counts / sizes[:, None]
    table["of_below"], table["of_favourable"] = sizes
    difference = share_difference(counts[0], sizes[0], counts[1], sizes[1])
    table[["difference", "low", "high"]] = difference[["value", "low", "high"]].to_numpy()
    tables = (np.array([[k, sizes[0] - k], [m, sizes[1] - m]]) for k, m in counts.T)
    table["p"] = holm([float(fisher_exact(each).pvalue) for each in tables])
    table["is_clear"] = table["p"] < SIGNIFICANT
    table = table.sort_values(["difference", "topic"], ascending=[False, True], ignore_index=True)
    return (_coded(table) if leg == ESAT else table)[list(SCORE_COLUMNS)]


def share_difference(
    k: "NDArray[np.int64]", n: int, m: "NDArray[np.int64]", of: int
) -> pd.DataFrame:
    """Difference of shares k / n - m / of with its 95 % interval.

    Returns
    -------
    DataFrame
        ``value``, ``low``, ``high``, -1 to 1.

    References
    ----------
    Newcombe (1998), Stat. Med. 17, 873-890, method 10: hybrid of two Wilson intervals.
    """
    one, other = share_interval(k, np.full(len(k), n)), share_interval(m, np.full(len(m), of))
    value = one["value"] - other["value"]
    down = np.hypot(one["value"] - one["low"], other["high"] - other["value"])
    up = np.hypot(one["high"] - one["value"], other["value"] - other["low"])
    return pd.DataFrame({"value": value, "low": value - down, "high": value + up})


def _coded(table: pd.DataFrame) -> pd.DataFrame:
    """Shares too coarse to be counted back into people."""
    coded = table.copy()
    for name in ("below", "favourable"):
        coded[name] = ((table[name] / STEP).round(9).round() * STEP).clip(*ENDS)
    for name, how in (("difference", np.rint), ("low", np.floor), ("high", np.ceil)):
        coded[name] = how((table[name] / STEP).round(9).to_numpy()) * STEP + 0.0
    coded[["of_below", "of_favourable", "p"]] = np.nan  # would tell the counts behind them
    return coded

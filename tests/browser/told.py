"""What an attacker makes of what pages sent: which cells were told, and what of each."""

import re
from collections.abc import Iterable, Iterator

import pandas as pd
from scipy.stats import t
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from stool.privacy import MINIMUM_N
from stool.schema import COMPANY, ESAT, FAVOURABLE, REST
from stool.text import labels, league
from tests.browser.walk import View
from tests.pages.sent import Sent, tables
from tests.privacy.attacker import Small

CELL = ["quarter", "node", "level"]
COLUMNS = [*CELL, "n", "mean", "low", "high", FAVOURABLE]
HEADINGS = {  # of tables, by what an attacker takes a column for
    "mean_low": "low",
    "mean_high": "high",
    league.HEADINGS["level"]: "level",
    league.HEADINGS["mean"]: "mean",
    labels.REGION: "parent",
    labels.FIELD["raw"]: "mean",
    labels.FIELD["raw_low"]: "low",
    labels.FIELD["raw_high"]: "high",
    **{labels.FIELD[name]: name for name in ("quarter", "node", "leg", "n")},
}
EMPLOYEES = {ESAT, labels.LEG[ESAT], labels.LEG_SHORT[ESAT]}
ABOUT_EMPLOYEES = ("legs", "balance")  # pages whose words are, as long as no leg is chosen
SAID = {  # what sentences say of the cell on screen, and what a whole is
    "mean": (re.compile(r"mean (\d\.\d+) of 5"), 1),
    FAVOURABLE: (re.compile(r"favourable (\d+)%"), 100),
}
BESIDE = r"[ :,]{0,2}\(?[−-]?\d"  # a number right after a name
HOVER = re.compile(r"<b>(?P<subject>[^<]*)</b><br>(?P<said>.*)", re.DOTALL)
QUARTER = re.compile(r"(Q\d) (\d{4})")
NO_FIGURE = re.compile(rf"{QUARTER.pattern}|hidden: fewer than {MINIMUM_N} answers")


def told(seen: Iterable[tuple[View, list[ForwardMsg]]], small: Small, quarter: str) -> pd.DataFrame:
    """Cells of which any number came, and what of them came.

    Parameters
    ----------
    seen : iterable of View and messages
        As of `tests.browser.walk.walk`.
    small : Small
        Of it only the hierarchy, which everybody knows.
    quarter : str
        The newest, which is on screen where none is named.

    Returns
    -------
    DataFrame, by quarter, node and level
        Sums ``n``, ``s`` and ``ss``, and the ``favourable`` share; NaN for what did not come. The
        level `stool.schema.REST` stands for the hidden units of a node.
    """
    rows = [row for view, messages in seen for row in _of_view(view, messages, small, quarter)]
    found = pd.concat(rows).sort_values("low", na_position="last")  # the first are not rounded
    return _sums(found.groupby(CELL).first().astype(float))


def _sums(found: pd.DataFrame) -> pd.DataFrame:
    """Sums of cells from their means and intervals."""
    n, mean = found["n"], found["mean"]
    se = (found["high"] - found["low"]) / 2 / t.ppf(0.975, n - 1)
    ss = (n - 1) * n * se**2 + n * mean**2
    return found.assign(s=n * mean, ss=ss)[["n", "s", "ss", FAVOURABLE]]


def _of_view(
    view: View, messages: list[ForwardMsg], small: Small, quarter: str
) -> Iterator[pd.DataFrame]:
    here = {"quarter": quarter, "node": view.node, "level": view.segment.level}
    for message in messages:
        for table in tables(message):
            yield _of_table(table.rename(columns=HEADINGS), here, small)
    if view.page in ABOUT_EMPLOYEES:
        sent = Sent()
        for message in messages:
            sent.message(message)
        yield _of_texts([text.replace("\\", "") for text in sent.words], here, small)


def _of_table(table: pd.DataFrame, here: dict[str, str], small: Small) -> pd.DataFrame:
    """Rows of a table that name a cell and hold a figure."""
    if not {"node", "level"} & {*table.columns} or table.empty:
        return pd.DataFrame(columns=COLUMNS)
    if "leg" in table:
        table = table[table["leg"].isin(EMPLOYEES)]
    figures = table.select_dtypes("float")  # whole numbers count quarters
    table = table[figures.notna().any(axis="columns")]
    table = table.assign(**{name: here[name] for name in CELL if name not in table})
    table = table.replace({"node": {labels.node(COMPANY): COMPANY}})
    rest = ~table["node"].isin([*small.parents, *small.parents.values(), COMPANY])
    if rest.any():
        table.loc[rest, "level"] = REST
        table.loc[rest, "node"] = table.loc[rest, "parent"]
    return table.reindex(columns=COLUMNS)


def _of_texts(texts: list[str], here: dict[str, str], small: Small) -> pd.DataFrame:
    """What sentences and hover words say of the cell on screen, and of others they name."""
    everything = "\n".join(texts)
    rows = [
        here | {name: float(number) / whole}
        for name, (said, whole) in SAID.items()
        for number in said.findall(everything)
    ]
    nodes = {*small.parents, *small.parents.values()}
    rows += [
        here | {"node": node} for node in nodes if re.search(rf"\b{node}\b{BESIDE}", everything)
    ]
    for text in texts:
        hover = HOVER.match(text)
        if hover and re.search(r"\d", NO_FIGURE.sub("", hover["said"])):
            if hover["subject"] in nodes:
                rows.append(here | {"node": hover["subject"]})
            elif quarter := QUARTER.fullmatch(hover["subject"]):
                rows.append(here | {"quarter": quarter[2] + quarter[1]})
    return pd.DataFrame(rows, columns=COLUMNS)

"""What of the files beside the legs is loaded, column by column, as cells of the coverage map."""

from collections.abc import Iterator

import pandas as pd

from stool.period import of_date, require_day
from stool.reading.analysis import Analysis
from stool.schema import (
    ALL,
    CLOSE_HOURS,
    COMPANY,
    COMPLAINT,
    CUSTOMER_TEAM,
    FIRST_REPLY_HOURS,
    INTERNAL,
    INTERNAL_SCORE,
    OWNER_CHANGES,
    PROMISE_KEPT,
    RECOVERED,
    SELF_SCORE,
    SERVICE,
    SHOWN,
)

METRIC = {  # column of a service log (L) or of internal service (I): the metric it shows in
    ("L", "first_reply"): (SERVICE, FIRST_REPLY_HOURS),
    ("L", "promised_by"): (SERVICE, PROMISE_KEPT),
    ("L", "closed"): (SERVICE, CLOSE_HOURS),
    ("L", "owner_changes"): (SERVICE, OWNER_CHANGES),
    ("L", "complaint"): (SERVICE, COMPLAINT),
    ("L", "recovered"): (SERVICE, RECOVERED),
    ("I", "quarter"): (INTERNAL, INTERNAL_SCORE),
    ("I", "supplier_team"): (INTERNAL, INTERNAL_SCORE),
    ("I", "score"): (INTERNAL, INTERNAL_SCORE),
    ("I", "self_score"): (INTERNAL, SELF_SCORE),
}


def beside(analysis: Analysis) -> pd.DataFrame:
    """Cells of the sources beside the legs under the names of the columns that were loaded.

    Returns
    -------
    DataFrame
        Columns of the published table that coverage reads; ``leg`` is the letter of the file and
        ``metric`` the column. A field of a note is a cell of the company in the quarter of the
        note.
    """
    table = analysis.published.beside
    parts = [
        table[(table["leg"] == source) & (table["metric"] == metric)].assign(leg=file, metric=name)
        for (file, name), (source, metric) in METRIC.items()
    ]
    parts.append(table[table["leg"] == SERVICE].assign(leg="L", metric="opened"))
    served = table[(table["leg"] == INTERNAL) & (table["dimension"] == CUSTOMER_TEAM)]
    parts.append(served.assign(leg="I", metric="customer_team"))
    noted = pd.DataFrame(_noted(analysis), columns=["leg", "metric", "quarter"])
    where = {"scale": "", "node": COMPANY, "depth": "company", "dimension": ALL, "level": ALL}
    parts.append(noted.drop_duplicates().assign(**where, hidden=SHOWN))
    return pd.concat([part for part in parts if len(part)] or parts[-1:], ignore_index=True)


def _noted(analysis: Analysis) -> Iterator[tuple[str, str, str]]:
    """File, column and quarter of every field that a note fills in."""
    for action in analysis.actions:
        fields = {
            **{"unit": action.units, "owner": action.owner, "status": action.status},
            **{"kind": action.kind, "started": action.start, "finished": action.finished},
            **{"comment": action.said, "received": action.received, "result": action.result},
            **{"told_back": action.told_back, "statement": action.statement, "link": action.link},
        }
        yield from (("A", name, action.start) for name, value in fields.items() if value)
    for event in analysis.events:
        yield from (("V", name, event.quarter) for name in ("date", "event"))
    for each in analysis.standards:
        if each.last_measured:
            quarter = of_date(require_day(each.standard, each.last_measured))
            for name in ("standard", "target", "measure", "last_measured"):
                yield "T", name, quarter

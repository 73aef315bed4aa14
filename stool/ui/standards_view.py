"""Standards on the Data page: what is promised of the service, and how it stood last."""

import datetime as dt
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from stool.reading import Analysis
from stool.schema import COMPANY
from stool.standards import Standard
from stool.text import glossary, labels
from stool.text import standards as words
from stool.text.noted import saved
from stool.text.upload import BETTER_NAME
from stool.ui import access, cache, notes, panels, state

FIELDS = {  # of a standard, as columns of the editor
    "standard": words.STANDARD,
    "measure": words.MEASURE,
    "target": words.TARGET,
    "better": words.BETTER,
    "unit": words.UNIT,
    "owner": words.OWNER,
    "last_measured": words.LAST_MEASURED,
    "value": words.VALUE,
}


def standards() -> None:
    """Edit the standards; saved all at once."""
    analysis = cache.analysis(state.newest())
    if analysis.legs.empty:
        return
    noted = cache.book().standards()
    with panels.card(words.TITLE, words.SUBTITLE, terms=("standard of service",)):
        notes.editor(
            _table(noted),
            columns=_columns(analysis, noted),
            key=f"standards_{analysis.revision}",
            alt=words.TITLE,
            save=(words.SAVE, partial(_save, noted)),
            caption=words.HELP,
        )


def _columns(analysis: Analysis, noted: tuple[Standard, ...]) -> dict[str, Any]:
    nodes = notes.nodes_to_choose(analysis, [each.unit for each in noted])
    kinds, tip = st.column_config, glossary.tip("standard of service")
    return {
        words.STANDARD: kinds.TextColumn(width="medium"),
        words.BETTER: kinds.SelectboxColumn(
            options=list(BETTER_NAME), format_func=_better, default="higher"
        ),
        words.UNIT: kinds.SelectboxColumn(
            options=nodes, format_func=lambda node: labels.node(str(node)), default=COMPANY
        ),
        words.TARGET: kinds.NumberColumn(help=tip),
        words.VALUE: kinds.NumberColumn(help=tip),
        words.LAST_MEASURED: kinds.DateColumn(),
    }


def _better(way: object) -> str:
    return BETTER_NAME[str(way)]


def _table(noted: tuple[Standard, ...]) -> pd.DataFrame:
    table = pd.DataFrame([each.body() for each in noted], columns=list(FIELDS))
    table["last_measured"] = pd.to_datetime(table["last_measured"].replace("", None))
    texts = ("standard", "measure", "better", "unit", "owner")
    types = dict.fromkeys(texts, "str") | dict.fromkeys(("target", "value"), "float")
    return table.astype(types).rename(columns=FIELDS)


def _save(noted: tuple[Standard, ...], rows: list[notes.Row]) -> str:
    kept = [
        _standard({field: row[column] for field, column in FIELDS.items()})
        for row in rows
        if str(row[words.STANDARD]).strip() or str(row[words.MEASURE]).strip()
    ]
    change = cache.book().note_standards(
        kept, instead_of=noted, who=access.acting("note_standards")
    )
    return saved("standard", len(kept), change)


def _standard(row: notes.Row) -> Standard:
    texts = {name: " ".join(str(row[name]).split()) for name in ("standard", "measure", "owner")}
    day = row["last_measured"]
    return Standard.of_body(
        {
            **row,
            **texts,
            "last_measured": day.strftime("%Y-%m-%d") if isinstance(day, dt.date) else "",
        }
    )

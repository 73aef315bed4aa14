"""What the columns of a file were taken for; every part of it can be changed."""

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from stool.ingest import Column, Guess, Mapping, Table
from stool.ingest.language.words import metric_name
from stool.ingest.mapping import LATER
from stool.schema import CSAT, DIMENSIONS, ESAT, ROLES, SCALES, SOURCES
from stool.text import asked, labels
from stool.text import upload as words
from stool.ui import doubts, state
from stool.ui.desk import Desk

FIELDS = {  # editable columns of the table and the fields of a column behind them
    words.ROLE: "role",
    words.LEG: "leg",
    words.METRIC: "metric",
    words.SCALE: "scale",
    words.BETTER: "better",
    words.DIMENSION: "dimension",
    words.OF: "of",
}
MOST_ANSWERS = 60  # different texts listed of a column of worded answers
DATE_ORDER = {None: "file", True: "day", False: "month"}
DAY_FIRST = {word: order for order, word in DATE_ORDER.items()}
WIDE = 150  # pixels of a column with long names
NONE = ""  # no figure stands for the leg alone


def editor(key: str, desk: Desk, table: Table, guess: Guess) -> None:
    """Every column with its meaning, reason and certainty, to be changed in place."""
    st.caption(words.UNDERSTOOD)
    _whole_file(key, desk, table, guess.mapping)
    columns = {column.column: column for column in guess.mapping.columns}
    ordered = [columns[header] for header in table.headers if header in columns]
    shown = f"{key}_columns_{desk.turn}"

    def say() -> None:
        edits: dict[int, dict[str, Any]] = state.chosen(shown)["edited_rows"]
        desk.say_columns(
            *(edited(ordered[place], cells) for place, cells in edits.items()), inside=True
        )

    st.data_editor(
        _table(table, guess, ordered),
        key=shown,
        hide_index=True,
        alt=words.UNDERSTOOD,
        on_change=say,
        disabled=[words.COLUMN, words.QUESTION, words.SURE, words.WHY],
        placeholder=words.BLANK,
        column_config={
            words.COLUMN: st.column_config.TextColumn(pinned=True),
            words.QUESTION: st.column_config.TextColumn(width="medium"),
            words.ROLE: _choice(ROLES, words.ROLE_NAME, required=True, width=WIDE),
            words.LEG: _choice(SOURCES, labels.SOURCE_SHORT),
            words.SCALE: _choice(
                tuple(SCALES), {name: asked.scale(name) for name in SCALES}, width=WIDE
            ),
            words.BETTER: _choice(("higher", "lower"), words.BETTER_NAME),
            words.DIMENSION: _choice(DIMENSIONS, words.DIMENSION_NAME),
        },
    )
    _worded(key, desk, table, ordered)


def _choice(
    options: tuple[str, ...],
    names: dict[str, str],
    *,
    required: bool = False,
    width: int | None = None,
) -> Any:
    return st.column_config.SelectboxColumn(
        width=width,
        options=options,
        format_func=lambda each: names.get(str(each), str(each).replace("_", " ")),
        required=required,
    )


def _table(table: Table, guess: Guess, ordered: list[Column]) -> pd.DataFrame:
    """One row a column of the file, in its order."""
    reasons = {reason.column: reason for reason in guess.reasons}
    rows = [
        {
            words.COLUMN: column.column,
            words.QUESTION: table.questions.get(column.column, ""),
            **{heading: getattr(column, name) for heading, name in FIELDS.items()},
            words.BETTER: column.better if column.role == "metric" else None,
            words.SURE: words.CONFIDENCE[reasons[column.column].confidence],
            words.WHY: reasons[column.column].why,
        }
        for column in ordered
    ]
    found = pd.DataFrame(rows).astype("string")
    return found if table.questions else found.drop(columns=words.QUESTION)


def edited(column: Column, cells: dict[str, Any]) -> Column:
    """A column with what was typed, and what follows from it."""
    said: dict[str, Any] = {FIELDS[heading]: value or None for heading, value in cells.items()}
    changed = replace(column, **said)
    if "role" not in said and changed.role != "metric" and (said.get("leg") or said.get("metric")):
        changed = replace(changed, role="metric")
    if "role" not in said and said.get("dimension"):
        changed = replace(changed, role="dimension")
    if changed.role == "metric":
        return replace(
            changed,
            metric=changed.metric or metric_name(column.column),
            better=changed.better or "higher",
            dimension=None,
            of=None,
        )
    kept = Column(column.column, changed.role)
    if changed.role == "dimension":
        return replace(kept, dimension=changed.dimension or DIMENSIONS[0])
    if changed.role == "moment":
        return replace(kept, of=changed.of if changed.of in LATER else LATER[0])
    return replace(kept, of=changed.of) if changed.role in ("n", "sd") else kept


def _whole_file(key: str, desk: Desk, table: Table, mapping: Mapping) -> None:
    """What goes for all rows: what a row is, the order of dates, the figure of each leg."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        state.choose(f"{key}_kind", mapping.rows)
        st.selectbox(
            words.A_ROW,
            list(words.ROW_KIND),
            format_func=words.ROW_KIND.__getitem__,
            key=f"{key}_kind",
            width=220,
            on_change=lambda: desk.say(rows=state.chosen(f"{key}_kind")),
        )
        state.choose(f"{key}_dates", DATE_ORDER[desk.said.day_first])
        st.selectbox(
            words.DATES,
            list(words.DATE_ORDER),
            format_func=words.DATE_ORDER.__getitem__,
            key=f"{key}_dates",
            width=220,
            on_change=lambda: desk.say(day_first=DAY_FIRST[state.chosen(f"{key}_dates")]),
        )
        for leg in (ESAT, CSAT):
            _headline(f"{key}_{leg}", desk, table, mapping, leg)


def _headline(key: str, desk: Desk, table: Table, mapping: Mapping, leg: str) -> None:
    """Which figure stands for a leg, where there are several."""
    asked_as = {
        str(column.metric): table.questions.get(column.column) or column.column
        for column in mapping.having("metric")
        if column.leg == leg and column.metric
    }
    if len(asked_as) < 2:
        return
    state.choose(key, mapping.headline.get(leg, NONE))

    def say() -> None:
        others = {name: metric for name, metric in desk.said.headline.items() if name != leg}
        chosen = state.chosen(key)
        desk.say(headline={**others, leg: chosen} if chosen else others)

    options = [*asked_as, *([NONE] if leg == ESAT or leg not in mapping.headline else [])]
    if mapping.headline.get(leg, NONE) not in options:  # the mean of the questions has no column
        options.append(mapping.headline[leg])
    st.selectbox(
        words.stands_for(leg),
        options,
        format_func=lambda metric: asked_as.get(metric, words.NO_FIGURE),
        key=key,
        width=260,
        on_change=say,
    )


def _worded(key: str, desk: Desk, table: Table, ordered: list[Column]) -> None:
    """The worded answers of a column that is chosen."""
    headers = [column.column for column in ordered if column.role == "metric" and column.answers]
    if not headers:
        return
    chosen = st.selectbox(
        words.WORDED,
        headers,
        index=None,
        placeholder=asked.CHOOSE_COLUMN,
        key=f"{key}_worded",
    )
    if chosen is not None:
        column = next(column for column in ordered if column.column == chosen)
        answers(f"{key}_{chosen}", desk, table, column)


def answers(key: str, desk: Desk, table: Table, column: Column) -> None:
    """What each worded answer of a column stands for; a row with neither is rejected."""
    shown = f"{key}_{desk.turn}"
    rows = _answered(table, column)

    def say() -> None:
        edits: dict[int, dict[str, Any]] = state.chosen(shown)["edited_rows"]
        cells = [
            {**row, **edits.get(place, {})} for place, row in enumerate(rows.to_dict("records"))
        ]
        desk.say_columns(replace(column, answers=said_of(cells)))

    st.data_editor(
        rows,
        key=shown,
        hide_index=True,
        alt=asked.ANSWERS_TABLE,
        on_change=say,
        disabled=[asked.ANSWER, asked.ROWS],
        placeholder=words.BLANK,
        width="content",
        column_config={
            asked.ANSWER: st.column_config.TextColumn(width=WIDE),
            asked.STANDS_FOR: st.column_config.NumberColumn(format="%g"),
        },
    )


def _answered(table: Table, column: Column) -> pd.DataFrame:
    """The different answers of a column, first those that were read, the highest first."""
    counts: dict[str, int] = {}
    tally = table.columns[column.column].tally
    for text, rows in zip(tally.texts.tolist(), tally.counts.tolist(), strict=True):
        if text.strip():
            counts[text.strip()] = counts.get(text.strip(), 0) + rows
    read = doubts.worded(table, column.column)
    proposed = {**read.answers, **dict.fromkeys(read.no_answer)} if read else {}
    said = {text.strip(): value for text, value in column.answers} or proposed
    order = sorted(counts, key=lambda text: (-(proposed.get(text) or -math.inf), -counts[text]))
    listed = order[:MOST_ANSWERS]
    return pd.DataFrame(
        {
            asked.ANSWER: listed,
            asked.STANDS_FOR: pd.Series([said.get(text) for text in listed], dtype="float64"),
            asked.NO_ANSWER: [text in said and said[text] is None for text in listed],
            asked.ROWS: [counts[text] for text in listed],
        }
    )


def said_of(cells: list[dict[Any, Any]]) -> tuple[tuple[str, float | None], ...]:
    """Answers with a number, and those that mean none."""
    numbered = {
        str(row[asked.ANSWER]): float(row[asked.STANDS_FOR])
        for row in cells
        if not row[asked.NO_ANSWER] and pd.notna(row[asked.STANDS_FOR])
    }
    silent = {str(row[asked.ANSWER]): None for row in cells if row[asked.NO_ANSWER]}
    return (*numbered.items(), *silent.items())

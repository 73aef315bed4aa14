"""Questions about a whole file: how it is read, when and where its rows are from."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from stool.ingest import Column, Table
from stool.ingest.language.fiscal import Fiscal
from stool.ingest.language.quarters import quarter_of
from stool.ingest.language.words import metric_name
from stool.schema import LEGS
from stool.text import asked as words
from stool.text import labels
from stool.ui import doubts, glimpse, state
from stool.ui.asking import WIDTH, Asking, question
from stool.ui.doubts import Doubt

OF_READING: dict[str, tuple[str, str, Callable[[str], str]]] = {  # question, why, choices in words
    "sheet": (words.SHEET, words.SHEET_WHY, str),
    "delimiter": (words.DELIMITER, words.DELIMITER_WHY, words.delimiter),
    "encoding": (words.ENCODING, "", words.encoding),
    "named_total": (words.NAMED_TOTAL, "", words.NAMED_TOTALS.__getitem__),
}


def one_of(asking: Asking, doubt: Doubt) -> None:
    """A choice between what the file itself offers."""
    key, desk, kind = asking.key, asking.desk, doubt.kind
    text, why, named = OF_READING[kind]
    state.choose(key, getattr(desk.said, kind))
    st.selectbox(
        question(text, doubt.why or why),
        doubt.choices,
        key=key,
        index=None,
        format_func=named,
        placeholder=words.CHOOSE_ONE,
        width=WIDTH,
        on_change=lambda: desk.say(**{kind: state.chosen(key)}),
        label_visibility="collapsed",
    )


def encoding(asking: Asking, doubt: Doubt) -> None:
    """Which encoding the text is in, with what it reads in each."""
    spelled = glimpse.spellings(asking.data, doubt.at)
    if asking.desk.said.encoding:
        spelled.setdefault(asking.desk.said.encoding, words.ENCODING_CANNOT)
    if not spelled:
        question(words.ENCODING, f"{doubt.why} {words.ENCODING_NONE}")
        return
    one_of(asking, doubt._replace(choices=tuple(spelled)))
    rows = [(words.encoding(name), reads) for name, reads in spelled.items()]
    st.table(
        pd.DataFrame(rows, columns=[words.ENCODING_NAME, words.ENCODING_READS]),
        hide_index=True,
        alt=words.ENCODING,
    )


def quarter(asking: Asking, table: Table) -> None:
    """One quarter for all rows, or the column that says it."""
    key, desk = asking.key, asking.desk

    def say() -> None:
        label = quarter_of(str(state.chosen(key) or ""), None)
        desk.say(period=f"{label[0]}Q{label[1]}" if label else None)

    if desk.said.period:
        state.choose(key, desk.said.period)
    label = question(words.QUARTER, words.QUARTER_WHY)
    left, right = st.columns(2)
    typed = left.selectbox(
        label,
        asking.known.quarters,
        key=key,
        index=None,
        accept_new_options=True,
        placeholder=words.QUARTER_EXAMPLE,
        on_change=say,
        label_visibility="collapsed",
    )
    if typed and desk.said.period is None:
        left.caption(labels.plain(words.no_quarter(typed)))
    with right:
        _column_of(asking, table, "quarter")


def place(asking: Asking, table: Table) -> None:
    """One unit for all rows, or the column that says it."""
    key, desk = asking.key, asking.desk
    state.choose(key, desk.said.place)
    label = question(words.PLACE, words.PLACE_WHY)
    left, right = st.columns(2)
    left.selectbox(
        label,
        asking.known.units,
        key=key,
        index=None,
        accept_new_options=True,
        placeholder=words.CHOOSE,
        on_change=lambda: desk.say(place=str(state.chosen(key) or "").strip() or None),
        label_visibility="collapsed",
    )
    with right:
        _column_of(asking, table, "unit")


def _column_of(asking: Asking, table: Table, role: str) -> None:
    """The column that plays a part."""
    key, desk = f"{asking.key}_column", asking.desk
    before = [column.column for column in asking.mapping.having(role)]

    def say() -> None:
        header = state.chosen(key)
        desk.unsay_columns(*before)
        if header is not None:
            desk.say_columns(Column(str(header), role))

    state.choose(key, before[0] if before else None)
    st.selectbox(
        words.OR_COLUMN,
        table.headers,
        key=key,
        index=None,
        placeholder=words.OR_COLUMN,
        on_change=say,
        label_visibility="collapsed",
    )


def figure(asking: Asking, table: Table) -> None:
    """What is measured: columns, and the leg they belong to."""
    key, desk, mapping = asking.key, asking.desk, asking.mapping
    said = [column for column in desk.said.columns if column.role == "metric"]
    offered = doubts.can_be_figures(table, mapping) + [column.column for column in said]
    if not offered:
        question(words.FIGURE, words.FIGURE_NONE)
        return

    def say() -> None:
        headers, leg = state.chosen(key) or [], state.chosen(f"{key}_leg")
        before = {column.column: column for column in said}
        new = {each: Column(each, "metric", metric=metric_name(each)) for each in headers}
        desk.unsay_columns(*before)
        if leg is not None:
            desk.say_columns(*(replace((new | before)[each], leg=leg) for each in headers))

    label = question(words.FIGURE, words.FIGURE_WHY)
    left, right = st.columns(2)
    left.multiselect(
        label,
        [header for header in table.headers if header in offered],
        key=key,
        placeholder=words.CHOOSE_COLUMNS,
        on_change=say,
        label_visibility="collapsed",
    )
    right.segmented_control(
        words.FIGURE_LEG,
        LEGS,
        format_func=words.LEG.__getitem__,
        key=f"{key}_leg",
        on_change=say,
        wrap=True,
        label_visibility="collapsed",
    )


def order(asking: Asking, table: Table) -> None:
    """Day or month first, with the rows that show the doubt."""
    key, desk, mapping = asking.key, asking.desk, asking.mapping
    answers = {True: words.DAY, False: words.MONTH}
    state.choose(key, desk.said.day_first)
    st.segmented_control(
        question(words.ORDER, words.ORDER_WHY),
        list(answers),
        format_func=answers.__getitem__,
        key=key,
        on_change=lambda: desk.say(day_first=state.chosen(key)),
        label_visibility="collapsed",
    )
    shown = doubts.readings_of_dates(table, mapping).rename(columns=words.DATES)
    st.dataframe(shown, hide_index=True, width="content", alt=words.ORDER)


def number_is(asking: Asking, table: Table) -> None:
    """Quarter or month beside the year, with the rows that show the doubt."""
    key, desk = asking.key, asking.desk
    state.choose(key, desk.said.number_is)
    st.segmented_control(
        question(words.NUMBER_IS, words.NUMBER_IS_WHY),
        list(words.NUMBERS_ARE),
        format_func=words.NUMBERS_ARE.__getitem__,
        key=key,
        on_change=lambda: desk.say(number_is=state.chosen(key)),
        label_visibility="collapsed",
    )
    shown = doubts.readings_of_labels(table, asking.mapping).rename(columns=words.LABELS)
    st.dataframe(shown, hide_index=True, width="content", alt=words.NUMBER_IS)


def fiscal(asking: Asking, table: Table) -> None:
    """The month the fiscal year begins in, and after which year it is named."""
    key, desk, mapping = asking.key, asking.desk, asking.mapping
    start = desk.said.fiscal_start
    state.choose(key, start)
    label = question(words.FISCAL, words.fiscal(doubts.fiscal_labels(table, mapping)))
    left, right = st.columns(2)
    left.selectbox(
        label,
        range(1, 13),
        format_func=lambda month: words.MONTHS[month - 1],
        key=key,
        index=None,
        placeholder=words.CHOOSE_ONE,
        on_change=lambda: desk.say(fiscal_start=state.chosen(key)),
        label_visibility="collapsed",
    )
    if start and doubts.fiscal_labels(table, mapping, Fiscal(start)):
        state.choose(f"{key}_named", desk.said.fiscal_named)
        right.segmented_control(
            words.NAMED,
            list(words.NAMED_CHOICES),
            format_func=words.NAMED_CHOICES.__getitem__,
            key=f"{key}_named",
            on_change=lambda: desk.say(fiscal_named=state.chosen(f"{key}_named")),
            wrap=True,
            label_visibility="collapsed",
        )

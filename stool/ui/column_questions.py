"""Questions about one column: which leg and scale, what its words mean, how many answered."""

from dataclasses import replace

import streamlit as st

from stool.ingest import Column, Table
from stool.ingest.language.words import metric_name
from stool.schema import CSAT, ESAT, SCALES
from stool.text import asked as words
from stool.text import labels
from stool.ui import doubts, mapping_view, state
from stool.ui.asking import OUT, WIDTH, Asking, question
from stool.ui.desk import Desk

VALUES = 8  # shown of a column
ONE_EACH, IN_FULL, UNIT = "(one each)", "(in full)", "(unit)"  # answers that are no header


def _values(table: Table, header: str) -> str:
    """The commonest values of a column, in order."""
    tally = table.columns[header].tally
    pairs = sorted(zip(tally.texts.tolist(), tally.counts.tolist(), strict=True))
    often = sorted(pairs, key=lambda pair: -pair[1])[:VALUES]
    return words.values([pair for pair in pairs if pair in often], len(pairs) - len(often))


def _figure_of(desk: Desk, column: Column) -> Column:
    """A column as a figure with a name, also one that was left out."""
    before = desk.before(column)
    return replace(before, role="metric", metric=before.metric or metric_name(column.column))


def leg(asking: Asking, table: Table, column: Column) -> None:
    """Which leg a score belongs to."""
    key, desk = asking.key, asking.desk

    def say() -> None:
        leg = state.chosen(key)
        if leg == OUT:
            desk.leave_out(column)
        else:
            desk.say_columns(replace(_figure_of(desk, column), leg=leg))

    state.choose(key, OUT if column.role == "ignore" else column.leg)
    st.segmented_control(
        question(words.leg(table.questions.get(column.column) or column.column)),
        [ESAT, CSAT, OUT],
        format_func=lambda each: words.LEG.get(each, words.OUT),
        key=key,
        on_change=say,
        wrap=True,
        label_visibility="collapsed",
    )


def scale(asking: Asking, table: Table, column: Column) -> None:
    """Which scale its values are on."""
    key, desk = asking.key, asking.desk

    def say() -> None:
        scale = state.chosen(key)
        if scale == OUT:
            desk.leave_out(column)
        else:
            desk.say_columns(replace(_figure_of(desk, column), scale=scale))

    state.choose(key, OUT if column.role == "ignore" else column.scale)
    st.selectbox(
        question(words.which_scale(column.column), _values(table, column.column)),
        [*SCALES, OUT],
        format_func=lambda each: words.OUT if each == OUT else words.scale(each),
        key=key,
        index=None,
        placeholder=words.CHOOSE_ONE,
        width=WIDTH,
        on_change=say,
        label_visibility="collapsed",
    )


def answers(asking: Asking, table: Table, column: Column) -> None:
    """Worded answers in doubt: what they would stand for, to be corrected and confirmed."""
    key, desk = asking.key, asking.desk
    if column.role == "ignore":
        _left_out(key, desk, column)
        return
    read = doubts.worded(table, column.column)
    doubt = words.doubt(read.doubt) if read is not None and column.scale is None else ""
    question(words.answers(table.questions.get(column.column) or column.column), doubt)
    mapping_view.answers(f"{key}_table", desk, table, column)
    if column.scale is not None:
        return
    proposed = read.scale if read is not None else None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        scale = st.selectbox(
            words.ANSWERS_SCALE,
            list(SCALES),
            index=list(SCALES).index(proposed) if proposed else None,
            format_func=words.scale,
            key=f"{key}_scale",
            width=260,
        )
        st.button(
            words.CONFIRM,
            key=f"{key}_confirm",
            type="primary",
            disabled=scale is None,
            on_click=lambda: desk.say_columns(replace(column, scale=scale)),
        )
        st.button(
            words.LEAVE_OUT,
            key=f"{key}_out",
            on_click=desk.leave_out,
            args=[column],
        )


def _left_out(key: str, desk: Desk, column: Column) -> None:
    """A column that was left out, with a way back."""
    st.checkbox(
        labels.plain(words.left_out(column.column)),
        value=True,
        key=f"{key}_back",
        on_change=lambda: desk.say_columns(desk.before(column)),
    )


def count(asking: Asking, table: Table, column: Column) -> None:
    """The column with the number of answers, or what a row is instead."""
    key, desk = asking.key, asking.desk
    headers = [header for header in doubts.can_be_counts(table) if header != column.column]
    special = [ONE_EACH, *([IN_FULL] if column.leg == CSAT else ()), OUT]

    def say() -> None:
        chosen = state.chosen(key)
        if chosen == ONE_EACH:
            desk.say(rows="respondent")
        elif chosen == IN_FULL:
            desk.say_columns(replace(column, scale="ledger"))
        elif chosen == OUT:
            desk.leave_out(column)
        elif chosen is not None:
            desk.say_columns(Column(str(chosen), "n", of=column.metric))

    names = {ONE_EACH: words.ONE_EACH, IN_FULL: words.IN_FULL, OUT: words.OUT}
    st.selectbox(
        question(words.behind(column.column), words.COUNT_WHY),
        [*headers, *special],
        format_func=lambda each: names.get(each, each),
        key=key,
        index=None,
        placeholder=words.CHOOSE_COLUMN,
        width=WIDTH,
        on_change=say,
        label_visibility="collapsed",
    )


def region(asking: Asking, table: Table, column: Column) -> None:
    """A column of regions in a file of one unit: it holds the units, or is not used."""
    key, desk = asking.key, asking.desk

    def say() -> None:
        if state.chosen(key) == OUT:
            desk.leave_out(column)
        else:
            desk.say(place=None)
            desk.say_columns(Column(column.column, "unit"))

    state.choose(key, {"unit": UNIT, "ignore": OUT}.get(column.role))
    st.segmented_control(
        question(words.regions(column.column), _values(table, column.column)),
        [UNIT, OUT],
        format_func={UNIT: words.AS_UNITS, OUT: words.OUT}.__getitem__,
        key=key,
        on_change=say,
        wrap=True,
        label_visibility="collapsed",
    )


def decimal(asking: Asking, table: Table, column: Column) -> None:
    """Point or comma before the decimals, with the rows that show the doubt."""
    key, desk = asking.key, asking.desk
    state.choose(key, desk.said.decimal)
    st.segmented_control(
        question(words.DECIMAL, words.decimals(column.column)),
        list(words.DECIMAL_SIGNS),
        format_func=words.DECIMAL_SIGNS.__getitem__,
        key=key,
        on_change=lambda: desk.say(decimal=state.chosen(key)),
        label_visibility="collapsed",
    )
    shown = doubts.readings_of_numbers(table, column.column).rename(columns=words.NUMBERS)
    st.dataframe(
        shown,
        hide_index=True,
        width="content",
        alt=words.DECIMAL,
        column_config={
            words.NUMBERS[name]: st.column_config.NumberColumn(format="%.12g")
            for name in ("point", "comma")
        },
    )

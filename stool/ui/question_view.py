"""The questions a dropped file raises, each with the control that answers it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import pandas as pd
import streamlit as st

from stool.ingest import Column, Mapping, Table
from stool.ingest.fiscal import Fiscal
from stool.ingest.quarters import quarter_of
from stool.ingest.words import metric_name
from stool.period import of_date, shift, span
from stool.schema import CSAT, ESAT, LEGS, SCALES
from stool.text import asked as words
from stool.text import labels
from stool.ui import doubts, glimpse, mapping_view, state
from stool.ui.desk import Desk, Look
from stool.ui.doubts import Doubt

SHOWN = 6  # questions at once
RECENT = 12  # quarters offered where nothing is loaded
VALUES = 8  # shown of a column whose scale is open
ICON = ":material/help:"
WIDTH = 480  # pixels of a choice that stands alone
OF_READING = {
    "sheet": (words.SHEET, words.SHEET_WHY),
    "delimiter": (words.DELIMITER, words.DELIMITER_WHY),
    "encoding": (words.ENCODING, words.ENCODING_WHY),
}
OUT, ONE_EACH, IN_FULL, UNIT = "(out)", "(one each)", "(in full)", "(unit)"  # are no headers


@dataclass(frozen=True, slots=True)
class Known:
    """What can be chosen: quarters, newest first, and units that are loaded."""

    quarters: tuple[str, ...]
    units: tuple[str, ...]

    @classmethod
    def of(cls, quarters: Sequence[str], units: Sequence[str]) -> Self:
        """The quarters loaded and the one after them, or else the last ones there were."""
        newest = shift(quarters[-1], 1) if quarters else of_date(dt.date.today())
        first = quarters[0] if quarters else shift(newest, 1 - RECENT)
        return cls(tuple(reversed(span([first, newest]))), tuple(units))


@dataclass(frozen=True, slots=True)
class _Asking:
    """One question about one file: the key of its control, and all it can be answered from."""

    key: str
    desk: Desk
    table: Table | None
    mapping: Mapping
    data: bytes
    known: Known


def questions(key: str, desk: Desk, found: Look, data: bytes, known: Known) -> None:
    """Every question that came up, answered ones too."""
    mapping = found.guess.mapping if found.guess else desk.said
    asked = [each for each in desk.asked if _stands(each, found)]
    for doubt in asked[:SHOWN]:
        own_key = f"{key}_{doubt.kind}_{doubt.column}"
        with st.container(gap="xsmall"):
            _ask(_Asking(own_key, desk, found.table, mapping, data, known), doubt)
    if len(asked) > SHOWN:
        _rest(key, desk, mapping, asked[SHOWN:])


def _stands(doubt: Doubt, found: Look) -> bool:
    """Whether a question is still about this file as it is read now."""
    if doubt in found.open or doubt.kind in OF_READING:
        return True
    table = found.table
    return table is not None and (not doubt.column or doubt.column in table.columns)


def _rest(key: str, desk: Desk, mapping: Mapping, asked: list[Doubt]) -> None:
    """Questions too many to show: how many, and a way to be done with them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{ICON} {labels.plain(words.more(len(asked)))}", width="content")
        headers = {doubt.column for doubt in asked}
        columns = [column for column in mapping.columns if column.column in headers]
        if columns:
            st.button(
                words.LEAVE_OTHERS_OUT,
                key=f"{key}_leave",
                on_click=desk.leave_out,
                args=columns,
            )


def _ask(asking: _Asking, doubt: Doubt) -> None:
    if doubt.kind == "encoding":
        _encoding(asking)
    elif doubt.kind in OF_READING:
        _one_of(asking, doubt)
    elif asking.table is None:
        return
    elif doubt.column:
        columns = {each.column: each for each in asking.mapping.columns}
        of_column = {"leg": _leg, "scale": _scale, "answers": _answers}
        of_column |= {"count": _count, "region": _region}
        of_column[doubt.kind](asking, asking.table, columns[doubt.column])
    else:
        of_file = {"quarter": _quarter, "place": _place, "figure": _figure}
        of_file |= {"order": _order, "fiscal": _fiscal}
        of_file[doubt.kind](asking, asking.table)


def _question(text: str, why: str = "") -> str:
    """Write a question above its control, and its reason; the label of the control comes back."""
    st.markdown(f"{ICON} **{labels.plain(text)}**")
    if why:
        st.caption(labels.plain(why))
    return text


def _one_of(asking: _Asking, doubt: Doubt) -> None:
    """A choice between what the file itself offers."""
    key, desk, kind = asking.key, asking.desk, doubt.kind
    state.choose(key, getattr(desk.said, kind))
    st.selectbox(
        _question(*OF_READING[kind]),
        doubt.choices,
        key=key,
        index=None,
        format_func=words.delimiter,
        placeholder=words.CHOOSE_ONE,
        width=WIDTH,
        on_change=lambda: desk.say(**{kind: state.chosen(key)}),
        label_visibility="collapsed",
    )


def _encoding(asking: _Asking) -> None:
    spelled = glimpse.spellings(asking.data)
    _one_of(asking, Doubt("encoding", choices=tuple(spelled)))
    rows = list(spelled.items())
    st.table(
        pd.DataFrame(rows, columns=[words.ENCODING_NAME, words.ENCODING_READS]), hide_index=True
    )


def _quarter(asking: _Asking, table: Table) -> None:
    """One quarter for all rows, or the column that says it."""
    key, desk = asking.key, asking.desk

    def say() -> None:
        label = quarter_of(str(state.chosen(key) or ""), None)
        desk.say(period=f"{label[0]}Q{label[1]}" if label else None)

    if desk.said.period:
        state.choose(key, desk.said.period)
    label = _question(words.QUARTER, words.QUARTER_WHY)
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


def _place(asking: _Asking, table: Table) -> None:
    """One unit for all rows, or the column that says it."""
    key, desk = asking.key, asking.desk
    state.choose(key, desk.said.place)
    label = _question(words.PLACE, words.PLACE_WHY)
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


def _column_of(asking: _Asking, table: Table, role: str) -> None:
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


def _figure(asking: _Asking, table: Table) -> None:
    """What is measured: columns, and the leg they belong to."""
    key, desk, mapping = asking.key, asking.desk, asking.mapping
    said = [column for column in desk.said.columns if column.role == "metric"]
    offered = doubts.can_be_figures(table, mapping) + [column.column for column in said]
    if not offered:
        _question(words.FIGURE, words.FIGURE_NONE)
        return

    def say() -> None:
        headers, leg = state.chosen(key) or [], state.chosen(f"{key}_leg")
        before = {column.column: column for column in said}
        new = {each: Column(each, "metric", metric=metric_name(each)) for each in headers}
        desk.unsay_columns(*before)
        if leg is not None:
            desk.say_columns(*(replace((new | before)[each], leg=leg) for each in headers))

    label = _question(words.FIGURE, words.FIGURE_WHY)
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


def _leg(asking: _Asking, table: Table, column: Column) -> None:
    key, desk = asking.key, asking.desk

    def say() -> None:
        leg = state.chosen(key)
        if leg == OUT:
            desk.leave_out(column)
        else:
            desk.say_columns(replace(_figure_of(desk, column), leg=leg))

    state.choose(key, OUT if column.role == "ignore" else column.leg)
    st.segmented_control(
        _question(words.leg(table.questions.get(column.column) or column.column)),
        [ESAT, CSAT, OUT],
        format_func=lambda each: words.LEG.get(each, words.OUT),
        key=key,
        on_change=say,
        wrap=True,
        label_visibility="collapsed",
    )


def _scale(asking: _Asking, table: Table, column: Column) -> None:
    key, desk = asking.key, asking.desk

    def say() -> None:
        scale = state.chosen(key)
        if scale == OUT:
            desk.leave_out(column)
        else:
            desk.say_columns(replace(_figure_of(desk, column), scale=scale))

    state.choose(key, OUT if column.role == "ignore" else column.scale)
    st.selectbox(
        _question(words.which_scale(column.column), _values(table, column.column)),
        [*SCALES, OUT],
        format_func=lambda each: words.OUT if each == OUT else words.scale(each),
        key=key,
        index=None,
        placeholder=words.CHOOSE_ONE,
        width=WIDTH,
        on_change=say,
        label_visibility="collapsed",
    )


def _answers(asking: _Asking, table: Table, column: Column) -> None:
    """Worded answers in doubt: what they would stand for, to be corrected and confirmed."""
    key, desk = asking.key, asking.desk
    if column.role == "ignore":
        _left_out(key, desk, column)
        return
    read = doubts.worded(table, column.column)
    doubt = words.doubt(read.doubt) if read is not None and column.scale is None else ""
    _question(words.answers(table.questions.get(column.column) or column.column), doubt)
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


def _count(asking: _Asking, table: Table, column: Column) -> None:
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
        _question(words.behind(column.column), words.COUNT_WHY),
        [*headers, *special],
        format_func=lambda each: names.get(each, each),
        key=key,
        index=None,
        placeholder=words.CHOOSE_COLUMN,
        width=WIDTH,
        on_change=say,
        label_visibility="collapsed",
    )


def _region(asking: _Asking, table: Table, column: Column) -> None:
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
        _question(words.regions(column.column), _values(table, column.column)),
        [UNIT, OUT],
        format_func={UNIT: words.AS_UNITS, OUT: words.OUT}.__getitem__,
        key=key,
        on_change=say,
        wrap=True,
        label_visibility="collapsed",
    )


def _order(asking: _Asking, table: Table) -> None:
    """Day or month first, with the rows that show the doubt."""
    key, desk, mapping = asking.key, asking.desk, asking.mapping
    answers = {True: words.DAY, False: words.MONTH}
    state.choose(key, desk.said.day_first)
    st.segmented_control(
        _question(words.ORDER, words.ORDER_WHY),
        list(answers),
        format_func=answers.__getitem__,
        key=key,
        on_change=lambda: desk.say(day_first=state.chosen(key)),
        label_visibility="collapsed",
    )
    shown = doubts.readings_of_dates(table, mapping).rename(columns=words.DATES)
    st.dataframe(shown, hide_index=True, width="content", alt=words.ORDER)


def _fiscal(asking: _Asking, table: Table) -> None:
    """The month the fiscal year begins in, and after which year it is named."""
    key, desk, mapping = asking.key, asking.desk, asking.mapping
    start = desk.said.fiscal_start
    state.choose(key, start)
    label = _question(words.FISCAL, words.fiscal(doubts.fiscal_labels(table, mapping)))
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

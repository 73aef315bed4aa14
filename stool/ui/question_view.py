"""The questions a dropped file raises, each with the control that answers it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from stool.ingest import Column, Mapping, Table
from stool.ingest.fiscal import Fiscal
from stool.ingest.quarters import quarter_of
from stool.ingest.words import metric_name
from stool.schema import CSAT, ESAT, LEGS, SCALES
from stool.text import asked as words
from stool.text import labels
from stool.ui import doubts, glimpse, mapping_view, state
from stool.ui.desk import Desk, Look
from stool.ui.doubts import Doubt

SHOWN = 6  # questions at once
VALUES = 8  # shown of a column whose scale is open
ICON = ":material/help:"
OUT, ONE_EACH, IN_FULL = "(out)", "(one each)", "(in full)"  # answers that are no header


def questions(key: str, desk: Desk, found: Look, data: bytes, known: "Known") -> None:
    """Every question that came up, answered ones too."""
    asked = [each for each in desk.asked if _stands(each, found)]
    for doubt in asked[:SHOWN]:
        with st.container(gap="xsmall"):
            _ask(f"{key}_{doubt.kind}_{doubt.column}", desk, doubt, found, data, known)
    if len(asked) > SHOWN:
        _rest(key, desk, asked[SHOWN:])


class Known:
    """What is loaded already, for what can be chosen.

    Attributes
    ----------
    quarters, units : list of str
    """

    def __init__(self, quarters: Sequence[str], units: Sequence[str]) -> None:
        self.quarters = list(quarters)
        self.units = list(units)


def _stands(doubt: Doubt, found: Look) -> bool:
    """Whether a question is still about this file as it is read now."""
    if doubt in found.open or doubt.kind in ("sheet", "delimiter", "encoding"):
        return True
    table = found.table
    return table is not None and (not doubt.column or doubt.column in table.columns)


def _rest(key: str, desk: Desk, asked: list[Doubt]) -> None:
    """Questions too many to show: how many, and a way to be done with them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{ICON} {labels.plain(words.more(len(asked)))}", width="content")
        columns = [doubt.column for doubt in asked if doubt.column]
        if columns:
            st.button(
                words.LEAVE_OTHERS_OUT,
                key=f"{key}_leave",
                on_click=desk.say_columns,
                args=[Column(header, "ignore") for header in dict.fromkeys(columns)],
            )


def _ask(
    key: str, desk: Desk, doubt: Doubt, found: Look, data: bytes, known: Known
) -> None:
    table, mapping = found.table, found.guess.mapping if found.guess else desk.said
    if doubt.kind == "sheet":
        _one_of(key, desk, "sheet", words.SHEET, doubt.choices, words.SHEET_WHY)
    elif doubt.kind == "delimiter":
        _one_of(
            key, desk, "delimiter", words.DELIMITER, doubt.choices, words.DELIMITER_WHY,
            words.delimiter,
        )  # fmt: skip
    elif doubt.kind == "encoding":
        _encoding(key, desk, data)
    elif table is None:
        return
    elif doubt.kind == "quarter":
        _quarter(key, desk, table, mapping, known)
    elif doubt.kind == "place":
        _place(key, desk, table, mapping, known)
    elif doubt.kind == "figure":
        _figure(key, desk, table, mapping)
    elif doubt.kind == "order":
        _order(key, desk, table, mapping)
    elif doubt.kind == "fiscal":
        _fiscal(key, desk, table, mapping)
    else:
        column = next(each for each in mapping.columns if each.column == doubt.column)
        about = {"leg": _leg, "scale": _scale, "answers": _answers, "count": _count}[doubt.kind]
        about(key, desk, table, column)


def _label(text: str) -> str:
    return f"{ICON} {labels.plain(text)}"


def _why(text: str) -> None:
    st.caption(labels.plain(text))


def _one_of(
    key: str,
    desk: Desk,
    what: str,
    question: str,
    choices: Sequence[str],
    why: str,
    name: Callable[[str], str] = str,
) -> None:
    """A choice between what the file itself offers."""
    state.choose(key, getattr(desk.said, what))
    st.selectbox(
        _label(question),
        choices,
        key=key,
        index=None,
        format_func=name,
        placeholder=words.CHOOSE,
        on_change=lambda: desk.say(**{what: state.chosen(key)}),
    )
    _why(why)


def _encoding(key: str, desk: Desk, data: bytes) -> None:
    spelled = glimpse.spellings(data)
    _one_of(key, desk, "encoding", words.ENCODING, list(spelled), words.ENCODING_WHY)
    rows = list(spelled.items())
    st.table(pd.DataFrame(rows, columns=[words.ENCODING_NAME, words.ENCODING_READS]))


def _quarter(key: str, desk: Desk, table: Table, mapping: Mapping, known: Known) -> None:
    """One quarter for all rows, or the column that says it."""

    def say() -> None:
        label = quarter_of(str(state.chosen(key) or ""), None)
        desk.say(period=f"{label[0]}Q{label[1]}" if label else None)

    if desk.said.period:
        state.choose(key, desk.said.period)
    left, right = st.columns(2, vertical_alignment="bottom")
    typed = left.selectbox(
        _label(words.QUARTER),
        known.quarters,
        key=key,
        index=None,
        accept_new_options=True,
        placeholder=words.QUARTER_EXAMPLE,
        on_change=say,
    )
    with right:
        _column_of(f"{key}_column", desk, table, mapping, "quarter")
    if typed and desk.said.period is None:
        _why(words.no_quarter(typed))
    else:
        _why(words.QUARTER_WHY)


def _place(key: str, desk: Desk, table: Table, mapping: Mapping, known: Known) -> None:
    """One unit for all rows, or the column that says it."""
    state.choose(key, desk.said.place)
    left, right = st.columns(2, vertical_alignment="bottom")
    left.selectbox(
        _label(words.PLACE),
        known.units,
        key=key,
        index=None,
        accept_new_options=True,
        placeholder=words.CHOOSE,
        on_change=lambda: desk.say(place=str(state.chosen(key) or "").strip() or None),
    )
    with right:
        _column_of(f"{key}_column", desk, table, mapping, "unit")
    _why(words.PLACE_WHY)


def _column_of(key: str, desk: Desk, table: Table, mapping: Mapping, role: str) -> None:
    """The column that plays a part."""
    before = [column.column for column in mapping.having(role)]

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
        placeholder=words.CHOOSE_COLUMN,
        on_change=say,
    )


def _figure(key: str, desk: Desk, table: Table, mapping: Mapping) -> None:
    """What is measured: columns, and the leg they belong to."""
    said = [column for column in desk.said.columns if column.role == "metric"]
    offered = doubts.can_be_figures(table, mapping) + [column.column for column in said]
    if not offered:
        st.markdown(_label(words.FIGURE_NONE))
        return

    def say() -> None:
        headers, leg = state.chosen(key) or [], state.chosen(f"{key}_leg")
        desk.unsay_columns(*(column.column for column in said))
        if leg is not None:
            desk.say_columns(*(Column(each, "metric", leg, metric_name(each)) for each in headers))

    left, right = st.columns(2, vertical_alignment="bottom")
    left.multiselect(
        _label(words.FIGURE),
        [header for header in table.headers if header in offered],
        key=key,
        placeholder=words.CHOOSE_COLUMN,
        on_change=say,
    )
    right.segmented_control(
        words.FIGURE_LEG,
        LEGS,
        format_func=words.LEG.__getitem__,
        key=f"{key}_leg",
        on_change=say,
    )
    _why(words.FIGURE_WHY)


def _leg(key: str, desk: Desk, table: Table, column: Column) -> None:
    def say() -> None:
        leg = state.chosen(key)
        if leg == OUT:
            desk.say_columns(Column(column.column, "ignore"))
        else:
            name = column.metric or metric_name(column.column)
            desk.say_columns(replace(column, role="metric", leg=leg, metric=name))

    state.choose(key, OUT if column.role == "ignore" else column.leg)
    st.segmented_control(
        _label(words.leg(table.questions.get(column.column) or column.column)),
        [ESAT, CSAT, OUT],
        format_func=lambda each: words.LEG.get(each, words.OUT),
        key=key,
        on_change=say,
    )


def _scale(key: str, desk: Desk, table: Table, column: Column) -> None:
    def say() -> None:
        scale = state.chosen(key)
        if scale == OUT:
            desk.say_columns(Column(column.column, "ignore"))
        else:
            name = column.metric or metric_name(column.column)
            desk.say_columns(replace(column, role="metric", scale=scale, metric=name))

    state.choose(key, OUT if column.role == "ignore" else column.scale)
    st.selectbox(
        _label(words.which_scale(column.column)),
        [*SCALES, OUT],
        format_func=lambda each: words.OUT if each == OUT else words.scale(each),
        key=key,
        index=None,
        placeholder=words.CHOOSE,
        on_change=say,
    )
    tally = table.columns[column.column].tally
    pairs = sorted(zip(tally.texts.tolist(), tally.counts.tolist(), strict=True))
    often = sorted(pairs, key=lambda pair: -pair[1])[:VALUES]
    _why(words.values([pair for pair in pairs if pair in often], len(pairs) - len(often)))


def _answers(key: str, desk: Desk, table: Table, column: Column) -> None:
    """Worded answers in doubt: what they would stand for, to be corrected and confirmed."""
    if column.role == "ignore":
        _leg_out(key, desk, column)
        return
    st.markdown(f"**{_label(words.answers(table.questions.get(column.column) or column.column))}**")
    read = doubts.worded(table, column.column)
    if read is not None and read.doubt and column.scale is None:
        _why(words.doubt(read.doubt))
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
            on_click=lambda: desk.say_columns(Column(column.column, "ignore")),
        )


def _leg_out(key: str, desk: Desk, column: Column) -> None:
    """A column that was left out, with a way back."""
    st.checkbox(
        labels.plain(words.left_out(column.column)),
        value=True,
        key=f"{key}_back",
        on_change=lambda: desk.unsay_columns(column.column),
    )


def _count(key: str, desk: Desk, table: Table, column: Column) -> None:
    """The column with the number of answers, or what a row is instead."""
    headers = [header for header in doubts.can_be_counts(table) if header != column.column]
    special = [ONE_EACH, *([IN_FULL] if column.leg == CSAT else ()), OUT]

    def say() -> None:
        chosen = state.chosen(key)
        if chosen == ONE_EACH:
            desk.say(rows="respondent")
        elif chosen == IN_FULL:
            desk.say_columns(replace(column, scale="ledger"))
        elif chosen == OUT:
            desk.say_columns(Column(column.column, "ignore"))
        elif chosen is not None:
            desk.say_columns(Column(str(chosen), "n", of=column.metric))

    names = {ONE_EACH: words.ONE_EACH, IN_FULL: words.IN_FULL, OUT: words.OUT}
    st.selectbox(
        _label(words.behind(column.column)),
        [*headers, *special],
        format_func=lambda each: names.get(each, each),
        key=key,
        index=None,
        placeholder=words.CHOOSE_COLUMN,
        on_change=say,
    )
    _why(words.COUNT_WHY)


def _order(key: str, desk: Desk, table: Table, mapping: Mapping) -> None:
    """Day or month first, with the rows that show the doubt."""
    answers = {True: words.DAY, False: words.MONTH}
    state.choose(key, desk.said.day_first)
    st.segmented_control(
        _label(words.ORDER),
        list(answers),
        format_func=answers.__getitem__,
        key=key,
        on_change=lambda: desk.say(day_first=state.chosen(key)),
    )
    _why(words.ORDER_WHY)
    shown = doubts.readings_of_dates(table, mapping).rename(columns=words.DATES)
    st.dataframe(shown, hide_index=True, width="content", alt=words.ORDER)


def _fiscal(key: str, desk: Desk, table: Table, mapping: Mapping) -> None:
    """The month the fiscal year begins in, and after which year it is named."""
    start = desk.said.fiscal_start
    state.choose(key, start)
    left, right = st.columns(2, vertical_alignment="bottom")
    left.selectbox(
        _label(words.FISCAL),
        range(1, 13),
        format_func=lambda month: words.MONTHS[month - 1],
        key=key,
        index=None,
        placeholder=words.CHOOSE,
        on_change=lambda: desk.say(fiscal_start=state.chosen(key)),
    )
    if start and doubts.fiscal_labels(table, mapping, Fiscal(start)):
        state.choose(f"{key}_named", desk.said.fiscal_named)
        right.segmented_control(
            _label(words.NAMED),
            list(words.NAMED_CHOICES),
            format_func=words.NAMED_CHOICES.__getitem__,
            key=f"{key}_named",
            on_change=lambda: desk.say(fiscal_named=state.chosen(f"{key}_named")),
        )
    _why(words.fiscal(doubts.fiscal_labels(table, mapping)))

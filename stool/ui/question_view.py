"""The questions a dropped file raises, each with the control that answers it."""

import streamlit as st

from stool.ingest import Mapping
from stool.text import asked as words
from stool.text import labels
from stool.ui import column_questions, doubts, file_questions
from stool.ui.asking import ICON, Asking, Known
from stool.ui.desk import Desk, Look
from stool.ui.doubts import Doubt

SHOWN = 6  # questions at once
OF_COLUMN = {
    "leg": column_questions.leg,
    "scale": column_questions.scale,
    "answers": column_questions.answers,
    "count": column_questions.count,
    "region": column_questions.region,
    "decimal": column_questions.decimal,
}
OF_FILE = {
    "quarter": file_questions.quarter,
    "place": file_questions.place,
    "figure": file_questions.figure,
    "order": file_questions.order,
    "number_is": file_questions.number_is,
    "fiscal": file_questions.fiscal,
}


def questions(key: str, desk: Desk, found: Look, data: bytes, known: Known) -> None:
    """Every question that came up, answered ones too."""
    mapping = found.guess.mapping if found.guess else desk.said
    asked = [each for each in desk.asked if _stands(each, found)]
    for doubt in asked[:SHOWN]:
        own_key = f"{key}_{doubt.kind}_{doubt.column}"
        with st.container(gap="xsmall"):
            _ask(Asking(own_key, desk, found.table, mapping, data, known), doubt)
    if len(asked) > SHOWN:
        _rest(key, desk, mapping, asked[SHOWN:])


def _stands(doubt: Doubt, found: Look) -> bool:
    """Whether a question is still about this file as it is read and understood now."""
    if doubt.kind in file_questions.OF_READING:
        return True
    if found.guess is None:
        return False
    mapping = found.guess.mapping
    if doubt.kind in ("order", "number_is", "fiscal"):
        return len(mapping.having("quarter")) in (1, 2)
    if doubt.kind == "decimal":
        numbered = (each for each in mapping.columns if each.role in doubts.NUMBERED)
        return any(each.column == doubt.column for each in numbered)
    return not doubt.column or any(each.column == doubt.column for each in mapping.columns)


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


def _ask(asking: Asking, doubt: Doubt) -> None:
    if doubt.kind == "encoding":
        file_questions.encoding(asking, doubt)
    elif doubt.kind in file_questions.OF_READING:
        file_questions.one_of(asking, doubt)
    elif asking.table is not None and doubt.column:
        columns = {each.column: each for each in asking.mapping.columns}
        OF_COLUMN[doubt.kind](asking, asking.table, columns[doubt.column])
    elif asking.table is not None:
        OF_FILE[doubt.kind](asking, asking.table)

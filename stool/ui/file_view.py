"""A dropped file looked at closer: its rows, its columns, how it was read, its problems."""

import pandas as pd
import streamlit as st

from stool.errors import RefusedFileError, StoolError
from stool.errors.layout import DELIMITERS
from stool.ingest import Guess, Table
from stool.text import asked, labels
from stool.text import upload as words
from stool.ui import glimpse, mapping_view, panels, state
from stool.ui.desk import Desk, Look

ROWS_SHOWN = 8
AS_FOUND = ""  # nothing is said of how the bytes are read


def parts(key: str, found: Look) -> list[str]:
    """Chips for what can be looked at; the chosen ones."""
    problems = len(problem_table(found))
    names = [words.ROWS] * (found.table is not None) + [words.COLUMNS] * (found.guess is not None)
    names += [words.HOW_READ] * (found.table is not None) + [words.PROBLEM_LIST] * bool(problems)
    if not names:
        return []
    return list(
        st.pills(
            words.DETAILS,
            names,
            selection_mode="multi",
            format_func=lambda name: words.detail(name, problems, state.on_phone()),
            key=f"{key}_parts",
            wrap=True,
            label_visibility="collapsed",
        )
    )


def look(key: str, desk: Desk, found: Look, data: bytes, chosen: list[str]) -> None:
    """Draw the parts that are chosen, and nothing else."""
    if words.PROBLEM_LIST in chosen:
        _problems(key, problem_table(found), desk.name)
    if found.table is not None and words.ROWS in chosen:
        _rows(found.table, found)
    if found.table is not None and found.guess is not None and words.COLUMNS in chosen:
        mapping_view.editor(key, desk, found.table, found.guess)
    if found.table is not None and words.HOW_READ in chosen:
        _how_read(key, desk, found.table, data)


def problem_table(found: Look) -> pd.DataFrame:
    """Every problem found in the rows, whether the file passed or not."""
    if found.examined is not None:
        return found.examined.checked.problems
    problems = found.error.problems if isinstance(found.error, RefusedFileError) else None
    return pd.DataFrame() if problems is None else problems


def _problems(key: str, problems: pd.DataFrame, name: str) -> None:
    table = words.problem_table(problems)
    st.dataframe(table.drop(columns=words.PROBLEM["file"]), hide_index=True, alt=words.PROBLEMS)
    panels.download(
        table,
        f"{name}.problems.csv",
        f"{key}_problems",
        words.DOWNLOAD_PROBLEMS,
    )


def _rows(table: Table, found: Look) -> None:
    """The first rows as written beside the same rows as understood."""
    left, right = (each.container(gap="xsmall") for each in st.columns(2))
    with left:
        st.caption(words.AS_WRITTEN)
        _listed(glimpse.written_rows(table), words.AS_WRITTEN)
    with right:
        st.caption(words.AS_UNDERSTOOD)
        if found.guess is None or found.open:
            st.markdown(words.NOT_YET)
            return
        _understood(table, found.guess)
    st.caption(words.ROWS_NOTE)


def _understood(table: Table, guess: Guess) -> None:
    try:
        rows = glimpse.understood_rows(table, guess)
    except StoolError:
        st.markdown(words.NOT_UNDERSTOOD)
        return
    named = {name: words.FIELD.get(name, labels.metric(str(name))) for name in rows.columns}
    _listed(rows.rename(columns=named), words.AS_UNDERSTOOD)


def _listed(rows: pd.DataFrame, alt: str) -> None:
    """The first rows, the line of the file in front."""
    st.dataframe(rows.head(ROWS_SHOWN).rename_axis(words.LINE), alt=alt, placeholder=words.BLANK)


def _how_read(key: str, desk: Desk, table: Table, data: bytes) -> None:
    """Every step of the reading with its reason, and what of it can be said otherwise."""
    steps = [(words.STEP[stage.stage], stage.found, stage.why) for stage in table.stages]
    st.table(
        pd.DataFrame(steps, columns=[words.STAGE, words.FOUND, words.WHY]),
        hide_index=True,
        alt=words.PART[words.HOW_READ],
    )
    if not table.delimiter:
        return
    spelled = glimpse.spellings(data)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _said(f"{key}_delimiter", desk, "delimiter", list(DELIMITERS))
        if spelled:
            _said(f"{key}_encoding", desk, "encoding", list(spelled))
    if spelled:
        st.caption(words.ENCODING_SAMPLES)
        rows = [(asked.encoding(name), reads) for name, reads in spelled.items()]
        st.table(
            pd.DataFrame(rows, columns=[asked.ENCODING_NAME, asked.ENCODING_READS]),
            hide_index=True,
            alt=words.ENCODING_SAMPLES,
        )


def _said(key: str, desk: Desk, what: str, choices: list[str]) -> None:
    """A choice of how the bytes are read, or as the file itself settles it."""
    named = {"delimiter": asked.delimiter, "encoding": asked.encoding}[what]
    state.choose(key, getattr(desk.said, what) or AS_FOUND)
    st.selectbox(
        {"delimiter": words.DELIMITER, "encoding": words.ENCODING}[what],
        [AS_FOUND, *choices],
        format_func=lambda each: named(each) if each else words.AS_FOUND,
        key=key,
        width=260,
        on_change=lambda: desk.say(**{what: state.chosen(key) or None}),
    )

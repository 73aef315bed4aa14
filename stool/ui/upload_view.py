"""Upload: drop files, read the verdict, change what was guessed, publish all or nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from stool.errors import OverlapError, RefusedFileError, StoolError
from stool.examine import Examined, examine
from stool.ingest import (
    CheckedFile,
    Column,
    Guess,
    Mapping,
    Table,
    guess_mapping,
    read_table,
)
from stool.sample import is_sample
from stool.schema import DIMENSIONS, LEGS, ROLES, SCALES
from stool.text import labels
from stool.text import upload as words
from stool.ui import cache, panels, state

TYPES = ["csv", "tsv", "txt"]
KEPT = 12  # files whose reading is remembered, in their session only


def upload() -> None:
    """The drop zone and everything about the files in it."""
    with panels.card(words.TITLE, words.SUBTITLE):
        files = st.file_uploader(
            words.DROP,
            type=TYPES,
            accept_multiple_files=True,
            key=state.uploader_key(),
            label_visibility="collapsed",
        )
        checked = [_file(file.name, file.getvalue()) for file in files]
        if files:
            _publish([found for found in checked if found is not None], len(files))


@st.cache_resource(scope="session", max_entries=KEPT, show_spinner=words.READING)
def _read(name: str, data: bytes) -> tuple[Table, Guess]:
    table = read_table(data, name)
    return table, guess_mapping(table)


@st.cache_resource(scope="session", max_entries=KEPT, show_spinner=words.READING)
def _check(name: str, data: bytes, mapping: str) -> Examined:
    table, guess = _read(name, data)
    said = Mapping.from_json(mapping)
    return examine(table, said, guess.reasons)


def _file(name: str, data: bytes) -> Examined | None:
    """One file: verdict, preview, mapping, problems; None when it is refused."""
    with st.container(border=True):
        st.markdown(f"**{labels.plain(name)}**")
        try:
            table, guess = _read(name, data)
        except StoolError as error:
            _refusal(error, name)
            return None
        verdict = st.container()
        mapping = _mapping_editor(name, table, guess)
        try:
            checked = _check(name, data, mapping.to_json())
        except StoolError as error:
            with verdict:
                _refusal(error, name)
            return None
        with verdict:
            _verdict(checked.checked)
        return checked


def _refusal(error: StoolError, name: str) -> None:
    st.error(labels.plain(f"{words.REFUSED} {error}"), icon=":material/block:")
    problems = error.problems if isinstance(error, RefusedFileError) else None
    if problems is not None and len(problems):
        _problems(problems, name)


def _verdict(checked: CheckedFile) -> None:
    icon = ":material/check_circle:" if not checked.rejected else ":material/warning:"
    st.markdown(f"{icon} {labels.plain(words.verdict(checked))}")
    if len(checked.problems):
        _problems(checked.problems, checked.name)


def _problems(problems: pd.DataFrame, name: str) -> None:
    st.dataframe(
        problems.rename(columns=words.PROBLEM),
        hide_index=True,
        height=min(36 * len(problems) + 38, 260),
        alt=words.PROBLEMS,
    )
    panels.download(problems, f"{name}.problems.csv", f"problems_{name}", words.DOWNLOAD_PROBLEMS)


def _mapping_editor(name: str, table: Table, guess: Guess) -> Mapping:
    """Preview beside what was understood; every guess can be changed."""
    box = st.expander(words.MAPPING, key=f"mapping_{name}", on_change="rerun")
    if not box.open and f"columns_{name}" not in st.session_state:
        return guess.mapping
    with box:
        st.caption(words.PREVIEW)
        st.dataframe(table.top.head(5), hide_index=True, alt=words.PREVIEW)
        st.caption(words.UNDERSTOOD)
        edited = st.data_editor(
            _guessed(guess),
            key=f"columns_{name}",
            hide_index=True,
            disabled=[words.COLUMN, words.WHY],
            column_config={
                words.ROLE: st.column_config.SelectboxColumn(options=list(ROLES), required=True),
                words.LEG: st.column_config.SelectboxColumn(options=list(LEGS)),
                words.SCALE: st.column_config.SelectboxColumn(options=list(SCALES)),
                words.BETTER: st.column_config.SelectboxColumn(
                    options=["higher", "lower"], required=True
                ),
                words.DIMENSION: st.column_config.SelectboxColumn(options=list(DIMENSIONS)),
            },
        )
        order = st.segmented_control(
            words.DATES,
            list(words.DATE_ORDER),
            default="file",
            format_func=words.DATE_ORDER.__getitem__,
            required=True,
            key=f"dates_{name}",
        )
    columns = tuple(_column(row) for row in edited.to_dict("records"))
    if columns == tuple(_column(row) for row in _guessed(guess).to_dict("records")):
        mapping = guess.mapping
    else:
        mapping = replace(guess.mapping, columns=columns)
    if order == "file":
        return mapping
    return replace(mapping, day_first=order == "day")


def _guessed(guess: Guess) -> pd.DataFrame:
    why = {column: reason for column, _, reason, _ in guess.reasons}
    order = {column: place for place, (column, *_) in enumerate(guess.reasons)}
    rows = [
        {
            words.COLUMN: column.column,
            words.ROLE: column.role,
            words.LEG: column.leg,
            words.METRIC: column.metric,
            words.SCALE: column.scale,
            words.BETTER: column.better,
            words.DIMENSION: column.dimension,
            words.OF: column.of,
            words.WHY: why.get(column.column, ""),
        }
        for column in sorted(guess.mapping.columns, key=lambda each: order.get(each.column, 0))
    ]
    return pd.DataFrame(rows)


def _column(row: dict[Any, Any]) -> Column:
    said = {key: None if pd.isna(value) else str(value) for key, value in row.items()}
    return Column(
        column=str(row[words.COLUMN]),
        role=str(row[words.ROLE]),
        leg=said[words.LEG],
        metric=said[words.METRIC],
        scale=said[words.SCALE],
        better="lower" if said[words.BETTER] == "lower" else "higher",
        dimension=said[words.DIMENSION],
        of=said[words.OF],
    )


def _publish(checked: Sequence[Examined], dropped: int) -> None:
    """Publish all files of the drop zone in one revision, or say why not."""
    if len(checked) < dropped:
        st.warning(words.ALL_OR_NONE, icon=":material/info:")
        return
    overlap = state.overlap()
    if overlap:
        st.warning(labels.plain(overlap), icon=":material/difference:")
    replacing = bool(overlap) and st.checkbox(words.REPLACE, key="replace")
    sample = (
        [] if is_sample(file.checked.sha256 for file in checked) else cache.book().sample_batches()
    )
    leaving = bool(sample) and st.checkbox(words.WITHOUT_SAMPLE, value=True, key="without_sample")
    if not st.button(words.publish(len(checked)), type="primary", icon=":material/publish:"):
        return
    try:
        with st.spinner(words.PUBLISHING):
            change = cache.book().publish(
                checked, who=state.user(), replace=replacing, without=sample if leaving else ()
            )
    except OverlapError as error:
        state.remember_overlap(str(error))
        st.rerun()
    except StoolError as error:
        st.error(labels.plain(str(error)), icon=":material/block:")
        return
    state.published(words.published(change))
    st.rerun()

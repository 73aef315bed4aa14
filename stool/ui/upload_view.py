"""Upload: drop files, read each verdict, answer what is open, publish all or nothing."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from stool.errors import OverlapError, StoolError
from stool.examine import Examined
from stool.ingest import Aliases
from stool.noted import Noted
from stool.sample import is_sample
from stool.text import history, labels
from stool.text import upload as words
from stool.text.privacy import with_waiting
from stool.ui import (
    access,
    cache,
    file_view,
    panels,
    question_view,
    state,
    template_view,
    units_view,
)
from stool.ui.asking import Known
from stool.ui.desk import Desk, Look

TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "parquet"]
LONG = 20 * 2**20  # bytes; from here on reading takes long enough to say how far it is


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
        template_view.templates()
        state.clear_desks(but=[file.file_id for file in files])
        if not files:
            return
        known = _known()
        found = [_file(file, known) for file in files]
        _publish(found)


def _known() -> Known:
    """Quarters and units to choose from: those loaded, and the quarter after."""
    analysis = cache.analysis(state.newest())
    nodes = analysis.nodes
    return Known.of(analysis.quarters, nodes.loc[nodes["depth"] == "unit", "node"].tolist())


def _file(file: UploadedFile, known: Known) -> Look:
    """One file: name, verdict, open questions, and what can be looked at closer."""
    desk, key, data = state.desk(file.file_id, file.name), file.file_id, file.getvalue()
    with st.container(border=True, gap="xsmall"):
        head = st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
        )
        head.markdown(f"**{labels.plain(file.name)}**", width="content")
        found = _look(desk, data)
        _verdict(key, desk, found)
        question_view.questions(key, desk, found, data, known)
        with head:
            chosen = file_view.parts(key, found)
        file_view.look(key, desk, found, data, chosen)
    return found


def _look(desk: Desk, data: bytes) -> Look:
    """What the file comes to, with its progress while it is long."""
    if desk.is_known:
        return desk.look(cache.book(), data)
    if len(data) < LONG:
        with st.spinner(words.READING):
            return desk.look(cache.book(), data)
    place = st.empty()
    with place.status(labels.plain(words.reading(desk.name)), expanded=True) as box:
        bar = st.progress(0.0)

        def tell(share: float) -> None:
            bar.progress(min(share, 1.0))
            if share >= 1.0:
                box.update(label=words.CHECKING)

        found = desk.look(cache.book(), data, tell)
    place.empty()
    return found


def _verdict(key: str, desk: Desk, found: Look) -> None:
    """One line: accepted with its counts, waiting for an answer, or refused."""
    if found.noted is not None:
        st.markdown(f":material/check_circle: {labels.plain(words.noted(found.noted))}")
        return
    if found.examined is None and not found.open:
        st.error(labels.plain(f"{words.REFUSED} {found.error}"), icon=":material/block:")
        return
    if found.examined is not None:
        checked = found.examined.checked
        icon = ":material/check_circle:" if not checked.rejected else ":material/warning:"
        sentence = words.verdict(checked)
    elif found.table is not None:
        icon, sentence = ":material/help:", words.unsettled(found.table, len(found.open))
    else:
        return
    if not found.remembered:
        st.markdown(f"{icon} {labels.plain(sentence)}")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{icon} {labels.plain(words.as_last_time(sentence))}", width="content")
        st.button(
            words.FORGET,
            key=f"{key}_forget",
            type="tertiary",
            help=words.FORGET_WHY,
            on_click=desk.forget,
        )


def _publish(found: Sequence[Look]) -> None:
    """Publish all files of the drop zone in one revision, or say why not."""
    files = [each.publishable for each in found if each.publishable is not None]
    if len(files) < len(found):
        refused = any(each.publishable is None and not each.open for each in found)
        st.warning(words.ALL_OR_NONE if refused else words.ANSWER_FIRST, icon=":material/info:")
        return
    checked = [file for file in files if isinstance(file, Examined)]
    overlap = state.overlap()
    if overlap:
        st.warning(labels.plain(overlap), icon=":material/difference:")
    replacing = bool(overlap) and st.checkbox(words.REPLACE, key="replace")
    sample = (
        [] if is_sample(file.checked.sha256 for file in checked) else cache.book().sample_batches()
    )
    leaving = bool(sample) and st.checkbox(words.WITHOUT_SAMPLE, value=True, key="without_sample")
    without = sample if leaving else []
    aliases = units_view.matched(checked, without)
    if st.button(words.publish(len(files)), type="primary", icon=":material/publish:"):
        _make_live(files, replacing, without, aliases)


def _make_live(
    files: Sequence[Examined | Noted], replacing: bool, without: Sequence[int], aliases: Aliases
) -> None:
    """Publish, and say on the next run what it changed."""
    before = cache.book().store.latest()
    try:
        with st.spinner(words.PUBLISHING):
            change = cache.book().publish(
                files,
                who=access.acting("publish"),
                replace=replacing,
                without=without,
                aliases=aliases,
            )
            notes = [file for file in files if isinstance(file, Noted)]
            message = with_waiting(words.published(change, notes), cache.book().waiting(change))
            if change.revision > before:
                effect = history.effect(cache.effect(before, change.revision))
                message = f"{message} {words.effect(effect)}"
    except OverlapError as error:
        state.remember_overlap(str(error))
        st.rerun()
    except StoolError as error:
        st.error(labels.plain(str(error)), icon=":material/block:")
        return
    state.published(message)
    st.rerun()

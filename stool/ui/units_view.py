"""Units with more than one name: aliases, hierarchy, and names that may be a unit there is."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from stool.errors import RefusedFileError, StoolError
from stool.examine import Examined
from stool.ingest import Alias, Aliases, read_aliases, read_hierarchy
from stool.ingest.join.aliases import name_key
from stool.text import commands, labels, upload
from stool.text import units as words
from stool.ui import access, cache, panels, state

SHOWN = 8  # names with a button each; more are chosen from a list


def matched(files: Sequence[Examined], without: Sequence[int]) -> Aliases:
    """Ask about new names that may be a unit there is; what is agreed goes in with the files.

    A name that is the same but for its spelling is matched unless the box is unticked; one that is
    only near is matched once the box is ticked.
    """
    agreed = []
    proposals = cache.book().proposals(files, without=without)
    if any(each.kind != "doubt" for each in proposals):
        st.caption(words.NEW_NAMES)
    for each in proposals:
        if each.kind == "doubt":
            st.warning(labels.plain(words.doubt(each)), icon=":material/help:")
            continue
        key = f"same_{each.unit}_{each.known}"
        said = st.checkbox(labels.plain(words.same(each)), value=each.kind == "same", key=key)
        if said:
            agreed.append(Alias(each.unit, each.known))
    return Aliases(tuple(agreed))


def units() -> None:
    """Load files of aliases and of the hierarchy; take away what is in force."""
    with panels.card(words.TITLE, words.SUBTITLE):
        left, right = st.columns(2)
        with left:
            _file(words.ALIASES, "aliases", _add_aliases)
            _in_force(cache.book().aliases())
        with right:
            _file(words.HIERARCHY, "hierarchy", _set_hierarchy)


def _in_force(aliases: Aliases) -> None:
    """The names that mean another unit, each with a way to undo it."""
    names: dict[str, list[Alias]] = {}
    for entry in aliases.entries:
        names.setdefault(name_key(entry.alias), []).append(entry)
    if not names:
        return
    if len(names) <= SHOWN:
        with st.container(gap="xxsmall"):
            for entries in names.values():
                _row(entries)
    else:
        table = pd.DataFrame(aliases.body()).rename(columns=words.ALIAS)
        panels.sheet(table, words.IN_FORCE)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            written = [entries[0].alias for entries in names.values()]
            name = st.selectbox(
                words.WHICH, written, index=None, placeholder=words.CHOOSE, key="undo_which"
            )
            if name is not None:
                _undo(name)
    st.download_button(
        words.DOWNLOAD_ALIASES,
        aliases.to_csv(),
        "aliases.csv",
        "text/csv",
        key="aliases_csv",
        on_click="ignore",
    )


def _row(entries: Sequence[Alias]) -> None:
    """What a name means, with its button."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        st.markdown(labels.plain(words.means(entries)), width="stretch")
        _undo(entries[0].alias)


def _undo(name: str) -> None:
    """The button that lets a name stand for itself again."""
    if not st.button(words.UNDO, key=f"undo_{name}", type="tertiary", icon=":material/undo:"):
        return
    try:
        change = cache.book().remove_aliases([name], who=access.acting("remove_aliases"))
    except StoolError as error:
        st.error(labels.plain(str(error)), icon=":material/block:")
        return
    state.tell(words.undone(name, change))
    st.rerun()


def _file(title: str, name: str, load: Callable[[bytes, str], str]) -> None:
    """One small file: a drop zone, and a button that loads it."""
    found = st.file_uploader(title, type=["csv", "tsv", "txt"], key=state.file_key(name))
    if not isinstance(found, UploadedFile) or not st.button(words.LOAD, key=f"load_{name}"):
        return
    try:
        told = load(found.getvalue(), found.name)
    except StoolError as error:
        st.error(labels.plain(str(error)), icon=":material/block:")
        problems = error.problems if isinstance(error, RefusedFileError) else None
        if problems is not None:
            table = upload.problem_table(problems).drop(columns=upload.PROBLEM["file"])
            panels.sheet(table, words.PROBLEMS)
        return
    state.loaded(name, told)
    st.rerun()


def _add_aliases(data: bytes, name: str) -> str:
    aliases = read_aliases(data, name)
    change = cache.book().add_aliases(aliases, who=access.acting("add_aliases"))
    return commands.aliased(len(aliases.entries), change)


def _set_hierarchy(data: bytes, name: str) -> str:
    change, placement = cache.book().set_hierarchy(
        read_hierarchy(data, name), who=access.acting("set_hierarchy")
    )
    return commands.placed(placement, change)

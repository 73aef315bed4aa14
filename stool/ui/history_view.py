"""Every file ever loaded, what it did to the numbers, and the way back."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from stool.errors import StoolError
from stool.text import history as words
from stool.text import labels
from stool.text import upload as upload_words
from stool.text.commands import reverted
from stool.text.privacy import with_waiting
from stool.ui import access, cache, choice, panels, state

EFFECTS = 3  # versions whose effect is shown unasked; each is a whole analysis


def history() -> None:
    """Every batch; a live one can be taken back."""
    batches = cache.book().store.batches()
    with panels.card(words.TITLE, words.SUBTITLE, terms=("revision",)):
        if batches.empty:
            st.markdown(upload_words.NO_DATA)
            return
        table = _with_effects(batches)
        when = st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm")
        panels.sheet(words.batch_table(table), words.TITLE, {words.BATCH["made_at"]: when})
        live = batches[batches["live"].astype(bool)]
        with st.container(horizontal=True, vertical_alignment="center"):
            panels.download(words.batch_csv(table), "history.csv", "history_csv")
            if len(live):
                _revert(dict(zip(live["batch"].tolist(), live["file_name"].tolist(), strict=True)))


def _with_effects(batches: pd.DataFrame) -> pd.DataFrame:
    """The batches with what their revisions did to the headline: the newest, or on demand all."""
    versions = cache.book().store.versions()
    made_in = sorted(set(batches["valid_from"].tolist()), reverse=True)
    every = len(made_in) > EFFECTS and st.toggle(
        words.EVERY_EFFECT, key=state.EFFECTS, bind="query-params"
    )
    told = made_in if every else made_in[:EFFECTS]
    effects = {revision: _effect(_before(revision, versions), revision) for revision in told}
    return batches.assign(effect=batches["valid_from"].map(effects).fillna(words.OLDER))


def _before(revision: int, versions: list[int]) -> int:
    """Version of the data before a revision, 0 if there was none."""
    return max((each for each in versions if each < revision), default=0)


def _effect(before: int, after: int) -> str:
    try:
        return words.effect(cache.effect(before, after))
    except StoolError:  # a version that cannot be read has no figures to compare
        return words.NOT_KNOWN


def _revert(live: dict[int, str]) -> None:
    """Pick a live file, read what taking it back means, do it."""
    with st.popover(words.PICK_BATCH, icon=":material/undo:"):
        chosen = st.selectbox(
            words.PICK_BATCH,
            list(live),
            format_func=lambda number: words.batch(number, live[number]),
            label_visibility="collapsed",
            key="revert_batch",
        )
        st.caption(words.REVERT_NOTE)
        if st.button(words.REVERT, key="revert"):
            try:
                change = cache.book().revert(chosen, who=access.acting("revert"))
            except StoolError as error:
                st.error(labels.plain(str(error)), icon=":material/block:")
                return
            state.tell(with_waiting(reverted(chosen, change), cache.book().waiting(change)))
            st.rerun()


def changes() -> None:
    """Two versions of the data side by side: every score that moved, came or went."""
    store = cache.book().store
    versions = store.versions()
    if not versions:
        return
    entries = {row["revision"]: row for row in store.revisions().to_dict("records")}
    published = _last_publish(versions, entries)
    with panels.card(
        words.CHANGES, words.CHANGES_SUB, terms=("revision", "leg score", "provisional target")
    ):
        left, right = st.columns(2)
        earlier = _before(published, versions)

        def named(revision: int) -> str:
            return words.version(revision, entries.get(revision))

        with left:
            before = _version(words.BEFORE, state.BEFORE, [*versions, 0], earlier, named)
        with right:
            after = _version(words.AFTER, state.AFTER, versions, published, named)
        _changes(before, after)


def _version(
    label: str, key: str, versions: Sequence[int], usual: int, named: Callable[[int], str]
) -> int:
    """Choose a version; unless somebody does, it is the usual one, which uploads move on."""

    def number(option: str) -> int:
        return usual if option == state.LATEST else int(option)

    chosen = choice.select(
        label,
        [state.LATEST if each == usual else str(each) for each in versions],
        lambda option: named(number(option)),
        key=key,
        default=state.LATEST,
        respelled={str(usual): state.LATEST},
    )
    return number(chosen)


def _last_publish(versions: list[int], entries: Mapping[int, Mapping[Hashable, Any]]) -> int:
    """Newest version that files made; the newest of all if settings were all there was."""
    files = [each for each in versions if entries[each]["action"] in words.OF_FILES]
    return files[0] if files else versions[0]


def _changes(before: int, after: int) -> None:
    try:
        found = cache.effect(before, after)
    except StoolError as error:
        st.warning(labels.plain(str(error)), icon=":material/info:")
        return
    st.markdown(labels.plain(words.changes(found)))
    if before and len(found.moved) and _targets_moved(before, after):
        st.caption(words.PROVISIONAL)
    table = words.change_table(found)
    if len(table):
        panels.sheet(
            table.head(words.MOST_ROWS),
            words.CHANGES,
            dict.fromkeys(words.POINTS, st.column_config.NumberColumn(format="%.1f")),
            height=300,
            placeholder=upload_words.BLANK,
        )
        panels.download(table, "changes.csv", "changes_csv")


def _targets_moved(before: int, after: int) -> bool:
    """Whether a target that nobody set is not what it was."""
    old, new = (cache.analysis(revision).targets for revision in (before, after))
    return any(new[name].provisional and old.get(name) != new[name] for name in new)

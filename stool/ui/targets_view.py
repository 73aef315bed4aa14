"""Floor, target and stretch: all of them on the Data page, those of one leg on Legs."""

from collections.abc import Collection

import pandas as pd
import streamlit as st

from stool.errors import StoolError
from stool.measure import Target
from stool.measure.profit import RATIOS
from stool.reading import Analysis
from stool.schema import CSAT, ESAT, LEGS, PROFIT
from stool.text import labels
from stool.text import targets as words
from stool.ui import access, cache, panels, state

NUMBERS = (words.FLOOR, words.TARGET, words.STRETCH)
FORMATS = {name: st.column_config.NumberColumn(format="%.2f") for name in NUMBERS}


def every() -> None:
    """Targets of all headline figures as they are now, to edit."""
    analysis = cache.analysis(state.newest())
    if analysis.legs.empty:
        return
    with panels.card(words.TITLE, words.SUB, terms=("provisional target", "leg score")):
        _editor(analysis, LEGS)


def of_leg(analysis: Analysis, leg: str) -> None:
    """Targets of a leg's figures: to edit in the newest version of the whole, else to read."""
    panels.news()
    newest = state.newest()
    if not _figures(analysis, [leg]):
        return
    with st.expander(words.TITLE, key="leg_targets"):
        st.caption(words.SUB)
        if analysis.revision == newest and access.may("set_targets"):
            _editor(analysis, [leg])
            return
        table = _table(analysis, [leg])
        st.dataframe(
            table, hide_index=True, column_config=panels.headed(table, FORMATS), alt=words.TITLE
        )
        st.caption(_whose(analysis, [leg]))
        if analysis.revision != newest:
            st.markdown(words.too_old(analysis.revision, newest))


def _editor(analysis: Analysis, legs: Collection[str]) -> None:
    """A form that saves the targets of those legs; a new revision begins it anew."""
    key = f"targets_{'_'.join(legs)}_{analysis.revision}"
    with st.form(key, border=False):
        table = _table(analysis, legs)
        edited = st.data_editor(
            table,
            hide_index=True,
            key=f"{key}_table",
            disabled=[words.METRIC, words.LEG, words.ORIGIN],
            column_config=panels.headed(table, FORMATS),
        )
        st.caption(_whose(analysis, legs))
        if st.form_submit_button(words.SAVE):
            _save(analysis, legs, edited)


def _figures(analysis: Analysis, legs: Collection[str]) -> dict[str, str]:
    """Leg of every figure that can have a target."""
    found = {analysis.headline[leg]: leg for leg in (ESAT, CSAT) if leg in analysis.headline}
    found |= {figure: PROFIT for figure in RATIOS if figure in analysis.targets}
    return {figure: leg for figure, leg in found.items() if leg in legs}


def _table(analysis: Analysis, legs: Collection[str]) -> pd.DataFrame:
    rows = []
    for figure, leg in _figures(analysis, legs).items():
        target = analysis.targets.get(figure)
        rows.append(
            {
                words.LEG: labels.LEG_SHORT[leg],
                words.METRIC: labels.metric(figure),
                words.FLOOR: target.floor if target else None,
                words.TARGET: target.target if target else None,
                words.STRETCH: target.stretch if target else None,
                words.ORIGIN: _origin(target),
            }
        )
    return pd.DataFrame(rows)


def _origin(target: Target | None) -> str:
    if target is None:
        return words.FROM_NOBODY
    return words.FROM_HISTORY if target.provisional else words.FROM_YOU


def _whose(analysis: Analysis, legs: Collection[str]) -> str:
    """Which of those targets are provisional, and which figures have none."""
    table = _table(analysis, legs)
    guessed, without = (
        table.loc[table[words.ORIGIN] == origin, words.METRIC].tolist()
        for origin in (words.FROM_HISTORY, words.FROM_NOBODY)
    )
    return labels.plain(words.provisional(guessed, without))


def _save(analysis: Analysis, legs: Collection[str], after: pd.DataFrame) -> None:
    """Keep every row that is complete: saving is how a provisional target becomes one's own."""
    try:
        new = {
            figure: Target(
                float(row[words.FLOOR]),
                float(row[words.TARGET]),
                float(row[words.STRETCH]),
                provisional=False,
            )
            for figure, row in zip(_figures(analysis, legs), after.to_dict("records"), strict=True)
            if pd.notna([row[name] for name in NUMBERS]).all()
        }
    except StoolError as error:
        st.error(labels.plain(str(error)), icon=":material/block:")
        return
    change = cache.book().set_targets(new, who=access.acting("set_targets"))
    state.tell(words.saved(change.revision))
    st.rerun()

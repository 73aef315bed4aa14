"""The parts of the Data page below the upload."""

import pandas as pd
import streamlit as st

from stool.errors import StoolError
from stool.measure import Target
from stool.measure.profit import RATIOS
from stool.reading import Analysis, match_table
from stool.schema import CSAT, ESAT, PROFIT
from stool.text import labels
from stool.text import upload as words
from stool.ui import cache, coverage_view, needed_view, panels, start, state


def news() -> None:
    """What the last action did; or, with an empty store, the one-click sample."""
    panels.news()
    if _newest().legs.empty and st.button(labels.LOAD_SAMPLE, icon=":material/science:"):
        start.load_sample()
        st.rerun()


def _newest() -> Analysis:
    """What is loaded now: this page changes data, so it never shows an older version."""
    return cache.analysis(cache.book().store.latest())


def matches() -> None:
    """Units by legs: quarters loaded, holes, hidden."""
    analysis = _newest()
    with panels.card(words.MATCHES, words.MATCHES_SUB, terms=("what is loaded", "minimum n")):
        if analysis.legs.empty:
            st.markdown(words.NO_DATA)
            return
        table = words.matched(match_table(analysis))
        panels.sheet(table, words.MATCHES)
        panels.download(table, "matches.csv", "matches_csv")


def measured() -> None:
    """What is measured of every concept, and the questions that would measure the rest."""
    coverage_view.coverage_map(cache.coverage(cache.book().store.latest()))


def needed() -> None:
    """How much data a link would need, once some are loaded."""
    links = _newest().links.values()
    if links:
        widest = max(links, key=lambda link: (link.n_units, link.n_quarters))
        needed_view.needed((max(widest.n_units, 1), max(widest.n_quarters, 1)))


def targets() -> None:
    """Edit floor, target and stretch of the headline figures."""
    analysis = _newest()
    if analysis.legs.empty:
        return
    with (
        panels.card(words.TARGETS, words.TARGETS_SUB, terms=("provisional target", "leg score")),
        st.form("targets", border=False),
    ):
        table = _target_table(analysis)
        points = st.column_config.NumberColumn(format="%.2f")
        edited = st.data_editor(
            table,
            hide_index=True,
            key=f"targets_{analysis.revision}",
            disabled=[words.METRIC, words.LEG, words.ORIGIN],
            column_config=panels.headed(
                table, dict.fromkeys((words.FLOOR, words.TARGET, words.STRETCH), points)
            ),
        )
        if st.form_submit_button(words.SAVE_TARGETS):
            _save(analysis, edited)


def _target_metrics(analysis: Analysis) -> dict[str, str]:
    metrics = {leg: analysis.headline[leg] for leg in (ESAT, CSAT) if leg in analysis.headline}
    found = {metric: leg for leg, metric in metrics.items()}
    figures = [figure for figure in RATIOS if figure in analysis.targets]
    return found | dict.fromkeys(figures, PROFIT)


def _target_table(analysis: Analysis) -> pd.DataFrame:
    rows = []
    for metric, leg in _target_metrics(analysis).items():
        target = analysis.targets.get(metric)
        rows.append(
            {
                words.LEG: labels.LEG_SHORT[leg],
                words.METRIC: labels.metric(metric),
                words.FLOOR: target.floor if target else None,
                words.TARGET: target.target if target else None,
                words.STRETCH: target.stretch if target else None,
                words.ORIGIN: words.FROM_HISTORY
                if target is None or target.provisional
                else words.FROM_YOU,
            }
        )
    return pd.DataFrame(rows)


def _save(analysis: Analysis, after: pd.DataFrame) -> None:
    """Keep every row that is complete: saving is how a provisional target becomes one's own."""
    try:
        new = {
            metric: Target(
                float(row[words.FLOOR]),
                float(row[words.TARGET]),
                float(row[words.STRETCH]),
                provisional=False,
            )
            for metric, row in zip(_target_metrics(analysis), after.to_dict("records"), strict=True)
            if pd.notna([row[words.FLOOR], row[words.TARGET], row[words.STRETCH]]).all()
        }
    except StoolError as error:
        st.error(labels.plain(str(error)), icon=":material/block:")
        return
    change = cache.book().set_targets(new, who=state.user())
    state.tell(words.saved(change.revision))
    st.rerun()

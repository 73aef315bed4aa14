"""Files to fill in: a template of each kind, and the sheet for one's own units and quarters."""

from functools import partial

import streamlit as st

from stool.period import shift
from stool.reading import Analysis
from stool.report.templates import KINDS, template, unit_quarter_sheet
from stool.schema import COMPANY
from stool.text import forms
from stool.text import upload as words
from stool.ui import cache, state


def templates() -> None:
    """A template of every kind of file with how it is filled in."""
    box = st.popover(
        words.TEMPLATES,
        icon=":material/table_view:",
        type="tertiary",
        key="templates",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        for kind in KINDS:
            st.download_button(
                forms.TITLE[kind],
                partial(template, kind),
                f"{kind}.csv",
                "text/csv",
                icon=":material/download:",
                key=f"template_{kind}",
                on_click="ignore",
            )
            st.caption(forms.EXPLAINED[kind])
        _own_sheet(cache.analysis(state.newest()))


def _own_sheet(analysis: Analysis) -> None:
    """The sheet to fill in by hand with the units that are loaded, for the next quarter."""
    nodes = analysis.nodes
    rows = nodes[nodes["depth"] == "unit"]
    if rows.empty:
        return
    units = {
        str(node): "" if parent == COMPANY else str(parent)
        for node, parent in zip(rows["node"], rows["parent"], strict=True)
    }
    quarter = shift(analysis.quarters[-1], 1)
    st.download_button(
        words.own_sheet(len(units), quarter),
        partial(unit_quarter_sheet, units, [quarter]),
        f"unit-quarter-{quarter}.csv",
        "text/csv",
        icon=":material/download:",
        key="template_own",
        on_click="ignore",
    )

"""A table to edit what people note beside the data; saved all at once."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from stool.errors import StoolError
from stool.period import shift, span
from stool.reading import Analysis
from stool.schema import COMPANY
from stool.text import labels
from stool.ui import state

AHEAD = 4  # quarters after the last one that something may be noted of

Row = dict[Any, Any]  # cells by column; "" where a cell is empty


def editor(
    table: pd.DataFrame,
    *,
    columns: Mapping[str, Any],
    key: str,
    alt: str,
    save: tuple[str, Callable[[list[Row]], str]],
    caption: str = "",
) -> None:
    """Edit a table, and save every row of it.

    Parameters
    ----------
    table : DataFrame
    columns : Mapping of heading to column configuration
    key : str
        Of the form; another one begins anew.
    alt : str
        What the table is.
    save : (name of the button, callable)
        Keeps the rows and says what it did; what it refuses is said under the table.
    caption : str, optional
    """
    button, keep = save
    with st.form(key, border=False):
        edited = st.data_editor(
            table,
            num_rows="dynamic",
            hide_index=True,
            key=f"{key}_table",
            alt=alt,
            column_config=columns,
        )
        if caption:
            st.caption(caption)
        if st.form_submit_button(button):
            rows = edited.astype(object).where(edited.notna(), "").to_dict("records")
            kept(lambda: keep(rows))


def kept(keep: Callable[[], str]) -> None:
    """Keep what was noted and begin anew; what is refused is said where it stands."""
    try:
        message = keep()
    except StoolError as error:
        st.error(labels.plain(str(error)), icon=":material/block:")
        return
    state.tell(message)
    st.rerun()


def quarters_to_choose(analysis: Analysis, noted: list[str]) -> list[str]:
    """Quarters with data, some after them, and those that are noted already; newest first."""
    ends = [analysis.quarters[0], shift(analysis.quarters[-1], AHEAD)]
    return sorted({*span(ends), *noted}, reverse=True)


def nodes_to_choose(analysis: Analysis, noted: list[str]) -> list[str]:
    """The company, regions and units, and those that are noted already."""
    return list(dict.fromkeys([COMPANY, *analysis.nodes["node"], *noted]))

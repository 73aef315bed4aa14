"""One question about a dropped file: what it is asked of, and how it is written."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import streamlit as st

from stool.ingest import Mapping, Table
from stool.period import of_date, shift, span
from stool.text import labels
from stool.ui.desk import Desk

ICON = ":material/help:"
RECENT = 12  # quarters offered where nothing is loaded
WIDTH = 480  # pixels of a choice that stands alone
OUT = "(out)"  # the answer that a column is not used; no header


@dataclass(frozen=True, slots=True)
class Known:
    """What can be chosen: quarters, newest first, and units that are loaded."""

    quarters: tuple[str, ...]
    units: tuple[str, ...]

    @classmethod
    def of(cls, quarters: Sequence[str], units: Sequence[str]) -> Self:
        """The quarters loaded and the one after them, or else the last ones there were."""
        newest = shift(quarters[-1], 1) if quarters else of_date(dt.date.today())
        first = quarters[0] if quarters else shift(newest, 1 - RECENT)
        return cls(tuple(reversed(span([first, newest]))), tuple(units))


@dataclass(frozen=True, slots=True)
class Asking:
    """One question about one file: the key of its control, and all it can be answered from."""

    key: str
    desk: Desk
    table: Table | None
    mapping: Mapping
    data: bytes
    known: Known


def question(text: str, why: str = "") -> str:
    """Write a question above its control, and its reason; the label of the control comes back."""
    st.markdown(f"{ICON} **{labels.plain(text)}**")
    if why:
        st.caption(labels.plain(why))
    return text

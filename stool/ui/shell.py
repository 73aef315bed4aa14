"""The frame of every page: navigation, banner, filters; and the guard of a cold deep link."""

import sys

import streamlit as st

from stool.errors import StoolError
from stool.sample import SAMPLE
from stool.settings import require_language
from stool.text import labels
from stool.ui import cache, filters, state, tour

HOME = "home"
ROOT = SAMPLE.parents[1]
APP = str(ROOT / "app.py")
ICON = str(ROOT / "static" / "icon.png")
STYLES = ROOT / "static" / "stool.css"
BACK = (ROOT / "static" / "back.js").read_text(encoding="utf-8")


def run() -> None:
    """Draw the frame, then the page the address names."""
    page = st.navigation(_pages(), position="top")
    st.set_page_config(page_title=f"{page.title} · {labels.PRODUCT}", page_icon=ICON, layout="wide")
    st.html(STYLES)
    st.components.v2.component("back", js=BACK)(key="back", height=0)
    state.enter(page.url_path)
    try:
        require_language()
        tour.strip()
        filters.bar(page.url_path)
        if page.url_path not in state.OFFERED:
            _banner()
        page.run()
    except StoolError as error:
        st.warning(labels.plain(str(error)), icon=":material/info:")


def guard() -> None:
    """First statement of every page: hand a cold deep link to `app.py`.

    Until some session has run `app.py`, a fresh server runs the script a deep link names directly,
    without frame or filters. The guard then registers the real navigation and starts over.
    """
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        if frame.f_code.co_filename == APP:
            return
    st.navigation(_pages(), position="top")
    st.rerun()


def _pages() -> list[st.Page]:
    """Every page; Home stands at the root of the address, and is found under its name as well."""
    files = {name: ROOT / "pages" / f"{name}.py" for name in labels.PAGE}
    named = [
        st.Page(
            files[name],
            title=title,
            url_path=name,
            visibility="hidden" if name == HOME else "visible",
        )
        for name, title in labels.PAGE.items()
    ]
    return [st.Page(files[HOME], title=labels.PAGE[HOME], url_path="root", default=True), *named]


def _banner() -> None:
    """Say that the figures are the sample's, as long as any of its files is live."""
    if cache.frame(state.revision()).has_sample:
        st.caption(f":material/science: {labels.SAMPLE_BANNER}")

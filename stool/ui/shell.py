"""The frame of every page: navigation, banner, filters; and the guard of a cold deep link."""

import sys

import streamlit as st

from stool.errors import StoolError
from stool.sample import SAMPLE
from stool.settings import require_language
from stool.text import host, labels
from stool.ui import access, cache, filters, server, state, tour

ROOT = SAMPLE.parents[1]
APP = str(ROOT / "app.py")
ICON = str(ROOT / "static" / "icon.png")
STYLES = ROOT / "static" / "stool.css"
LEAVE = (ROOT / "static" / "leave.js").read_text(encoding="utf-8")
BACK = (ROOT / "static" / "back.js").read_text(encoding="utf-8")


def run() -> None:
    """Draw the frame, then the page the address names."""
    _admit()
    page = st.navigation(_pages(), position="top")
    st.set_page_config(page_title=f"{page.title} · {labels.PRODUCT}", page_icon=ICON, layout="wide")
    st.html(STYLES)
    st.components.v2.component("back", js=BACK)(key="back", height=0)
    if server.settings().is_hosted:
        st.components.v2.component("leave", js=LEAVE)(key="leave", height=0)
    try:
        state.enter(page.url_path)
        require_language()
        if server.is_away():
            st.warning(labels.STORE_AWAY, icon=":material/cloud_off:")
        tour.strip()
        filters.bar(page.url_path)
        if page.url_path not in state.OFFERED:
            _banner()
        page.run()
        _signed_in()
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
    _admit()
    st.navigation(_pages(), position="top")
    st.rerun()


def _admit() -> None:
    """Show nothing to whom nobody let in."""
    try:
        access.person()
    except StoolError as error:
        st.warning(labels.plain(str(error)), icon=":material/lock:")
        st.stop()


def _signed_in() -> None:
    """Say as whom the pages are seen, and let a person who signed in leave."""
    if server.settings().is_hosted:
        who = access.person()
        leave = "" if who.link else f" · [{host.SIGN_OUT}](/login/out)"
        st.caption(labels.plain(host.seen_by(who.name, bool(who.link))) + leave)


def _pages() -> list[st.Page]:
    """Every page for whoever looks; the first stands at the root, and under its name as well."""
    seen = [name for name in labels.PAGE if access.sees(name)]
    first = seen[0]
    files = {name: ROOT / "pages" / f"{name}.py" for name in seen}
    named = [
        st.Page(
            files[name],
            title=title,
            url_path=name,
            visibility="hidden" if name == first else "visible",
        )
        for name in seen
        for title in [labels.PAGE[name]]
    ]
    return [st.Page(files[first], title=labels.PAGE[first], url_path="root", default=True), *named]


def _banner() -> None:
    """Say that the figures are the sample's, as long as any of its files is live."""
    if cache.frame(state.revision()).has_sample:
        st.caption(f":material/science: {labels.SAMPLE_BANNER}")

"""Pages driven without a browser, on a store of the test's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


class WarmPages(PagesManager):
    """Pages of a server in which `app.py` has run, as in every click a person can make.

    AppTest starts each run like a fresh process, in which a page's script runs without its frame;
    tests/browser opens deep links in fresh processes for real.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        PagesManager.uses_pages_directory = False


def served(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the app read the store at a path; close it at the end."""
    monkeypatch.setattr("streamlit.testing.v1.app_test.PagesManager", WarmPages)
    monkeypatch.setenv("STOOL_STORE", str(path))
    st.cache_resource.clear()
    yield path
    from stool.ui import cache

    cache.book().store.close()
    st.cache_resource.clear()


def open_page(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    return app if page == "pages/home.py" else app.switch_page(page).run()


def upload_card() -> None:
    """The card of the Data page that files are dropped on; a script of its own."""
    from stool.ui import state, upload_view

    state.enter("data")
    upload_view.upload()


def everything(app: AppTest) -> str:
    parts = [*app.title, *app.markdown, *app.caption, *app.warning, *app.error, *app.success]
    links = [part.proto.label for part in app.get("page_link")]
    return "\n".join([*(str(part.value) for part in parts), *links]).replace("\\", "")

"""What somebody may open and do is asked on the server, page by page and action by action."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stool.access import ACTIONS, Person, Role
from stool.errors import NotAllowedError
from stool.settings import Settings
from stool.ui import access, server
from tests.pages.driving import ROOT, open_page

EDITORS = ("Save", "Publish", "Keep")


def see(monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    monkeypatch.setattr(access, "person", lambda: Person("ann", role))


def test_hosted_without_the_gate_nothing_is_shown(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as hosted:
        hosted.setattr(server, "settings", lambda: Settings(mode="hosted", store=str(sample)))
        app = AppTest.from_file(ROOT / "app.py", default_timeout=120).run()
    assert "python -m stool serve" in app.warning[0].value.replace("\\", "")
    assert not app.title
    assert not app.markdown


@pytest.mark.parametrize("page", ["home", "legs", "balance", "loop", "voice", "service", "plan"])
def test_a_viewer_reads_and_changes_nothing(
    sample: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    see(monkeypatch, Role.VIEWER)
    app = open_page(f"pages/{page}.py")
    assert not app.exception
    assert app.title[0].value
    assert not app.get("data_editor")
    assert not app.get("file_uploader")
    assert not [each.label for each in app.button if each.label.startswith(EDITORS)]


def test_a_viewer_does_not_reach_the_data_page(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "What is loaded" in open_page("pages/data.py").title[0].value
    see(monkeypatch, Role.VIEWER)
    app = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    app.run()
    with pytest.raises(ValueError, match=r"Could not find a navigation page for .*data\.py"):
        app.switch_page("pages/data.py")


@pytest.mark.parametrize("role", Role, ids=lambda role: role.word)
def test_each_action_is_for_its_role(monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    see(monkeypatch, role)
    for action, least in ACTIONS.items():
        if role >= least:
            assert access.acting(action) == "ann"
        else:
            with pytest.raises(NotAllowedError, match=role.word):
                access.acting(action)

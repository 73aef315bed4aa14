"""What a server refuses to start with, and what `check` says."""

import json
from pathlib import Path

import pytest

from stool.cli import main
from stool.host.provider import trouble
from stool.settings import Settings
from tests.host.hosting import OPERATOR, SECRETS
from tests.host.provider import CLIENT, SECRET, Provider


@pytest.fixture
def settings(identity: Provider, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Good ones, but for a database nobody runs."""
    good = {
        "STOOL_MODE": "hosted",
        "STOOL_STORE": "postgresql://stool@127.0.0.1:1/stool",
        "STOOL_URL": "http://localhost:8501",
        "STOOL_SECRET": SECRETS,
        "STOOL_OIDC_ISSUER": identity.url,
        "STOOL_OIDC_CLIENT_ID": CLIENT,
        "STOOL_OIDC_CLIENT_SECRET": SECRET,
        "STOOL_OPERATORS": OPERATOR,
    }
    for name, value in good.items():
        monkeypatch.setenv(name, value)
    return good


def test_a_hosted_server_names_every_reason_it_does_not_start(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STOOL_SECRET", "change-me")
    monkeypatch.setenv("STOOL_URL", "http://stool.example.com")
    monkeypatch.setenv("STOOL_HOSTS", "*")
    assert main(["serve"]) == 1
    said = capsys.readouterr().err
    for name in ("STOOL_SECRET", "STOOL_URL", "STOOL_HOSTS"):
        assert name in said
    assert "change-me" not in said


def test_a_hosted_server_does_not_start_without_its_database(
    settings: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve"]) == 1
    assert "cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "10.0.0.7", "stool.example.com"])
def test_a_local_server_is_for_this_machine(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("STOOL_MODE", raising=False)
    assert main(["serve", "--address", address]) == 1
    assert address in capsys.readouterr().err


def test_a_check_says_all_of_it(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STOOL_OIDC_ISSUER", "http://127.0.0.1:1")
    assert main(["check", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["mode"] == "hosted"
    database, provider = said["problems"]
    assert "127.0.0.1:1" in database
    assert "http://127.0.0.1:1/.well-known/openid-configuration" in provider


def test_a_check_of_a_local_store_is_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STOOL_STORE", str(tmp_path / "stool.db"))
    assert main(["check"]) == 0
    assert "Nothing is wrong" in capsys.readouterr().out


def test_an_honest_provider_is_no_trouble(settings: dict[str, str], identity: Provider) -> None:
    assert trouble(Settings.read()) == []


def test_a_provider_of_another_name_is(
    settings: dict[str, str], identity: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = identity.url.replace("127.0.0.1", "localhost")
    monkeypatch.setenv("STOOL_OIDC_ISSUER", other)
    (problem,) = trouble(Settings.read())
    assert f"it says it is {identity.url}" in str(problem)

"""Backup and restore from the shell: what comes back says the same in every command."""

import json
import shutil
from pathlib import Path

import pytest

from stool import cli


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(arguments) == 0
    return capsys.readouterr().out


def test_a_restored_store_says_what_the_first_one_did(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (str(tmp_path / name) for name in ("first.db", "second.db"))
    shutil.copy(sample_store, first)
    said = told(capsys, "backup", str(tmp_path / "stool.zip"), "--store", first)
    assert f"{tmp_path / 'stool.zip'}: everything up to revision 2" in said
    assert "Keep it where only you can read it" in said
    said = told(capsys, "restore", str(tmp_path / "stool.zip"), "--store", second)
    assert said == f"{second}: restored, up to revision 2.\n"
    for command in (["show"], ["history"], ["releases"]):
        was, now = (told(capsys, *command, "--json", "--store", each) for each in (first, second))
        assert now == was


def test_a_folder_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, other = (["--store", str(tmp_path / name)] for name in ("empty.db", "other.db"))
    made = json.loads(told(capsys, "backup", str(tmp_path), "--json", *empty))
    assert Path(made["path"]).parent == tmp_path
    assert made["revision"] == 0
    again = json.loads(told(capsys, "restore", made["path"], "--json", *other))
    assert again == {"store": other[1], "revision": 0}


def test_a_used_store_is_refused(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(shutil.copy(sample_store, tmp_path / "stool.db"))
    told(capsys, "backup", str(tmp_path / "stool.zip"), "--store", store)
    assert cli.main(["restore", str(tmp_path / "stool.zip"), "--store", store]) == 1
    assert "holds data already, up to revision 2" in capsys.readouterr().err

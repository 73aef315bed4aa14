"""Access from the shell: people, links and the audit."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from stool.access import OPEN_LINK, Grant, Role
from stool.book import Book
from stool.cli import main
from stool.ingest import people_csv, read_people
from stool.report.csv import FORMULA_STARTS

FORMULAS = [f"{start}1+1" for start in FORMULA_STARTS]
PEOPLE = "whom,role,part\nAnn@x.org,Analyst,\ngroup:Board,viewer,West\n"
SHARE = ["share", "--to", "The board", "--page", "home", "--page", "legs"]


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> str:
    return str(shutil.copy(sample_store, tmp_path / "stool.db"))


def told(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(arguments) == code
    out, err = capfd.readouterr()
    return err if code else out


def people(tmp_path: Path, text: str) -> str:
    path = tmp_path / "people.csv"
    path.write_text(text)
    return str(path)


def test_people_come_from_a_file_and_go_out_as_one(
    store: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    loaded = told(capfd, "people", people(tmp_path, PEOPLE), "--store", store)
    assert loaded == "Revision 3: 2 roles in force.\n"
    printed = told(capfd, "people", "--store", store)
    assert printed.removeprefix("\ufeff").split() == [
        *("whom,role,part", "ann@x.org,analyst,", "group:Board,viewer,West"),
    ]
    again = told(capfd, "people", people(tmp_path, printed), "--store", store)
    assert again.startswith("Revision 1:")  # nothing was new: that of the data
    taken = told(capfd, "people", "--remove", "ANN@x.org", "--store", store)
    assert taken == "Revision 4: ANN@x.org no longer in force.\n"
    with Book.open(store) as book:
        assert book.grants() == (Grant("group:Board", Role.VIEWER, "West"),)
        assert book.store.latest() == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("whom,role\nann,viewer\n", "“ann”: neither an e-mail address nor a group"),
        ("whom,role\nann@x.org,guest\n", "“guest”: no role. Write viewer or analyst or operator"),
        ("whom,role\nann@x.org,viewer\nann@x.org,analyst\n", "ann@x.org is there twice"),
        ("whom,role,part\nann@x.org,viewer,Wst\n", "“Wst”"),
        ("whom\nann@x.org\n", "has the columns whom and role"),
    ],
)
def test_a_file_with_a_fault_changes_nothing(
    store: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    assert says in told(capfd, "people", people(tmp_path, text), "--store", store, code=1)
    with Book.open(store) as book:
        assert book.grants() == ()


def test_nobody_without_a_role_loses_one(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    said = told(capfd, "people", "--remove", "eve@x.org", "--store", store, code=1)
    assert said == "eve@x.org has no role that was given. No roles are given to anybody.\n"


def test_people_that_look_like_formulas_come_back() -> None:
    given = [Grant("=cmd@x.org", Role.VIEWER, "@West"), Grant("-1@x.org", Role.OPERATOR, "+South")]
    written = people_csv(given)
    assert not [
        cell
        for row in written.decode("utf-8-sig").split()
        for cell in row.split(",")
        if cell[:1] in "=+-@"
    ]
    assert list(read_people(written, "people.csv")) == given


def test_a_link_is_given_listed_and_revoked(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert told(capfd, "share", "--list", "--store", store) == "There are no links.\n"
    options = ["--unit", "West", "--quarter", "2025Q4", "--frozen", "--days", "30"]
    said = told(capfd, *SHARE, *options, "--store", store)
    key = said.split()[0]
    assert (
        "is to open Home and Legs of West in Q4 2025, as of revision 1 for The board until" in said
    )
    with Book.open(store) as book:
        (link,) = book.links()
        book.store.note_access("The board", OPEN_LINK, {"link": key})
    assert (link.key, link.recipient, link.pages) == (key, "The board", ("home", "legs"))
    assert (link.unit, link.quarter, link.revision) == ("West", "2025Q4", 1)
    assert (link.expires_at - link.made_at).days == 30
    listed = told(capfd, "share", "--list", "--store", store)
    assert listed.startswith(f"{key} open: Home and Legs of West in Q4 2025")
    assert listed.endswith("opened 1 time\n")
    body = json.loads(told(capfd, "share", "--list", "--json", "--store", store))["links"][0]
    assert (body["key"], body["opened"], body["recipient"]) == (key, 1, "The board")
    gone = told(capfd, "share", "--revoke", key, "--store", store)
    assert gone == f"Revision 4: {key} revoked.\n"
    assert told(capfd, "share", "--list", "--store", store) == "There are no links.\n"
    assert f"no link “{key}”" in told(capfd, "share", "--revoke", key, "--store", store, code=1)


def test_a_link_follows_the_data_unless_it_is_frozen(
    store: str, capfd: pytest.CaptureFixture[str]
) -> None:
    body = json.loads(told(capfd, *SHARE, "--json", "--store", store))
    assert (body["revision"], body["quarter"], body["recipient"]) == (None, "", "The board")
    assert body["pages"] == ["home", "legs"]
    gone = told(capfd, "share", "--revoke", body["key"], "--json", "--store", store)
    assert json.loads(gone) == {"revision": 4, "revoked": [body["key"]]}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["share", "--to", "Board"], "opens no page"),
        (["share", "--to", " ", "--page", "home"], "for nobody"),
        (["share", "--to", "Board", "--page", "voice"], "cannot open “voice”"),
        ([*SHARE, "--unit", "Wst"], "“Wst”"),
        ([*SHARE, "--quarter", "1999Q1"], "1999Q1 is not loaded"),
        (["audit", "--since", "May"], "which is no day"),
    ],
)
def test_what_is_refused(
    store: str, capfd: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert says in told(capfd, *arguments, "--store", store, code=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["people", "people.csv", "--remove", "ann@x.org"],
        ["share"],
        [*SHARE, "--list"],
        ["share", "--list", "--revoke", "k"],
        [*SHARE, "--days", "31"],
        [*SHARE, "--days", "0"],
        [*SHARE, "--days", "nan"],
        ["audit", "--csv", "--json"],
    ],
)
def test_wrong_usage_is_two(arguments: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as error:
        main([*arguments, "--store", str(tmp_path / "stool.db")])
    assert error.value.code == 2


def test_the_audit_says_what_was_done(
    store: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told(capfd, "people", people(tmp_path, PEOPLE), "--store", store)
    with Book.open(store) as book:
        book.store.note_access("An\nn\x1b[2J", "sign in", {})
    lines = told(capfd, "audit", "--store", store).splitlines()
    assert len(lines) == 4
    assert "tests: publish, revision 1 (batches: [1, 2, 3, 4, 5]; files: [" in lines[0]
    assert ": grant, revision 3 (documents: [['grant', 'ann@x.org']" in lines[2]
    assert lines[3].endswith(" UTC An\ufffdn\ufffd[2J: sign in")
    found = json.loads(told(capfd, "audit", "--json", "--store", store))["audit"]
    assert [entry["action"] for entry in found] == ["publish", "forecast", "grant", "sign in"]
    assert [entry["revision"] for entry in found] == [1, 2, 3, None]
    assert found[2]["detail"]["bodies"][1] == {"role": "viewer", "part": "West"}


def test_the_audit_begins_where_it_is_told_to(
    store: str, capfd: pytest.CaptureFixture[str]
) -> None:
    said = told(capfd, "audit", "--since", "2999-01-01", "--store", store)
    assert said == "Nothing was done.\n"
    said = told(capfd, "audit", "--since", "2020-01-01", "--store", store)
    assert said == told(capfd, "audit", "--store", store)


def test_no_spreadsheet_runs_the_audit(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    with Book.open(store) as book:
        for text in FORMULAS:
            book.store.note_access(text, text, {text: text})
    written = told(capfd, "audit", "--csv", "--store", store).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert len(rows) == 2 + len(FORMULAS)
    for row, text in zip(rows[2:], FORMULAS, strict=True):
        assert (row["who"], row["action"]) == (f"'{text}", f"'{text}")
        assert json.loads(row["detail"]) == {text: text}
        assert row["revision"] == ""
        assert row["at"].startswith("20")
    assert [row["revision"] for row in rows[:2]] == ["1", "2"]

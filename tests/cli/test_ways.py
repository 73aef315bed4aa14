"""The command line: a watched folder, templates to fill in, published schemas."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stool.book import Book
from stool.cli import main
from stool.lag import loop_gain
from stool.plan import Action, Status, money_per_point, payback, progress, what_if
from stool.reading import Segment, acted, worth
from stool.report import canonical, templates
from stool.report.service import in_order
from stool.schema import COMPANY, CSAT, ESAT
from stool.text import actions as words
from stool.text import drivers as driver_words
from stool.text import effect as effect_words
from stool.text import evidence, questions
from stool.text import whatif as whatif_words
from stool.text.forms import EXPLAINED, MAPPING
from stool.text.service import WORDS

ROOT = Path(__file__).parents[2]
MONEY = "quarter,unit,revenue,cost\n2026Q1,Nord,100,90\n"


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_folder_is_loaded_once_for_cron(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "good.csv").write_text(MONEY)
    (folder / "bad.csv").write_text("a,b\n")
    command = ["load", "--watch", str(folder), "--once", "--every", "0.01"]
    command += ["--store", str(tmp_path / "stool.db"), "--json"]
    assert main(command) == 1
    assert [(each["file"], each["verdict"]) for each in lines(capsys.readouterr().out)] == [
        ("bad.csv", "refused"),
        ("good.csv", "loaded"),
    ]
    assert main(command) == 0
    assert capsys.readouterr().out == ""
    (folder / "new.csv").write_text(MONEY.replace("Q1", "Q2"))
    assert main(command[:-1]) == 0
    assert "new.csv: 1 rows accepted" in capsys.readouterr().out


def test_a_watch_ends_cleanly_when_it_is_told_to(tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "good.csv").write_text(MONEY)
    command = [sys.executable, "-m", "stool", "load", "--watch", str(folder), "--every", "0.05"]
    command += ["--store", str(tmp_path / "stool.db"), "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert json.loads(running.stdout.readline())["verdict"] == "loaded"
        time.sleep(0.1)
        os.kill(running.pid, signal.SIGTERM)
        assert running.wait(30) == 0
    with Book.open(tmp_path / "stool.db") as book:
        assert book.store.batches()["file_name"].tolist() == ["good.csv"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["load"],
        ["load", "a.csv", "--watch", "."],
        ["load", "--watch", ".", "--dry-run"],
        ["load", "--watch", ".", "--if-empty"],
        ["template", "revenue", "--known-units"],
        ["template", "people"],
        ["schema", "--kind", "people"],
    ],
)
def test_wrong_usage_is_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as error:
        main(arguments)
    assert error.value.code == 2


def test_a_template_goes_out_and_how_to_fill_it_in_beside_it(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    for kind in templates.KINDS:
        assert main(["template", kind]) == 0
        printed = capfdbinary.readouterr()
        assert printed.out == templates.template(kind)
        assert printed.err.decode().strip() == EXPLAINED[kind]


def test_the_sheet_knows_the_units_and_the_next_quarter(
    sample_store: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    store = str(shutil.copy(sample_store, tmp_path / "stool.db"))
    assert main(["template", "unit-quarter", "--known-units", "--store", store]) == 0
    rows = capfdbinary.readouterr().out.decode("utf-8-sig").splitlines()
    assert len(rows) == 25
    assert rows[1].startswith("Ashfell,North,2026Q2,,")
    assert all(",2026Q2," in row for row in rows[1:])


@pytest.mark.parametrize("kind", [None, MAPPING, *canonical.KINDS])
def test_a_schema_is_printed_as_it_is_published(
    kind: str | None, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["schema", *(["--kind", kind] if kind else [])]) == 0
    assert capfdbinary.readouterr().out.decode() == canonical.schema_text(kind)


def test_aliases_are_loaded_listed_and_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", str(tmp_path / "stool.db")]
    file = tmp_path / "aliases.csv"
    file.write_text("alias,unit,from_quarter\nNth,North,\nEast,Coast,2025Q3\nSth,South,\n")
    assert main(["aliases", str(file), *store]) == 0
    assert "Revision 1: 3 aliases in force." in capsys.readouterr().out
    assert main(["aliases", *store]) == 0
    listed = capsys.readouterr().out.removeprefix("\ufeff").splitlines()
    assert listed[:2] == ["alias,unit,from_quarter,to_quarter", "East,Coast,2025Q3,"]
    assert main(["aliases", "--remove", "nth", "--remove", "East", *store]) == 0
    assert "Revision 2: “nth”, “East” taken out of the aliases." in capsys.readouterr().out
    with Book.open(tmp_path / "stool.db") as book:
        assert [entry.alias for entry in book.aliases().entries] == ["Sth"]
    assert main(["aliases", "--remove", "Nth", *store]) == 1
    assert "Name one that there is, such as “Sth”." in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["aliases", str(file), "--remove", "Sth", *store])
    assert ended.value.code == 2


def test_events_are_loaded_listed_and_replaced(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", str(shutil.copy(sample_store, tmp_path / "stool.db"))]
    file = tmp_path / "events.csv"
    file.write_text("quarter,event,unit,leg,break\n2025Q1,New form,North,esat,yes\n")
    assert main(["events", str(file), "--replace", *store]) == 0
    assert "1 event noted." in capsys.readouterr().out
    assert main(["events", *store]) == 0
    listed = capsys.readouterr().out.removeprefix("\ufeff")
    assert listed.splitlines() == file.read_text().splitlines()
    file.write_text("quarter,event\n2025Q2,Strike\n")
    assert main(["events", str(file), "--replace", "--json", *store]) == 0
    revision = json.loads(capsys.readouterr().out)["revision"]
    assert main(["events", "--json", *store]) == 0
    found = json.loads(capsys.readouterr().out)["events"]
    assert [(each["quarter"], each["unit"]) for each in found] == [("2025Q2", COMPANY)]
    assert main(["events", "--as-of", str(revision - 1), *store]) == 0
    assert "New form" in capsys.readouterr().out
    file.write_text("quarter,event,unit\n2025Q2,Strike,Nowhere\n")
    assert main(["events", str(file), *store]) == 1
    assert "No unit or region is called “Nowhere”" in capsys.readouterr().err
    for wrong in (["--replace"], [str(file), "--as-of", "1"]):
        with pytest.raises(SystemExit) as ended:
            main(["events", *wrong, *store])
        assert ended.value.code == 2


def test_actions_are_listed_with_what_the_page_says(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", str(shutil.copy(sample_store, tmp_path / "stool.db"))]
    with Book.open(store[1]) as book:
        book.note_actions([], instead_of=book.actions(), who="tests")
    assert main(["actions", *store]) == 0
    assert capsys.readouterr().out.strip() == "No action is noted yet."
    budget = Action("budget", "Ann", ("West",), ESAT, "2025Q3", 2, Status.RUNNING)
    with Book.open(store[1]) as book:
        book.note_actions([budget], who="tests")
        (so_far,) = progress([budget], book.analysis().legs, "2026Q1").to_dict("records")
        (own,) = acted(book.analysis()).effects.to_dict("records")
    assert main(["actions", *store]) == 0
    printed = capsys.readouterr().out
    assert f"{words.sentence(budget, so_far)} {effect_words.sentence(own)}" in printed
    assert "1 open action by 1 owner, most with Ann (1 of 1); 6 of 24 units reached by one." in (
        printed
    )
    assert main(["actions", "--json", *store]) == 0
    body = json.loads(capsys.readouterr().out)
    (found,) = body["actions"]
    assert found["effect"]["change"] == own["change"]
    assert found["effect"]["verdict"] == own["verdict"]
    assert body["ownership"]["reached"] == 6
    assert (found["due"], found["so_far"]["change"]) == ("2026Q1", so_far["change"])


def test_drivers_prints_what_the_page_says(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Book.open(sample_store) as book:
        found = book.drivers(CSAT, "2025Q4", "West", Segment("segment", "Private"))
        price = worth(book.analysis(), found)
    command = ["drivers", "--leg", "csat", "--store", str(sample_store), "--quarter", "2025Q4"]
    command += ["--unit", "West", "--segment", "segment=Private"]
    assert main(command) == 0
    assert capsys.readouterr().out.strip() == driver_words.as_text(found, price)
    assert main([*command, "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert [row["metric"] for row in body["questions"]] == found.items["metric"].tolist()
    assert body["questions"][0]["share_low"] == found.items["share_low"].iloc[0]
    assert body["quarters"] == list(found.quarters)
    assert body["left_out"]["asked_of_some"] == list(found.partly_asked)
    assert body["worth"]["questions"] == price.items.to_dict("records")
    assert body["worth"]["refused"] is None


def test_drivers_that_cannot_be_told_are_refused(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["drivers", "--leg", "esat", "--store", str(sample_store)]
    assert main([*command, "--unit", "Skarholm"]) == 1
    assert "Choose a larger unit" in capsys.readouterr().err
    assert main([*command, "--unit", "Nowhere"]) == 1
    assert "Nowhere" in capsys.readouterr().err
    assert main([*command, "--quarter", "2031Q1", "--json"]) == 1
    assert "2031" in json.loads(capsys.readouterr().out)["refused"]
    with pytest.raises(SystemExit) as wrong:
        main([*command, "--segment", "Private"])
    assert wrong.value.code == 2
    assert "dimension=level" in capsys.readouterr().err
    assert main(["drivers", "--leg", "esat", "--store", str(tmp_path / "empty.db")]) == 1
    assert "No data is loaded" in capsys.readouterr().err


def test_what_if_prints_what_the_page_says(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Book.open(sample_store) as book:
        analysis = book.analysis()
    found = what_if(analysis.links, analysis.legs, ESAT, 5)
    price = money_per_point(analysis.published.table, analysis.targets)
    back = payback(found, 8000, price)
    command = ["what-if", "--leg", "esat", "--cost", "8000", "--store", str(sample_store)]
    assert main([*command, "--points", "5"]) == 0
    printed = capsys.readouterr().out
    assert whatif_words.caption(found) in printed
    assert whatif_words.paid(found, back) in printed
    assert main([*command, "--points", "5", "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["followed"] == found.table.to_dict("records")
    assert body["payback"]["probability"] == back.probability
    assert body["refused"] is None
    assert main([*command, "--points", "500", "--quarters", "3"]) == 0
    printed = capsys.readouterr().out
    assert "+500.0 points were asked for; ESAT never moved so far" in printed
    assert main(["what-if", "--leg", "profit", "--points", "2", "--json", *command[5:]]) == 0
    refused = json.loads(capsys.readouterr().out)["refused"]
    assert refused == {"leader": "profit", "follower": "esat", "evidence": "suggestive"}
    empty = ["--store", str(tmp_path / "empty.db")]
    assert main(["what-if", "--leg", "esat", "--points", "5", *empty]) == 1
    assert "No data is loaded" in capsys.readouterr().err


def test_the_service_is_told_concept_by_concept(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["service", "--unit", "West", "--quarter", "2025Q4", "--store", str(sample_store)]
    assert main(asked) == 0
    told = capsys.readouterr().out
    assert told.startswith("West, Q4 2025\n\nRELIABLE\n")
    assert main([*asked, "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    with Book.open(sample_store) as book:
        found = book.service("2025Q4", "West")
    assert [each["concept"] for each in body["measures"]] == [c for c, _ in in_order(found)]
    for each in body["measures"]:
        measure = found[each["concept"]]
        assert questions.name(each["concept"]) in told
        assert WORDS[each["concept"]].says(measure) in told
        value = each["figures"][0]["value"]
        assert value is None or value == pytest.approx(measure.headline.value)
    assert main(["service", "--unit", "Nowhere", "--store", str(sample_store)]) == 1
    assert "Nowhere" in capsys.readouterr().err


def test_the_links_end_with_the_gain_of_the_loop(
    sample_store: Path, sample_book: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    gain = loop_gain(sample_book.analysis().links)
    assert gain is not None
    assert main(["links", "--store", str(sample_store)]) == 0
    assert evidence.gain(gain) in capsys.readouterr().out
    assert main(["links", "--json", "--store", str(sample_store)]) == 0
    body = json.loads(capsys.readouterr().out)["loop_gain"]
    assert (body["value"], body["closes"]) == (pytest.approx(gain.value), gain.closes)

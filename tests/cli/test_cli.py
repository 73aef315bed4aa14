"""The command line: the same road and the same numbers as the app and the library."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from stool.book import Book
from stool.cli import main
from stool.reading import depth
from stool.report import reading_body
from stool.sample import SAMPLE, sample_files
from stool.text.record import BACKTEST, caption_record
from tests.ingest import workbooks

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("STOOL_KILLS", "20"))
WHO = ("customer", "employee")
SAMPLES = [str(path) for path in sample_files()]
REVENUE = str(SAMPLE / "revenue.csv")


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> str:
    return str(shutil.copy(sample_store, tmp_path / "stool.db"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_load_then_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "new.db")
    code, loaded = run(capsys, "load", *SAMPLES, "--store", store)
    assert code == 0
    assert loaded["revision"] == 1
    assert [file["rejected"] for file in loaded["files"]] == [0] * 5  # the others are notes
    code, shown = run(capsys, "show", "--store", store)
    assert code == 0
    assert set(shown) >= {"quarter", "revision", "legs", "tilt", "links"}
    assert (shown["quarter"], shown["revision"]) == ("2026Q1", 1)
    for leg in ("esat", "csat", "profit"):
        assert set(shown["legs"][leg]) >= {"score", "low", "high", "raw", "n", "change"}
    assert set(shown["tilt"]) >= {"points", "direction", "noise_floor", "level"}
    assert shown["tilt"]["points"] > shown["tilt"]["noise_floor"] > 0
    assert shown["tilt"]["level"] is False
    links = {(link["leader"], link["follower"]): link for link in shown["links"]}
    first = links["esat", "csat"]
    assert first["evidence"] in ("established", "replicated")
    assert 2 in first["lag_set"]
    assert first["best_lag"] == 2
    assert 0 < first["low"] < first["r"] < first["high"] < 1
    assert first["p"] < 0.05
    assert links["profit", "esat"]["evidence"] in ("not established", "suggestive")


def test_show_prints_what_the_library_computes(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, shown = run(capsys, "show", "--quarter", "2024Q3", "--unit", "West", "--store", store)
    with Book.open(store) as book:
        reading = book.reading("2024Q3", "West")
    assert shown["legs"]["csat"]["score"] == reading.legs["csat"].score
    assert reading.tilt is not None
    assert shown["tilt"]["points"] == reading.tilt.points
    assert shown["tilt"]["noise_floor"] == reading.tilt.noise_floor
    assert set(shown) == set(reading_body(reading))


def test_links_are_those_of_the_library_in_depth(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, shown = run(capsys, "links", "--store", store)
    with Book.open(store) as book:
        analysis, track = book.analysis(), book.track_record()
    first, result = shown["links"][0], analysis.links["esat", "csat"]
    assert first["explained"] == result.explain()
    assert [row["r"] for row in first["lags"]] == result.table["r"].tolist()
    assert [row["unit"] for row in first["each_unit"]] == result.units["unit"].tolist()
    expected = depth.choices(analysis, ("esat", "csat"))
    assert [row["variant"] for row in first["choices"]] == expected["variant"].tolist()
    response = depth.response(analysis, ("esat", "csat"))
    assert first["response"]["carried_over"] == response.carried_over
    assert first["without_quarter"][0]["lost"] == result.without_quarter["lost"].iloc[0]
    assert first["ceiling"]["r_max"] == depth.ceiling(analysis, ("esat", "csat")).r_max
    assert [row["n"] for row in shown["record"]["backtest"]] == track.backtest_graded["n"].tolist()
    assert len(shown["record"]["pending"]) == len(track.pending) > 0


def test_links_as_text_say_what_the_page_says(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["links", "--store", store]) == 0
    text = capsys.readouterr().out
    with Book.open(store) as book:
        analysis, track = book.analysis(), book.track_record()
    for link in analysis.links.values():
        assert str(link) in text
    for row in track.backtest_graded.to_dict("records"):
        assert caption_record(row, kind=BACKTEST) in text
    assert "forecasts of CSAT for Q2 2026 wait for that quarter" in text


def test_show_as_text_reads_like_the_page(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--store", store]) == 0
    text = capsys.readouterr().out
    assert text.startswith("The stool")
    assert "ESAT → CSAT: established." in text
    assert "Needs your attention" in text


def test_the_same_files_again_change_nothing(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, loaded = run(capsys, "load", *SAMPLES, "--store", store)
    assert code == 0
    assert loaded["revision"] == 1
    assert loaded["published"] == []
    assert len(loaded["unchanged"]) == 5


def test_the_sheet_that_was_said_need_not_be_said_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = workbooks.sheet(workbooks.rows([["note", "by"], ["checked", "ann"], ["sent", "bob"]]))
    files = []
    for quarter in ("2026Q1", "2026Q2"):
        rows = [["branch", "quarter", "revenue", "cost"], ["Ashby", quarter, 100, 90]]
        sheets = {"Books": workbooks.sheet(workbooks.rows(rows)), "Notes": notes}
        files.append(tmp_path / f"{quarter}.xlsx")
        files[-1].write_bytes(workbooks.workbook(sheets))
    first, second = map(str, files)
    store = ["--store", str(tmp_path / "new.db")]
    assert run(capsys, "load", first, *store)[0] == 1
    assert run(capsys, "load", first, "--sheet", "Books", *store)[0] == 0
    code, loaded = run(capsys, "load", second, *store)
    assert code == 0
    assert loaded["files"][0]["quarters"] == ["2026Q2"]


def test_next_quarter_then_as_of_then_revert(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    following = [str(path) for path in sorted((SAMPLE / "next" / "2026Q2").glob("*.csv"))]
    _, before = run(capsys, "show", "--store", store)
    code, loaded = run(capsys, "load", *following, "--store", store)
    assert (code, loaded["revision"]) == (0, 3)  # the forecasts of the sample are revision 2
    _, after = run(capsys, "show", "--store", store)
    assert after["quarter"] == "2026Q2"
    _, frozen = run(capsys, "show", "--as-of", "1", "--store", store)
    assert frozen == before
    for batch in loaded["published"]:
        code, _ = run(capsys, "revert", str(batch), "--store", store)
        assert code == 0
    _, back = run(capsys, "show", "--store", store)
    assert {**back, "revision": 1} == before
    _, history = run(capsys, "history", "--store", store)
    assert [batch["live"] for batch in history["batches"]] == [False] * 3 + [True] * 5


def test_own_data_beside_the_sample_is_said_and_can_stand_alone(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.csv"
    own.write_text("branch,quarter,revenue,cost\nOwn,2025Q1,100,90\nOwn,2025Q2,110,90\n")
    assert main(["load", str(own), "--store", store]) == 0
    assert "The sample is still part of the data" in capsys.readouterr().out
    assert main(["revert", "6", "--store", store]) == 0
    assert main(["load", str(own), "--without-sample", "--store", store]) == 0
    with Book.open(store) as book:
        newest = book.store.latest()
    assert f"Revision {newest}: batch 7 loaded; 1, 2, 3, 4, 5 taken out." in capsys.readouterr().out


def test_dry_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "dry.db")
    code, _ = run(capsys, "load", REVENUE, "--dry-run", "--store", store)
    assert code == 0
    with Book.open(store) as book:
        assert book.store.latest() == 0


def test_one_bad_file_keeps_all_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, bad = str(tmp_path / "bad.db"), tmp_path / "bad.csv"
    bad.write_text("hello\n")
    code, loaded = run(capsys, "load", REVENUE, str(bad), "--store", store)
    assert code == 1
    assert loaded["refused"][0]["file"] == "bad.csv"
    with Book.open(store) as book:
        assert book.store.latest() == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "--quarter", "1999Q1"], "the data run from 2021Q2 to 2026Q1"),
        (["show", "--unit", "Wst"], "Did you mean one of: West"),
        (["show", "--as-of", "7"], "7"),
        (["revert", "99"], "99"),
        (["load", "/nowhere/x.csv"], "cannot be read"),
        (["load", "--mapping", "/nowhere/m.json", "x.csv"], "cannot be read"),
    ],
)
def test_a_refusal_says_what_was_found_and_exits_1(
    store: str, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main([*arguments, "--store", store]) == 1
    assert says in capsys.readouterr().err


def test_nothing_loaded_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--store", str(tmp_path / "none.db")]) == 1
    assert "No data is loaded" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["walk"], ["load"], ["revert", "three"]])
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2


def test_sample_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "sample"
    assert main(["sample", str(folder)]) == 0
    for path in SAMPLE.rglob("*.csv"):
        copied = folder / path.relative_to(SAMPLE)
        assert copied.read_bytes() == path.read_bytes()
    assert main(["sample", str(folder)]) == 1
    assert "not an empty folder" in capsys.readouterr().err


def short(file: Path, folder: Path) -> Path:
    """A copy of the first answers alone, so that loads differ in when they are killed."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    copy = folder / file.name
    copy.write_text("".join(lines[:400]), encoding="utf-8")
    return copy


def test_killed_loads_leave_whole_batches_only(tmp_path: Path) -> None:
    """Kill `load` at moments spread over its run; what is there afterwards is whole."""
    store = tmp_path / "killed.db"
    load = [sys.executable, "-m", "stool", "load", "--store"]
    quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    files = [
        str(short(SAMPLE / "next" / "2026Q2" / f"{name}_survey.csv", tmp_path)) for name in WHO
    ]
    subprocess.run([*load, str(store), REVENUE], check=True, **quiet)
    started = time.monotonic()
    subprocess.run([*load, str(tmp_path / "timed.db"), *files], check=True, **quiet)
    took = time.monotonic() - started
    with Book.open(store) as book:
        whole = book.store.batches()
    landed = 0
    for attempt in range(KILLS):
        child = subprocess.Popen([*load, str(store), *files], **quiet)
        try:
            child.wait(took * (0.4 + 0.6 * attempt / KILLS))  # before that, Python is starting
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
        with Book.open(store) as book:
            batches = book.store.batches()
            live = batches[batches["live"].astype(bool)]
            assert set(whole["batch"]) <= set(live["batch"])
            cells = book.store.cells()
            assert live["cells"].sum() == len(cells)
            assert live["n"].sum() == cells["n"].sum()
            assert len(live) in (1, 3)  # both files of the load, or neither
            landed += len(live) == 3
            for batch in live["batch"]:
                if batch not in set(whole["batch"]):
                    book.revert(int(batch), who="tests")
    assert landed < KILLS


def test_postgresql_gives_the_numbers_of_sqlite(
    store: str, postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA cli")
    server = f"{postgres_url}?options=-csearch_path%3Dcli"
    code, _ = run(capsys, "load", *SAMPLES, "--store", server)
    assert code == 0
    _, there = run(capsys, "show", "--store", server)
    _, here = run(capsys, "show", "--store", store)
    assert there == here

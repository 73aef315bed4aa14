"""The whole road bound to one store: files in, readings out, the same on the command line."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from stool import cli, reading
from stool.book import Book
from stool.book import book as book_module
from stool.errors import (
    NotedTwiceError,
    OverlapError,
    ReplaceWouldLoseError,
    ScaleChangedError,
    StoolError,
    UnitInTwoFilesError,
    UnitInTwoRegionsError,
    UnknownNodeError,
    UnknownRevisionError,
)
from stool.events import Event
from stool.examine import Examined
from stool.ingest import Alias, Aliases, Mapping
from stool.lag.forecast import RECORD_COLUMNS
from stool.measure import Target, linear_score
from stool.period import last_day, shift
from stool.plan import Action, Status
from stool.reading import State
from stool.sample import SAMPLE, is_sample, sample_files
from stool.schema import COMPANY, CSAT, ESAT, MARGIN, PROFIT

QUARTERS = ("2025Q3", "2025Q4", "2026Q1")
DAYS = {"2025Q3": "2025-08-15", "2025Q4": "2025-11-15", "2026Q1": "2026-02-15"}
REGIONS = {"Ashby": "North", "Belford": "North", "Corley": "South"}
N = 12  # answers a unit and quarter


def survey(question: str, answers: list[int], *, regions: dict[str, str] = REGIONS) -> bytes:
    """A survey in which every unit gives the same answers in every quarter."""
    lines = [f"response_id,date,branch,region,{question}"]
    for quarter in QUARTERS:
        for unit, region in regions.items():
            lines += [
                f"{question[0]}{quarter}{unit}{place},{DAYS[quarter]},{unit},{region},{answer}"
                for place, answer in enumerate(answers)
            ]
    return "\n".join(lines).encode()


def money(cost: int = 900) -> bytes:
    lines = ["quarter,branch,region,revenue,cost,headcount,customers"]
    for quarter in QUARTERS:
        lines += [
            f"{quarter},{unit},{region},1000,{cost},20,60" for unit, region in REGIONS.items()
        ]
    return "\n".join(lines).encode()


EMPLOYEES = survey("overall_satisfaction", [5] * 2 + [4] * 5 + [3] * 4 + [2])
CUSTOMERS = survey("csat", [5] + [4] * 5 + [3] * 5 + [2])
HIGH = [5, 4] * (N // 2)
FILES = {"employees.csv": EMPLOYEES, "customers.csv": CUSTOMERS, "revenue.csv": money()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "stool.db"


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    with Book.open(path) as opened:
        yield opened


def checked(book: Book, **files: bytes) -> list[Examined]:
    chosen = {f"{name}.csv": data for name, data in files.items()} or FILES
    return [book.examine(data, name) for name, data in chosen.items()]


@pytest.fixture
def loaded(book: Book) -> Book:
    book.publish(checked(book), who="ann")
    return book


def test_publishes_three_files_in_one_revision(book: Book) -> None:
    change = book.publish(checked(book), who="ann")
    assert (change.revision, change.published, change.unchanged) == (1, (1, 2, 3), ())
    found = book.reading()
    assert (found.quarter, found.node, found.revision) == ("2026Q1", COMPANY, 1)
    assert list(found.legs) == [ESAT, CSAT, PROFIT]
    assert found.legs[ESAT].raw == pytest.approx(3.7)  # 44 / 12, coded
    assert found.legs[CSAT].raw == pytest.approx(3.5)
    assert (found.legs[PROFIT].metric, found.legs[PROFIT].raw) == (MARGIN, pytest.approx(10))
    assert (found.legs[ESAT].n, found.legs[ESAT].population) == (25, 60)  # 36 are 25 to 39
    assert found.legs[CSAT].response_rate == pytest.approx(0.2)
    assert book.analysis().nodes["node"].tolist() == [COMPANY, "North", "South", *REGIONS]
    assert book.reading("2025Q3", "North").legs[ESAT].n == 15  # 24 are 15 to 24
    assert book.analysis().labels["csat"] == "csat"
    batches = book.analysis().batches
    assert sorted(batches["source"]) == [CSAT, ESAT, PROFIT]
    assert batches["rows_accepted"].sum() == 2 * 9 * N + 9


def test_the_same_files_again_change_nothing(loaded: Book) -> None:
    change = loaded.publish(checked(loaded), who="bob")
    assert (change.revision, change.published, change.unchanged) == (1, (), (1, 2, 3))
    assert loaded.store.latest() == 1


def test_a_corrected_file_needs_leave_to_replace(loaded: Book) -> None:
    corrected = checked(loaded, revenue=money(950))
    with pytest.raises(OverlapError, match=r"holds figures that are published already"):
        loaded.publish(corrected, who="bob")
    assert loaded.store.latest() == 1
    change = loaded.publish(corrected, who="bob", replace=True)
    assert (change.revision, change.published, change.replaced) == (2, (4,), (3,))
    assert loaded.reading().legs[PROFIT].raw == pytest.approx(5)
    assert loaded.reading(revision=1).legs[PROFIT].raw == pytest.approx(10)


def test_a_replacement_may_not_lose_a_unit(loaded: Book) -> None:
    fewer = b"\n".join(line for line in money(950).splitlines() if b"Corley" not in line)
    with pytest.raises(ReplaceWouldLoseError, match="would lose figures"):
        loaded.publish(checked(loaded, revenue=fewer), who="bob", replace=True)
    assert loaded.reading().legs[PROFIT].raw == pytest.approx(10)


def test_a_file_taken_back_is_no_longer_read(loaded: Book) -> None:
    change = loaded.revert(2, who="bob")
    assert (change.revision, change.replaced) == (2, (2,))
    assert sorted(loaded.analysis().batches["batch"]) == [1, 3]
    assert sorted(loaded.analysis(1).batches["batch"]) == [1, 2, 3]
    now = loaded.reading()
    assert now.state is State.INCOMPLETE
    assert now.missing == (CSAT,)
    assert loaded.reading(revision=1).missing == ()
    again = loaded.publish(checked(loaded, customers=CUSTOMERS), who="bob")
    assert (again.revision, again.published) == (3, (4,))
    assert loaded.reading().missing == ()


def test_targets_hold_from_their_revision_on(loaded: Book) -> None:
    provisional = loaded.reading().legs[CSAT]
    assert provisional.target is not None
    assert provisional.target.provisional
    own = Target(2.5, 3.5, 4.0, provisional=False)
    assert loaded.set_targets({CSAT: own}, who="ann").revision == 2
    assert loaded.reading().legs[CSAT].target == own
    assert loaded.reading().legs[CSAT].score == pytest.approx(75)
    before = loaded.reading(revision=1).legs[CSAT]
    assert (before.target, before.score) == (provisional.target, provisional.score)
    assert loaded.set_targets({CSAT: own}, who="ann").revision == 2  # nothing new
    with pytest.raises(UnknownRevisionError, match=r"no version 9 of the data; the newest is 2"):
        loaded.reading(revision=9)


def test_a_metric_keeps_its_scale(loaded: Book) -> None:
    later = (
        survey("csat", [9, 10, 8, 7, 9, 10]).replace(b"2025-", b"2024-").replace(b"2026-", b"2025-")
    )
    mapping = Mapping.from_json(
        '{"columns": {"csat": {"leg": "csat", "metric": "csat", "scale": "0-10"}}}'
    )
    file = loaded.examine(later, "older.csv", mapping)
    with pytest.raises(
        ScaleChangedError, match=r"“csat” \(csat\) is on the scales 0-10 and 1-5\. One"
    ):
        loaded.publish([file], who="ann")
    assert loaded.store.latest() == 1


def test_a_metric_keeps_its_direction(loaded: Book) -> None:
    later = CUSTOMERS.replace(b"2025-", b"2023-").replace(b"2026-", b"2024-")
    mapping = Mapping.from_json(
        '{"columns": {"csat": {"leg": "csat", "metric": "csat", "better": "lower"}}}'
    )
    file = loaded.examine(later, "turned.csv", mapping)
    with pytest.raises(ScaleChangedError, match=r"1-5 \(higher is better\) and 1-5 \(lower is"):
        loaded.publish([file], who="ann")
    assert loaded.store.latest() == 1


def test_a_unit_belongs_to_one_region(book: Book) -> None:
    moved = REGIONS | {"Belford": "South"}
    files = checked(book, employees=EMPLOYEES, customers=survey("csat", HIGH, regions=moved))
    with pytest.raises(
        UnitInTwoFilesError,
        match=r"Belford belongs to North in one file and to South in customers\.csv",
    ):
        book.publish(files, who="ann")
    with pytest.raises(
        UnitInTwoRegionsError, match=r"“Belford” is placed under “North” and “South”"
    ):
        book.examine(EMPLOYEES.replace(b"Belford,North,3", b"Belford,South,3", 1), "employees.csv")
    assert book.store.latest() == 0


def test_answers_never_reach_the_store_as_rows(loaded: Book) -> None:
    cells = loaded.store.cells()
    assert cells["n"].max() == N
    assert len(cells[cells["leg"] == ESAT]) == 9
    assert not {"response_id", "date", "comment"} & set(cells.columns)


def test_an_empty_store_has_an_empty_analysis(book: Book) -> None:
    found = book.analysis()
    assert (found.revision, found.quarters, len(found.batches)) == (0, [], 0)


def test_the_command_line_prints_the_librarys_numbers(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    files = [str(tmp_path / name) for name in FILES]

    def run(*arguments: str) -> dict[str, object]:
        code = cli.main([*arguments, "--store", str(path), "--json"])
        body = json.loads(capsys.readouterr().out)
        assert code == (1 if body.get("refused") else 0)
        return dict(body)

    assert run("load", *files)["published"] == [1, 2, 3]
    assert run("load", *files)["unchanged"] == [1, 2, 3]
    shown = run("show", "--quarter", "2025Q4", "--unit", "North")
    with Book.open(path) as book:
        found = book.reading("2025Q4", "North")
    assert (shown["quarter"], shown["unit"], shown["state"]) == (
        "2025Q4",
        "North",
        found.state.value,
    )
    assert found.tilt is not None
    assert shown["tilt"] == {
        "points": found.tilt.points,
        "direction": found.tilt.short_leg,
        "noise_floor": found.tilt.noise_floor,
        "level": bool(found.tilt.level),
        "level_p": found.tilt.level_p,
    }
    for name, each in found.legs.items():
        printed = shown["legs"][name]
        assert (printed["score"], printed["raw"], printed["low"]) == (
            each.score,
            each.raw,
            each.low,
        )
        assert printed["n"] == (each.n if each.sampled else None)
        assert printed["n_is_least"] == (name == ESAT)
    assert len(shown["links"]) == len(found.links)
    assert run("revert", "2") == {"revision": 2, "reverted": 2}
    assert run("show")["tilt"] is None
    assert run("show", "--as-of", "1")["tilt"] is not None
    assert run("history")["batches"] != []
    assert "9" in str(run("revert", "9")["refused"])


def test_knows_the_shipped_sample(loaded: Book) -> None:
    names = [file.name for file in sample_files()]
    assert set(names) >= {"customer_survey.csv", "employee_survey.csv", "revenue.csv"}
    assert not is_sample(loaded.analysis().batches["sha256"])
    assert not is_sample([])
    shipped = sample_files()[names.index("revenue.csv")]
    sums = loaded.examine(shipped.read_bytes(), shipped.name).checked.sha256
    assert is_sample(["0" * 64, sums])


LINK = (ESAT, CSAT)
LONG = [shift("2023Q1", step) for step in range(13)]  # 2023Q1 to 2026Q1


def moving(question: str, quarters: list[str], seed: int) -> bytes:
    """A survey whose means move from quarter to quarter; each quarter's answers are its own."""
    lines = [f"response_id,date,branch,region,{question}"]
    for quarter in quarters:
        draws = np.random.default_rng([seed, int(quarter[:4]), int(quarter[-1])])
        for unit, region in REGIONS.items():
            for place, answer in enumerate(draws.integers(1, 6, N)):
                key = f"{question[0]}{quarter}{unit}{place}"
                lines.append(f"{key},{last_day(quarter)},{unit},{region},{answer}")
    return "\n".join(lines).encode()


def ledger(quarters: list[str]) -> bytes:
    lines = ["quarter,branch,region,revenue,cost"]
    for quarter in quarters:
        cost = 880 + 10 * int(quarter[-1])
        lines += [f"{quarter},{unit},{region},1000,{cost}" for unit, region in REGIONS.items()]
    return "\n".join(lines).encode()


@pytest.fixture
def linked(book: Book, monkeypatch: pytest.MonkeyPatch) -> Book:
    """Thirteen quarters of moving legs; employees to customers is given as established."""
    links = {LINK: SimpleNamespace(evidence=4, lag_set=(1,))}
    monkeypatch.setattr("stool.reading.analysis.loop_links", lambda panel: links)
    monkeypatch.setattr("stool.reading.analysis.reverse_links", lambda panel: {})
    nothing = pd.DataFrame(columns=list(RECORD_COLUMNS))
    monkeypatch.setattr("stool.reading.record.rolling_origin", lambda frame, progress: nothing)
    book.publish(quarters(book, LONG), who="ann")
    return book


def quarters(book: Book, these: list[str], seed: int = 1) -> list[Examined]:
    name = f"{these[0]}_{seed}"
    files = {"employees": moving("overall_satisfaction", these, seed)}
    files |= {"customers": moving("csat", these, seed + 100), "revenue": ledger(these)}
    return [book.examine(data, f"{kind}_{name}.csv") for kind, data in files.items()]


def actions(book: Book) -> list[str]:
    return list(book.store.revisions()["action"])


def test_forecasts_are_stored_before_the_quarter_and_graded_after_it(
    sample_store: Path, tmp_path: Path
) -> None:
    with Book.open(shutil.copy(sample_store, tmp_path / "stool.db")) as book:
        audit = book.store.revisions()
        assert audit["action"].tolist() == ["publish", "forecast"]
        assert audit["who"].tolist() == ["tests", "stool"]
        assert (book.store.latest(), book.reading().revision) == (1, 1)
        before = book.store.forecasts()
        assert sorted(before) == ["csat>profit 2026Q2", "esat>csat 2026Q2"]
        assert "Skarholm" not in str(before["esat>csat 2026Q2"])  # always under the minimum

        folder = SAMPLE / "next" / "2026Q2"
        files = [
            book.examine(path.read_bytes(), path.name) for path in sorted(folder.glob("*.csv"))
        ]
        assert book.publish(files, who="ann").revision == 3
        assert book.store.latest() == 3
        progress: list[tuple[int, int]] = []
        record = book.track_record(progress=lambda done, of: progress.append((done, of)))
        assert progress[-1] == (9, 9)
        stored = record.stored[record.stored["quarter"] == "2026Q2"]
        held = [row[1:4] for key in sorted(before) for row in before[key]["rows"]]
        assert stored[["forecast", "low", "high"]].to_numpy().tolist() == held
        assert stored["actual"].notna().all()
        assert set(stored["made_from"]) == {1}
        assert set(record.pending["quarter"]) == {"2026Q3"}
        # Skarholm is always hidden, and Tarnwick and Norrby protect it in a quarter each
        assert record.graded["n"].tolist() == [24, 21]
        assert record.graded["coverage"].between(0.6, 1).all()

        now = book.analysis()
        raw = now.legs[(now.legs["leg"] == CSAT) & (now.legs["quarter"] == "2026Q2")]
        line = Target.of_body(before["esat>csat 2026Q2"]["targets"][CSAT])
        expected = dict(zip(raw["node"], linear_score(raw["raw"], line), strict=True))
        csat = stored[stored["follower"] == CSAT]
        assert csat["actual"].tolist() == pytest.approx([expected[unit] for unit in csat["unit"]])

        # The backtest has the same forecast, on today's score line.
        repeated = record.backtest[record.backtest["quarter"] == "2026Q2"]
        assert len(repeated) == 45
        assert set(record.backtest_graded["leader"]) == {ESAT, CSAT}
        assert (record.backtest_graded["skill_own_path"] > 0).all()

        book.set_targets({CSAT: Target(1.0, 2.0, 5.0, provisional=False)}, who="ann")
        assert actions(book)[-2:] == ["put", "forecast"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                "stool.reading.record.rolling_origin", lambda frame, progress: record.backtest
            )
            again, old = book.track_record(), book.track_record(1)
        pd.testing.assert_frame_equal(again.graded, record.graded)
        graded = again.stored["quarter"] == "2026Q2"
        pd.testing.assert_frame_equal(again.stored[graded], stored)
        assert again.pending["forecast"].tolist() != record.pending["forecast"].tolist()
        assert set(old.stored["quarter"]) == {"2026Q2"}
        assert old.stored["actual"].isna().all()
        assert old.graded.empty


def test_the_same_forecast_is_stored_once(linked: Book) -> None:
    assert actions(linked) == ["publish", "forecast"]
    assert linked.keep_forecasts() is None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(book_module, "forecast_changes", None)  # not even tried
        again = linked.publish(quarters(linked, LONG), who="ann")
    assert (again.revision, len(again.unchanged)) == (1, 3)
    linked.set_targets({"unused": Target(1, 2, 3, provisional=False)}, who="ann")
    assert actions(linked) == ["publish", "forecast", "put", "forecast"]  # its targets moved
    assert linked.keep_forecasts(1) is None
    assert linked.keep_forecasts(3) is None
    assert linked.store.latest() == 3


def test_a_pending_forecast_follows_the_data(linked: Book) -> None:
    first = linked.store.forecasts()["esat>csat 2026Q2"]
    customers = quarters(linked, LONG, seed=2)[1]
    change = linked.publish([customers], who="ann", replace=True)
    assert (change.revision, linked.store.latest()) == (3, 3)
    second = linked.store.forecasts()["esat>csat 2026Q2"]
    assert second["rows"] != first["rows"]
    assert (first["made_from"], second["made_from"]) == (1, 3)
    assert linked.store.forecasts(1) == {"esat>csat 2026Q2": first}
    linked.publish(quarters(linked, ["2026Q2"])[:1], who="ann")  # the leader's quarter alone
    linked.publish(quarters(linked, LONG, seed=3)[1:2], who="ann", replace=True)
    third = linked.store.forecasts()["esat>csat 2026Q2"]
    assert (third["made_from"], third["rows"] != second["rows"]) == (linked.store.latest(), True)


def test_a_quarter_once_seen_is_never_forecast_again(linked: Book) -> None:
    first = linked.store.forecasts()["esat>csat 2026Q2"]
    _, customers, _ = linked.publish(quarters(linked, ["2026Q2"]), who="ann").published
    assert sorted(linked.store.forecasts()) == ["esat>csat 2026Q2", "esat>csat 2026Q3"]
    linked.revert(customers, who="ann")
    assert linked.store.forecasts() == {"esat>csat 2026Q2": first}  # the later one was withdrawn
    linked.publish([quarters(linked, LONG, seed=3)[0]], who="ann", replace=True)
    assert linked.store.forecasts() == {"esat>csat 2026Q2": first}
    assert linked.track_record().pending["quarter"].unique().tolist() == ["2026Q2"]
    linked.publish([quarters(linked, ["2026Q2"], seed=4)[1]], who="ann")
    record = linked.track_record()
    assert record.graded["n"].tolist() == [3]
    assert sorted(linked.store.forecasts()) == ["esat>csat 2026Q2", "esat>csat 2026Q3"]


def elsewhere(data: bytes) -> bytes:
    """The same answers in branches of other names."""
    return data.replace(b"Ashby", b"Derby").replace(b"Belford", b"Esher").replace(b"Corley", b"Fry")


@pytest.fixture
def nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are taken for the sample's, so that no release holds what comes in their place."""
    monkeypatch.setattr("stool.book.releases.is_sample", lambda hashes: True)


def test_another_company_has_its_own_forecasts(nobodys: None, linked: Book) -> None:
    linked.publish(quarters(linked, ["2026Q2"]), who="ann")
    sample = [int(batch) for batch in linked.analysis().batches["batch"]]
    questions = {"employees": "overall_satisfaction", "customers": "csat"}
    files = [
        linked.examine(elsewhere(moving(question, LONG, 6)), f"{kind}_own.csv")
        for kind, question in questions.items()
    ]
    linked.publish(files, who="ann", without=sample)
    record = linked.track_record()
    assert record.pending["quarter"].unique().tolist() == ["2026Q2"]
    assert record.stored["unit"].tolist() == ["Derby", "Esher", "Fry"]


def test_answers_too_few_to_show_end_the_time_for_a_forecast(linked: Book) -> None:
    first = linked.store.forecasts()
    few = moving("csat", ["2026Q2"], 9).splitlines()[:3]  # the header and two answers
    linked.publish([linked.examine(b"\n".join(few), "few.csv")], who="ann")
    linked.publish([quarters(linked, LONG, seed=5)[0]], who="ann", replace=True)
    legs = linked.analysis().legs
    assert legs.loc[legs["quarter"] == "2026Q2", "linear"].isna().tolist() == [True] * 3
    assert linked.store.forecasts() == first


def test_what_was_published_meanwhile_is_not_forecast(
    linked: Book, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_seen = Book._was_seen

    def slowly(*arguments: Any) -> bool:
        found = was_seen(*arguments)
        monkeypatch.setattr(Book, "_was_seen", was_seen)
        with Book.open(path) as other:
            other.publish(quarters(other, ["2026Q2"]), who="bob")
        return found

    first = linked.store.forecasts()
    monkeypatch.setattr(Book, "_was_seen", slowly)
    linked.set_targets({CSAT: Target(2.0, 3.0, 4.0, provisional=False)}, who="ann")
    assert linked.store.forecasts()["esat>csat 2026Q2"] == first["esat>csat 2026Q2"]
    assert actions(linked) == ["publish", "forecast", "put", "publish", "forecast"]


def test_trouble_with_the_forecasts_takes_no_change_back(
    linked: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: Any) -> Any:
        raise StoolError("no")

    monkeypatch.setattr(book_module, "forecast_changes", refuse)
    change = linked.publish(quarters(linked, ["2026Q2"]), who="ann")
    assert (change.revision, linked.store.latest()) == (3, 3)
    assert actions(linked) == ["publish", "forecast", "publish"]


def test_the_newest_analysis_is_computed_once(
    linked: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed: list[int] = []
    analyse = reading.analyse

    def counted(*arguments: Any, revision: int, **options: Any) -> Any:
        computed.append(revision)
        return analyse(*arguments, revision=revision, **options)

    monkeypatch.setattr(reading, "analyse", counted)
    linked.publish(quarters(linked, ["2026Q2"]), who="ann")
    for revision in (3, None, 1, 3, None):
        assert linked.analysis(revision).revision == (revision or 3)
    assert computed == [3, 1]


STRIKE = Event("2025Q4", "Strike", "North")
FORM = Event("2026Q1", "New form", leg=ESAT, is_break=True)
BUDGET = Action("budget", "Ann", ("Ashby",), CSAT, "2025Q4", 1, Status.RUNNING)


def test_events_are_frozen_with_the_revision(loaded: Book) -> None:
    assert loaded.note_events([FORM, STRIKE], who="ann").revision == 2
    assert loaded.note_events([STRIKE, FORM], who="ann").revision == 2  # nothing new
    assert loaded.events() == (STRIKE, FORM)
    assert (loaded.events(1), loaded.analysis(1).events) == ((), ())
    change = loaded.note_events([STRIKE], instead_of=[STRIKE, FORM], who="bob")
    assert (change.revision, loaded.events()) == (3, (STRIKE,))
    assert loaded.analysis(2).events == (STRIKE, FORM)
    assert [event.label for event in loaded.analysis(2).events_of("Ashby", CSAT)] == ["Strike"]
    assert [event.label for event in loaded.analysis(2).events_of("Corley")] == ["New form"]
    audit = loaded.store.revisions().iloc[-1]
    assert (audit["who"], audit["action"]) == ("bob", "put")
    assert audit["detail"]["documents"] == [["event", FORM.key]]


def test_what_another_noted_meanwhile_is_kept(loaded: Book) -> None:
    loaded.note_events([STRIKE], who="ann")
    loaded.note_events([FORM], who="bob", instead_of=())
    assert loaded.events() == (STRIKE, FORM)


def test_a_break_stops_the_changes_of_its_leg_from_its_revision_on(loaded: Book) -> None:
    before = loaded.reading().legs
    assert all(leg.is_comparable for leg in before.values())
    assert before[ESAT].change == 0
    loaded.note_events([FORM], who="ann")
    after = loaded.reading()
    assert (after.legs[ESAT].is_comparable, after.legs[CSAT].is_comparable) == (False, True)
    assert np.isnan(after.legs[ESAT].change)
    assert not after.legs[ESAT].change_is_clear
    assert after.legs[ESAT].score == before[ESAT].score
    assert loaded.reading(revision=1).legs[ESAT].change == 0
    assert loaded.reading(node="Corley").legs[ESAT].is_comparable is False


def test_an_event_of_a_unit_that_is_not_there_is_refused(loaded: Book) -> None:
    with pytest.raises(UnknownNodeError, match=r"“Nirth”\. Did you mean one of: North"):
        loaded.note_events([Event("2025Q4", "Strike", "Nirth")], who="ann")
    with pytest.raises(NotedTwiceError, match=r"is there twice, so nothing was saved"):
        loaded.note_events([STRIKE, replace(STRIKE, is_break=True)], who="ann")
    assert loaded.store.latest() == 1


def test_notes_follow_a_unit_that_is_renamed(loaded: Book) -> None:
    loaded.note_events([Event("2025Q4", "Strike", "Ashby")], who="ann")
    loaded.note_actions([BUDGET], who="ann")
    loaded.add_aliases(Aliases((Alias("Ashby", "Belford"),)), who="ann")
    analysis = loaded.analysis()
    assert [event.unit for event in analysis.events] == ["Belford"]
    assert [action.units for action in analysis.actions] == [("Belford",)]
    assert loaded.events()[0].unit == "Ashby"


def test_what_is_noted_of_a_unit_that_went_can_stay(loaded: Book) -> None:
    of_ashby = Event("2025Q4", "Strike", "Ashby")
    loaded.note_events([of_ashby], who="ann")
    loaded.note_actions([BUDGET], who="ann")
    for batch in (1, 2, 3):
        loaded.revert(batch, who="ann")
    loaded.note_events([of_ashby, Event("2025Q4", "New owner")], instead_of=[of_ashby], who="ann")
    assert len(loaded.events()) == 2
    done = replace(BUDGET, title="other", units=(COMPANY,))
    loaded.note_actions([BUDGET, done], instead_of=[BUDGET], who="ann")
    assert len(loaded.actions()) == 2


def test_actions_are_frozen_with_the_revision_and_found_when_due(loaded: Book) -> None:
    loaded.note_actions([BUDGET], who="ann")
    done = replace(BUDGET, status=Status.DROPPED)
    loaded.note_actions([done], instead_of=[BUDGET], who="ann")
    assert (loaded.actions(2), loaded.actions()) == ((BUDGET,), (done,))
    assert [each.kind for each in loaded.reading(revision=2).attention][:1] == ["action_due"]
    assert "action_due" not in [each.kind for each in loaded.reading().attention]
    other = replace(BUDGET, owner="Bob")
    with pytest.raises(NotedTwiceError, match=r"“budget” is there twice"):
        loaded.note_actions([BUDGET, other], who="ann")
    with pytest.raises(UnknownNodeError, match=r"“Nirth”"):
        loaded.note_actions([replace(BUDGET, units=("Nirth",))], who="ann")
    loaded.note_actions([], instead_of=[done], who="ann")
    assert loaded.actions() == ()

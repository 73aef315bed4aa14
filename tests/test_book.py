"""The whole road bound to one store: files in, readings out, the same on the command line."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from stool import cli
from stool.book import Book
from stool.errors import (
    OverlapError,
    ReplaceWouldLoseError,
    ScaleChangedError,
    UnitInTwoFilesError,
    UnitInTwoRegionsError,
    UnknownRevisionError,
)
from stool.ingest import CheckedFile, Mapping
from stool.measure import Target
from stool.reading import State
from stool.sample import is_sample, sample_files
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


EMPLOYEES = survey("overall_satisfaction", [4] * 8 + [3] * 4)
CUSTOMERS = survey("csat", [4] * 6 + [3] * 6)
FILES = {"employees.csv": EMPLOYEES, "customers.csv": CUSTOMERS, "revenue.csv": money()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "stool.db"


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    with Book.open(path) as opened:
        yield opened


def checked(book: Book, **files: bytes) -> list[CheckedFile]:
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
    assert found.legs[ESAT].raw == pytest.approx(44 / 12)
    assert found.legs[CSAT].raw == pytest.approx(3.5)
    assert (found.legs[PROFIT].metric, found.legs[PROFIT].raw) == (MARGIN, pytest.approx(10))
    assert (found.legs[ESAT].n, found.legs[ESAT].population) == (3 * N, 60)
    assert found.legs[CSAT].response_rate == pytest.approx(0.2)
    assert book.analysis().nodes["node"].tolist() == [COMPANY, "North", "South", *REGIONS]
    assert book.reading("2025Q3", "North").legs[ESAT].n == 2 * N
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
    files = checked(book, employees=EMPLOYEES, customers=survey("csat", [4] * N, regions=moved))
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
    assert len(shown["links"]) == len(found.links)
    assert run("revert", "2") == {"revision": 2, "reverted": 2}
    assert run("show")["tilt"] is None
    assert run("show", "--as-of", "1")["tilt"] is not None
    assert run("history")["batches"] != []
    assert "9" in str(run("revert", "9")["refused"])


def test_knows_the_shipped_sample(loaded: Book) -> None:
    names = [file.name for file in sample_files()]
    assert names == ["customer_survey.csv", "employee_survey.csv", "revenue.csv"]
    assert not is_sample(loaded.analysis().batches["sha256"])
    assert not is_sample([])
    shipped = sample_files()[2]
    sums = loaded.examine(shipped.read_bytes(), shipped.name).sha256
    assert is_sample(["0" * 64, sums])

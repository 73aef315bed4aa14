"""The threshold of employee answers: only raised once figures were published under it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stool import cli
from stool.book import Book
from stool.errors import StoolError, ThresholdLoweredError, ThresholdRangeError
from stool.privacy import CEILING_N, FLOOR_N, MINIMUM_N
from stool.schema import CSAT, ESAT, INTERNAL, SHOWN
from stool.store import Store
from tests.store.making import cells, upload

THREADS = 8


def with_figures(path: Path, leg: str = ESAT) -> Path:
    with Store.open(path) as store:
        store.publish([upload(f"{leg}.csv", cells(leg), source=leg)], who="ann")
    return path


@pytest.fixture
def released(tmp_path: Path) -> Iterator[Book]:
    with Book.open(with_figures(tmp_path / "stool.db")) as book:
        yield book


def test_is_seven_until_somebody_sets_it(released: Book) -> None:
    assert released.minimum_n() == MINIMUM_N == 7
    assert released.analysis().published.minimum_n == 7


def test_what_is_raised_hides_more_and_older_versions_stay(released: Book) -> None:
    before = released.analysis()
    change = released.set_minimum_n(40, who="ann")
    after = released.analysis()
    assert (change.revision, released.minimum_n(), released.minimum_n(1)) == (2, 40, 7)
    assert after.published.minimum_n == 40
    shown = [
        set(each.published.table.index[each.published.table["hidden"] == SHOWN])
        for each in (before, after)
    ]
    assert shown[1] < shown[0]
    assert released.analysis(1).published.minimum_n == 7
    assert released.set_minimum_n(40, who="ann").revision == 2  # nothing new


@pytest.mark.parametrize("leg", [ESAT, INTERNAL])
def test_is_never_lowered_after_employee_figures(tmp_path: Path, leg: str) -> None:
    with Book.open(with_figures(tmp_path / "stool.db", leg)) as book:
        assert not book.may_lower_minimum_n()
        book.set_minimum_n(12, who="ann")
        with pytest.raises(
            ThresholdLoweredError, match=r"is 12 and cannot be lowered to 11: .* Leave it or raise"
        ):
            book.set_minimum_n(11, who="bob")
        assert (book.minimum_n(), book.store.latest()) == (12, 2)


def test_taking_the_file_back_does_not_take_back_the_promise(released: Book) -> None:
    released.revert(1, who="ann")
    with pytest.raises(ThresholdLoweredError):
        released.set_minimum_n(FLOOR_N, who="ann")


def test_may_be_lowered_to_the_floor_while_there_are_customers_only(tmp_path: Path) -> None:
    with Book.open(with_figures(tmp_path / "stool.db", CSAT)) as book:
        assert book.may_lower_minimum_n()
        book.set_minimum_n(FLOOR_N, who="ann")
        assert book.minimum_n() == FLOOR_N == 5


@pytest.mark.parametrize("n", [FLOOR_N - 1, 0, -7, CEILING_N + 1, 700])
def test_is_within_its_range_whatever_is_published(tmp_path: Path, n: int) -> None:
    with (
        Book.open(tmp_path / "stool.db") as book,
        pytest.raises(ThresholdRangeError, match=rf"cannot be {n}: under 5 .* over 50 .* 5 to 50"),
    ):
        book.set_minimum_n(n, who="ann")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(asked=st.lists(st.integers(FLOOR_N - 3, CEILING_N + 3), max_size=8))
def test_no_sequence_of_calls_lowers_it(
    asked: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = with_figures(tmp_path_factory.mktemp("stores") / "stool.db")
    with Book.open(path) as book:
        held = [book.minimum_n()]
        for n in asked:
            try:
                book.set_minimum_n(n, who="ann")
            except StoolError:
                assert n < held[-1] or n > CEILING_N
            else:
                assert book.minimum_n() == n
            held.append(book.minimum_n())
        assert held == sorted(held)
        revisions = range(1, book.store.latest() + 1)
        as_of = [book.minimum_n(revision) for revision in revisions]
        assert as_of == sorted(as_of)


def test_writers_who_meet_never_lower_it(tmp_path: Path) -> None:
    """Each asks for another number at once; whoever comes after a higher one is told."""

    def ask(book: Book, n: int, barrier: Barrier) -> int | None:
        barrier.wait()
        try:
            return book.set_minimum_n(n, who=f"user {n}").revision
        except ThresholdLoweredError:
            return None

    for trial in range(6):
        path = with_figures(tmp_path / f"{trial}.db")
        barrier, numbers = Barrier(THREADS), range(MINIMUM_N + 1, MINIMUM_N + 1 + THREADS)
        with Book.open(path) as book, ThreadPoolExecutor(THREADS) as pool:
            made = list(pool.map(ask, [book] * THREADS, numbers, [barrier] * THREADS))
            won = sorted(
                (revision, n) for revision, n in zip(made, numbers, strict=True) if revision
            )
            assert [n for _, n in won] == sorted(n for _, n in won)
            assert book.minimum_n() == won[-1][1] == max(numbers)


def test_a_file_that_comes_in_meanwhile_binds_it(released: Book, tmp_path: Path) -> None:
    """What decides is the store at the moment of the change, not when somebody looked."""
    path = tmp_path / "new.db"
    with Book.open(path) as book:
        book.set_minimum_n(20, who="ann")
        assert book.may_lower_minimum_n()
        with_figures(path)  # another process publishes
        with pytest.raises(ThresholdLoweredError, match=r"is 20 and cannot be lowered to 8"):
            book.set_minimum_n(8, who="ann")


def test_the_command_prints_raises_and_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = with_figures(tmp_path / "stool.db")

    def run(*arguments: str) -> tuple[int, str]:
        code = cli.main(["threshold", *arguments, "--store", str(path)])
        said = capsys.readouterr()
        return code, (said.out + said.err).strip()

    assert run() == (0, "Figures of fewer than 7 employees are hidden.")
    assert run("9") == (0, "Revision 2: Figures of fewer than 9 employees are hidden.")
    code, said = run("8")
    assert (code, "cannot be lowered to 8" in said) == (1, True)
    assert json.loads(run("--json")[1]) == {"minimum_n": 9}
    assert json.loads(run("10", "--json")[1]) == {"revision": 3, "minimum_n": 10}

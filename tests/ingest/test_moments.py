"""Moments: the day and time a text names, as people and programs write it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.ingest.language.moments import (
    Moments,
    moment_of,
    moment_of_epoch,
    moment_of_serial,
    moments_of,
    order_of_moments,
)

NOON = 494_868.0  # hours from 1970 to 15 June 2026, 12:00
MIDNIGHT = NOON - 12
NEARLY_ISO = [
    *("2024-02-29 23:59:59", "2023-02-29 10:00", "2026-05-31T14:20", "2026-05-31", "31/05/2026"),
    *("2026-06-15 24:00", "2026-06-15 24:30", "2026-06-15 10:60", "2026-06-15 10:20:60"),
    *("0000-05-31", "2026-00-10", "2026-13-10", "2026-10-00", "2026-06-31", "2026-06-15 10:2٣"),
    *("2026-06-15 10.20", "2026-06-15 10:20.30", "2026/06-15", "2026-06/15", "2026-06-15,10:20"),
    *("2026-06-15x10:20", "2026-06-15 10:1:", "2026-06-15 10:1/", ""),
]


@pytest.mark.parametrize(
    ("text", "hours", "zone"),
    [
        ("2026-06-15 12:00", NOON, ""),
        ("2026-06-15T12:30:36", NOON + 0.51, ""),
        ("2026-06-15T12:00:00.500Z", NOON + 0.5 / 3600, "utc"),
        ("2026-06-15 12:00 +02:00", NOON - 2, "utc"),
        ("2026-06-15T12:00-0330", NOON + 3.5, "utc"),
        ("2026-06-15 12:00 CEST", NOON, "cest"),
        ("20260615T120000Z", NOON, "utc"),
        ("20260615120000", NOON, ""),
        ("15.06.2026 12:00 Uhr", NOON, ""),
        ("15/06/2026 12:00 PM", NOON, ""),
        ("15/06/2026 12:00 am", NOON - 12, ""),
        ("15/06/2026 1:15 p.m.", NOON + 1.25, ""),
        ("15 June 2026 14:00", NOON + 2, ""),
        ("Jun 15, 2026, 3:00 PM", NOON + 3, ""),
        ("Mon Jun 15 12:00:00 2026", NOON, ""),
        ("2026-06-15 24:00", NOON + 12, ""),
    ],
)
def test_a_time_of_day(text: str, hours: float, zone: str) -> None:
    found = moment_of(text, day_first=True)
    assert found is not None
    assert found.timed
    assert found.hours == pytest.approx(hours, abs=1e-6)
    assert found.zone == zone


@pytest.mark.parametrize("text", ["2026-06-15", "15.6.2026", "15 Jun 2026", "20260615"])
def test_a_day_alone(text: str) -> None:
    found = moment_of(text, day_first=None)
    assert found is not None
    assert not found.timed
    assert found.hours == MIDNIGHT


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "2026Q2", "2026-06", "June 2026", "2026-02-30 10:00", "12", "x" * 200),
        *("2026-06-15 25:00", "2026-06-15 24:30", "2026-06-15 10:61", "15/06/2026 13:00 PM"),
    ],
)
def test_what_names_no_day(text: str) -> None:
    assert moment_of(text, day_first=True) is None


@given(
    texts=st.lists(
        st.from_regex(
            r"\A(?:[0-2][09][0-9]{2}|0001)([-/])[01][0-9]\1[0-3][0-9]"
            r"(?:[ T,][012][0-9]:[0-6][0-9](?::[0-6][0-9])?[Z\0 ٣]?)?\Z"
        )
    ),
    day_first=st.sampled_from([True, False, None]),
)
def test_many_texts_are_read_as_each_of_them(texts: list[str], day_first: bool | None) -> None:
    texts += NEARLY_ISO
    found = moments_of(texts, day_first)
    expected = Moments.of([moment_of(text, day_first) for text in texts])
    assert np.array_equal(found.hours, expected.hours, equal_nan=True)
    assert np.array_equal(found.timed, expected.timed)
    assert found.zones == expected.zones
    assert len(moments_of([], day_first).hours) == 0


def test_the_order_of_day_and_month() -> None:
    first, second = moment_of("03/04/2026", True), moment_of("03/04/2026", False)
    assert first is not None
    assert second is not None
    assert first.hours - second.hours == 30 * 24  # 3 April and 4 March
    assert moment_of("03/04/2026", None) is None
    same = moment_of("04/04/2026", None)
    assert same is not None
    assert moment_of("13/04/2026", None) == moment_of("04/13/2026", None)


def test_one_column_settles_the_order_for_all() -> None:
    assert order_of_moments(["01/02/2026 10:00", "25/02/2026 10:00"]).day_first is True
    assert order_of_moments(["01/02/2026 10:00", "02/25/2026 10:00"]).day_first is False


def test_a_day_in_doubt_is_in_doubt_within_one_quarter_too() -> None:
    found = order_of_moments(["01/02/2026 10:00", "2026-02-03"])
    assert found.day_first is None
    assert found.doubtful == ("01/02/2026 10:00",)
    assert order_of_moments(["02/02/2026 10:00"]).doubtful == ()


def test_numbers_that_count_time() -> None:
    unix = moment_of_epoch("1781524800", "s")
    assert unix == (NOON, True, "utc")
    assert moment_of_epoch("1781524800000", "ms") == unix
    assert moment_of_epoch("soon", "s") is None
    assert moment_of_serial("46188.5") == (NOON, True, "")
    assert moment_of_serial("46188") == (MIDNIGHT, False, "")
    assert moment_of_serial("") is None

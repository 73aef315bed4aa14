"""Moments as texts: one spelling, in the order of time."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.clock import moment, now, stamp

moments = st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(9999, 12, 30), timezones=st.timezones())


@given(moments, moments)
def test_texts_stand_in_the_order_of_time(one: dt.datetime, other: dt.datetime) -> None:
    assert (stamp(one) < stamp(other)) is (one.astimezone(dt.UTC) < other.astimezone(dt.UTC))
    assert moment(stamp(one)) == one.astimezone(dt.UTC)


def test_a_text_is_in_utc_to_the_microsecond() -> None:
    east = dt.timezone(dt.timedelta(hours=2))
    assert stamp(dt.datetime(2026, 5, 4, 1, tzinfo=east)) == "2026-05-03T23:00:00.000000+00:00"
    assert now().tzinfo is dt.UTC


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        stamp(dt.datetime(2026, 5, 4))

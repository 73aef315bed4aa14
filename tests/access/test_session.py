"""Sessions as values."""

import datetime as dt

from stool.access import Session

NOW = dt.datetime(2026, 5, 4, tzinfo=dt.UTC)


def test_an_address_is_written_as_it_is_compared() -> None:
    session = Session("Ann", " Ann@X.org", ("Board",), "", NOW, NOW)
    assert session.email == "ann@x.org"

"""How much one caller may ask for."""

from unittest import mock

from stool.host import limits
from stool.host.limits import MB, Limits
from stool.settings import Settings


def test_requests_of_one_caller_are_counted_apart_from_others() -> None:
    counted = Limits(Settings(requests_a_minute=10))
    assert [counted.may_ask("ann") for _ in range(11)] == [True] * 10 + [False]
    assert counted.may_ask("bob")


def test_knocks_are_counted_by_address() -> None:
    counted = Limits(Settings(logins_a_minute=5))
    assert [counted.may_knock("10.0.0.1") for _ in range(6)] == [True] * 5 + [False]
    assert counted.may_knock("10.0.0.2")
    assert counted.may_ask("10.0.0.1")


def test_megabytes_of_an_hour_are_counted() -> None:
    counted = Limits(Settings(uploads_mb_an_hour=10))
    assert counted.may_send("ann", 9 * MB)
    assert not counted.may_send("ann", 2 * MB)
    assert counted.may_send("ann", MB)
    assert not counted.may_send("ann", 1)
    assert counted.may_send("bob", 10 * MB)


def test_after_an_hour_there_is_room_again() -> None:
    counted = Limits(Settings(uploads_mb_an_hour=10))
    with mock.patch.object(limits.time, "monotonic", return_value=0.0):
        assert counted.may_send("ann", 10 * MB)
    with mock.patch.object(limits.time, "monotonic", return_value=limits.HOUR - 1):
        assert not counted.may_send("ann", 1)
    with mock.patch.object(limits.time, "monotonic", return_value=limits.HOUR + 1):
        assert counted.may_send("ann", 10 * MB)

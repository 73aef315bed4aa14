"""What is shared: computed once, by one session, while sessions that ask for other things go on."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from stool.ui import cache

SLOW, QUICK = ("esat", "csat"), ("csat", "profit")


def test_a_slow_answer_holds_up_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    started, finish, made = Event(), Event(), []

    def choices(analysis: Any, link: tuple[str, str], progress: Any) -> list[str]:
        made.append(link)
        progress(1, 2)
        if link == SLOW:
            started.set()
            assert finish.wait(30)
        return list(link)

    monkeypatch.setattr(cache.depth, "choices", choices)
    monkeypatch.setattr(cache, "analysis", SimpleNamespace(of=lambda seen: None))
    monkeypatch.setattr(cache, "address", lambda: "a store of this test")
    steps: list[tuple[int, int]] = []
    with ThreadPoolExecutor(4) as sessions:
        first = sessions.submit(cache.choices, 1, SLOW, lambda *step: steps.append(step))
        assert started.wait(30)
        same = sessions.submit(cache.choices, 1, SLOW, lambda *step: pytest.fail("computed twice"))
        other = sessions.submit(cache.choices, 1, QUICK, lambda *step: None)
        assert other.result(30) == list(QUICK)
        assert not first.done()
        assert not same.done()
        finish.set()
        assert first.result(30) is same.result(30)
    assert made == [SLOW, QUICK]
    assert steps == [(1, 2)]


def test_another_store_is_another_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache.depth, "choices", lambda *_: object())
    monkeypatch.setattr(cache, "analysis", SimpleNamespace(of=lambda seen: None))
    found = []
    for store in ("one", "other", "one"):
        monkeypatch.setattr(cache, "address", lambda store=store: store)
        found.append(cache.choices(7, QUICK, lambda *step: None))
    assert found[0] is found[2] is not found[1]

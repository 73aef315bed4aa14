"""How long and how much a file may take, counted for this process alone."""

import contextlib
import re
import signal
from collections.abc import Iterator
from pathlib import Path

SECONDS = 5.0  # of processor time, whatever else the machine is doing
MEGABYTES = 600  # over what is in use before
STATUS = Path("/proc/self/status")  # where the system keeps the highest use of memory


class TooSlowError(Exception):
    """A file took more than its time; no base class that reading code might catch."""


@contextlib.contextmanager
def little_time(seconds: float = SECONDS) -> Iterator[None]:
    """The body is stopped and fails once it has taken so much processor time."""

    def stop(*_: object) -> None:
        raise TooSlowError(f"more than {seconds:g} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextlib.contextmanager
def little_memory() -> Iterator[None]:
    """The body must take less than `MEGABYTES` at any time, where the system can tell."""
    if not STATUS.exists():
        yield
        return
    Path("/proc/self/clear_refs").write_text("5")  # the highest use starts anew from here
    before = _used("VmRSS")
    yield
    assert _used("VmHWM") - before < MEGABYTES


def _used(what: str) -> float:
    """Memory of this process in megabytes."""
    found = re.search(rf"{what}:\s+(\d+)", STATUS.read_text())
    assert found
    return int(found[1]) / 1024

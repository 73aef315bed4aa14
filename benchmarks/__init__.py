"""How fast the product is and how often it is wrong, as ratios to yardsticks of the same run.

Each module prints a table and ends with one line of JSON; `make bench` runs them all. Of a timing
the best of several rounds is taken, since other work on a machine only ever makes a round slower.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any, NoReturn


def best_of(rounds: int, work: Callable[[], Any]) -> float:
    """Seconds of the fastest of some rounds of `work`, after one that only warms up."""
    work()
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def finish(
    name: str, steps: dict[str, float], *, of: str, yardstick: str, limit: float
) -> NoReturn:
    """Print the table and the verdict, and exit with 1 if the ratio is over its limit.

    Parameters
    ----------
    name : str
        Of the benchmark.
    steps : dict of str to float
        Seconds of every step, the yardstick among them.
    of, yardstick : str
        Steps whose ratio is judged.
    limit : float
        Highest ratio that is fine: what several runs on a busy machine gave, with a margin.
    """
    for step, seconds in steps.items():
        print(f"{step:<64} {seconds * 1000:>9,.1f} ms")
    judge(name, steps[of] / steps[yardstick], yardstick=yardstick, limit=limit)


def judge(name: str, ratio: float, *, yardstick: str, limit: float) -> NoReturn:
    """Print the verdict as one line of JSON, and exit with 1 if the ratio is over its limit.

    Parameters
    ----------
    name : str
        Of the benchmark.
    ratio : float
        The smaller the better.
    yardstick : str
        What the ratio is a ratio to.
    limit : float
        Highest ratio that is fine.
    """
    ok = bool(ratio <= limit)  # of numpy's own kind JSON knows nothing
    body = {
        "name": name,
        "yardstick": yardstick,
        "ratio": round(float(ratio), 2),
        "limit": limit,
        "ok": ok,
    }
    print(json.dumps(body))
    sys.exit(0 if ok else 1)

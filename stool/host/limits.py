"""How much one caller may ask for: requests in a minute, megabytes in an hour."""

import time
from collections import OrderedDict
from threading import Lock

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from stool.settings import Settings

HOUR = 3600  # seconds
MB = 1_000_000  # bytes


class Limits:
    """Counts of this process; several replicas allow as many times as much."""

    def __init__(self, settings: Settings) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._requests = RateLimitItemPerMinute(settings.requests_a_minute)
        self._knocks = RateLimitItemPerMinute(settings.logins_a_minute)
        self._bytes = settings.uploads_mb_an_hour * MB
        self._uploads: OrderedDict[str, list[tuple[float, int]]] = OrderedDict()
        self._lock = Lock()

    def may_ask(self, who: str) -> bool:
        """Count a request of a caller or an address; whether it is within the limit."""
        return self._window.hit(self._requests, "ask", who)

    def may_knock(self, address: str) -> bool:
        """Count a login or the opening of a link; whether it is within the limit."""
        return self._window.hit(self._knocks, "knock", address)

    def may_send(self, who: str, size: int) -> bool:
        """Count bytes of an upload; whether they are within the limit of the hour."""
        now = time.monotonic()
        with self._lock:
            sent = [each for each in self._uploads.get(who, ()) if each[0] > now - HOUR]
            fits = sum(each[1] for each in sent) + size <= self._bytes
            if fits:
                sent.append((now, size))
            self._uploads[who] = sent
            self._uploads.move_to_end(who)
            while not next(iter(self._uploads.values())):  # callers of hours ago
                self._uploads.popitem(last=False)
        return fits

"""Whether the server can do its work: for probes, for monitors, for the health page."""

import hmac
import shutil
import tempfile
import time
from threading import Lock

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from stool.access import Role
from stool.book import Book
from stool.door import Door
from stool.errors import StoolError
from stool.host import cookies, metrics
from stool.settings import Settings

FRESH = 2.0  # s for which a look at the store counts, however many ask


class Health:
    """Looks at the store, for `/healthz` and `/metrics`."""

    def __init__(self, book: Book, door: Door, settings: Settings) -> None:
        self._book, self._door, self._settings = book, door, settings
        self._looked, self._healthy = -FRESH, False
        self._lock = Lock()

    async def healthz(self, request: Request) -> Response:  # noqa: ARG002
        """200 where the store can be read, 503 where not; the body says so as well."""
        healthy = await run_in_threadpool(self._look)
        return JSONResponse(
            {"status": "ok" if healthy else "failing"}, status_code=200 if healthy else 503
        )

    async def session(self, request: Request) -> Response:  # noqa: ARG002
        """Nothing; the gate has answered whom it does not know."""
        return Response(status_code=204)

    async def metrics(self, request: Request) -> Response:
        """Counts, for whoever shows the token of the monitor, and for operators."""
        if not await run_in_threadpool(self._may_read, request):
            return PlainTextResponse("401", 401, {"www-authenticate": "Bearer"})
        await run_in_threadpool(self._look)
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    def _look(self) -> bool:
        with self._lock:
            if time.monotonic() - self._looked >= FRESH:
                try:
                    metrics.REVISION.set(self._book.store.latest())
                    self._healthy = True
                except StoolError:
                    self._healthy = False
                metrics.UP.set(self._healthy)
                metrics.DISK.set(shutil.disk_usage(tempfile.gettempdir()).free)
                self._looked = time.monotonic()
        return self._healthy

    def _may_read(self, request: Request) -> bool:
        token = self._settings.metrics_token
        shown = request.headers.get("authorization", "")
        if token and hmac.compare_digest(shown.encode(), f"Bearer {token}".encode()):
            return True
        digest = cookies.digest(request, self._settings)
        if not self._door.knows(digest):  # for strangers the store is not asked here
            return False
        person = self._door.person(digest)
        return person is not None and person.role >= Role.OPERATOR

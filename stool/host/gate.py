"""The gate: every request and every WebSocket passes it, or is turned away."""

import asyncio
import contextlib
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stool.access import Person
from stool.door import Door
from stool.host import caller, cookies, files, metrics
from stool.host.limits import Limits
from stool.settings import Settings
from stool.text import host as words

# The front end and its fonts are the same for everybody; by the others somebody becomes known.
KNOCKS = ("/login/", "/s/")
OPEN = ("/static/", "/app/static/", *KNOCKS)
PROBE = "/healthz"  # probes name the server by its address
OPEN_PAGES = ("/_stcore/health", PROBE, "/favicon.png", "/metrics")  # metrics ask for a token
UPLOADS = "/_stcore/upload_file/"
MEDIA = "/media/"
STREAM = "/_stcore/stream"
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")  # never answered
NEVER_SENT = 1008  # policy violation, RFC 6455 section 7.4.1
EVERY = 1.0  # s between two looks at whether an open socket may stay open


class Gate:
    """Middleware in front of Streamlit and of every route of our own."""

    def __init__(self, app: ASGIApp, *, settings: Settings, door: Door, limits: Limits) -> None:
        self._app = app
        self._settings = settings
        self._door = door
        self._limits = limits
        self._hosts = {host.casefold() for host in settings.allowed_hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or turn away."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        del MutableHeaders(scope=scope)[caller.HEADER]
        connection = HTTPConnection(scope)
        refused = self._refused(connection)
        if refused is None and (scope["path"] in OPEN_PAGES or scope["path"].startswith(OPEN)):
            await self._app(scope, receive, send)
            return
        digest, person = ("", None) if refused else await self._who(connection)
        if person is None or (refused := self._forbidden(connection, digest, person)):
            await self._turn_away(scope, receive, send, refused or HTTPStatus.UNAUTHORIZED)
            return
        MutableHeaders(scope=scope)[caller.HEADER] = digest
        caller.asking.set(digest)
        if scope["type"] == "websocket":
            await self._stream(scope, receive, send, digest, person)
        else:
            await self._app(scope, receive, send)

    def _refused(self, connection: HTTPConnection) -> HTTPStatus | None:
        """Why nobody at all may ask this, if so."""
        path = connection.scope["path"]
        if path != PROBE and (connection.url.hostname or "").casefold() not in self._hosts:
            return HTTPStatus.MISDIRECTED_REQUEST
        if path.startswith(CLOSED):
            return HTTPStatus.NOT_FOUND
        if connection.scope["type"] == "websocket":
            origin = connection.headers.get("origin")
            if path != STREAM or (origin is None) or not self._is_ours(origin, connection):
                return HTTPStatus.FORBIDDEN
        elif path.startswith(KNOCKS) and not self._limits.may_knock(_address(connection)):
            return HTTPStatus.TOO_MANY_REQUESTS
        return None

    def _is_ours(self, origin: str, connection: HTTPConnection) -> bool:
        """Whether a page of ours opens the socket."""
        if self._settings.is_hosted:
            return origin == self._settings.url
        return origin == f"http://{connection.headers.get('host')}"

    async def _who(self, connection: HTTPConnection) -> tuple[str, Person | None]:
        """Digest of the session that is shown, and whose it is."""
        hosted = self._settings.is_hosted
        digest = cookies.digest(connection, self._settings) if hosted else caller.LOCAL
        if not digest:
            return "", None
        if not self._door.knows(digest) and not self._limits.may_knock(_address(connection)):
            return "", None  # each look into the store for a stranger counts as a knock
        return digest, await self._person(digest)

    async def _person(self, digest: str) -> Person | None:
        """Whose session it is; a look into the store must not hold up the others."""
        if self._door.is_fresh(digest):
            return self._door.person(digest)
        return await to_thread.run_sync(self._door.person, digest)

    def _forbidden(
        self, connection: HTTPConnection, digest: str, person: Person
    ) -> HTTPStatus | None:
        """Why this caller may not ask this, if so."""
        if not self._limits.may_ask(digest):
            return HTTPStatus.TOO_MANY_REQUESTS
        path, method = connection.scope["path"], connection.scope.get("method", "")
        found = connection.query_params.get(files.PARAMETER, "")
        if path.startswith((MEDIA, UPLOADS)) and not files.opens(path, found, digest):
            return HTTPStatus.FORBIDDEN
        if path.startswith(UPLOADS) and method != "OPTIONS":
            if not person.may("publish"):
                return HTTPStatus.FORBIDDEN
            length = connection.headers.get("content-length", "")
            if method in ("PUT", "POST"):
                if not length.isdecimal():
                    return HTTPStatus.LENGTH_REQUIRED
                if not self._limits.may_send(digest, int(length)):
                    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return None

    async def _stream(
        self, scope: Scope, receive: Receive, send: Send, digest: str, person: Person
    ) -> None:
        """Keep a socket open as long as its caller may be here, and may do the same."""
        gone = asyncio.create_task(self._gone(digest, person))
        try:
            with metrics.SOCKETS.track_inprogress():
                await self._app(scope, self._until(gone, digest, receive, send), send)
        finally:
            gone.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await gone

    async def _gone(self, digest: str, person: Person) -> None:
        """Wait until the caller is somebody else, or nobody."""
        while await self._person(digest) == person:
            await asyncio.sleep(EVERY)

    def _until(
        self, gone: "asyncio.Task[None]", digest: str, receive: Receive, send: Send
    ) -> Receive:
        """What arrives on a socket, until its caller is gone: then it is closed."""
        arriving: asyncio.Future[Any] | None = None

        async def next_message() -> Message:
            nonlocal arriving
            arriving = arriving or asyncio.ensure_future(receive())
            waiting: set[asyncio.Future[Any]] = {arriving, gone}
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                arriving.cancel()
                with contextlib.suppress(RuntimeError):  # the other side has closed it as well
                    await send({"type": "websocket.close", "code": NEVER_SENT})
                return {"type": "websocket.disconnect", "code": NEVER_SENT}
            message: Message = arriving.result()
            arriving = None
            while message["type"] == "websocket.receive" and not self._limits.may_ask(digest):
                await asyncio.sleep(EVERY)  # the browser waits; nothing is lost
            return message

        return next_message

    async def _turn_away(
        self, scope: Scope, receive: Receive, send: Send, status: HTTPStatus
    ) -> None:
        """Say why; who opens a page without being known is sent to the login."""
        metrics.REFUSED.labels(str(int(status))).inc()
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": NEVER_SENT})
            return
        connection = HTTPConnection(scope)
        answer: Response = PlainTextResponse(words.REFUSED[status], status)
        if (
            status == HTTPStatus.UNAUTHORIZED
            and scope["method"] in ("GET", "HEAD")
            and "text/html" in connection.headers.get("accept", "")
        ):
            query = f"?{connection.url.query}" if connection.url.query else ""
            wanted = quote(scope["path"] + query, safe="")
            answer = RedirectResponse(f"/login/?next={wanted}", HTTPStatus.SEE_OTHER)
        await answer(scope, receive, send)


def _address(connection: HTTPConnection) -> str:
    return connection.client.host if connection.client else ""

"""Logs as one JSON object a line, without anything that people answered or wrote."""

import json
import logging
import time
import traceback
from http import HTTPStatus
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stool.host import metrics

LOGGER = logging.getLogger("stool")
FIELD = "stool"  # of a record: what it tells beside its message
SECRET_PATHS = ("/s/", "/login/callback")  # tokens stand in these


class JsonFormatter(logging.Formatter):
    """One JSON object a record; of an error its kind and its lines, never its message.

    The message of an error may quote a cell of a file.
    """

    def format(self, record: logging.LogRecord) -> str:
        """That line."""
        said: dict[str, Any] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.exc_info and record.exc_info[1] is not None:
            said["error"] = type(record.exc_info[1]).__name__
            frames = traceback.extract_tb(record.exc_info[2])
            said["lines"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        else:
            said["message"] = record.getMessage()
        return json.dumps(said | getattr(record, FIELD, {}), ensure_ascii=False)


def set_up() -> None:
    """Let every logger of the process write such lines to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # it would log addresses with tokens


def page_failed(error: Exception) -> None:
    """Count and log what stopped a page; the reader is told that something went wrong."""
    metrics.SCRIPT_ERRORS.inc()
    LOGGER.error("page", exc_info=error)


class Requests:
    """Middleware that counts and logs requests: the path, never what stands behind it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, then log."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = int(HTTPStatus.INTERNAL_SERVER_ERROR)

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        began = time.perf_counter()
        try:
            await self._app(scope, receive, counted)
        finally:
            seconds = time.perf_counter() - began
            metrics.REQUESTS.labels(str(status)).inc()
            metrics.SECONDS.observe(seconds)
            path: str = scope["path"]
            shown = next((each for each in SECRET_PATHS if path.startswith(each)), path)
            LOGGER.info(
                "request",
                extra={
                    FIELD: {
                        "method": scope["method"],
                        "path": shown,
                        "status": status,
                        "ms": round(seconds * 1000),
                    }
                },
            )

"""Logs are JSON, and tell nothing that people answered or wrote."""

import json
import logging

from stool.host.logs import FIELD, JsonFormatter

CELL = "what somebody wrote"


def record(message: str, error: Exception | None = None, **said: object) -> logging.LogRecord:
    caught = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("stool", logging.ERROR, __file__, 1, message, None, caught)
    setattr(made, FIELD, said)
    return made


def test_a_line_is_one_object() -> None:
    line = JsonFormatter().format(record("request", path="/legs", status=200))
    said = json.loads(line)
    assert "\n" not in line
    assert (said["message"], said["path"], said["status"]) == ("request", "/legs", 200)
    assert said["level"] == "error"


def test_an_error_tells_its_kind_and_place_and_not_its_message() -> None:
    try:
        int(CELL)
    except ValueError as error:
        line = JsonFormatter().format(record(f"page: {CELL}", error))
    said = json.loads(line)
    assert CELL not in line
    assert said["error"] == "ValueError"
    assert "test_logs.py" in said["lines"][0]

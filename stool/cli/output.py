"""What commands print: words, JSON or the bytes of a file."""

import argparse
import json
import math
import sys
from collections.abc import Callable
from typing import Any


def tell(
    options: argparse.Namespace,
    body: Callable[..., dict[str, Any]],
    text: Callable[..., str],
    *found: object,
) -> None:
    """Print what was found, as JSON or in words as was asked."""
    if options.json:
        print_json(body(*found))
    else:
        print(text(*found))


def print_json(value: dict[str, Any]) -> None:
    """Print JSON on many lines."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=2, default=str))


def plain(value: Any) -> Any:
    """The value with NaN and missing values as null, so that any JSON reader takes it."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def write(content: bytes) -> None:
    """Write a file as it is, whatever the terminal speaks."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()

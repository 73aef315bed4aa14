"""Everything that reaches a browser or a shell, taken apart into words and numbers."""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from io import StringIO
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import streamlit as st
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
ENCODED = {"dtype", "bdata"}  # keys of an array as Plotly writes it


class Sent:
    """What was sent so far.

    Attributes
    ----------
    words : list of str
    numbers : list of float
        Those of figures, tables and files, and those with a decimal point in words.
    """

    def __init__(self) -> None:
        self.words: list[str] = []
        self.numbers: list[float] = []

    def page(self, app: AppTest) -> None:
        """Add every element of a page, its figures with what they say to the pointer."""
        assert not app.exception
        for node in app._tree:
            proto = getattr(node, "proto", None)
            if isinstance(proto, Message):
                self.anything(dict(_written(proto)))
            if isinstance(getattr(node, "value", None), pd.DataFrame):
                self.anything(node.value)

    def message(self, message: Message) -> None:
        """Add a message of Streamlit's with the tables in it."""
        self.anything(dict(_written(message)))
        for table in tables(message):
            self.anything(table)

    def csv(self, content: str) -> None:
        """Add a file of comma-separated values."""
        self.words.append(content)
        self.anything(pd.read_csv(StringIO(content)))

    def anything(self, value: Any) -> None:
        """Add a value with all it is made of.

        What is neither a word, a number, a container nor a dataclass is added as it prints itself.
        """
        if isinstance(value, str):
            self._text(value)
        elif isinstance(value, int | float | np.number):
            self.numbers.append(float(value))
        elif value is not None:
            parts = _parts(value)
            if parts is None:
                self._text(str(value))
            else:
                for part in parts:
                    self.anything(part)

    def _text(self, text: str) -> None:
        if text[:1] in "{[":
            try:
                self.anything(json.loads(text))
            except json.JSONDecodeError:
                pass
            else:
                return
        self.words.append(text)
        self.numbers += map(float, NUMBER.findall(text))


def taking(patch: pytest.MonkeyPatch) -> Sent:
    """Every file that pages offer from now on, as it would be downloaded."""
    files = Sent()
    plain = st.download_button

    def offered(label: str, data: Any, *rest: Any, **options: Any) -> bool:
        content = data() if callable(data) else data
        files.csv((content if isinstance(content, str) else content.decode()).lstrip("\ufeff"))
        return bool(plain(label, data, *rest, **options))

    patch.setattr(st, "download_button", offered)
    return files


def tables(message: Message) -> Iterator[pd.DataFrame]:
    """The tables in a message of Streamlit's."""
    for packed in _packed(message):
        yield pa.ipc.open_stream(packed).read_pandas()


def _parts(value: Any) -> Iterable[Any] | None:
    """What a value is made of; None of one that is whole."""
    found: Iterable[Any] | None = None
    if isinstance(value, dict) and value.keys() >= ENCODED:
        found = np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"]).tolist()
    elif isinstance(value, dict):
        found = (*value.keys(), *value.values())
    elif isinstance(value, pd.DataFrame):
        found = (*map(str, value.columns), *(column for _, column in value.items()))
    elif isinstance(value, pd.Series | pd.Index):
        found = value.tolist()
    elif isinstance(value, np.ndarray):
        found = value.ravel().tolist()
    elif isinstance(value, list | tuple | set | frozenset):
        found = value
    elif hasattr(value, "to_plotly_json"):
        found = (value.to_plotly_json(),)
    elif is_dataclass(value) and not isinstance(value, type):
        found = [getattr(value, field.name) for field in fields(value)]
    return found


def _packed(message: Message) -> Iterator[bytes]:
    """Tables in a message, as Arrow writes them."""
    for field, value in message.ListFields():
        if isinstance(value, Message):
            yield from _packed(value)
        elif isinstance(value, bytes) and field.name == "data" and value:
            yield value
        elif not isinstance(value, str | int | float | bytes):
            for each in value:
                yield from _packed(each) if isinstance(each, Message) else ()


def _written(message: Message) -> Iterator[tuple[str, Any]]:
    """Fields of a message of Streamlit's and of those in it; tables and their bytes aside."""
    for field, value in message.ListFields():
        if isinstance(value, Message):
            yield field.name, dict(_written(value))
        elif isinstance(value, str | int | float):
            yield field.name, value
        elif not isinstance(value, bytes):
            yield (
                field.name,
                [dict(_written(each)) if isinstance(each, Message) else each for each in value],
            )

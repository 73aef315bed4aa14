"""Every text of the pages, as JSON; run in a process of its own, since one speaks one language."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from stool.text import depth, labels
from stool.text import upload as words
from tests.pages.driving import open_page, served, upload_card

PAGES = [f"pages/{name}.py" for name in labels.PAGE]
UNSEEN = {  # fields of Streamlit's messages that nobody reads
    *("id", "form_id", "deferred_file_id", "query_param_key", "icon", "type", "language", "tag"),
    *("page", "page_script_hash", "config", "js_content", "component_name"),
}
SHOWN = {  # keys of figures, and of the columns of tables, whose texts are drawn
    *("text", "title", "hovertemplate", "hovertext", "customdata", "ticktext", "label", "help"),
}
DROPPED = {  # files that are refused, asked about, read and mended
    "dates.csv": "Date,Branch,Customer satisfaction,E-mail,Comment\n"
    + "".join(
        f"{date},{unit},{answer},a{place}@x.org,Slow\n"
        for place, date in enumerate(("3/4/2026", "5/7/2026", "1/4/2026"))
        for unit in ("North", "South")
        for answer in (4, 5, 3)
    ),
    "undated.csv": "satisfaction_score,mood\n"
    + "".join(f"{1 + row % 10},{('fair', 'splendid')[row % 2]}\n" for row in range(60)),
    "problems.csv": "unit,quarter,csat\n"
    + "".join(f" Polna ,2026Q1,{row % 5 + 1}\n" for row in range(40))
    + "Polna,2026Q1,9\nPOLNA,2026Q7,3\nTotal,2026Q1,ok\n",
    "empty.csv": "",
}


def texts(app: AppTest) -> Iterator[str]:
    """Whatever a reader sees of a page, or of its figures under the pointer."""
    assert not app.exception
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message) and proto.DESCRIPTOR.name != "Html":  # a style sheet
            yield from fields(proto)
        table = getattr(node, "value", None)
        if isinstance(table, pd.DataFrame):
            yield from map(str, table.columns)
            worded = table.select_dtypes(exclude=["number", "bool", "datetime"])
            yield from (str(cell) for row in worded.to_numpy() for cell in row)


def unfolded(app: AppTest) -> AppTest:
    """The page with every table behind a figure, and all that is said of a file, in sight."""
    for box in app._tree:
        proto = getattr(box, "proto", None)
        for folded in ("popover", "expandable"):
            key = getattr(getattr(proto, folded, None), "id", "").split("-", 2)[2:]
            if key:
                app.session_state[key[0]] = True
    for pills in app.pills:
        if pills.label == words.DETAILS:
            part = {label: name for name, label in words.PART.items()}
            pills.set_value([part.get(label, words.PROBLEM_LIST) for label in pills.options])
    return app.run()


def fields(message: Message) -> Iterator[str]:
    """Texts of a message of Streamlit's, a figure taken apart."""
    for field, value in message.ListFields():
        if field.name in UNSEEN:
            continue
        if field.name in ("spec", "columns") and isinstance(value, str):
            yield from drawn(json.loads(value))
            continue
        for each in [value] if isinstance(value, str | Message) else value_list(value):
            if isinstance(each, Message):
                yield from fields(each)
            elif isinstance(each, str):
                yield each


def value_list(value: Any) -> list[Any]:
    """Values of a repeated field; of a single number nothing is read."""
    return [] if isinstance(value, bool | int | float | bytes) else list(value)


def drawn(part: Any, name: str = "") -> Iterator[str]:
    """Texts of a figure of Plotly's, or of how columns are shown."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from drawn(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from drawn(value, name)
    elif isinstance(part, str) and name in SHOWN:
        yield part


def closer(app: AppTest, page: str) -> Iterator[str]:
    """What a click away shows."""
    if page == "pages/legs.py":
        for leg in app.segmented_control(key="leg").options:
            app = open_page(page).segmented_control(key="leg").set_value(leg).run()
            yield from texts(unfolded(app))
    if page == "pages/loop.py":
        for section in depth.SECTIONS.values():
            yield from texts(unfolded(open_page(page, look=section)))


def dropped() -> Iterator[str]:
    """What is said of files that leave something open."""
    for name, content in DROPPED.items():
        app = AppTest.from_function(upload_card, default_timeout=120).run()
        app.file_uploader[0].set_value([(name, content.encode(), "text/csv")]).run()
        yield from texts(unfolded(app))


def seen(empty: Path, store: Path) -> Iterator[tuple[str, str]]:
    """Where it stands, and text."""
    for text in (*labels.PAGE.values(), *labels.QUESTION.values()):
        yield "navigation", text
    for path in (empty, store):
        with pytest.MonkeyPatch.context() as patch:
            for _ in served(path, patch):
                for page in PAGES:
                    app = unfolded(open_page(page))
                    yield from ((f"{page}, {path.stem}", text) for text in texts(app))
                    if path == store:
                        yield from ((page, text) for text in closer(app, page))
                if path == store:
                    yield from (("dropped", text) for text in dropped())


if __name__ == "__main__":
    json.dump(list(seen(*map(Path, sys.argv[1:]))), sys.stdout, ensure_ascii=False)

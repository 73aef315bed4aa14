"""Every message of the product in one template, from which translations are made.

``python -m stool.text.messages`` (``make messages``) writes it anew.
"""

from collections.abc import Iterator
from io import BytesIO

import pandas as pd
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from stool.catalogue import LANGUAGES
from stool.text import cells, prose

TEMPLATE = LANGUAGES / "stool.pot"
PACKAGE = LANGUAGES.parent
SAYING = {"say": None, "say_many": (1, 2)}  # which arguments are messages
HEADER = """\
# Every message of Stool. Save it as <code>.po, translate, and start with STOOL_LANGUAGE=<code>.
#"""
CHANGING = (b'"POT-Creation-Date', b'"Generated-By')

Message = str | tuple[str, ...]  # with its forms where it has several


def template() -> bytes:
    """The template as it stands in `TEMPLATE`: in the order of the files, without line numbers."""
    catalog = Catalog(project="Stool", header_comment=HEADER, charset="utf-8")
    for file, place, message in _found():
        catalog.add(message, locations=[(f"{PACKAGE.name}/{file}", place)])
    written = BytesIO()
    write_po(written, catalog, width=100, sort_by_file=True, include_lineno=False)
    lines = written.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(CHANGING))


def _found() -> Iterator[tuple[str, int, Message]]:
    """File, place in it, and message."""
    code = extract_from_dir(PACKAGE, [("ui/**", "ignore"), ("**.py", "python")], keywords=SAYING)
    for file, line, message, _, _ in code:
        yield file, line, message
    for place, column in enumerate(sorted(cells.columns())):
        yield "text/questions.csv", place, column.replace("_", " ").capitalize()
    for name, columns in cells.SAID.items():
        table = pd.read_csv(cells.path(name))
        for row, texts in enumerate(table[list(columns)].itertuples(index=False)):
            for text in texts:
                yield f"text/{name}.csv", row, str(text)
    for text_file in sorted(PACKAGE.glob("text/*.md")):
        blocks = prose.BLOCK.findall(text_file.read_text(encoding="utf-8"))
        for place, block in enumerate(blocks):
            if not block.startswith(prose.CODE):
                yield f"text/{text_file.name}", place, block


if __name__ == "__main__":
    TEMPLATE.write_bytes(template())

"""A translation into letters of another width: whatever is not translated stands out."""

import re
from pathlib import Path
from string import ascii_letters

from babel.messages.pofile import read_po, write_po

from stool.text.messages import TEMPLATE

WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in ascii_letters}
KEPT = re.compile(r"(\{\{|\}\}|\{[^{}]*\}|<[^<>]*>|:material/\w+:)")  # fields and markup


def pseudo(message: str) -> str:
    """The message in full-width letters, its fields as they are."""
    return "".join(
        part if place % 2 else part.translate(WIDE)
        for place, part in enumerate(KEPT.split(message))
    )


def translation(path: Path) -> Path:
    """Write every message translated so to a .po file."""
    with TEMPLATE.open("rb") as file:
        catalog = read_po(file)
    catalog.fuzzy = False
    for message in catalog:
        if message.id:
            forms = [message.id] if isinstance(message.id, str) else message.id
            told = tuple(map(pseudo, forms))
            message.string = told[0] if len(told) == 1 else told
    with path.open("wb") as file:
        write_po(file, catalog)
    return path

"""Longer texts, one Markdown file each."""

import re
from pathlib import Path

from stool.catalogue import say

BLOCK = re.compile(r"^```(?:.|\n)*?^```$|.+(?:\n.+)*", re.MULTILINE)  # code, or lines together
CODE = "```"


def read(name: str) -> str:
    """Markdown text of that name, block by block in the reader's language; code stays as it is."""
    text = path(name).read_text(encoding="utf-8")
    return BLOCK.sub(lambda found: found[0] if found[0].startswith(CODE) else say(found[0]), text)


def path(name: str) -> Path:
    """Where the Markdown file of that name is."""
    return Path(__file__).with_name(f"{name}.md")

"""Words of how answers are protected; the text itself is ``protection.md`` beside this module."""

from stool.catalogue import say
from stool.text import prose

TITLE = say("How we protect answers")
SUBTITLE = say("what is hidden and why, how that is tested, and what it does not guard against")


def text() -> str:
    """All of it, as Markdown."""
    return prose.read("protection")

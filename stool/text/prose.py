"""Longer texts, one Markdown file each."""

from pathlib import Path


def read(name: str) -> str:
    """Markdown text of that name."""
    return (Path(__file__).parent / f"{name}.md").read_text(encoding="utf-8")

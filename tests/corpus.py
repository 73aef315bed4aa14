"""Real exports whose sources forbid redistribution: they stand beside the project or nowhere."""

from pathlib import Path

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FORMATS = CORPUS / "formats"

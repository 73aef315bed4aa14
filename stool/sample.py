"""The shipped sample: where its files are, and whether data came from them."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "data" / "sample"


def sample_files() -> list[Path]:
    """The three CSVs to start with; two further quarters stand in folders under ``next/``."""
    return sorted(SAMPLE.glob("*.csv"))


def is_sample(hashes: Iterable[str]) -> bool:
    """Whether any of these SHA-256 sums is of a shipped sample file."""
    return not _hashes().isdisjoint(hashes)


@cache
def _hashes() -> frozenset[str]:
    return frozenset(
        hashlib.sha256(path.read_bytes()).hexdigest() for path in SAMPLE.rglob("*.csv")
    )

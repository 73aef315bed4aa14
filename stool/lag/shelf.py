"""Simulated nulls kept on disk: a design is simulated once a machine, not once a process.

A file is named by everything its null is made of, the code and numpy's version included, so a
change of either finds no file and simulates again. Files can be deleted at any time.
"""

import hashlib
import os
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path

from stool.lag.linear import Floats

MADE_BY = ("null.py", "whitening.py", "linear.py")  # modules whose code decides the numbers
KEPT = 200  # files; some 100 MB at most
VARIABLE = "STOOL_CACHE"  # a folder, or "off"


def key(made_of: object) -> str:
    """Name of what is made of these values by this code, 64 hexadecimal digits."""
    return hashlib.sha256(f"{_version()}|{made_of!r}".encode()).hexdigest()


def get(name: str) -> dict[str, Floats] | None:
    """The arrays under a name; None where there are none or the file is damaged."""
    folder = _folder()
    if folder is None:
        return None
    try:
        with (
            open(folder / f"{name}.npz", "rb") as file,
            np.load(file, allow_pickle=False) as stored,
        ):
            return {field: stored[field] for field in stored.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def put(name: str, arrays: dict[str, Floats]) -> None:
    """Keep arrays under a name, whole or not at all; does nothing where nothing can be written."""
    folder = _folder()
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as part:
            np.savez(Path(part) / "null.npz", **arrays)  # type: ignore[arg-type]
            os.replace(Path(part) / "null.npz", folder / f"{name}.npz")
        _drop_oldest(folder)
    except OSError:
        return


def _drop_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.npz"), key=lambda file: file.stat().st_mtime)
    for file in files[:-KEPT]:
        file.unlink(missing_ok=True)


def _folder() -> Path | None:
    chosen = os.environ.get(VARIABLE)
    if chosen == "off":
        return None
    return Path(chosen) if chosen else user_cache_path("stool") / "nulls"


@cache
def _version() -> str:
    """Hash of the code and the library that make a null."""
    found = hashlib.sha256(np.__version__.encode())
    for module in MADE_BY:
        found.update((Path(__file__).parent / module).read_bytes())
    return found.hexdigest()

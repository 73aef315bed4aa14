"""What a run of the tests makes once, by whichever of its workers needs it first."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def shared(factory: pytest.TempPathFactory) -> Path:
    """Temporary folder of the whole run, the same for every worker of pytest-xdist."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    """A file that the first to ask makes while the others wait; nobody may change it.

    Parameters
    ----------
    folder : Path
        As of `shared`.
    name : str
        Of the file in it.
    make : callable
        Writes the file at the path it is given. Where it fails nothing is there, and the next to
        ask tries again.
    """
    made, part = folder / name, folder / f"part.{name}"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            part.unlink(missing_ok=True)
            make(part)
            part.replace(made)
    return made

"""The options of a simulation and its spread over the cores, the same numbers on any of them."""

import argparse
import multiprocessing
import os
import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from typing import TypeVar

import numpy as np

BATCH = 25  # replications drawn together; missing quarters are the same in a batch
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    reps: int
    write: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One design at one size, with a planted link of that strength or none.

    Attributes
    ----------
    kind : str
        What is simulated; each benchmark has its own.
    design : str
    units, quarters : int
    effect : float
        Correlation of the news at the planted lag.
    """

    kind: str
    design: str
    units: int
    quarters: int
    effect: float = 0.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Some replications of a cell; the same number of the same cell is always the same data."""

    cell: Cell
    number: int
    size: int

    def random(self) -> np.random.Generator:
        """Generator of this batch alone."""
        name = " ".join(map(str, astuple(self.cell)))
        return np.random.default_rng([zlib.crc32(name.encode()), self.number])


def options(description: str, reps: int) -> Options:
    """Read the command line.

    Parameters
    ----------
    description : str
    reps : int
        Replications of each cell unless told otherwise.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--reps", type=int, default=reps, help="replications of each cell")
    parser.add_argument("--write", action="store_true", help="keep the results as files")
    given = parser.parse_args()
    if given.reps < 1:
        parser.error(f"--reps is {given.reps}, must be 1 or more")
    return Options(given.reps, given.write)


def spread(
    work: Callable[[Batch], Found], cells: Sequence[Cell], reps: int
) -> dict[Cell, list[Found]]:
    """Do the work of every batch on all cores.

    Parameters
    ----------
    work : callable
        At the top level of a module, so that another process can find it.
    cells : sequence of Cell
        In any order: cells of the same length run together, since they share simulated nulls.
    reps : int
        Replications of each cell.

    Returns
    -------
    dict of Cell to list
        What the work found in each batch, in the order of the batches.
    """
    os.environ.update(dict.fromkeys(THREADS, "1"))  # read by the new processes
    batches = [
        Batch(cell, number, min(BATCH, reps - first))
        for cell in sorted(cells, key=lambda cell: (cell.quarters, cell.units, cell.kind))
        for number, first in enumerate(range(0, reps, BATCH))
    ]
    found: dict[Cell, list[Found]] = {cell: [] for cell in cells}
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        for done, (batch, one) in enumerate(
            zip(batches, pool.imap(work, batches), strict=True), start=1
        ):
            found[batch.cell].append(one)
            if sys.stderr.isatty():
                print(f"\r{done} of {len(batches)} batches", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return found

"""Processes that use one store at once; started from a server that has the library loaded."""

import multiprocessing
import resource
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType
from typing import Any
from unittest import mock

import pandas as pd

from stool.errors import OverlapError, StoolError
from stool.store import Document, Store, Upload
from tests.store.making import cells, upload

PATIENCE = 120  # seconds before a process counts as hung
QUARTERS = [f"{year}Q{quarter}" for year in (2023, 2024) for quarter in (1, 2, 3, 4)]


def start(work: Callable[..., None], *arguments: Any) -> tuple[ForkServerProcess, Connection]:
    """Start `work(answers, *arguments)`; the connection receives what it sends."""
    context: ForkServerContext = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.processes"])
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(sending, *arguments), daemon=True)
    with mock.patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
        process.start()  # or it would run what a page under test has left there
    sending.close()
    return process, receiving


def all_at_once(work: Callable[..., None], arguments: list[tuple[Any, ...]]) -> list[Any]:
    """Run one process for each of the arguments, released together; what each sent."""
    barrier = multiprocessing.get_context("forkserver").Barrier(len(arguments))
    started = [start(work, barrier, *each) for each in arguments]
    answers = []
    for process, receiving in started:
        if not receiving.poll(PATIENCE):
            raise TimeoutError(f"process {process.pid} has not answered in {PATIENCE} s")
        answers.append(receiving.recv())
        receiving.close()
        process.join(PATIENCE)
    return answers


def open_empty(answers: Connection, barrier: Any, url: str) -> None:
    """Open a store nobody has made yet; send its newest revision."""
    barrier.wait(PATIENCE)
    with Store.open(url) as store:
        answers.send(store.latest())


def upgrade(answers: Connection, url: str) -> None:
    """Open a store that an earlier version made; say when it begins and when it is done."""
    answers.send("begun")
    with Store.open(url) as store:
        answers.send(store.latest())


def publish_on_a_small_disk(answers: Connection, path: str, size: int, one: Upload) -> None:
    """Publish where no file may grow over `size` bytes; send the change or the refusal."""
    with Store.open(path) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        try:
            answers.send(store.publish([one], who="ann"))
        except StoolError as error:
            answers.send(str(error))


def publish_one(answers: Connection, barrier: Any, url: str, one: Upload, who: str) -> None:
    """Publish one upload; send the change, or the sentence of the refusal."""
    with Store.open(url) as store:
        barrier.wait(PATIENCE)
        try:
            answers.send(store.publish([one], who=who))
        except OverlapError as error:
            answers.send(str(error))


def publish_for_ever(answers: Connection, url: str, life: int) -> None:
    """Publish batch after batch, each with a document; send the change of each once it is made."""
    with Store.open(url) as store:
        for number in range(10_000):
            answers.send(
                store.publish(
                    [nth_upload(life, number)],
                    who="ann",
                    documents=[Document("count", str(life), number)],
                )
            )


def nth_upload(life: int, number: int) -> Upload:
    """Upload `number` of the writer of a life: no two overlap."""
    return upload(f"{life} {number}", nth_cells(life, number))


def nth_cells(life: int, number: int) -> pd.DataFrame:
    units = [f"{life} {number} {unit}" for unit in range(40)]
    return cells(quarters=QUARTERS, units=units, seed=life * 10_000 + number)

"""Cells and uploads for the tests, and what a store answers for them."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import text

from stool.schema import ALL, ANSWERS, CELL_COLUMNS, ESAT
from stool.store import Document, Upload
from stool.store.engine import connect, writing

MADE_BY = {"0002": ["part"], "0004": ["session", "access"]}  # tables of later migrations
IN_ORDER = ["quarter", "leg", "metric", "unit", "dimension", "level"]


def cells(
    leg: str = ESAT,
    quarters: Iterable[str] = ("2025Q1", "2025Q2"),
    units: Iterable[str] = ("North", "South"),
    metrics: Iterable[str] = ("q1", "q2"),
    seed: int = 1,
) -> pd.DataFrame:
    """Random cells; odd metrics have no counts of answers and no sums of squares."""
    keys = list(product(metrics, quarters, units))
    random = np.random.default_rng(seed)
    frame = pd.DataFrame(keys, columns=["metric", "quarter", "unit"]).astype("str")
    frame = frame.assign(leg=leg, scale="1-5", better="higher", dimension=ALL, level=ALL)
    frame["n"] = random.integers(1, 50, len(frame)).astype(float)
    frame["s"] = frame["n"] * random.uniform(1, 5, len(frame))
    frame["ss"] = (frame["s"] ** 2).mask(frame["metric"] == "q1")
    for answer in ANSWERS:
        counts = pd.Series(random.integers(0, 9, len(frame)).astype(float))
        frame[answer] = counts.mask(frame["metric"] == "q1")
    return frame[list(CELL_COLUMNS)]


def upload(name: str, of: pd.DataFrame, *, source: str = ESAT, **more: Any) -> Upload:
    digest = sha256(name.encode()).hexdigest()
    return Upload(source, name, digest, "m", of, rows_accepted=len(of), **more)


def in_order(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Cells as a store gives them back when batches do not share quarters and legs."""
    return pd.concat(list(frames)).sort_values(IN_ORDER, ignore_index=True)


def assert_same_cells(found: pd.DataFrame, *expected: pd.DataFrame) -> None:
    """Equal to the last bit, whatever the order of batches within a quarter."""
    pd.testing.assert_frame_equal(in_order([found]), in_order(expected), check_exact=True)


def documents(bodies: Mapping[str, Any], kind: str = "target") -> list[Document]:
    return [Document(kind, key, body) for key, body in bodies.items()]


def set_back(url: str, migration: str) -> None:
    """Give a store the tables it had as of a migration; what the others held is lost."""
    engine = connect(url)
    try:
        with writing(engine) as connection:
            for table in [name for made, of in MADE_BY.items() if made > migration for name in of]:
                connection.execute(text(f"DROP TABLE {table}"))
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{migration}'"))
    finally:
        engine.dispose()

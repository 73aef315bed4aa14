"""Bases of measures, made by hand."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from stool.privacy import Published, publish, publish_pairs
from stool.schema import COMPANY, CSAT, ESAT, PAIR_COLUMNS, PUBLISHED_PAIR_COLUMNS
from stool.service import Basis, Cells
from tests.cells.making import Cell, cells

Q = "2026Q1"
QUARTERS = ("2025Q2", "2025Q3", "2025Q4", Q)


def published(*made: Cell, parents: Mapping[str, str] | None = None) -> Published:
    return publish(cells(*made), parents or {})


def basis(*made: Cell, pairs: pd.DataFrame | None = None, **options: Any) -> Basis:
    """What those cells are measured from, of the company in the newest quarter by default."""
    shown = published(*made, parents=options.pop("parents", None))
    products = pairs if pairs is not None else pd.DataFrame(columns=list(PAIR_COLUMNS))
    return Basis(
        Cells.of((shown.table, shown.beside), {ESAT: ESAT, CSAT: CSAT}, {}),
        publish_pairs(products, shown) if len(products) else _none(),
        options.pop("node", COMPANY),
        options.pop("quarter", Q),
        **options,
    )


def _none() -> pd.DataFrame:
    return pd.DataFrame(columns=list(PUBLISHED_PAIR_COLUMNS))

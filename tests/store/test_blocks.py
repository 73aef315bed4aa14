"""Blocks: the same bits back, the same bytes for the same cells, and a bounded cache."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.errors import UnknownQuarterError
from stool.schema import CELL_KEY, SUMS
from stool.store.blocks import BlockCache, blocks_of, decode, encode, frame_of, subjects
from tests.store.making import assert_same_cells, cells

ONE = cells(quarters=["2025Q1"])


@given(st.lists(st.floats(allow_infinity=True), min_size=len(ONE), max_size=len(ONE)))
def test_keeps_every_bit(values: list[float]) -> None:
    frame = ONE.assign(s=values)
    assert_same_cells(frame_of([decode(encode(frame))]), frame)


def test_row_order_and_text_type_do_not_matter() -> None:
    shuffled = ONE.sample(frac=1, random_state=3)
    categories = shuffled.astype(dict.fromkeys(CELL_KEY, "category"))
    objects = shuffled.astype(dict.fromkeys(CELL_KEY, "object"))
    nullable = shuffled.astype(dict.fromkeys(SUMS, "Float64"))
    for other in (shuffled, categories, objects, nullable, ONE[ONE.columns[::-1]]):
        assert encode(other) == encode(ONE)


def test_one_block_a_quarter_with_its_checksum() -> None:
    frame = cells(quarters=["2025Q2", "2024Q4"])
    blocks = blocks_of(frame)
    assert [block.quarter for block in blocks] == ["2024Q4", "2025Q2"]
    for block in blocks:
        part = frame[frame["quarter"] == block.quarter]
        assert (block.cells, block.n) == (len(part), part["n"].sum())
        assert_same_cells(frame_of([decode(block.parquet)]), part)


def test_knows_what_a_block_is_about() -> None:
    found = subjects(encode(ONE))
    assert sorted(found["metric"] + found["unit"]) == ["q1North", "q1South", "q2North", "q2South"]
    assert set(found["quarter"]) == {"2025Q1"}


def test_refuses_what_is_no_set_of_cells() -> None:
    with pytest.raises(ValueError, match=r"lack the columns \['s'\]"):
        blocks_of(ONE.drop(columns="s"))
    with pytest.raises(ValueError, match="have no unit in some rows"):
        blocks_of(ONE.assign(unit=["North", None, "South", "West"]))
    with pytest.raises(ValueError, match=r"'unit': 'North'.* twice, must hold it once"):
        blocks_of(pd.concat([ONE, ONE.iloc[:1].assign(scale="1-7")]))
    for wrong in ("2025-Q1", "Q1 2025", "", None, np.nan):
        with pytest.raises(UnknownQuarterError):
            blocks_of(ONE.assign(quarter=wrong))


def test_the_cache_forgets_the_least_used() -> None:
    table = decode(encode(ONE))
    cache = BlockCache(limit=2 * table.nbytes)
    cache.put((1, "2025Q1"), table)
    cache.put((2, "2025Q1"), table)
    cache.put((2, "2025Q1"), table)
    assert cache.get((1, "2025Q1")) is table
    cache.put((3, "2025Q1"), table)
    assert cache.get((2, "2025Q1")) is None
    assert cache.get((1, "2025Q1")) is table
    assert cache.get((3, "2025Q1")) is table

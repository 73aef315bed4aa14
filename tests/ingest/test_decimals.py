"""The decimal sign of columns: what settles it, and what is asked."""

import re

import numpy as np
import pytest

from stool.errors import UnsettledColumnError
from stool.errors.meaning import DecimalSignError
from stool.ingest.files.coding import Coded
from stool.ingest.mapping import Column
from stool.ingest.meaning.decimals import require_one_currency, settle_decimals

MONEY = Column("x", "metric", "profit", "revenue", "ledger")
SCORE = Column("x", "metric", "csat", "csat", "1-5 mean")
COUNT = Column("x", "n")


def coded(texts: list[str]) -> Coded:
    counts = np.ones(len(texts), dtype=np.int64)
    return Coded(np.array(texts, dtype=object), counts, (np.arange(len(texts)),))


def comma(
    texts: list[str],
    meaning: Column = MONEY,
    *,
    beside: tuple[str, ...] = (),
    said: str | None = None,
) -> bool:
    columns = {"x": coded(texts), "y": coded(list(beside))}
    return settle_decimals("f.csv", columns, {"x": meaning, "y": MONEY}, said)["x"]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["12", "1234"], False),
        (["1,234", "12,5"], True),
        (["1,234", "12.5"], False),
        (["1,234", "1,234,567"], False),
        (["1.234", "1.234.567"], True),
        (["1,234", "0,125"], True),
    ],
)
def test_texts_that_read_one_way_settle_it(texts: list[str], found: bool) -> None:
    assert comma(texts) is found


def test_nothing_settles_it() -> None:
    said = (
        "In f.csv the numbers in “x” can be read in two ways, and nothing settles which: “1,234” "
        "is 1234 with a decimal point and 1.234 with a decimal comma. Say which in the mapping "
        'with "decimal": "point" or "decimal": "comma" (--decimal).'
    )
    with pytest.raises(DecimalSignError, match=re.escape(said)):
        comma(["12", "1,234", "$2,345"])
    with pytest.raises(DecimalSignError, match=r"“1\.234” is 1\.234 with a decimal point and 1234"):
        comma(["1.234"])
    with pytest.raises(DecimalSignError):
        comma(["1,234", "1.234"])


def test_the_mapping_wins() -> None:
    assert comma(["1,234"], said="comma")
    assert not comma(["1,234"], said="point")
    assert comma(["1.5"], said="comma")


def test_other_columns_break_a_tie_and_no_more() -> None:
    assert comma(["1,234"], beside=("1,5",))
    assert not comma(["1,234"], beside=("1.5",))
    assert not comma(["1.5"], beside=("1,5",))


def test_a_scale_or_a_count_has_room_for_one_reading() -> None:
    assert comma(["4,125", "3,250"], SCORE)
    assert not comma(["4.125", "3.250"], SCORE)
    assert not comma(["1,234"], COUNT)
    assert comma(["1.234"], COUNT)


def test_two_currencies_are_refused() -> None:
    require_one_currency("f.csv", "x", coded(["€5", "6 EUR", "7"]))
    with pytest.raises(UnsettledColumnError, match="“x” is in doubt: its amounts are in “\\$” and"):
        require_one_currency("f.csv", "x", coded(["$5", "€6"]))

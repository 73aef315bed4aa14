"""What must not matter does not: order, encoding, newlines and delimiter leave the rows alike."""

import io
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from stool.ingest import CheckedFile, ingest


def customers(rows: int, seed: int) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    month = draw.integers(1, 13, rows)
    return pd.DataFrame(
        {
            "case_id": [f"C{n}" for n in range(rows)],
            "date": [
                f"2025-{m:02d}-{d:02d}"
                for m, d in zip(month, draw.integers(1, 29, rows), strict=True)
            ],
            "branch": draw.choice(["Zürich", "Genève", "Malmö"], rows),
            "csat": draw.choice(
                ["1", "2", "3", "4", "5", "NA", "9"], rows, p=[0.1, 0.2, 0.2, 0.2, 0.2, 0.05, 0.05]
            ),
            "recommend": draw.integers(0, 11, rows).astype(str),
            "resolved": draw.choice(["yes", "no", ""], rows),
            "comment": draw.choice(["fine, thanks", "so; so", "bad|news", ""], rows),
        }
    )


def written(frame: pd.DataFrame, delimiter: str = ",", newline: str = "\n") -> str:
    text = io.StringIO()
    frame.to_csv(text, index=False, sep=delimiter, lineterminator=newline)
    return text.getvalue()


def settled(result: CheckedFile) -> pd.DataFrame:
    columns = sorted(result.rows.columns)
    return result.rows[columns].sort_values(columns, ignore_index=True)


FRAME = customers(300, seed=3)
BASE = ingest(written(FRAME).encode(), "c.csv")

SAME: dict[str, Callable[[], bytes]] = {
    "rows in another order": lambda: written(FRAME.sample(frac=1, random_state=1)).encode(),
    "columns in another order": lambda: written(FRAME[FRAME.columns[::-1]]).encode(),
    "byte order mark": lambda: written(FRAME).encode("utf-8-sig"),
    "UTF-16": lambda: written(FRAME).encode("utf-16"),
    "cp1252": lambda: written(FRAME).encode("cp1252"),
    "CRLF": lambda: written(FRAME, newline="\r\n").encode(),
    "semicolons": lambda: written(FRAME, delimiter=";").encode(),
    "tabs": lambda: written(FRAME, delimiter="\t").encode(),
    "pipes": lambda: written(FRAME, delimiter="|").encode(),
    "blank lines at the end": (written(FRAME) + "\n\n,,,,,,\n").encode,
    "sep line": lambda: ("sep=;\r\n" + written(FRAME, ";", "\r\n")).encode("cp1252"),
}


def test_the_base_has_something_to_lose() -> None:
    assert BASE.accepted > 250
    assert BASE.rejected > 5
    assert len(BASE.metrics) == 3


@pytest.mark.parametrize("change", SAME)
def test_unchanged_by(change: str) -> None:
    result = ingest(SAME[change](), "c.csv")
    pd.testing.assert_frame_equal(settled(result), settled(BASE))
    assert (result.accepted, result.rejected) == (BASE.accepted, BASE.rejected)
    assert result.mapping == BASE.mapping
    assert sorted(result.problems["value"]) == sorted(BASE.problems["value"])

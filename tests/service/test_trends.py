"""Quarter by quarter."""

import pandas as pd

from stool.schema import ESAT
from stool.service.result import TREND_COLUMNS
from stool.service.shares import top_share
from stool.service.trends import trend_of, trend_of_means
from tests.service.built import cell


def test_quarters_come_oldest_first_and_only_if_they_are_known() -> None:
    rows = pd.DataFrame(
        [
            cell(ESAT, "a", [4, 5], quarter="2026Q1"),
            cell(ESAT, "a", [3, 5], quarter="2025Q4"),
            cell(ESAT, "a", [3.5, 5], quarter="2025Q3", scale="1-5 mean"),
        ]
    )
    means, tops = trend_of_means(rows), trend_of(rows, lambda part: top_share("top", part))
    assert list(means) == list(tops) == list(TREND_COLUMNS)
    assert means[["quarter", "value"]].to_numpy().tolist() == [
        *(["2025Q3", 4.25], ["2025Q4", 4.0], ["2026Q1", 4.5]),
    ]
    assert tops[["quarter", "value"]].to_numpy().tolist() == [["2025Q4", 0.5], ["2026Q1", 0.5]]
    assert trend_of_means(rows.iloc[:0]).empty

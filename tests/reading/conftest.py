"""Companies that were analysed once."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import pytest

from stool.measure import Target
from stool.period import shift
from stool.reading import Analysis, analyse
from stool.schema import CSAT, ESAT, MARGIN
from tests.cells.making import Cell, cells, company

QUARTERS = [shift("2024Q1", step) for step in range(6)]
PARENTS = {"A": "North", "B": "North", "C": "South", "D": "South"}
OWN = {  # an even company then stands at 75 on every leg
    ESAT: Target(2.5, 3.5, 4.0, provisional=False),
    CSAT: Target(2.5, 3.5, 4.0, provisional=False),
    MARGIN: Target(0.0, 10.0, 15.0, provisional=False),
}
Changes = dict[tuple[str, str, str], Cell | None]
Analysed = Callable[..., Analysis]


@pytest.fixture(scope="session")
def analysed() -> Analysed:
    """Analyse an even company of four units and six quarters with some cells changed or more."""

    def build(
        changed: Changes | None = None,
        rejected: int = 0,
        linked: bool = False,
        extra: Sequence[Cell] = (),
        **options: Any,
    ) -> Analysis:
        rows = [*company(QUARTERS, "ABCD", changed=changed), *extra]
        batches = pd.DataFrame(
            {"source": ["esat"], "rows_accepted": [100], "rows_rejected": [rejected]}
        )
        usual = {"revision": 7, "parents": PARENTS, "batches": batches, "targets": OWN}
        with pytest.MonkeyPatch.context() as patch:  # the lag analysis has its own tests
            for name in () if linked else ("loop_links", "reverse_links"):
                patch.setattr(f"stool.reading.analysis.{name}", lambda panel: {})
            return analyse(cells(*rows), **(usual | options))

    return build


@pytest.fixture(scope="session")
def even(analysed: Analysed) -> Analysis:
    return analysed(linked=True)

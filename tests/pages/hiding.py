"""A company in which teams are hidden for every reason there is, served to page tests."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from stool.privacy import Published, publish
from stool.schema import ESAT, HIDDEN_COMPLEMENT, HIDDEN_CROSSING, SUMS

FEW, COMPLEMENT = "Tiny", "Dell"  # a team of four answers, and the one hidden to protect another
CROSSED = ("Cedar", "Manager")  # a segment of a team
REASONS = {
    FEW: "hidden: fewer than 7 answers",
    COMPLEMENT: "hidden to protect a smaller group",
    CROSSED: "hidden: crossing segments would tell about fewer than 7",
}


def hide(patch: pytest.MonkeyPatch) -> None:
    """Let what is published hide a team and a segment, whatever else it hides."""
    patch.setattr("stool.reading.analysis.publish", _published)


def _published(cells: pd.DataFrame, parents: Mapping[str, str], **options: Any) -> Published:
    found = publish(cells, parents, **options)
    table = found.table
    team = (table["node"] == COMPLEMENT) & (table["hidden"] == "")
    crossed = (table["node"] == CROSSED[0]) & (table["level"] == CROSSED[1])
    for rows, reason in ((team, HIDDEN_COMPLEMENT), (crossed, HIDDEN_CROSSING)):
        of_employees = rows & (table["leg"] == ESAT)
        table.loc[of_employees, "hidden"] = reason
        table.loc[of_employees, list(SUMS)] = np.nan
    return found

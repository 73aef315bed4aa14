"""A company in which teams are hidden for every reason there is, served to page tests."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from stool.privacy import Published, publish_once
from stool.schema import ESAT, HIDDEN_CROSSING, SUMS

FEW, COMPLEMENT = "Tiny", "Dell"  # a team of four answers, and the one hidden to protect another
CROSSED = ("Cedar", "Manager")  # a segment of a team
REASONS = {
    FEW: "hidden: fewer than 7 answers",
    COMPLEMENT: "hidden to protect a smaller group",
    CROSSED: "hidden: crossing segments would tell about fewer than 7",
}


def hide(patch: pytest.MonkeyPatch) -> None:
    """Let what is published hide a segment as if how it crosses another were not known."""
    patch.setattr("stool.reading.analysis.publish_once", _published)


def _published(*inputs: Any, **options: Any) -> Published:
    found = publish_once(*inputs, **options)
    table = found.table.copy()
    rows = (table["node"] == CROSSED[0]) & (table["level"] == CROSSED[1]) & (table["leg"] == ESAT)
    table.loc[rows, "hidden"] = HIDDEN_CROSSING
    table.loc[rows, list(SUMS)] = np.nan
    return replace(found, table=table)

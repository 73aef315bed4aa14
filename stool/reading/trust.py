"""Can I trust this? What the reading rests on, worst first, at most five."""

from collections.abc import Mapping

import numpy as np

from stool.lag import Evidence
from stool.reading.analysis import Analysis
from stool.reading.hierarchy import units_under
from stool.reading.result import Finding, LegReading
from stool.schema import COMPANY, CSAT, ESAT, HIDDEN_FEW, LEGS, SHOWN

MOST = 5
RESPONSE_FLOOR = 0.2  # under it, who stays silent matters more than who answers
BAD, WARN, GOOD = 2.0, 1.0, 0.0


def trust(
    analysis: Analysis, quarter: str, node: str, legs: Mapping[str, LegReading]
) -> tuple[Finding, ...]:
    """What stands behind the figures of this node and quarter."""
    found = [
        _files(analysis, legs, quarter),
        _coverage(analysis, node, quarter),
        *_responses(legs),
        _targets(legs),
        _links(analysis),
    ]
    return tuple(sorted(found, key=lambda finding: -finding.weight)[:MOST])


def _files(analysis: Analysis, legs: Mapping[str, LegReading], quarter: str) -> Finding:
    facts = {"legs": len(legs), "of": len(LEGS), "quarter": quarter} | _rows(analysis)
    rejected = facts.get("rejected", 0)
    weight = BAD if len(legs) < len(LEGS) else WARN if rejected else GOOD
    return Finding("files", weight, "data", facts)


def _rows(analysis: Analysis) -> dict[str, object]:
    """Rows of the files of the legs; nothing of a part, of which nobody counted them."""
    if analysis.root != COMPANY:
        return {}
    batches = analysis.batches
    of_legs = [bool({*str(source).split("+")} & {*LEGS}) for source in batches["source"]]
    rejected = int(batches.loc[of_legs, "rows_rejected"].sum())
    accepted = int(batches.loc[of_legs, "rows_accepted"].sum())
    return {"rejected": rejected, "rows": rejected + accepted}


def _coverage(analysis: Analysis, node: str, quarter: str) -> Finding:
    units = units_under(analysis.legs, node)
    shown = units[(units["hidden"] == SHOWN) & np.isfinite(units["score"])]
    matched = shown.groupby(["node", "quarter"])["leg"].nunique() == len(LEGS)
    hidden = units[(units["quarter"] == quarter) & (units["hidden"] != SHOWN)]
    facts = {
        "units": int(units["node"].nunique()),
        "quarters": int(units["quarter"].nunique()),
        "matched": int(matched.sum()),
        "hidden": int(hidden["node"].nunique()),
        "few": int(hidden.loc[hidden["hidden"] == HIDDEN_FEW, "node"].nunique()),
        "minimum_n": analysis.published.minimum_n,
    }
    return Finding("coverage", WARN / 2 if len(hidden) else GOOD, "data", facts)


def _responses(legs: Mapping[str, LegReading]) -> list[Finding]:
    found = []
    for leg in (ESAT, CSAT):
        if leg not in legs or not legs[leg].sampled or legs[leg].hidden != SHOWN:
            continue
        rate, most = legs[leg].response_rate, legs[leg].response_rate_high
        facts = {"leg": leg, "rate": rate, "most": most, "floor": RESPONSE_FLOOR}
        if np.isnan(rate):
            found.append(Finding("response_unknown", WARN, "data", facts))
        elif rate > 1:
            found.append(Finding("response_impossible", BAD, "data", facts))
        else:
            low = most < RESPONSE_FLOOR
            found.append(Finding("response", WARN + 0.5 if low else GOOD, "data", facts))
    return found


def _targets(legs: Mapping[str, LegReading]) -> Finding:
    open_ = [leg for leg, each in legs.items() if each.target is None or each.target.provisional]
    return Finding("targets", WARN if open_ else GOOD, "data", {"legs": open_})


def _links(analysis: Analysis) -> Finding:
    words = [link.evidence for link in analysis.links.values()]
    facts = {
        "established": sum(word >= Evidence.ESTABLISHED for word in words),
        "of": len(words),
        "units": max((link.n_units for link in analysis.links.values()), default=0),
        "quarters": max((link.n_quarters for link in analysis.links.values()), default=0),
    }
    return Finding("links", GOOD, "loop", facts)

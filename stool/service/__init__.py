"""Service: what the basics of excellent service amount to, each measured or not at all."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from stool.service import (
    chain,
    customers,
    fair,
    improving,
    led,
    listening,
    people,
    recovery,
    reliable,
    responsive,
    steady,
)
from stool.service.basis import QUARTERS, Basis, Cells
from stool.service.result import (
    PART_COLUMNS,
    PLACE_COLUMNS,
    TREND_COLUMNS,
    Figure,
    Kind,
    Measure,
)

MEASURES: Mapping[str, Callable[[Basis], Measure | None]] = MappingProxyType(
    {
        "S1": steady.same_server,
        "S2": steady.consistent,
        "S3": responsive.worth_it,
        "S5": fair.four,
        "S6": customers.as_person,
        "S7": steady.by_design,
        "S8": chain.teams,
        "S9": chain.chain,
        "S10": chain.insight,
        "S11": led.inversion,
        "S12": led.vision,
        "S13": listening.heard,
        "S14": led.standards,
        "S15": people.made_able,
        "S16": improving.improved,
        "S17": people.recognised,
        "S18": responsive.respond,
        "S19": recovery.silent,
        "S20": responsive.attitude,
        "S21": listening.asked,
        "S22": listening.answered,
        "S23": fair.respect,
        "S24": responsive.easy,
        "S25": customers.kept,
        "S26": people.newcomers,
        "S28": led.evidence,
        "S29": people.feedback,
        "S30": reliable.perceived,
        "S31": responsive.extra,
        "S32": recovery.recovered,
        "S33": fair.fair,
        "S34": improving.owned,
        "S35": people.tools,
        "S36": people.people,
        "S37": reliable.ownership,
        "S38": reliable.promises,
        "S39": recovery.complaints,
        "S40": listening.written,
        "S41": chain.service_focus,
        "S42": customers.exceeded,
    }
)
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {  # concepts of the Service page, in the order they stand there
        "reliable": ("S1", "S2", "S38", "S30", "S37", "S7"),
        "responsive": ("S18", "S20", "S24", "S3", "S31"),
        "fair": ("S33", "S23", "S5"),
        "recovers": ("S32", "S39", "S19"),
        "chain": ("S9", "S8", "S10", "S41"),
        "led": ("S14", "S12", "S11", "S28"),
        "people": ("S36", "S15", "S17", "S29"),
    }
)


def measures(basis: Basis, concepts: Iterable[str] = tuple(MEASURES)) -> dict[str, Measure]:
    """What can be measured of a node in a quarter, by concept.

    Parameters
    ----------
    basis : Basis
    concepts : iterable of str
        All by default; those without a measure are passed over.
    """
    wanted = [concept for concept in concepts if concept in MEASURES]
    found = {concept: MEASURES[concept](basis) for concept in wanted}
    return {concept: measure for concept, measure in found.items() if measure is not None}


__all__ = [
    "GROUPS",
    "MEASURES",
    "PART_COLUMNS",
    "PLACE_COLUMNS",
    "QUARTERS",
    "TREND_COLUMNS",
    "Basis",
    "Cells",
    "Figure",
    "Kind",
    "Measure",
    "measures",
]

"""Measures of the service as plain values that JSON can hold."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from stool.reading import Reading
from stool.service import Measure
from stool.text import questions


def service_body(reading: Reading, found: Mapping[str, Measure]) -> dict[str, Any]:
    """Every measure of a node and quarter as ``service --json`` prints it; unrounded."""
    return {
        "revision": reading.revision,
        "quarter": reading.quarter,
        "unit": reading.node,
        "measures": [
            {
                "concept": concept,
                "name": questions.name(concept),
                "better": measure.better or None,
                "quarters": list(measure.quarters),
                "figures": [asdict(figure) for figure in measure.figures],
                "trend": measure.trend.to_dict("records"),
                "parts": measure.parts.to_dict("records"),
                "places": measure.places.to_dict("records"),
                "doubts": list(measure.doubts),
            }
            for concept, measure in in_order(found)
        ],
    }


def in_order(found: Mapping[str, Measure]) -> list[tuple[str, Measure]]:
    """Measures by the number of their concept."""
    return sorted(found.items(), key=lambda each: int(each[0][1:]))

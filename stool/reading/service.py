"""What every concept amounts to in a node and quarter, by the data that are loaded."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from stool.period import shift
from stool.reading.analysis import Analysis
from stool.schema import COMPANY
from stool.service import MEASURES, QUARTERS, Basis, Cells, Measure, measures
from stool.voice import Voice


def service_cells(analysis: Analysis, meanings: Mapping[str, str] | None = None) -> Cells:
    """The shown cells of a revision as measures look them up.

    Parameters
    ----------
    analysis : Analysis
    meanings : Mapping of metric to metric, optional
        As of `stool.reading.coverage.coverage`.
    """
    published = analysis.published
    return Cells.of((published.table, published.beside), analysis.headline, meanings or {})


def paired_quarters(quarter: str) -> tuple[str, ...]:
    """Quarters whose pairs enter the measures of one."""
    return tuple(shift(quarter, -back) for back in range(QUARTERS))


def service(
    analysis: Analysis,
    cells: Cells,
    pairs: pd.DataFrame,
    quarter: str,
    node: str = COMPANY,
    *,
    concepts: Iterable[str] = tuple(MEASURES),
    voice: Voice | None = None,
) -> dict[str, Measure]:
    """Measure the service of a node.

    Parameters
    ----------
    analysis : Analysis
    cells : Cells
        Of the same revision.
    pairs : DataFrame
        As of `stool.privacy.publish_pairs`, of `paired_quarters`.
    quarter : str
        Later ones are left out.
    node : str
        Unit, region or the company.
    concepts : iterable of str
        Those to be measured; all by default.
    voice : Voice, optional
        What people wrote, of the same revision.

    Returns
    -------
    dict of concept to Measure
        What the loaded data measure, no more.
    """
    units = analysis.nodes[analysis.nodes["depth"] == "unit"]
    found = measures(
        Basis(
            cells,
            pairs,
            node,
            quarter,
            analysis.actions,
            analysis.standards,
            parents=dict(zip(units["node"], units["parent"], strict=True)),
            legs=analysis.legs,
            voice=voice,
        ),
        concepts,
    )
    if analysis.root == COMPANY:
        return found
    return {
        concept: replace(measure, details=measure.details.replace(COMPANY, analysis.root))
        for concept, measure in found.items()
    }

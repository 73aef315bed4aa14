"""Pair cells: how two questions of a leg were answered together, for drivers without rows."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csc_array

from stool.cells.statement import QUARTER, UNIT, MetricColumn, limits
from stool.schema import ALL, LEGS, PAIR_COLUMNS, PAIR_KEY, PAIR_SUMS, SCALES, SERVER, SUM_DIGITS

MOST_PAIRED = 30  # metrics of a leg, every two of them: 435 pairs; further ones meet the headline
MOST_PRODUCTS = 2**20  # held at once, 8 MB each time

Floats = NDArray[np.float64]
Pair = tuple[MetricColumn, MetricColumn]


def pairs_of(metrics: Sequence[MetricColumn], headline: Mapping[str, str]) -> tuple[Pair, ...]:
    """Every two metrics of a leg that people answered in the same row, the first by name first.

    Parameters
    ----------
    metrics : sequence of MetricColumn
        In the order of the file; aggregated ones and ledger figures have no pairs.
    headline : Mapping of leg to metric
        What stands for a leg if it is not the metric of its name. It is paired with every other
        metric; of more than `MOST_PAIRED` of a leg only the first are paired with each other.
    """
    found: list[Pair] = []
    for leg in LEGS:
        stands = headline.get(leg, leg)
        of_leg = [
            metric
            for metric in metrics
            if metric.leg == leg and SCALES[metric.scale].sampled and not metric.aggregated
        ]
        order = [each for each in of_leg if each.metric == stands]
        order += [each for each in of_leg if each.metric != stands]
        chosen = [*combinations(order[:MOST_PAIRED], 2)]
        chosen += [(order[0], further) for further in order[MOST_PAIRED:]]
        found += sorted(map(_by_name, chosen), key=_names)
    return tuple(found)


class PairTotals:
    """Sums of pairs over rows that come block by block, none of which is kept.

    They are matrix products of the answers with the places they count in: a database would take
    six sums a pair, and longer to plan them than to add them up.

    Parameters
    ----------
    pairs : sequence of two metrics, neither of them aggregated
    dimensions : sequence of str
        Columns whose values are segments; those who serve are none.
    """

    def __init__(self, pairs: Sequence[Pair], dimensions: Sequence[str]) -> None:
        self._pairs = pairs
        self._dimensions = [name for name in dimensions if name != SERVER]
        self._metrics = list({metric.metric: metric for pair in pairs for metric in pair}.values())
        order = [metric.metric for metric in self._metrics]
        self._a, self._b = (
            np.array([order.index(pair[side].metric) for pair in pairs], dtype=np.int64)
            for side in (0, 1)
        )
        self._names: dict[str, pd.Index[str]] = {}
        self._places = pd.Index([], dtype=np.int64)
        self._sums = np.zeros((0, len(PAIR_SUMS) * len(pairs)))

    def pass_on(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows as they are, once added up.

        Raises
        ------
        ValueError
            A column of names has other categories than in the block before.
        """
        if self._pairs:
            answers = np.column_stack([_valid(rows[each.metric], each) for each in self._metrics])
            places = self._places_of(rows)
            step = max(1, MOST_PRODUCTS // self._sums.shape[1])
            for begin in range(0, len(rows), step):
                self._add(places[begin : begin + step], answers[begin : begin + step])
        return rows

    def cells(self) -> pd.DataFrame:
        """Unpivot the sums: one row a pair and place where somebody answered both.

        Returns
        -------
        DataFrame
            Columns `stool.schema.PAIR_COLUMNS`, texts as categories.
        """
        places = self._place_names()
        known = places["level"].notna().to_numpy()
        if not known.any():
            return pd.DataFrame(columns=list(PAIR_COLUMNS)).astype(
                dict.fromkeys(PAIR_KEY, "str") | dict.fromkeys(PAIR_SUMS, "float")
            )
        sums = self._sums[: len(self._places)][known]
        sums = sums.reshape(len(sums), len(PAIR_SUMS), len(self._pairs)).transpose(1, 2, 0)
        of_pairs = {
            "leg": [a.leg for a, _ in self._pairs],
            "metric_a": [a.metric for a, _ in self._pairs],
            "metric_b": [b.metric for _, b in self._pairs],
            "scale_a": [a.scale for a, _ in self._pairs],
            "scale_b": [b.scale for _, b in self._pairs],
        }
        every = np.tile(np.flatnonzero(known), len(self._pairs))
        columns: dict[str, object] = {
            name: pd.Categorical(values).repeat(int(known.sum()))
            for name, values in of_pairs.items()
        }
        columns |= {
            str(name): pd.Categorical(values).take(every) for name, values in places.items()
        }
        columns |= {
            name: values.ravel().round(SUM_DIGITS)
            for name, values in zip(PAIR_SUMS, sums, strict=True)
        }
        found = pd.DataFrame(columns)[list(PAIR_COLUMNS)]
        return found[found["n"] > 0].reset_index(drop=True)

    def _add(self, places: NDArray[np.int64], answers: Floats) -> None:
        """Add rows, each to the places it counts in: shapes (rows, places) and (rows, metrics)."""
        local, distinct = pd.factorize(places.ravel())
        met = pd.Index(distinct, dtype=np.int64)
        ends = np.arange(0, places.size + 1, places.shape[1])
        counts_in = csc_array((np.ones(places.size), local, ends), (len(met), len(places)))
        totals = np.asarray(counts_in @ self._products(answers), dtype=np.float64)
        self._places = self._places.union(met, sort=False)
        missing = len(self._places) - len(self._sums)
        if missing > 0:
            more = np.zeros((max(missing, len(self._sums)), self._sums.shape[1]))
            self._sums = np.concatenate([self._sums, more])
        self._sums[self._places.get_indexer(met)] += totals

    def _products(self, answers: Floats) -> Floats:
        """What `PAIR_SUMS` add up, of every row and pair: 0 where one of the two is missing."""
        given = np.isfinite(answers)
        values, ones = np.where(given, answers, 0.0), given.astype(np.float64)
        a, has_a = values[:, self._a], ones[:, self._a]
        b, has_b = values[:, self._b], ones[:, self._b]
        both_a, both_b = a * has_b, b * has_a
        with np.errstate(over="ignore"):
            return np.hstack([has_a * has_b, both_a, both_b, a * both_a, b * both_b, a * b])

    def _places_of(self, rows: pd.DataFrame) -> NDArray[np.int64]:
        """Numbers of the places a row counts in: everybody's, and one of each dimension.

        Of the numbers of a quarter and unit the first is everybody's, the last that of any segment
        nobody knows.
        """
        codes = {name: self._codes(rows, name) for name in (QUARTER, UNIT, *self._dimensions)}
        segments, end = [np.zeros(len(rows), dtype=np.int64)], 1
        for name in self._dimensions:
            segments.append(np.where(codes[name] < 0, self._width - 1, codes[name] + end))
            end += len(self._names[name])
        everybody = codes[QUARTER] * len(self._names[UNIT]) + codes[UNIT]
        return everybody[:, None] * self._width + np.column_stack(segments)

    def _place_names(self) -> pd.DataFrame:
        """Quarter, unit, dimension and level of the places, NaN where a segment is unknown."""
        if self._places.empty:
            return pd.DataFrame(columns=[QUARTER, UNIT, "dimension", "level"], dtype="str")
        levels = [(name, level) for name in self._dimensions for level in self._names[name]]
        segments = pd.DataFrame(
            [(ALL, ALL), *levels, (np.nan, np.nan)], columns=["dimension", "level"], dtype="str"
        )
        everybody, segment = np.divmod(self._places.to_numpy(), self._width)
        quarter, unit = np.divmod(everybody, len(self._names[UNIT]))
        found = segments.take(segment).reset_index(drop=True)
        found[QUARTER] = self._names[QUARTER].take(quarter)
        found[UNIT] = self._names[UNIT].take(unit)
        return found

    @property
    def _width(self) -> int:
        """How many places there are for a quarter and unit."""
        return 2 + sum(len(self._names[name]) for name in self._dimensions)

    def _codes(self, rows: pd.DataFrame, name: str) -> NDArray[np.int64]:
        coded = rows[name].astype("category").cat
        if not self._names.setdefault(name, coded.categories).equals(coded.categories):
            raise ValueError(f"categories of {name} are not those of the block before")
        return np.asarray(coded.codes, dtype=np.int64)


def _valid(values: "pd.Series[float]", metric: MetricColumn) -> Floats:
    """Answers, NaN beyond the scale."""
    low, high = limits(metric)
    return np.asarray(values.where(values.between(low, high)), dtype=np.float64)


def _by_name(pair: Pair) -> Pair:
    a, b = pair
    return (a, b) if a.metric < b.metric else (b, a)


def _names(pair: Pair) -> tuple[str, str]:
    return pair[0].metric, pair[1].metric

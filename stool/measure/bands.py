"""Times counted in bands: the share inside a bound, the median, any other quantile.

Bands are additive as answers are: those of a region are the sum of those of its branches.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stool.schema import BAND_HOURS


@dataclass(frozen=True, slots=True)
class BandQuantile:
    """Where a quantile of times lies that are known by their bands.

    Attributes
    ----------
    low, high : float
        Hours it lies between, `high` included; infinity above the last band.
    hours : float
        On the straight line between the two, as if times were spread evenly over the band; NaN in
        the last band, which has no end.
    cases : int
        Times behind it.
    """

    low: float
    high: float
    hours: float
    cases: int


def quantile_of_bands(counts: Sequence[float], share: float) -> BandQuantile:
    """Find a quantile of times: the least one that this share of the cases stays within.

    Parameters
    ----------
    counts : sequence of float, shape (11,)
        Cases in each band of `stool.schema.BAND_HOURS`, c0..c10 of a metric of bands.
    share : float
        Above 0 and up to 1: 0.5 is the median, 0.9 the 90th percentile.

    Returns
    -------
    BandQuantile
        Its ends are NaN where there is no case.

    Raises
    ------
    ValueError
        `share` is out of range, or there are not as many counts as bands.
    """
    if not 0 < share <= 1:
        raise ValueError(f"share is {share}, must be above 0 and at most 1")
    cases = _counts(counts)
    total = float(cases.sum())
    if total == 0:
        return BandQuantile(np.nan, np.nan, np.nan, 0)
    reached = np.cumsum(cases)
    wanted = share * total
    band = int(np.searchsorted(reached, wanted * (1 - 1e-12)))  # a share of 1 is the last case
    ends = (0.0, *BAND_HOURS, np.inf)
    low, high = ends[band], ends[band + 1]
    if not np.isfinite(high):
        return BandQuantile(low, high, np.nan, round(total))
    below = float(reached[band] - cases[band])
    hours = low + (high - low) * (wanted - below) / float(cases[band])
    return BandQuantile(low, high, hours, round(total))


def share_within(counts: Sequence[float], hours: float) -> float:
    """Share of the times that are at most so many hours, 0 to 1; NaN where there is no case.

    Parameters
    ----------
    counts : sequence of float, shape (11,)
        As of `quantile_of_bands`.
    hours : float
        An end of a band, one of `stool.schema.BAND_HOURS`: between two of them nothing is known.

    Raises
    ------
    ValueError
        `hours` is no end of a band, or there are not as many counts as bands.
    """
    if hours not in BAND_HOURS:
        raise ValueError(f"hours is {hours}, must be one of {BAND_HOURS}")
    cases = _counts(counts)
    total = float(cases.sum())
    inside = float(cases[: BAND_HOURS.index(hours) + 1].sum())
    return inside / total if total else float("nan")


def _counts(counts: Sequence[float]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    if len(counts) != len(BAND_HOURS) + 1:
        raise ValueError(f"{len(counts)} counts, must be {len(BAND_HOURS) + 1}, one a band")
    return np.asarray(counts, dtype=np.float64)

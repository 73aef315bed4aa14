"""Other companies that could have been: the same places drawn anew."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import wishart

from stool.drivers.moments import Moments
from stool.drivers.weights import Floats, correlations

Places = NDArray[np.intp]

Of = Literal["units", "quarters", "people"]

LEAST_CLUSTERS = 10  # fewer drawn with replacement repeat each other too often
DRAWS = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Resampled:
    """Correlations of resampled data.

    Attributes
    ----------
    r : ndarray (draws, k, k)
        As of `weights.correlations`, without draws in which somebody did not vary.
    of : {"units", "quarters", "people"}
        What was drawn.
    clusters : int
        How many of those there are.
    """

    r: Floats
    of: Of
    clusters: int


def resampled(moments: Moments, draws: int, seed: int) -> Resampled:
    """Draw the places of a leg anew.

    Whole units are drawn with replacement, so that people of one unit may resemble each other in
    any way. With fewer than `LEAST_CLUSTERS` units their quarters are drawn instead; with fewer of
    those, people, as if answers were normal: then units may be more alike than it says.

    Parameters
    ----------
    moments : Moments
    draws : int
    seed : int

    References
    ----------
    Field & Welsh (2007), J. R. Stat. Soc. B 69, 369-390 (cluster bootstrap). Wishart (1928),
    Biometrika 20A, 32-52.
    """
    random = np.random.default_rng(seed)
    units = np.unique([node for node, _ in moments.places], return_inverse=True)[1]
    choices: tuple[tuple[Of, Places], ...] = (("units", units), ("quarters", np.arange(len(units))))
    for of, cluster in choices:
        count = int(cluster.max()) + 1
        if count >= LEAST_CLUSTERS:
            times = random.multinomial(count, np.full(count, 1 / count), size=draws)[:, cluster]
            r = correlations(
                np.einsum("dp,pij->dij", times, moments.products, optimize=True),
                np.einsum("dp,pij->dij", times, moments.spreads, optimize=True),
            )
            return Resampled(_known(r), of, count)
    r = correlations(moments.products.sum(axis=0), moments.spreads.sum(axis=0))
    k = len(r)
    people = max(float(np.median(moments.free[np.triu_indices(k, 1)])), k)
    sums = wishart.rvs(df=people, scale=r, size=draws, random_state=random).reshape(draws, k, k)
    diagonal = np.einsum("dii->di", sums)
    r = correlations(sums, np.repeat(diagonal[:, :, None], k, axis=2))
    return Resampled(_known(r), "people", round(people))


def _known(r: Floats) -> Floats:
    return r[np.isfinite(r).all(axis=(1, 2))]

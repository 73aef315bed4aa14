"""Loop gain: how much of a point comes back to its leg once round the loop."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from stool.lag.evidence import Evidence
from stool.lag.result import LagResult
from stool.schema import LINKS

Z_95 = 1.959963984540054
DRAWS = 20_000


@dataclass(frozen=True, slots=True)
class LoopGain:
    """The product of the three slopes.

    Attributes
    ----------
    value, low, high : float
        Score points that come back to a leg for each point of it, with the 95 % interval; above 1
        the loop would feed itself.
    quarters : int
        The three best lags together.
    weakest : tuple of (leader, follower)
        The link with least evidence; of equals the one with the largest p.
    evidence : Evidence
        Of that link: what the whole loop rests on.
    """

    value: float
    low: float
    high: float
    quarters: int
    weakest: tuple[str, str]
    evidence: Evidence

    @property
    def closes(self) -> bool:
        """Whether every link is established, so that the loop is seen to close."""
        return self.evidence >= Evidence.ESTABLISHED


def loop_gain(
    links: Mapping[tuple[str, str], LagResult], *, draws: int = DRAWS, seed: int = 0
) -> LoopGain | None:
    """Multiply the slopes of the three links of the loop.

    Parameters
    ----------
    links : Mapping of (leader, follower) to LagResult
        As of `stool.lag.loop_links`, slopes in score points for a score point.
    draws : int
        Of the three slopes, behind the interval.
    seed : int
        The same call gives the same numbers.

    Returns
    -------
    LoopGain or None
        None where one of the links could not be estimated.

    Notes
    -----
    The product of normal variables is not normal, so its interval is that of draws of the slopes,
    each normal with the width of its own interval (MacKinnon, Lockwood & Williams 2004,
    Multivariate Behav. Res. 39, 99-128, do so for products of two). Links are estimated from
    different quarters of the same units and taken to be independent. Each slope is that at the best
    of several lags, so the product runs large where evidence is thin.
    """
    found = [links.get(link) for link in LINKS]
    known = [link for link in found if link is not None and link.best_lag is not None]
    slopes = np.array([[link.slope, link.slope_low, link.slope_high] for link in known])
    if len(known) < len(LINKS) or not np.isfinite(slopes).all():
        return None
    errors = (slopes[:, 2] - slopes[:, 1]) / (2 * Z_95)
    random = np.random.default_rng(seed)
    products = random.normal(slopes[:, 0], errors, (draws, len(known))).prod(axis=1)
    low, high = np.quantile(products, [0.025, 0.975])
    weakest = min(known, key=lambda link: (link.evidence, -link.p))
    return LoopGain(
        value=float(slopes[:, 0].prod()),
        low=float(low),
        high=float(high),
        quarters=sum(int(link.best_lag or 0) for link in known),
        weakest=(weakest.leader, weakest.follower),
        evidence=weakest.evidence,
    )

"""What happens to all legs together: shared shocks, jumps, unequal units, gaps.

Every function takes a generator and values (legs, batch, units, quarters) and returns the new ones.
"""

import numpy as np

from benchmarks.support import noise
from benchmarks.support.noise import Floats

SHOCK = 5.0  # standard deviations, in one quarter
JUMP = 3.0  # standard deviations of the news, for good
LEVELS = 1.0  # spread of the units' own levels
SCALES = 0.7  # spread of the log of the units' scales
TRENDS = 0.1  # spread of the units' own trends, a quarter
ALIKE = 0.7  # correlation over units of the legs' exposures to two factors


def nothing(_: np.random.Generator, values: Floats) -> Floats:
    """The values as they are."""
    return values


def own_levels(random: np.random.Generator, values: Floats) -> Floats:
    """Every unit has a level of its own in every leg."""
    return values + LEVELS * random.standard_normal((*values.shape[:-1], 1))


def company(
    random: np.random.Generator,
    values: Floats,
    *,
    shared: bool = False,
    spread: float = 0.0,
    alike: bool = False,
    own: float = 0.5,
) -> Floats:
    """Company-wide shocks reach units that have levels of their own.

    Parameters
    ----------
    shared : bool
        One factor moves all legs; else each leg has one of its own.
    spread : float
        Standard deviation over units of their exposure, whose mean is 1.
    alike : bool
        A unit is exposed alike in all legs.
    own : float
        Autocorrelation of the factors.
    """
    legs, batch, units, quarters = values.shape
    factors = 1 if shared else legs
    factor = noise.autoregressive(noise.normal(random, (factors, batch, 1, quarters)), own)
    exposures = (1 if alike else legs, batch, units, 1)
    exposure = 1 + spread * random.standard_normal(exposures)
    return own_levels(random, values) + exposure * factor


def unequal_units(random: np.random.Generator, values: Floats) -> Floats:
    """Units differ in scale, alike in all legs, under company-wide shocks."""
    _, batch, units, _ = values.shape
    scale = np.exp(SCALES * random.standard_normal((batch, units, 1)))
    return company(random, scale * values)


def tenfold(random: np.random.Generator, values: Floats) -> Floats:
    """Units' noise differs up to tenfold, in each leg by itself, under company-wide shocks."""
    scale = 10 ** random.random((*values.shape[:-1], 1))
    return company(random, scale * values)


def own_trends(random: np.random.Generator, values: Floats) -> Floats:
    """Every unit has a trend of its own in every leg."""
    slope = TRENDS * random.standard_normal((*values.shape[:-1], 1))
    return own_levels(random, values) + slope * np.arange(values.shape[-1])


def two_factors(random: np.random.Generator, values: Floats, *, lean: float) -> Floats:
    """Two factors move both legs; the units' exposures are correlated between the legs.

    Parameters
    ----------
    lean : float
        How far the first leg's mean exposures lean to the first factor and the last leg's to the
        second. At 0 all cross-section means are the same mixture of the two factors.
    """
    legs, batch, units, quarters = values.shape
    factors = noise.autoregressive(noise.normal(random, (2, batch, 1, quarters)), 0.5)
    first, *rest = 0.5 * random.standard_normal((legs, 2, batch, units, 1))
    others = [ALIKE * first + np.sqrt(1 - ALIKE**2) * own for own in rest]
    leans = lean * np.linspace(1, -1, legs)
    means = np.stack([1 + leans, 1 - leans], axis=1)[:, :, None, None, None]
    exposures = means + np.stack([first, *others])  # (legs, factors, batch, units, 1)
    felt: Floats = (exposures * factors).sum(axis=1)
    return own_levels(random, values) + felt


def third_leg(random: np.random.Generator, values: Floats) -> Floats:
    """Within each unit something unseen moves the first leg now, the second a quarter later."""
    _, batch, units, quarters = values.shape
    unseen = noise.autoregressive(noise.normal(random, (batch, units, quarters + 1)), 0.5)
    moved = values.copy()
    moved[0] += unseen[..., 1:]
    moved[1] += unseen[..., :-1]
    return moved


def one_quarter(random: np.random.Generator, values: Floats, *, spread: float = 0.0) -> Floats:
    """One quarter hits every leg of every unit, with exposures of that spread around 1."""
    legs, batch, units, quarters = values.shape
    hit = np.arange(quarters) == random.integers(0, quarters, (batch, 1, 1))
    exposure = 1 + spread * random.standard_normal((legs, batch, units, 1))
    hits: Floats = SHOCK * values.std() * exposure * hit
    return values + hits


def jump(_: np.random.Generator, values: Floats, *, legs: int) -> Floats:
    """The level of the first so many legs jumps half way and stays there."""
    quarters = values.shape[-1]
    jumped = values.copy()
    jumped[:legs, ..., quarters // 2 :] += JUMP
    return jumped


def few_gaps(random: np.random.Generator, values: Floats) -> Floats:
    """Three quarters of the first leg and one of the second, the same in the whole batch."""
    gone = values.copy()
    for leg, count in enumerate((3, 1)):
        gone[leg][..., random.choice(values.shape[-1], count, replace=False)] = np.nan
    return gone


def many_gaps(random: np.random.Generator, values: Floats, *, share: float = 0.15) -> Floats:
    """A share of the unit-quarters of each leg is missing, the same in the whole batch."""
    legs, _, units, quarters = values.shape
    return np.where(random.random((legs, 1, units, quarters)) < share, np.nan, values)


def late_entrants(random: np.random.Generator, values: Floats) -> Floats:
    """A third of the units starts some time in the first half, the same in the whole batch."""
    _, _, units, quarters = values.shape
    late = random.random((units, 1)) < 1 / 3
    start = np.where(late, random.integers(1, quarters // 2 + 1, (units, 1)), 0)
    return np.where(np.arange(quarters) < start, np.nan, values)

"""Holm's correction: p-values that pay for how many were looked at."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Adjust p-values so that the chance of any false finding stays under their limit.

    statsmodels' `multipletests` gives the same numbers and collects garbage on every call, which
    costs a page more than all the rest of a reading.

    Parameters
    ----------
    p : array_like, shape (tests,)
        Probabilities, 0 to 1, none missing.

    Returns
    -------
    ndarray
        Adjusted, in the order given, at most 1.

    References
    ----------
    Holm (1979), Scand. J. Stat. 6, 65-70.
    """
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, kind="stable")
    steps = (len(values) - np.arange(len(values))) * values[order]
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1)
    return adjusted

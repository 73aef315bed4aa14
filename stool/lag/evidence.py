"""The one scale of evidence, used in every sentence, arrow and report."""

from enum import IntEnum

LEAST_QUARTERS = 12
LEAST_PAIRS = 8
USEFUL_QUARTERS = 16  # below this one series, or fewer than 5 units, misses even strong links
USEFUL_UNITS = 5


class Evidence(IntEnum):
    """How sure a link is, 0 to 5 (`docs`: Help page, "How sure is a link")."""

    TOO_SHORT = 0
    UNDERPOWERED = 1
    NOT_ESTABLISHED = 2
    SUGGESTIVE = 3
    ESTABLISHED = 4
    REPLICATED = 5

    @property
    def word(self) -> str:
        """The word of the scale; the two lowest levels share one."""
        return WORDS[self]


WORDS = {
    Evidence.TOO_SHORT: "not enough data",
    Evidence.UNDERPOWERED: "not enough data",
    Evidence.NOT_ESTABLISHED: "not established",
    Evidence.SUGGESTIVE: "suggestive",
    Evidence.ESTABLISHED: "established",
    Evidence.REPLICATED: "replicated",
}


def decide(
    *,
    n_quarters: int,
    n_units: int,
    most_pairs: int,
    p: float,
    twin_agrees: bool,
    white: bool,
    rests_on_shared: bool,
    rests_on_one_quarter: bool,
    seen_in_aggregate: bool,
    alpha: float = 0.05,
) -> Evidence:
    """Place one link on the scale.

    Parameters
    ----------
    n_quarters : int
        Quarters in which both series run.
    n_units : int
        Units that entered; 1 for a single pair.
    most_pairs : int
        Pairs (unit-quarters in a panel) at the lag that has most.
    p : float
        Family-wise p over everything tried; NaN when nothing could be tested.
    twin_agrees : bool
        The normal-score twin finds the same lag, with the same sign, below `alpha`.
    white : bool
        Nothing is left of either series' own past.
    rests_on_shared : bool
        Most of it goes once company-wide movements are taken out more widely.
    rests_on_one_quarter : bool
        There is a quarter without which r loses more than a third.
    seen_in_aggregate : bool
        The company-wide series establish the link too, at a lag the panel also flags.
    alpha : float
        Limit of "established"; twice this is the limit of "suggestive".

    Returns
    -------
    Evidence
    """
    if n_quarters < LEAST_QUARTERS or most_pairs < LEAST_PAIRS or not p >= 0:
        return Evidence.TOO_SHORT
    if n_quarters < USEFUL_QUARTERS and n_units < USEFUL_UNITS:
        return Evidence.UNDERPOWERED
    if p >= 2 * alpha:
        return Evidence.NOT_ESTABLISHED
    if p >= alpha or not twin_agrees or not white or rests_on_shared or rests_on_one_quarter:
        return Evidence.SUGGESTIVE
    return Evidence.REPLICATED if seen_in_aggregate else Evidence.ESTABLISHED

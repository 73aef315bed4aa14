"""Power at the true lag that the method's description reports, in percent."""

# (design, quarters, r): 13 lags tried, one pair of series
SINGLE_POWER = {
    ("walk", 12, 0.3): 0,
    ("walk", 12, 0.5): 1,
    ("walk", 12, 0.7): 2,
    ("walk", 16, 0.3): 1,
    ("walk", 16, 0.5): 4,
    ("walk", 16, 0.7): 14,
    ("walk", 24, 0.3): 4,
    ("walk", 24, 0.5): 17,
    ("walk", 24, 0.7): 55,
    ("walk", 40, 0.3): 11,
    ("walk", 40, 0.5): 50,
    ("walk", 40, 0.7): 94,
    ("ar5", 12, 0.3): 0,
    ("ar5", 12, 0.5): 1,
    ("ar5", 12, 0.7): 3,
    ("ar5", 16, 0.3): 1,
    ("ar5", 16, 0.5): 4,
    ("ar5", 16, 0.7): 15,
    ("ar5", 24, 0.3): 3,
    ("ar5", 24, 0.5): 20,
    ("ar5", 24, 0.7): 58,
    ("ar5", 40, 0.3): 10,
    ("ar5", 40, 0.5): 49,
    ("ar5", 40, 0.7): 96,
}

# (design, quarters, r): lags -4 to 4, 10 / 50 / 200 units
PANEL_POWER = {
    ("indep_hom", 12, 0.1): (0, 11, 69),
    ("indep_hom", 12, 0.3): (12, 99, 100),
    ("indep_hom", 20, 0.1): (1, 32, 100),
    ("indep_hom", 20, 0.3): (40, 100, 100),
    ("shared_het", 12, 0.1): (2, 8, 68),
    ("shared_het", 12, 0.3): (10, 100, 100),
    ("shared_het", 20, 0.1): (3, 34, 100),
    ("shared_het", 20, 0.3): (35, 100, 100),
    ("hetvar", 12, 0.1): (1, 2, 11),
    ("hetvar", 12, 0.3): (6, 50, 90),
    ("hetvar", 20, 0.1): (1, 8, 40),
    ("hetvar", 20, 0.3): (25, 72, 98),
}
PANEL_UNITS = (10, 50, 200)


def power(design: str, units: int, quarters: int, effect: float) -> float:
    """Reported power, %; NaN for a cell without one."""
    if units == 1:
        return float(SINGLE_POWER.get((design, quarters, effect), float("nan")))
    reported = PANEL_POWER.get((design, quarters, effect))
    return float("nan") if reported is None else float(reported[PANEL_UNITS.index(units)])

"""Values the tests of the figures draw."""

from typing import Any

import numpy as np
import pandas as pd

from stool.balance import tilt_history
from stool.lag.evidence import Evidence
from stool.lag.result import (
    QUARTER_COLUMNS,
    RESIDUAL_COLUMNS,
    TABLE_COLUMNS,
    UNIT_COLUMNS,
    LagResult,
    PanelLagResult,
)
from stool.measure.legs import LEG_COLUMNS
from stool.period import shift
from stool.schema import COMPANY, CSAT, ESAT, PROFIT

SCORES = {ESAT: 72.0, CSAT: 61.0, PROFIT: 68.0}


def legs(leg: str, scores: list[float], se: float = 1.0, **columns: Any) -> pd.DataFrame:
    """Leg history of one node, from 2023Q1 on."""
    score = np.array(scores, dtype=float)
    raw = 1 + score / 25
    frame = {
        "depth": "company", "node": COMPANY, "parent": "", "leg": leg, "metric": leg,
        "quarter": [shift("2023Q1", step) for step in range(len(scores))],
        "raw": raw, "raw_low": raw - 0.1, "raw_high": raw + 0.1, "n": 400.0, "population": 560.0,
        "n_is_least": False, "response_rate": 0.7, "response_rate_high": 0.7,
        "score": score, "se": se, "low": score - 2 * se,
        "high": score + 2 * se, "linear": score, "linear_se": se, "sampled": True, "hidden": "",
        "change": np.diff(score, prepend=np.nan), "change_noise": 3.0, "change_is_clear": False,
        "era": 0, "is_comparable": True,
    }  # fmt: skip
    return pd.DataFrame(frame | columns)[list(LEG_COLUMNS)]


def tilts(scores: list[dict[str, float]], se: float = 1.0) -> pd.DataFrame:
    """Tilt history of one node, from 2023Q1 on."""
    history = [legs(leg, [row[leg] for row in scores], se) for leg in SCORES]
    return tilt_history(pd.concat(history))


def link(
    evidence: Evidence = Evidence.ESTABLISHED, lag_set: tuple[int, ...] = (2, 3), **fields: Any
) -> LagResult:
    """Result of a lag analysis from ESAT to CSAT."""
    return LagResult(**(_fields(evidence, lag_set) | fields))


def panel(**fields: Any) -> PanelLagResult:
    """The same over many units."""
    units = pd.DataFrame(columns=list(UNIT_COLUMNS))
    extra = {"aggregate": None, "units": units, "between_r": 0.81, "pooled_r": 0.63}
    return PanelLagResult(**(_fields(Evidence.ESTABLISHED, (2, 3)) | extra | fields))


def _fields(evidence: Evidence, lag_set: tuple[int, ...]) -> dict[str, Any]:
    lags = np.arange(-2, 7)
    r = np.array([0.05, -0.1, 0.08, 0.25, 0.52, 0.4, 0.12, 0.02, -0.06])
    table = pd.DataFrame(np.nan, index=range(len(lags)), columns=list(TABLE_COLUMNS))
    table = table.assign(lag=lags, r=r, ci_low=r - 0.2, ci_high=r + 0.15, n_pairs=200)
    table["p_adj"] = np.where(np.abs(r) > 0.35, 0.01, 0.6)
    return {
        "leader": ESAT, "follower": CSAT, "table": table, "best_lag": 2, "lag_set": lag_set,
        "best_r": 0.52, "low": 0.32, "high": 0.67, "slope": 0.38, "slope_low": 0.21,
        "slope_high": 0.55, "p": 0.01, "evidence": evidence, "n_obs": 200, "n_units": 24,
        "n_quarters": 14, "n_missing": 0, "family": (1, 2, 3, 4), "min_detectable_r": 0.3,
        "without_quarter": pd.DataFrame(columns=list(QUARTER_COLUMNS)),
        "influential_quarters": (), "ar_order": {}, "ljung_box_p": {},
        "residuals": pd.DataFrame(columns=list(RESIDUAL_COLUMNS)), "warnings": (),
        "settings": {"alpha": 0.05},
    }  # fmt: skip

"""Words of units and segments side by side."""

import numpy as np
import pandas as pd

from stool.balance import Archetype
from stool.schema import HIDDEN_COMPLEMENT, HIDDEN_CROSSING, HIDDEN_FEW, SHOWN
from stool.text import kinds, league


def units(**columns: object) -> pd.DataFrame:
    usual = {
        "node": ["Polna", "Norrby", "Lindenau"],
        "score": [110.0, 93.4, 33.6],
        "change_noise": [3.0, 3.0, np.nan],
        "change_is_clear": [True, False, False],
        "is_comparable": [True, True, True],
        "hidden": [SHOWN] * 3,
    }
    return pd.DataFrame(usual | columns)


def test_league() -> None:
    assert league.caption_league(units(), 7) == (
        "Highest Polna (110), lowest Lindenau (34); 1 of 2 units compared moved beyond noise."
    )
    asked_otherwise = units(is_comparable=[True, True, False])
    assert league.caption_league(asked_otherwise, 7).endswith(
        "beyond noise; 1 unit not comparable (wording or scale changed)."
    )
    one_hidden = units(score=[110.0, 93.4, np.nan], hidden=[SHOWN, SHOWN, HIDDEN_COMPLEMENT])
    assert league.caption_league(one_hidden, 7).endswith(
        "noise; 1 unit has no figure (hidden to protect a smaller group)."
    )
    assert league.caption_league(units().iloc[:1], 7) == (
        "Highest Polna (110); 1 of 1 unit compared moved beyond noise."
    )
    nothing = units(score=[np.nan] * 3)
    assert league.caption_league(nothing, 7) == "No unit can be shown in this quarter."
    assert league.caption_league(nothing.assign(hidden=HIDDEN_FEW), 7) == (
        "No unit can be shown in this quarter: hidden: fewer than 7 answers."
    )


def segments(gaps: list[float], clear: list[bool]) -> pd.DataFrame:
    gap = np.array(gaps)
    return pd.DataFrame(
        {
            "level": ["Manager", "Front line", "Supervisor"],
            "hidden": [SHOWN] * 3,
            "gap": gap,
            "gap_low": gap - 0.2,
            "gap_high": gap + 0.2,
            "is_clear": clear,
        }
    )


def test_segments() -> None:
    found = segments([0.32, -0.5, 0.01], [True, True, False])
    assert league.caption_segments(found, 7) == (
        "Front line is 0.50 (0.30 to 0.70) below the others; Manager is 0.32 (0.12 to 0.52) above "
        "the others; 2 of 3 gaps are beyond noise."
    )
    assert league.caption_segments(segments([0.1, 0.1, np.nan], [False] * 3), 7) == (
        "None of 2 segments differs from the others by more than noise."
    )
    unknown = segments([np.nan] * 3, [False] * 3)
    assert "can be compared" in league.caption_segments(unknown, 7)
    crossed = unknown.assign(hidden=HIDDEN_CROSSING)
    assert league.caption_segments(crossed, 7).endswith("would tell about fewer than 7.")


def test_every_kind_of_imbalance_has_its_words() -> None:
    for kind in Archetype:
        assert kinds.sentence(kind).lower().startswith(f"{kind}: ")
    assert kinds.sentence(None) == ""
    assert kinds.named(None) == "level"
    assert kinds.counted([Archetype.OVER_SERVED, None, Archetype.OVER_SERVED]) == (
        "Of what kind: 2 over-served."
    )
    assert kinds.counted([None]) == ""

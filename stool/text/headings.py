"""Which term of the glossary says what stands under a heading of a table."""

from stool.plan.whatif import SHARES
from stool.text import (
    depth,
    drivers,
    effect,
    fund,
    history,
    kinds,
    labels,
    league,
    money,
    outlook,
    pictures,
    targets,
    voice,
    whatif,
)
from stool.text.glossary import tip
from stool.text.service import words as service_words

_FIELDS = {  # term: columns of `stool.text.labels.FIELD`
    "raw figure": ("raw",),
    "95 % interval": ("raw_low", "raw_high", "low", "high", "se"),
    "response rate": ("n", "n_is_least", "population", "response_rate", "response_rate_high"),
    "leg score": ("score",),
    "change beyond noise": ("change", "change_noise", "change_is_clear"),
    "minimum n": ("hidden",),
    "tilt": ("points",),
    "interval of the tilt": ("points_low", "points_high"),
    "noise floor": ("noise_floor", "level"),
    "level test": ("level_p",),
    "tilt, debiased": ("debiased",),
    "height and gap": ("gap", "mean_height"),
    "balance index": ("index",),
    "downhill direction": ("angle",),
    "lag set": ("best_lag", "lag_set"),
    "slope of a link": ("slope", "slope_low", "slope_high"),
    "p over the lags tried": ("p",),
    "evidence word": ("evidence",),
}
_PRINTED = {  # term: headings of one table or another
    "changes among many units": (labels.NOISE,),
    "kind of imbalance": (kinds.HEADING,),
    "pooled score": (league.POOLED, league.POOLED_RAW, league.OWN),
    "raw figure": (league.HEADINGS["mean"], service_words.VALUE),
    "segment gap": tuple(league.HEADINGS[name] for name in ("gap", "gap_low", "gap_high")),
    "own limits": tuple(pictures.LIMITS[name] for name in ("low", "high", "beyond", "run")),
    "leg score": (
        *(pictures.MOVES["start"], pictures.MOVES["end"], outlook.HEADINGS["now"]),
        *(history.BEFORE, history.AFTER, targets.FLOOR, targets.TARGET, targets.STRETCH),
    ),
    "the next quarters": tuple(
        outlook.HEADINGS[name] for name in ("ahead", "score", "low", "high")
    ),
    "what is loaded": tuple(labels.LEG_SHORT.values()),
    "profit leg": (money.HEADINGS["now"], money.HEADINGS["year_ago"]),
    "provisional target": (money.HEADINGS["target"],),
    "what a link must survive": (
        depth.INFLUENCE_HEADINGS["r"],
        depth.INFLUENCE_HEADINGS["lost"],
    ),
    "what if": tuple(whatif.HEADINGS[name] for name in SHARES),
    "break-even": tuple(
        whatif.PAYBACK_HEADINGS[name] for name in ("spent", *SHARES, "probability")
    ),
    "effect of an action": (
        *(effect.EFFECT, effect.LOW, effect.HIGH, effect.P, effect.DETECTABLE),
    ),
    "r, correlation": (
        fund.HEADINGS["r"],
        *(drivers.HEADINGS[name] for name in ("r", "r_low", "r_high", "n")),
    ),
    "importance of a question": tuple(
        drivers.HEADINGS[name] for name in ("share", "share_low", "share_high", "shapley")
    ),
    "rank of a question": (drivers.NUMBER, drivers.HEADINGS["ranks"]),
    "performance of a question": (
        *(drivers.HEADINGS[name] for name in ("position", "position_low", "position_high")),
        drivers.HEADINGS["quadrant"],
    ),
    "tie to the score": (drivers.HEADINGS["verdict"], drivers.HEADINGS["slope"]),
    "groups that differ": tuple(
        drivers.GROUP_HEADINGS[name] for name in ("p", "differs", "is_opposite")
    ),
    "worth of a question": tuple(
        drivers.WORTH_HEADINGS[name] for name in ("step", "score", *SHARES)
    ),
    "topic": (voice.SHARE, voice.TEXTS, voice.IN_GROUP),
    "low scorer": (voice.DIFFERENCE,),
    "95 % interval": (
        *(voice.INTERVAL, voice.FROM, voice.TO),
        *(service_words.LOW, service_words.HIGH),
    ),
    "suggestion": (voice.REACHED, voice.SHARE_OF_ALL, voice.DAYS),
}
_COMPUTED = {  # term: columns of the library, shown by their own names
    "r, correlation": ("r", "r_robust", "r_band"),
    "lag set": ("lag",),
    "p over the lags tried": ("p_adj", "p_adj_robust"),
    "slope of a link": ("slope", "slope_low", "slope_high"),
    "95 % interval": (
        *("se", "low", "high", "ci_low", "ci_high", "mean_low", "mean_high"),
        *("favourable_low", "favourable_high", "top_box_low", "top_box_high"),
        *("nps_low", "nps_high"),
    ),
    "downhill direction": ("x", "y"),
    "raw figure": ("mean",),
    "response rate": ("n", "n_is_least"),
    "favourable and top box": ("favourable", "top_box"),
    "NPS": ("nps",),
    "unit by unit": ("r_without",),
    "response to a surprise": (
        *("horizon", "response", "cumulative"),
        *("cumulative_se", "cumulative_low", "cumulative_high"),
    ),
    "left of the own past": ("band",),
    "otherwise computed": ("best_lag",),
    "skill of a forecast": (
        *("forecast", "own_path", "no_change", "seasonal_naive", "actual", "made_from"),
    ),
    "inside their interval": ("level",),
}
TERM = {
    **{labels.FIELD[name]: term for term, names in _FIELDS.items() for name in names},
    **{heading: term for term, headings in _PRINTED.items() for heading in headings},
    **{name: term for term, names in _COMPUTED.items() for name in names},
}


def tips(headings: list[str]) -> dict[str, str]:
    """What to say of each heading that the glossary knows."""
    return {heading: tip(TERM[heading]) for heading in headings if heading in TERM}

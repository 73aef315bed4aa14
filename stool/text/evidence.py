"""What may be said at each level of evidence, and nothing more."""

import math
from collections.abc import Mapping

import pandas as pd

from stool.lag import Evidence, LagResult
from stool.text import labels
from stool.text.labels import arrow, count, listed, quarter, quarters, series
from stool.text.numbers import number, p_value

SCALE = (  # level, when, what may be said
    (
        Evidence.TOO_SHORT,
        "fewer than 12 quarters, or fewer than 8 pairs at every lag",
        "The lines are shown, nothing more.",
    ),
    (
        Evidence.UNDERPOWERED,
        "fewer than 16 quarters with one series, or with fewer than 5 units",
        "Even a strong link would usually be missed.",
    ),
    (
        Evidence.NOT_ESTABLISHED,
        "p adjusted for all lags and links is 0.10 or more",
        "No lead can be told from chance; a weaker one may exist.",
    ),
    (
        Evidence.SUGGESTIVE,
        "p is 0.05 to 0.10, or the outlier-proof twin disagrees, or one quarter carries more "
        "than a third of it",
        "A hint. Wait for more quarters before acting on it.",
    ),
    (
        Evidence.ESTABLISHED,
        "p under 0.05, the twin agrees, residuals are white, neither a single quarter nor shared "
        "shocks carry it",
        "The follower tends to be above its own path after the leader was.",
    ),
    (
        Evidence.REPLICATED,
        "established within units and in the company-wide series",
        "The same, seen twice.",
    ),
)
SETTINGS = "Settings"
PRINTED_DIGITS = 4
LARGE_R = 0.6  # between ESAT and profit nothing published is larger


def sentence(link: LagResult) -> str:
    """One link in words, by its level of evidence."""
    if link.evidence is Evidence.TOO_SHORT or link.best_lag is None:
        return "Not enough quarters to say what follows what. The lines are shown, nothing more."
    if link.evidence is Evidence.UNDERPOWERED:
        return f"With {quarters(link.n_quarters)} even a strong link would usually be missed."
    if link.evidence is Evidence.NOT_ESTABLISHED:
        return (
            "No lead can be told from chance. Only a link stronger than "
            f"r = {number(link.min_detectable_r, 2)} would have shown, so a weaker one may exist."
        )
    if link.evidence is Evidence.SUGGESTIVE:
        return _hint(link)
    return _established(link)


def _hint(link: LagResult) -> str:
    rests = ""
    if link.influential_quarters:
        names = [quarter(each) for each in link.influential_quarters]
        rests = f" It rests on {listed(names)}."
    return (
        f"A hint that {series(link.follower)} follows {series(link.leader)} "
        f"{lag_words(link)} later ({p_value(link.p)}).{rests} Wait for more quarters before acting "
        "on it."
    )


def _established(link: LagResult) -> str:
    leader, follower = series(link.leader), series(link.follower)
    toward = "above" if link.best_r > 0 else "below"
    seen = ""
    if link.n_units > 1:
        seen = (
            f" Seen across {count(link.n_units, 'unit')} after removing company-wide shocks"
            f"{', and in the company as a whole' if link.evidence is Evidence.REPLICATED else ''}."
        )
    large = ""
    if {link.leader, link.follower} == {"esat", "profit"} and abs(link.best_r) > LARGE_R:
        large = " Larger than anything published: check the data."
    return (
        f"When {leader} is above its usual path, {follower} tends to be {toward} its own about "
        f"{lag_words(link)} later (r = {number(link.best_r, 2)}, {number(link.low, 2)} to "
        f"{number(link.high, 2)}; by luck anywhere: {p_value(link.p)}).{seen} Early estimates run "
        f"large.{large}"
    )


def lag_words(link: LagResult) -> str:
    """The lag as a set: 2 quarters, 1–3 quarters."""
    lags = sorted(link.lag_set) or [link.best_lag or 0]
    if len(lags) == 1:
        return quarters(lags[0])
    return f"{lags[0]}–{lags[-1]} quarters"


def basis(link: LagResult) -> str:
    """What a link was tested on."""
    lags = sorted(link.family)
    missing = f", {link.n_missing:,} of them missing" if link.n_missing else ""
    r = number(link.min_detectable_r, 2) if math.isfinite(link.min_detectable_r) else "?"
    tried = f"{lags[0]} to {lags[-1]}" if lags else "none"
    return (
        f"{count(link.n_units, 'unit')} × {quarters(link.n_quarters)}{missing}; lags tried "
        f"{tried}; finds r = {r} four times in five; seed {link.settings.get('seed', 0)}."
    )


CAUTION = {
    "flat_leader": "The leader does not vary, so nothing can follow it.",
    "flat_follower": "The follower does not vary, so it follows nothing.",
    "too_few_quarters": "Too few quarters for any lag to be tested.",
    "too_few_units": "So few units that even a perfect link could not reach significance.",
    "lags_not_tested": "Some lags have too few pairs and were not tested.",
    "missing_quarters": "Some unit-quarters are missing or hidden; they are left out, not guessed.",
    "common_shocks_kept": "Shocks that hit all units at once were not removed.",
    "unequal_exposure_kept": "Too few quarters to remove shocks that hit units unequally; only "
    "their average was removed.",
    "residuals_not_white": "What is left of a series still remembers its own past, so its p-value "
    "is too small.",
    "rests_on_shared_movements": "Once the company-wide movements of both quarters are taken out "
    "of both legs, the correlation loses more than a third: shared shocks may be behind it.",
    "no_robust_check": "The outlier-proof twin was not computed.",
    "horizons_not_estimated": "Some horizons have too few quarters and were not estimated.",
    "short_window_bias_kept": "What a short window takes from the responses was not put back.",
}


def cautions(forward: LagResult, backward: LagResult | None) -> list[str]:
    """What could be wrong with a link: its warnings, its single quarters, the other direction."""
    found = [CAUTION[key] for key in forward.warnings]
    if forward.influential_quarters:
        names = listed([quarter(each) for each in forward.influential_quarters])
        found.append(f"Without {names} the correlation loses more than a third.")
    found.append(_twin(forward))
    if backward is not None and backward.best_lag is not None:
        pair = arrow(backward.leader, backward.follower)
        when = "in the same quarter" if backward.best_lag == 0 else f"{lag_words(backward)} later"
        found.append(
            f"The other direction, {pair}: {backward.evidence.word}, strongest {when} "
            f"(r = {number(backward.best_r, 2)}, {p_value(backward.p)})."
        )
    found.append(
        "A driver that moves both legs inside one unit, such as a new manager, still looks like a "
        "lead."
    )
    return [sentence_ for sentence_ in found if sentence_]


def paragraph(link: LagResult) -> str:
    """Everything a reader needs to judge one link, in one paragraph."""
    start = f"{arrow(link.leader, link.follower)}: {link.evidence.word}."
    return " ".join([start, sentence(link), _sentence_case(basis(link)), *cautions(link, None)])


def printed(link: LagResult) -> str:
    """A link as text: its paragraph, its table and every setting it was made with."""
    return as_text(paragraph(link), link.table, link.settings)


def as_text(words: str, table: pd.DataFrame, settings: Mapping[str, object]) -> str:
    """Words, then a table, then every setting it was made with."""
    shown = table.round(PRINTED_DIGITS).to_string(index=False)
    made_with = ", ".join(f"{name} = {value}" for name, value in settings.items())
    return f"{words}\n\n{shown}\n\n{SETTINGS}: {made_with}"


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _twin(link: LagResult) -> str:
    rows = link.table[link.table["lag"] == link.best_lag]
    if rows.empty or not math.isfinite(float(rows["r_robust"].iloc[0])):
        return ""
    r, p = float(rows["r_robust"].iloc[0]), float(rows["p_adj_robust"].iloc[0])
    return f"The outlier-proof twin at that lag: r = {number(r, 2)}, {p_value(p)}."


def scale_rows() -> list[dict[str, str]]:
    """The scale as a table."""
    return [
        {labels.FIELD["evidence"]: level.word, labels.WHEN: when, labels.MAY_BE_SAID: said}
        for level, when, said in SCALE
    ]

"""What may be said at each level of evidence, and nothing more."""

import math
from collections.abc import Mapping

import pandas as pd

from stool.catalogue import say, say_many
from stool.lag import Evidence, LagResult, LoopGain
from stool.text import labels
from stool.text.labels import arrow, listed, quarter, quarters, series
from stool.text.numbers import number, p_value, signed

SCALE = (  # level, when, what may be said
    (
        Evidence.TOO_SHORT,
        say("fewer than 12 quarters, or fewer than 8 pairs at every lag"),
        say("The lines are shown, nothing more."),
    ),
    (
        Evidence.UNDERPOWERED,
        say("fewer than 16 quarters with one series, or with fewer than 5 units"),
        say("Even a strong link would usually be missed."),
    ),
    (
        Evidence.NOT_ESTABLISHED,
        say("p adjusted for all lags and links is 0.10 or more"),
        say("No lead can be told from chance; a weaker one may exist."),
    ),
    (
        Evidence.SUGGESTIVE,
        say(
            "p is 0.05 to 0.10, or the outlier-proof twin disagrees, or one quarter carries more "
            "than a third of it"
        ),
        say("A hint. Wait for more quarters before acting on it."),
    ),
    (
        Evidence.ESTABLISHED,
        say(
            "p under 0.05, the twin agrees, residuals are white, neither a single quarter nor "
            "shared shocks carry it"
        ),
        say("The follower tends to be above its own path after the leader was."),
    ),
    (
        Evidence.REPLICATED,
        say("established within units and in the company-wide series"),
        say("The same, seen twice."),
    ),
)
SETTINGS = say("Settings")
PRINTED_DIGITS = 4
LARGE_R = 0.6  # between ESAT and profit nothing published is larger


def sentence(link: LagResult) -> str:
    """One link in words, by its level of evidence."""
    if link.evidence is Evidence.TOO_SHORT or link.best_lag is None:
        return say(
            "Not enough quarters to say what follows what. The lines are shown, nothing more."
        )
    if link.evidence is Evidence.UNDERPOWERED:
        return say(
            "With {n_quarters} even a strong link would usually be missed.",
            n_quarters=quarters(link.n_quarters),
        )
    if link.evidence is Evidence.NOT_ESTABLISHED:
        return say(
            "No lead can be told from chance. Only a link stronger than r = {min_detectable_r} "
            "would have shown, so a weaker one may exist.",
            min_detectable_r=number(link.min_detectable_r, 2),
        )
    if link.evidence is Evidence.SUGGESTIVE:
        return _hint(link)
    return _established(link)


def _hint(link: LagResult) -> str:
    rests = ""
    if link.influential_quarters:
        names = [quarter(each) for each in link.influential_quarters]
        rests = say(" It rests on {names}.", names=listed(names))
    return say(
        "A hint that {follower} follows {leader} {lag_words} later ({p}).{rests} Wait for more "
        "quarters before acting on it.",
        follower=series(link.follower),
        leader=series(link.leader),
        lag_words=lag_words(link),
        p=p_value(link.p),
        rests=rests,
    )


def _established(link: LagResult) -> str:
    leader, follower = series(link.leader), series(link.follower)
    toward = say("above") if link.best_r > 0 else say("below")
    seen = ""
    if link.n_units > 1:
        seen = say(
            " Seen across {units} after removing company-wide shocks{and_in}.",
            units=say_many("{number} unit", "{number} units", link.n_units),
            and_in=say(", and in the company as a whole")
            if link.evidence is Evidence.REPLICATED
            else "",
        )
    large = ""
    if {link.leader, link.follower} == {"esat", "profit"} and abs(link.best_r) > LARGE_R:
        large = say(" Larger than anything published: check the data.")
    return say(
        "When {leader} is above its usual path, {follower} tends to be {toward} its own about "
        "{lag_words} later (r = {best_r}, {low} to {high}; by luck anywhere: {p}).{seen} Early "
        "estimates run large.{large}",
        leader=leader,
        follower=follower,
        toward=toward,
        lag_words=lag_words(link),
        best_r=number(link.best_r, 2),
        low=number(link.low, 2),
        high=number(link.high, 2),
        p=p_value(link.p),
        seen=seen,
        large=large,
    )


def gain(found: LoopGain | None) -> str:
    """What comes back of a point once round the loop, and whether that is seen."""
    if found is None:
        return say("The loop cannot be closed: one of its links cannot be estimated.")
    back = say(
        "Once round the loop, {quarters} in all, {value} of a point comes back ({low} to {high}).",
        quarters=quarters(found.quarters),
        value=signed(found.value, 3),
        low=signed(found.low, 3),
        high=signed(found.high, 3),
    )
    if found.closes:
        return say("{back} All three links are established, so the loop closes.", back=back)
    return say(
        "{back} It is not seen to close: {link} is {word}.",
        back=back,
        link=arrow(*found.weakest),
        word=labels.EVIDENCE[found.evidence],
    )


def lag_words(link: LagResult) -> str:
    """The lag as a set: 2 quarters, 1–3 quarters."""
    lags = sorted(link.lag_set) or [link.best_lag or 0]
    if len(lags) == 1:
        return quarters(lags[0])
    return say("{first_lags}–{last_lags} quarters", first_lags=lags[0], last_lags=lags[-1])


def basis(link: LagResult) -> str:
    """What a link was tested on."""
    lags = sorted(link.family)
    missing = (
        say(", {n_missing} of them missing", n_missing=f"{link.n_missing:,}")
        if link.n_missing
        else ""
    )
    finds = (
        say("finds r = {r} four times in five; ", r=number(link.min_detectable_r, 2))
        if math.isfinite(link.min_detectable_r)
        else ""
    )
    tried = (
        say("{first_lags} to {last_lags}", first_lags=lags[0], last_lags=lags[-1])
        if lags
        else say("none")
    )
    return say(
        "{units} × {quarters}{missing}; lags tried {tried}; {finds}seed {seed}.",
        units=say_many("{number} unit", "{number} units", link.n_units),
        quarters=quarters(link.n_quarters),
        missing=missing,
        tried=tried,
        finds=finds,
        seed=link.settings.get("seed", 0),
    )


CAUTION = {
    "flat_leader": say("The leader does not vary, so nothing can follow it."),
    "flat_follower": say("The follower does not vary, so it follows nothing."),
    "too_few_quarters": say("Too few quarters for any lag to be tested."),
    "too_few_units": say("So few units that even a perfect link could not reach significance."),
    "lags_not_tested": say("Some lags have too few pairs and were not tested."),
    "missing_quarters": say(
        "Some unit-quarters are missing or hidden; they are left out, not guessed."
    ),
    "common_shocks_kept": say("Shocks that hit all units at once were not removed."),
    "unequal_exposure_kept": say(
        "Too few quarters to remove shocks that hit units unequally; only their average was "
        "removed."
    ),
    "residuals_not_white": say(
        "What is left of a series still remembers its own past, so its p-value is too small."
    ),
    "rests_on_shared_movements": say(
        "Once the company-wide movements of both quarters are taken out of both legs, the "
        "correlation loses more than a third: shared shocks may be behind it."
    ),
    "no_robust_check": say("The outlier-proof twin was not computed."),
    "horizons_not_estimated": say("Some horizons have too few quarters and were not estimated."),
    "short_window_bias_kept": say("What a short window takes from the responses was not put back."),
}


def cautions(forward: LagResult, backward: LagResult | None) -> list[str]:
    """What could be wrong with a link: its warnings, its single quarters, the other direction."""
    found = [CAUTION[key] for key in forward.warnings]
    if forward.influential_quarters:
        names = listed([quarter(each) for each in forward.influential_quarters])
        found.append(say("Without {names} the correlation loses more than a third.", names=names))
    found.append(_twin(forward))
    if backward is not None and backward.best_lag is not None:
        pair = arrow(backward.leader, backward.follower)
        when = (
            say("in the same quarter")
            if backward.best_lag == 0
            else say("{lag_words} later", lag_words=lag_words(backward))
        )
        found.append(
            say(
                "The other direction, {pair}: {word}, strongest {when} (r = {best_r}, {p}).",
                pair=pair,
                word=labels.EVIDENCE[backward.evidence],
                when=when,
                best_r=number(backward.best_r, 2),
                p=p_value(backward.p),
            )
        )
    found.append(
        say(
            "A driver that moves both legs inside one unit, such as a new manager, still looks "
            "like a lead."
        )
    )
    return [sentence_ for sentence_ in found if sentence_]


def paragraph(link: LagResult) -> str:
    """Everything a reader needs to judge one link, in one paragraph."""
    start = f"{arrow(link.leader, link.follower)}: {labels.EVIDENCE[link.evidence]}."
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
    return say("The outlier-proof twin at that lag: r = {r}, {p}.", r=number(r, 2), p=p_value(p))


def scale_rows() -> list[dict[str, str]]:
    """The scale as a table."""
    return [
        {
            labels.FIELD["evidence"]: labels.EVIDENCE[level],
            labels.WHEN: when,
            labels.MAY_BE_SAID: said,
        }
        for level, when, said in SCALE
    ]

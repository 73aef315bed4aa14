"""Words of recovery: failures put right, complaints, the unhappy who stay silent."""

from collections.abc import Callable

from stool.catalogue import say
from stool.service import Figure, Measure
from stool.text.measured import bare, printed, told, with_interval
from stool.text.numbers import number, share
from stool.text.service.sentences import joined
from stool.text.service.words import Words
from stool.text.term import Term


def _put_right(measure: Measure) -> str:
    good, bad = measure.known("resolved_gap"), measure.known("unresolved_gap")
    parts = []
    if good:
        parts.append(_against(good))
    if bad and bad.is_apart():
        parts.append(say("Those whose complaint was not resolved are {gap}.", gap=_lower(bad)))
    bands = [each for each in measure.figures if each.key.startswith("in_")]
    if len(bands) > 1:
        parts.append(_by_time(bands))
    return joined(*parts) or say("How content these customers are is not known.")


def _against(gap: Figure) -> str:
    if not gap.is_apart():
        return say(
            "Customers whose complaint was resolved are as satisfied as those without one, as far "
            "as the data can tell."
        )
    return say(
        "Customers whose complaint was resolved are {gap} than those without one.", gap=_lower(gap)
    )


def _lower(gap: Figure) -> str:
    return say(
        "{size} {way} satisfied ({low} to {high})",
        size=printed(abs(gap.value), "spread"),
        way=say("less") if gap.value < 0 else say("more"),
        low=bare(gap.low, gap.kind),
        high=bare(gap.high, gap.kind),
    )


def _by_time(bands: list[Figure]) -> str:
    if max(each.low for each in bands) <= min(each.high for each in bands):
        return say("That it is put right more often when it is quick cannot be told from noise.")
    first, last = bands[0], bands[-1]
    return say(
        "Put right: {first} of those closed soonest, {last} of those closed latest.",
        first=share(first.value),
        last=share(last.value),
    )


def _complaints(measure: Measure) -> str:
    parts = []
    for key, tell in COMPLAINTS:
        figure = measure.known(key)
        if figure:
            parts.append(tell(with_interval(figure)))
    still = measure.known("open")
    if still:
        parts.append(
            say(
                "Still open: {open} of {n} cases with a complaint.",
                open=number(still.value * still.n),
                n=number(still.n),
            )
        )
    return joined(*parts) or say("How they were dealt with is not asked.")


def _silent(measure: Measure) -> str:
    low, quiet = measure.figure("low"), measure.figure("quiet")
    parts = [
        say(
            "{low} of customers score low, and {quiet} do so without a complaint.",
            low=told(low),
            quiet=with_interval(quiet),
        )
    ]
    silent = measure.known("silent")
    if silent:
        parts.append(
            say(
                "Among the {n} customers served that is some {silent}, unhappy and silent.",
                n=number(silent.n),
                silent=with_interval(silent),
            )
        )
    rate = measure.headline
    folklore = measure.figure("folklore")
    parts.append(
        say(
            "The saying “1 of 25 complains, 24 do not” is disputed: nobody can show the study. "
            "Here it is {one} of 25{verdict}.",
            one=number(25 * rate.value, 1),
            verdict=say(", beyond noise another figure")
            if rate.is_apart(folklore.value)
            else say(", which does not contradict it"),
        )
    )
    return joined(*parts)


COMPLAINTS: tuple[tuple[str, Callable[[str], str]], ...] = (
    (
        "resolved",
        lambda share: say(
            "Resolved, say customers of the last four quarters: {share}.", share=share
        ),
    ),
    ("handling", lambda share: say("Content with how it was handled: {share}.", share=share)),
    ("again", lambda share: say("Had complained of it before: {share}.", share=share)),
)
WORDS = {
    "S19": Words(
        Term(
            say("voice rate"),
            say(
                "Of the customers who score in the lowest quarter of the scale, the share who "
                "complained, over the last four quarters. The rest is unhappy and silent."
            ),
            say(
                "low scorers with a complaint ÷ all low scorers, Wilson's interval; silent and "
                "unhappy = share of low scorers without a complaint × customers served"
            ),
        ),
        _silent,
        figures={
            "voice_rate": say("Unhappy who complained"),
            "low": say("Score low"),
            "quiet": say("Score low, no complaint"),
            "silent": say("Unhappy and silent"),
            "folklore": say("The saying, disputed"),
        },
    ),
    "S32": Words(
        Term(
            say("recovery"),
            say(
                "Of the failures complained of, the share put right, over the last four quarters; "
                "and how satisfied those customers are, against those without a complaint. Who "
                "complains differs in other ways too."
            ),
            say("share with Wilson's interval; differences of means, Welch's interval"),
            say("Welch (1947), Biometrika 34, 28-35"),
        ),
        _put_right,
        figures={
            "recovered": say("Put right"),
            "resolved_gap": say("Resolved less no complaint"),
            "unresolved_gap": say("Unresolved less no complaint"),
            "in_000-024": say("Put right, closed within a day"),
            "in_024-072": say("Put right, closed in 1 to 3 days"),
            "in_072-168": say("Put right, closed in 3 to 7 days"),
            "in_168-": say("Put right, closed after a week"),
        },
        parts={
            "none": say("No complaint"),
            "resolved": say("Complaint resolved"),
            "unresolved": say("Complaint not resolved"),
        },
        made_of=say("Satisfaction of customers"),
    ),
    "S39": Words(
        Term(
            say("complaints"),
            say(
                "The share of customers who complained; and of those, over the last four quarters, "
                "how many say it was resolved, are content with the handling, had complained of "
                "it before. Open ones are counted in the service log."
            ),
            say("shares with Wilson's interval"),
        ),
        _complaints,
        figures={
            "rate": say("Complained"),
            "resolved": say("Resolved"),
            "handling": say("Content with handling"),
            "again": say("Complained before"),
            "open": say("Still open"),
        },
    ),
}

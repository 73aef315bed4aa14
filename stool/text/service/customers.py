"""Words of customers: kept, above what they expected, treated as persons."""

from stool.catalogue import say
from stool.schema import NPS, REPEAT_SHARE, RETENTION
from stool.service import Measure
from stool.text import labels
from stool.text.measured import printed, with_interval
from stool.text.numbers import number, share
from stool.text.service.sentences import by_sign, joined
from stool.text.service.words import Words
from stool.text.term import Term


def _kept(measure: Measure) -> str:
    lost, won, again = (measure.known(key) for key in ("lost", "won", REPEAT_SHARE))
    parts = []
    if lost and won:
        moves = {"lost": number(lost.value), "won": number(won.value)}
        parts.append(say("{lost} customers were lost and {won} won.", **moves))
    if again:
        parts.append(
            say(
                "{share} of the revenue comes from customers who had bought before.",
                share=share(again.value),
            )
        )
    return joined(*parts)


def _exceeded(measure: Measure) -> str:
    said = by_sign(
        measure.headline,
        noise=say("Customers get what they expected, within noise."),
        above=say("Customers get more than they expected."),
        below=say("Customers get less than they expected."),
    )
    nps, again = measure.known(NPS), measure.known("repeat")
    return joined(
        said,
        say("Recommendation: {nps}.", nps=with_interval(nps)) if nps else "",
        say("{share} would choose us again.", share=share(again.value)) if again else "",
    )


def _person(measure: Measure) -> str:
    rows = measure.parts.sort_values("value", ascending=False).to_dict("records")
    named = [
        say("{name} {slope}", name=row["part"], slope=printed(row["value"], "gap")) for row in rows
    ]
    each = say(
        "One point more of being treated as a person goes with this much satisfaction: {slopes}.",
        slopes=labels.listed(named),
    )
    if measure.headline.is_apart():
        return joined(each, say("Segments differ beyond noise."))
    return joined(each, say("That segments differ cannot be told from noise."))


WORDS = {
    "S25": Words(
        Term(
            say("customers kept, with chance"),
            say(
                "Of the customers at the start of the quarter, the share that stayed. The interval "
                "is what chance alone would do if each stayed or left by himself."
            ),
            say("(start − lost) / start; Wilson's interval"),
            say("Wilson (1927), J. Am. Stat. Assoc. 22, 209-212; Holm (1979) over the units"),
        ),
        _kept,
        figures={
            RETENTION: labels.metric(RETENTION),
            REPEAT_SHARE: labels.metric(REPEAT_SHARE),
            "lost": say("Customers lost"),
            "won": say("Customers won"),
        },
    ),
    "S42": Words(
        Term(
            say("against expectation"),
            say(
                "The mean of what customers answer to “How was the service against what you "
                "expected?”, from −2, far less, to 2, far more; with recommendation and repeat."
            ),
            say("mean of the answers; Student's interval"),
            say("Rocks (2016), J. Mark. Anal. 4, 63-76, for recommendation"),
        ),
        _exceeded,
        figures={NPS: labels.metric(NPS), "repeat": say("Would choose us again")},
    ),
    "S6": Words(
        Term(
            say("treated as a person"),
            say(
                "How many points of satisfaction go with one point of “I was treated as a person”, "
                "in each segment over the last four quarters: closeness may be wanted or not. The "
                "headline is how far the segments at both ends are apart."
            ),
            say("least squares within quarters, by segment; Bonferroni over the segments"),
            say("from sums of answer pairs, no answers needed"),
        ),
        _person,
        figures={
            "apart": say("Between segments"),
            "slope": say("All segments together"),
            "mean": say("Treated as a person"),
        },
        made_of=say("Points of satisfaction for a point"),
    ),
}

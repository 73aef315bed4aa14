"""Words of reliability: promises, as kept and as felt, and owners."""

from stool.catalogue import say
from stool.service import Figure, Measure
from stool.text.measured import bare, told, with_interval
from stool.text.numbers import number
from stool.text.service.sentences import by_sign, joined
from stool.text.service.words import Words
from stool.text.term import Term


def _promises(measure: Measure) -> str:
    kept, over = measure.headline, measure.known("overrun")
    parts = [
        say(
            "Of {n} promises {broken} were broken.",
            n=number(kept.n),
            broken=number((1 - kept.value) * kept.n),
        )
    ]
    if over:
        parts.append(
            say("Half of the broken ones ran over by more than {hours}.", hours=with_interval(over))
        )
    return joined(*parts)


def _perceived(measure: Measure) -> str:
    felt, kept = measure.figure("felt"), measure.figure("kept")
    parts = [
        say(
            "{felt} of customers felt served on time; {kept} of promises were kept.",
            felt=told(felt),
            kept=told(kept),
        )
    ]
    parts.append(
        by_sign(
            measure.headline,
            noise=say("The two cannot be told apart."),
            above=say("The service feels more punctual than the record says."),
            below=say("The service is more punctual on record than it feels."),
        )
    )
    told_apart = measure.known("kept_less_broken")
    if told_apart:
        parts.append(_sees(told_apart))
    return joined(*parts)


def _sees(gap: Figure) -> str:
    if not gap.is_apart():
        return say("Customers whose promise was broken do not rate it lower, beyond noise.")
    return say(
        "Those whose promise was kept rate it {gap} against those whose promise was broken.",
        gap=with_interval(gap),
    )


def _owners(measure: Measure) -> str:
    parts = [say("{n} handovers a case.", n=bare(measure.figure("handovers").value, "mean"))]
    r, slope = measure.known("r"), measure.known("per_handover")
    if r is None or slope is None:
        return parts[0]
    if not r.is_apart():
        parts.append(
            say("No link of handovers with satisfaction can be told from noise within units.")
        )
    else:
        parts.append(
            say(
                "When a unit hands over more than usual, its customers are {way} satisfied: {r}, "
                "or {slope} of satisfaction for one more handover a case.",
                way=say("less") if r.value < 0 else say("more"),
                r=with_interval(r),
                slope=with_interval(slope),
            )
        )
    return joined(*parts)


WORDS = {
    "S30": Words(
        Term(
            say("perceived against kept"),
            say(
                "The share of customers who felt served on time less the share of promises kept, "
                "from the service log where one is loaded."
            ),
            say(
                "difference of two shares, Newcombe's interval; kept against broken: regression "
                "within unit and quarter of the last four"
            ),
            say("Newcombe (1998), Stat. Med. 17, 873-890"),
        ),
        _perceived,
        figures={
            "difference": say("Felt less kept"),
            "felt": say("Felt on time"),
            "kept": say("Promises kept"),
            "kept_less_broken": say("On time, kept less broken"),
        },
        parts={"kept": say("Promise kept"), "broken": say("Promise broken")},
        made_of=say("On time as expected, last four quarters"),
    ),
    "S37": Words(
        Term(
            say("one owner"),
            say(
                "The share of cases that nobody handed over. Beside it, how handovers go with "
                "satisfaction of customers from quarter to quarter within units: cases and "
                "answers are not joined."
            ),
            say(
                "share with Wilson's interval; correlation and slope of unit-quarter means with "
                "unit and quarter means taken out, Fisher's interval and errors by unit"
            ),
        ),
        _owners,
        figures={
            "one_owner": say("One owner"),
            "handovers": say("Handovers a case"),
            "r": say("Handovers with satisfaction"),
            "per_handover": say("Satisfaction per handover"),
        },
    ),
    "S38": Words(
        Term(
            say("promise kept"),
            say(
                "The share of cases closed by the promised moment, from the service log, else as "
                "customers tell it; and by how much the others ran over."
            ),
            say("share with Wilson's interval; median from bands of hours, interval by ranks"),
            say("David & Nagaraja (2003), Order Statistics, 7.1"),
        ),
        _promises,
        figures={"kept": say("Kept"), "overrun": say("Median overrun of the broken")},
    ),
}

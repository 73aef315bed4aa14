"""Words of listening: who answers, what is said, what becomes of it."""

from stool.catalogue import say, say_many
from stool.schema import CSAT, ESAT
from stool.service import Figure, Measure
from stool.text.measured import printed, with_interval
from stool.text.numbers import answers, number, share
from stool.text.service.sentences import agreeing, joined
from stool.text.service.words import Words
from stool.text.term import Term
from stool.voice import Step
from stool.voice.rows import COMMENT, SUGGESTION

WRITING = {
    f"{COMMENT}_{CSAT}": say("Customers who comment"),
    f"{COMMENT}_{ESAT}": say("Staff who comment"),
    f"{SUGGESTION}_{CSAT}": say("Customers who suggest"),
    f"{SUGGESTION}_{ESAT}": say("Staff who suggest"),
}
FEW = 0.5  # of the staff: with fewer answers the silent ones decide what is true


def _asked(measure: Measure) -> str:
    response = measure.headline
    start = say("{n} answered.", n=answers(response.n, is_least=response.n_is_least))
    silent = say("Most did not: what is said here may not be what they think.")
    safe, wrote = measure.known("safe"), measure.known(f"{COMMENT}_{ESAT}")
    freely = say("Safe to say what one thinks: {safe}.", safe=with_interval(safe)) if safe else ""
    words = say("{share} of them left a comment.", share=share(wrote.value)) if wrote else ""
    return joined(start, silent if _most(response) < FEW else "", freely, agreeing(measure), words)


def _most(response: Figure) -> float:
    """The highest the response rate can be."""
    return response.high if response.n_is_least else response.value


def _answered(measure: Measure) -> str:
    told = measure.figure("told")
    start = say(
        "Of {of} comments that an action answers, {told} were told back what came of it: {share}.",
        of=number(told.n),
        told=number(told.value * told.n),
        share=with_interval(told),
    )
    if measure.parts.empty:
        return start
    longest = measure.parts.iloc[0]
    waiting = say(
        "Waiting longest: {title}, {days}.",
        title=longest["part"],
        days=printed(float(longest["value"]), "days"),
    )
    return joined(start, waiting)


def _heard(measure: Measure) -> str:
    understood, acted = measure.figure("understood"), measure.figure("acted")
    start = say(
        "Of {heard} suggestions so far a topic names {share}; an action is noted for {acted}.",
        heard=number(understood.n),
        share=share(understood.value),
        acted=number(acted.value * acted.n),
    )
    count = int(measure.figure("actions").value)
    beside = say_many(
        "Beside them {number} action answers something that was said",
        "Beside them {number} actions answer something that was said",
        count,
    )
    back = say(
        "{beside}; {told} of them told it back.",
        beside=beside,
        told=number(measure.figure("actions_told").value),
    )
    return joined(start, back if count else "")


def _written(measure: Measure) -> str:
    count = int(measure.figure("actions").value)
    results = number(measure.figure("results").value)
    if not count:
        return say("No action on the list answers anything that was said.")
    actions = say_many("{number} action answers", "{number} actions answer", count)
    return say(
        "{actions} something that was said; a result is noted for {results}.",
        actions=actions,
        results=results,
    )


WORDS = {
    "S21": Words(
        Term(
            say("honest feedback"),
            say(
                "The share of staff who answer; whether it is safe to say what one thinks; and how "
                "many of the answers hold a comment, as far as comments may be counted."
            ),
            say("answers / headcount; mean of the answers, Student's interval; Wilson's interval"),
        ),
        _asked,
        figures={
            "response": say("Response rate"),
            "safe": say("Safe to speak"),
            **WRITING,
        },
    ),
    "S22": Words(
        Term(
            say("days to an answer"),
            say(
                "Of the comments with a day of receipt on the list of actions: the median days "
                "until those who gave them were told what came of it, and the share that was."
            ),
            say("median of (told back − received), interval by order statistics; told / received"),
            say("Thompson (1936), Ann. Math. Stat. 7, 122-128; Wilson (1927)"),
        ),
        _answered,
        figures={"median": say("Median days"), "told": say("Told back")},
        made_of=say("Still waiting, in days"),
    ),
    "S13": Words(
        Term(
            say("from heard to told back"),
            say(
                "Of all suggestions up to the quarter that may be counted, the share that reached "
                "each step: named by a topic, followed by an action, told back."
            ),
            say("suggestions at a step or beyond / suggestions; Wilson's interval"),
            say("Wilson (1927), J. Am. Stat. Assoc. 22, 209-212"),
        ),
        _heard,
        figures={
            "told": say("Told back"),
            "understood": say("Named by a topic"),
            "acted": say("With an action"),
            "actions": say("Actions that answer something"),
            "actions_told": say("Of those told back"),
        },
        parts={
            Step.HEARD.value: say("Heard"),
            Step.CODED.value: say("Named by a topic"),
            Step.ACTION.value: say("With an action"),
            Step.TOLD.value: say("Told back"),
        },
        made_of=say("Step by step"),
    ),
    "S40": Words(
        Term(
            say("answers with words"),
            say(
                "The share of answers that hold a comment or a suggestion, as far as they may be "
                "counted, and how many actions answer something that was said."
            ),
            say("texts / answers of the quarter; Wilson's interval"),
            say("Wilson (1927), J. Am. Stat. Assoc. 22, 209-212"),
        ),
        _written,
        figures={
            **WRITING,
            "actions": say("Actions that answer something"),
            "results": say("With a result"),
        },
        parts=WRITING,
        made_of=say("Who writes"),
    ),
}

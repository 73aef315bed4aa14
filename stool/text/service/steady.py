"""Words of steadiness: who serves, quarter after quarter, heroes."""

from stool.catalogue import say, say_many
from stool.service import Measure
from stool.text.measured import told
from stool.text.numbers import number, share, signed
from stool.text.service.sentences import joined
from stool.text.service.words import Words
from stool.text.term import Term


def _servers(measure: Measure) -> str:
    spread, apart = measure.headline, measure.figure("apart")
    if measure.doubts:
        parts = [
            say(
                "A customer's score depends by {spread} on the unit, one standard deviation.",
                spread=told(spread),
            )
        ]
    else:
        parts = [
            say(
                "A customer's score depends by {spread} on who serves, one standard deviation. Two "
                "servers of one unit lie {apart} apart on average.",
                spread=told(spread),
                apart=told(apart),
            )
        ]
    if spread.low <= 0:
        parts.append(say("That cannot be told from noise: it may be nothing."))
    return joined(*parts)


def _steady(measure: Measure) -> str:
    inside, chance = measure.headline, measure.figure("by_chance")
    out = measure.figure("outside_now")
    parts = [
        say(
            "A steady unit would be inside in {chance} of its quarters by chance alone.",
            chance=share(chance.value, 1),
        )
    ]
    if inside.high < chance.value:
        parts.append(say("Units leave their own limits more often than that."))
    else:
        parts.append(say("Units are as steady as that."))
    parts.append(
        say_many(
            "Outside now: {out} of {number} unit.",
            "Outside now: {out} of {number} units.",
            int(out.n),
            out=number(out.value),
        )
    )
    return joined(*parts)


def _heroes(measure: Measure) -> str:
    excess, earned, chance = (measure.figure(key) for key in ("excess", "earned", "by_chance"))
    parts = [
        say(
            "The best {first} of {all} servers earn {earned} of the top scores; luck alone would "
            "give the best {low} to {high}.",
            first=number(earned.n),
            all=number(chance.n),
            earned=share(earned.value, 1),
            low=share(chance.low, 1),
            high=share(chance.high, 1),
        )
    ]
    if not excess.is_apart():
        parts.append(say("No heroes can be told from luck: the service is by design."))
    elif excess.value > 0:
        parts.append(
            say(
                "Some of the service hangs on a few people: {points} points more than by luck.",
                points=signed(excess.value, 1),
            )
        )
    despite = measure.known("despite")
    if despite:
        parts.append(
            say(
                "“I get good results despite our processes”: {figure}; the lower the better.",
                figure=told(despite),
            )
        )
    return joined(*parts)


def control_of(node: str) -> str:
    """Heading of the chart of one unit."""
    return say("{node} against its own limits", node=node)


WORDS = {
    "S1": Words(
        Term(
            say("spread between servers"),
            say(
                "How far the people who serve differ in what customers say, within a unit and "
                "over four quarters, once the noise of few answers is taken out. 0 is the same "
                "service whoever serves."
            ),
            say(
                "square root of the variance between servers: one mean for every unit and quarter, "
                "one deviation for every server, noise of single answers; Q-profile interval. A "
                "unit stands out where its servers differ more than all do (χ², Holm)"
            ),
            say(
                "Paule & Mandel (1982), J. Res. Natl. Bur. Stand. 87, 377-385; "
                "Viechtbauer (2007), Stat. Med. 26, 37-52"
            ),
        ),
        _servers,
        figures={"spread": say("Spread"), "apart": say("Two servers apart")},
    ),
    "S2": Words(
        Term(
            say("quarters inside own limits"),
            say(
                "The share of unit-quarters in which satisfaction of customers stays inside the "
                "limits the unit's own quarters set; eight quarters are needed."
            ),
            say(
                "mean ± the larger of 2.66 mean moving ranges and 3 standard errors; Wilson's "
                "interval. A unit stands out where a steady one would hardly leave them so often "
                "(binomial test, Holm)"
            ),
            say("Wheeler & Chambers (1992), Understanding Statistical Process Control"),
        ),
        _steady,
        figures={
            "inside": say("Inside own limits"),
            "by_chance": say("By chance alone"),
            "outside_now": say("Units outside now"),
        },
    ),
    "S7": Words(
        Term(
            say("heroics"),
            say(
                "How much more of the top scores the best tenth of servers earn, over four "
                "quarters, than if the top scores of each unit had been dealt to its answers at "
                "random."
            ),
            say(
                "share earned − its mean over 999 random deals (multivariate hypergeometric); "
                "interval from the middle 95 % of the deals"
            ),
        ),
        _heroes,
        figures={
            "excess": say("More than by luck"),
            "earned": say("Earned by the best tenth"),
            "by_chance": say("The best tenth by luck"),
            "despite": say("Good results despite processes"),
        },
        parts={"earned": say("The best tenth"), "by_chance": say("By luck")},
        made_of=say("Top scores earned by a tenth of the servers"),
    ),
}

"""Words of people: who is hired, what they may do, whether they are thanked."""

from stool.catalogue import say
from stool.service import Measure
from stool.service.people import FIVE, FOUR, THREE
from stool.text import labels
from stool.text.measured import told, with_interval
from stool.text.numbers import number, share
from stool.text.service.sentences import agreeing, by_sign, extremes, joined
from stool.text.service.words import Words
from stool.text.term import Term

ALIKE = say(
    "mean over the questions of their means; the interval allows for answers of one person going "
    "fully together"
)
ANSWERED = say("mean of the answers; Student's interval")


def _people(measure: Measure) -> str:
    own, team = (measure.known(key) for key in ("feedback_received", "team_feedback_received"))
    heard = ""
    if own and team:
        heard = say(
            "What customers say reaches {own} of staff as persons, and the teams of {team}.",
            own=share(own.value),
            team=share(team.value),
        )
    return joined(extremes(measure, labels.metric), heard)


def _able(measure: Measure) -> str:
    screened = measure.known("screened")
    hires = ""
    if screened:
        hires = say(
            "Of new hires {share} are screened for service (mean of the units).",
            share=share(screened.value),
        )
    return joined(extremes(measure, labels.metric), hires)


def _recognised(measure: Measure) -> str:
    per, person, group = (measure.figure(key) for key in ("per_head", "individual", "group"))
    done = say(
        "On the list of actions now: {person} for persons, {group} for groups",
        person=number(person.value),
        group=number(group.value),
    )
    if per.is_known:
        done = say("{done}; {rate} a hundred staff", done=done, rate=number(per.value, 2))
    followed = measure.known("followed")
    later = ""
    if followed and not measure.doubts:
        later = say(
            "Where one began, staff tend to be more content a quarter later: {r}.",
            r=with_interval(followed),
        )
    return joined(agreeing(measure), f"{done}.", later)


def _newcomers(measure: Measure) -> str:
    figures = [measure.figure(name) for name in THREE]
    below = [
        say("{name} ({figure})", name=labels.metric(each.key), figure=told(each))
        for each in figures
        if each.high < 0
    ]
    above = [
        say("{name} ({figure})", name=labels.metric(each.key), figure=told(each))
        for each in figures
        if each.low > 0
    ]
    parts = [
        say("Newcomers stand below the settled on {names}.", names=labels.listed(below))
        if below
        else "",
        say("They stand above on {names}.", names=labels.listed(above)) if above else "",
    ]
    nothing = say("Newcomers and the settled cannot be told apart on any of the three.")
    return joined(*parts) or nothing


def _tools(measure: Measure) -> str:
    r = measure.known("r")
    if r is None:
        return agreeing(measure)
    known = {"units": number(r.n), "r": with_interval(r)}
    said = by_sign(
        r,
        noise=say(
            "Over {units} units, that tools go with reply times cannot be told from noise: {r}.",
            **known,
        ),
        above=say("Of {units} units those that praise their tools more reply later: {r}.", **known),
        below=say(
            "Of {units} units those that praise their tools more reply sooner: {r}.", **known
        ),
    )
    return joined(agreeing(measure), said)


WORDS = {
    "S36": Words(
        Term(
            say("people index"),
            say(
                "The mean of five statements of staff: hired well, knowledge, room to act, "
                "teamwork, measured and rewarded; and the shares that customers' feedback reaches."
            ),
            ALIKE,
        ),
        _people,
        figures={
            "index": say("Five statements"),
            "feedback_received": say("Feedback reaches the person"),
            "team_feedback_received": say("Feedback reaches the team"),
        },
        parts={name: labels.metric(name) for name in FIVE},
        made_of=say("The five statements"),
    ),
    "S15": Words(
        Term(
            say("hired, coached, skilled, empowered"),
            say(
                "The mean of four statements of staff on how people are made able to serve, and "
                "the percent of hires screened for service."
            ),
            ALIKE,
        ),
        _able,
        figures={"index": say("Four statements"), "screened": say("Hires screened")},
        parts={name: labels.metric(name) for name in FOUR},
        made_of=say("The four statements"),
    ),
    "S17": Words(
        Term(
            say("recognition"),
            say(
                "The mean of what staff answer to “I am recognised for serving well”; what the "
                "list of actions holds to recognise persons and groups; and whether staff of units "
                "it reached are more content a quarter later, where there is enough to tell."
            ),
            say("mean of the answers; 100 × recognitions running / headcount; panel r at lag 1"),
            say("Pesaran (2006), Econometrica 74, 967-1012"),
        ),
        _recognised,
        figures={
            "individual": say("For persons"),
            "group": say("For groups"),
            "per_head": say("For each hundred staff"),
            "followed": say("With staff satisfaction a quarter later"),
        },
    ),
    "S26": Words(
        Term(
            say("newcomers against the settled"),
            say(
                "What those in their first band of time with the company say of skill, commitment "
                "and stepping in, less what all others say."
            ),
            say("mean over the three of (newest band − all others), Welch's interval"),
            say("Welch (1947), Biometrika 34, 28-35"),
        ),
        _newcomers,
        figures={"gap": say("All three"), **{name: labels.metric(name) for name in THREE}},
        parts={name: labels.metric(name) for name in THREE},
        made_of=say("Newcomers less the settled"),
    ),
    "S29": Words(
        Term(
            say("reach of customer feedback"),
            say("The mean of what staff answer to “I regularly receive feedback from customers”."),
            ANSWERED,
        ),
        agreeing,
    ),
    "S35": Words(
        Term(
            say("tools and reply time"),
            say(
                "The mean of what staff answer to “My tools let me serve well”, and its "
                "correlation with the time to the first reply over units: units that differ in one "
                "may differ in much else."
            ),
            say("r of the units' mean rating with the log of their mean hours, four quarters"),
            say("Fisher (1921), Metron 1, 3-32"),
        ),
        _tools,
        figures={"r": say("With reply time, over units")},
    ),
}

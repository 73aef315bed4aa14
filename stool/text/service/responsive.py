"""Words of responsiveness: time to a reply, courtesy and ease, the price, the little extra."""

from stool.catalogue import say
from stool.service import Measure
from stool.text.measured import bare, told, with_interval
from stool.text.service.sentences import joined, of_question
from stool.text.service.words import Words
from stool.text.term import Term


def _reply(measure: Measure) -> str:
    ninetieth, in_time = measure.known("ninetieth"), measure.known("in_time")
    parts = []
    if ninetieth and in_time:
        parts.append(
            say(
                "Half of the cases wait longer than that, one in ten longer than {ninetieth}; "
                "{share} get an answer within 8 hours.",
                ninetieth=told(ninetieth),
                share=with_interval(in_time),
            )
        )
    bands = measure.parts
    if len(bands) > 1:
        first, last = bands.iloc[0], bands.iloc[-1]
        apart = last["high"] < first["low"] or last["low"] > first["high"]
        parts.append(
            say(
                "Customers answered soonest give {first}, those answered latest {last}.",
                first=bare(first["value"], "mean"),
                last=bare(last["value"], "mean"),
            )
            if apart
            else say("Satisfaction of customers answered soon and late cannot be told apart.")
        )
    return joined(*parts) or say("Hours to the first reply, as customers tell them.")


def _value(measure: Measure) -> str:
    csat, r = measure.figure("csat"), measure.known("with_csat")
    parts = [
        say("Satisfaction as a whole stands at {csat}.", csat=told(csat)),
    ]
    if r and not r.is_apart():
        parts.append(say("Who finds the price fair is no more satisfied, beyond noise."))
    elif r:
        parts.append(
            say(
                "Within units and quarters the two go together {how}: {r}.",
                r=with_interval(r),
                how=say("closely") if abs(r.value) >= CLOSE else say("in part"),
            )
        )
    price = measure.known("price_index")
    if price:
        parts.append(say("Price index: {index}.", index=bare(price.value, "hours")))
    return joined(*parts)


def _extra(measure: Measure) -> str:
    agree, lift = measure.known("favourable"), measure.known("lift")
    parts = []
    if agree:
        parts.append(say("{share} of customers agree.", share=with_interval(agree)))
    if lift and not lift.is_apart():
        parts.append(say("It does not go with satisfaction, beyond noise."))
    elif lift:
        parts.append(
            say(
                "One point more of it goes with {lift} of satisfaction, within units and quarters.",
                lift=with_interval(lift),
            )
        )
    return joined(*parts)


def _courtesy(measure: Measure) -> str:
    return of_question(measure, say("Courtesy, as customers rate it"))


def _easy(measure: Measure) -> str:
    return of_question(measure, say("How easy customers find the company to deal with"))


CLOSE = 0.7  # r: half of the variance
BANDS = {
    "00-01": say("Up to 1 hour"),
    "01-04": say("1 to 4 hours"),
    "04-08": say("4 to 8 hours"),
    "08-24": say("8 to 24 hours"),
    "24-": say("More than 24 hours"),
}
WORDS = {
    "S3": Words(
        Term(
            say("value for the price"),
            say(
                "The mean of what customers answer to “The service is worth its price”, beside "
                "satisfaction as a whole, and how the two answers go together."
            ),
            say(
                "mean, Student's interval; correlation within unit and quarter over the last four "
                "quarters, Fisher's interval"
            ),
            say("Fisher (1921), Metron 1, 3-32"),
        ),
        _value,
        figures={
            "csat": say("Satisfaction"),
            "with_csat": say("With satisfaction"),
            "price_index": say("Price index"),
        },
    ),
    "S18": Words(
        Term(
            say("time to the first reply"),
            say(
                "The median of the hours from the opening of a case to the first reply, the time "
                "nine in ten stay within, and the share answered within 8 hours."
            ),
            say(
                "quantiles from bands of hours, intervals by ranks. A unit stands out where more "
                "of its cases than of all others wait past 8 hours (two shares, Holm)"
            ),
            say("David & Nagaraja (2003), Order Statistics, 7.1"),
        ),
        _reply,
        figures={
            "median": say("Median"),
            "ninetieth": say("Nine in ten within"),
            "in_time": say("Within 8 hours"),
            "mean_hours": say("Mean"),
        },
        parts=BANDS,
        made_of=say("Satisfaction of customers by their time to a reply, last four quarters"),
    ),
    "S20": Words(
        Term(
            say("attitude in the moment"),
            say(
                "The mean of what customers answer to “The person who served me was courteous”, "
                "with the share that agrees."
            ),
            say("mean of the answers; Student's interval"),
        ),
        _courtesy,
    ),
    "S24": Words(
        Term(
            say("easy to deal with"),
            say(
                "The mean of what customers answer to “The company is easy to deal with”: whether "
                "its systems are made for them or for itself."
            ),
            say("mean of the answers; Student's interval"),
        ),
        _easy,
    ),
    "S31": Words(
        Term(
            say("something extra"),
            say(
                "The mean of what customers answer to “Somebody did more than I asked for”, and "
                "how much satisfaction goes with one point of it."
            ),
            say(
                "mean, Student's interval; slope within unit and quarter over the last four "
                "quarters"
            ),
        ),
        _extra,
        figures={"lift": say("Satisfaction per point")},
    ),
}

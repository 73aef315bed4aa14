"""Words of fairness: segments alike, respect inside and out, the four figures."""

from stool.catalogue import say
from stool.service import Measure
from stool.text.measured import bare, printed, told, with_interval
from stool.text.numbers import number
from stool.text.service.sentences import by_sign, joined
from stool.text.service.words import Words
from stool.text.term import Term


def _fair(measure: Measure) -> str:
    flagged = measure.figure("flagged")
    parts = []
    wait, kept = measure.known("wait"), measure.known("kept")
    if wait:
        parts.append(
            say(
                "{segment} waits {hours} {way} than the others of its unit ({low} to {high}).",
                segment=wait.of,
                hours=printed(abs(wait.value), "hours"),
                way=say("longer") if wait.value > 0 else say("less"),
                low=bare(wait.low, "hours"),
                high=bare(wait.high, "hours"),
            )
        )
    if kept:
        parts.append(
            say(
                "{segment} has {gap} percentage points of promises kept against the others "
                "({low} to {high}).",
                segment=kept.of,
                gap=bare(kept.value, "points"),
                low=bare(kept.low, "points"),
                high=bare(kept.high, "points"),
            )
        )
    parts.append(
        say("None of these gaps can be told from noise.")
        if flagged.value == 0
        else say(
            "Beyond noise: {flagged} of {n} gaps.",
            flagged=number(flagged.value),
            n=number(flagged.n),
        )
    )
    return joined(*parts)


def _respect(measure: Measure) -> str:
    staff, customers = measure.figure("staff"), measure.figure("customers")
    respected = say(
        "Staff: {staff}. Customers: {customers}.",
        staff=with_interval(staff),
        customers=with_interval(customers),
    )
    gap = measure.known("gap")
    if gap is None:
        return respected
    verdict = by_sign(
        gap,
        noise=say("Respect inside and outside cannot be told apart."),
        above=say("Customers feel less respected than staff do."),
        below=say("Staff feel less respected than customers do."),
    )
    return joined(respected, verdict)


def _four(measure: Measure) -> str:
    parts = [
        say("excellent: {share} of answers are the best there is", share=told(measure.headline))
    ]
    even = measure.known("equitable")
    if even:
        parts.append(
            say(
                "equitable: the least content segment has {ratio} of the favourable share of the "
                "most content, {verdict}",
                ratio=with_interval(even),
                verdict=say("beyond noise") if even.is_apart(1.0) else say("not beyond noise"),
            )
        )
    cost = measure.known("cost")
    if cost:
        parts.append(say("efficient: {cost} of cost a customer served", cost=told(cost)))
    hours = measure.known("median") or measure.known("mean_hours")
    if hours:
        parts.append(say("first reply after {hours}", hours=told(hours)))
    power = measure.known("empowering")
    if power:
        parts.append(say("empowering: {figure}", figure=told(power)))
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


WORDS = {
    "S5": Words(
        Term(
            say("four figures of service"),
            say(
                "Excellent: the share of top scores. Equitable: the favourable share of the least "
                "content segment over that of the most content. Efficient: cost a customer "
                "served, and time to a reply. Empowering: power to sort things out."
            ),
            say(
                "shares with Wilson's interval; ratio by its logarithm, with an interval that pays "
                "for every two segments compared; cost ÷ customers"
            ),
            say("Katz et al. (1978), Biometrics 34, 469-474"),
        ),
        _four,
        figures={
            "excellent": say("Excellent: top scores"),
            "equitable": say("Equitable: lowest over highest segment"),
            "cost": say("Efficient: cost a customer"),
            "median": say("Efficient: median first reply"),
            "mean_hours": say("Efficient: mean first reply"),
            "empowering": say("Empowering"),
        },
    ),
    "S23": Words(
        Term(
            say("respect inside and out"),
            say(
                "“I am treated with respect”, asked of staff and of customers alike, and the "
                "difference of the two means: staff less customers."
            ),
            say("difference of two means, Welch's interval"),
            say("Welch (1947), Biometrika 34, 28-35"),
        ),
        _respect,
        figures={
            "gap": say("Staff less customers"),
            "staff": say("Staff"),
            "customers": say("Customers"),
        },
        parts={"staff": say("Staff"), "customers": say("Customers")},
        made_of=say("Respect as they feel it"),
    ),
    "S33": Words(
        Term(
            say("fair to every segment"),
            say(
                "Whether customers feel treated as others are, and whether a segment waits longer "
                "or gets promises broken more often than the others of the same unit and quarter, "
                "over the last four quarters."
            ),
            say(
                "each segment less the others within unit and quarter, weighted by all answers "
                "there (direct standardisation); flagged after Holm over all gaps"
            ),
            say(
                "Keiding & Clayton (2014), Stat. Sci. 29, 529-558; Holm (1979), Scand. J. Stat. 6, "
                "65-70"
            ),
        ),
        _fair,
        figures={
            "wait": say("Largest gap in waiting"),
            "kept": say("Largest gap in promises kept"),
            "flagged": say("Gaps beyond noise"),
        },
        made_of=say("Hours waited, against the others of the same unit"),
    ),
}

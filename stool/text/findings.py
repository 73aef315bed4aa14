"""Sentences for findings: what needs somebody, and what the figures rest on."""

from collections.abc import Callable, Mapping
from typing import Any

from stool.catalogue import say, say_many
from stool.reading import Finding
from stool.text import actions
from stool.text.labels import LEG_FILE, LEG_PEOPLE, LEG_SHORT, PAGE, listed, plain, quarter
from stool.text.numbers import number, response, share, signed

Facts = Mapping[str, Any]


def link(number: int, finding: Finding) -> str:
    """A finding by its rank as the label of a link to where it shows."""
    return f"**{number}**  {plain(sentence(finding))} :blue[{PAGE[finding.page]} →]"


def sentence(finding: Finding) -> str:
    """One sentence for one finding."""
    return SENTENCES[finding.kind](finding.facts)


def _under_floor(facts: Facts) -> str:
    name = LEG_SHORT[facts["leg"]]
    return say(
        "{name} is under its floor: score 0. Nothing else can be level until it recovers.",
        name=name,
    )


def _slipping(facts: Facts) -> str:
    units, leg = facts["units"], LEG_SHORT[facts["leg"]]
    return say(
        "{leg} fell more than noise since {since} in {fell} of {units}: {named} (worst {worst} "
        "points).",
        leg=leg,
        since=quarter(facts["since"]),
        fell=len(units),
        units=say_many("{number} unit", "{number} units", facts["of"]),
        named=listed(units),
        worst=number(facts["worst"]),
    )


def _regions_slip(facts: Facts) -> str:
    falls = [
        say("{region} {fall}", region=region, fall=signed(-fall))
        for region, fall in zip(facts["regions"], facts["falls"], strict=True)
    ]
    return say(
        "{leg} fell more than noise since {since} (points): {falls}.",
        leg=LEG_SHORT[facts["leg"]],
        since=quarter(facts["since"]),
        falls=listed(falls),
    )


def _leg_missing(facts: Facts) -> str:
    return say(
        "No {leg} is loaded for {quarter}; without it there is no stool to level.",
        leg=LEG_FILE[facts["leg"]],
        quarter=quarter(facts["quarter"]),
    )


def _units_missing(facts: Facts) -> str:
    units = facts["units"]
    return say_many(
        "{units} has no {leg} data for {quarter}, though it reported within the year before.",
        "{units} have no {leg} data for {quarter}, though they reported within the year before.",
        len(units),
        units=listed(units),
        leg=LEG_SHORT[facts["leg"]],
        quarter=quarter(facts["quarter"]),
    )


def _response_falls(facts: Facts) -> str:
    return say(
        "{leg} response fell from {before} to {now} in a year. Unhappy {people} who stay silent "
        "may be under-counted.",
        leg=LEG_SHORT[facts["leg"]],
        before=share(facts["before"]),
        now=share(facts["now"]),
        people=LEG_PEOPLE[facts["leg"]],
    )


def _action_due(facts: Facts) -> str:
    return actions.due(facts["action"], facts["so_far"], facts["others"])


def _stays_hidden(facts: Facts) -> str:
    units = facts["units"]
    return say_many(
        "{units} is hidden in most quarters: too few {people} answer there to show anything.",
        "{units} are hidden in most quarters: too few {people} answer there to show anything.",
        len(units),
        units=listed(units),
        people=LEG_PEOPLE[facts["leg"]],
    )


def _provisional(facts: Facts) -> str:
    legs = listed([LEG_SHORT[leg] for leg in facts["legs"]])
    return say(
        "Nobody has set a target for {legs}; the score rests on a provisional one from history.",
        legs=legs,
    )


def _files(facts: Facts) -> str:
    loaded = {"legs": facts["legs"], "of": facts["of"], "quarter": quarter(facts["quarter"])}
    if "rows" not in facts:
        return say("{legs} of {of} legs loaded for {quarter}.", **loaded)
    rejected = facts["rejected"]
    if rejected:
        rows = say(
            "{rejected} of {rows} rejected",
            rejected=f"{rejected:,}",
            rows=say_many("{number} row", "{number} rows", facts["rows"]),
        )
    else:
        rows = say(
            "none of {rows} rejected", rows=say_many("{number} row", "{number} rows", facts["rows"])
        )
    return say("{legs} of {of} legs loaded for {quarter}; {rows}.", rows=rows, **loaded)


def _coverage(facts: Facts) -> str:
    span = facts["units"] * facts["quarters"]
    hidden = facts["hidden"]
    tail = ""
    if hidden:
        units = say_many("{number} unit", "{number} units", hidden)
        tail = (
            say("; {units} hidden now (too few answers)", units=units)
            if facts["few"] == hidden
            else say(
                "; {units} hidden now ({few} for too few answers, the others to protect those)",
                units=units,
                few=facts["few"],
            )
        )
    return say(
        "{units} × {quarters}: all three legs in {matched} of {span}{tail}.",
        units=say_many("{number} unit", "{number} units", facts["units"]),
        quarters=say_many("{number} quarter", "{number} quarters", facts["quarters"]),
        matched=f"{facts['matched']:,}",
        span=f"{span:,}",
        tail=tail,
    )


def _response(facts: Facts) -> str:
    below = facts["most"] < facts["floor"]
    tail = say(", below the {floor} floor", floor=share(facts["floor"])) if below else ""
    return say(
        "{leg} response {rate}{tail}.",
        leg=LEG_SHORT[facts["leg"]],
        rate=response(facts["rate"], facts["most"]),
        tail=tail,
    )


def _response_unknown(facts: Facts) -> str:
    return say(
        "{leg} response rate unknown: the files do not say how many {people} could have answered.",
        leg=LEG_SHORT[facts["leg"]],
        people=LEG_PEOPLE[facts["leg"]],
    )


def _response_impossible(facts: Facts) -> str:
    return say(
        "{leg} has more answers than people ({rate}): the head count or the survey file is wrong.",
        leg=LEG_SHORT[facts["leg"]],
        rate=share(facts["rate"]),
    )


def _targets(facts: Facts) -> str:
    if not facts["legs"]:
        return say("Floors, targets and stretches are your own.")
    legs = ", ".join(LEG_SHORT[leg] for leg in facts["legs"])
    return say(
        "Targets of {legs} are provisional, from history: set your own on the Data page.", legs=legs
    )


def _links(facts: Facts) -> str:
    if not facts["of"]:
        return say("No link can be tested until two legs are loaded.")
    return say(
        "{established} of {links} established, from {units} × {quarters}. Association, not proof "
        "of cause.",
        established=facts["established"],
        links=say_many("{number} link", "{number} links", facts["of"]),
        units=say_many("{number} unit", "{number} units", facts["units"]),
        quarters=say_many("{number} quarter", "{number} quarters", facts["quarters"]),
    )


SENTENCES: dict[str, Callable[[Facts], str]] = {
    "under_floor": _under_floor,
    "slipping": _slipping,
    "regions_slip": _regions_slip,
    "leg_missing": _leg_missing,
    "units_missing": _units_missing,
    "response_falls": _response_falls,
    "action_due": _action_due,
    "stays_hidden": _stays_hidden,
    "provisional": _provisional,
    "files": _files,
    "coverage": _coverage,
    "response": _response,
    "response_unknown": _response_unknown,
    "response_impossible": _response_impossible,
    "targets": _targets,
    "links": _links,
}

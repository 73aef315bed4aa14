"""Sentences for findings: what needs somebody, and what the figures rest on."""

from collections.abc import Callable, Mapping
from typing import Any

from stool.reading import Finding
from stool.text import actions
from stool.text.labels import LEG_FILE, LEG_PEOPLE, LEG_SHORT, count, listed, quarter
from stool.text.numbers import number, share

Facts = Mapping[str, Any]


def sentence(finding: Finding) -> str:
    """One sentence for one finding."""
    return SENTENCES[finding.kind](finding.facts)


def _under_floor(facts: Facts) -> str:
    name = LEG_SHORT[facts["leg"]]
    return f"{name} is under its floor: score 0. Nothing else can be level until it recovers."


def _slipping(facts: Facts) -> str:
    units, leg = facts["units"], LEG_SHORT[facts["leg"]]
    return (
        f"{leg} fell more than noise since {quarter(facts['since'])} in "
        f"{len(units)} of {count(facts['of'], 'unit')}: {listed(units)} "
        f"(worst {number(facts['worst'])} points)."
    )


def _regions_slip(facts: Facts) -> str:
    falls = [
        f"{region} by {number(fall)}"
        for region, fall in zip(facts["regions"], facts["falls"], strict=True)
    ]
    return (
        f"{LEG_SHORT[facts['leg']]} fell more than noise since {quarter(facts['since'])} in "
        f"{listed(falls)} points."
    )


def _leg_missing(facts: Facts) -> str:
    return (
        f"No {LEG_FILE[facts['leg']]} is loaded for {quarter(facts['quarter'])}; without it there "
        "is no stool to level."
    )


def _units_missing(facts: Facts) -> str:
    units = facts["units"]
    verb = "has" if len(units) == 1 else "have"
    return (
        f"{listed(units)} {verb} no {LEG_SHORT[facts['leg']]} data for "
        f"{quarter(facts['quarter'])}, though {'it' if len(units) == 1 else 'they'} reported "
        "within the year before."
    )


def _response_falls(facts: Facts) -> str:
    return (
        f"{LEG_SHORT[facts['leg']]} response fell from {share(facts['before'])} to "
        f"{share(facts['now'])} in a year. Unhappy {LEG_PEOPLE[facts['leg']]} who stay silent may "
        "be under-counted."
    )


def _action_due(facts: Facts) -> str:
    return actions.due(facts["action"], facts["so_far"], facts["others"])


def _stays_hidden(facts: Facts) -> str:
    units = facts["units"]
    return (
        f"{listed(units)} {'is' if len(units) == 1 else 'are'} hidden in most quarters: too few "
        f"{LEG_PEOPLE[facts['leg']]} answer there to show anything."
    )


def _provisional(facts: Facts) -> str:
    legs = listed([LEG_SHORT[leg] for leg in facts["legs"]])
    return f"Nobody has set a target for {legs}; the score rests on a provisional one from history."


def _files(facts: Facts) -> str:
    rejected = facts["rejected"]
    if rejected:
        rows = f"{rejected:,} of {count(facts['rows'], 'row')} rejected"
    else:
        rows = f"none of {count(facts['rows'], 'row')} rejected"
    return f"{facts['legs']} of {facts['of']} legs loaded for {quarter(facts['quarter'])}; {rows}."


def _coverage(facts: Facts) -> str:
    span = facts["units"] * facts["quarters"]
    hidden = facts["hidden"]
    tail = ""
    if hidden:
        tail = f"; {count(hidden, 'unit')} hidden now (too few answers)"
    return (
        f"{count(facts['units'], 'unit')} × {count(facts['quarters'], 'quarter')}: all three legs "
        f"in {facts['matched']:,} of {span:,}{tail}."
    )


def _response(facts: Facts) -> str:
    below = facts["rate"] < facts["floor"]
    tail = f", below the {share(facts['floor'])} floor" if below else ""
    return f"{LEG_SHORT[facts['leg']]} response {share(facts['rate'])}{tail}."


def _response_unknown(facts: Facts) -> str:
    return (
        f"{LEG_SHORT[facts['leg']]} response rate unknown: the files do not say how many "
        f"{LEG_PEOPLE[facts['leg']]} could have answered."
    )


def _response_impossible(facts: Facts) -> str:
    return (
        f"{LEG_SHORT[facts['leg']]} has more answers than people ({share(facts['rate'])}): the "
        "head count or the survey file is wrong."
    )


def _targets(facts: Facts) -> str:
    if not facts["legs"]:
        return "Floors, targets and stretches are your own."
    legs = ", ".join(LEG_SHORT[leg] for leg in facts["legs"])
    return f"Targets of {legs} are provisional, from history: set your own on the Data page."


def _links(facts: Facts) -> str:
    if not facts["of"]:
        return "No link can be tested until two legs are loaded."
    return (
        f"{facts['established']} of {count(facts['of'], 'link')} established, from "
        f"{count(facts['units'], 'unit')} × {count(facts['quarters'], 'quarter')}. Association, "
        "not proof of cause."
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

"""Improving: who changes how the work is done, who answers for it, and what it did."""

from collections import Counter
from dataclasses import replace

from stool.actions import Action, Kind
from stool.plan import Verdict, effects, ownership
from stool.plan.ownership import OPEN
from stool.schema import COMPANY, ESAT, LEVEL
from stool.service.basis import Basis
from stool.service.questions import question
from stool.service.result import Figure, Measure, table_of

SPREAD = 0.5  # of the open actions: more on one owner is no shared responsibility


def improved(basis: Basis) -> Measure | None:
    """S16: whether processes work, and the improvements that teams began, finished and felt."""
    found = question("S16", basis, ESAT, "processes_work", dimensions=(LEVEL,))
    if found is None:
        return None
    begun = [
        each
        for each in basis.actions
        if each.kind == Kind.IMPROVEMENT
        and each.has_begun(basis.quarter)
        and basis.concerns(each.units)
    ]
    teams = [each for each in begun if _is_of_a_team(each, basis)]
    done = [each for each in teams if each.finished and each.finished <= basis.quarter]
    counts = {
        "teams": len(teams),
        "finished": len(done),
        "above": len(begun) - len(teams),
        "seen": _seen(basis, teams),
    }
    figures = [Figure(key, float(count), kind="count") for key, count in counts.items()]
    return replace(found, figures=(*found.figures, *figures))


def owned(basis: Basis) -> Measure | None:
    """S34: how many units an open action of their own reaches, and on how few owners they rest."""
    ours = [each for each in basis.actions if basis.concerns(each.units)]
    units = {unit: basis.parents[unit] for unit in basis.below}
    every = ownership(ours, units)
    if not every.open or not units:
        return None
    own = ownership([each for each in ours if COMPANY not in each.units], units)
    most = every.of_most / every.open
    return Measure(
        "S34",
        (
            Figure("own", own.reached / own.units, n=own.units, kind="share"),
            Figure("any", every.reached / every.units, n=every.units, kind="share"),
            Figure("open", float(every.open), kind="count"),
            Figure("owners", float(every.owners), kind="count"),
            Figure("most", most, n=every.open, kind="share"),
        ),
        "higher",
        parts=table_of("part", _by_owner(ours)),
        part_kind="count",
        quarters=(basis.quarter,),
        doubts=("one_owner",) if most > SPREAD and every.open > 1 else (),
    )


def _is_of_a_team(action: Action, basis: Basis) -> bool:
    """Whether an action is of one unit alone: what reaches several was begun above them."""
    return len(action.units) == 1 and action.units[0] in basis.parents


def _seen(basis: Basis, actions: list[Action]) -> int:
    """How many of some actions moved their leg beyond noise; all are looked at together."""
    if not actions or basis.legs.empty:
        return 0
    found = effects(basis.actions, basis.legs, basis.quarter)
    titles = {each.title for each in actions}
    return int((found["title"].isin(titles) & (found["verdict"] == Verdict.SEEN)).sum())


def _by_owner(actions: list[Action]) -> list[Figure]:
    """Open actions of each owner, the most first."""
    owners = Counter(each.owner.strip() for each in actions if each.status in OPEN)
    order = sorted(owners, key=lambda name: (-owners[name], name))
    return [Figure(name, float(owners[name]), kind="count") for name in order]

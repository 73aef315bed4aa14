"""The ledger of releases: what is shown of employees quarter by quarter, and what waits."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from stool.book import stored
from stool.errors import RegroupedError
from stool.ingest import Aliases
from stool.privacy.gate import Version, compared
from stool.privacy.release import Made, Release, Waiting
from stool.sample import is_sample
from stool.schema import CROSS_COLUMNS, CROSSES, EMPLOYEES
from stool.store import Document, Standing


def releases_of(bodies: Mapping[str, Any]) -> dict[str, Release]:
    """Releases by quarter, oldest first, of the documents that hold them."""
    return {quarter: Release.of_body(quarter, bodies[quarter]) for quarter in sorted(bodies)}


def kept(before: Standing, after: Standing) -> list[Document]:
    """Releases that follow from a change, as a `stool.store.Sequel`.

    The first version of a quarter is shown. A later one is shown if it passes the gate beside
    every version shown so far; else it waits, and all employee figures of the quarter stay as they
    were shown last. Customers and profit are not held back. The shipped sample is nobody's answers:
    showing it alone is no release.

    Somebody who is erased from a file by loading it anew without them may remain in figures that
    are held back: these are sums over no fewer than the threshold and hold no datum of one person.
    What the person wrote goes at once, with the file.

    Raises
    ------
    RegroupedError
        Other names or regions of units would tell about too few, though no answer changed.
    """
    held = releases_of(after.documents(stored.RELEASE))
    documents = []
    for quarter in sorted(_touched(before, after, held)):
        release = held.get(quarter) or _unwritten(before, quarter)
        found = _next(release, after, quarter)
        if found is not None and found != held.get(quarter):
            documents.append(Document(stored.RELEASE, quarter, found.body()))
    return documents


def _touched(before: Standing, after: Standing, held: Mapping[str, Release]) -> set[str]:
    """Quarters whose employee figures may not be what they were."""
    old, new = before.blocks(), after.blocks()
    touched = {quarter for _, quarter in old ^ new}
    kinds = {kind for kind, _ in (stored.ALIASES, stored.REGIONS)}
    if any(before.documents(kind) != after.documents(kind) for kind in kinds):
        touched |= {quarter for _, quarter in new} | set(held)
    return touched


def _unwritten(before: Standing, quarter: str) -> Release | None:
    """The release of a quarter that was shown before there was a ledger."""
    version = _version(before, quarter, before, stored.minimum_n(before))
    if version.cells.empty or _is_nobodys(before, quarter):
        return None
    made = Made(before.revision, before.revision, version.minimum_n)
    return Release(quarter, (made,), version.people)


def _next(release: Release | None, after: Standing, quarter: str) -> Release | None:
    """What the ledger says of a quarter after a change; None where there is nothing to say."""
    minimum_n = stored.minimum_n(after)
    version = _version(after, quarter, after, minimum_n)
    made = Made(after.revision, after.revision, minimum_n)
    if version.cells.empty:
        return release and replace(release, waiting=None, withdrawn=True)
    if release is None:
        first = Release(quarter, (made,), version.people)
        return None if _is_nobodys(after, quarter) else first
    shown = [_made(after, quarter, each) for each in release.shown]
    if version.is_like(shown[-1]):
        return replace(release, waiting=None, withdrawn=False)
    verdicts = [compared(each, version) for each in shown]
    if all(each.is_safe for each in verdicts):
        return Release(quarter, (*release.shown, made), version.people)
    if not release.withdrawn:
        release = _regrouped(release, after, shown)
    since = after.revision if release.waiting is None else release.waiting.since
    return replace(release, waiting=Waiting(since, verdicts[-1].answers))


def _regrouped(release: Release, after: Standing, shown: list[Version]) -> Release:
    """A release whose figures stay, under the names and regions that units have now.

    Raises
    ------
    RegroupedError
    """
    made = release.made._replace(names=after.revision)
    version = _made(after, release.quarter, made)
    if version.is_like(shown[-1]):
        return release
    if not all(compared(each, version).is_safe for each in shown):
        raise RegroupedError(release.quarter, made.minimum_n)
    return replace(release, shown=(*release.shown, made))


def _is_nobodys(standing: Standing, quarter: str) -> bool:
    """Whether all employee figures of a quarter are of the shipped sample."""
    return all(
        is_sample([sha256])
        for source, sha256 in standing.files(quarter)
        if not {*EMPLOYEES}.isdisjoint(source.split("+"))
    )


def _made(standing: Standing, quarter: str, made: Made) -> Version:
    """A version that was shown."""
    figures, names = (standing.as_of(each) for each in (made.figures, made.names))
    return _version(figures, quarter, names, made.minimum_n)


def _version(figures: Standing, quarter: str, names: Standing, minimum_n: int) -> Version:
    """Employee figures of a quarter as one standing has them, named as another has it."""
    cells = figures.cells([quarter])
    cells = cells[cells["leg"].isin(EMPLOYEES)]
    crosses = figures.parts(CROSSES, [quarter]).reindex(columns=list(CROSS_COLUMNS))
    aliases = Aliases.of_body(names.documents(stored.ALIASES[0]).get(stored.ALIASES[1], []))
    told = names.documents(stored.REGIONS[0])
    parents = {
        **aliases.parents(told.get(stored.REGIONS[1], {})),
        **aliases.parents(told.get(stored.TREE[1], {})),
    }
    units = pd.Series(sorted({*cells["unit"], *crosses["unit"]}), dtype="str")
    renamed = aliases.renamed(units, pd.Series(quarter, index=units.index, dtype="str")).units
    return Version(cells, crosses, dict(zip(units, renamed, strict=True)), parents, minimum_n)

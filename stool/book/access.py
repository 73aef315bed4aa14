"""Who may read and change a store, who did, and what is shown to whom by a link."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

import pandas as pd

from stool import clock
from stool.access import (
    OPEN_LINK,
    Grant,
    Link,
    Person,
    Register,
    Session,
    whom_key,
)
from stool.book import stored
from stool.book.answers import Answers
from stool.errors import GrantedTwiceError, UngrantedError, UnknownLinkError, UnknownNodeError
from stool.schema import COMPANY
from stool.store import GRANT, LINK, Change

AUDIT_COLUMNS: Final = ("at", "who", "action", "revision", "detail")


class Access(Answers):
    """Grants, links and the audit of one store."""

    def grants(self) -> tuple[Grant, ...]:
        """Every role that is given now, by whom it is given to."""
        held = self.store.newest(GRANT)[GRANT]
        return tuple(sorted(Grant.of_body(whom, body) for whom, body in held.items()))

    def grant(self, grants: Sequence[Grant], *, who: str) -> Change:
        """Give roles from now on, each in place of the one its holder had.

        Parameters
        ----------
        grants : sequence of Grant
        who : str
            Who asks, for the audit.

        Raises
        ------
        GrantedTwiceError
            Somebody is there twice.
        UnknownNodeError
            There is no such unit or region.
        """
        bodies = {grant.whom: grant.body() for grant in grants}
        if len(bodies) < len(grants):
            named = [grant.whom for grant in grants]
            raise GrantedTwiceError(next(whom for whom in named if named.count(whom) > 1))
        self._require_nodes(grant.part for grant in grants)
        return self.store.put_beside(GRANT, bodies, who=who)

    def withdraw_grants(self, whom: Collection[str], *, who: str) -> Change:
        """Take the roles of some from them.

        Raises
        ------
        WhomError
            One is neither an e-mail address nor a group.
        UngrantedError
            One has no role that was given.
        """
        held = [grant.whom for grant in self.grants()]
        keys = [whom_key(each) for each in whom]
        for key in keys:
            if key not in held:
                raise UngrantedError(key, held)
        return self.store.put_beside(GRANT, dict.fromkeys(keys), who=who)

    def links(self) -> tuple[Link, ...]:
        """Every link that is not revoked, those that have ended among them; the newest first."""
        held = self.store.newest(LINK)[LINK]
        found = [Link.of_body(key, body) for key, body in held.items()]
        return tuple(sorted(found, key=lambda link: (link.made_at, link.key), reverse=True))

    def give_link(self, link: Link, *, who: str) -> Change:
        """Let a link be opened from now on.

        Raises
        ------
        LinkPastError
            It has ended.
        NoDataError, QuarterNotLoadedError, UnknownNodeError, UnknownRevisionError
            There is nothing to show of what it names.
        ValueError
            There is one of the same key, or it is made later than now.
        """
        link.require_new(clock.now())
        if link.key in self.store.newest(LINK)[LINK]:
            raise ValueError(f"link has the key {link.key}, must have one of its own")
        self.reading(link.quarter or None, link.unit, link.revision)
        return self.store.put_beside(LINK, {link.key: link.body()}, who=who)

    def revoke_links(self, keys: Collection[str], *, who: str) -> Change:
        """Let links be opened no more, and end the sessions of those who did.

        Raises
        ------
        UnknownLinkError
            There is no such link.
        """
        held = self.store.newest(LINK)[LINK]
        for key in keys:
            if key not in held:
                raise UnknownLinkError(key, sorted(held))
        change = self.store.put_beside(LINK, dict.fromkeys(keys), who=who)
        for key in keys:
            self.store.end_sessions(link=key)
        return change

    def person(
        self, session: Session, operators: Collection[str], now: datetime | None = None
    ) -> Person | None:
        """Who somebody is now, by what is granted and what links there are at this moment.

        Parameters
        ----------
        session : Session
        operators : collection of str
            E-mail addresses that are operators whatever is granted.
        now : datetime, optional
            With a time zone; this moment by default.

        Returns
        -------
        Person or None
            None where there is no access, or not any more.
        """
        return self.register().person(session, operators, now or clock.now())

    def register(self) -> Register:
        """All who may come in at this moment, in one look at the store."""
        kind, regions = stored.REGIONS
        _, tree = stored.TREE
        held = self.store.newest(GRANT, LINK, kind)
        return Register(
            self.store.sessions(),
            {key: Link.of_body(key, body) for key, body in held[LINK].items()},
            tuple(Grant.of_body(whom, body) for whom, body in held[GRANT].items()),
            {**held[kind].get(regions, {}), **held[kind].get(tree, {})},
        )

    def opened(self, key: str) -> int:
        """How often a link was opened."""
        events = self.store.accesses(action=OPEN_LINK)
        return sum(detail.get("link") == key for detail in events["detail"])

    def audit(self, since: datetime | None = None) -> pd.DataFrame:
        """Everything anybody did, what changed something and what did not, oldest first.

        Parameters
        ----------
        since : datetime, optional
            With a time zone; from the beginning by default.

        Returns
        -------
        DataFrame, one row an entry
            Columns `AUDIT_COLUMNS`: at (UTC), who, action, revision (missing where none was made),
            detail (dict).
        """
        changed = self.store.revisions().rename(columns={"made_at": "at"})
        if since is not None:
            changed = changed[changed["at"] >= since]
        done = self.store.accesses(since)
        both = [
            frame.reindex(columns=list(AUDIT_COLUMNS)).astype({"revision": "Int64"})
            for frame in (changed, done)
        ]
        return pd.concat(both).sort_values("at", kind="stable", ignore_index=True)

    def _require_nodes(self, named: Iterable[str], coming: Collection[str] = ()) -> None:
        """Raise `UnknownNodeError` for a name that is of nothing there is or is coming."""
        missing = [name for name in named if name != COMPANY and name not in coming]
        known = [COMPANY, *self.analysis().nodes["node"]] if missing else []
        for name in missing:
            if name not in known:
                raise UnknownNodeError(name, known)

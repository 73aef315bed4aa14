"""The register: all who may come in at a moment, and who each of them is."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from stool.access.grants import Grant, person_of
from stool.access.links import Link
from stool.access.roles import Person, Role
from stool.access.session import Session


@dataclass(frozen=True, slots=True)
class Register:
    """What a store says of those who may come in.

    Attributes
    ----------
    sessions : Mapping of digest to Session
        Those that had neither ended nor expired.
    links : Mapping of key to Link
        Those that were not revoked.
    grants : tuple of Grant
    parents : Mapping of unit to region
    """

    sessions: Mapping[str, Session] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()
    parents: Mapping[str, str] = field(default_factory=dict)

    def link(self, key: str, now: dt.datetime) -> Link | None:
        """The link of that key, where it can be opened."""
        link = self.links.get(key)
        return link if link is not None and link.is_open(now) else None

    def person(
        self, session: Session, operators: Collection[str], now: dt.datetime
    ) -> Person | None:
        """Who somebody is.

        Parameters
        ----------
        session : Session
        operators : collection of str
            E-mail addresses that are operators whatever is granted.
        now : datetime
            With a time zone.

        Returns
        -------
        Person or None
            None where there is no access, or not any more.
        """
        if session.expires_at <= now:
            return None
        if session.link:
            link = self.link(session.link, now)
            if link is None:
                return None
            return Person(session.who, Role.GUEST, link.unit, link.key, frozenset(link.pages))
        return person_of(
            session.who,
            session.email,
            session.groups,
            self.grants,
            operators,
            parents=self.parents,
        )

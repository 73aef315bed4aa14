"""Who is let in: sessions, grants and links as the store has them, looked at anew all the time."""

import contextlib
import datetime as dt
import getpass
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from stool.access import Grant, Link, Person, Role, Session
from stool.book import Book
from stool.errors import StoolError
from stool.settings import Settings

FRESH = 2.0  # s; a link must be revoked within 5
AGAIN = 0.25  # s between two looks for somebody who is not known


@dataclass(frozen=True, slots=True)
class Register:
    """What the store says of all who may come in.

    Attributes
    ----------
    sessions : Mapping of digest to Session
        Those that are neither over nor ended.
    links : Mapping of key to Link
        Those that are not revoked.
    grants : tuple of Grant
    """

    sessions: Mapping[str, Session] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()


class Door:
    """Tells who somebody is by the digest of their session; threads may share one.

    While the store cannot be reached, who was known stays known until their session is over:
    nothing can be revoked then either.

    Parameters
    ----------
    book : Book
    settings : Settings
        Where they say local, whoever asks is the one person of this machine.
    """

    def __init__(self, book: Book, settings: Settings) -> None:
        self._book = book
        self._settings = settings
        self._local = None if settings.is_hosted else Person(getpass.getuser(), Role.OPERATOR)
        self._register = Register()
        self._looked = -FRESH
        self._lock = Lock()

    def is_fresh(self, digest: str) -> bool:
        """Whether `person` answers from memory."""
        age = time.monotonic() - self._looked
        known = digest in self._register.sessions
        return self._local is not None or age < (FRESH if known else AGAIN)

    def person(self, digest: str) -> Person | None:
        """Who that is; None for nobody who may come in."""
        if self._local is not None:
            return self._local
        if not self.is_fresh(digest):
            self._look(digest)
        register = self._register
        session = register.sessions.get(digest)
        if session is None or session.expires_at <= dt.datetime.now(dt.UTC):
            return None
        return self._book.person_of(
            session, register.grants, register.links, self._settings.operators
        )

    def link(self, key: str) -> Link | None:
        """The link of that key; None where there is none, or it is over or revoked."""
        self._look(key)
        link = self._register.links.get(key)
        return link if link is not None and link.is_open(dt.datetime.now(dt.UTC)) else None

    def _look(self, digest: str) -> None:
        with self._lock:
            if self.is_fresh(digest):  # another thread has just looked
                return
            with contextlib.suppress(StoolError):  # who was known stays known
                self._register = self._book.register()
            self._looked = time.monotonic()

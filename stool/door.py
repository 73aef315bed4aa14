"""Who is let in: the register of the store, looked at anew all the time."""

import contextlib
import getpass
import time
from threading import Lock

from stool import clock
from stool.access import Link, Person, Register, Role
from stool.book import Book
from stool.errors import StoolError
from stool.settings import Settings

CALLER = "caller"  # what `st.user` calls the digest of a session; the gate fills it in
FRESH = 2.0  # s; a link must be revoked within 5


def local_person() -> Person:
    """Whoever uses a local server: the account it runs under, who may everything."""
    return Person(getpass.getuser(), Role.OPERATOR)


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
        self._operators = settings.operators
        self._local = None if settings.is_hosted else local_person()
        self._known: tuple[Register, dict[str, Person | None]] = (Register(), {})
        self._looked = -FRESH
        self._lock = Lock()

    def knows(self, digest: str) -> bool:
        """Whether that session was there when the register was read last."""
        return self._local is not None or digest in self._known[0].sessions

    def is_fresh(self, digest: str) -> bool:
        """Whether `person` answers from memory."""
        return self._local is not None or (self.knows(digest) and self._age() < FRESH)

    def person(self, digest: str) -> Person | None:
        """Who that is; None for nobody who may come in."""
        if self._local is not None:
            return self._local
        self._look(FRESH if self.knows(digest) else 0)
        register, people = self._known
        session = register.sessions.get(digest)
        if session is None or session.expires_at <= clock.now():
            return None
        if digest not in people:
            people[digest] = register.person(session, self._operators, clock.now())
        return people[digest]

    def renew(self) -> None:
        """Read the register anew when it is asked next, since somebody has left here."""
        self._looked = -FRESH

    def link(self, key: str) -> Link | None:
        """The link of that key; None where there is none that can be opened."""
        self._look(FRESH if key in self._known[0].links else 0)
        return self._known[0].link(key, clock.now())

    def _look(self, age: float) -> None:
        """Read the register, if what is known of it is as old as that (s)."""
        asked = time.monotonic()
        if asked - self._looked < age:
            return
        with self._lock:
            if self._looked < asked:  # no other thread has looked since
                with contextlib.suppress(StoolError):
                    self._known = self._book.register(), {}
                self._looked = asked

    def _age(self) -> float:
        return time.monotonic() - self._looked

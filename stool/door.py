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

FRESH = 2.0  # s; a link must be revoked within 5
AGAIN = 0.25  # s between two looks for somebody who is not known


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
        self._register = Register()
        self._looked = -FRESH
        self._lock = Lock()

    def is_fresh(self, digest: str) -> bool:
        """Whether `person` answers from memory."""
        known = digest in self._register.sessions
        return self._local is not None or self._age() < (FRESH if known else AGAIN)

    def person(self, digest: str) -> Person | None:
        """Who that is; None for nobody who may come in."""
        if self._local is not None:
            return self._local
        self._look(FRESH if digest in self._register.sessions else AGAIN)
        session = self._register.sessions.get(digest)
        if session is None:
            return None
        return self._register.person(session, self._operators, clock.now())

    def link(self, key: str) -> Link | None:
        """The link of that key; None where there is none that can be opened."""
        self._look(FRESH if key in self._register.links else AGAIN)
        return self._register.link(key, clock.now())

    def _look(self, age: float) -> None:
        """Read the register, if what is known of it is as old as that."""
        if self._age() < age:
            return
        with self._lock:
            if self._age() >= age:  # no other thread has just looked
                with contextlib.suppress(StoolError):
                    self._register = self._book.register()
                self._looked = time.monotonic()

    def _age(self) -> float:
        return time.monotonic() - self._looked

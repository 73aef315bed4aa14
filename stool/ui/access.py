"""Who looks at the pages, what of the company they may see, and what they may do."""

import streamlit as st

from stool.access import Link, Person
from stool.door import CALLER, local_person
from stool.errors import NoGateError, NotAllowedError, NotLetInError
from stool.schema import COMPANY
from stool.ui import server


def person() -> Person:
    """Whoever looks; in local mode the account the server runs under, who may everything.

    Raises
    ------
    NoGateError
        People must sign in, and there is no gate in front of the pages where they could.
    NotLetInError
        The session is over, or access was taken away.
    """
    if not server.settings().is_hosted:
        return local_person()
    digest = str(st.user.get(CALLER) or "")
    if not digest:
        raise NoGateError
    found = server.door().person(digest)
    if found is None:
        raise NotLetInError
    return found


def link() -> Link | None:
    """The link whoever looks came by; None for somebody who signed in."""
    key = person().link
    if not key:
        return None
    found = server.door().link(key)
    if found is None:
        raise NotLetInError
    return found


def part() -> str:
    """Region or unit that whoever looks may see, `COMPANY` for all of it."""
    return person().part


def sees_everything() -> bool:
    """Whether whoever looks may see the whole company."""
    return part() == COMPANY


def sees(page: str) -> bool:
    """Whether whoever looks may open a page."""
    return person().sees(page)


def may(action: str) -> bool:
    """Whether whoever looks may call a method of the book that changes something."""
    return person().may(action)


def acting(action: str) -> str:
    """Name of whoever calls a method of the book that changes something, for the audit.

    Parameters
    ----------
    action : str
        Name of the method.

    Raises
    ------
    NotAllowedError
        They may not.
    """
    who = person()
    if not who.may(action):
        raise NotAllowedError(who.role.word)
    return who.name

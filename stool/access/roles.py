"""Roles, and the least one that each page and each action asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from stool.schema import COMPANY


class Role(IntEnum):
    """What somebody may; each may what those before it may."""

    GUEST = 0  # holder of a link, who sees the pages it names
    VIEWER = 1
    ANALYST = 2
    OPERATOR = 3

    @property
    def word(self) -> str:
        """As files and the store write it."""
        return self.name.lower()


ROLES: Final[Mapping[str, Role]] = MappingProxyType(  # those a grant may give, by their words
    {role.word: role for role in Role if role is not Role.GUEST}
)

PAGES: Final[Mapping[str, Role]] = MappingProxyType(
    {
        **dict.fromkeys(("home", "legs", "balance", "loop", "voice", "service"), Role.VIEWER),
        **dict.fromkeys(("plan", "help"), Role.VIEWER),
        "data": Role.ANALYST,
    }
)

ACTIONS: Final[Mapping[str, Role]] = MappingProxyType(  # by the name of the method of `Book`
    {
        **dict.fromkeys(("publish", "revert", "set_targets"), Role.ANALYST),
        **dict.fromkeys(("add_aliases", "remove_aliases", "set_hierarchy"), Role.ANALYST),
        **dict.fromkeys(("note_events", "note_actions", "note_standards"), Role.ANALYST),
        **dict.fromkeys(("set_topics", "set_roster", "follow"), Role.ANALYST),
        **dict.fromkeys(("set_minimum_n", "grant", "withdraw_grants"), Role.OPERATOR),
        **dict.fromkeys(("give_link", "revoke_links"), Role.OPERATOR),
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is known, and what they may.

    Attributes
    ----------
    name : str
        For the audit.
    role : Role
    part : str
        Unit or region they may see, or `stool.schema.COMPANY`.
    link : str
        Key of the link they came by; "" for somebody who signed in.
    pages : frozenset of str
        Those of the link; somebody who signed in sees those of the role.
    """

    name: str
    role: Role
    part: str = COMPANY
    link: str = ""
    pages: frozenset[str] = frozenset()

    def may(self, action: str) -> bool:
        """Whether they may call a method of `Book` that changes something.

        A change is one of the whole company, whatever it names: an alias or a place in the
        hierarchy would bring what lies elsewhere into a part. Who may see a part alone may change
        nothing.

        Raises
        ------
        KeyError
            No role is declared for the action.
        """
        return self.role >= ACTIONS[action] and self.part == COMPANY

    def sees(self, page: str) -> bool:
        """Whether they may open a page; of one that is not declared nobody may.

        A page beyond those of viewers is about the whole company and has no filter.
        """
        least = PAGES.get(page)
        if least is None:
            return False
        if self.role is Role.GUEST:
            return page in self.pages
        return self.role >= least and (least <= Role.VIEWER or self.part == COMPANY)

"""Who looks at the pages, and what of the company they may see: the one place that is asked."""

import getpass

from stool.access import Person, Role
from stool.schema import COMPANY


def person() -> Person:
    """Whoever looks; in local mode the account the server runs under, who may everything."""
    return Person(getpass.getuser(), Role.OPERATOR)


def part() -> str:
    """Region or unit that whoever looks may see, `COMPANY` for all of it."""
    return person().part


def sees_everything() -> bool:
    """Whether whoever looks may see the whole company; nobody else may change anything of it."""
    return part() == COMPANY

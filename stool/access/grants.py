"""Grants: which role an e-mail address or a group has, and where; and who somebody is by them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from stool.access.roles import ROLES, Person, Role
from stool.errors import UnknownRoleError, WhomError
from stool.schema import COMPANY

GROUP: Final = "group:"  # in front of the name of a group


def email_key(email: str) -> str:
    """An e-mail address as it is compared: without blanks around it and without capitals.

    Of an address with letters beyond ASCII the capitals stay, since some of those fold onto letters
    of somebody else's address: U+017F, the long s, onto s.
    """
    email = email.strip()
    return email.casefold() if email.isascii() else email


def whom_key(whom: str) -> str:
    """An e-mail address as of `email_key`, or a group as ``group:NAME``.

    Raises
    ------
    WhomError
        It is neither.
    """
    key = whom.strip()
    if key.casefold().startswith(GROUP):
        name = key[len(GROUP) :].strip()
        if name:
            return f"{GROUP}{name}"
    elif all(key.partition("@")) and not any(map(str.isspace, key)):
        return email_key(key)
    raise WhomError(whom)


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """A role that somebody has.

    Attributes
    ----------
    whom : str
        E-mail address, or ``group:NAME`` for all who belong to a group; written as of `whom_key`.
    role : Role
        Not `Role.GUEST`: a guest has a link.
    part : str
        Unit or region it holds for, or `stool.schema.COMPANY`.

    Raises
    ------
    WhomError
        It is for nobody who could sign in.
    UnknownRoleError
        It gives no role.
    """

    whom: str
    role: Role
    part: str = COMPANY

    def __post_init__(self) -> None:
        if self.role.word not in ROLES:
            raise UnknownRoleError(self.whom, self.role.word, list(ROLES))
        object.__setattr__(self, "whom", whom_key(self.whom))
        object.__setattr__(self, "part", self.part.strip() or COMPANY)

    def body(self) -> dict[str, str]:
        """What is stored of it, beside whom it is for."""
        return {"role": self.role.word, "part": self.part}

    @classmethod
    def of_body(cls, whom: str, body: Mapping[str, Any]) -> "Grant":
        """Build it again from what was stored, or written in a table.

        Raises
        ------
        UnknownRoleError
        """
        word = str(body["role"]).strip().casefold()
        if word not in ROLES:
            raise UnknownRoleError(whom, str(body["role"]), list(ROLES))
        return cls(whom, ROLES[word], str(body.get("part") or COMPANY))


def person_of(
    name: str,
    email: str,
    groups: Collection[str],
    grants: Iterable[Grant],
    operators: Collection[str],
    *,
    parents: Mapping[str, str] | None = None,
) -> Person | None:
    """Who somebody is that signed in.

    Parameters
    ----------
    name : str
        For the audit.
    email : str
        "" where the sign-in told none.
    groups : collection of str
        Names as the sign-in tells them.
    grants : iterable of Grant
        One for the address goes before all those for groups. Of several the highest role counts,
        and of one role the wider part.
    operators : collection of str
        Addresses that are operators of the company whatever is granted.
    parents : Mapping of unit to region, optional
        From which a part is known to be the wider one.

    Returns
    -------
    Person or None
        None where there is no access.
    """
    email = email_key(email)
    if email and email in map(email_key, operators):
        return Person(name, Role.OPERATOR)
    own, shared = [], []
    belongs = {f"{GROUP}{group.strip()}" for group in groups}
    for grant in grants:
        if grant.whom.startswith(GROUP):
            shared += [grant] if grant.whom in belongs else []
        elif grant.whom == email:
            own.append(grant)
    found = own or shared
    if not found:
        return None
    below = _below(parents or {})
    best = min(
        found,
        key=lambda grant: (-grant.role, grant.part != COMPANY, -below[grant.part], grant.part),
    )
    return Person(name, best.role, best.part)


def _below(parents: Mapping[str, str]) -> Counter[str]:
    """How many units and regions lie below each."""
    found: Counter[str] = Counter()
    for unit in parents:
        passed, above = {unit}, parents[unit]
        while above not in passed:
            found[above] += 1
            passed.add(above)
            above = parents.get(above, above)
    return found

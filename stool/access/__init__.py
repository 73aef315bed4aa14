"""Who may what: roles, grants, links and sessions, as values that know no store and no server."""

from stool.access.grants import Grant, email_key, person_of, whom_key
from stool.access.links import GUEST_PAGES, LONGEST, OPEN_LINK, Link, address, key_of, new_key, sign
from stool.access.register import Register
from stool.access.roles import ACTIONS, PAGES, ROLES, Person, Role
from stool.access.session import Session

__all__ = [
    "ACTIONS",
    "GUEST_PAGES",
    "LONGEST",
    "OPEN_LINK",
    "PAGES",
    "ROLES",
    "Grant",
    "Link",
    "Person",
    "Register",
    "Role",
    "Session",
    "address",
    "email_key",
    "key_of",
    "new_key",
    "person_of",
    "sign",
    "whom_key",
]

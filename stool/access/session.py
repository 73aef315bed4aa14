"""A session: who is signed in, or came by a link, and until when."""

import datetime as dt
from dataclasses import dataclass

from stool.access.grants import email_key


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody's visit.

    Attributes
    ----------
    who : str
        Name for the audit.
    email : str
        As of `stool.access.email_key`; "" for a guest.
    groups : tuple of str
        What the sign-in says they belong to.
    link : str
        Key of the link a guest came by; "" for somebody who signed in.
    made_at, expires_at : datetime
        With a time zone; from the second on it is over.
    """

    who: str
    email: str
    groups: tuple[str, ...]
    link: str
    made_at: dt.datetime
    expires_at: dt.datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "email", email_key(self.email))

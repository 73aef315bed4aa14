"""Links: what somebody may see who has one, until when, and the token that stands for it.

The token tells the key alone, signed. What the link opens is in the store, so that a link can be
revoked, and nothing of it can be changed in the address.
"""

import datetime as dt
import hashlib
import hmac
import secrets as random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from itsdangerous import BadData, URLSafeSerializer

from stool import clock
from stool.errors import (
    BlankRecipientError,
    LinkPageError,
    LinkPastError,
    LinkTooLongError,
    LongRecipientError,
    NoLinkPageError,
)
from stool.period import ordinal
from stool.schema import COMPANY

GUEST_PAGES: Final = ("home", "legs", "balance", "loop", "service", "plan")  # no comments
LONGEST: Final = dt.timedelta(days=30)
LONGEST_RECIPIENT: Final = 200  # characters
SALT: Final = "stool.link"
OPEN_LINK: Final = "open link"  # access event; its detail holds the key as ``link``


@dataclass(frozen=True, slots=True)
class Link:
    """What is shown without signing in, to whom, and until when.

    Attributes
    ----------
    key : str
        What it is known by; see `new_key`.
    recipient : str
        Whom it was made for.
    pages : tuple of str
        Some of `GUEST_PAGES`, each once.
    quarter : str
        Label like ``2026Q2``; "" for the newest there is when it is opened.
    unit : str
        Unit or region it shows, or `stool.schema.COMPANY`.
    segment : str
        Like ``tenure=New``; "" for all answers.
    revision : int or None
        Data version it stays at; None for the newest.
    made_at, expires_at : datetime
        With a time zone; from the second on nobody can open it, at most `LONGEST` after the first.

    Raises
    ------
    BlankRecipientError, LongRecipientError, NoLinkPageError, LinkPageError, LinkPastError,
    LinkTooLongError, UnknownQuarterError
        It cannot be given like that; says why.
    """

    key: str
    recipient: str
    pages: tuple[str, ...]
    made_at: dt.datetime
    expires_at: dt.datetime
    quarter: str = ""
    unit: str = COMPANY
    segment: str = ""
    revision: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "pages", tuple(dict.fromkeys(self.pages)))
        if not self.recipient.strip():
            raise BlankRecipientError
        if len(self.recipient) > LONGEST_RECIPIENT:
            raise LongRecipientError(self.recipient, LONGEST_RECIPIENT)
        if not self.pages:
            raise NoLinkPageError(GUEST_PAGES)
        for page in self.pages:
            if page not in GUEST_PAGES:
                raise LinkPageError(page, GUEST_PAGES)
        if self.expires_at <= self.made_at:
            raise LinkPastError(self.expires_at)
        if self.expires_at - self.made_at > LONGEST:
            raise LinkTooLongError(self.expires_at, LONGEST)
        if self.quarter:
            ordinal(self.quarter)

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it can be opened, as far as its end goes; a revoked one is not in the store."""
        return now < self.expires_at

    def require_new(self, now: dt.datetime) -> None:
        """Refuse what could never be opened, or be open for longer than it says.

        Raises
        ------
        LinkPastError
            It has ended.
        ValueError
            It is made later than now.
        """
        if not self.is_open(now):
            raise LinkPastError(self.expires_at)
        if self.made_at > now:
            raise ValueError(f"made_at is {self.made_at}, must not be later than now, {now}")

    def body(self) -> dict[str, Any]:
        """What is stored of it, beside its key."""
        return {
            "recipient": self.recipient,
            "pages": list(self.pages),
            "quarter": self.quarter,
            "unit": self.unit,
            "segment": self.segment,
            "revision": self.revision,
            "made_at": clock.stamp(self.made_at),
            "expires_at": clock.stamp(self.expires_at),
        }

    @classmethod
    def of_body(cls, key: str, body: Mapping[str, Any]) -> "Link":
        """Build it again from what was stored."""
        return cls(
            key,
            str(body["recipient"]),
            tuple(map(str, body["pages"])),
            clock.moment(body["made_at"]),
            clock.moment(body["expires_at"]),
            quarter=str(body["quarter"]),
            unit=str(body["unit"]),
            segment=str(body["segment"]),
            revision=None if body["revision"] is None else int(body["revision"]),
        )


def address(key: str, url: str, secrets: Sequence[str]) -> str:
    """Where a link is opened.

    Parameters
    ----------
    key : str
        Of the link.
    url : str
        Of the server, without a slash at its end.
    secrets : sequence of str
        As of `sign`.
    """
    return f"{url}/s/{sign(key, secrets)}"


def new_key() -> str:
    """A key that nobody guesses, of 128 random bits."""
    return random.token_urlsafe(16)


def sign(key: str, secrets: Sequence[str]) -> str:
    """The token of a link.

    Parameters
    ----------
    key : str
        Of the link.
    secrets : sequence of str
        Oldest first; the newest signs.
    """
    return str(_serializer(secrets).dumps(key))


def key_of(token: str, secrets: Sequence[str]) -> str | None:
    """The key that a token tells; None where none of the secrets has signed it.

    A token has one spelling: base64 leaves bits of its last character open, and its decoder passes
    over what is not in its alphabet.

    Parameters
    ----------
    token : str
        As somebody sent it.
    secrets : sequence of str
        Those that still hold, in any order.
    """
    if not token.isascii():
        return None
    try:
        key = _serializer(secrets).loads(token)
    except BadData:
        return None
    if not isinstance(key, str):
        return None
    given = token.encode()
    spelled = [hmac.compare_digest(sign(key, [each]).encode(), given) for each in secrets]
    return key if any(spelled) else None


def _serializer(secrets: Sequence[str]) -> URLSafeSerializer:
    if not secrets:
        raise ValueError("secrets has none, must have one or more")
    return URLSafeSerializer(
        list(secrets),
        salt=SALT,
        signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
    )

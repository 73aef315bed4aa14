"""Refusals of what gives access: roles, grants and links."""

import datetime as dt
from collections.abc import Sequence

from stool.catalogue import say
from stool.errors.base import StoolError, listed

MOST = 60  # characters of what was asked that are repeated


def _cut(text: str) -> str:
    return text if len(text) <= MOST else f"{text[:MOST]}…"


class WhomError(StoolError):
    """A grant is for nobody who could sign in."""

    def __init__(self, whom: str) -> None:
        super().__init__(
            say(
                "“{whom}” is neither an e-mail address nor a group. Write it like ann@example.org, "
                "or group:NAME with the name of a group as your sign-in tells it.",
                whom=_cut(whom),
            )
        )


class UnknownRoleError(StoolError):
    """A grant gives a role that there is not, or that no grant gives."""

    def __init__(self, whom: str, role: str, known: Sequence[str]) -> None:
        super().__init__(
            say(
                "The role of {whom} is “{role}”. Give one of {known}.",
                whom=_cut(whom),
                role=_cut(role),
                known=listed(known),
            )
        )


class GrantedTwiceError(StoolError):
    """Somebody is given two roles at once."""

    def __init__(self, whom: str) -> None:
        super().__init__(
            say(
                "{whom} is there twice, so nothing was saved. Give one role and one part.",
                whom=_cut(whom),
            )
        )


class UngrantedError(StoolError):
    """A role is to be taken from somebody who has none."""

    def __init__(self, whom: str, known: Sequence[str]) -> None:
        choice = (
            say("Roles are given to {known}.", known=listed(known, show=20))
            if known
            else say("No roles are given to anybody.")
        )
        super().__init__(
            say("{whom} has no role that was given. {choice}", whom=_cut(whom), choice=choice)
        )


class BlankRecipientError(StoolError):
    """A link is for nobody."""

    def __init__(self) -> None:
        super().__init__(say("The link is for nobody. Say whom it is for."))


class LongRecipientError(StoolError):
    """The name of whom a link is for is too long."""

    def __init__(self, recipient: str, most: int) -> None:
        super().__init__(
            say(
                "“{recipient}” has {length} characters. Name whom the link is for in at most "
                "{most}.",
                recipient=_cut(recipient),
                length=len(recipient),
                most=most,
            )
        )


class NoLinkPageError(StoolError):
    """A link opens no page."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(
            say(
                "The link opens no page. Choose one or more of {known}.",
                known=listed(known, show=10),
            )
        )


class LinkPageError(StoolError):
    """A link is to open a page that is not for guests."""

    def __init__(self, page: str, known: Sequence[str]) -> None:
        super().__init__(
            say(
                "A link cannot open “{page}”. Choose among {known}: nobody reads comments, or "
                "changes anything, without signing in.",
                page=_cut(page),
                known=listed(known, show=10),
            )
        )


class LinkPastError(StoolError):
    """A link would have ended before anybody could open it."""

    def __init__(self, expires_at: dt.datetime) -> None:
        super().__init__(
            say(
                "The link would have ended on {day} at {time} UTC. Let it end later than now.",
                day=f"{expires_at.astimezone(dt.UTC):%Y-%m-%d}",
                time=f"{expires_at.astimezone(dt.UTC):%H:%M}",
            )
        )


class LinkTooLongError(StoolError):
    """A link would be open for too long."""

    def __init__(self, expires_at: dt.datetime, most: dt.timedelta) -> None:
        super().__init__(
            say(
                "The link would be open until {day}, for more than {most} days. Let it end "
                "earlier, and give a new one then.",
                day=f"{expires_at.astimezone(dt.UTC):%Y-%m-%d}",
                most=most.days,
            )
        )


class UnknownLinkError(StoolError):
    """A link was named that there is not, or not any more."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        choice = (
            say("There are {known}.", known=listed(known, show=20))
            if known
            else say("There is none.")
        )
        super().__init__(say("There is no link “{key}”. {choice}", key=_cut(key), choice=choice))


class NotAllowedError(StoolError):
    """Somebody does what their role does not let them."""

    def __init__(self, role: str) -> None:
        super().__init__(
            say(
                "Your role here, {role}, does not let you change this, and nothing was changed. "
                "Ask whoever gives access.",
                role=role,
            )
        )


class NotLetInError(StoolError):
    """A session is over, or its access was taken away."""

    def __init__(self) -> None:
        super().__init__(
            say("Your session is over, or access was taken away. Open the page anew to sign in.")
        )


class NoGateError(StoolError):
    """Hosted, and started without the gate that asks people who they are."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "STOOL_MODE is hosted, and nobody is asked here who they are, so nothing is shown. "
                "Start the server with “python -m stool serve”."
            )
        )

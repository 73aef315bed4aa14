"""Words of the gate: why somebody is not let in, and what to do."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from stool.catalogue import say
from stool.errors.base import listed

REFUSED: Mapping[HTTPStatus, str] = {
    HTTPStatus.UNAUTHORIZED: say("Sign in first."),
    HTTPStatus.FORBIDDEN: say("This is not yours to open. Open the page anew."),
    HTTPStatus.NOT_FOUND: say("There is nothing here."),
    HTTPStatus.LENGTH_REQUIRED: say("An upload must say how long it is."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: say(
        "You have sent as much as may be sent in an hour. Try again later, or ask whoever runs the "
        "server to raise STOOL_UPLOADS_MB_AN_HOUR."
    ),
    HTTPStatus.MISDIRECTED_REQUEST: say(
        "This server does not answer to that name. Whoever runs it can add it to STOOL_HOSTS."
    ),
    HTTPStatus.TOO_MANY_REQUESTS: say("Too many requests at once. Wait a minute and try again."),
}

SIGN_IN = say("Sign in")
SIGN_OUT = say("Sign out")
SIGNED_OUT_TITLE = say("Signed out")
SIGNED_OUT = say("Your session has ended, here and on every open page.")
SIGN_OUT_TITLE = say("Still signed in")
SIGN_OUT_ELSEWHERE = say("Another site asked to sign you out. Do it on the page itself.")
LINK_GONE_TITLE = say("This link is not valid")
LINK_GONE = say(
    "It has expired or was revoked, or a part of it is missing. Ask whoever sent it for a new one."
)
NO_ACCESS_TITLE = say("No access yet")
LOGIN_FAILED_TITLE = say("Not signed in")
LOGIN_FAILED: Mapping[str, str] = {
    "provider": say(
        "The identity provider cannot be reached. Try again in a minute; if it lasts, whoever runs "
        "the server can run “python -m stool check”."
    ),
    "token": say(
        "The answer of the identity provider was not valid, or came too late. Sign in again."
    ),
    "email": say(
        "The identity provider gave no e-mail address that it has verified, and access is given to "
        "addresses. Ask whoever runs it."
    ),
    "store": say("The database cannot be reached. Try again in a minute."),
}


def no_access(email: str, operators: Sequence[str]) -> str:
    """What somebody who signed in and has no access is told."""
    return say(
        "You are signed in as {email}, and nobody has given you access. Ask {operators}.",
        email=email,
        operators=listed(operators),
    )


def seen_by(name: str, by_link: bool) -> str:
    """As whom the pages are seen."""
    if by_link:
        return say("Shared with {name}.", name=name)
    return say("Signed in as {name}", name=name)

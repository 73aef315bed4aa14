"""The cookie of a session: the token of a visit, which tells nothing of whose it is."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from stool.access import Session
from stool.settings import Settings
from stool.store import digest_of


def name(settings: Settings) -> str:
    """What it is called; the prefix lets no page of another host set it (RFC 6265bis, 4.1.3.2)."""
    return "__Host-stool" if settings.is_secure else "stool"


def digest(connection: HTTPConnection, settings: Settings) -> str:
    """Digest of the token a browser shows; "" where it shows none."""
    token = connection.cookies.get(name(settings), "")
    return digest_of(token) if token else ""


def give(answer: Response, token: str, session: Session, settings: Settings) -> None:
    """Let a browser keep the token as long as its session lasts."""
    answer.set_cookie(
        name(settings),
        token,
        max_age=int((session.expires_at - session.made_at).total_seconds()),
        path="/",
        secure=settings.is_secure,
        httponly=True,
        samesite="lax",
    )


def take(answer: Response, settings: Settings) -> None:
    """Let a browser forget it."""
    answer.delete_cookie(
        name(settings), path="/", secure=settings.is_secure, httponly=True, samesite="lax"
    )

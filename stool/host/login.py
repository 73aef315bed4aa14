"""Signing in by OpenID Connect, signing out, and coming by a link.

The identity provider is asked by Authlib: authorisation code with PKCE, state and nonce, the
signature, issuer, audience and times of the token checked (OpenID Connect Core 1.0, 3.1.3.7). What
remains is a session in the store, and in the browser a token that tells nothing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth
from httpx2 import HTTPError
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from stool import clock
from stool.access import OPEN_LINK, Session, key_of
from stool.book import Book
from stool.door import Door
from stool.errors import StoolError
from stool.host import cookies, logs, metrics, pages
from stool.settings import Settings
from stool.text import host as words

PROVIDER = "provider"
DISCOVERY = "/.well-known/openid-configuration"
UNDER_WAY = 600  # s a login may take
SIGNED_IN, SIGNED_OUT, NOT_SIGNED_IN = "sign in", "sign out", "sign-in refused"


class Login:
    """The routes by which somebody becomes known, and stops being it."""

    def __init__(self, book: Book, door: Door, settings: Settings) -> None:
        self._book, self._door, self._settings = book, door, settings
        self._provider = OAuth()
        self._provider.register(
            PROVIDER,
            server_metadata_url=settings.oidc_issuer + DISCOVERY,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256"},
        )

    def routes(self) -> list[BaseRoute]:
        """Those of the login, with the cookie of a login under way, and that of links."""
        under_way = Middleware(
            SessionMiddleware,
            secret_key=self._settings.secret[-1],
            session_cookie="stool-login",
            max_age=UNDER_WAY,
            path="/login",
            same_site="lax",
            https_only=self._settings.is_secure,
        )
        inside = [
            Route("/", self._begin),
            Route("/callback", self._come_back),
            Route("/out", self._leave, methods=["GET", "POST"]),
        ]
        return [
            Mount("/login", routes=inside, middleware=[under_way]),
            Route("/s/{token}", self._by_link),
        ]

    async def _begin(self, request: Request) -> Response:
        """Send the browser to the identity provider."""
        request.session["next"] = local_path(request.query_params.get("next", "/"))
        back = f"{self._settings.url}/login/callback"
        try:
            answer: Response = await self._client.authorize_redirect(request, back)
        except (HTTPError, AuthlibBaseError, ValueError) as error:
            return self._failed("provider", error)
        return answer

    async def _come_back(self, request: Request) -> Response:
        """Let in whom the identity provider sends, where they have access."""
        wanted = local_path(request.session.get("next", "/"))
        try:
            token = await self._client.authorize_access_token(request)
            claims: Mapping[str, Any] = token["userinfo"]
        except (HTTPError, AuthlibBaseError, JoseError, KeyError, ValueError) as error:
            return self._failed("token", error)
        request.session.clear()
        email = str(claims.get("email", ""))
        if not email or claims.get("email_verified", True) not in (True, "true"):
            return self._failed("email", None)
        now = clock.now()
        session = Session(
            email,
            email,
            _texts(claims.get(self._settings.oidc_groups)),
            "",
            now,
            now + dt.timedelta(hours=self._settings.session_hours),
        )
        return await self._let_in(session, wanted, SIGNED_IN, {})

    async def _leave(self, request: Request) -> Response:
        """End the session, everywhere."""
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return pages.page(words.SIGN_OUT_TITLE, words.SIGN_OUT_ELSEWHERE, HTTPStatus.FORBIDDEN)
        token = request.cookies.get(cookies.name(self._settings), "")
        if token:
            await run_in_threadpool(self._end, token)
            self._door.renew()
        answer = pages.page(words.SIGNED_OUT_TITLE, words.SIGNED_OUT, link=("/", words.SIGN_IN))
        cookies.take(answer, self._settings)
        return answer

    async def _by_link(self, request: Request) -> Response:
        """Let in who has a link: what it opens stands in the store, not in the address."""
        key = key_of(request.path_params["token"], self._settings.secret)
        link = await run_in_threadpool(self._door.link, key) if key else None
        if link is None:
            metrics.LINKS.labels("refused").inc()
            return pages.page(words.LINK_GONE_TITLE, words.LINK_GONE, HTTPStatus.NOT_FOUND)
        metrics.LINKS.labels("opened").inc()
        now = clock.now()
        until = min(link.expires_at, now + dt.timedelta(hours=self._settings.session_hours))
        session = Session(link.recipient, "", (), link.key, now, until)
        return await self._let_in(session, "/", OPEN_LINK, {"link": link.key})

    async def _let_in(
        self, session: Session, wanted: str, action: str, detail: dict[str, Any]
    ) -> Response:
        try:
            token = await run_in_threadpool(self._begin_session, session, action, detail)
        except StoolError as error:
            return self._failed("store", error)
        if not token:
            metrics.LOGINS.labels("no access").inc()
            said = words.no_access(session.email, self._settings.operators)
            return pages.page(words.NO_ACCESS_TITLE, said, HTTPStatus.FORBIDDEN)
        metrics.LOGINS.labels("in").inc()
        answer = RedirectResponse(wanted, HTTPStatus.SEE_OTHER)
        cookies.give(answer, token, session, self._settings)
        return answer

    def _begin_session(self, session: Session, action: str, detail: dict[str, Any]) -> str:
        """Token of a new session; "" for whom there is no access."""
        store = self._book.store
        if self._book.person(session, self._settings.operators) is None:
            store.note_access(session.who, NOT_SIGNED_IN, {})
            return ""
        store.prune_sessions()
        token = store.begin_session(session)
        store.note_access(session.who, action, detail)
        return token

    def _end(self, token: str) -> None:
        session = self._book.store.session(token)
        if session is not None:
            self._book.store.end_session(token)
            self._book.store.note_access(session.who, SIGNED_OUT, {})

    def _failed(self, where: str, error: Exception | None) -> Response:
        metrics.LOGINS.labels(f"failed: {where}").inc()
        kind = type(error).__name__ if error else ""  # its message may hold a token
        logs.LOGGER.warning("sign-in failed", extra={logs.FIELD: {"where": where, "error": kind}})
        return pages.page(
            words.LOGIN_FAILED_TITLE,
            words.LOGIN_FAILED[where],
            HTTPStatus.FORBIDDEN,
            link=("/login/", words.SIGN_IN),
        )

    @property
    def _client(self) -> Any:
        return self._provider.create_client(PROVIDER)


def local_path(wanted: str) -> str:
    """That path, where it is one of this server; else the first page."""
    if not wanted.startswith("/") or wanted.startswith(("//", "/\\", "/login", "/s/")):
        return "/"
    return wanted if wanted.isprintable() and "\\" not in wanted else "/"


def _texts(claim: object) -> tuple[str, ...]:
    """The groups a claim lists."""
    if isinstance(claim, str):
        return (claim,)
    return tuple(map(str, claim)) if isinstance(claim, Sequence) else ()

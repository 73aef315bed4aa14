"""Who comes and goes: sessions, and the record of what people did that changes nothing."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import pandas as pd
from sqlalchemy import ColumnElement, Engine, delete, insert, select, update

from stool import clock
from stool.access import Session, email_key
from stool.store.engine import noting, reading
from stool.store.records import storable
from stool.store.tables import ACCESS, SESSION

KEPT: Final = timedelta(days=30)  # an ended session is kept this long after it would have expired
TOKEN: Final = 32  # random bytes

ACCESS_COLUMNS: Final = ("at", "who", "action", "detail")


class Visits:
    """The sessions and access events of a store.

    Neither makes a revision, since neither changes what anybody reads. A session ends once and for
    all; an access event is never changed and never taken out.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin_session(self, session: Session) -> str:
        """Let somebody in, and return the token they are known by; the store keeps its SHA-256."""
        token = secrets.token_urlsafe(TOKEN)
        with noting(self._engine) as connection:
            connection.execute(
                insert(SESSION).values(
                    token_sha256=digest_of(token),
                    who=storable(session.who),
                    email=storable(session.email),
                    groups=[storable(group) for group in session.groups],
                    link=storable(session.link),
                    made_at=clock.stamp(session.made_at),
                    expires_at=clock.stamp(session.expires_at),
                )
            )
        return token

    def session(self, token: str, now: datetime | None = None) -> Session | None:
        """The session of a token; None where it is unknown, has ended or has expired.

        Parameters
        ----------
        token : str
            As somebody sent it.
        now : datetime, optional
            With a time zone; this moment by default.
        """
        digest = digest_of(token)
        found = self._live(now or clock.now(), SESSION.c.token_sha256 == digest)
        return found.get(digest)

    def sessions(self, now: datetime | None = None) -> dict[str, Session]:
        """Every session that has neither ended nor expired, by the digest of its token."""
        return self._live(now or clock.now())

    def _live(self, now: datetime, *whose: ColumnElement[bool]) -> dict[str, Session]:
        live = select(SESSION).where(
            SESSION.c.ended_at.is_(None), SESSION.c.expires_at > clock.stamp(now), *whose
        )
        with reading(self._engine) as connection:
            return {
                row.token_sha256: Session(
                    row.who,
                    row.email,
                    tuple(row.groups),
                    row.link,
                    clock.moment(row.made_at),
                    clock.moment(row.expires_at),
                )
                for row in connection.execute(live)
            }

    def end_session(self, token: str) -> None:
        """Let nobody in with a token from now on; one that is not live stays as it is."""
        with noting(self._engine) as connection:
            connection.execute(
                update(SESSION)
                .where(SESSION.c.token_sha256 == digest_of(token), SESSION.c.ended_at.is_(None))
                .values(ended_at=clock.stamp(clock.now()))
            )

    def end_sessions(self, *, link: str = "", email: str = "") -> int:
        """End every session of a link or of an e-mail address, and return how many were live.

        Raises
        ------
        ValueError
            Neither or both are named.
        """
        if bool(link) == bool(email):
            raise ValueError(f"link is {link!r} and email is {email!r}, must name one of the two")
        whose = SESSION.c.link == link if link else SESSION.c.email == email_key(email)
        with noting(self._engine) as connection:
            ended = connection.execute(
                update(SESSION)
                .where(whose, SESSION.c.ended_at.is_(None))
                .values(ended_at=clock.stamp(clock.now()))
            )
            return int(ended.rowcount)

    def prune_sessions(self, now: datetime | None = None) -> int:
        """Forget sessions that expired more than `KEPT` ago, and return how many."""
        before = clock.stamp((now or clock.now()) - KEPT)
        with noting(self._engine) as connection:
            gone = connection.execute(delete(SESSION).where(SESSION.c.expires_at < before))
            return int(gone.rowcount)

    def note_access(self, who: str, action: str, detail: Mapping[str, Any]) -> None:
        """Note that somebody did something that changes nothing, such as opening a link."""
        with noting(self._engine) as connection:
            connection.execute(
                insert(ACCESS).values(
                    at=clock.stamp(clock.now()),
                    who=storable(who),
                    action=storable(action),
                    detail=dict(detail),
                )
            )

    def accesses(self, since: datetime | None = None, *, action: str | None = None) -> pd.DataFrame:
        """What people did that changes nothing, oldest first.

        Parameters
        ----------
        since : datetime, optional
            With a time zone; from the beginning by default.
        action : str, optional
            Only that; all by default.

        Returns
        -------
        DataFrame, one row an event
            Columns `ACCESS_COLUMNS`: at (UTC), who, action, detail (dict).
        """
        statement = select(*(ACCESS.c[name] for name in ACCESS_COLUMNS)).order_by(ACCESS.c.id)
        if since is not None:
            statement = statement.where(ACCESS.c.at >= clock.stamp(since))
        if action is not None:
            statement = statement.where(ACCESS.c.action == action)
        with reading(self._engine) as connection:
            rows = [tuple(row) for row in connection.execute(statement)]
        frame = pd.DataFrame(rows, columns=list(ACCESS_COLUMNS))
        return frame.assign(at=pd.to_datetime(frame["at"], utc=True, format="ISO8601"))


def digest_of(token: str) -> str:
    """What the store keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()

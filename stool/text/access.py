"""Words of access: people and their roles, links, the audit."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from stool.access import GUEST_PAGES, LONGEST, Link
from stool.catalogue import say, say_many
from stool.schema import COMPANY
from stool.store import Change
from stool.text import labels

PEOPLE = say("give roles: a CSV of whom, role, part; without a file, print those that are given")
REMOVE = say("take the role of this e-mail address or group; may be given several times")
SHARE = say("give a link that opens without signing in, list the links, or revoke some")
TO = say("whom the link is for")
USUAL_DAYS = 14
PAGE = say(
    "page it opens, one of {pages}; may be given several times", pages=", ".join(GUEST_PAGES)
)
FROZEN = say("stay at the data of now, whatever is loaded later")
DAYS = say(
    "days it can be opened, at most {most} (default: {usual})",
    most=LONGEST.days,
    usual=USUAL_DAYS,
)
REVOKE = say("end the link of this key at once; may be given several times")
LIST = say("list the links there are")
ONE_OF = say("name --to, --revoke or --list, and one of them alone")
AUDIT = say("everything anybody did: changes, and what changed nothing")
SINCE = say("from this day on, like 2026-05-31, in UTC")
CSV = say("write it as a CSV")
CSV_OR_JSON = say("name --csv or --json, and not both")
NOTHING_DONE = say("Nothing was done.")
NO_LINKS = say("There are no links.")


def granted(number: int, change: Change) -> str:
    """What giving roles did."""
    return say(
        "Revision {revision}: {roles} in force.",
        revision=change.revision,
        roles=say_many("{number} role", "{number} roles", number),
    )


def withdrawn(whom: Sequence[str], change: Change) -> str:
    """What taking roles did."""
    return say(
        "Revision {revision}: {whom} no longer in force.",
        revision=change.revision,
        whom=", ".join(whom),
    )


def revoked(keys: Sequence[str], change: Change) -> str:
    """What revoking links did."""
    return say(
        "Revision {revision}: {links} revoked.",
        revision=change.revision,
        links=", ".join(keys),
    )


def given(link: Link, address: str) -> str:
    """A link that was given, and where it is opened; "" where no server is set up to open it."""
    if not address:
        return say(
            "{key} is to open {shown} for {recipient} until {moment}. Set STOOL_URL and "
            "STOOL_SECRET as the hosted server has them, and its address is printed here.",
            key=link.key,
            shown=shown(link),
            recipient=link.recipient,
            moment=moment(link.expires_at),
        )
    return say(
        "{address}\nopens {shown} for {recipient} until {moment}. Its key is {key}.",
        address=address,
        key=link.key,
        shown=shown(link),
        recipient=link.recipient,
        moment=moment(link.expires_at),
    )


def listed(links: Sequence[tuple[Link, int]], now: dt.datetime) -> str:
    """Every link with how often it was opened, one line each."""
    if not links:
        return NO_LINKS
    return "\n".join(
        say(
            "{key} {state}: {shown} for {recipient} until {moment}, opened {times}",
            key=link.key,
            state=say("open") if link.is_open(now) else say("ended"),
            shown=shown(link),
            recipient=link.recipient,
            moment=moment(link.expires_at),
            times=say_many("{number} time", "{number} times", times),
        )
        for link, times in links
    )


def shown(link: Link) -> str:
    """Home and Legs of West in Q1 2026, as of revision 3."""
    pages = labels.listed([labels.PAGE[page] for page in link.pages], len(GUEST_PAGES))
    where = "" if link.unit == COMPANY else say(" of {unit}", unit=link.unit)
    when = say(" in {quarter}", quarter=labels.quarter(link.quarter)) if link.quarter else ""
    version = (
        say(", as of revision {revision}", revision=link.revision)
        if link.revision is not None
        else ""
    )
    return f"{pages}{where}{when}{version}"


def moment(at: dt.datetime) -> str:
    """2026-05-31 12:00 UTC."""
    return say("{moment} UTC", moment=f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M}")


def audit(entries: pd.DataFrame) -> str:
    """What was done, one line each whatever somebody is called, oldest first."""
    if entries.empty:
        return NOTHING_DONE
    return "\n".join(_entry(row) for row in entries.to_dict("records"))


def _entry(row: dict[Any, Any]) -> str:
    number = row["revision"]
    named = "" if pd.isna(number) else say(", revision {revision}", revision=number)
    about = "; ".join(f"{name}: {value}" for name, value in row["detail"].items())
    line = f"{moment(row['at'])} {row['who']}: {row['action']}{named}"
    line = f"{line} ({about})" if about else line
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)

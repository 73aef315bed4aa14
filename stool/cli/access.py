"""Commands about access: people and their roles, links for who does not sign in, the audit."""

import argparse
import datetime as dt
import getpass
import json
from pathlib import Path

from stool import clock
from stool.access import LONGEST, Link, address, new_key
from stool.book import Book
from stool.cli.options import Commands, ask, bytes_of, command
from stool.cli.output import plain, print_json, write
from stool.ingest import people_csv, read_people
from stool.period import require_day
from stool.report.csv import csv_bytes
from stool.settings import Settings
from stool.text import access as words
from stool.text import commands as command_words


def add(commands: Commands) -> None:
    """Add the commands."""
    people = command(commands, "people", words.PEOPLE, _people, json=False)
    people.add_argument("file", nargs="?", type=Path, metavar="FILE")
    people.add_argument("--remove", action="append", metavar="WHOM", help=words.REMOVE)
    links = command(commands, "share", words.SHARE, _share)
    links.add_argument("--to", metavar="NAME", help=words.TO)
    links.add_argument("--page", action="append", metavar="PAGE", help=words.PAGE)
    ask(links, "--quarter", "--unit")
    links.add_argument("--frozen", action="store_true", help=words.FROZEN)
    days = range(1, LONGEST.days + 1)
    links.add_argument(
        "--days", type=int, choices=days, default=words.USUAL_DAYS, metavar="N", help=words.DAYS
    )
    links.add_argument("--revoke", action="append", metavar="KEY", help=words.REVOKE)
    links.add_argument("--list", action="store_true", help=words.LIST)
    audit = command(commands, "audit", words.AUDIT, _audit)
    audit.add_argument("--since", metavar="DATE", help=words.SINCE)
    audit.add_argument("--csv", action="store_true", help=words.CSV)


def _people(options: argparse.Namespace) -> None:
    """Give roles or take some; with neither, write those that are given as a file of them."""
    if options.file is not None and options.remove:
        options.wrong_usage(command_words.NOT_WITH_REMOVE)
    new = None if options.file is None else read_people(bytes_of(options.file), options.file.name)
    with Book.open(options.store) as book:
        if new is not None:
            change = book.grant(new, who=getpass.getuser())
            print(words.granted(len(new), change))
        elif options.remove:
            change = book.withdraw_grants(options.remove, who=getpass.getuser())
            print(words.withdrawn(options.remove, change))
        else:
            write(people_csv(book.grants()))


def _share(options: argparse.Namespace) -> None:
    """Give a link, revoke some, or list those there are."""
    asked = [options.to is not None, bool(options.revoke), options.list]
    if sum(asked) != 1:
        options.wrong_usage(words.ONE_OF)
    with Book.open(options.store) as book:
        if options.list:
            _list(options, book)
        elif options.revoke:
            change = book.revoke_links(options.revoke, who=getpass.getuser())
            if options.json:
                print_json({"revision": change.revision, "revoked": options.revoke})
            else:
                print(words.revoked(options.revoke, change))
        else:
            link = share(book, options)
            settings = Settings.read()
            known = settings.url and settings.secret
            where = address(link.key, settings.url, settings.secret) if known else ""
            if options.json:
                print_json({"key": link.key, "address": where or None, **link.body()})
            else:
                print(words.given(link, where))


def share(book: Book, options: argparse.Namespace) -> Link:
    """Give the link that was asked for."""
    now = clock.now()
    link = Link(
        new_key(),
        options.to,
        tuple(options.page or ()),
        now,
        now + dt.timedelta(days=options.days),
        quarter=options.quarter or "",
        unit=options.unit,
        revision=book.store.latest() if options.frozen else None,
    )
    book.give_link(link, who=getpass.getuser())
    return link


def _list(options: argparse.Namespace, book: Book) -> None:
    found = [(link, book.opened(link.key)) for link in book.links()]
    if options.json:
        bodies = [{"key": link.key, **link.body(), "opened": times} for link, times in found]
        print_json({"links": bodies})
    else:
        print(words.listed(found, clock.now()))


def _audit(options: argparse.Namespace) -> None:
    """Write everything anybody did."""
    if options.csv and options.json:
        options.wrong_usage(words.CSV_OR_JSON)
    since = None
    if options.since is not None:
        day = require_day("--since", options.since)
        since = dt.datetime.combine(day, dt.time(), dt.UTC)
    with Book.open(options.store) as book:
        found = book.audit(since)
    if options.json:
        print_json({"audit": found.astype(object).where(found.notna(), None).to_dict("records")})
    elif options.csv:
        details = [json.dumps(plain(each), ensure_ascii=False) for each in found["detail"]]
        at = found["at"].map(dt.datetime.isoformat)
        write(csv_bytes(found.assign(at=at, detail=details)))
    else:
        print(words.audit(found))

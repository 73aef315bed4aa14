"""Commands of the server: start it, and see beforehand what is wrong."""

import argparse

from stool.book import Book
from stool.cli.options import Commands, command
from stool.cli.output import print_json
from stool.errors import StoolError
from stool.settings import Settings
from stool.text import settings as words


def add(commands: Commands) -> None:
    """Add the commands."""
    serve = command(commands, "serve", words.SERVE, _serve, store=False, json=False)
    serve.add_argument("--address", default="", help=words.ADDRESS)
    serve.add_argument("--port", type=int, default=8501, help=words.PORT)
    command(commands, "check", words.CHECK, _check, store=False)


def _serve(options: argparse.Namespace) -> None:
    from stool.host.serve import serve  # Streamlit takes a second that no other command needs

    serve(Settings.read(), address=options.address, port=options.port)


def _check(options: argparse.Namespace) -> bool:
    from stool.host.provider import trouble

    settings = Settings.read()
    problems: list[StoolError] = settings.problems()
    try:
        with Book.open(settings.store) as book:
            book.store.latest()
    except StoolError as error:
        problems.append(error)
    if settings.is_hosted and settings.oidc_issuer:
        problems += trouble(settings)
    if options.json:
        print_json({"mode": settings.mode, "problems": list(map(str, problems))})
    else:
        print(words.table(settings))
        print()
        print("\n".join(f"- {problem}" for problem in problems) or words.ALL_WELL)
    return bool(problems)

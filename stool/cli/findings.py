"""Commands that look beneath the legs: topics, service, what if, drivers, coverage."""

import argparse

from stool.book import Book
from stool.cli.options import Commands, ask, command
from stool.cli.output import print_json, tell
from stool.errors import NoDataError
from stool.plan import money_per_point, payback, what_if
from stool.plan.whatif import AHEAD, MOST_AHEAD
from stool.reading import DRIVEN_LEGS, EVERYBODY, Segment, worth
from stool.report import drivers_body, service_body, voice_body, what_if_body
from stool.report.coverage import coverage_body
from stool.schema import COMPANY, LEGS
from stool.text import commands as words
from stool.text import coverage as coverage_words
from stool.text import drivers as driver_words
from stool.text import voice as voice_words
from stool.text import whatif as what_if_words
from stool.text.service import printed as service_words
from stool.voice import Voice
from stool.voice.rows import COMMENT
from stool.voice.topics import LEGS as VOICE_LEGS


def add(commands: Commands) -> None:
    """Add the commands."""
    topics = command(commands, "topics", voice_words.COMMAND, _topics)
    topics.add_argument("--leg", choices=VOICE_LEGS, help=voice_words.LEG_HELP)
    ask(topics, "--quarter", "--as-of")

    service = command(commands, "service", service_words.COMMAND, _service)
    ask(service, "--quarter", "--unit", "--as-of")

    scenario = command(commands, "what-if", what_if_words.COMMAND, _what_if)
    scenario.add_argument("--leg", choices=LEGS, required=True, help=what_if_words.COMMAND_LEG)
    scenario.add_argument(
        "--points", type=float, required=True, metavar="P", help=what_if_words.COMMAND_POINTS
    )
    scenario.add_argument(
        "--cost", type=float, default=0.0, metavar="C", help=what_if_words.COMMAND_COST
    )
    scenario.add_argument(
        "--quarters",
        type=int,
        choices=range(1, MOST_AHEAD + 1),
        default=AHEAD,
        metavar="N",
        help=what_if_words.COMMAND_AHEAD,
    )
    ask(scenario, "--as-of")

    ranked = command(commands, "drivers", driver_words.COMMAND, _drivers)
    ranked.add_argument("--leg", choices=DRIVEN_LEGS, required=True, help=driver_words.COMMAND_LEG)
    ask(ranked, "--quarter", "--unit")
    ranked.add_argument("--segment", metavar="DIM=LEVEL", help=driver_words.COMMAND_SEGMENT)
    ask(ranked, "--as-of")

    ask(command(commands, "coverage", words.COVERAGE, _coverage), "--as-of")


def _topics(options: argparse.Namespace) -> None:
    """Topics of the company; no text of anybody."""
    with Book.open(options.store) as book:
        voice = book.voice(options.as_of)
        quarter = options.quarter or next(reversed(book.analysis(options.as_of).quarters), "")
    legs = [leg for leg in voice.legs if options.leg in (None, leg)]
    if options.json:
        print_json(voice_body(voice, quarter, legs))
    elif legs:
        print("\n\n".join(_topics_of(voice, leg, quarter) for leg in legs))
    else:
        print(voice_words.NO_TEXTS)


def _topics_of(voice: Voice, leg: str, quarter: str) -> str:
    counts = voice.counts(leg, COMPANY, COMMENT)
    return voice_words.as_text(leg, quarter, counts, voice.by_score(leg, quarter, COMPANY))


def _service(options: argparse.Namespace) -> None:
    with Book.open(options.store) as book:
        reading = book.reading(options.quarter, options.unit, options.as_of)
        found = book.service(reading.quarter, reading.node, revision=reading.revision)
    tell(options, service_body, service_words.as_text, reading, found)


def _what_if(options: argparse.Namespace) -> None:
    with Book.open(options.store) as book:
        analysis = book.analysis(options.as_of)
    if analysis.legs.empty:
        raise NoDataError
    found = what_if(
        analysis.links, analysis.legs, options.leg, options.points, ahead=options.quarters
    )
    price = money_per_point(analysis.published.table, analysis.targets)
    back = payback(found, options.cost, price)
    tell(options, what_if_body, what_if_words.as_text, found, back)


def _drivers(options: argparse.Namespace) -> None:
    """Rank the questions of a leg, and say what a point of them may be worth."""
    dimension, sign, level = (options.segment or "").partition("=")
    if options.segment is not None and not (dimension and sign and level):
        options.wrong_usage(driver_words.NOT_A_SEGMENT)
    segment = Segment(dimension, level) if options.segment else EVERYBODY
    with Book.open(options.store) as book:
        found = book.drivers(options.leg, options.quarter, options.unit, segment, options.as_of)
        price = worth(book.analysis(options.as_of), found)
    tell(options, drivers_body, driver_words.as_text, found, price)


def _coverage(options: argparse.Namespace) -> None:
    with Book.open(options.store) as book:
        found = book.coverage(options.as_of, valued=True)
    tell(options, coverage_body, coverage_words.as_text, found)

"""Commands that write files to begin with: schemas, forms and the sample."""

import argparse
import shutil
import sys
from pathlib import Path

from stool.book import Book
from stool.cli.options import Commands, command
from stool.cli.output import write
from stool.errors import StoolError
from stool.period import shift
from stool.report.canonical import schema_text
from stool.report.templates import KINDS, template, unit_quarter_sheet
from stool.sample import SAMPLE, sample_files
from stool.schema import COMPANY
from stool.text import commands as words
from stool.text.forms import EXPLAINED, UNIT_QUARTER


def add(commands: Commands) -> None:
    """Add the commands."""
    schema = command(commands, "schema", words.SCHEMA, _schema, store=False, json=False)
    schema.add_argument("--kind", choices=[*KINDS, "mapping"], help=words.SCHEMA_KIND)
    form = command(commands, "template", words.TEMPLATE, _template, json=False)
    form.add_argument("--known-units", action="store_true", help=words.KNOWN_UNITS)
    form.add_argument("kind", choices=KINDS, help=words.TEMPLATE_KIND)
    sample = command(commands, "sample", words.SAMPLE, _sample, store=False, json=False)
    sample.add_argument("directory", type=Path, metavar="DIR")


def _schema(options: argparse.Namespace) -> None:
    write(schema_text(options.kind).encode())


def _template(options: argparse.Namespace) -> None:
    content = template(options.kind)
    if options.known_units:
        if options.kind != UNIT_QUARTER:
            options.wrong_usage(words.ONLY_BY_HAND)
        with Book.open(options.store) as book:
            analysis = book.analysis()
        nodes = analysis.nodes[analysis.nodes["depth"] == "unit"]
        regions = nodes["parent"].where(nodes["parent"] != COMPANY, "")
        following = [shift(quarter, 1) for quarter in analysis.quarters[-1:]]
        content = unit_quarter_sheet(dict(zip(nodes["node"], regions, strict=True)), following)
    write(content)
    print(EXPLAINED[options.kind], file=sys.stderr)


def _sample(options: argparse.Namespace) -> None:
    directory: Path = options.directory
    if directory.exists() and any(directory.iterdir()):
        raise StoolError(words.not_empty(str(directory)))
    shutil.copytree(
        SAMPLE,
        directory,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("*.py", "*.json", "__*"),
    )
    print(words.sampled(str(directory), [path.name for path in sample_files()]))

"""Fields of the small files beside the data: quarters, and texts that no spreadsheet runs."""

import csv
import io
from collections.abc import Iterable, Sequence

from stool.catalogue import say
from stool.ingest.checking.units import visible
from stool.ingest.language.quarter_labels import quarter_label

FILL_IN = say("Give the row every field of the header.")


def calendar_label(text: str) -> str:
    """Label of the calendar quarter that a text names, "" if it names none, as dates do not."""
    found = quarter_label(text)
    if found is None or found.fiscal or found.two_years:
        return ""
    return f"{found.year:04d}Q{found.quarter}"


def csv_of(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a file that is read back with `unguarded` and that no spreadsheet runs.

    A text that begins with neither letter nor digit gets an apostrophe in front.
    """
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_guarded(text) for text in row] for row in rows)
    return b"\xef\xbb\xbf" + sink.getvalue().encode()


def unguarded(text: str) -> str:
    """A field with single spaces, without the apostrophe that keeps it from being a formula."""
    plain = visible(text)
    return plain[1:] if plain[:1] == "'" and not plain[1:2].isalnum() else plain


def _guarded(text: str) -> str:
    return f"'{text}" if text and not text[0].isalnum() else text

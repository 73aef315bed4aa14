"""Small files taken apart by the dialect and the layout alone."""

import csv
import io
from dataclasses import dataclass

from stool.ingest.files.dialect import Dialect, settle_dialect
from stool.ingest.files.records import Record
from stool.ingest.tables.layout import Layout, settle_layout


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A file, its dialect, its layout, and its rows as the fields of the columns."""

    dialect: Dialect
    layout: Layout
    rows: list[list[str]]

    @property
    def names(self) -> list[str]:
        """Headers."""
        return [head.name for head in self.layout.heads]

    @property
    def stages(self) -> dict[str, str]:
        """What each stage found."""
        return {stage.stage: stage.found for stage in self.layout.stages}


def lay_out(text: str, whole: bool = True) -> LaidOut:
    """Take a file apart."""
    dialect = settle_dialect(text, "f.csv")
    records = records_of(text, dialect)
    layout = settle_layout(records, "f.csv", whole)
    return LaidOut(dialect, layout, rows_of(records, layout))


def records_of(text: str, dialect: Dialect) -> list[Record]:
    """Records of a text, blank ones included."""
    lines = io.StringIO(text, newline="").readlines()[dialect.first_line - 1 :]
    reader = csv.reader(lines, **dialect.options)
    records, line = [], dialect.first_line
    for fields in reader:
        records.append(Record(line, fields))
        line = dialect.first_line + reader.line_num
    return records


def rows_of(records: list[Record], layout: Layout) -> list[list[str]]:
    """Fields of the columns, of the records that are rows."""
    return [
        [record.fields[head.place] for head in layout.heads]
        for record in records
        if record.line >= layout.data_from
        and record.line not in layout.left_out
        and len(record.fields) == layout.width
    ]

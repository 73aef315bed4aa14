"""What stands between the fields of a text file, and how quotation marks in a field are written.

The delimiter is chosen by CleverCSV's measure of consistency, which asks both for records of one
pattern and for cells that are numbers, dates or words.
"""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from clevercsv.consistency import ConsistencyDetector
from clevercsv.dialect import SimpleDialect

from stool.catalogue import say
from stool.errors.layout import DELIMITERS, UnsettledDelimiterError
from stool.ingest.files.stages import Stage

JUDGED = 32 * 2**10  # characters; more of a file changes no verdict and takes longer
SURELY_WHOLE = 16 * 2**10  # characters; nobody hands over less than that of a longer file
EXCEL_HINT = "sep="  # Excel's own first line, "sep=;"
SPACE = " "
FEWEST_APART_BY_SPACES = 3  # two words on every line are a text, not two columns
EQUALLY_GOOD = 0.9  # of the best score; on tables with one right answer no second came over 0.5
BACKSLASHED = re.compile(r'\\"')


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""How the records of a file are cut into fields.

    Attributes
    ----------
    delimiter : str
        One character.
    escape : str or None
        Sign before a quotation mark that belongs to a field ("\\"); None if marks are doubled.
    skip_space : bool
        Whether spaces after a delimiter belong to no field, as where a quotation mark follows them.
    first_line : int
        Line of the file the records begin in: 2 after Excel's ``sep=;``, else 1.
    stage : Stage
        What was found and why.
    """

    delimiter: str
    escape: str | None
    skip_space: bool
    first_line: int
    stage: Stage

    @property
    def options(self) -> dict[str, object]:
        """Keyword arguments for `csv.reader`."""
        return {
            "delimiter": self.delimiter,
            "escapechar": self.escape,
            "skipinitialspace": self.skip_space,
        }

    @property
    def is_plain(self) -> bool:
        """Whether a reader that knows nothing but the delimiter reads the file rightly."""
        return self.escape is None and not self.skip_space


def settle_dialect(text: str, name: str, delimiter: str | None = None) -> Dialect:
    """Settle how the records of a file are cut into fields.

    Parameters
    ----------
    text : str
        First text of the file, without a byte order mark; its last record may be cut off.
    name : str
        Name of the file, for messages.
    delimiter : str, optional
        Taken as said; only the rest is settled.

    Raises
    ------
    UnsettledDelimiterError
        Two delimiters do equally well.

    References
    ----------
    Van den Burg, Nazábal and Sutton (2019), Data Min. Knowl. Disc. 33, 1799-1820.
    """
    rest, first_line, hint = _after_hint(text)
    rest = rest.replace("\0", " ")
    judged = _judged(rest)
    if delimiter:
        chosen, why = delimiter, say("said in the mapping")
    elif hint:
        chosen, why = hint, say("the first line of the file says so")
    else:
        chosen, why = _best(judged, name), ""
    escape = _escape(rest, chosen)
    skip_space = _skips_space(rest, chosen, escape)
    found = DELIMITERS.get(chosen, f"“{chosen}”")
    if not why:
        widths = _widths(judged, chosen, escape, skip_space)
        width = _table_width(widths)
        why = say(
            "{alike} of the first {records} records have {fields} fields",
            alike=widths.count(width),
            records=len(widths),
            fields=width,
        )
        if width == 1:
            found, why = say("one column"), say("nothing cuts its records into fields alike")
    return Dialect(chosen, escape, skip_space, first_line, Stage("delimiter", found, why))


def _after_hint(text: str) -> tuple[str, int, str]:
    """Text after an Excel "sep=" line, the line it begins in, and the delimiter named there."""
    first, newline, rest = text.partition("\n")
    hint = first.rstrip("\r").strip('"')
    if newline and hint.lower().startswith(EXCEL_HINT) and len(hint) == len(EXCEL_HINT) + 1:
        return rest, 2, hint[-1]
    return text, 1, ""


def _judged(text: str) -> str:
    """The text that is looked at: whole lines, as far as there are any."""
    if len(text) <= JUDGED:
        return text
    start = text[:JUDGED]
    return start[: max(start.rfind("\n"), start.rfind("\r")) + 1] or start


def _best(text: str, name: str) -> str:
    """Delimiter that cuts the text best."""
    tried = [sign for sign in DELIMITERS if sign in text and sign != SPACE]
    scored = ConsistencyDetector(skip=False).compute_consistency_scores(
        text, [SimpleDialect(sign, '"', escape) for sign in tried for escape in _escapes(text)]
    )
    scores: dict[str, float] = {}
    for each, score in scored.items():
        sign = str(each.delimiter)
        scores[sign] = max(scores.get(sign, 0.0), score.Q or 0.0)
    widths = {sign: _widths(text, sign, _escape(text, sign)) for sign in scores}
    if empty := [sign for sign in scores if not widths[sign]]:
        return empty[0]
    cutting = [sign for sign in scores if _table_width(widths[sign]) > 1]
    if not cutting:
        return SPACE if _is_apart_by_spaces(text) else _absent(text)
    best = max(cutting, key=lambda sign: scores[sign])
    good = [sign for sign in cutting if scores[sign] >= EQUALLY_GOOD * scores[best]]
    if "\t" in good:  # nobody types a tab within a field
        return "\t"
    even = [sign for sign in good if len(set(widths[sign])) == 1]
    if len(even) > 1:
        raise UnsettledDelimiterError(name, even)
    return best


def _is_apart_by_spaces(text: str) -> bool:
    widths = _widths(text, SPACE, None, skip_space=_skips_space(text, SPACE, None))
    return bool(widths) and FEWEST_APART_BY_SPACES <= widths[0] == _commonest(widths)[0]


def _absent(text: str) -> str:
    """A delimiter that does not occur, for a file of one column."""
    return next((sign for sign in DELIMITERS if sign not in text and sign != SPACE), ",")


def _escapes(text: str) -> tuple[str, ...]:
    return ("", "\\") if BACKSLASHED.search(text) else ("",)


def _escape(text: str, delimiter: str) -> str | None:
    """The backslash, if quotation marks pair and records fall alike with it and not without."""
    if not BACKSLASHED.search(text):
        return None
    fit = {
        escape: (
            _well_quoted_lines(text, delimiter, escape),
            _evenness(_widths(text, delimiter, escape)),
        )
        for escape in ("\\", None)
    }
    return "\\" if fit["\\"] > fit[None] else None


def _well_quoted_lines(text: str, delimiter: str, escape: str | None) -> int:
    """Lines up to the first quotation mark out of place."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, escapechar=escape, strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error:
        return reader.line_num - 1
    return reader.line_num


def _skips_space(text: str, delimiter: str, escape: str | None) -> bool:
    """Whether quotation marks open fields after spaces, or columns are apart by runs of them."""
    if delimiter == SPACE:
        single, runs = (_widths(text, SPACE, escape, skip) for skip in (False, True))
        return "  " in text and _evenness(runs) >= _evenness(single)
    if not re.search(re.escape(delimiter) + ' +"', text):
        return False
    fields = [field for record in _records(text, delimiter, escape) for field in record]
    if not any(field[:1] == SPACE and field.lstrip()[:1] == '"' for field in fields):
        return False
    skipping = _widths(text, delimiter, escape, skip_space=True)
    return _evenness(skipping) >= _evenness(_widths(text, delimiter, escape))


def _evenness(widths: list[int]) -> float:
    """Share of the records with the commonest number of fields."""
    return _commonest(widths)[1] / len(widths) if widths else 0.0


def _commonest(widths: list[int]) -> tuple[int, int]:
    """Commonest number of fields, and in how many records."""
    return Counter(widths).most_common(1)[0] if widths else (0, 0)


def _table_width(widths: list[int]) -> int:
    """Fields of the records of a table that may have lines above and below it, 1 if there is none.

    A comma here and there in a column of texts makes no table: half of the records from the first
    that is cut must be cut too, and alike if that first one is no header.
    """
    wide, count = _commonest([width for width in widths if width > 1])
    if not count:
        return 1
    if widths[0] > 1:
        return wide if 2 * sum(width > 1 for width in widths) >= len(widths) else 1
    return wide if count > 1 and 2 * count >= len(widths) - widths.index(wide) else 1


def _widths(text: str, delimiter: str, escape: str | None, skip_space: bool = False) -> list[int]:
    """Fields of the records that are not blank; the last of a long text may be cut off."""
    records = _records(text, delimiter, escape, skip_space)
    widths = [len(fields) for fields in records if any(map(str.strip, fields))]
    return widths[:-1] if len(text) > SURELY_WHOLE and len(widths) > 1 else widths


def _records(
    text: str, delimiter: str, escape: str | None, skip_space: bool = False
) -> list[list[str]]:
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        escapechar=escape,
        skipinitialspace=skip_space,
    )
    try:
        return list(reader)
    except csv.Error:  # a sign no file is cut by
        return []

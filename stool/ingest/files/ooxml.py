"""What a workbook says of itself: its sheets, its calendar, which of its styles are percentages."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from stool.catalogue import say
from stool.errors.container import DamagedFileError
from stool.ingest.files.package import Package

Attributes = dict[str, str]

WORKBOOK = "xl/workbook.xml"  # where it is, unless the package says otherwise
PERCENT_FORMATS = frozenset({9, 10})  # "0%" and "0.00%", known to every workbook by number
NOT_SIGNS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # quoted, escaped and bracketed parts of a format


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it.

    Attributes
    ----------
    name : str
    part : str
        Name of its part in the package.
    hidden : bool
    table : bool
        Whether it holds cells: a chart or a macro sheet does not.
    """

    name: str
    part: str
    hidden: bool
    table: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What a workbook says of itself.

    Attributes
    ----------
    sheets : tuple of SheetEntry
        In the order of the workbook.
    from_1904 : bool
        Whether days are counted from 1904 instead of 1900.
    styles, strings : str or None
        Parts that hold the styles and the texts shared by the sheets.
    """

    sheets: tuple[SheetEntry, ...]
    from_1904: bool
    styles: str | None
    strings: str | None


def parse(
    xml: bytes,
    name: str,
    start: Callable[[str, Attributes], object],
    parser: expat.XMLParserType | None = None,
) -> None:
    """Run through a part, calling `start` with the local name and attributes of each element.

    The part is taken as UTF-8 whatever it declares, and a document type is refused, so that no
    other reader can find anything in it that is not seen here.

    Raises
    ------
    DamagedFileError
    """
    parser = parser or strict_parser(name)

    def local_start(tag: str, attributes: Attributes) -> None:
        start(tag.rpartition(":")[2], attributes)

    parser.StartElementHandler = local_start
    run(parser, xml, name)


def strict_parser(name: str) -> expat.XMLParserType:
    """Parser that refuses a document type, where entities could be declared."""

    def refuse(*_: object) -> None:
        raise DamagedFileError(name, say("a part of it declares a document type"))

    parser = expat.ParserCreate("UTF-8")
    parser.StartDoctypeDeclHandler = refuse
    return parser


def run(parser: expat.XMLParserType, xml: bytes, name: str) -> None:
    """Feed a whole part to a parser.

    Raises
    ------
    DamagedFileError
        It is no well-formed XML, or in another encoding, which another reader may take for other
        cells.
    """
    if b"\0" in xml:  # as every UTF-16 has, which the parser would go over to
        raise DamagedFileError(name, say("a part of it is not in UTF-8"))
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise DamagedFileError(
            name, say("a part of it is no XML ({error})", error=error)
        ) from error


def read_contents(package: Package) -> Contents:
    """Read the list of sheets.

    Raises
    ------
    DamagedFileError
    """
    workbook = _related(package, "").get("officeDocument", {}).get("", WORKBOOK)
    related = _related(package, workbook)
    sheets: list[Attributes] = []
    calendar: list[bool] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            sheets.append({key.rpartition(":")[2]: each for key, each in attributes.items()})
        elif tag == "workbookPr":
            calendar.append(attributes.get("date1904", "0") in ("1", "true", "on"))

    parse(package.read(workbook), package.name, start)
    entries = []
    for sheet in sheets:
        target = related.get("worksheet", {}).get(sheet.get("id", ""))
        entries.append(
            SheetEntry(
                name=sheet.get("name", ""),
                part=target or "",
                hidden=sheet.get("state", "visible") != "visible",
                table=target is not None and target in package,
            )
        )
    return Contents(
        sheets=tuple(entries),
        from_1904=any(calendar),
        styles=_only(package, related.get("styles", {})),
        strings=_only(package, related.get("sharedStrings", {})),
    )


def percent_styles(package: Package, styles: str | None) -> frozenset[str]:
    """Numbers of the cell styles that show a number as a percentage, as cells write them."""
    if styles is None:
        return frozenset()
    percents = set(PERCENT_FORMATS)
    found: list[bool] = []
    inside = [False]

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "numFmt" and _shows_percent(attributes.get("formatCode", "")):
            percents.add(_number(attributes.get("numFmtId", "")))
        elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside[0] = tag == "cellXfs"
        elif tag == "xf" and inside[0]:
            found.append(_number(attributes.get("numFmtId", "")) in percents)

    parse(package.read(styles), package.name, start)
    return frozenset(str(number) for number, percent in enumerate(found) if percent)


def _related(package: Package, part: str) -> dict[str, dict[str, str]]:
    """Parts that one refers to: kind of relation to identifier to part; "" is any identifier."""
    folder, file = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    found: dict[str, dict[str, str]] = {}
    if relations not in package:
        return found

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            same_kind = found.setdefault(kind, {})
            same_kind[attributes.get("Id", "")] = target
            same_kind.setdefault("", target)

    parse(package.read(relations), package.name, start)
    return found


def _only(package: Package, targets: dict[str, str]) -> str | None:
    target = targets.get("")
    return target if target is not None and target in package else None


def _shows_percent(code: str) -> bool:
    return "%" in NOT_SIGNS.sub("", code)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else -1

"""Small workbooks made by hand, as bytes: any cell, style or part the tests want."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

# Styles of `STYLES` by what they show, as the `s` of a cell.
DAY, MOMENT, PERCENT, DURATION, CLOCK, CUSTOM_PERCENT, QUOTED_PERCENT = map(str, range(1, 8))
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="3">'
    '<numFmt numFmtId="164" formatCode="[h]:mm"/>'
    '<numFmt numFmtId="165" formatCode="#,##0.0%;[Red]-0.0%"/>'
    '<numFmt numFmtId="166" formatCode="0&quot;%&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="9"/><xf numFmtId="164"/>'
    '<xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>'
)


def cell(place: str, value: object = None, kind: str = "", style: str = "") -> str:
    """A cell: numbers as they are, texts inline unless `kind` says otherwise."""
    where = f" r={quoteattr(place)}" if place else ""
    styled = f' s="{style}"' if style else ""
    if value is None:
        return f"<c{where}{styled}/>"
    if isinstance(value, str) and not kind:
        text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
        return f'<c{where}{styled} t="inlineStr">{text}</c>'
    typed = f' t="{kind}"' if kind else ""
    return f"<c{where}{styled}{typed}><v>{escape(str(value))}</v></c>"


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def rows(values: Sequence[Sequence[object]], first: int = 1) -> str:
    """Rows of values from column A; None leaves a cell out."""
    return "".join(
        row(
            number,
            *(
                cell(f"{chr(65 + column)}{number}", value)
                for column, value in enumerate(each)
                if value is not None
            ),
        )
        for number, each in enumerate(values, start=first)
    )


def sheet(data: str, after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>'


def workbook(
    sheets: Mapping[str, str],
    *,
    hidden: Sequence[str] = (),
    strings: Sequence[str] | None = None,
    styles: str = STYLES,
    from_1904: bool = False,
    extra: Mapping[str, bytes | str] | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A workbook of sheets by name; `extra` adds parts, or replaces them."""
    listed = "".join(
        f"<sheet name={quoteattr(name)} sheetId='{number}' r:id='rId{number}'"
        f"{' state=' + quoteattr('hidden') if name in hidden else ''}/>"
        for number, name in enumerate(sheets, start=1)
    )
    links = [
        (f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml")
        for number in range(1, len(sheets) + 1)
    ]
    links += [("rIdS", "styles", "styles.xml"), ("rIdT", "sharedStrings", "sharedStrings.xml")]
    texts = "".join(
        f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings or ()
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
        "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f'<workbookPr date1904="{from_1904:d}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(links),
        "xl/styles.xml": styles,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
        **{f"xl/worksheets/sheet{n}.xml": each for n, each in enumerate(sheets.values(), start=1)},
        **(extra or {}),
    }
    return archive(parts, compression)


def relations(links: Sequence[tuple[str, str, str]]) -> str:
    """A part of relations: identifier, kind, target."""
    body = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in links
    )
    return f'<Relationships xmlns="{RELATIONS}">{body}</Relationships>'


def archive(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()

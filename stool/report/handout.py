"""The sheet to hand out as a page of its own: it prints, and asks nothing of a server."""

from html import escape

import pandas as pd

from stool.catalogue import language
from stool.text import handout

STYLE = (
    "body{font:12pt/1.45 system-ui,sans-serif;color:#1F2430;background:#fff;max-width:46rem;"
    "margin:2rem auto;padding:0 1rem}"
    "section{border-top:1px solid #E3E6EB;padding:.8rem 0;break-inside:avoid}"
    "dl{margin:0}dt{color:#5B6472;font-size:.85rem}dd{margin:0 0 .5rem}"
    "dd:first-of-type{font-size:1.1rem;font-weight:600}"
)


def handout_html(table: pd.DataFrame) -> bytes:
    """Write the sheet as HTML, everything in it escaped.

    Parameters
    ----------
    table : DataFrame
        As of `stool.text.handout.rows`.
    """
    sections = "".join(_section(row) for row in table.to_dict("records"))
    title = escape(handout.TITLE)
    return (
        f'<!doctype html><html lang="{escape(language())}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>{sections}</body></html>\n"
    ).encode()


def _section(row: "dict[object, object]") -> str:
    lines = "".join(
        f"<dt>{escape(str(heading))}</dt><dd>{escape(str(text))}</dd>"
        for heading, text in row.items()
    )
    return f"<section><dl>{lines}</dl></section>"

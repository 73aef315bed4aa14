"""Pages for those who are not let in: a title, a sentence, at most one link."""

from html import escape
from http import HTTPStatus

from starlette.responses import HTMLResponse

from stool import catalogue
from stool.text import labels

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {product}</title>
<link rel="stylesheet" href="/app/static/plain.css">
</head>
<body><main><h1>{title}</h1><p>{said}</p>{link}</main></body>
</html>
"""


def page(
    title: str,
    said: str,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    link: tuple[str, str] | None = None,
) -> HTMLResponse:
    """A page of plain words; the link is an address of this server and what it is called."""
    leads = f'<p><a href="{escape(link[0])}">{escape(link[1])}</a></p>' if link else ""
    return HTMLResponse(
        PAGE.format(
            language=catalogue.language(),
            product=escape(labels.PRODUCT),
            title=escape(title),
            said=escape(said),
            link=leads,
        ),
        status,
    )

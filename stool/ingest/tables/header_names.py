"""Names of columns from the lines of a header: groups, questions and their choices, identifiers."""

import json
from collections.abc import Iterable, Sequence

from stool.ingest.tables.shape import Row, in_one_line

RESPONSE = frozenset(  # what SurveyMonkey writes below a question that has no choices
    {
        *("response", "open-ended response", "antwort", "offene antwort", "réponse"),
        *("réponse ouverte", "respuesta", "respuesta abierta", "risposta", "resposta"),
    }
)


def joined_names(levels: Sequence[Row]) -> tuple[str, ...]:
    """Names of columns: "group - name", a group reaching to the right up to the next."""
    width = max(level.width for level in levels)
    parts: list[list[str]] = [[] for _ in range(width)]
    for depth, level in enumerate(levels):
        lowest = depth == len(levels) - 1
        carried = ""
        for place in range(width):
            text = in_one_line(level.at(place))
            starts = any(above.at(place) for above in levels[:depth])
            below = any(under.at(place) for under in levels[depth + 1 :])
            if text or starts:
                carried = text
            part = text or ("" if lowest or not below else carried)
            if part and not (lowest and depth and is_response(part)) and part not in parts[place]:
                parts[place].append(part)
    return tuple(" - ".join(part) for part in parts)


def repeats(names: Iterable[str]) -> bool:
    """Whether a name stands over more than one column."""
    named = [text for text in names if text]
    return len(set(named)) < len(named)


def is_response(text: str) -> bool:
    """Whether a text stands below a question that has no choices."""
    return text.casefold() in RESPONSE


def one_line(row: Row) -> list[str]:
    """Texts of a row without newlines."""
    return [in_one_line(text) for text in row.texts]


def carried_on(texts: Sequence[str]) -> list[str]:
    """Each text, the blank ones after it taking it on."""
    carried, last = [], ""
    for text in texts:
        last = text or last
        carried.append(last)
    return carried


def import_id(text: str) -> str:
    """Identifier in a cell like {"ImportId": "QID1"}, "" if there is none."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError:
        return ""
    return str(told.get("ImportId", "")) if isinstance(told, dict) else ""

"""The words of the product in the reader's language: English, or a translation of it.

English is what the code says. A translation is one gettext file, ``stool/languages/<code>.po``,
made from ``stool.pot`` beside it, which lists every message. One process speaks one language.
"""

import os
from collections.abc import Iterator
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGUAGE_VARIABLE = "STOOL_LANGUAGE"
ENGLISH = "en"
LANGUAGES = Path(__file__).with_name("languages")
MOST_SHOWN = 3  # wrong messages that are named


def say(message: str, /, **values: object) -> str:
    """A message in the reader's language, with its fields filled in.

    Parameters
    ----------
    message : str
        The English message, written out whole, since it is the key of the catalogue; `values` stand
        in it as ``{name}``. A message without a translation is said in English.
    values : object
        One for each field, ready for reading.
    """
    return _active.gettext(message).format(**values)


def say_many(one: str, other: str, number: int, /, **values: object) -> str:
    """The form of a message that goes with `number`, by the plural rule of the language.

    Parameters
    ----------
    one, other : str
        The English message for 1, and for every other number, both written out whole.
    number : int
        What is counted, 0 or more; the field ``{number}`` shows it unless `values` do.
    values : object
        As for `say`.
    """
    return _active.ngettext(one, other, number).format(**{"number": f"{number:,}", **values})


def language() -> str:
    """The language spoken, as HTML names it: ``en``, or what the translation says of itself."""
    return _active.info().get("language", ENGLISH).replace("_", "-")


def trouble() -> str:
    """Why the translation asked for is not used; empty where it is, or where none was asked for."""
    return _trouble


def opened(language: str) -> NullTranslations:
    """The translation of that code, or in that .po file.

    Raises
    ------
    ValueError
        There is none, or it cannot be used; said so that a reader can act on it.
    """
    if language in ("", ENGLISH):
        return NullTranslations()
    known = {path.stem: path for path in sorted(LANGUAGES.glob("*.po"))}
    path = Path(language) if language.endswith(".po") else known.get(language)
    if path is None or not path.is_file():
        choice = ", ".join([ENGLISH, *known])
        raise ValueError(
            f"{LANGUAGE_VARIABLE} is “{language}”, and there is no such translation. Name one of "
            f"{choice}, or the path of a .po file."
        )
    return _compiled(path)


def _compiled(path: Path) -> NullTranslations:
    from babel.messages.mofile import write_mo  # a tenth of a second that English need not wait
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
    except (OSError, UnicodeError, PoFileError, ValueError) as error:
        raise ValueError(
            f"The translation {path} cannot be read: {error}. Put it right, or start without "
            f"{LANGUAGE_VARIABLE}."
        ) from error
    wrong = list(_wrong(catalog))
    if wrong:
        more = f"; and {len(wrong) - MOST_SHOWN} more" if len(wrong) > MOST_SHOWN else ""
        raise ValueError(
            f"The translation {path} has other fields than the messages: "
            f"{'; '.join(wrong[:MOST_SHOWN])}{more}. Write the fields of each message as they are "
            f"in English, or start without {LANGUAGE_VARIABLE}."
        )
    if catalog.locale_identifier is None:
        catalog.locale = ENGLISH  # without any, Babel keeps the plural rule of the file to itself
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _wrong(catalog: "Catalog") -> Iterator[str]:
    """Translated messages whose fields are not those of the English ones."""
    for message in catalog:
        if not message.id or message.fuzzy:
            continue
        english = [fields(each) for each in _forms(message.id)]
        needed, known = frozenset.intersection(*english), frozenset.union(*english)
        for text in filter(None, _forms(message.string or "")):
            try:
                found = fields(text)
            except ValueError as error:
                yield f"“{text}” (line {message.lineno}): {error}"
                continue
            if not needed <= found <= known:
                yield (
                    f"“{text}” (line {message.lineno}) has {_braced(found)}, needed is "
                    f"{_braced(known)}"
                )


def fields(message: str) -> frozenset[str]:
    """Names of the fields of a message, with whatever is said of how to write them.

    Raises
    ------
    ValueError
        Its brackets are not in pairs.
    """
    return frozenset(
        "".join([name, f"!{how}" if how else "", f":{spec}" if spec else ""])
        for _, name, spec, how in Formatter().parse(message)
        if name is not None
    )


def _forms(text: "str | tuple[str, ...] | list[str]") -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _braced(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"


def _chosen() -> tuple[NullTranslations, str]:
    try:
        return opened(os.environ.get(LANGUAGE_VARIABLE, "")), ""
    except ValueError as error:
        return NullTranslations(), str(error)


_active, _trouble = _chosen()

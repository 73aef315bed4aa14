"""Bytes to text: a name is read as it was written or the file is refused, never garbled."""

import unicodedata

from tests.ingest.bad.case import (
    SURVEY,
    Case,
    EitherOf,
    Read,
    refused,
    scores,
    survey,
    table,
)

WESTERN = ("Genève", "Malmö", "Zürich")
POLISH = ("Gdańsk", "Kraków", "Łódź")
RUSSIAN = ("Казань", "Москва", "Самара")
GREEK = ("Αθήνα", "Βόλος", "Πάτρα")
JAPANESE = ("京都", "大阪", "東京")
LONG = 1500  # rows: more than any sample of the text that is looked at first


def text(units: tuple[str, ...], comments: tuple[str, ...] = ("fine",), rows: int = 24) -> str:
    return table(SURVEY, survey(rows, units, comments)).decode()


def whole(units: tuple[str, ...], rows: int = 24) -> Read:
    return Read(rows, values={"csat": scores(rows)}, units=units)


RUSSIAN_TEXT = text(RUSSIAN, ("Все было хорошо", "Долго ждали ответа"))
GREEK_TEXT = text(GREEK, ("Όλα ήταν πολύ καλά", "Περίμενα πολλή ώρα"))
WESTERN_TEXT = text(WESTERN)
MIXED = WESTERN_TEXT.encode().replace(b"C5,", "Café ".encode("latin-1") + b"C5,", 1)
LATE = table(SURVEY, [*survey(LONG, ("Ashby",)), "L1,2024-05-05,Zürich,North,4,9,yes,"]).decode()
BOTH_FORMS = text((unicodedata.normalize("NFC", "Zürich"), unicodedata.normalize("NFD", "Zürich")))

CASES = (
    Case("utf-8", WESTERN_TEXT.encode(), whole(WESTERN)),
    Case("utf-8 with mark", WESTERN_TEXT.encode("utf-8-sig"), whole(WESTERN)),
    Case("utf-8 with two marks", ("\ufeff\ufeff" + WESTERN_TEXT).encode(), whole(WESTERN)),
    Case("utf-16 little-endian", b"\xff\xfe" + WESTERN_TEXT.encode("utf-16-le"), whole(WESTERN)),
    Case("utf-16 big-endian", b"\xfe\xff" + WESTERN_TEXT.encode("utf-16-be"), whole(WESTERN)),
    Case("utf-16 little-endian without mark", WESTERN_TEXT.encode("utf-16-le"), whole(WESTERN)),
    Case("utf-16 big-endian without mark", WESTERN_TEXT.encode("utf-16-be"), whole(WESTERN)),
    Case("utf-32", WESTERN_TEXT.encode("utf-32"), whole(WESTERN)),
    Case(
        "cp1252 with euro and curly quotes",
        text(WESTERN, ("5 € “zu viel”", "très bien")).encode("cp1252"),
        whole(WESTERN),
    ),
    Case("latin-1", WESTERN_TEXT.encode("latin-1"), whole(WESTERN)),
    Case(
        "cp1252 with a byte that has no sign",
        WESTERN_TEXT.encode("cp1252").replace(b"fine", b"f\x81ne", 1),
        whole(WESTERN),
    ),
    Case("cp1251", RUSSIAN_TEXT.encode("cp1251"), whole(RUSSIAN)),
    Case("koi8-r", RUSSIAN_TEXT.encode("koi8_r"), whole(RUSSIAN)),
    Case("iso-8859-7", GREEK_TEXT.encode("iso8859_7"), whole(GREEK)),
    Case(
        "cp1250 as the mapping says",
        text(POLISH).encode("cp1250"),
        whole(POLISH),
        mapping='{"encoding": "cp1250"}',
    ),
    Case(
        "mac roman as the mapping says",
        WESTERN_TEXT.encode("mac_roman"),
        whole(WESTERN),
        mapping='{"encoding": "mac_roman"}',
    ),
    Case(
        "shift-jis as the mapping says",
        text(JAPANESE).encode("shift_jis"),
        whole(JAPANESE),
        mapping='{"encoding": "shift_jis"}',
    ),
    Case(
        "gb18030 as the mapping says",
        text(JAPANESE).encode("gb18030"),
        whole(JAPANESE),
        mapping='{"encoding": "gb18030"}',
    ),
    Case(
        "shift-jis and nobody says so",
        text(JAPANESE).encode("shift_jis"),
        EitherOf(refused("encod"), whole(JAPANESE)),
    ),
    Case(
        "one latin-1 byte in a utf-8 file",
        MIXED,
        EitherOf(refused("UTF-8", "line|byte"), whole(WESTERN)),
    ),
    Case(
        "utf-8 cut within a letter",
        WESTERN_TEXT.encode() + "L1,2024-05-05,Zü".encode()[:-1],
        EitherOf(
            refused("UTF-8", "line|byte"),
            Read(24, rejected=(26,), values={"csat": scores(24)}, units=WESTERN),
        ),
    ),
    Case(
        "utf-16 cut within a letter", WESTERN_TEXT.encode("utf-16")[:-1], refused("UTF-16", "cut")
    ),
    Case("mark of utf-16 before utf-8", b"\xff\xfe" + WESTERN_TEXT.encode(), refused()),
    Case(
        "mark of utf-8 before latin-1",
        b"\xef\xbb\xbf" + WESTERN_TEXT.encode("latin-1"),
        refused("UTF-8"),
    ),
    Case("ebcdic", WESTERN_TEXT.encode("cp500"), refused()),
    Case(
        "accent beyond the first 64 kB, utf-8",
        LATE.encode(),
        Read(LONG + 1, units=("Ashby", "Zürich")),
    ),
    Case(
        "accent beyond the first 64 kB, cp1252",
        LATE.encode("cp1252"),
        Read(LONG + 1, units=("Ashby", "Zürich")),
    ),
    Case(
        "signs that Python takes for line ends",
        text(WESTERN, ("a\u2028b", "c\x85d", "e\x0bf\x0cg", "h\x1ci")).encode(),
        whole(WESTERN),
    ),
    Case("one name in two Unicode forms", BOTH_FORMS.encode(), whole(("Zürich",))),
    Case("hard spaces around names", text(("\u00a0Zürich\u202f",)).encode(), whole(("Zürich",))),
    Case(
        "the mapping says an encoding that is none",
        WESTERN_TEXT.encode(),
        refused("encoding", "klingon"),
        mapping='{"encoding": "klingon"}',
    ),
    Case(
        "the mapping says a codec that is no encoding",
        WESTERN_TEXT.encode(),
        refused("encoding", "rot13"),
        mapping='{"encoding": "rot13"}',
    ),
    Case(
        "the mapping says utf-8 of a cp1252 file",
        WESTERN_TEXT.encode("cp1252"),
        refused("UTF-8"),
        mapping='{"encoding": "utf-8"}',
    ),
    Case(
        "the mapping says utf-16 of a utf-8 file",
        WESTERN_TEXT.encode() + b"\n",
        refused(),
        mapping='{"encoding": "utf-16"}',
    ),
)

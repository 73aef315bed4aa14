"""From bytes to text: which encoding a file is in, and whether it is text at all."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from charset_normalizer import from_bytes

from stool.catalogue import say
from stool.errors import EmptyFileError, FileTooLargeError, NotTextError, UndecodableError
from stool.errors.reading import MixedEncodingError, UnknownEncodingError
from stool.ingest.files.source import Source
from stool.ingest.files.stages import Stage

MAX_BYTES = 4 * 2**30  # forty million answers; more belongs in a warehouse
SNIFFED_BYTES = 256 * 2**10  # enough letters to tell Greek from accents

BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", say("UTF-8 with BOM")),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
UTF8 = frozenset({"utf-8", "utf-8-sig"})
MAGIC = (
    (b"PK\x03\x04", say("an Excel workbook or a zip archive")),
    (b"PK\x05\x06", say("an empty zip archive")),
    (b"\xd0\xcf\x11\xe0", say("an old Excel or Office document")),
    (b"%PDF", say("a PDF document")),
    (b"\x1f\x8b", say("a gzip archive")),
    (b"PAR1", say("a Parquet file")),
)
NOT_WESTERN = (
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "iso8859_5",
    "iso8859_7",
    "koi8_r",
)
CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
FOREIGN_RUN = re.compile("[À-ÿ]{3,}")  # three accented letters together are rare in the West
FOREIGN = re.compile("[À-ÿ]")
UTF8_LETTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
FEW_LETTERS = 3  # valid letters of UTF-8 that are no accident
HALVES = 0.1  # share of pairs of bytes with a zero that makes UTF-16: line ends and delimiters
ASIAN = {"cp932": "Shift-JIS", "gb18030": "GB18030", "euc_jp": "EUC-JP", "cp949": "Korean (CP949)"}
ASIAN_LETTER = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
BESIDE_LATIN = re.compile(
    rf"(?<=[A-Za-z]){ASIAN_LETTER.pattern}|{ASIAN_LETTER.pattern}(?=[A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a file spell text.

    Attributes
    ----------
    codec : str
        Name Python knows it by.
    words : str
        Name for display.
    stage : Stage
        Why this one.
    """

    codec: str
    words: str
    stage: Stage


def settle_encoding(source: Source, said: str | None = None) -> Encoding:
    """Settle the encoding of a file.

    A byte order mark decides; else UTF-8 if the bytes allow it; else cp1252, the answer for
    Western exports, unless most accented letters stand in runs as they do when another alphabet
    is misread. Of a large file pieces are looked at; should a byte elsewhere not be UTF-8, `texts`
    says so and `single_byte` settles it.

    Parameters
    ----------
    source : Source
    said : str, optional
        Encoding the mapping names; it is taken as said.

    Raises
    ------
    EmptyFileError, FileTooLargeError, NotTextError, UndecodableError
    """
    start = source.start(SNIFFED_BYTES)
    _require_text(start, source)
    if said is not None:
        return _said(start, said)
    for mark, codec, words in BOMS:
        if start.startswith(mark):
            found = Encoding(
                codec, words, Stage("encoding", words, say("a byte order mark says so"))
            )
            break
    else:
        found = _bare_utf16(start) or _utf8(source) or single_byte(source)
    _require_letters(start, found, source)
    return found


def texts(source: Source, encoding: Encoding) -> Iterator[str]:
    """Text of a file in pieces, without a byte order mark.

    Raises
    ------
    UndecodableError
        Bytes that mean nothing in that encoding.
    NotTextError
        A NUL character.
    """
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    read = 0
    for chunk in chain(source.chunks(), (b"",)):
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeError as error:
            place = read + getattr(error, "start", 0)
            raise UndecodableError(source.name, encoding.words, place) from error
        if not read:
            text = text.removeprefix("\ufeff")
        read += len(chunk)
        if "\0" in text:
            raise NotTextError(
                source.name,
                say(
                    "a binary file (a NUL character in line {line_of_nul})",
                    line_of_nul=_line_of_nul(source, encoding),
                ),
            )
        yield text


def _line_of_nul(source: Source, encoding: Encoding) -> int:
    """Line of the first NUL character of a file that has one."""
    with codecs.getreader(encoding.codec)(source.open()) as reader:
        return next(number for number, line in enumerate(reader, 1) if "\0" in line)


def decode(data: bytes, name: str) -> "Decoded":
    """All text of the bytes of a small file; see `settle_encoding`."""
    source = Source.of(data, name)
    encoding = settle_encoding(source)
    return Decoded("".join(texts(source, encoding)), encoding.words)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file and the encoding it was read in, in words for display."""

    text: str
    encoding: str


def _require_text(start: bytes, source: Source) -> None:
    if source.size > MAX_BYTES:
        size, limit = source.size // 2**20, MAX_BYTES // 2**20
        raise FileTooLargeError(
            source.name, say("{size} MB", size=f"{size:,}"), say("{limit} MB", limit=f"{limit:,}")
        )
    if not start:
        raise EmptyFileError(source.name)
    for magic, looks_like in MAGIC:
        if start.startswith(magic):
            raise NotTextError(source.name, looks_like)


def _require_letters(start: bytes, encoding: Encoding, source: Source) -> None:
    """Refuse bytes that decode, but not into a text anyone wrote."""
    decoder = codecs.getincrementaldecoder(encoding.codec)(errors="replace")
    sample = decoder.decode(start).removeprefix("\ufeff")
    if not sample.strip() and not any(chunk.strip() for chunk in source.chunks()):
        raise EmptyFileError(source.name)
    if len(CONTROL.findall(sample)) * 20 > len(sample):
        raise NotTextError(source.name, say("a binary file"))


def _bare_utf16(start: bytes) -> Encoding | None:
    """UTF-16 without a mark, by the zero that every second byte of plain letters is."""
    first, second = start[0::2].count(0), start[1::2].count(0)
    if min(first, second) or max(first, second) < max(2, HALVES * len(start) / 2):
        return None
    if first:
        why = say("the first byte of many letters is zero, and never the other")
        return Encoding("utf-16-be", "UTF-16", Stage("encoding", "UTF-16", why))
    why = say("the second byte of many letters is zero, and never the other")
    return Encoding("utf-16-le", "UTF-16", Stage("encoding", "UTF-16", why))


def _said(start: bytes, said: str) -> Encoding:
    codec = codecs.lookup(said).name
    if codec == "utf-16" and not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        bare = _bare_utf16(start)
        codec = bare.codec if bare else codec
    return Encoding(codec, said, Stage("encoding", said, say("the mapping says so")))


def _utf8(source: Source) -> Encoding | None:
    """UTF-8 if the pieces looked at allow it."""
    plain = True
    for piece in source.samples(SNIFFED_BYTES):
        plain = plain and piece.isascii()
        if not _is_utf8(piece):
            return None
    why = say("it is plain ASCII") if plain else say("every byte fits it")
    return Encoding("utf-8", "UTF-8", Stage("encoding", "UTF-8", why))


def _is_utf8(piece: bytes) -> bool:
    """Whether bytes cut out of a file are UTF-8, a letter cut in two at either end aside."""
    begins = next((place for place in range(min(4, len(piece))) if piece[place] & 0xC0 != 0x80), 0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(piece[begins:])
    except UnicodeDecodeError:
        return False
    return True


def single_byte(source: Source) -> Encoding:
    """Settle the encoding of a file that is not UTF-8, by the letters it spells.

    Raises
    ------
    MixedEncodingError
        Most letters beyond ASCII are those of UTF-8.
    UnknownEncodingError
        They make up Chinese, Japanese or Korean text.
    """
    letters = _around_letters(source)
    _require_not_utf8(letters, source)
    western = letters.decode("cp1252", errors="replace")
    in_runs = sum(len(run) for run in FOREIGN_RUN.findall(western))
    if in_runs * 2 > len(FOREIGN.findall(western)):
        best = from_bytes(letters, cp_isolation=list(NOT_WESTERN)).best()
        if best is not None and _decodes(source, best.encoding):
            why = say("it is not UTF-8, and its letters make words in this alphabet")
            return Encoding(best.encoding, best.encoding, Stage("encoding", best.encoding, why))
    if asian := [words for codec, words in ASIAN.items() if _is_asian(letters, codec)]:
        raise UnknownEncodingError(source.name, asian)
    if not _decodes(source, "cp1252"):  # five byte values mean nothing in it; latin-1 knows all
        why = say("it is neither UTF-8 nor cp1252")
        return Encoding("latin-1", "Latin-1", Stage("encoding", "Latin-1", why))
    words = say("cp1252 (Windows Western)")
    return Encoding("cp1252", words, Stage("encoding", words, say("it is not UTF-8")))


def _require_not_utf8(letters: bytes, source: Source) -> None:
    """Refuse a file that is UTF-8 but for a few bytes, which would garble all its letters."""
    valid = UTF8_LETTER.findall(letters)
    beyond = sum(byte >= 0x80 for byte in letters)
    if len(valid) < FEW_LETTERS or 2 * sum(map(len, valid)) < beyond:
        return
    decoder = codecs.getincrementaldecoder("utf-8")()
    read = lines = 0
    for chunk in chain(source.chunks(), (b"",)):
        waiting = decoder.getstate()[0]
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            line = lines + (waiting + chunk).count(b"\n", 0, error.start) + 1
            place = read - len(waiting) + error.start
            raise MixedEncodingError(source.name, line, place) from error
        read += len(chunk)
        lines += chunk.count(b"\n")


def _is_asian(letters: bytes, codec: str) -> bool:
    """Whether bytes spell words of Chinese, Japanese or Korean signs, apart from Latin letters."""
    try:
        text = letters.decode(codec)
    except UnicodeDecodeError:
        return False
    found = ASIAN_LETTER.findall(text)
    others = sum(not sign.isascii() for sign in text)
    beside = len(BESIDE_LATIN.findall(text))
    return len(set(found)) >= FEW_LETTERS and 2 * len(found) >= others and 10 * beside < len(found)


def _around_letters(source: Source) -> bytes:
    """The first pieces of the file that hold letters beyond ASCII, at most `SNIFFED_BYTES`."""
    found = bytearray()
    for chunk in source.chunks():
        for line in chunk.splitlines(keepends=True):
            if not line.isascii():
                found += line
            if len(found) >= SNIFFED_BYTES:
                return bytes(found[:SNIFFED_BYTES])
    return bytes(found)


def _decodes(source: Source, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for chunk in chain(source.chunks(), (b"",)):
            decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError:
        return False
    return True

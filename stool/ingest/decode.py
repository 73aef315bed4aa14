"""From bytes to text: which encoding a file is in, and whether it is text at all."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from stool.errors import EmptyFileError, FileTooLargeError, NotTextError, UndecodableError

MAX_BYTES = 256 * 2**20  # a million rows of twenty columns stay below; more belongs in a warehouse
SNIFFED_BYTES = 64 * 2**10  # enough letters to tell Greek from accents

BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
MAGIC = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Office document"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PAR1", "a Parquet file"),
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


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file and the encoding it was read in, in words for display."""

    text: str
    encoding: str


def decode(data: bytes, name: str) -> Decoded:
    """Decode the bytes of a file.

    A byte order mark decides; else UTF-8 if the bytes allow it; else cp1252, the answer for
    Western exports, unless most accented letters stand in runs as they do when another alphabet
    is misread.

    Raises
    ------
    EmptyFileError, FileTooLargeError, NotTextError, UndecodableError
    """
    if len(data) > MAX_BYTES:
        size, limit = len(data) // 2**20, MAX_BYTES // 2**20
        raise FileTooLargeError(name, f"{size} MB", f"{limit} MB")
    for magic, looks_like in MAGIC:
        if data.startswith(magic):
            raise NotTextError(name, looks_like)
    decoded = _decode_text(data, name)
    if not decoded.text.strip():
        raise EmptyFileError(name)
    nul = decoded.text.find("\0")
    if nul >= 0:
        line = decoded.text.count("\n", 0, nul) + 1
        raise NotTextError(name, f"a binary file (a NUL character in line {line})")
    start = decoded.text[:SNIFFED_BYTES]
    if len(CONTROL.findall(start)) * 20 > len(start):
        raise NotTextError(name, "a binary file")
    return decoded


def _decode_text(data: bytes, name: str) -> Decoded:
    for mark, codec, words in BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(codec), words)
            except UnicodeDecodeError as error:
                raise UndecodableError(name, words, error.start) from error
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _decode_single_byte(data)


def _decode_single_byte(data: bytes) -> Decoded:
    """Text of bytes that are not UTF-8."""
    western = data.decode("cp1252", errors="replace")
    in_runs = sum(len(run) for run in FOREIGN_RUN.findall(western))
    if in_runs * 2 > len(FOREIGN.findall(western)):
        best = from_bytes(data[:SNIFFED_BYTES], cp_isolation=list(NOT_WESTERN)).best()
        if best is not None:
            try:
                return Decoded(data.decode(best.encoding), best.encoding)
            except UnicodeDecodeError:
                pass
    if "\ufffd" in western:  # five byte values mean nothing in cp1252; latin-1 knows them all
        return Decoded(data.decode("latin-1"), "Latin-1")
    return Decoded(western, "cp1252 (Windows Western)")

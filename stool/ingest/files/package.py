"""The parts of an Office package (a zip archive), sized before anything is unpacked."""

import io
import struct
import zipfile
import zlib

from stool.catalogue import say
from stool.errors.container import BombError, DamagedFileError, EncryptedFileError
from stool.errors.reading import FileTooLargeError

MAX_UNPACKED = 256 * 2**20  # bytes; no more than is read from a text file
MAX_PARTS = 10_000  # a workbook has a few parts a sheet and one a picture
MAX_RATIO = 200  # sheets pack 10 to 40 times; only one answer repeated for ever packs better
RATIO_FROM = 2**20  # bytes unpacked; below them any ratio is harmless

CENTRAL_ENTRY = b"PK\x01\x02"
LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, length of the name, length of the extras
LOCAL_SIGNATURE = b"PK\x03\x04"
ENCRYPTED = 0x1  # of the flags of an entry


class Package:
    """A zip archive whose directory has passed the size check.

    Names are compared without regard to capitals, as Office does, and never touch the disk. Each
    part is unpacked by itself, never beyond the size the directory gives, so that a directory that
    lies is found out before memory is spent on it.

    Parameters
    ----------
    data : bytes
    name : str
        Name of the file, for messages.

    Raises
    ------
    FileTooLargeError, BombError
        See the limits of this module.
    EncryptedFileError
    DamagedFileError
        It is no zip archive, or two parts carry one name.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = data
        self._entries: dict[str, zipfile.ZipInfo] = {}
        require_packed_size(len(data), name)
        if data.count(CENTRAL_ENTRY) > MAX_PARTS:  # before a directory of millions is listed
            raise BombError(
                name,
                say("it has more than {max_parts} parts", max_parts=f"{MAX_PARTS:,}"),
                say("{max_parts} parts", max_parts=f"{MAX_PARTS:,}"),
            )
        for entry in _directory(data, name):
            if entry.flag_bits & ENCRYPTED:
                raise EncryptedFileError(name)
            key = _key(entry.filename)
            if key in self._entries:
                raise DamagedFileError(
                    name, say("two of its parts are called “{filename}”", filename=entry.filename)
                )
            self._entries[key] = entry
        self._require_size()

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._entries

    def parts(self) -> tuple[str, ...]:
        """Names of the parts, in lower case."""
        return tuple(self._entries)

    def read(self, part: str) -> bytes:
        """Unpack one part.

        Raises
        ------
        DamagedFileError
            There is no such part, it is packed in another way than Office does, or it is not of
            the size or checksum the directory gives.
        """
        entry = self._entries.get(_key(part))
        if entry is None:
            raise DamagedFileError(self.name, say("its part “{part}” is missing", part=part))
        packed = self._packed(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            unpacked = packed
        elif entry.compress_type == zipfile.ZIP_DEFLATED:
            unpacked = self._inflated(packed, entry)
        else:
            raise DamagedFileError(
                self.name, say("its part “{part}” is packed in an unusual way", part=part)
            )
        if len(unpacked) != entry.file_size or zlib.crc32(unpacked) != entry.CRC:
            raise DamagedFileError(
                self.name,
                say("its part “{part}” is not what the archive's directory says", part=part),
            )
        return unpacked

    def _require_size(self) -> None:
        """Refuse by what the directory says, before anything is unpacked."""
        total = sum(entry.file_size for entry in self._entries.values())
        if total > MAX_UNPACKED:
            raise FileTooLargeError(
                self.name,
                say("{megabytes} once unpacked", megabytes=_megabytes(total)),
                _megabytes(MAX_UNPACKED),
            )
        if total > max(RATIO_FROM, MAX_RATIO * len(self._data)):
            times = total // max(len(self._data), 1)
            raise BombError(
                self.name,
                say("it would unpack to {times} times its size", times=f"{times:,}"),
                say("{max_ratio} times", max_ratio=MAX_RATIO),
            )

    def _packed(self, entry: zipfile.ZipInfo) -> bytes:
        """Bytes of an entry as they stand in the archive."""
        header = self._data[entry.header_offset : entry.header_offset + LOCAL_HEADER.size]
        if len(header) < LOCAL_HEADER.size or not header.startswith(LOCAL_SIGNATURE):
            raise DamagedFileError(self.name, say("its directory points to nothing"))
        _, name_length, extra_length = LOCAL_HEADER.unpack(header)
        start = entry.header_offset + LOCAL_HEADER.size + name_length + extra_length
        return self._data[start : start + entry.compress_size]

    def _inflated(self, packed: bytes, entry: zipfile.ZipInfo) -> bytes:
        """Unpacked bytes, at most one more than the directory promises."""
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.file_size + 1)
        except zlib.error as error:
            raise DamagedFileError(self.name, say("its packed data break off")) from error


def require_packed_size(size: int, name: str) -> None:
    """Refuse an archive that is larger packed than it may be unpacked.

    Raises
    ------
    FileTooLargeError
    """
    if size > MAX_UNPACKED:
        raise FileTooLargeError(name, _megabytes(size), _megabytes(MAX_UNPACKED))


def _directory(data: bytes, name: str) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise DamagedFileError(name, say("it is no whole zip archive")) from error


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").casefold()


def _megabytes(size: int) -> str:
    return say("{size} MB", size=f"{size / 2**20:,.0f}")

"""Records of a file as they are written: fields, and the line each begins in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file, nothing interpreted.

    Attributes
    ----------
    line : int
        Line of the file, or row of the sheet, the record begins in; the first is 1.
    fields : list of str
        As written, spaces included.
    """

    line: int
    fields: list[str]

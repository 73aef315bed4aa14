"""CSV that a spreadsheet opens as data, never as a formula."""

import pandas as pd

# A text that starts like this can run as a formula: OWASP, "CSV Injection". Full-width forms too.
FORMULA_STARTS = tuple("=+-@\t\r\n ＝＋－＠|%")


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Write a table as UTF-8 CSV with a byte-order mark, so that Excel reads the accents.

    Numbers stay numbers, negative ones too; a text that could run as a formula gets an apostrophe
    in front, which spreadsheets show as text.
    """
    safe = table.copy()
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]):
            safe[name] = safe[name].map(_guarded)
    safe.columns = [_guarded(str(name)) for name in safe.columns]
    text = safe.to_csv(index=False, lineterminator="\r\n")  # so that a lone CR is quoted too
    return b"\xef\xbb\xbf" + text.encode()


def _guarded(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value

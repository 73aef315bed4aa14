"""The decimal sign of every column of figures, and its currency: settled, or the file is asked."""

import numpy as np

from stool.catalogue import say
from stool.errors import UnsettledColumnError
from stool.errors.meaning import DecimalSignError
from stool.ingest.files.coding import Coded
from stool.ingest.language.values import currencies, to_number, votes_of
from stool.ingest.mapping import Column
from stool.schema import SCALES

ONE_CURRENCY = say("Convert the amounts to one currency, or ignore the column.")


def settle_decimals(
    name: str, columns: dict[str, Coded], meanings: dict[str, Column], said: str | None
) -> dict[str, bool]:
    """Whether the numbers of each column have a decimal comma.

    Texts that are a number in one way only settle their column ("12,5", "1,234.50", "1,234,567");
    so do "1,234" and "1.234" where one reading is off the scale or no count. The other columns
    break a tie.

    Parameters
    ----------
    name : str
        Name of the file.
    columns : dict of str to Coded
        By header.
    meanings : dict of str to Column
        What each of them means: a metric with its scale, or a count or spread.
    said : "comma", "point" or None
        What the mapping says; it holds for all of them.

    Raises
    ------
    DecimalSignError
        A number can be read in two ways, and nothing settles which.
    """
    if said is not None:
        return dict.fromkeys(columns, said == "comma")
    votes, doubtful = {}, {}
    for header, coded in columns.items():
        found = votes_of([str(text).strip() for text in coded.texts])
        votes[header] = found.sure
        doubtful[header] = (*found.commas, *found.points)
        if _is_whole(meanings[header]):
            votes[header] += len(found.points) - len(found.commas)
        elif _is_small(meanings[header]):
            votes[header] += len(found.commas) - len(found.points)
    overall = sum(int(np.sign(vote)) for vote in votes.values())
    for header, texts in doubtful.items():
        if texts and not votes[header] and not overall:
            point, comma = to_number(texts[0]), to_number(texts[0], decimal_comma=True)
            raise DecimalSignError(name, header, texts[0], point, comma)
    return {header: (vote or overall) > 0 for header, vote in votes.items()}


def _is_whole(column: Column) -> bool:
    """Whether its numbers are counts, of which no thousandth can be meant."""
    return column.role == "n"


def _is_small(column: Column) -> bool:
    """Whether its numbers are on a scale that ends before a thousand."""
    return column.scale is not None and SCALES[column.scale].high is not None


def require_one_currency(name: str, column: str, coded: Coded) -> None:
    """Refuse a column whose amounts are in two currencies, which no sum can mix.

    Raises
    ------
    UnsettledColumnError
    """
    found = currencies([str(text) for text in coded.texts])
    if len(found) > 1:
        doubt = say("its amounts are in “{first}” and in “{found}”", first=found[0], found=found[1])
        raise UnsettledColumnError(name, column, doubt, ONE_CURRENCY)

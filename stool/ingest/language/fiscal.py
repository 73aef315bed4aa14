"""Fiscal years: which labels speak of one, and which calendar quarter they mean."""

from collections.abc import Iterable
from dataclasses import dataclass

from stool.ingest.language.months import quarter_of_month
from stool.ingest.language.quarter_labels import QuarterLabel, quarter_label
from stool.ingest.language.words import normalise

FISCAL_WORDS = frozenset(
    {"fiscal", "fy", "fq", "gj", "wj", "geschaftsjahr", "wirtschaftsjahr", "exercice"}
)


@dataclass(frozen=True, slots=True)
class Fiscal:
    """When a fiscal year begins, and which calendar year it is named after.

    Attributes
    ----------
    start_month : int
        1 to 12; 1 is the calendar year.
    named : "start", "end" or None
        Whether FY24 begins or ends in 2024. None where only labels like "2024/25" occur, which
        say so themselves, and for a year beginning in January.
    """

    start_month: int
    named: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.start_month <= 12:
            raise ValueError(f"start_month is {self.start_month}, must be 1 to 12")
        if self.named not in (None, "start", "end"):
            raise ValueError(f"named is {self.named!r}, must be “start”, “end” or None")

    def quarter_of(self, label: QuarterLabel) -> tuple[int, int] | None:
        """Calendar year and quarter that a fiscal label means; None if this does not settle it.

        A fiscal quarter that is no calendar quarter (the year begins in February, March, May, …)
        stands for that of its middle month, in which two of its three months lie.
        """
        first_year = label.year
        if label.two_years and self.start_month == 1:
            return None  # a year from January to December does not span two
        if not label.two_years and self.start_month != 1:
            if self.named is None:
                return None
            first_year -= self.named == "end"
        middle = first_year * 12 + (self.start_month - 1) + 3 * (label.quarter - 1) + 1
        return quarter_of_month(middle)


def says_fiscal(header: str) -> bool:
    """Whether a header speaks of fiscal years: "Fiscal quarter", "FY period"."""
    name = normalise(header)
    return bool(set(name.split("_")) & FISCAL_WORDS) or "financial_year" in name


def fiscal_texts(
    texts: Iterable[str], fiscal: Fiscal | None = None, header: str = ""
) -> tuple[str, ...]:
    """Labels whose quarter depends on when the fiscal year begins, in the order given.

    Parameters
    ----------
    texts : iterable of str
        Different texts of a column.
    fiscal : Fiscal, optional
        What is known; labels that it settles are left out.
    header : str
        Header of the column; one that speaks of fiscal years makes every label of a quarter
        fiscal, unless it says "CY".
    """
    everywhere = says_fiscal(header)
    return tuple(text for text in texts if _is_open(quarter_label(text), fiscal, everywhere))


def _is_open(label: QuarterLabel | None, fiscal: Fiscal | None, everywhere: bool) -> bool:
    if label is None or label.calendar or not (label.fiscal or everywhere):
        return False
    return fiscal is None or fiscal.quarter_of(label) is None

"""Labels that name a quarter and a year, calendar or fiscal, in a few languages."""

import re
from dataclasses import dataclass

from stool.ingest.language.months import full_year, plain

WORD = "(?:quarter|quartal|qtr|trimestre|trim|kvartal|kwartaal)"
ENDING = r"(?:st|nd|rd|th|ere?|eme|re|e|er|o|a|do|ro|to)?"
SPELLED = {
    **dict.fromkeys(("first", "erstes", "premier", "primer", "primo", "primeiro"), 1),
    **dict.fromkeys(("second", "zweites", "deuxieme", "segundo", "secondo"), 2),
    **dict.fromkeys(("third", "drittes", "troisieme", "tercer", "terzo", "terceiro"), 3),
    **dict.fromkeys(("fourth", "viertes", "quatrieme", "cuarto", "quarto"), 4),
}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
FISCAL = "(?:fy|fiscal year|fiscal|financial year|gj|wj|geschaftsjahr|wirtschaftsjahr|exercice)"
CALENDAR = "(?:cy|calendar year|kj|kalenderjahr)"
PART = (
    rf"(?:(?P<fiscal>fiscal |f(?=q)))?(?:(?:[qt]|{WORD})[ .:-]{{0,2}}(?P<behind>0?[1-4])(?![0-9])"
    rf"|(?:q|{WORD}) ?(?P<roman>iv|i{{1,3}})\b|(?P<roman_before>iv|i{{1,3}})\.? {WORD}"
    rf"|(?<![0-9])(?P<before>[1-4])(?:\.?{ENDING}\b)?[ .-]{{0,2}}(?P<fq>f(?=q))?(?:[qt]|{WORD})"
    rf"|(?P<spelled>{'|'.join(SPELLED)}) {WORD})"
)
YEAR = (
    rf"(?:(?:(?P<mark>{FISCAL})|(?P<said>{CALENDAR}))[ .:-]?)?"
    r"'?(?P<year>[0-9]{4}|[0-9]{2})(?: ?[-/] ?(?P<next>[0-9]{4}|[0-9]{2}))?(?![0-9])"
)
JOIN = r"(?P<join>[ ,./:_-]{0,3})(?:of |del? |du )?"
LABEL = (re.compile(PART + JOIN + YEAR), re.compile(YEAR + JOIN + PART))
LONGEST_LABEL = 40  # characters


@dataclass(frozen=True, slots=True)
class QuarterLabel:
    """A year and one of its quarters.

    Attributes
    ----------
    year : int
        Year as named; of "2024/25" the first.
    quarter : int
        1 to 4.
    two_years : bool
        Whether the year is written as two ("2024/25"), which only a fiscal year can be.
    fiscal : bool
        Whether the label says that its year is a fiscal one.
    calendar : bool
        Whether it says that it is a calendar one ("CY2024").
    """

    year: int
    quarter: int
    two_years: bool = False
    fiscal: bool = False
    calendar: bool = False


def quarter_label(text: str) -> QuarterLabel | None:
    """Year and quarter that a label names, None if it names none.

    Read are a quarter and a year in either order: "2024Q1", "Q1/24", "1Q24", "Q1 FY24",
    "2024/25 Q1", "2024 1st quarter", "1er trimestre 2024", "1. Quartal 2024", "III. Quartal 2024".
    Half-years and years alone name no quarter.
    """
    if len(text) > LONGEST_LABEL:
        return None
    simple = " ".join(plain(text).replace("(", " ").replace(")", " ").split())
    for pattern in LABEL:
        if found := pattern.fullmatch(simple):
            return _of_match(found)
    return None


def _of_match(found: "re.Match[str]") -> QuarterLabel | None:
    digits, following = found["year"], found["next"]
    year = full_year(digits)
    if following and int(following) % 100 != (year + 1) % 100:
        return None
    if len(digits) == 2 and set(found["join"]) & {"_", "."}:
        return None  # "Q1_10" is item 10 of question 1
    number = found["behind"] or found["before"]
    if number:
        if len(number) == 2 and len(digits) == 2:
            return None  # "Q01 02" may be read both ways
        quarter = int(number)
    elif found["spelled"]:
        quarter = SPELLED[found["spelled"]]
    else:
        quarter = ROMAN[found["roman"] or found["roman_before"]]
    fiscal = any(found[group] for group in ("mark", "fiscal", "fq", "next"))
    return QuarterLabel(year, quarter, bool(following), fiscal, bool(found["said"]))

"""Words of the questions a dropped file raises on the Data page."""

from stool.errors.layout import DELIMITERS
from stool.schema import CSAT, ESAT, PROFIT
from stool.text.labels import count

OUT = "leave it out"
LEG = {ESAT: "Employees (ESAT)", CSAT: "Customers (CSAT)", PROFIT: "Profit"}
CHOOSE, CHOOSE_ONE = "Choose or type", "Choose"
CHOOSE_COLUMN, CHOOSE_COLUMNS = "Choose a column", "Choose columns"
OR_COLUMN = "or choose the column that says it"
QUARTER = "Which quarter are all rows of?"
QUARTER_WHY = "No column was recognised as a quarter or date."
QUARTER_EXAMPLE = "Choose, or type one like 2026Q2"
PLACE = "Which unit are all rows of?"
PLACE_WHY = "No column was recognised as a branch, team or other unit."
FIGURE = "What does this file measure?"
FIGURE_WHY = "No column was recognised as a score, an answer or an amount."
FIGURE_NONE = (
    "No column was recognised as a score, an answer or an amount, and none holds numbers or worded "
    "answers. It has nothing to load."
)
FIGURE_LEG = "What is it about?"
ORDER = "Does the day or the month come first?"
ORDER_WHY = "Both can be read, the quarter depends on it, and no date in the file decides:"
DAY, MONTH = "day first", "month first"
DATES = {"row": "Row", "text": "As written", "day": "Day first", "month": "Month first"}
NAMED_TOTAL = "Is it a total or a unit?"
NAMED_TOTALS = {"unit": "a unit of that name", "total": "a total of other rows"}
NUMBER_IS = "Is the number beside the year a quarter or a month?"
NUMBER_IS_WHY = "Both can be read, and nothing in the column decides:"
NUMBERS_ARE = {"quarter": "a quarter", "month": "a month"}
LABELS = {"row": "Row", "text": "As written", "quarter": "As quarter", "month": "As month"}
DECIMAL = "What stands before the decimals?"
DECIMAL_SIGNS = {"point": "a point", "comma": "a comma"}
NUMBERS = {"row": "Row", "text": "As written", "point": "With point", "comma": "With comma"}
FISCAL = "In which month does the fiscal year begin?"
NAMED = "Which year is FY24?"
NAMED_CHOICES = {"start": "FY24 begins in 2024", "end": "FY24 ends in 2024"}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHEET = "Which sheet is meant?"
SHEET_WHY = "Several sheets hold something. To load another one too, drop the file again."
DELIMITER = "What stands between the fields?"
DELIMITER_WHY = "The records fall into fields equally well at each of these."
ENCODING = "Which encoding is the text in?"
ENCODING_CANNOT = "(not text in it)"
ALPHABET = {  # by the names that programs know the encodings by
    "cp1252": "Western",
    "cp1250": "Central European",
    "cp1251": "Cyrillic",
    "cp1253": "Greek",
    "cp1254": "Turkish",
    "cp1255": "Hebrew",
    "cp1256": "Arabic",
    "mac_roman": "old Mac",
    "cp850": "DOS",
    "cp932": "Japanese, Shift-JIS",
    "gb18030": "Chinese",
    "euc_jp": "Japanese, EUC",
    "cp949": "Korean",
    "big5": "Chinese, Big5",
}
ENCODING_NONE = "None of the usual encodings reads it: export the file again as CSV (UTF-8)."
ENCODING_NAME, ENCODING_READS = "Encoding", "Reads"
ANSWER, ROWS, STANDS_FOR, NO_ANSWER = "Answer", "Rows", "Stands for", "No answer"
ANSWERS_TABLE = "What each worded answer stands for"
ANSWERS_SCALE = "On the scale"
CONFIRM = "Yes, read them so"
LEAVE_OUT = "Leave this column out"
LEAVE_OTHERS_OUT = "Leave their columns out"
ONE_EACH = "Each row is one person's answer"
IN_FULL = "Counted in full: take the score without an interval"
SCALE = {
    "0-1": "no or yes (0 or 1)",
    "0-100": "0 to 100, percent",
    "-2-2": "against expectation (−2 to 2)",
    "amount": "amount: a number each row carries",
    "ledger": "counted in full, such as money",
}


def scale(name: str) -> str:
    """A scale in words."""
    if name in SCALE:
        return SCALE[name]
    ends = name.removesuffix(" mean").replace("-", " to ")
    return f"{ends}, mean of several answers" if name.endswith("mean") else ends


def leg(column: str) -> str:
    """Which leg a score belongs to."""
    return f"Is “{column}” about employees or about customers?"


def which_scale(column: str) -> str:
    """Which scale a column is on."""
    return f"Which scale is “{column}” on?"


AS_UNITS = "take them as the units"


def regions(column: str) -> str:
    """Regions in a file whose rows are all of one unit."""
    return f"What is “{column}”, when all rows are of one unit?"


def values(found: list[tuple[str, int]], more: int) -> str:
    """The values of a column whose scale is open."""
    listed = ", ".join(f"{text} ({rows:,}×)" for text, rows in found)
    return f"Its values: {listed}" + (f" and {more:,} others" if more else "") + "."


def answers(column: str) -> str:
    """Whether worded answers are understood rightly."""
    return f"Do the answers of “{column}” mean this?"


def doubt(found: str) -> str:
    """What is undecided about worded answers."""
    return f"In doubt: {found}."


def behind(column: str) -> str:
    """How many answers a mean stands for."""
    return f"How many answers are behind “{column}”?"


COUNT_WHY = (
    "Each row seems to be a unit's whole quarter. The smallest group that may be shown and the "
    "interval both need the number of answers."
)


def could_be(encodings: tuple[str, ...]) -> str:
    """Letters that several encodings can read."""
    return f"It is not UTF-8 and could be {' or '.join(encodings)}: {_CHOOSE}"


def mixed(line: int) -> str:
    """A file that is UTF-8 but for some bytes."""
    return (
        f"It is UTF-8 but for some bytes, the first in line {line:,}. If it was glued together or "
        f"cut short, export it again. If all of it is in another encoding: {_CHOOSE}"
    )


def breaks_off(encoding: str, position: int) -> str:
    """Bytes that spell no text in the encoding a file claims."""
    return f"It is not all text in {encoding}: byte {position:,} is none: {_CHOOSE}"


_CHOOSE = "choose the one in which these words read right."


def called_total(label: str, line: int) -> str:
    """A row that is called like a total, and does not add up others."""
    return f"Row {line:,} is called “{label}”, and its figures do not tell."


def decimals(column: str) -> str:
    """Numbers that can be read with either decimal sign."""
    return (
        f"The numbers in “{column}” can be read both ways, and nothing in the file decides. The "
        "answer goes for all numbers of the file:"
    )


def fiscal(labels: tuple[str, ...]) -> str:
    """Labels that speak of a fiscal year."""
    listed = ", ".join(f"“{label}”" for label in labels[:3])
    return f"{listed}: which calendar quarter that is depends on it."


def no_quarter(text: str) -> str:
    """A typed text that is no quarter."""
    return f"“{text}” names no quarter. Type it like 2026Q2 or Q2 2026."


def encoding(name: str) -> str:
    """An encoding by name, and what it is used for."""
    return f"{name} ({ALPHABET[name]})" if name in ALPHABET else name


def delimiter(sign: str) -> str:
    """A delimiter by name."""
    return DELIMITERS.get(sign, sign)


def more(questions: int) -> str:
    """Questions that are not shown yet."""
    return f"{count(questions, 'more question')} after these."


def left_out(column: str) -> str:
    """A column that was left out."""
    return f"“{column}” is left out"

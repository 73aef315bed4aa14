"""Words of the questions a dropped file raises on the Data page."""

from stool.catalogue import say, say_many
from stool.errors.layout import DELIMITERS
from stool.schema import CSAT, ESAT, PROFIT

OUT = say("leave it out")
LEG = {ESAT: say("Employees (ESAT)"), CSAT: say("Customers (CSAT)"), PROFIT: say("Profit")}
CHOOSE, CHOOSE_ONE = say("Choose or type"), say("Choose")
CHOOSE_COLUMN, CHOOSE_COLUMNS = say("Choose a column"), say("Choose columns")
OR_COLUMN = say("or choose the column that says it")
QUARTER = say("Which quarter are all rows of?")
QUARTER_WHY = say("No column was recognised as a quarter or date.")
QUARTER_EXAMPLE = say("Choose, or type one like 2026Q2")
PLACE = say("Which unit are all rows of?")
PLACE_WHY = say("No column was recognised as a branch, team or other unit.")
FIGURE = say("What does this file measure?")
FIGURE_WHY = say("No column was recognised as a score, an answer or an amount.")
FIGURE_NONE = say(
    "No column was recognised as a score, an answer or an amount, and none holds numbers or "
    "worded answers. It has nothing to load."
)
FIGURE_LEG = say("What is it about?")
ORDER = say("Does the day or the month come first?")
ORDER_WHY = say("Both can be read, the quarter depends on it, and no date in the file decides:")
DAY, MONTH = say("day first"), say("month first")
DATES = {
    "row": say("Row"),
    "text": say("As written"),
    "day": say("Day first"),
    "month": say("Month first"),
}
NAMED_TOTAL = say("Is it a total or a unit?")
NAMED_TOTALS = {"unit": say("a unit of that name"), "total": say("a total of other rows")}
NUMBER_IS = say("Is the number beside the year a quarter or a month?")
NUMBER_IS_WHY = say("Both can be read, and nothing in the column decides:")
NUMBERS_ARE = {"quarter": say("a quarter"), "month": say("a month")}
LABELS = {
    "row": say("Row"),
    "text": say("As written"),
    "quarter": say("As quarter"),
    "month": say("As month"),
}
DECIMAL = say("What stands before the decimals?")
DECIMAL_SIGNS = {"point": say("a point"), "comma": say("a comma")}
NUMBERS = {
    "row": say("Row"),
    "text": say("As written"),
    "point": say("With point"),
    "comma": say("With comma"),
}
FISCAL = say("In which month does the fiscal year begin?")
NAMED = say("Which year is FY24?")
NAMED_CHOICES = {"start": say("FY24 begins in 2024"), "end": say("FY24 ends in 2024")}
MONTHS = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)
SHEET = say("Which sheet is meant?")
SHEET_WHY = say("Several sheets hold something. To load another one too, drop the file again.")
DELIMITER = say("What stands between the fields?")
DELIMITER_WHY = say("The records fall into fields equally well at each of these.")
ENCODING = say("Which encoding is the text in?")
ENCODING_CANNOT = say("(not text in it)")
ALPHABET = {  # by the names that programs know the encodings by
    "cp1252": say("Western"),
    "cp1250": say("Central European"),
    "cp1251": say("Cyrillic"),
    "cp1253": say("Greek"),
    "cp1254": say("Turkish"),
    "cp1255": say("Hebrew"),
    "cp1256": say("Arabic"),
    "mac_roman": say("old Mac"),
    "cp850": say("DOS"),
    "cp932": say("Japanese, Shift-JIS"),
    "gb18030": say("Chinese"),
    "euc_jp": say("Japanese, EUC"),
    "cp949": say("Korean"),
    "big5": say("Chinese, Big5"),
}
ENCODING_NONE = say("None of the usual encodings reads it: export the file again as CSV (UTF-8).")
ENCODING_NAME, ENCODING_READS = say("Encoding"), say("Reads")
ANSWER, ROWS, STANDS_FOR, NO_ANSWER = (
    say("Answer"),
    say("Rows"),
    say("Stands for"),
    say("No answer"),
)
ANSWERS_TABLE = say("What each worded answer stands for")
ANSWERS_SCALE = say("On the scale")
CONFIRM = say("Yes, read them so")
LEAVE_OUT = say("Leave this column out")
LEAVE_OTHERS_OUT = say("Leave their columns out")
ONE_EACH = say("Each row is one person's answer")
IN_FULL = say("Counted in full: take the score without an interval")
SCALE = {
    "0-1": say("no or yes (0 or 1)"),
    "0-100": say("0 to 100, percent"),
    "-2-2": say("against expectation (−2 to 2)"),
    "amount": say("amount: a number each row carries"),
    "ledger": say("counted in full, such as money"),
}


def scale(name: str) -> str:
    """A scale in words."""
    if name in SCALE:
        return SCALE[name]
    low, high = name.removesuffix(" mean").split("-")
    ends = say("{low} to {high}", low=low, high=high)
    return say("{ends}, mean of several answers", ends=ends) if name.endswith("mean") else ends


def leg(column: str) -> str:
    """Which leg a score belongs to."""
    return say("Is “{column}” about employees or about customers?", column=column)


def which_scale(column: str) -> str:
    """Which scale a column is on."""
    return say("Which scale is “{column}” on?", column=column)


AS_UNITS = say("take them as the units")


def regions(column: str) -> str:
    """Regions in a file whose rows are all of one unit."""
    return say("What is “{column}”, when all rows are of one unit?", column=column)


def values(found: list[tuple[str, int]], more: int) -> str:
    """The values of a column whose scale is open."""
    listed = ", ".join(f"{text} ({rows:,}×)" for text, rows in found)
    if more:
        return say("Its values: {listed} and {more} others.", listed=listed, more=f"{more:,}")
    return say("Its values: {listed}.", listed=listed)


def answers(column: str) -> str:
    """Whether worded answers are understood rightly."""
    return say("Do the answers of “{column}” mean this?", column=column)


def doubt(found: str) -> str:
    """What is undecided about worded answers."""
    return say("In doubt: {found}.", found=found)


def behind(column: str) -> str:
    """How many answers a mean stands for."""
    return say("How many answers are behind “{column}”?", column=column)


COUNT_WHY = say(
    "Each row seems to be a unit's whole quarter. The smallest group that may be shown and the "
    "interval both need the number of answers."
)


def could_be(encodings: tuple[str, ...]) -> str:
    """Letters that several encodings can read."""
    return say(
        "It is not UTF-8 and could be {encodings}: {choose}",
        encodings=say(" or ").join(encodings),
        choose=_CHOOSE,
    )


def mixed(line: int) -> str:
    """A file that is UTF-8 but for some bytes."""
    return say(
        "It is UTF-8 but for some bytes, the first in line {line}. If it was glued together or "
        "cut short, export it again. If all of it is in another encoding: {choose}",
        line=f"{line:,}",
        choose=_CHOOSE,
    )


def breaks_off(encoding: str, position: int) -> str:
    """Bytes that spell no text in the encoding a file claims."""
    return say(
        "It is not all text in {encoding}: byte {position} is none: {choose}",
        encoding=encoding,
        position=f"{position:,}",
        choose=_CHOOSE,
    )


_CHOOSE = say("choose the one in which these words read right.")


def called_total(label: str, line: int) -> str:
    """A row that is called like a total, and does not add up others."""
    return say(
        "Row {line} is called “{label}”, and its figures do not tell.",
        line=f"{line:,}",
        label=label,
    )


def decimals(column: str) -> str:
    """Numbers that can be read with either decimal sign."""
    return say(
        "The numbers in “{column}” can be read both ways, and nothing in the file decides. The "
        "answer goes for all numbers of the file:",
        column=column,
    )


def fiscal(labels: tuple[str, ...]) -> str:
    """Labels that speak of a fiscal year."""
    listed = ", ".join(f"“{label}”" for label in labels[:3])
    return say("{listed}: which calendar quarter that is depends on it.", listed=listed)


def no_quarter(text: str) -> str:
    """A typed text that is no quarter."""
    return say("“{text}” names no quarter. Type it like 2026Q2 or Q2 2026.", text=text)


def encoding(name: str) -> str:
    """An encoding by name, and what it is used for."""
    return f"{name} ({ALPHABET[name]})" if name in ALPHABET else name


def delimiter(sign: str) -> str:
    """A delimiter by name."""
    return DELIMITERS.get(sign, sign)


def more(questions: int) -> str:
    """Questions that are not shown yet."""
    return say(
        "{questions} after these.",
        questions=say_many("{number} more question", "{number} more questions", questions),
    )


def left_out(column: str) -> str:
    """A column that was left out."""
    return say("“{column}” is left out", column=column)

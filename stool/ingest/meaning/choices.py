"""Questions with several answers: in one cell, or a column for each choice. They are no scores."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from stool.catalogue import say
from stool.ingest.language import words
from stool.ingest.language.tally import Tally
from stool.ingest.language.vocabulary.lexicon import plain

SEPARATORS = (
    ("|", say("a bar")),
    (";", say("a semicolon")),
    ("\n", say("a line break")),
    (",", say("a comma")),
)
LONGEST_CHOICE = 60  # characters
MOST_CHOICES = 60  # different ones
LOOKED_AT = 2000  # different texts
RECURRING = 0.8  # of the parts must stand in other texts as well
FEWEST_LISTS = 3  # texts of several parts, to tell lists by their commas
FEWEST_CODES = 3  # parts of some text: "1,3,5" is no decimal number
FEWEST_FLAGS = 3  # columns of 0 and 1 whose names begin alike
FEWEST_TICKS = 2  # columns of one question
TAGS = frozenset({"tag", "tags", "label", "labels", "topics", "keywords", "categories"})
COMMA = re.compile(r"(?<!\d),|,(?!\d)")  # not that of a number
CODES = re.compile(r"\d{1,2}(?:,\d{1,2})+")
ASKS_SEVERAL = re.compile(
    r"(?:select|check|choose|tick|mark|pick) (?:all|as many|any|up to|every)|all that apply"
    r"|multiple (?:answers|choices|selection)|more than one answer"
    r"|mehrfach(?:nennung|auswahl|antwort)\w*|mehrere antworten|alles zutreffende"
    r"|plusieurs (?:reponses|choix)|choix multiples?|toutes les reponses"
    r"|(?:seleccione|marque|elija) tod\w+|varias (?:respuestas|opciones)|respuesta multiple"
)
TICKS = frozenset({"y", "yes", "x", "1", "true", "checked", "selected", "ja", "oui", "si", "on"})
SIGNS = frozenset({"✓", "✔", "☑", "☒", "x"})
UNTICKED = frozenset({"0", "false", "unchecked", "not selected", "unselected", "off"})
FLAGS = frozenset({"is", "was", "has", "had", "did", "does", "are", "can", "will"})
PARTS = (  # how a header is parted into question and choice, the plainest first
    re.compile(r"(?P<question>.+?)\s*\[(?P<choice>[^\]]+)\]"),
    re.compile(r"(?P<question>.+)\s+[-–—]\s+(?P<choice>.+)", re.DOTALL),
    re.compile(r"(?P<question>.+?)___(?P<choice>.+)"),
    re.compile(r"(?P<question>.+[?:])\s+(?P<choice>\S.*)", re.DOTALL),
    re.compile(r"(?P<question>[^/]+)/(?P<choice>[^/]+)"),
    re.compile(r"(?P<question>Q\d+)[_.](?P<choice>\d+)", re.IGNORECASE),
)

COPY = re.compile(r" \d+$")  # what a header that stands twice is told apart by

NOT_A_SCORE = say("several can be chosen, so it is no score")
BLANK = say("a blank does not tell “not ticked” from “not asked”")


def choice_kind(header: str, question: str, tally: Tally) -> str | None:
    """Why a column, by itself, belongs to a question with several answers; None if it does not.

    Either its cells list the choices ("Speed;Price;"), or it is the column of one choice, ticked or
    blank, and its header or question says so.

    Parameters
    ----------
    header, question : str
        Question is "" if there is none.
    tally : Tally
    """
    texts = _texts(tally)
    return _listed(header, f"{header} {question}", texts) or _ticked(header, question, texts)


def choice_groups(heads: Sequence[tuple[str, Tally]]) -> dict[str, str]:
    """Columns that are the choices of one question: header to what the question is.

    Such a column holds the text of its choice or nothing, or a mark ("Y", "1", 0 and 1), and
    shares the question in its header with others: "Which …? - Speed", "G01Q02[SQ001]", "q5___1",
    "Q3_2"; or its header is the choice itself and so are its neighbours'. A blank does not tell
    "not ticked" from "not asked", so none of them is a score.

    Parameters
    ----------
    heads : sequence of (str, Tally)
        Headers as written, in the order of the file, no two alike.
    """
    texts = {header: _texts(tally) for header, tally in heads}
    blanks = {header: _has_blank(tally) for header, tally in heads}
    found: dict[str, str] = {}
    for pattern in PARTS:
        parted: dict[str, dict[str, str]] = defaultdict(dict)
        for header in texts:
            if header not in found and (match := pattern.fullmatch(header)):
                parted[match["question"].strip()][header] = match["choice"].strip()
        for question, choices in parted.items():
            ticked = _ticks(choices, texts, blanks)
            found |= dict.fromkeys(ticked, question)
    found |= _own_headers(texts, found)
    return found | _flags(texts, found)


def tick_reason(group: str, tally: Tally) -> str:
    """Why a column of a group is no score, with what its blanks leave open."""
    blank = f"; {BLANK}" if _has_blank(tally) else ""
    return say(
        "one choice of “{group}”, ticked or not: {not_a_score}{blank}",
        group=group,
        not_a_score=NOT_A_SCORE,
        blank=blank,
    )


def _texts(tally: Tally) -> list[str]:
    """The first different texts, stripped, without blanks."""
    found = dict.fromkeys(text.strip() for text in tally.texts[:LOOKED_AT].tolist())
    return [text for text in found if text]


def _has_blank(tally: Tally) -> bool:
    return any(not text.strip() for text in tally.texts.tolist())


def _listed(header: str, asked: str, texts: list[str]) -> str | None:
    """Reason if the cells list choices."""
    told = bool(ASKS_SEVERAL.search(plain(asked))) or not TAGS.isdisjoint(
        words.normalise(header).split("_")
    )
    for separator, name in SEPARATORS:
        if _are_lists(texts, separator, told):
            return say(
                "its cells list choices parted by {name}: {not_a_score}",
                name=name,
                not_a_score=NOT_A_SCORE,
            )
    if _are_codes(texts):
        return say(
            "its cells list codes of choices parted by a comma: {not_a_score}",
            not_a_score=NOT_A_SCORE,
        )
    return None


def _are_lists(texts: list[str], separator: str, told: bool) -> bool:
    """Whether the texts are made of the same few parts in different combinations."""
    parted = [_parts(text, separator) for text in texts]
    several = [parts for parts in parted if len(parts) > 1]
    closed = separator == ";" and bool(texts) and all(text.endswith(separator) for text in texts)
    if not several and not (closed and len(texts) > 1):
        return False
    different = {part for parts in parted for part in parts}
    plainly = all(
        len(part) <= LONGEST_CHOICE and not part.replace(".", "").isdigit() for part in different
    )
    twice = any(len(set(parts)) < len(parts) for parts in several)
    if not plainly or twice or len(different) > MOST_CHOICES:
        return False
    if closed or (told and separator != "\n"):
        return True
    counts = Counter(part for parts in parted for part in parts)
    occurrences = [counts[part] > 1 for parts in several for part in parts]
    recurring = sum(occurrences) >= len(occurrences) * RECURRING
    varied = len({len(parts) for parts in parted}) > 1
    return recurring and varied and len(several) >= (FEWEST_LISTS if separator == "," else 2)


def _parts(text: str, separator: str) -> list[str]:
    parts = COMMA.split(text) if separator == "," else text.split(separator)
    return [part.strip() for part in parts if part.strip()]


def _are_codes(texts: list[str]) -> bool:
    """Whether the texts are rising lists of small whole numbers: "1,3,5"."""
    lists = [
        [int(code) for code in text.split(",")]
        for text in texts
        if CODES.fullmatch(text) or text.isdecimal()
    ]
    return (
        bool(lists)
        and len(lists) == len(texts)
        and any(len(codes) >= FEWEST_CODES for codes in lists)
        and all(codes == sorted(set(codes)) for codes in lists)
    )


def _ticked(header: str, question: str, texts: list[str]) -> str | None:
    """Reason if the column is that of one choice, as far as it can be told by itself."""
    if len(texts) != 1:
        return None
    form = plain(header)
    choice = plain(texts[0])
    ends = bool(choice) and form.endswith(choice) and form != choice
    marked = bool(PARTS[0].fullmatch(header)) and _is_mark(texts[0])
    asked = bool(ASKS_SEVERAL.search(plain(f"{header} {question}")))
    if ends or marked or asked:
        return say(
            "one choice, ticked or blank: {not_a_score}; {blank}",
            not_a_score=NOT_A_SCORE,
            blank=BLANK,
        )
    return None


def _is_mark(text: str) -> bool:
    return plain(text) in TICKS or text in SIGNS


def _ticks(
    choices: dict[str, str], texts: dict[str, list[str]], blanks: dict[str, bool]
) -> list[str]:
    """Headers of one question that are ticked or not; none if it is a grid of answers instead.

    A column of free text beside them ("Other - please specify") is none of them and hinders none.
    """
    ticked = []
    for header, choice in choices.items():
        held = texts[header]
        named = len(held) == 1 and COPY.sub("", plain(choice)) == COPY.sub("", plain(held[0]))
        unticked = [plain(text) in UNTICKED for text in held]
        marked = all(map(_is_mark, [text for text in held if plain(text) not in UNTICKED]))
        if named or (marked and (blanks[header] or any(unticked))):
            ticked.append(header)
    left = [h for h in choices if h not in ticked and len(texts[h]) == 1 and blanks[h]]
    own = {texts[header][0] for header in left}
    if len(own) == len(left) >= FEWEST_TICKS and not any(text.isdigit() for text in own):
        ticked += left  # codes in the headers, each with a text of its own: "Q3_1" and "Speed"
    chosen = any(plain(text) not in UNTICKED for header in ticked for text in texts[header])
    return ticked if len(ticked) >= FEWEST_TICKS and chosen else []


def _own_headers(texts: dict[str, list[str]], found: dict[str, str]) -> dict[str, str]:
    """Neighbouring columns each of whose header is the one text it holds."""
    runs: list[list[str]] = [[]]
    for header, held in texts.items():
        if header not in found and len(held) == 1 and plain(held[0]) == plain(header) != "":
            runs[-1].append(header)
        else:
            runs.append([])
    return {
        header: f"{run[0]} … {run[-1]}"
        for run in runs
        if len(run) >= FEWEST_TICKS
        for header in run
    }


def _flags(texts: dict[str, list[str]], found: dict[str, str]) -> dict[str, str]:
    """Columns of 0 and 1 whose names begin alike: "positive_ease", "positive_speed"."""
    begun: dict[str, list[str]] = defaultdict(list)
    for header, held in texts.items():
        first, _, rest = header.partition("_")
        if header not in found and rest and first.casefold() not in FLAGS:
            if held and set(held) <= {"0", "1"}:
                begun[first].append(header)
            else:
                begun[first] += [""]
    return {
        header: first
        for first, headers in begun.items()
        if len(headers) >= FEWEST_FLAGS and all(headers)
        for header in headers
    }

"""Answers in words, read as numbers: "Very dissatisfied" to "Very satisfied"."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from stool.catalogue import say
from stool.ingest.language.tally import Tally
from stool.ingest.language.values import is_no_answer
from stool.ingest.language.vocabulary.answers import Answers, read_answers
from stool.ingest.language.vocabulary.ladders import Match, matches
from stool.ingest.language.vocabulary.lexicon import (
    ANY,
    COMPARISON,
    EXPECTATION,
    FREQUENCY,
    INTENTION,
    LEVEL,
    QUALITY,
    TONE,
    plain,
)
from stool.ingest.language.vocabulary.numbered import (
    ENDS,
    Confidence,
    Numbered,
    direction,
    fitting_scales,
    pick_scale,
    points_told,
    split_number,
    strong_ends,
)
from stool.ingest.language.vocabulary.phrases import is_unsure, says_nothing
from stool.schema import Better

UNREAD_SHARE = 0.05  # of the answers: more in other words, and it is no such scale
ENOUGH_ANSWERS = 30  # from here on, a step that nobody chose is likely not there
MOST_WORDINGS = 60  # different texts that can make up a scale, spellings and no answers included
EMPTY_WORDS = frozenset({"none", "nothing"})  # an amount to some, an empty cell to others
MANY_TEXTS = 1000  # from here on a look at the counts comes before one at the texts
LONGEST_ANSWER = 80  # characters; a longer one is a sentence
EVEN_STRONG = 5  # the degree of "very"
PLAIN = 4  # the degree of a word alone
SLIGHT = 2  # degrees below it are less than "somewhat"
FULL_SET = 5  # points of a usual set
LONGEST_SET = 7
NUMBERS = {2: "0-1", 3: "1-3", 4: "1-4", 5: "1-5", 6: "1-6", 7: "1-7"}
FEWEST_STRANGE = 4  # levels of a word in no vocabulary: "fully remote" to "not remote" is no score
FEWEST_LEVELS = 3  # of a set some of whose steps nobody chose
FEWEST_DEGREES = 3  # levels of degrees alone: "somewhat"
JUDGED = frozenset(  # families whose words are good or bad by themselves
    {"satisfaction", "happiness", "ease", "favour", "usefulness", "speed", "warmth", "manner"}
    | {QUALITY, COMPARISON, EXPECTATION, TONE}
)
NEEDS_STRENGTH = frozenset({LEVEL, TONE})  # "high" and "low" alone are as often tags


@dataclass(frozen=True, slots=True)
class Worded:
    """A column of worded answers, read.

    Attributes
    ----------
    scale : str
        Key of `stool.schema.SCALES`.
    answers : dict of str to float
        Text, stripped, to its number; higher is more of what the wording says. A text that is
        neither here nor in `no_answer` could not be read. When `confidence` is "open" the numbers
        are a proposal to be confirmed and never to be used unasked.
    no_answer : frozenset of str
        Texts, stripped, that mean no answer in this column; blanks are not listed.
    reason : str
        What in the column says so, for display.
    confidence : {"sure", "likely", "open"}
        "likely": some step was never chosen, and where it stands follows from the wording.
    doubt : str
        What is undecided when open, "" otherwise.
    better : {"higher", "lower"} or None
        Which end is good where the answers say so themselves ("Very easy" to "Very difficult"),
        whatever the question says; None where the question decides ("Strongly agree", "Always").
    """

    scale: str
    answers: dict[str, float]
    no_answer: frozenset[str]
    reason: str
    confidence: Confidence
    doubt: str = ""
    better: Better | None = None


def worded_scale(tally: Tally, question: str) -> Worded | None:
    """Read a column of worded answers as numbers, None if it is none.

    Which numbers depends on the different texts alone; how often each stands there decides only
    whether the texts that cannot be read are few, and how sure a step is that nobody chose.
    Numbers an answer carries are kept, unless they run against its words: then the words decide
    and it is asked.

    Parameters
    ----------
    tally : Tally
    question : str
        Header or question text; "" if there is none. Only what it says about the scale is read
        ("5-point", "0 to 10").
    """
    column = _column(tally)
    if column is None:
        return None
    return _by_numbers(column, question) or _by_words(column, question)


@dataclass(frozen=True, slots=True)
class _Column:
    """Texts of a column with their rows, those first that can mean no answer."""

    counts: dict[str, int]  # texts that may be answers
    silent: dict[str, int]  # texts that say nothing, as a rule
    unsure: frozenset[str]  # of them: the middle to some
    others: int  # rows of the texts beyond the most frequent

    def unread(self, read: Collection[str]) -> int:
        """Rows whose text is not read."""
        return self.others + sum(n for text, n in self.counts.items() if text not in read)

    def answered(self, read: Collection[str]) -> int:
        """Rows whose text is read."""
        return sum((self.counts.get(text) or self.silent.get(text, 0)) for text in read)

    def holds(self, read: Collection[str]) -> bool:
        """Whether but few of the answers are not read."""
        unread = self.unread(read)
        return unread <= UNREAD_SHARE * (unread + self.answered(read))


def _column(tally: Tally) -> _Column | None:
    if len(tally.counts) > MANY_TEXTS:
        rest = np.sort(tally.counts)[:-MOST_WORDINGS].sum()
        if rest > UNREAD_SHARE * tally.rows:
            return None
    rows: dict[str, int] = {}
    for text, count in zip(tally.texts.tolist(), tally.counts.tolist(), strict=True):
        bare = text.strip()
        if bare:
            rows[bare] = rows.get(bare, 0) + count
    frequent = sorted(rows, key=lambda text: (-rows[text], text))[:MOST_WORDINGS]
    others = sum(rows.values()) - sum(rows[text] for text in frequent)
    if not rows or others > UNREAD_SHARE * sum(rows.values()):
        return None
    unsure = frozenset(text for text in frequent if is_unsure(text))
    silent = {text for text in frequent if is_no_answer(text) or _is_silent(text)} | unsure
    counts = {text: rows[text] for text in rows if text in {*frequent} - silent}
    return _Column(counts, {text: rows[text] for text in rows if text in silent}, unsure, others)


def _is_silent(text: str) -> bool:
    return len(text) <= LONGEST_ANSWER and says_nothing(text)


def _by_words(column: _Column, question: str) -> Worded | None:
    """Scale of answers by what they say."""
    asked = [text for text in column.counts if len(text) <= LONGEST_ANSWER]
    answers = _with_silent(read_answers(asked), asked, column)
    if answers is None or not column.holds(answers.places) or not _is_scale(answers):
        return None
    found = _candidates(answers, question)
    if not found and len(answers.levels) == 2:
        return None
    many = column.answered(answers.places) >= ENOUGH_ANSWERS
    best, confidence = _settle(found, many) if found else (_in_order(answers), "open")
    doubts = [*_doubts(answers, found, best, column)]
    if confidence == "open" and not doubts:
        doubts.append(_rivals(found))
    scale, first = NUMBERS[best.points], 1 if best.points > 2 else 0
    if answers.family == EXPECTATION and best.points == 5:
        scale, first = "-2-2", -2
    return Worded(
        scale,
        {text: float(first + best.places[place]) for text, place in answers.places.items()},
        frozenset(column.silent) - frozenset(answers.places),
        _reason(column, answers, best),
        "open" if doubts else confidence,
        "; ".join(doubts),
        _better(answers),
    )


def _better(answers: Answers | None) -> Better | None:
    if answers is None or answers.family not in JUDGED:
        return None
    return "lower" if answers.is_opposite else "higher"


def _with_silent(answers: Answers | None, asked: list[str], column: _Column) -> Answers | None:
    """The answers, with texts that say nothing elsewhere and are an answer among these.

    "Unfamiliar" is one beside "Very familiar", "None" beside "A lot".
    """
    if answers is None:
        return None
    silent = [text for text in column.silent if text not in column.unsure]
    both = read_answers([*asked, *silent])
    if both is None or both.family != answers.family:
        return answers
    return read_answers([*asked, *(text for text in silent if text in both.own)])


def _is_scale(answers: Answers) -> bool:
    """Whether the levels are enough to be sure that they are answers on a scale."""
    steps, lowest, highest = len(answers.levels), answers.levels[0], answers.levels[-1]
    strong = lowest.high <= -EVEN_STRONG and highest.low >= EVEN_STRONG
    if steps > max(NUMBERS) or (answers.family in NEEDS_STRENGTH and not strong):
        return False
    if not answers.is_known:
        return steps >= FEWEST_STRANGE
    return steps >= (FEWEST_DEGREES if answers.family == ANY else 2)


def _candidates(answers: Answers, question: str) -> list[Match]:
    """Sets of answers the levels can belong to; where the question tells their number, those."""
    found = matches(answers.levels, answers.family)
    between = answers.levels[1:-1]
    ends = (answers.levels[0].high, answers.levels[-1].low)
    settled = ends == (-PLAIN, PLAIN) and all(level.high < SLIGHT for level in between)
    if answers.family == INTENTION and settled:  # beside yes and no, "partly" at most
        found = [match for match in found if match.is_complete]
    told = points_told(question)
    return [match for match in found if match.points == told] or found


def _settle(found: list[Match], many: bool) -> tuple[Match, Confidence]:
    """The best of the candidates, and how sure it is.

    A step between chosen ones that nobody chose is taken not to be there when the answers are
    many, or make up a set of five or more without it. The middle can be missing by design, and the
    ends may be just rare.
    """
    found = sorted(found, key=lambda m: (m.gaps, not m.is_complete, m.points != 5, m.points))
    dense = many or (found[0].is_complete and found[0].points >= FULL_SET)
    left = [match for match in found if not (dense and match.gaps)] or found
    best = left[0]
    if len({match.places for match in left}) > 1 or len({match.points for match in left}) > 1:
        return best, "likely" if many and best.is_complete and best.points > 2 else "open"
    if best.is_complete:
        alone = len({match.places for match in found}) == 1
        return best, "sure" if alone or (many and best.points >= FULL_SET) else "likely"
    if len(best.places) < FEWEST_LEVELS:
        return best, "open"
    seven = best.points == LONGEST_SET and LONGEST_SET // 2 in best.places and not best.gaps
    return best, "likely" if best.is_usual or seven else "open"


def _in_order(answers: Answers) -> Match:
    """Levels numbered as they come, where they are of no known set."""
    steps = len(answers.levels)
    return Match(steps, tuple(range(steps)), gaps=False, is_usual=False)


def _doubts(answers: Answers, found: list[Match], best: Match, column: _Column) -> Iterator[str]:
    """What the words leave open, whatever set of answers it is."""
    for one, other in answers.ties:
        yield say("“{one}” and “{other}” cannot be ranked against each other", one=one, other=other)
    if not found:
        yield say(
            "its {levels} different answers are of no set known here; they are numbered in the "
            "order of their words",
            levels=len(answers.levels),
        )
    if all(level.opposite for level in answers.levels):
        yield say("nobody chose the middle or above, which would tell which way its words count")
    middle = next((t for t, (low, high) in answers.spans.items() if low == high == 0), None)
    if answers.family == INTENTION and middle and best.points == 3:
        yield say("“{middle}” may be an answer between yes and no, or no answer", middle=middle)
    slight = next((t for t, (low, high) in answers.spans.items() if 0 < low <= high < SLIGHT), None)
    one_sided = not any(level.opposite for level in answers.levels)
    if middle and slight and one_sided and answers.family != FREQUENCY:
        yield say(
            "“{middle}” and “{slight}” cannot be ranked against each other",
            middle=middle,
            slight=slight,
        )
    if answers.family not in (INTENTION, FREQUENCY) and not middle:
        for text in sorted(column.unsure):
            yield say("“{text}” may be the middle of the scale, or no answer", text=text)
    for text in sorted(answers.places):
        if text in column.silent and plain(text) in EMPTY_WORDS:
            yield say("“{text}” may be the lowest answer, or no answer", text=text)


def _rivals(found: list[Match]) -> str:
    points = sorted({match.points for match in found})
    if len({match.places for match in found}) == 1 == len(points):
        return say(
            "only {places} of the {points} answers of such a scale were given",
            places=len(found[0].places),
            points=points[0],
        )
    if len(points) == 1:
        return say(
            "its answers fit a scale of {points} points in more than one way", points=points[0]
        )
    listed = say("{others} or {last}", others=", ".join(map(str, points[:-1])), last=points[-1])
    return say(
        "its answers fit a scale of {listed} points: is there an answer that nobody chose?",
        listed=listed,
    )


def _reason(column: _Column, answers: Answers, best: Match) -> str:
    """What was found, in words."""
    lowest = min(answers.places, key=lambda text: answers.places[text])
    highest = max(answers.places, key=lambda text: answers.places[text])
    read, unread = column.answered(answers.places), column.unread(answers.places)
    counted = (
        say("{read} of {unread}", read=f"{read:,}", unread=f"{read + unread:,}")
        if unread
        else say("all {read}", read=f"{read:,}")
    )
    never = best.points - len(best.places)
    chosen = (
        say("; {never} of {points} steps nobody chose", never=never, points=best.points)
        if never
        else ""
    )
    return say(
        "{counted} answers are worded from {lowest} to {highest}{chosen}",
        counted=counted,
        lowest=lowest,
        highest=highest,
        chosen=chosen,
    )


def _by_numbers(column: _Column, question: str) -> Worded | None:
    """Scale of answers that carry their number."""
    split = {text: split_number(text) for text in (*column.counts, *column.silent)}
    silent = {text for text, both in split.items() if both and _label_says_nothing(both)}
    led = {text: both for text, both in split.items() if both and text not in silent}
    told = {both.out_of for both in led.values() if both.out_of}
    labels = {both.label: both.number for both in led.values() if both.label}
    numbers = sorted({both.number for both in led.values()})
    words = read_answers(labels)
    runs = direction(labels, words)
    if not column.holds({*led, *silent}) or len(numbers) < 2 or (runs is None and not told):
        return None
    no_answer = frozenset(column.silent) - frozenset(led) | silent
    reason = _numbers_reason(column, led, silent)
    if words and words.family == INTENTION and len(words.levels) == 2 == len(led):
        said = {text: float(words.places[both.label]) for text, both in led.items()}
        return Worded("0-1", said, no_answer, reason, "sure")
    fits = fitting_scales(numbers, told, question)
    if not fits:
        return None
    many = column.answered(led) >= ENOUGH_ANSWERS
    scale, confidence = pick_scale(fits, numbers, strong_ends(labels, words), many)
    low, high = ENDS[scale]
    turned = runs == -1
    answers = {t: float(low + high - b.number if turned else b.number) for t, b in led.items()}
    doubts = []
    if runs in (-1, 0):
        lowest, highest = (_with_number(led, number) for number in (numbers[0], numbers[-1]))
        doubts.append(
            say(
                "its numbers and its words do not rise together: “{lowest}”, “{highest}”",
                lowest=lowest,
                highest=highest,
            )
        )
    if confidence == "open":
        doubts.append(
            say(
                "its numbers run from {first} to {last} and fit {fits}",
                first=numbers[0],
                last=numbers[-1],
                fits=say(" or ").join(fits),
            )
        )
    return Worded(
        scale,
        answers,
        no_answer,
        reason,
        "open" if doubts else confidence,
        "; ".join(doubts),
        _better(words),
    )


def _label_says_nothing(both: Numbered) -> bool:
    return bool(both.label) and (
        is_no_answer(both.label) or is_unsure(both.label) or _is_silent(both.label)
    )


def _with_number(led: Mapping[str, Numbered], number: int) -> str:
    return next(text for text, both in led.items() if both.number == number)


def _numbers_reason(column: _Column, led: Mapping[str, Numbered], silent: set[str]) -> str:
    read, unread = column.answered(led), column.unread({*led, *silent})
    counted = (
        say("{read} of {unread}", read=f"{read:,}", unread=f"{read + unread:,}")
        if unread
        else say("all {read}", read=f"{read:,}")
    )
    lowest = min(led, key=lambda text: led[text].number)
    highest = max(led, key=lambda text: led[text].number)
    return say(
        "{counted} answers carry their number, from {lowest} to {highest}",
        counted=counted,
        lowest=lowest,
        highest=highest,
    )

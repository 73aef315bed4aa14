"""Sets of answers that questions are asked with, and which of them a column can belong to.

A ladder is a set of answers from the lowest up; each step says which degrees can stand on it. The
sets are those of survey tools and handbooks: SurveyMonkey's and Qualtrics' answer libraries,
Likert (1932), Vagias (2006, Clemson University), Eurobarometer, FEVS, CAHPS, SF-36.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from stool.ingest.language.vocabulary.lexicon import FREQUENCY, INTENTION, QUALITY, Span

Step = tuple[Span, ...]  # degrees that can stand on a step, in stretches

PLAIN: Step = ((4, 4),)
TOP: Step = ((5, 6),)
LESS: Step = ((1.2, 4),)  # less than the top, and more than slightly
MIDDLE: Step = ((-0.5, 0), (1.2, 1.8))  # "fair" or "partly" can be the middle
WHOLLY_NOT: Step = ((-6, -4),)
LITTLE: Step = ((-3.5, -1.2), (0.5, 1.8))


@dataclass(frozen=True, slots=True)
class Level:
    """Answers of a column that say the same.

    Attributes
    ----------
    low, high : float
        Degrees they can stand for.
    opposite : bool
        Whether it is worded with an opposite ("dissatisfied") and not by denying ("not satisfied").
    """

    low: float
    high: float
    opposite: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """A set of answers.

    Attributes
    ----------
    steps : tuple of Step
        From the lowest answer to the highest.
    family : str or None
        Family whose own it is, None for any but frequency.
    opposites : bool
        Whether answers may be worded with opposites.
    mirrored : bool
        Whether the steps below the middle are those above it.
    middle : int or None
        Step that is the middle and may be left out in a forced choice.
    """

    steps: tuple[Step, ...]
    family: str | None = None
    opposites: bool = True
    mirrored: bool = False
    middle: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Levels of a column placed on a ladder.

    Attributes
    ----------
    points : int
        Steps of the ladder.
    places : tuple of int
        Step of each level, from 0.
    gaps : bool
        Whether nobody chose a step between two that were chosen, the middle aside.
    is_usual : bool
        Whether the ladder is one that many questions have.
    """

    points: int
    places: tuple[int, ...]
    gaps: bool
    is_usual: bool

    @property
    def is_complete(self) -> bool:
        """Whether every step was chosen by somebody."""
        return len(self.places) == self.points


def _mirrored(*half: Step, middle: bool) -> Ladder:
    """The same steps above and below the middle."""
    below = tuple(tuple((-high, -low) for low, high in step) for step in reversed(half))
    steps = (*below, *((MIDDLE,) if middle else ()), *half)
    return Ladder(steps, mirrored=True, middle=len(half) if middle else None)


USUAL = (
    *(_mirrored(PLAIN, middle=middle) for middle in (False, True)),
    *(_mirrored(LESS, TOP, middle=middle) for middle in (False, True)),
    *(_mirrored(((1.2, 3.5),), PLAIN, middle=middle) for middle in (False, True)),
    _mirrored(((1, 1),), TOP, middle=True),
    _mirrored(((1, 1),), ((3, 3.2),), TOP, middle=True),  # slightly, moderately, extremely
    Ladder((WHOLLY_NOT, LITTLE, ((1.2, 4),), ((3, 5),), TOP), opposites=False),
    Ladder((WHOLLY_NOT, LITTLE, ((1.2, 4),), ((4, 6),)), opposites=False),
    Ladder((WHOLLY_NOT, ((1, 4),), ((4, 6),)), opposites=False),
    Ladder((((-4, -4),), ((-0.5, 0),), PLAIN, ((5, 5),), ((6, 6),)), QUALITY),
    Ladder((((-4, -4),), ((-0.5, -0.5),), ((0, 0),), PLAIN, TOP), QUALITY),
    Ladder((((-4, -4),), ((-0.5, 0),), PLAIN, TOP), QUALITY),
    Ladder((((-6, -4),), ((-3, -3),), ((0, 0),), ((3, 3),), ((4, 6),)), QUALITY),
    Ladder(  # German school marks
        (((-6, -6),), ((-4.5, -4.5),), ((-0.5, -0.5),), ((0, 0),), PLAIN, ((5, 5),)), QUALITY
    ),
    Ladder((((-4, -4),), ((1.2, 3),), ((4, 6),)), INTENTION),  # no, yes to some extent, yes
    Ladder((((0, 0),), ((1, 3),), ((3, 5),), ((6, 8),), ((7, 9),)), FREQUENCY),
    Ladder((((0, 0),), ((4, 4),), ((5, 5),), ((6, 7),), ((8, 9),)), FREQUENCY),
    Ladder((((0, 0),), ((1, 3),), ((4, 4),), ((6, 7),)), FREQUENCY),
    Ladder((((0, 0),), ((3, 4),), ((6, 7),), ((8, 9),)), FREQUENCY),
    Ladder((((0, 0),), ((3, 4),), ((6, 9),)), FREQUENCY),
)
UNUSUAL = (  # considered only when no usual one fits
    _mirrored(((1, 1),), TOP, middle=False),
    *(_mirrored(((1, 3.5),), ((2, 4.5),), TOP, middle=middle) for middle in (False, True)),
    Ladder((((-6, -5),), ((-4, -4),), ((-0.5, 0),), PLAIN, ((5, 5),), ((6, 6),)), QUALITY),
    Ladder((((0, 0),), ((1, 3),), ((4, 4),), ((6, 6),), ((7, 8),), ((9, 9),)), FREQUENCY),
    Ladder(
        (((0, 0),), ((1, 2),), ((2, 3),), ((4, 4),), ((6, 6),), ((7, 8),), ((9, 9),)), FREQUENCY
    ),
)


def matches(levels: Sequence[Level], family: str) -> list[Match]:
    """Places the levels of a column can have.

    The unusual ladders count only where no usual one fits, or where nothing below "slightly" was
    chosen, so that it is not known whether the answers run from "not at all" or from an opposite.

    Parameters
    ----------
    levels : sequence of Level
        From the lowest up, no two alike.
    family : str
        What is answered about.
    """
    usual = _found(levels, family, is_usual=True)
    settled = any(match.is_complete for match in usual) or family in (QUALITY, FREQUENCY)
    if usual and (settled or levels[0].low <= 0):
        return usual
    return [*usual, *_found(levels, family, is_usual=False)]


def _found(levels: Sequence[Level], family: str, is_usual: bool) -> list[Match]:
    ladders = [
        ladder
        for ladder in (USUAL if is_usual else UNUSUAL)
        if ladder.family == family or (ladder.family is None and family != FREQUENCY)
    ]
    found = {match: None for ladder in ladders for match in _on(levels, ladder, family, is_usual)}
    return list(found)


def _on(levels: Sequence[Level], ladder: Ladder, family: str, is_usual: bool) -> Iterator[Match]:
    """All ways to place the levels on the steps of one ladder, in order."""
    points = len(ladder.steps)
    if not ladder.opposites and any(level.opposite for level in levels):
        return
    for places in combinations(range(points), len(levels)):
        fits = all(map(_stands, levels, (ladder.steps[place] for place in places)))
        even = not ladder.mirrored or family == QUALITY or _is_even(levels, places, points)
        if fits and even:
            yield Match(points, places, _has_gaps(places, ladder.middle), is_usual)


def _is_even(levels: Sequence[Level], places: tuple[int, ...], points: int) -> bool:
    """Whether opposites are as strong as what stands across: "disagree" from "agree"."""
    at = dict(zip(places, levels, strict=True))
    return all(
        not level.opposite
        or (across := at.get(points - 1 - place)) is None
        or (across.low <= -level.low and -level.high <= across.high)
        for place, level in at.items()
    )


def _stands(level: Level, step: Step) -> bool:
    return any(low <= level.low and level.high <= high for low, high in step)


def _has_gaps(places: tuple[int, ...], middle: int | None) -> bool:
    between = set(range(places[0], places[-1] + 1)) - set(places)
    return bool(between - {middle})

"""The tour of a first visit: who is asked what, and the few steps of each role."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from stool.text import history, labels, targets, upload
from stool.text import units as unit_words

ASK = "New here? What brings you here?"
ROLES = {
    "executive": "Look at the stool",
    "analyst": "Load and check data",
    "operations": "Run it for others",
}
SKIP, NEXT, END, DONE = "No tour", "Next", "End the tour", "Done"
AGAIN = "Show the tour again"
NAME = "Tour"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a sentence, and where what it speaks of stands.

    Attributes
    ----------
    sentence : str
    page : str
        Key of `stool.text.labels.PAGE`.
    part : str
        Heading of the part on that page.
    query : Mapping of str to str
        What the address of the page says beside the filters.
    """

    sentence: str
    page: str
    part: str
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def link(self) -> str:
        """Words of its link."""
        return f"{labels.PAGE[self.page]}: {self.part} →"


STEPS = {
    "executive": (
        Step(
            "The headline names the short leg only when the seat slopes by more than noise; the "
            "drawn stool shows how far.",
            "home",
            labels.STOOL_NOW,
        ),
        Step(
            "At most four things need you, the worst first, each with a link to where it shows.",
            "home",
            labels.ATTENTION,
        ),
        Step(
            "Every leg has its history; an arrow marks only a change larger than noise.",
            "legs",
            labels.TREND_SCORE,
        ),
        Step(
            "What tends to follow what, after how many quarters, and how sure that is.",
            "loop",
            labels.LOOP,
        ),
    ),
    "analyst": (
        Step(
            "Drop any CSV or spreadsheet: it is shown as understood, and nothing counts until you "
            "publish it.",
            "data",
            upload.TITLE,
        ),
        Step(
            "See which units have which legs in which quarters, and where there is a hole.",
            "data",
            upload.MATCHES,
        ),
        Step(
            "Set your own floors, targets and stretches; until then every score rests on "
            "provisional ones.",
            "data",
            targets.TITLE,
        ),
        Step(
            "Each link tells what it was tested on, and what could be wrong with it.",
            "loop",
            labels.DOUBTS,
            {"look": "lags"},
        ),
        Step(
            "Every figure has its definition, formula and source, to be searched.",
            "help",
            labels.GLOSSARY,
        ),
    ),
    "operations": (
        Step(
            "Every file ever loaded is listed with what it did, and can be taken back.",
            "data",
            history.TITLE,
        ),
        Step(
            "Any two versions of the data can be compared, score by score.",
            "data",
            history.CHANGES,
        ),
        Step(
            "A unit may have several names: load which mean the same, and which region each is in.",
            "data",
            unit_words.TITLE,
        ),
        Step(
            "Choose quarter and unit, then send the address: whoever opens it sees what you see.",
            "home",
            labels.STOOL_NOW,
        ),
    ),
}


def place(role: str, number: int) -> str:
    """2 of 4."""
    return f"{number + 1} of {len(STEPS[role])}"

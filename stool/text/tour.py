"""The tour of a first visit: who is asked what, and the few steps of each role."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from stool.catalogue import say
from stool.text import history, labels, targets, upload
from stool.text import units as unit_words

ASK = say("New here? What brings you here?")
ROLES = {
    "executive": say("Look at the stool"),
    "analyst": say("Load and check data"),
    "operations": say("Run it for others"),
}
SKIP, NEXT, END, DONE = say("No tour"), say("Next"), say("End the tour"), say("Done")
AGAIN = say("Show the tour again")
NAME = say("Tour")


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
            say(
                "The headline names the short leg only when the seat slopes by more than noise; "
                "the drawn stool shows how far."
            ),
            "home",
            labels.STOOL_NOW,
        ),
        Step(
            say(
                "At most four things need you, the worst first, each with a link to where it shows."
            ),
            "home",
            labels.ATTENTION,
        ),
        Step(
            say("Every leg has its history; an arrow marks only a change larger than noise."),
            "legs",
            labels.TREND_SCORE,
        ),
        Step(
            say("What tends to follow what, after how many quarters, and how sure that is."),
            "loop",
            labels.LOOP,
        ),
    ),
    "analyst": (
        Step(
            say(
                "Drop any CSV or spreadsheet: it is shown as understood, and nothing counts until "
                "you publish it."
            ),
            "data",
            upload.TITLE,
        ),
        Step(
            say("See which units have which legs in which quarters, and where there is a hole."),
            "data",
            upload.MATCHES,
        ),
        Step(
            say(
                "Set your own floors, targets and stretches; until then every score rests on "
                "provisional ones."
            ),
            "data",
            targets.TITLE,
        ),
        Step(
            say("Each link tells what it was tested on, and what could be wrong with it."),
            "loop",
            labels.DOUBTS,
            {"look": "lags"},
        ),
        Step(
            say("Every figure has its definition, formula and source, to be searched."),
            "help",
            labels.GLOSSARY,
        ),
    ),
    "operations": (
        Step(
            say("Every file ever loaded is listed with what it did, and can be taken back."),
            "data",
            history.TITLE,
        ),
        Step(
            say("Any two versions of the data can be compared, score by score."),
            "data",
            history.CHANGES,
        ),
        Step(
            say(
                "A unit may have several names: load which mean the same, and which region each "
                "is in."
            ),
            "data",
            unit_words.TITLE,
        ),
        Step(
            say(
                "Choose quarter and unit, then send the address: whoever opens it sees what you "
                "see."
            ),
            "home",
            labels.STOOL_NOW,
        ),
    ),
}


def place(role: str, number: int) -> str:
    """2 of 4."""
    return say("{step} of {steps}", step=number + 1, steps=len(STEPS[role]))

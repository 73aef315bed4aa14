"""Words of the targets: what they are, whose they are, and when they cannot be changed."""

from collections.abc import Sequence

from stool.catalogue import say
from stool.text import labels

TITLE = say("Floor, target and stretch")
SUB = say(
    "a leg scores 0 at the floor, 75 at the target, 100 at stretch; they must rise in that order, "
    "or fall where lower is better"
)
LEG, METRIC = say("Leg"), say("Figure")
FLOOR, TARGET, STRETCH, ORIGIN = say("Floor"), say("Target"), say("Stretch"), say("Set by")
FROM_HISTORY, FROM_YOU, FROM_NOBODY = say("history (provisional)"), say("you"), say("nobody yet")
SAVE = say("Save targets")


def saved(revision: int) -> str:
    """What saving targets did."""
    return say("Revision {revision}: targets saved.", revision=revision)


def too_old(shown: int, newest: int) -> str:
    """Why targets cannot be changed here."""
    return say(
        "This is revision {shown}, and its targets stay as they were. Choose the newest version, "
        "revision {newest}, above to change the targets of today.",
        shown=shown,
        newest=newest,
    )


def provisional(figures: Sequence[str], without: Sequence[str]) -> str:
    """Which figures have a provisional target, and which none."""
    parts = []
    if figures:
        parts.append(
            say(
                "Provisional, from history, until you save your own: {figures}.",
                figures=labels.listed(list(figures)),
            )
        )
    if without:
        parts.append(
            say(
                "No score until somebody sets a target: {without}.",
                without=labels.listed(list(without)),
            )
        )
    return " ".join(parts) or say("All of these are your own.")

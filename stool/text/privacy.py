"""Words of disclosure control: the threshold."""

from stool.catalogue import say
from stool.store import Change

THRESHOLD = say("Threshold of employee answers")
THRESHOLD_SUB = say("how many must have answered before a figure of employees is shown to anyone")
THRESHOLD_HELP = say(
    "Anything about fewer employees stays hidden on every page, in every file and in every "
    "report. Once figures of employees have been published it can be raised, never lowered: "
    "people answered on that promise."
)
FEWEST = say("Fewest employee answers")
SAVE = say("Save threshold")
COMMAND = say(
    "print how many employees must have answered before a figure is shown; with a number, raise it"
)
COMMAND_NUMBER = say("fewest answers from now on")


def threshold(n: int) -> str:
    """The threshold in force."""
    return say("Figures of fewer than {n} employees are hidden.", n=n)


def threshold_saved(n: int, change: Change) -> str:
    """What saving the threshold did."""
    return say("Revision {revision}: {threshold}", revision=change.revision, threshold=threshold(n))

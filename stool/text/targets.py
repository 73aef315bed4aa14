"""Words of the targets: what they are, whose they are, and when they cannot be changed."""

from collections.abc import Sequence

from stool.text import labels

TITLE = "Floor, target and stretch"
SUB = (
    "a leg scores 0 at the floor, 75 at the target, 100 at stretch; they must rise in that order, "
    "or fall where lower is better"
)
LEG, METRIC = "Leg", "Figure"
FLOOR, TARGET, STRETCH, ORIGIN = "Floor", "Target", "Stretch", "Set by"
FROM_HISTORY, FROM_YOU, FROM_NOBODY = "history (provisional)", "you", "nobody yet"
SAVE = "Save targets"


def saved(revision: int) -> str:
    """What saving targets did."""
    return f"Revision {revision}: targets saved."


def too_old(shown: int, newest: int) -> str:
    """Why targets cannot be changed here."""
    return (
        f"This is revision {shown}, and its targets stay as they were. Choose the newest version, "
        f"revision {newest}, above to change the targets of today."
    )


def provisional(figures: Sequence[str], without: Sequence[str]) -> str:
    """Which figures have a provisional target, and which none."""
    parts = []
    if figures:
        parts.append(
            f"Provisional, from history, until you save your own: {labels.listed(list(figures))}."
        )
    if without:
        parts.append(f"No score until somebody sets a target: {labels.listed(list(without))}.")
    return " ".join(parts) or "All of these are your own."

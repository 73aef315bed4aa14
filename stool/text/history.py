"""Words of what was loaded when, and of what it changed in the numbers."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from stool.catalogue import say, say_many
from stool.reading import Effect
from stool.reading.changes import SMALLEST
from stool.schema import COMPANY, LEGS
from stool.text.labels import FIELD, LEG_SHORT, listed, node, quarter, series
from stool.text.numbers import number

TITLE = say("History")
SUBTITLE = say("every file ever loaded, newest first; the effect is on the headline of all units")
REVERT = say("Revert")
PICK_BATCH = say("Take a live file back")
REVERT_NOTE = say(
    "Its figures leave every page from the next revision on; older revisions keep them, and the "
    "file can be loaded again. Comments and suggestions in it are erased from all of them."
)
LIVE, ENDED = say("live"), say("ended")
OLDER = say("older: ask for it above")
EVERY_EFFECT = say("Effect of every version (a few seconds each)")
NOT_KNOWN = say("not known")
OF_FILES = ("publish", "replace", "revert")  # actions that change what is loaded
SHORT_SHA = 10  # characters of a fingerprint on screen
EFFECT = say("Effect")
BATCH = {
    "made_at": say("When (UTC)"),
    "who": say("By"),
    "file_name": say("File"),
    "source": say("Legs"),
    "rows_accepted": say("Rows"),
    "rows_rejected": say("Rejected"),
    "effect": EFFECT,
    "live": say("Live"),
    "sha256": say("SHA-256"),
    "batch": say("Batch"),
    "valid_from": say("From revision"),
    "valid_to": say("To revision"),
}
SHOWN = [name for name in BATCH if name not in ("valid_from", "valid_to")]
CHANGES = say("What changed in the numbers")
CHANGES_SUB = say(
    "every score of two revisions side by side; a difference below 0.05 points is none"
)
BEFORE, AFTER = say("Before"), say("After")
POINTS = (BEFORE, AFTER, FIELD["change"])
NOTHING_BEFORE = say("nothing loaded")
NO_CHANGE = say("no figure changed")
WHAT = say("What")
PROVISIONAL = say(
    "Floor, target and stretch that follow your own history moved with it, and scores of earlier "
    "quarters with them. Save targets of your own to hold them still."
)
MOVED, NEW, GONE = say("moved"), say("new"), say("gone")
MOST_ROWS = 1000  # shown of the differences; the CSV has all
ACTION = {
    "publish": say("files published"),
    "replace": say("files replaced"),
    "revert": say("taken back"),
    "put": say("settings saved"),
}


def batch(number_: int, file: str) -> str:
    """A live file in the list of what can be reverted."""
    return say("Batch {number}: {file}", number=number_, file=file)


def batch_table(batches: pd.DataFrame) -> pd.DataFrame:
    """Every batch as it is shown: fingerprints cut, what is over in words."""
    shown = batches.assign(
        source=batches["source"].map(_legs),
        sha256=batches["sha256"].str[:SHORT_SHA],
        live=[
            LIVE if is_live else say("ended in revision {revision}", revision=ended)
            for is_live, ended in zip(batches["live"], batches["valid_to"], strict=True)
        ],
    )
    return shown[list(SHOWN)].rename(columns=BATCH)


def batch_csv(batches: pd.DataFrame) -> pd.DataFrame:
    """Every batch with all that is known of it."""
    return batches[list(BATCH)].rename(columns=BATCH)


def effect(found: Effect) -> str:
    """The effect on the headline in a few words: "tilt 6.4 → 5.9 · ESAT 72.0 → 71.2"."""
    parts = []
    added, lost = _quarters(found.new), _quarters(found.gone)
    if added:
        parts.append(say("adds {span}", span=_span(added)))
    if lost:
        parts.append(say("takes out {span}", span=_span(lost)))
    figures = {
        say("tilt"): found.tilt,
        **{LEG_SHORT[leg]: pair for leg, pair in found.legs.items()},
    }
    for name, (before, after) in figures.items():
        if _differ(before, after):
            parts.append(f"{name} {_pair(before, after)}")
    if not parts and _rows(found):
        return say(
            "headline as before; {scores} elsewhere",
            scores=say_many("{number} score", "{number} scores", _rows(found)),
        )
    return " · ".join(parts) or NO_CHANGE


def changes(found: Effect) -> str:
    """What two revisions differ in, as a sentence."""
    if not _rows(found):
        return f"{NO_CHANGE.capitalize()}."
    moved, new, gone = len(found.moved), len(found.new), len(found.gone)
    parts = [
        say_many("{number} score moved", "{number} scores moved", moved) if moved else "",
        say_many("{number} score new", "{number} scores new", new) if new else "",
        say_many("{number} score gone", "{number} scores gone", gone) if gone else "",
    ]
    said = f"{listed(list(filter(None, parts)))}."
    if found.quarter is not None:
        said += f" {node(COMPANY)}, {quarter(found.quarter)}: {effect(found)}."
    return said


def change_table(found: Effect) -> pd.DataFrame:
    """One row a score that moved, appeared or went; all units first, the newest quarter first."""
    frames = [
        rows.assign(what=word)
        for word, rows in ((MOVED, found.moved), (NEW, found.new), (GONE, found.gone))
        if len(rows)
    ]
    columns = ["node", "leg", "quarter", "before", "after", "change", "what"]
    if not frames:
        return pd.DataFrame(columns=columns).rename(columns=_HEADINGS)
    table = pd.concat(frames).reindex(columns=columns)
    table["change"] = table["after"] - table["before"]
    table["first"] = table["node"] != COMPANY
    order = {leg: place for place, leg in enumerate(LEGS)}
    table["place"] = table["leg"].map(order)
    table = table.sort_values(
        ["first", "quarter", "node", "place"], ascending=[True, False, True, True]
    )
    table = table.assign(node=table["node"].map(node), leg=table["leg"].map(series))
    return table[columns].dropna(axis="columns", how="all").rename(columns=_HEADINGS)


def version(revision: int, entry: Mapping[Hashable, Any] | None) -> str:
    """A revision in the list of those to compare."""
    if entry is None:
        return NOTHING_BEFORE
    files = listed([str(name) for name in entry["detail"].get("files", [])])
    done = ACTION.get(str(entry["action"]), str(entry["action"]))
    about = f"{done}: {files}" if files else done
    return say(
        "Revision {revision} · {made_at} · {about}",
        revision=revision,
        made_at=f"{entry['made_at']:%Y-%m-%d %H:%M}",
        about=about,
    )


_HEADINGS = {
    **{key: FIELD[key] for key in ("node", "leg", "quarter", "change")},
    "before": BEFORE,
    "after": AFTER,
    "what": WHAT,
}


def _legs(source: str) -> str:
    return ", ".join(series(leg) for leg in source.split("+"))


def _rows(found: Effect) -> int:
    return len(found.moved) + len(found.new) + len(found.gone)


def _quarters(rows: pd.DataFrame) -> list[str]:
    """Quarters of the scores of all units."""
    return sorted(set(rows.loc[rows["node"] == COMPANY, "quarter"]))


def _span(quarters: list[str]) -> str:
    return (
        quarters[0]
        if len(quarters) == 1
        else say("{first} to {last}", first=quarters[0], last=quarters[-1])
    )


def _differ(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(after - before) >= SMALLEST


def _pair(before: float | None, after: float | None) -> str:
    """6.4 → 5.9, with a second digit where one does not tell them apart."""
    if before is None or after is None:
        return say("no more") if after is None else number(after, 1)
    digits = 1 if number(before, 1) != number(after, 1) else 2
    return f"{number(before, digits)} → {number(after, digits)}"

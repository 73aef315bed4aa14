"""What people wrote, as it is kept: masked, with nothing beside it that tells who wrote it when.

A row has leg, quarter, unit, kind, text, and the band its writer's score lies in: no person, day,
segment, server or score. The rows of a file are sorted by their own contents, so that their order
says nothing about the file.
"""

import hashlib
from collections import Counter
from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.privacy.masking import LOOKED_AT, mask, says_something
from stool.schema import SCALES, Better

COMMENT, SUGGESTION = "comment", "suggestion"
LOW, MID, HIGH, UNKNOWN = "low", "mid", "high", ""  # bands; unknown without a score
BANDS = (LOW, MID, HIGH)
WRITTEN_COLUMNS = ("leg", "quarter", "kind", "written", "kept")
VOICE_COLUMNS = ("leg", "quarter", "unit", "kind", "band", "text")
MOST_KEPT = 200_000  # texts of one file; of more a random sample, each as likely as any other

NOTHING = frozenset(  # said by those who have nothing to say
    {"no", "none", "nope", "nothing", "nil", "n/a", "na", "no comment", "no comments", "no idea"}
    | {"nothing to add", "not applicable", "no suggestion", "no suggestions"}
    | {"keine", "kein", "nichts", "nein", "aucun", "rien", "non", "nada", "ninguno"}
)


class Collector:
    """Collects what people wrote, block by block, in bounded memory.

    Parameters
    ----------
    leg : str
        `schema.ESAT` or `schema.CSAT`.
    seed : str
        Of the sample that is kept of more than `most` texts; the digest of the file.
    roster : collection of str
        Names to mask.
    most : int
        Texts kept.
    """

    def __init__(
        self, leg: str, seed: str, roster: Collection[str] = (), most: int = MOST_KEPT
    ) -> None:
        self.leg = leg
        self._found: Counter[tuple[str, str]] = Counter()
        self._roster = frozenset(roster)
        self._most = most
        self._draw = np.random.default_rng(int(hashlib.sha256(seed.encode()).hexdigest()[:16], 16))
        self._held: list[tuple[float, str, str, str, str, str]] = []

    def add(
        self,
        kind: str,
        texts: Collection[str],
        quarters: Collection[str],
        units: Collection[str],
        bands: Collection[str],
    ) -> None:
        """Add rows; those that say nothing are passed over.

        Parameters
        ----------
        kind : "comment" or "suggestion"
        texts : collection of str
            As written; "" where somebody wrote nothing.
        quarters, units, bands : collection of str
            Of each.
        """
        draws = self._draw.random(len(texts)).tolist()
        for draw, text, quarter, unit, band in zip(
            draws, texts, quarters, units, bands, strict=True
        ):
            if text.strip(" .-").casefold() not in NOTHING and any(map(str.isalpha, text)):
                self._found[quarter, kind] += 1
                self._held.append((draw, quarter, unit, kind, band, text[:LOOKED_AT]))
        if len(self._held) > 2 * self._most:
            self._drop()

    def frame(self) -> pd.DataFrame:
        """Everything kept, masked: columns `VOICE_COLUMNS`, in an order that tells nothing."""
        self._drop()
        rows = [
            (self.leg, quarter, unit, kind, band, mask(text, self._roster))
            for _, quarter, unit, kind, band, text in self._held
        ]
        frame = pd.DataFrame(rows, columns=list(VOICE_COLUMNS), dtype="str")
        frame = frame[frame["text"].map(says_something).astype(bool)]
        keys = frame["text"].map(_digest)
        return (
            frame.assign(key=keys)
            .sort_values(["quarter", "unit", "kind", "key", "band"], ignore_index=True)
            .drop(columns="key")
        )

    def written(self) -> pd.DataFrame:
        """How many texts were found and how many are kept, by quarter and kind.

        Columns `WRITTEN_COLUMNS`; less is kept than was written only where there were more than the
        most that are kept.
        """
        self._drop()
        kept = Counter((quarter, kind) for _, quarter, _, kind, *_ in self._held)
        rows = [
            (self.leg, quarter, kind, number, kept[quarter, kind])
            for (quarter, kind), number in sorted(self._found.items())
        ]
        return pd.DataFrame(rows, columns=list(WRITTEN_COLUMNS)).astype(
            {"leg": "str", "quarter": "str", "kind": "str", "written": "int64", "kept": "int64"}
        )

    def _drop(self) -> None:
        if len(self._held) > self._most:
            self._held = sorted(self._held)[: self._most]


def nothing() -> pd.DataFrame:
    """No rows."""
    return pd.DataFrame(columns=list(VOICE_COLUMNS), dtype="str")


def nothing_written() -> pd.DataFrame:
    """No rows of `Collector.written`."""
    return pd.DataFrame(columns=list(WRITTEN_COLUMNS))


def bands_of(
    values: "NDArray[np.float64]", scale: str, better: Better = "higher"
) -> NDArray[np.object_]:
    """Band of each score.

    Parameters
    ----------
    values : array of float
        NaN where there is none.
    scale : str
        Key of `schema.SCALES`; a mean over several answers has the bands of its answers.
    better : "higher" or "lower"
        Which end is good.

    Returns
    -------
    array of str
        "high" from the lowest favourable answer on, "low" as far from the other end, "mid" between;
        "" without a score, and on a scale that has no favourable answers.
    """
    answers = SCALES[scale.removesuffix(" mean")]
    bands = np.full(len(values), UNKNOWN, dtype=object)
    if answers.favourable_from is None or answers.low is None or answers.high is None:
        return bands
    ends = answers.low + answers.high
    scores = ends - values if better == "lower" else values
    bands[~np.isnan(scores)] = MID
    bands[scores <= ends - answers.favourable_from] = LOW
    bands[scores >= answers.favourable_from] = HIGH
    return bands


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

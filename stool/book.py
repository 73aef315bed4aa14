"""The whole road bound to one store: files in, readings out.

The app, the command line and a notebook all go through `Book`, so they show the same numbers.
"""

import os
from collections.abc import Collection, Sequence
from collections.abc import Mapping as AnyMapping
from typing import Self

import pandas as pd

from stool.cells import MetricColumn, cells_of_rows
from stool.errors import ScaleChangedError, UnitInTwoFilesError
from stool.ingest import CheckedFile, Mapping, ingest
from stool.measure import Target
from stool.privacy import MINIMUM_N
from stool.reading import Analysis, Reading, analyse, read
from stool.sample import is_sample
from stool.schema import COMPANY, DIMENSIONS
from stool.store import Change, Document, Store, Upload

REGIONS = ("hierarchy", "regions")  # document: unit to region
LABELS = ("labels", "metrics")  # document: metric to the question as asked
HEADLINE = ("headline", "legs")  # document: leg to the metric that stands for it
TARGET = "target"  # kind of document: one a metric
SETTING = ("setting", "minimum_n")


class Book:
    """One store, and every step from its files to a reading."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def open(cls, url: str | os.PathLike[str]) -> Self:
        """Open the store at a path or URL, making it when there is none.

        Raises
        ------
        StoolError
            The address or the database cannot be used; says why.
        """
        return cls(Store.open(url))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.store.close()

    def examine(self, data: bytes, name: str, mapping: Mapping | None = None) -> CheckedFile:
        """Check a file without publishing it: `stool.ingest.ingest`."""
        return ingest(data, name, mapping)

    def sample_batches(self) -> list[int]:
        """Live batches that hold the shipped sample."""
        batches = self.store.batches()
        ours = batches["live"].astype(bool) & batches["sha256"].map(lambda sha: is_sample([sha]))
        return [int(batch) for batch in batches.loc[ours.astype(bool), "batch"]]

    def publish(
        self,
        files: Sequence[CheckedFile],
        *,
        who: str,
        replace: bool = False,
        without: Collection[int] = (),
    ) -> Change:
        """Make checked files live: all of them in one revision, or none.

        Parameters
        ----------
        files : sequence of CheckedFile
        who : str
            Who asks, for the audit.
        replace : bool
            Whether live files that overlap these are replaced.
        without : collection of int
            Live batches to take out in the same revision, such as `sample_batches`.

        Raises
        ------
        ScaleChangedError
            A metric is live on another scale.
        UnitInTwoFilesError
            Two of the files put one unit into different regions.
        OverlapError, ReplaceWouldLoseError
            See `stool.store.Store.publish`.
        """
        uploads = [_upload(file) for file in files]
        self._check_scales(uploads, without)
        documents = [
            self._merged(REGIONS, _regions(files)),
            self._merged(LABELS, {k: v for file in files for k, v in file.mapping.labels.items()}),
            self._merged(
                HEADLINE, {k: v for file in files for k, v in file.mapping.headline.items()}
            ),
        ]
        return self.store.publish(
            uploads,
            who=who,
            replace=replace,
            without=without,
            documents=[each for each in documents if each.body],
        )

    def revert(self, batch: int, *, who: str) -> Change:
        """Take a file back; see `stool.store.Store.revert`."""
        return self.store.revert(batch, who=who)

    def set_targets(self, targets: AnyMapping[str, Target], *, who: str) -> Change:
        """Make targets live from the next revision on, one a metric."""
        bodies = [Document(TARGET, metric, target.body()) for metric, target in targets.items()]
        return self.store.put(bodies, who=who)

    def analysis(self, revision: int | None = None) -> Analysis:
        """Compute everything one revision says; the newest by default.

        Raises
        ------
        UnknownRevisionError
            The store has no such revision.
        """
        revision = self.store.latest() if revision is None else revision
        targets = self.store.documents(TARGET, revision)
        batches = self.store.batches(revision)
        setting = self.store.documents(SETTING[0], revision).get(SETTING[1], MINIMUM_N)
        return analyse(
            self.store.cells(revision),
            revision=revision,
            parents=self._document(REGIONS, revision),
            batches=batches[batches["live"].astype(bool)],
            targets={metric: Target.of_body(body) for metric, body in targets.items()},
            headline=self._document(HEADLINE, revision),
            labels=self._document(LABELS, revision),
            minimum_n=int(setting),
        )

    def reading(
        self, quarter: str | None = None, node: str = COMPANY, revision: int | None = None
    ) -> Reading:
        """Read the stool of a unit, region or the company; see `stool.reading.read`."""
        return read(self.analysis(revision), quarter, node)

    def _document(self, name: tuple[str, str], revision: int | None = None) -> dict[str, str]:
        kind, key = name
        return dict(self.store.documents(kind, revision).get(key, {}))

    def _merged(self, name: tuple[str, str], new: AnyMapping[str, str]) -> Document:
        """The stored document with what the files add or change."""
        return Document(*name, {**self._document(name), **new})

    def _check_scales(self, uploads: Sequence[Upload], without: Collection[int]) -> None:
        live = self.store.cells(without=without)
        cells = pd.concat([live, *(upload.cells for upload in uploads)])
        scales = cells[["leg", "metric", "scale", "better"]].drop_duplicates()
        for (leg, metric), found in scales.groupby(["leg", "metric"]):
            if len(found) > 1:
                named = sorted(found["scale"].unique())
                if len(named) == 1:  # the same answers, read in two directions
                    named = [f"{named[0]} ({better} is better)" for better in found["better"]]
                raise ScaleChangedError(str(leg), str(metric), named)


def _upload(file: CheckedFile) -> Upload:
    """Cells of a checked file, with what the ledger records of it."""
    aggregated = file.mapping.rows == "aggregated"
    metrics = [
        MetricColumn(
            each.metric,
            each.leg,
            each.scale,
            each.better,
            aggregated=aggregated and f"{each.metric}__n" in file.rows,
        )
        for each in file.metrics
    ]
    dimensions = [name for name in DIMENSIONS if name in file.rows]
    rejects = file.problems[file.problems["outcome"] == "rejected"]
    return Upload(
        source="+".join(sorted({each.leg for each in file.metrics})),
        file_name=file.name,
        sha256=file.sha256,
        mapping_sha256=file.mapping.sha256,
        cells=cells_of_rows(file.rows, metrics, dimensions),
        rows_accepted=file.accepted,
        rows_rejected=file.rejected,
        rejects=rejects.to_dict("records"),
    )


def _regions(files: Sequence[CheckedFile]) -> dict[str, str]:
    """Region of each unit that the files name."""
    regions: dict[str, str] = {}
    for file in files:
        if "region" not in file.rows:
            continue
        pairs = file.rows[["unit", "region"]].dropna().drop_duplicates()
        for unit, region in zip(pairs["unit"], pairs["region"], strict=True):
            if regions.setdefault(unit, region) != region:
                raise UnitInTwoFilesError(unit, regions[unit], region, file.name)
    return regions

"""Checked files on their way into the store: what is recorded of them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from stool.book import stored
from stool.catalogue import say
from stool.errors import ScaleChangedError, UnitInTwoFilesError
from stool.examine import Examined
from stool.ingest import require_no_circle
from stool.schema import CROSSES, PAIRS
from stool.store import VOICE, Document, Store, Upload


def upload(file: Examined) -> Upload:
    """What the ledger records of a file."""
    checked = file.checked
    rejects = checked.problems[checked.problems["outcome"] == "rejected"]
    return Upload(
        source="+".join(sorted({each.leg for each in checked.metrics})),
        file_name=checked.name,
        sha256=checked.sha256,
        mapping_sha256=checked.mapping.sha256,
        cells=file.cells,
        rows_accepted=checked.accepted,
        rows_rejected=checked.rejected,
        rejects=rejects.to_dict("records"),
        parts={
            PAIRS: file.pairs,
            CROSSES: file.crosses,
            VOICE: file.voice,
            stored.WRITTEN: file.written,
        },
    )


def require_one_scale(store: Store, uploads: Sequence[Upload], without: Collection[int]) -> None:
    """Raise `ScaleChangedError` for a metric on another scale than live or in another upload."""
    cells = pd.concat([store.cells(without=without), *(upload.cells for upload in uploads)])
    scales = cells[["leg", "metric", "scale", "better"]].drop_duplicates()
    for (leg, metric), found in scales.groupby(["leg", "metric"]):
        if len(found) > 1:
            named = sorted(found["scale"].unique())
            if len(named) == 1:  # the same answers, read in two directions
                ways = {
                    "higher": say("{scale} (higher is better)", scale=named[0]),
                    "lower": say("{scale} (lower is better)", scale=named[0]),
                }
                named = [ways[better] for better in found["better"]]
            raise ScaleChangedError(str(leg), str(metric), named)


def told(files: Sequence[Examined]) -> list[Document]:
    """What files say of units and questions, besides their figures."""
    mappings = [file.checked.mapping for file in files]
    said = {
        stored.REGIONS: [_regions(files)],
        stored.LABELS: [mapping.labels for mapping in mappings],
        stored.HEADLINE: [mapping.headline for mapping in mappings],
    }
    return [Document(*name, stored.with_added(bodies)) for name, bodies in said.items()]


def mappings(files: Sequence[Examined]) -> list[Document]:
    """What of a mapping also goes for the next file with these headers.

    Of which quarter and which unit a file is, is said of that file alone: the next may be of
    another branch.
    """
    lasting = {
        file.checked.fingerprint: replace(file.checked.mapping, period=None, place=None)
        for file in files
    }
    bodies = {key: json.loads(mapping.to_json()) for key, mapping in lasting.items()}
    return [Document(stored.MAPPING, key, body) for key, body in bodies.items()]


def _regions(files: Sequence[Examined]) -> dict[str, str]:
    """Region of each unit that the files name."""
    found: dict[str, str] = {}
    for file in files:
        checked = file.checked
        for unit, region in checked.regions.items():
            if found.setdefault(unit, region) != region:
                raise UnitInTwoFilesError(unit, found[unit], region, checked.name)
        require_no_circle(found, checked.name)
    return found

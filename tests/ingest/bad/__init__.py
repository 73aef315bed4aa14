"""Bad files of thirteen kinds, each with the verdict an analyst would want."""

from tests.ingest.bad import (
    bombs,
    dates,
    duplicates,
    encodings,
    headers,
    hierarchy,
    hostile,
    numbers,
    quoting,
    ragged,
    scales,
    sizes,
    wrong_types,
)
from tests.ingest.bad.case import Case

KINDS: dict[str, tuple[Case, ...]] = {
    module.__name__.rpartition(".")[2]: module.CASES
    for module in (
        encodings,
        quoting,
        ragged,
        headers,
        numbers,
        dates,
        duplicates,
        hierarchy,
        sizes,
        hostile,
        wrong_types,
        bombs,
        scales,
    )
}

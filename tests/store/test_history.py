"""Random histories: every revision reads for ever as a plain model in memory said it would."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stool.errors import OverlapError, ReplaceWouldLoseError, UnknownBatchError
from stool.schema import ANSWERS, CELL_COLUMNS
from stool.store import Change, Document, Store, Upload

Subject = tuple[str, str, str]  # leg, quarter, unit
Content = dict[Subject, int]

SUBJECTS = list(product(["esat", "profit"], ["2025Q1", "2025Q2"], ["North", "South"]))
contents = st.dictionaries(st.sampled_from(SUBJECTS), st.integers(1, 2), min_size=1, max_size=5)
bodies = st.dictionaries(st.sampled_from("ab"), st.sampled_from([None, 1, 2]), max_size=2)
publishes = st.tuples(st.just("publish"), st.lists(contents, max_size=3), st.booleans(), bodies)
reverts = st.tuples(st.just("revert"), st.integers(1, 6))
histories = st.lists(publishes | publishes | reverts, min_size=1, max_size=10)


@dataclass
class Model:
    """What a store should hold: the batches live now, the documents, and every past state."""

    live: dict[int, Content] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    batches: int = 0
    past: list[tuple[dict[int, Content], dict[str, int]]] = field(
        default_factory=lambda: [({}, {})]
    )

    def publish(
        self, uploads: list[Content], replace: bool, bodies: dict[str, int | None]
    ) -> Change | type[Exception]:
        different = [one for at, one in enumerate(uploads) if one not in uploads[at + 1 :]]
        if len(set().union(*different)) < sum(map(len, different)):
            return OverlapError
        stays = {batch for batch, held in self.live.items() if held in different}
        fresh = [one for one in different if one not in self.live.values()]
        covered = set().union(*fresh)
        met = {batch for batch, held in self.live.items() if covered & set(held)}
        if met and (not replace or met & stays):
            return OverlapError
        if any(set(self.live[batch]) - covered for batch in met):
            return ReplaceWouldLoseError
        documents = {**self.documents, **bodies}
        documents = {key: body for key, body in documents.items() if body is not None}
        unchanged = tuple(sorted(stays))
        if not fresh and documents == self.documents:
            return Change(len(self.past) - 1, unchanged=unchanged)
        published = tuple(range(self.batches + 1, self.batches + 1 + len(fresh)))
        self.batches += len(fresh)
        kept = {batch: held for batch, held in self.live.items() if batch not in met}
        self._step(kept | dict(zip(published, fresh, strict=True)), documents)
        return Change(len(self.past) - 1, published, unchanged, tuple(sorted(met)))

    def revert(self, batch: int) -> Change | type[Exception]:
        if batch not in self.live:
            return UnknownBatchError
        kept = {one: held for one, held in self.live.items() if one != batch}
        self._step(kept, self.documents)
        return Change(len(self.past) - 1, replaced=(batch,))

    def _step(self, live: dict[int, Content], documents: dict[str, int]) -> None:
        self.live, self.documents = live, documents
        self.past.append((live, documents))


def as_upload(content: Content) -> Upload:
    frame = pd.DataFrame(list(content), columns=["leg", "quarter", "unit"])
    frame = frame.assign(metric="q1", scale="1-5", better="higher", dimension="ALL", level="ALL")
    frame["n"] = [float(value) for value in content.values()]
    frame = frame.assign(s=frame["n"] * 3, ss=0.5, **dict.fromkeys(ANSWERS, 0.0))
    name = repr(sorted(content.items()))
    return Upload("any", name, name, "m", frame[list(CELL_COLUMNS)], len(frame))


def act(store: Store, step: tuple[Any, ...]) -> Change | type[Exception]:
    try:
        if step[0] == "revert":
            return store.revert(step[1], who="ann")
        _, uploads, replace, bodies = step
        return store.publish(
            [as_upload(content) for content in uploads],
            who="ann",
            replace=replace,
            documents=[Document("target", key, body) for key, body in bodies.items()],
        )
    except (OverlapError, ReplaceWouldLoseError, UnknownBatchError) as error:
        return OverlapError if isinstance(error, OverlapError) else type(error)


def contents_of(cells: pd.DataFrame) -> Content:
    keys = zip(cells["leg"], cells["quarter"], cells["unit"], strict=True)
    found = dict(zip(keys, cells["n"].astype(int), strict=True))
    assert len(found) == len(cells)
    return found


def together(live: dict[int, Content]) -> Content:
    return {subject: value for held in live.values() for subject, value in held.items()}


def assert_past(store: Store, model: Model) -> None:
    for revision, (live, documents) in enumerate(model.past):
        assert contents_of(store.cells(revision)) == together(live)
        assert store.documents("target", revision) == documents
        listed = store.batches(revision)
        assert sorted(listed.loc[listed["live"], "batch"]) == sorted(live)
    assert store.revisions()["revision"].tolist() == list(range(1, len(model.past)))


@given(history=histories)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_revision_stays_what_it_was(
    fresh_url: Callable[[], str], history: list[tuple[Any, ...]]
) -> None:
    url, model = fresh_url(), Model()
    with Store.open(url) as store:
        for step in history:
            expected = model.revert(step[1]) if step[0] == "revert" else model.publish(*step[1:])
            found = act(store, step)
            if isinstance(expected, Change) and isinstance(found, Change):
                assert set(found.unchanged) == set(expected.unchanged)
                assert (found.revision, found.replaced) == (expected.revision, expected.replaced)
                assert found.published == expected.published
            else:
                assert found == expected
            assert contents_of(store.cells()) == together(model.live)
        assert_past(store, model)
    with Store.open(url) as opened_later:
        assert_past(opened_later, model)

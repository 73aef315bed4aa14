"""The shelf: kept numbers equal fresh ones, and a damaged or missing shelf only costs time."""

from pathlib import Path

import numpy as np
import pytest

from stool.lag import null, shelf

SEEN = (True,) * 20
DESIGN = null.Design(SEEN, SEEN, (1,), (1,), (1, 2, 3), True, 4)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "nulls"))
    null.simulate.cache_clear()
    return tmp_path / "nulls"


def simulate(seed: int = 0, n_sim: int = 200) -> null.Null:
    """As a new process would."""
    null.simulate.cache_clear()
    return null.simulate(DESIGN, n_sim, seed)


def same(one: null.Null, other: null.Null) -> bool:
    return all(
        np.array_equal(getattr(one, field), getattr(other, field))
        for field in ("sd", "sizes", "maxima", "whiteness_x", "whiteness_y", "own_x", "own_y")
    )


def test_a_kept_null_is_the_null(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = simulate()
    assert len(list(folder.glob("*.npz"))) == 1
    monkeypatch.setattr(null, "_simulated", lambda *_: pytest.fail("simulated again"))
    assert same(simulate(), fresh)


def test_another_seed_length_or_code_is_another_null(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = simulate()
    assert not np.array_equal(simulate(seed=1).maxima, fresh.maxima)
    assert len(simulate(n_sim=100).maxima) == 100
    monkeypatch.setattr(shelf, "_version", lambda: "other code")
    simulate()
    assert len(list(folder.glob("*.npz"))) == 4


def test_version_follows_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shelf.key(1)
    for module in shelf.MADE_BY:
        (tmp_path / module).write_text("changed")
    monkeypatch.setattr(shelf, "__file__", str(tmp_path / "shelf.py"))
    shelf._version.cache_clear()
    assert shelf.key(1) != before
    monkeypatch.undo()
    shelf._version.cache_clear()
    assert shelf.key(1) == before


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut", b"not a zip at all"])
def test_a_damaged_file_is_replaced(folder: Path, damage: bytes) -> None:
    fresh = simulate()
    (file,) = folder.glob("*.npz")
    file.write_bytes(damage)
    assert same(simulate(), fresh)
    assert file.stat().st_size > 1000


def test_a_file_of_another_shape_is_replaced(folder: Path) -> None:
    fresh = simulate()
    (file,) = folder.glob("*.npz")
    np.savez(file, other=np.zeros(3))
    assert same(simulate(), fresh)


def test_a_shelf_that_cannot_be_written_only_costs_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "file" / "nulls"))
    blocked = simulate()
    monkeypatch.setenv(shelf.VARIABLE, "off")
    assert same(simulate(), blocked)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_the_oldest_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "KEPT", 2)
    for seed in range(4):
        simulate(seed=seed, n_sim=50)
    assert len(list(folder.iterdir())) == 2

"""Another audit of the same tables: tau-Argus, as pytauargus runs it, sees what ours sees.

Not collected by `make test`: `make soak` installs tau-Argus and names this file. It is asked for
the interval that the shown cells leave to each hidden one; ours says which of them are a point.

References
----------
The audit of tau-Argus: de Wolf et al., tau-Argus user's manual 4.2, section 4.5; its file of cells
and linear relations ("JJ") is described there, section 5.9.
"""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pytauargus.engine import audit_jj

from stool.privacy.audit import Auditor
from stool.privacy.margins import Margins
from stool.privacy.protection import suppressed
from tests.privacy.attacker import drawn, margins, next_smallest_too

TABLES = 200
MINIMUM = 7
FAR = 1_000_000  # nobody knows how large a sum can be


def determined(found: Margins, hidden: NDArray[np.bool_], path: Path) -> set[int]:
    """Hidden margins that tau-Argus finds to have one possible value."""
    n = found.n()[:, 0]
    lines = ["0", str(len(n))]
    for row, value in enumerate(n):
        status = "m" if hidden[row] else "s"
        lines.append(f"{row} {value:g} {value:g} {status} {-FAR} {FAR} 0 0 0")
    lines.append(str(len(found.equations)))
    for each in found.equations:
        terms = " ".join(f"{part} (1)" for part in each.parts)
        lines.append(f"0 {len(each.parts) + 1} : {each.whole} (-1) {terms}")
    path.write_text("\n".join(lines) + "\n")
    return {int(cell["cell"]) for cell in audit_jj(str(path)) if cell["max"] - cell["min"] < 1e-6}


@pytest.mark.parametrize("protect", [True, False], ids=["ours", "next_smallest_too"])
def test_tau_argus_finds_the_same_cells(tmp_path: Path, *, protect: bool) -> None:
    rng = np.random.default_rng(11)
    exact = 0
    for number in range(TABLES):
        small = drawn(rng)
        found = margins(small)
        if protect:
            hidden = suppressed(found, found.n()[:, 0] < MINIMUM, MINIMUM)
        else:
            shown = next_smallest_too(small, MINIMUM)
            places = zip(found.places["node"], found.places["level"], strict=True)
            hidden = np.array([place not in shown for place in places])
        theirs = determined(found, hidden, tmp_path / f"{number}.jj")
        ours = {int(row) for row in Auditor(found, MINIMUM).determined(hidden)}
        assert ours == theirs, small
        exact += len(theirs)
    assert exact == 0 if protect else exact > TABLES / 4

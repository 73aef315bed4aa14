"""Evidence: what may be said at each of the six levels, and the words that may never be."""

import ast
import re
from pathlib import Path

import pandas as pd
import pytest

from stool.lag import Evidence
from stool.schema import CSAT, ESAT, PROFIT
from stool.text import evidence
from tests.charts.build import link, panel

STOOL = Path(__file__).parents[2] / "stool"
CLAIMS = re.compile(r"\b(drives?|driving|caus(?:es|ed|ing)|proves?|will raise)\b", re.IGNORECASE)
ESTABLISHED = (
    "When ESAT is above its usual path, CSAT tends to be above its own about 2–3 quarters later "
    "(r = 0.52, 0.32 to 0.67; by luck anywhere: p = 0.010)."
)


@pytest.mark.parametrize(
    ("level", "sentence"),
    [
        (
            Evidence.TOO_SHORT,
            "Not enough quarters to say what follows what. The lines are shown, nothing more.",
        ),
        (
            Evidence.UNDERPOWERED,
            "With 14 quarters even a strong link would usually be missed.",
        ),
        (
            Evidence.NOT_ESTABLISHED,
            "No lead can be told from chance. Only a link stronger than r = 0.30 would have shown, "
            "so a weaker one may exist.",
        ),
        (
            Evidence.SUGGESTIVE,
            "A hint that CSAT follows ESAT 2–3 quarters later (p = 0.010). Wait for more quarters "
            "before acting on it.",
        ),
        (
            Evidence.ESTABLISHED,
            f"{ESTABLISHED} Seen across 24 units after removing company-wide shocks. Early "
            "estimates run large.",
        ),
        (
            Evidence.REPLICATED,
            f"{ESTABLISHED} Seen across 24 units after removing company-wide shocks, and in the "
            "company as a whole. Early estimates run large.",
        ),
    ],
)
def test_each_level_has_its_sentence(level: Evidence, sentence: str) -> None:
    assert evidence.sentence(link(level)) == sentence


def test_a_single_pair_claims_no_units() -> None:
    assert evidence.sentence(link(n_units=1)) == f"{ESTABLISHED} Early estimates run large."


def test_a_negative_link_runs_the_other_way() -> None:
    found = evidence.sentence(link(best_r=-0.52, low=-0.67, high=-0.32, lag_set=(1,)))
    assert (
        "CSAT tends to be below its own about 1 quarter later (r = −0.52, −0.67 to −0.32" in found
    )


def test_a_hint_names_the_quarters_it_rests_on() -> None:
    found = evidence.sentence(link(Evidence.SUGGESTIVE, influential_quarters=("2020Q2", "2020Q3")))
    assert "It rests on Q2 2020 and Q3 2020. Wait" in found


@pytest.mark.parametrize(
    ("pair", "r", "warns"),
    [
        ((ESAT, PROFIT), 0.61, True),
        ((PROFIT, ESAT), -0.7, True),
        ((ESAT, PROFIT), 0.59, False),
        ((ESAT, CSAT), 0.9, False),
    ],
)
def test_esat_and_profit_over_what_was_ever_published_are_doubted(
    pair: tuple[str, str], r: float, warns: bool
) -> None:
    found = evidence.sentence(link(leader=pair[0], follower=pair[1], best_r=r))
    assert found.endswith("Larger than anything published: check the data.") == warns


def test_what_could_not_be_tested_is_too_short_whatever_its_level() -> None:
    found = evidence.sentence(link(Evidence.NOT_ESTABLISHED, best_lag=None))
    assert found.startswith("Not enough quarters")


@pytest.mark.parametrize(
    ("lags", "words"), [((1,), "1 quarter"), ((2,), "2 quarters"), ((1, 3), "1–3 quarters")]
)
def test_a_lag_is_a_set(lags: tuple[int, ...], words: str) -> None:
    assert evidence.lag_words(link(lag_set=lags)) == words


def test_what_a_link_was_tested_on() -> None:
    assert evidence.basis(link(n_missing=1200, settings={"seed": 4})) == (
        "24 units × 14 quarters, 1,200 of them missing; lags tried 1 to 4; finds r = 0.30 four "
        "times in five; seed 4."
    )
    unknown = evidence.basis(link(n_units=1, min_detectable_r=float("nan"), family=()))
    assert unknown == "1 unit × 14 quarters; lags tried none; seed 0."


def test_cautions_name_every_warning_the_twin_and_the_other_direction() -> None:
    table = link().table.assign(r_robust=0.4, p_adj_robust=0.03)
    forward = link(table=table, warnings=tuple(evidence.CAUTION), influential_quarters=("2020Q2",))
    backward = link(Evidence.NOT_ESTABLISHED, (0,), leader=CSAT, follower=ESAT, best_lag=0, p=0.4)
    found = evidence.cautions(forward, backward)
    assert found[: len(evidence.CAUTION)] == list(evidence.CAUTION.values())
    assert "Without Q2 2020 the correlation loses more than a third." in found
    assert "The outlier-proof twin at that lag: r = 0.40, p = 0.030." in found
    assert (
        "The other direction, CSAT → ESAT: not established, strongest in the same quarter "
        "(r = 0.52, p = 0.40)."
    ) in found
    assert found[-1].startswith("A driver that moves both legs inside one unit")
    assert evidence.cautions(link(), None) == [found[-1]]


def test_every_warning_of_the_lag_analysis_has_its_caution() -> None:
    texts = {
        node.value
        for path in (STOOL / "lag").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(evidence.CAUTION) <= texts


def test_the_scale_is_every_level_in_order() -> None:
    assert [level for level, _, _ in evidence.SCALE] == list(Evidence)
    assert [row["Evidence"] for row in evidence.scale_rows()] == [level.word for level in Evidence]


def test_no_sentence_claims_a_cause() -> None:
    for level in Evidence:
        for result in (link(level), panel(evidence=level), link(level, best_r=-0.9)):
            assert not CLAIMS.search(evidence.sentence(result))


def test_no_text_of_the_product_claims_a_cause() -> None:
    """Every text constant and every Markdown page, docstrings aside, but for the denials."""
    denials = ("not proof of cause", "None of them proves cause")
    for path in sorted((STOOL / "text").iterdir()):
        if path.suffix == ".md":
            texts = [path.read_text(encoding="utf-8")]
        elif path.suffix == ".py":
            texts = _texts(path)
        else:
            continue
        for text in texts:
            claims = re.sub("|".join(denials), "", text)
            assert not CLAIMS.search(claims), f"{path.name}: {text}"


def _texts(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    notes = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, documented)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value not in notes
    ]


def test_the_twin_is_silent_where_it_was_not_computed() -> None:
    empty = link(table=pd.DataFrame({"lag": [], "r_robust": [], "p_adj_robust": []}))
    assert len(evidence.cautions(empty, None)) == 1

"""Scores of several questions in one column become a column each."""

from stool.ingest import ingest, read_table

MIXED = (
    "id,survey_type,score,created,branch\n"
    + "".join(f"{n},nps,{n % 11},2026-01-15,USA\n" for n in range(30))
    + "".join(f"{n},CSAT,{n % 5 + 1},2026-01-16,USA\n" for n in range(30, 60))
    + "60,,4,2026-01-16,USA\n"
)


def test_each_kind_has_its_own_column() -> None:
    table = read_table(MIXED.encode(), "delighted.csv")
    assert table.headers == ("id", "survey_type", "csat score", "nps score", "created", "branch")
    assert table.cells["nps score"].tolist()[28:32] == ["6", "7", "", ""]
    assert table.columns["csat score"].counts.sum() == 61
    assert "survey_type" in table.stages[-1].why


def test_they_are_read_on_their_own_scales() -> None:
    result = ingest(MIXED.encode(), "delighted.csv")
    scales = {metric.metric: metric.scale for metric in result.metrics}
    assert scales == {"nps": "0-10", "csat": "1-5"}
    assert (result.accepted, result.rejected) == (61, 0)
    assert result.rows["csat"].notna().sum() == 30


def test_other_columns_of_that_name_are_left_alone() -> None:
    for change in (("CSAT", "nps"), ("CSAT", "a letter"), ("survey_type", "kind")):
        table = read_table(MIXED.replace(*change).encode(), "f.csv")
        assert "score" in table.headers

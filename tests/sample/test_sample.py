"""The sample: same bytes from the same seed, the promised shape, and its loop in the answers."""

import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
FILES = ("employee_survey.csv", "customer_survey.csv", "revenue.csv")
BESIDE = ("service_log.csv", "internal_service.csv", "actions.csv", "standards.csv", "events.csv")
FOLDERS = (".", "next/2026Q2", "next/2026Q3")
ITEMS = [
    "clear_vision",
    "empowered",
    "coached",
    "skilled",
    "tools_work",
    "boss_removes_obstacles",
    "recognised",
    "reward_fair",
    "safe_to_speak",
    "workplace_comfort",
]
FURTHER_ITEMS = [
    *("results_despite_processes", "hired_well", "processes_work", "respected", "committed"),
    *("can_step_in", "leaders_value_service", "feedback_received", "team_feedback_received"),
    *("knowledge", "running_room", "teamwork", "measured_and_rewarded", "service_view"),
]
FURTHER_OF_CUSTOMERS = [
    *("value_for_money", "treated_as_person", "could_sort_it_out", "courtesy"),
    *("easy_to_deal_with", "on_time_as_expected", "went_beyond", "fairness", "repeat"),
    "respected",
]
COLUMNS = {
    "employee_survey.csv": [
        *("response_id", "date", "branch", "region", "level", "tenure"),
        *ITEMS,
        "overall_satisfaction",
        *FURTHER_ITEMS,
        *("suggestion", "comment"),
    ],
    "customer_survey.csv": [
        *("response_id", "date", "branch", "region", "segment", "served_by", "csat", "recommend"),
        *("first_reply_hours", "promise_kept", "complaint", "resolved"),
        *FURTHER_OF_CUSTOMERS,
        *("expectation", "complaint_handling", "repeat_complaint", "suggestion", "comment"),
    ],
    "revenue.csv": [
        *("quarter", "branch", "region", "revenue", "revenue_target", "cost", "reward_spend"),
        *("headcount", "customers", "customers_start", "customers_lost", "customers_new"),
        *("repeat_revenue", "hires_screened"),
    ],
}
UNDER_REPORTING = "Skarholm"
MINIMUM = 7


def read(name: str, folder: str = ".") -> pd.DataFrame:
    table = pd.read_csv(SAMPLE / folder / name)
    if "date" in table:
        table["quarter"] = pd.PeriodIndex(table["date"], freq="Q").astype(str)
    return table


@pytest.fixture(scope="module")
def employees() -> pd.DataFrame:
    return read("employee_survey.csv")


@pytest.fixture(scope="module")
def customers() -> pd.DataFrame:
    return read("customer_survey.csv")


@pytest.fixture(scope="module")
def revenue() -> pd.DataFrame:
    return read("revenue.csv")


def test_regenerates_byte_for_byte(tmp_path: Path) -> None:
    runpy.run_path(str(SAMPLE / "generate.py"))["generate"](tmp_path)
    made = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert made == {
        *(Path(folder) / name for folder in FOLDERS for name in FILES),
        *map(Path, BESIDE),
    }
    for path in made:
        assert (tmp_path / path).read_bytes() == (SAMPLE / path).read_bytes(), path


def test_another_seed_gives_other_answers(tmp_path: Path) -> None:
    runpy.run_path(str(SAMPLE / "generate.py"))["generate"](tmp_path, seed=1)
    assert (tmp_path / "revenue.csv").read_bytes() != (SAMPLE / "revenue.csv").read_bytes()


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", FILES)
def test_columns(name: str, folder: str) -> None:
    assert list(pd.read_csv(SAMPLE / folder / name, nrows=5)) == COLUMNS[name]


@pytest.mark.parametrize("name", FILES)
def test_quarters_and_branches(name: str) -> None:
    shown = read(name)
    assert sorted(shown["quarter"].unique()) == [
        str(quarter) for quarter in pd.period_range("2021Q2", "2026Q1", freq="Q")
    ]
    assert len(shown.groupby(["branch", "quarter"])) == 24 * 20
    assert shown.groupby("region")["branch"].nunique().to_dict() == dict.fromkeys(
        ("East", "North", "South", "West"), 6
    )
    for folder in FOLDERS[1:]:
        kept_back = read(name, folder)
        assert set(kept_back["quarter"]) == {folder.removeprefix("next/")}
        assert set(kept_back["branch"]) == set(shown["branch"])


@pytest.mark.parametrize("name", FILES[:2])
def test_no_response_id_twice(name: str) -> None:
    ids = pd.concat([read(name, folder)["response_id"] for folder in FOLDERS])
    assert ids.is_unique


def test_every_answer_is_on_its_scale(employees: pd.DataFrame, customers: pd.DataFrame) -> None:
    asked = [*ITEMS, *FURTHER_ITEMS, "overall_satisfaction"]
    for answers in (employees[asked], customers[["csat", *FURTHER_OF_CUSTOMERS]]):
        assert set(np.unique(answers)) == {1, 2, 3, 4, 5}
    assert set(customers["recommend"]) == set(range(11))
    assert customers["first_reply_hours"].between(0.1, 96).all()
    assert set(customers["promise_kept"]) == set(customers["complaint"]) == {"yes", "no"}
    assert (customers["resolved"].isna() == (customers["complaint"] == "no")).all()
    assert set(employees["level"]) == {"Front line", "Supervisor", "Manager"}
    assert employees["tenure"].nunique() == 4
    assert set(customers["segment"]) == {"Private", "Small business", "Key account"}


def test_servers_belong_to_one_branch(customers: pd.DataFrame) -> None:
    assert customers["served_by"].str.fullmatch(r"[A-Z]{3}-\d\d").all()
    assert (customers.groupby("served_by")["branch"].nunique() == 1).all()
    assert customers.groupby("branch")["served_by"].nunique().between(4, 6).all()


def test_sizes(employees: pd.DataFrame, customers: pd.DataFrame, revenue: pd.DataFrame) -> None:
    assert revenue["headcount"].between(30, 62).all()
    counts = customers.groupby(["branch", "quarter"]).size()
    assert counts.between(45, 75).all()
    served = revenue.set_index(["branch", "quarter"])["customers"]
    assert (counts / served).between(0.13, 0.21).all()
    usual = employees[employees["branch"] != UNDER_REPORTING]
    heads = revenue.set_index(["branch", "quarter"])["headcount"]
    rates = (usual.groupby(["branch", "quarter"]).size() / heads).dropna()
    assert rates.mean() == pytest.approx(0.70, abs=0.03)
    assert rates.max() <= 1


def test_one_branch_under_reports(employees: pd.DataFrame, customers: pd.DataFrame) -> None:
    counts = employees.groupby(["branch", "quarter"]).size().unstack()
    hidden = (counts < MINIMUM).sum(axis=1)
    assert hidden[UNDER_REPORTING] >= 15
    assert (hidden.drop(UNDER_REPORTING) == 0).all()
    assert (customers["branch"] == UNDER_REPORTING).sum() > 20 * 45


def test_company_looks_like_one(
    employees: pd.DataFrame, customers: pd.DataFrame, revenue: pd.DataFrame
) -> None:
    last = revenue[revenue["quarter"] == "2026Q1"]
    margin = 100 * (1 - last["cost"].sum() / last["revenue"].sum())
    attainment = 100 * last["revenue"].sum() / last["revenue_target"].sum()
    asked = employees[employees["quarter"] == "2026Q1"]
    served = customers[customers["quarter"] == "2026Q1"]
    promoters = (served["recommend"] >= 9).mean() - (served["recommend"] <= 6).mean()
    assert 12 < margin < 14
    assert 98 < attainment < 102
    assert 3.8 < asked["overall_satisfaction"].mean() < 3.95
    assert 3.6 < served["csat"].mean() < 3.9
    assert 0.10 < promoters < 0.35
    assert 0.82 < customers["promise_kept"].eq("yes").mean() < 0.90
    assert 0.06 < customers["complaint"].eq("yes").mean() < 0.09


def test_customers_of_the_west_slip(customers: pd.DataFrame) -> None:
    means = customers.groupby(["region", "quarter"])["csat"].mean().unstack()
    change = means["2026Q1"] - means["2024Q4"]
    assert change.idxmin() == "West"
    assert change["West"] < -0.3


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", FILES[:2])
def test_comments_are_finished_sentences(name: str, folder: str) -> None:
    comments = read(name, folder)["comment"]
    assert 0.25 < comments.notna().mean() < 0.45
    written = comments.dropna()
    assert not written.str.contains(r"[{}^]").any()
    assert written.str.len().between(10, 300).all()


def test_comments_try_a_reader(employees: pd.DataFrame, customers: pd.DataFrame) -> None:
    for table in (employees, customers):
        written = table["comment"].dropna()
        assert written.nunique() > 2000
        assert written.str.contains(",").any()
        assert written.str.contains('"').any()
    assert customers["comment"].str.contains("ü").any()


def test_customers_follow_employees_after_two_quarters(
    employees: pd.DataFrame, customers: pd.DataFrame, revenue: pd.DataFrame
) -> None:
    esat = news(employees.pivot_table("overall_satisfaction", "branch", "quarter"))
    csat = news(customers.pivot_table("csat", "branch", "quarter"))
    comfort = news(employees.pivot_table("workplace_comfort", "branch", "quarter"))
    margin = news(
        revenue.assign(margin=1 - revenue["cost"] / revenue["revenue"]).pivot(
            index="branch", columns="quarter", values="margin"
        )
    )
    assert np.argmax(by_lag(esat, csat)) + 1 == 2
    assert np.argmax(by_lag(csat, margin)) + 1 == 1
    assert max(by_lag(esat, csat)) > 0.25
    assert max(by_lag(csat, margin)) > 0.25
    assert np.abs(by_lag(comfort, csat)).max() < 0.15
    assert np.abs(by_lag(margin, csat)).max() < 0.15


def news(panel: pd.DataFrame) -> np.ndarray:
    """What is new in each branch and quarter: company and branch means out, 0.3 of the last out."""
    values = panel.to_numpy()
    values = values - values.mean(axis=0) - values.mean(axis=1, keepdims=True) + values.mean()
    return values[:, 1:] - 0.3 * values[:, :-1]


def by_lag(leader: np.ndarray, follower: np.ndarray) -> list[float]:
    return [
        float(np.corrcoef(leader[:, :-lag].ravel(), follower[:, lag:].ravel())[0, 1])
        for lag in range(1, 5)
    ]


def test_all_files_together_stay_small() -> None:
    assert (
        sum((SAMPLE / folder / name).stat().st_size for folder in FOLDERS for name in FILES) < 9e6
    )

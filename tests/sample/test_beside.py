"""What is planted in the files beside the three surveys, and in the further questions."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
MOMENTS = ["opened", "first_reply", "promised_by", "closed"]
DESK = ["Eastmere", "Lindenau", "Oderfurt", "Brackwell"]
SCRIPTS = ["Solvane", "Castelmont", "Valdora", "Mirefield"]
WEST = ["Westbrook", "Dunmore", "Calder Bay", "Rennick", "Fairlough", "Trevanion"]


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    table = pd.read_csv(SAMPLE / "service_log.csv", parse_dates=MOMENTS)
    table["hours"] = (table["first_reply"] - table["opened"]).dt.total_seconds() / 3600
    table["log_hours"] = np.log(table["hours"])
    return table.assign(quarter=table["opened"].dt.to_period("Q").astype(str))


@pytest.fixture(scope="module")
def teams() -> pd.DataFrame:
    return pd.read_csv(SAMPLE / "internal_service.csv")


@pytest.fixture(scope="module")
def customers() -> pd.DataFrame:
    table = pd.read_csv(SAMPLE / "customer_survey.csv")
    return table.assign(quarter=pd.PeriodIndex(table["date"], freq="Q").astype(str))


@pytest.fixture(scope="module")
def employees() -> pd.DataFrame:
    return pd.read_csv(SAMPLE / "employee_survey.csv")


def within(table: pd.Series) -> pd.DataFrame:
    """Branch by quarter, the means of branches and of quarters taken out."""
    wide = table.unstack()
    centred = wide.sub(wide.mean(axis=1), axis=0)
    return centred - centred.mean()


def more_than_others(table: pd.DataFrame, units: list[str], since: str, column: str) -> float:
    """What a figure of some units changed by since a quarter, less that of the others."""
    mine, later = table["unit"].isin(units), table["quarter"] >= since
    means = table.groupby([mine, later])[column].mean()
    return float(
        (means[True, True] - means[True, False]) - (means[False, True] - means[False, False])
    )


def test_cases_are_in_order(log: pd.DataFrame) -> None:
    assert log["case"].is_unique
    assert log["opened"].is_monotonic_increasing
    assert (log["first_reply"].isna() | (log["first_reply"] >= log["opened"])).all()
    assert (log["closed"].isna() | (log["closed"] >= log["first_reply"])).all()
    assert (log["promised_by"] > log["opened"]).all()
    assert log["closed"].max() < pd.Timestamp("2026-04-01")
    assert log["quarter"].nunique() == 20
    assert (log["recovered"].notna() <= (log["complaint"] == "yes")).all()


def test_servers_and_segments_are_those_of_the_survey(
    log: pd.DataFrame, customers: pd.DataFrame
) -> None:
    assert set(log["server"]) == set(customers["served_by"])
    assert set(log["segment"]) == set(customers["segment"])
    pairs = log.groupby("server")["unit"].unique().map(tuple).to_dict()
    assert pairs == customers.groupby("served_by")["branch"].unique().map(tuple).to_dict()


def test_replies_slow_down_in_the_west(log: pd.DataFrame) -> None:
    median = log.groupby([log["unit"].isin(WEST), "quarter"])["hours"].median()
    assert median[True, "2026Q1"] > 1.6 * median[True, "2024Q4"]
    assert abs(median[False, "2026Q1"] / median[False, "2024Q4"] - 1) < 0.15


def test_one_action_works_in_its_units_and_the_other_nowhere(
    log: pd.DataFrame, customers: pd.DataFrame
) -> None:
    level = log[~log["unit"].isin(WEST)]
    assert more_than_others(level, DESK, "2024Q3", "log_hours") == pytest.approx(-0.6, abs=0.12)
    others = level[~level["unit"].isin(DESK)]
    assert abs(more_than_others(others, SCRIPTS, "2024Q4", "log_hours")) < 0.12
    answers = customers.rename(columns={"branch": "unit"})
    ease = more_than_others(answers, DESK, "2024Q3", "easy_to_deal_with")
    assert ease == pytest.approx(0.40, abs=0.08)
    rest = answers[~answers["unit"].isin([*DESK, *WEST])]
    assert abs(more_than_others(rest, SCRIPTS, "2024Q4", "easy_to_deal_with")) < 0.08


def test_handovers_go_with_unhappy_customers_and_cost_recoveries(
    log: pd.DataFrame, customers: pd.DataFrame
) -> None:
    changes = within(log.groupby(["unit", "quarter"])["owner_changes"].mean())
    csat = within(customers.groupby(["branch", "quarter"])["csat"].mean())
    r = np.corrcoef(changes.to_numpy().ravel(), csat.loc[changes.index].to_numpy().ravel())[0, 1]
    assert -0.8 < r < -0.5
    complaints = log[(log["complaint"] == "yes") & log["recovered"].notna()]
    put_right = (complaints["recovered"] == "yes").groupby(complaints["owner_changes"]).mean()
    assert put_right[0] > put_right[1] > put_right[2] > put_right[3]


def test_the_chain_has_one_weak_edge_whose_supplier_thinks_well_of_itself(
    teams: pd.DataFrame,
) -> None:
    edges = teams.groupby(["supplier_team", "customer_team"])["score"].mean()
    assert edges.idxmin() == ("Purchasing", "Warehouse")
    assert edges.nsmallest(2).diff().iloc[-1] > 0.3
    means = teams.groupby("supplier_team")[["score", "self_score"]].mean()
    gaps = means["self_score"] - means["score"]
    assert gaps["Purchasing"] > 1.3
    assert gaps.drop("Purchasing").abs().max() < 0.65


def test_every_pair_of_teams_may_be_shown(teams: pd.DataFrame) -> None:
    scored = teams.dropna(subset="score")
    counts = scored.groupby(["quarter", "supplier_team", "customer_team"]).size()
    assert counts.min() >= 7
    own = teams.dropna(subset="self_score")
    assert own["customer_team"].isna().all()
    assert own.groupby(["quarter", "supplier_team"]).size().min() >= 7


def test_internal_service_leads_customers_by_a_quarter(
    teams: pd.DataFrame, customers: pd.DataFrame
) -> None:
    csat = within(customers.groupby(["branch", "quarter"])["csat"].mean())
    dispatch = teams[teams["supplier_team"] == "Dispatch"]
    score = within(dispatch.groupby(["customer_team", "quarter"])["score"].mean())
    score = score.loc[csat.index]
    by_lag = [
        np.corrcoef(score.to_numpy()[:, : 20 - lag].ravel(), csat.to_numpy()[:, lag:].ravel())[0, 1]
        for lag in range(4)
    ]
    assert int(np.argmax(by_lag)) == 1
    assert by_lag[1] > 0.6


def test_further_questions_of_employees(employees: pd.DataFrame) -> None:
    leaders = employees.groupby("level")["leaders_value_service"].mean()
    assert leaders["Manager"] - leaders["Front line"] == pytest.approx(0.75, abs=0.1)
    new = employees.groupby(employees["tenure"] == "Under 1 year")
    gaps = new[["can_step_in", "knowledge", "committed"]].mean().diff().iloc[-1]
    assert gaps["can_step_in"] < -0.45
    assert gaps["knowledge"] < -0.35
    assert gaps["committed"] > 0.1


def test_segments_differ_on_being_treated_as_persons(customers: pd.DataFrame) -> None:
    slope = {
        segment: np.polyfit(rows["csat"], rows["treated_as_person"], 1)[0]
        for segment, rows in customers.groupby("segment")
    }
    assert slope["Key account"] > 0.4
    assert slope["Private"] < -0.1


def test_what_follows_a_complaint_is_asked_of_those_who_complained(
    customers: pd.DataFrame,
) -> None:
    complained = customers["complaint"] == "yes"
    for column in ("complaint_handling", "repeat_complaint"):
        assert (customers[column].notna() == complained).all()
    again = (customers["repeat_complaint"] == "yes").groupby(customers["resolved"]).mean()
    assert again["no"] > 2 * again["yes"]
    assert set(customers["expectation"]) == {-2, -1, 0, 1, 2}


def test_customers_of_a_quarter_are_those_left_and_won_in_the_last() -> None:
    table = pd.read_csv(SAMPLE / "revenue.csv").set_index(["branch", "quarter"]).sort_index()
    after = table["customers_start"] - table["customers_lost"] + table["customers_new"]
    follows = after.groupby("branch").shift(1).dropna()
    assert (table.loc[follows.index, "customers_start"] == follows).all()
    assert (table["repeat_revenue"] < table["revenue"]).all()
    assert table["hires_screened"].between(0, 100).all()


def test_the_files_beside_are_small() -> None:
    names = ("service_log", "internal_service", "actions", "standards", "events")
    assert sum((SAMPLE / f"{name}.csv").stat().st_size for name in names) < 4e6

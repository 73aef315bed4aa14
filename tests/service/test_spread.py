"""The spread between members: against a mixed model, by its coverage, and where nothing is."""

import warnings

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from stool.service.places import clear
from stool.service.spread import spread_within

Frame = pd.DataFrame


def rows(sd: float, seed: int, *, groups: int = 8, members: int = 5, least: int = 5) -> Frame:
    """Answers of servers in units over four quarters, some of them absent."""
    random = np.random.default_rng(seed)
    made = []
    for group in range(groups):
        own = random.normal(0, sd, members)
        for quarter in range(4):
            level = random.normal(3.8, 0.3)
            for member in np.flatnonzero(random.random(members) > 0.1):
                for answer in random.normal(level + own[member], 1, random.integers(least, 18)):
                    made.append((group, f"{group}-{member}", quarter, answer))
    return pd.DataFrame(made, columns=["group", "member", "quarter", "y"])


def cells(answers: Frame) -> Frame:
    squared = answers.assign(yy=answers["y"] ** 2)
    sums = squared.groupby(["group", "member", "quarter"])
    return sums.agg(n=("y", "size"), s=("y", "sum"), ss=("yy", "sum")).reset_index()


@pytest.mark.parametrize(("sd", "seed"), [(0.3, 1), (0.6, 2)])
def test_it_is_that_of_a_mixed_model(sd: float, seed: int) -> None:
    """statsmodels' REML, one mean for every unit and quarter, a random effect of servers."""
    answers = rows(sd, seed)
    answers["place"] = answers["group"].astype(str) + answers["quarter"].astype(str)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = smf.mixedlm("y ~ C(place)", answers, groups=answers["member"]).fit()
    found = spread_within(cells(answers))
    assert found.value == pytest.approx(float(np.sqrt(model.cov_re.iloc[0, 0])), rel=0.05)
    assert found.low < sd < found.high
    assert (found.members, found.answers) == (40, len(answers))


def left_over(sums: Frame, square: float, noise: float) -> float:
    """y' P y of cells whose servers differ by so much, with whole matrices."""
    y = (sums["s"] / sums["n"]).to_numpy()
    of_place = sums["group"].astype(str) + "/" + sums["quarter"].astype(str)
    servers, places = (pd.get_dummies(by).to_numpy(float) for by in (sums["member"], of_place))
    variance = square * servers @ servers.T + np.diag(noise / sums["n"].to_numpy())
    weight = np.linalg.inv(variance)
    fixed = places.T @ weight @ places
    explained = places @ np.linalg.solve(fixed, places.T @ weight @ y)
    return float(y @ weight @ (y - explained))


def test_what_is_left_between_servers_is_worth_as_many_as_there_are() -> None:
    """The equation of Paule and Mandel, of cells with very uneven numbers of answers."""
    sums = cells(rows(0.5, 4, groups=3, least=2))
    sums.loc[::3, ["n", "s", "ss"]] *= 10
    noise = (sums["ss"] - sums["s"] ** 2 / sums["n"]).sum() / (sums["n"] - 1).sum()
    found = spread_within(sums, each=False)
    between = left_over(sums, found.value**2, noise) - left_over(sums, 1e6, noise)
    assert between == pytest.approx(15 - 3, rel=1e-4)


def test_its_interval_holds_the_truth_as_often_as_it_says() -> None:
    held = [
        found.low <= 0.28 <= found.high
        for seed in range(100)
        for found in [spread_within(cells(rows(0.28, seed, groups=4)), each=False)]
    ]
    assert 0.89 <= np.mean(held) <= 0.99


def test_no_spread_is_hardly_ever_found_where_there_is_none() -> None:
    lows = [spread_within(cells(rows(0, seed, groups=4)), each=False).low for seed in range(60)]
    assert np.mean(np.array(lows) > 0) <= 0.1


def test_a_group_whose_members_differ_more_stands_out() -> None:
    even, odd = rows(0.1, 1, groups=7), rows(1.5, 2, groups=1).assign(group=9)
    found = spread_within(cells(pd.concat([even, odd]))).groups.set_index("group")
    assert found.index[clear(found["p"])].tolist() == [9]
    assert found["value"].idxmax() == 9
    assert ((found["low"] <= found["value"]) & (found["value"] <= found["high"])).all()


def test_a_level_of_a_unit_or_quarter_is_no_spread() -> None:
    answers = rows(0.3, 1)
    moved = answers.assign(y=answers["y"] + 10 * answers["group"] - 3 * answers["quarter"])
    one, other = (spread_within(cells(each), each=False) for each in (answers, moved))
    assert other.value == pytest.approx(one.value, rel=1e-6)
    assert other.high == pytest.approx(one.high, rel=1e-6)


@pytest.mark.parametrize(
    "lonely",
    [
        cells(rows(0.3, 1)).drop_duplicates(["group", "quarter"]),  # one server at a time
        cells(rows(0.3, 1)).iloc[:0],
        cells(rows(0.3, 1).assign(y=4.0)),  # everybody says the same
    ],
)
def test_nothing_to_compare_is_no_figure(lonely: Frame) -> None:
    found = spread_within(lonely)
    assert np.isnan(found.value)
    assert found.members == 0
    assert found.groups.empty

"""Write the sample: 24 branches, 20 quarters and two kept back, with a planted truth.

Run ``python data/sample/generate.py [DIR]``; the same seed gives the same bytes. What is planted,
and how large it is, stands in `README.md` beside this file. Needs only NumPy and pandas.
"""

import json
import re
import runpy
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

HERE = Path(__file__).resolve().parent
SEED = 5
FIRST_QUARTER = 2021 * 4 + 1  # 2021Q2, as year * 4 + quarter - 1
SHOWN = 20  # quarters in the three main files
KEPT_BACK = 2  # quarters under next/
BURN_IN = 40  # quarters simulated and thrown away, so that the paths have settled

BRANCHES = {
    "North": ("Harborough", "Kelstone", "Norrby", "Tarnwick", "Ashfell", "Skarholm"),
    "East": ("Eastmere", "Lindenau", "Oderfurt", "Brackwell", "Polna", "Wexley"),
    "South": ("Solvane", "Grünau", "Castelmont", "Valdora", "Mirefield", "Port Salis"),
    "West": ("Westbrook", "Dunmore", "Calder Bay", "Rennick", "Fairlough", "Trevanion"),
}
UNDER_REPORTING = "Skarholm"  # 3 to 6 employees answer a quarter
SLIPPING_REGION = "West"
SLIP_FROM = "2025Q1"  # customers of the slipping region get less satisfied from here on

# Company-wide events: quarter -> push on (employees, customers, profit), in standard deviations of
# a branch's own news; each branch takes 0.4 to 1.6 times as much.
EVENTS = {
    "2022Q3": (-0.5, -1.2, -0.3),  # system outage
    "2023Q1": (0.0, 0.0, -0.8),  # energy prices
    "2024Q2": (0.7, 0.0, 0.0),  # pay round
    "2025Q3": (-1.1, 0.0, 0.0),  # reorganisation
    "2025Q4": (-0.4, 0.0, 0.0),
}
CUSTOMER_SEASON = (0.10, 0.10, 0.00, -0.20)  # first to fourth quarter, standard deviations
REVENUE_SEASON = (0.97, 1.00, 0.96, 1.07)
MARGIN_SEASON = (-0.2, 0.1, 0.0, 0.1)  # points

LEVELS = ("Front line", "Supervisor", "Manager")
LEVEL_SHARE = (0.72, 0.20, 0.08)
TENURES = ("Under 1 year", "1-3 years", "3-10 years", "Over 10 years")
TENURE_SHARE = (0.15, 0.27, 0.36, 0.22)
SEGMENTS = ("Private", "Small business", "Key account")
SEGMENT_SHARE = (0.60, 0.29, 0.11)


@dataclass(frozen=True, slots=True)
class Item:
    """One question to employees.

    Attributes
    ----------
    mean : float
        Typical answer, 1 to 5, before clipping.
    mood : float
        Points the answer moves when the branch's satisfaction moves by one standard deviation.
    weight : float
        Points overall satisfaction moves when a person's own view of this item moves by one.
    by_level : tuple of float
        Points added for front line, supervisor, manager.
    newcomers : float
        Points added in the first year.
    """

    mean: float
    mood: float
    weight: float
    by_level: tuple[float, float, float] = (0.0, 0.0, 0.0)
    newcomers: float = 0.0


ITEMS = {
    "clear_vision": Item(3.75, 0.18, 0.08, (-0.12, 0.15, 0.60)),
    "empowered": Item(3.55, 0.24, 0.30, (-0.10, 0.15, 0.45)),
    "coached": Item(3.45, 0.20, 0.10, newcomers=-0.35),
    "skilled": Item(4.35, 0.10, 0.05, newcomers=-0.45),
    "tools_work": Item(3.50, 0.16, 0.18),
    "boss_removes_obstacles": Item(3.60, 0.26, 0.32, (-0.08, 0.15, 0.30)),
    "recognised": Item(3.35, 0.26, 0.24),
    "reward_fair": Item(3.36, 0.16, 0.12),
    "safe_to_speak": Item(3.85, 0.20, 0.10, (-0.08, 0.10, 0.40)),
    "workplace_comfort": Item(3.90, 0.00, 0.00),
}
OVERALL_MEAN = 3.90
OVERALL_MOOD = 0.28


@dataclass(frozen=True, slots=True)
class Segment:
    """What moves one segment's satisfaction, in points of 1-5."""

    mean: float
    broken_promise: float
    slow_reply: float  # when the first reply takes 2.7 times as long
    speed: float  # log of its usual hours against the average


SEGMENT_EFFECTS = {
    "Private": Segment(0.02, -0.45, -0.34, 0.10),
    "Small business": Segment(0.00, -0.60, -0.20, -0.05),
    "Key account": Segment(-0.05, -1.10, -0.06, -0.50),
}


@dataclass(frozen=True, slots=True)
class Effects:
    """Planted links, in standard deviations of a branch's own quarterly news.

    Attributes
    ----------
    esat_to_csat : float
        After 2 quarters.
    csat_to_profit : float
        After 1 quarter.
    profit_to_esat : float
        After 3 quarters: profit pays rewards two quarters later, rewards are felt one later.
    persistence : float
        Share of a leg's deviation still there a quarter later.
    slip : float
        Push on the customers of the slipping region, each quarter from `SLIP_FROM` on.
    """

    esat_to_csat: float = 0.50
    csat_to_profit: float = 0.45
    profit_to_esat: float = 0.20
    persistence: float = 0.30
    slip: float = -0.20


@dataclass(frozen=True, slots=True)
class Paths:
    """Latent paths, one row a branch, one column a quarter, in standard deviations.

    `comfort` is in points of 1-5; `rewards` is what profit of two quarters ago pays for.
    """

    esat: Floats
    csat: Floats
    profit: Floats
    rewards: Floats
    comfort: Floats


def generate(directory: Path, seed: int = SEED) -> None:
    """Write the three files and those beside them, and two kept-back quarters under ``next/``.

    Parameters
    ----------
    directory : Path
        Made when missing; files of the same names are replaced.
    seed : int
        Same seed, same bytes.
    """
    tables = make_tables(seed)
    labels = quarter_labels()
    folders = {directory: labels[:SHOWN]}
    folders |= {directory / "next" / label: [label] for label in labels[SHOWN:]}
    for folder, wanted in folders.items():
        folder.mkdir(parents=True, exist_ok=True)
        for name, parts in tables.items():
            table = pd.concat([parts[label] for label in wanted], ignore_index=True)
            _write(table, folder / f"{name}.csv")
    for name, table in make_tables_beside(seed).items():
        _write(table, directory / f"{name}.csv")


def _write(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def make_tables_beside(seed: int = SEED) -> dict[str, pd.DataFrame]:
    """Draw the files beside the three, of the shown quarters: file name -> rows.

    Each has random streams of its own, so that the three are what they were without them.
    """
    beside = runpy.run_path(str(HERE / "beside.py"))
    branches = _branches(_stream(seed, "branches"))
    paths = simulate_paths(_stream(seed, "paths"), branches, Effects())
    servers = _servers(_stream(seed, "servers"), branches)
    labels = quarter_labels()[:SHOWN]
    speed = [SEGMENT_EFFECTS[name].speed for name in SEGMENTS]
    segments = pd.DataFrame({"share": SEGMENT_SHARE, "speed": speed}, index=list(SEGMENTS))
    stream = partial(_stream, seed)
    notes = json.loads((HERE / "notes.json").read_text(encoding="utf-8"))
    return {
        "service_log": beside["service_log"](
            stream,
            branches,
            servers=servers,
            service=paths.csat,
            effects=segments,
            labels=labels,
        ),
        "internal_service": beside["internal_service"](stream, branches, paths.csat, labels),
        **{
            name: pd.DataFrame(each["rows"], columns=each["columns"])
            for name, each in notes.items()
        },
    }


def make_tables(
    seed: int = SEED, effects: Effects | None = None
) -> dict[str, dict[str, pd.DataFrame]]:
    """Draw every file: file name -> quarter -> rows.

    Each quarter of each survey has a random stream of its own, so that a change to one leaves the
    others as they were.
    """
    branches = _branches(_stream(seed, "branches"))
    paths = simulate_paths(_stream(seed, "paths"), branches, effects or Effects())
    servers = _servers(_stream(seed, "servers"), branches)
    phrases = json.loads((HERE / "phrases.json").read_text(encoding="utf-8"))
    further = runpy.run_path(str(HERE / "further.py"))
    employees, customers = {}, {}
    for column, label in enumerate(quarter_labels()):
        rng = _stream(seed, "employees", label)
        rows = _employees(rng, branches, paths, column)
        rows["comment"] = _employee_comments(rng, rows, label, phrases)
        rng = _stream(seed, "further employees", label)
        suggest = partial(_suggestion, phrases["employee"]["suggestion"], phrases["words"])
        employees[label] = further["employees"](rng, _number(rows, "E", label), suggest)
        rng = _stream(seed, "customers", label)
        rows = _customers(rng, branches, servers, paths, column)
        rows["comment"] = _customer_comments(rng, rows, label, phrases)
        rng = _stream(seed, "further customers", label)
        suggest = partial(_suggestion, phrases["customer"]["suggestion"], phrases["words"])
        customers[label] = further["customers"](rng, _number(rows, "C", label), label, suggest)
    revenue = _revenue(_stream(seed, "revenue"), branches, paths)
    revenue = further["revenue"](_stream(seed, "further revenue"), revenue, paths.csat)
    return {"employee_survey": employees, "customer_survey": customers, "revenue": revenue}


def quarter_labels() -> list[str]:
    """Labels of the shown and the kept-back quarters, oldest first."""
    numbers = range(FIRST_QUARTER, FIRST_QUARTER + SHOWN + KEPT_BACK)
    return [f"{number // 4}Q{number % 4 + 1}" for number in numbers]


def _stream(seed: int, *key: str) -> np.random.Generator:
    """Random numbers of one purpose, the same whatever else is drawn."""
    return np.random.default_rng([seed, *"/".join(key).encode()])


def _branches(rng: np.random.Generator) -> pd.DataFrame:
    """One row a branch: what stays the same over the quarters."""
    pairs = [(branch, region) for region, names in BRANCHES.items() for branch in names]
    table = pd.DataFrame(pairs, columns=["branch", "region"])
    size = len(table)
    table["code"] = [_code(branch) for branch in table["branch"]]
    table["exposure"] = rng.permutation(np.linspace(0.4, 1.6, size))
    table["headcount"] = rng.integers(34, 59, size)
    table["response_rate"] = rng.uniform(0.64, 0.78, size)
    table["customer_response"] = rng.uniform(0.15, 0.19, size)
    table["customers"] = rng.uniform(55, 63, size) / table["customer_response"]  # at the start
    table["esat_level"] = rng.normal(0, 0.12, size)
    table["csat_level"] = rng.normal(0, 0.14, size)
    table["margin_level"] = rng.normal(0, 1.3, size)
    table["ticket"] = rng.uniform(2400, 3200, size)  # EUR a customer and quarter
    table["reward"] = rng.uniform(330, 420, size)  # EUR a head and quarter
    return table


def _code(branch: str) -> str:
    return branch.upper().replace("Ü", "UE").replace(" ", "")[:3]


def simulate_paths(rng: np.random.Generator, branches: pd.DataFrame, effects: Effects) -> Paths:
    """Let the three legs feed each other, quarter by quarter, in every branch.

    Parameters
    ----------
    rng : Generator
    branches : DataFrame, one row a branch
        Uses `exposure` and `region`.
    effects : Effects
        Links and persistence.
    """
    shape = (len(branches), BURN_IN + SHOWN + KEPT_BACK)
    news = rng.normal(size=(3, *shape)) + branches["exposure"].to_numpy()[:, None] * _shocks(rng)
    reward_news = rng.normal(0, 0.4, shape)
    news[1] += _customer_pushes(branches, shape, effects.slip)
    esat, csat, profit, rewards = np.zeros((4, *shape))
    for t in range(3, shape[1]):
        rewards[:, t] = profit[:, t - 2] + reward_news[:, t]
        esat[:, t] = (
            effects.persistence * esat[:, t - 1]
            + effects.profit_to_esat * rewards[:, t - 1]
            + news[0, :, t]
        )
        csat[:, t] = (
            effects.persistence * csat[:, t - 1]
            + effects.esat_to_csat * esat[:, t - 2]
            + news[1, :, t]
        )
        profit[:, t] = (
            effects.persistence * profit[:, t - 1]
            + effects.csat_to_profit * csat[:, t - 1]
            + news[2, :, t]
        )
    comfort = _persistent(rng.normal(0, 0.16, shape), 0.8)
    return Paths(*(path[:, BURN_IN:] for path in (esat, csat, profit, rewards, comfort)))


def _shocks(rng: np.random.Generator) -> Floats:
    """Company-wide news, shape (3, 1, quarters): small every quarter, large at `EVENTS`."""
    shocks = rng.normal(0, 0.15, (3, 1, BURN_IN + SHOWN + KEPT_BACK))
    for column, label in enumerate(quarter_labels(), start=BURN_IN):
        shocks[:, 0, column] += EVENTS.get(label, (0.0, 0.0, 0.0))
    return shocks


def _customer_pushes(branches: pd.DataFrame, shape: tuple[int, int], slip: float) -> Floats:
    """Season for every branch, and the slip of one region, in standard deviations."""
    start = FIRST_QUARTER - BURN_IN
    pushes = np.tile([CUSTOMER_SEASON[(start + t) % 4] for t in range(shape[1])], (shape[0], 1))
    slipping = (branches["region"] == SLIPPING_REGION).to_numpy()
    quarters = np.arange(shape[1]) - BURN_IN - quarter_labels().index(SLIP_FROM) + 1
    return pushes + slip * np.outer(slipping, quarters.clip(0, 5))


def _persistent(news: Floats, share: float) -> Floats:
    """Paths that keep a share of the last quarter's deviation."""
    path = np.zeros_like(news)
    for t in range(1, news.shape[1]):
        path[:, t] = share * path[:, t - 1] + news[:, t]
    return path


def _employees(
    rng: np.random.Generator, branches: pd.DataFrame, paths: Paths, column: int
) -> pd.DataFrame:
    """Answers of one quarter's employees, without ids and comments."""
    counts = rng.binomial(_headcount(branches, column), branches["response_rate"])
    few = (branches["branch"] == UNDER_REPORTING).to_numpy()
    counts[few] = rng.integers(3, 7, few.sum())
    branch = np.repeat(np.arange(len(branches)), counts)
    size = len(branch)
    level = rng.choice(len(LEVELS), size, p=LEVEL_SHARE)
    tenure = rng.choice(len(TENURES), size, p=TENURE_SHARE)
    rows = pd.DataFrame(
        {
            "date": _dates(column, rng.integers(35, 56, size)),  # asked in mid-quarter
            "branch": branches["branch"].to_numpy()[branch],
            "region": branches["region"].to_numpy()[branch],
            "level": np.array(LEVELS)[level],
            "tenure": np.array(TENURES)[tenure],
        }
    )
    mood = paths.esat[branch, column]
    outlook = rng.normal(size=size)  # how a person answers everything
    overall = OVERALL_MEAN + OVERALL_MOOD * mood + branches["esat_level"].to_numpy()[branch]
    overall += 0.35 * outlook + rng.normal(0, 0.45, size)
    for name, item in ITEMS.items():
        own = rng.normal(0, 0.70, size)
        answer = item.mean + item.mood * mood + own
        answer += np.array(item.by_level)[level] + item.newcomers * (tenure == 0)
        if name == "workplace_comfort":  # the planted non-link: a path of its own
            answer += paths.comfort[branch, column]
        else:
            answer += 0.35 * outlook + rng.normal(0, 0.10, len(branches))[branch]
        if name == "reward_fair":
            answer += 0.12 * paths.rewards[branch, column]
        rows[name] = _likert(answer)
        overall += item.weight * own
    rows["overall_satisfaction"] = _likert(overall + np.array((-0.04, 0.05, 0.22))[level])
    return rows


def _headcount(branches: pd.DataFrame, column: int) -> NDArray[np.int64]:
    """Heads in a quarter: a slow drift that differs between branches."""
    drift = 1 + 0.06 * np.sin(column / 6 + np.arange(len(branches)))
    return np.rint(branches["headcount"].to_numpy() * drift).astype(np.int64)


def _customers_served(branches: pd.DataFrame, column: int) -> NDArray[np.int64]:
    """Customers in a quarter: growth of 0.2 % and a drift that differs between branches."""
    drift = 1.002**column * (1 + 0.03 * np.sin(column / 5 + 2 * np.arange(len(branches))))
    return np.rint(branches["customers"].to_numpy() * drift).astype(np.int64)


def _likert(answer: Floats) -> NDArray[np.int64]:
    return np.rint(answer).clip(1, 5).astype(np.int64)


def _dates(column: int, days: NDArray[np.int64]) -> NDArray[np.str_]:
    """ISO dates, `days` after the quarter's first day."""
    number = FIRST_QUARTER + column
    first = np.datetime64(f"{number // 4}-{number % 4 * 3 + 1:02d}-01")
    return np.datetime_as_string(first + days)


def _servers(rng: np.random.Generator, branches: pd.DataFrame) -> list[pd.DataFrame]:
    """For each branch its servers: code, share of customers, and how they differ in points."""
    teams = []
    for code in branches["code"]:
        size = int(rng.integers(4, 7))
        share = rng.dirichlet(np.full(size, 12.0))
        skill = rng.normal(0, 0.28, size)
        names = [f"{code}-{number:02d}" for number in range(1, size + 1)]
        team = pd.DataFrame({"server": names, "share": share, "skill": skill - share @ skill})
        teams.append(team)
    return teams


def _customers(
    rng: np.random.Generator,
    branches: pd.DataFrame,
    servers: list[pd.DataFrame],
    paths: Paths,
    column: int,
) -> pd.DataFrame:
    """Answers of one quarter's customers, without ids and comments."""
    expected = _customers_served(branches, column) * branches["customer_response"].to_numpy()
    counts = np.rint(expected * rng.uniform(0.92, 1.08, len(branches))).astype(np.int64)
    branch = np.repeat(np.arange(len(branches)), counts)
    size = len(branch)
    segment = rng.choice(SEGMENTS, size, p=SEGMENT_SHARE)
    team = pd.concat(
        [
            team.sample(count, replace=True, weights="share", random_state=rng)
            for team, count in zip(servers, counts, strict=True)
        ]
    )
    service = paths.csat[branch, column]
    level = branches["csat_level"].to_numpy()[branch] + team["skill"].to_numpy()
    by_segment = pd.DataFrame([SEGMENT_EFFECTS[name] for name in segment])
    slowness = by_segment["speed"].to_numpy() - 0.18 * service - 0.5 * level
    slowness += rng.normal(0, 0.75, size)
    kept = rng.random(size) < _logistic(2.0 + 0.28 * service + 0.6 * level)
    odds = -3.05 + 1.2 * ~kept + 0.4 * slowness.clip(0) - 0.2 * service
    complaint = rng.random(size) < _logistic(odds)
    resolved = rng.random(size) < _logistic(0.8 + 0.2 * service)
    felt = 3.99 + 0.20 * service + level + by_segment["mean"].to_numpy()
    felt += by_segment["slow_reply"].to_numpy() * slowness
    felt += by_segment["broken_promise"].to_numpy() * (~kept - 0.13)
    felt += complaint * np.where(resolved, -0.15, -1.4) + rng.normal(0, 0.8, size)
    return pd.DataFrame(
        {
            "date": _dates(column, rng.integers(0, 90, size)),
            "branch": branches["branch"].to_numpy()[branch],
            "region": branches["region"].to_numpy()[branch],
            "segment": segment,
            "served_by": team["server"].to_numpy(),
            "csat": _likert(felt),
            "recommend": np.rint(8.3 + 1.6 * (felt - 3.8) + rng.standard_t(4, size))
            .clip(0, 10)
            .astype(np.int64),
            "first_reply_hours": (5 * np.exp(slowness)).round(1).clip(0.1, 96),
            "promise_kept": np.where(kept, "yes", "no"),
            "complaint": np.where(complaint, "yes", "no"),
            "resolved": np.where(complaint, np.where(resolved, "yes", "no"), ""),
        }
    )


def _logistic(value: Floats) -> Floats:
    return 1 / (1 + np.exp(-value))


def _revenue(
    rng: np.random.Generator,
    branches: pd.DataFrame,
    paths: Paths,
) -> dict[str, pd.DataFrame]:
    """Ledger figures, quarter -> one row a branch; EUR, counted in full."""
    tables = {}
    for column, label in enumerate(quarter_labels()):
        season = int(label[-1]) - 1
        profit = paths.profit[:, column]
        heads = _headcount(branches, column)
        plan = branches["customers"] * branches["ticket"]
        target = (plan * 1.006**column * REVENUE_SEASON[season] / 1000).round() * 1000
        revenue = target * (1.002 + 0.015 * profit + rng.normal(0, 0.015, len(branches)))
        margin = 13.2 + branches["margin_level"] + MARGIN_SEASON[season] + 1.5 * profit
        reward = heads * branches["reward"] * (1 + 0.15 * paths.rewards[:, column])
        tables[label] = pd.DataFrame(
            {
                "quarter": label,
                "branch": branches["branch"],
                "region": branches["region"],
                "revenue": revenue.round().astype(np.int64),
                "revenue_target": target.astype(np.int64),
                "cost": (revenue * (1 - margin / 100)).round().astype(np.int64),
                "reward_spend": (reward / 10).round().astype(np.int64) * 10,
                "headcount": heads,
                "customers": _customers_served(branches, column),
            }
        )
    return tables


def _employee_comments(
    rng: np.random.Generator, rows: pd.DataFrame, label: str, phrases: dict
) -> list[str]:
    """For about a quarter of the rows a sentence that fits the answers, else nothing."""
    texts = [""] * len(rows)
    answers = rows[list(ITEMS)].to_numpy() + rng.uniform(0, 0.5, (len(rows), len(ITEMS)))
    overall = rows["overall_satisfaction"].to_numpy()
    for row in np.flatnonzero(rng.random(len(rows)) < phrases["employee_share"]):
        case = (answers[row], int(overall[row]), label, phrases["employee"])
        lists = [_employee_phrases(rng, *case) for _ in range(_sentences(rng))]
        texts[row] = _compose(rng, lists, phrases["words"])
    return texts


def _employee_phrases(
    rng: np.random.Generator, answers: Floats, overall: int, label: str, book: dict
) -> list[str]:
    """Sentences one employee might write: an event, a suggestion, an item, or the mood."""
    draw = rng.random()
    event = book["events"].get(label, {}).get("low" if overall <= 3 else "high")
    if event and draw < 0.25:
        return event
    if draw < 0.3:
        return book["suggestion"]
    low, high = int(answers.argmin()), int(answers.argmax())
    if draw < 0.8 and overall <= 3 and answers[low] < 3:
        return book["items"][tuple(ITEMS)[low]]["low"]
    if draw < 0.8 and overall >= 4 and answers[high] >= 4:
        return book["items"][tuple(ITEMS)[high]]["high"]
    return book["general"]["low" if overall <= 2 else "mid" if overall == 3 else "high"]


def _customer_comments(
    rng: np.random.Generator, rows: pd.DataFrame, label: str, phrases: dict
) -> list[str]:
    """For some of the rows a sentence that fits the case; the unhappy write more often."""
    texts = [""] * len(rows)
    eagerness = phrases["customer_share"] * np.array([1.5, 1.3, 0.9, 0.8, 1.0])
    writes = rng.random(len(rows)) < eagerness[rows["csat"].to_numpy() - 1]
    for row in np.flatnonzero(writes):
        case = rows.iloc[row]
        words = phrases["words"] | {"duration": [_duration(case["first_reply_hours"])]}
        book = phrases["customer"]
        lists = [_customer_phrases(rng, case, label, book) for _ in range(_sentences(rng))]
        texts[row] = _compose(rng, lists, words)
    return texts


def _customer_phrases(
    rng: np.random.Generator, case: pd.Series, label: str, book: dict
) -> list[str]:
    """Sentences one customer might write, most telling circumstance first."""
    draw = rng.random()
    unhappy, happy = case["csat"] <= 3, case["csat"] >= 4
    slipping = case["region"] == SLIPPING_REGION and label >= SLIP_FROM
    candidates = [
        (0.12, True, book["suggestion"]),
        (0.25, unhappy and label in book["events"], book["events"].get(label, [])),
        (0.45, unhappy and slipping, book["slip"]),
        (0.90, case["resolved"] == "no" and unhappy, book["complaint_open"]),
        (0.90, case["resolved"] == "yes", book["complaint_resolved"]),
        (0.85, case["promise_kept"] == "no" and unhappy, book["broken"]),
        (0.75, case["first_reply_hours"] >= 8 and unhappy, book["slow"]),
        (0.50, case["first_reply_hours"] <= 3 and happy, book["quick"]),
        (1.01, happy, book["praise"]),
        (1.01, case["csat"] == 3, book["middling"]),
    ]
    return next((texts for below, fits, texts in candidates if fits and draw < below), book["poor"])


def _duration(hours: float) -> str:
    """Hours as people say them."""
    if hours < 1:
        return f"{max(10, round(hours * 6) * 10)} minutes"
    if hours < 1.5:
        return "an hour"
    if hours < 20:
        return f"{round(hours)} hours"
    days = round(hours / 24)
    return "a whole day" if days <= 1 else f"{days} days"


def _suggestion(texts: list[str], words: dict[str, list[str]], rng: np.random.Generator) -> str:
    """One sentence that proposes something."""
    return _compose(rng, [texts], words)


def _pick(rng: np.random.Generator, texts: list[str]) -> str:
    return texts[int(rng.integers(len(texts)))]


def _sentences(rng: np.random.Generator) -> int:
    """Some people write two sentences."""
    return 1 + int(rng.random() < 0.4)


def _compose(rng: np.random.Generator, lists: list[list[str]], words: dict[str, list[str]]) -> str:
    """One sentence from each list, never the same twice."""
    texts = dict.fromkeys(_pick(rng, texts) for texts in lists)
    return " ".join(_fill(rng, text, words) for text in texts)


def _fill(rng: np.random.Generator, text: str, words: dict[str, list[str]]) -> str:
    """Put a word into every {slot}, none twice; {slot^} starts a sentence."""
    used: set[str] = set()

    def word(slot: re.Match[str]) -> str:
        fresh = [choice for choice in words[slot[1]] if choice not in used]
        chosen = _pick(rng, fresh or words[slot[1]])
        used.add(chosen)
        return chosen[0].upper() + chosen[1:] if slot[2] else chosen

    return re.sub(r"\{(\w+)(\^?)\}", word, text)


def _number(rows: pd.DataFrame, letter: str, label: str) -> pd.DataFrame:
    """Order by date and give each row its id, like ``E2021Q2-0001``."""
    rows = rows.sort_values("date", kind="stable", ignore_index=True)
    rows.insert(0, "response_id", [f"{letter}{label}-{row:04d}" for row in range(1, len(rows) + 1)])
    return rows


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)

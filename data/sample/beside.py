"""What stands beside the three surveys of the sample: a service log, what teams say of the teams
that serve them, and lists of actions, standards and events, each from a random stream of its own.
"""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Stream = Callable[..., np.random.Generator]

CASES = 36  # of a branch and quarter, on average
OPEN_FOR_GOOD = 0.006  # share of cases that nobody ever closes
PROMISED = {"Private": 72, "Small business": 48, "Key account": 24}  # hours
WEST_SLOWER = 0.35  # log of the hours to a first reply, in the slipping region once it slips
HANDOVERS = 0.42  # of a case, on average
HANDOVERS_BY_SERVICE = -0.10  # of a case, for a standard deviation of the branch's customers
SLOWER_BY_HANDOVER = 0.35  # log of the hours from the reply to closing, for each handover

REPLY_DESK = ("Eastmere", "Lindenau", "Oderfurt", "Brackwell")  # an action that works
REPLY_DESK_FROM = "2024Q3"
REPLY_DESK_EFFECT = -0.60  # log of the hours to a first reply
SCRIPTS = ("Solvane", "Castelmont", "Valdora", "Mirefield")  # an action without any effect

RATINGS = 8  # of a team by a team in a quarter
LEADS_CSAT = "Dispatch"  # what branches say of it foreshadows their customers
LEAD = 1  # quarters
LEAD_EFFECT = 0.30  # points of the rating for a standard deviation of the customers that follow
WEAK = ("Purchasing", "Warehouse")  # the weak edge: supplier and customer
WEAK_SCORE, WEAK_SELF_SCORE = 2.6, 4.4  # points
CHAIN = (  # supplier, customer; the last two serve every branch
    ("Purchasing", "Warehouse"),
    ("Warehouse", "Dispatch"),
    ("IT", "Dispatch"),
    ("IT", "Back office"),
    ("Human resources", "Back office"),
)
SERVE_BRANCHES = ("Dispatch", "Back office")
USUAL_SCORE, USUAL_SELF_SCORE = 3.7, 3.9  # points


def service_log(
    stream: Stream,
    branches: pd.DataFrame,
    *,
    servers: list[pd.DataFrame],
    service: Floats,
    effects: pd.DataFrame,
    labels: list[str],
) -> pd.DataFrame:
    """One row a case, in the order of opening.

    Parameters
    ----------
    stream : callable
        Random numbers by purpose.
    branches, servers
        As of `generate`.
    service : array, shape (branches, quarters)
        Path of the customers, in standard deviations.
    effects : DataFrame, one row a segment
        ``share`` and ``speed`` (log of its usual hours against the average).
    labels : list of str
        Quarters to write.
    """
    ends = pd.Period(labels[-1], freq="Q").end_time.floor("min")
    parts = []
    for column, label in enumerate(labels):
        rng = stream("service_log", label)
        counts = rng.poisson(CASES, len(branches))
        branch = np.repeat(np.arange(len(branches)), counts)
        drawn = {"servers": servers, "effects": effects, "label": label}
        parts.append(_cases(rng, branches, branch, felt=service[branch, column], **drawn))
    table = pd.concat(parts, ignore_index=True).sort_values("opened", kind="stable")
    table.insert(0, "case", [f"L{number:06d}" for number in range(1, len(table) + 1)])
    for moment in ("first_reply", "closed"):
        table[moment] = table[moment].where(table[moment] <= ends)
    table["closed"] = table["closed"].where(table["first_reply"].notna())
    settled = table["closed"].notna() & (table["complaint"] == "yes")
    table["recovered"] = table["recovered"].where(settled, "")
    for moment in ("opened", "first_reply", "promised_by", "closed"):
        table[moment] = table[moment].dt.strftime("%Y-%m-%d %H:%M")
    return table


def _cases(
    rng: np.random.Generator,
    branches: pd.DataFrame,
    branch: NDArray[np.int64],
    *,
    servers: list[pd.DataFrame],
    felt: Floats,
    effects: pd.DataFrame,
    label: str,
) -> pd.DataFrame:
    """Cases of one quarter, times as time stamps."""
    size = len(branch)
    segment = rng.choice(len(effects), size, p=effects["share"])
    server = np.empty(size, dtype=object)
    for place, team in enumerate(servers):
        here = branch == place
        server[here] = rng.choice(team["server"], here.sum(), p=team["share"])
    first = pd.Period(label, freq="Q").start_time
    minutes = rng.integers(0, 90, size) * 1440 + 8 * 60 + rng.integers(0, 10 * 60, size)
    opened = first + pd.to_timedelta(minutes, unit="min")
    names = branches["branch"].to_numpy()[branch]
    slowness = effects["speed"].to_numpy()[segment] - 0.18 * felt + rng.normal(0, 0.75, size)
    slipping = (branches["region"] == "West").to_numpy()[branch] & (label >= "2025Q1")
    slowness += WEST_SLOWER * slipping
    slowness += REPLY_DESK_EFFECT * (np.isin(names, REPLY_DESK) & (label >= REPLY_DESK_FROM))
    reply = np.maximum(np.rint(5 * 60 * np.exp(slowness)), 2)
    changes = rng.poisson(np.clip(HANDOVERS + HANDOVERS_BY_SERVICE * felt, 0.05, None))
    work = rng.lognormal(np.log(14 * 60), 0.8, size) * np.exp(SLOWER_BY_HANDOVER * changes)
    took = reply + np.rint(work)
    promised = np.array([PROMISED[name] for name in effects.index])[segment] * 60
    late = took > promised
    complaint = rng.random(size) < _logistic(-2.9 + 1.1 * late + 0.35 * changes)
    recovered = rng.random(size) < _logistic(1.0 - 0.5 * changes + 0.2 * felt)
    closed = opened + pd.to_timedelta(took, unit="min")
    return pd.DataFrame(
        {
            "unit": names,
            "server": server,
            "segment": effects.index.to_numpy()[segment],
            "opened": opened,
            "first_reply": opened + pd.to_timedelta(reply, unit="min"),
            "promised_by": opened + pd.to_timedelta(promised, unit="min"),
            "closed": closed.where(rng.random(size) >= OPEN_FOR_GOOD),
            "owner_changes": changes,
            "complaint": np.where(complaint, "yes", "no"),
            "recovered": np.where(recovered, "yes", "no"),
        }
    )


def internal_service(
    stream: Stream, branches: pd.DataFrame, service: Floats, labels: list[str]
) -> pd.DataFrame:
    """One row a rating of a team by somebody it serves, or by one of its own.

    Parameters
    ----------
    service : array, shape (branches, quarters or more)
        Path of the customers, `LEAD` quarters beyond the labels.
    """
    rows = []
    names = branches["branch"].tolist()
    edges = [*CHAIN, *((team, branch) for team in SERVE_BRANCHES for branch in names)]
    suppliers = list(dict.fromkeys(supplier for supplier, _ in edges))
    standing = stream("internal").normal(0, 0.15, len(edges))
    for column, label in enumerate(labels):
        rng = stream("internal", label)
        for place, (supplier, customer) in enumerate(edges):
            level = (WEAK_SCORE if (supplier, customer) == WEAK else USUAL_SCORE) + standing[place]
            if supplier == LEADS_CSAT and customer in names:
                level += LEAD_EFFECT * service[names.index(customer), column + LEAD]
            rows += [
                (label, customer, supplier, score, "") for score in _ratings(rng, level, RATINGS)
            ]
        for supplier in suppliers:
            level = WEAK_SELF_SCORE if supplier == WEAK[0] else USUAL_SELF_SCORE
            rows += [(label, "", supplier, "", own) for own in _ratings(rng, level, RATINGS)]
    columns = ["quarter", "customer_team", "supplier_team", "score", "self_score"]
    return pd.DataFrame(rows, columns=columns)


def _ratings(rng: np.random.Generator, level: float, size: int) -> Iterable[int]:
    return np.rint(rng.normal(level, 0.8, size)).clip(1, 5).astype(int).tolist()


def _logistic(value: Floats) -> Floats:
    return 1 / (1 + np.exp(-value))

"""Names, units and ranges of everything that travels along the road, spelled once.

A leg is one of three; a metric is a column of answers or amounts that belongs to a leg; a cell is
the additive summary of one metric for one unit, quarter and segment.
"""

from dataclasses import dataclass
from typing import Final, Literal

ESAT: Final = "esat"
CSAT: Final = "csat"
PROFIT: Final = "profit"
LEGS: Final = (ESAT, CSAT, PROFIT)
LINKS: Final = ((ESAT, CSAT), (CSAT, PROFIT), (PROFIT, ESAT))  # declared in advance, leader first

Better = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Scale:
    """What the values of a metric can be.

    Attributes
    ----------
    name : str
        Key in `SCALES`, stored with every cell.
    low, high : float or None
        Ends of the valid range, inclusive; None where there is no end.
    counted : bool
        Whether the answers are whole numbers whose counts c0..c10 are kept.
    sampled : bool
        Whether the values are answers of people, with sampling error and a minimum n;
        False for a ledger figure, which is counted in full.
    favourable_from, top_from : float or None
        Lowest answer counted as favourable, and as top box.
    """

    name: str
    low: float | None
    high: float | None
    counted: bool
    sampled: bool = True
    favourable_from: float | None = None
    top_from: float | None = None


SCALES: Final = {
    scale.name: scale
    for scale in (
        Scale("1-5", 1, 5, counted=True, favourable_from=4, top_from=5),
        Scale("1-7", 1, 7, counted=True, favourable_from=6, top_from=7),
        Scale("1-10", 1, 10, counted=True, favourable_from=8, top_from=9),
        Scale("0-10", 0, 10, counted=True, favourable_from=8, top_from=9),
        Scale("1-3", 1, 3, counted=True, favourable_from=3, top_from=3),
        Scale("1-4", 1, 4, counted=True, favourable_from=3, top_from=4),
        Scale("1-6", 1, 6, counted=True, favourable_from=5, top_from=6),
        Scale("0-1", 0, 1, counted=True, favourable_from=1, top_from=1),  # no / yes
        Scale("0-100", 0, 100, counted=False),
        Scale("-2-2", -2, 2, counted=False, favourable_from=1, top_from=2),  # against expectation
        Scale("1-3 mean", 1, 3, counted=False),
        Scale("1-4 mean", 1, 4, counted=False),
        Scale("1-6 mean", 1, 6, counted=False),
        Scale("1-5 mean", 1, 5, counted=False),  # a person's mean over several items
        Scale("1-7 mean", 1, 7, counted=False),
        Scale("1-10 mean", 1, 10, counted=False),
        Scale("0-10 mean", 0, 10, counted=False),
        Scale("amount", None, None, counted=False),  # a number each row carries: hours
        Scale("ledger", None, None, counted=False, sampled=False),  # counted in full: money, heads
    )
}

# Metrics the analysis knows by name; any other metric is an item of its leg.
REVENUE: Final = "revenue"
COST: Final = "cost"
REVENUE_TARGET: Final = "revenue_target"
REWARD_SPEND: Final = "reward_spend"
HEADCOUNT: Final = "headcount"
CUSTOMERS: Final = "customers"
CUSTOMERS_START: Final = "customers_start"  # at the start of the quarter
CUSTOMERS_LOST: Final = "customers_lost"  # of those
CUSTOMERS_NEW: Final = "customers_new"
REPEAT_REVENUE: Final = "repeat_revenue"  # from customers who had bought before
LEDGER_METRICS: Final = (
    *(REVENUE, COST, REVENUE_TARGET, REWARD_SPEND, HEADCOUNT, CUSTOMERS),
    *(CUSTOMERS_START, CUSTOMERS_LOST, CUSTOMERS_NEW, REPEAT_REVENUE),
)
MARGIN: Final = "margin"  # derived: 100 (revenue - cost) / revenue, in percent
ATTAINMENT: Final = "attainment"  # derived: 100 revenue / revenue_target, in percent
RETENTION: Final = "retention"  # derived: 100 (start - lost) / start, in percent
REPEAT_SHARE: Final = "repeat_share"  # derived: 100 repeat_revenue / revenue, in percent
NPS: Final = "nps"

# Cells: one row a leg x metric x quarter x unit x (dimension, level).
ALL: Final = "ALL"  # dimension and level of a cell over everybody
ANSWERS: Final = tuple(f"c{answer}" for answer in range(11))  # how many gave each answer 0..10
SUMS: Final = ("n", "s", "ss", *ANSWERS)  # additive over units
CELL_KEY: Final = ("leg", "metric", "scale", "better", "quarter", "unit", "dimension", "level")
CELL_COLUMNS: Final = (*CELL_KEY, *SUMS)

# Published table: cells of every node of the hierarchy, `unit` renamed to `node`, with a verdict.
COMPANY: Final = "ALL UNITS"  # name of the root node
DEPTHS: Final = ("company", "region", "unit")
PUBLISHED_COLUMNS: Final = (
    "leg",
    "metric",
    "scale",
    "better",
    "quarter",
    "node",
    "depth",  # one of DEPTHS
    "parent",  # region of a unit, COMPANY for a region, "" for the company
    "dimension",
    "level",
    *SUMS,  # NaN where hidden
    "hidden",  # SHOWN, or the key of the reason
)
SHOWN: Final = ""
HIDDEN_FEW: Final = "few"  # fewer answers than the minimum

# Ingest: roles a column of a file can have.
ROLES: Final = (
    "quarter",  # date or quarter label of the row
    "unit",  # branch, team, carrier: what is compared
    "region",  # parent of the unit
    "metric",  # answers or amounts; carries leg, metric, scale, better
    "n",  # aggregated rows: number of answers behind the metric
    "sd",  # aggregated rows: standard deviation of those answers
    "dimension",  # segment, level, tenure band, server: cells are also made by its values
    "respondent",  # identifier of a person or case: checked for duplicates, never stored
    "weight",  # what an answer counts for: recognised, not used
    "comment",  # free text: never stored with the figures
    "ignore",
)
SERVER: Final = "served_by"  # the dimension of those who serve
DIMENSIONS: Final = ("level", "tenure", "segment", SERVER)
PROBLEM_COLUMNS: Final = ("file", "row", "column", "value", "rule", "remedy", "outcome")
OUTCOMES: Final = ("refused", "rejected", "fixed", "noted")

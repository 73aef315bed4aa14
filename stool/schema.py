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
SERVICE: Final = "service"  # beside the legs: the cases of a service log
INTERNAL: Final = "internal"  # and what teams say of the teams that serve them
BESIDE: Final = (SERVICE, INTERNAL)
SOURCES: Final = (*LEGS, *BESIDE)  # what a metric can belong to
EMPLOYEES: Final = (ESAT, INTERNAL)  # whose answers are confidential
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
PROMOTER_FROM: Final = 9  # of 0-10: Reichheld (2003), Harvard Business Review 81(12), 46-54
DETRACTOR_TO: Final = 6
OF_THE_WHOLE: Final = (  # of a survey: what people think of the whole, or do after it; no attribute
    *(NPS, "enps", "repeat", "expectation", "complaint", "repeat_complaint"),
)

# Service log: the moments of a case, and the metrics of `SERVICE` that are made of them.
OPENED: Final = "opened"
FIRST_REPLY: Final = "first_reply"
PROMISED_BY: Final = "promised_by"
CLOSED: Final = "closed"
MOMENTS: Final = (OPENED, FIRST_REPLY, PROMISED_BY, CLOSED)
FIRST_REPLY_HOURS: Final = "first_reply_hours"  # from opened, hours
FIRST_REPLY_BAND: Final = "first_reply_band"  # the same as the number of its band
CLOSE_HOURS: Final = "close_hours"  # from opened, hours
STILL_OPEN: Final = "still_open"  # 1 where there is no moment of closing
PROMISE_KEPT: Final = "promise_kept"  # 1 where closed by the promised moment
OVERRUN_HOURS: Final = "overrun_hours"  # beyond the promised moment, of broken promises, hours
OVERRUN_BAND: Final = "overrun_band"
OWNER_CHANGES: Final = "owner_changes"  # handovers of a case
ONE_OWNER: Final = "one_owner"  # 1 where there was none
COMPLAINT: Final = "complaint"
RECOVERED: Final = "recovered"  # of cases with a complaint, if the log says which those are
# Upper ends of bands of hours, inclusive: a quarter of an hour to a week, as promises are made.
# Band k lies above end k - 1 and up to end k; the last, band 10, is beyond a week. A metric of
# bands is counted on the scale 0-10, so that c0..c10 are the cases in each.
BAND_HOURS: Final = (0.25, 1.0, 2.0, 4.0, 8.0, 12.0, 24.0, 48.0, 72.0, 168.0)

# Internal service: metrics of `INTERNAL`; the unit is the supplier team.
INTERNAL_SCORE: Final = "internal_score"  # what its customer teams say
SELF_SCORE: Final = "self_score"  # what it says of itself

# Cells: one row a leg x metric x quarter x unit x (dimension, level); `leg` is one of SOURCES.
ALL: Final = "ALL"  # dimension and level of a cell over everybody
ANSWERS: Final = tuple(f"c{answer}" for answer in range(11))  # how many gave each answer 0..10
SUMS: Final = ("n", "s", "ss", *ANSWERS)  # additive over units
CELL_KEY: Final = ("leg", "metric", "scale", "better", "quarter", "unit", "dimension", "level")
CELL_COLUMNS: Final = (*CELL_KEY, *SUMS)
SUM_DIGITS: Final = 9  # engines add floats in different orders; beyond this digit they may differ

# Pair cells: sums over the answers that have both of two metrics of a leg, `metric_a` the first by
# name. Additive over units as cells are; kept beside them as a part of kind `PAIRS`.
PAIRS: Final = "pairs"
PAIR_KEY: Final = (
    *("leg", "metric_a", "metric_b", "scale_a", "scale_b"),
    *("quarter", "unit", "dimension", "level"),
)
PAIR_SUMS: Final = ("n", "sum_a", "sum_b", "ss_a", "ss_b", "cross")
PAIR_COLUMNS: Final = (*PAIR_KEY, *PAIR_SUMS)

# Crossed counts: how many answered in each combination of the segments of a file, such as level x
# tenure. No result is computed from them; what may be shown is. Kept as a part of kind `CROSSES`.
CROSSES: Final = "crosses"
CROSS_KEY: Final = ("leg", "metric", "quarter", "unit", "cross")  # JSON of dimension to level
CROSS_COLUMNS: Final = (*CROSS_KEY, "n")

# Published table: cells of every node of the hierarchy, `unit` renamed to `node`, with a verdict.
# What employees say is coded there (`stool.privacy.coding`): no count of answers, coarse shares.
FAVOURABLE: Final = "favourable"
PROMOTERS: Final = "promoters"
DETRACTORS: Final = "detractors"
SHARES: Final = (FAVOURABLE, PROMOTERS, DETRACTORS)  # of the answers, 0 to 1
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
    *SHARES,  # NaN where hidden too, and where the scale or the file knows none
    "hidden",  # SHOWN, or the key of the reason
)
REST: Final = "rest"  # depth of the hidden units of a node, taken together
REST_COLUMNS: Final = (*PUBLISHED_COLUMNS, "units")  # how many they are
PUBLISHED_PAIR_COLUMNS: Final = (
    *("leg", "metric_a", "metric_b", "scale_a", "scale_b"),
    *("quarter", "node", "depth", "parent", "dimension", "level"),
    *PAIR_SUMS,
    "hidden",
)
SHOWN: Final = ""
HIDDEN_FEW: Final = "few"  # fewer answers than the minimum
HIDDEN_COMPLEMENT: Final = "complement"  # with what else is shown it would tell of fewer
HIDDEN_CROSSING: Final = "crossing"  # how this segment crosses another is not known

# Ingest: roles a column of a file can have.
ROLES: Final = (
    "quarter",  # date or quarter label of the row
    "unit",  # branch, team, carrier: what is compared
    "region",  # parent of the unit
    "metric",  # answers or amounts; carries leg, metric, scale, better
    "moment",  # when something happened to a case; the quarter column is when it was opened
    "n",  # aggregated rows: number of answers behind the metric
    "sd",  # aggregated rows: standard deviation of those answers
    "dimension",  # segment, level, tenure band, server: cells are also made by its values
    "respondent",  # identifier of a person or case: checked for duplicates, never stored
    "weight",  # what an answer counts for: recognised, not used
    "comment",  # free text: kept masked, apart from the figures
    "suggestion",  # free text that asks for something: as a comment, and followed up
    "ignore",
)
LEVEL: Final = "level"  # dimensions: front line to top
TENURE: Final = "tenure"  # time with the company
SEGMENT: Final = "segment"  # of customers
SERVER: Final = "served_by"  # of those who serve
CUSTOMER_TEAM: Final = "customer_team"  # of the teams served
DIMENSIONS: Final = (LEVEL, TENURE, SEGMENT, SERVER, CUSTOMER_TEAM)
SPEED: Final = "speed"  # not of a column but of the answer to another question: how soon a reply
COMPLAINED: Final = "complained"  # came, whether there was a complaint, whether it was resolved,
OUTCOME: Final = "outcome"  # how long putting it right took
FIXED_IN: Final = "fixed_in"
SPLITS: Final = (SPEED, COMPLAINED, OUTCOME, FIXED_IN)
NO_SEGMENTS: Final = (SERVER, *SPLITS)  # dimensions whose levels are no group of people
FREE_TEXT: Final = ("comment", "suggestion")  # roles of columns of free text
PROBLEM_COLUMNS: Final = ("file", "row", "column", "value", "rule", "remedy", "outcome")
OUTCOMES: Final = ("refused", "rejected", "fixed", "noted")

"""Short words: names of legs, figures, columns and controls."""

import re

from stool.schema import (
    ATTAINMENT,
    COMPANY,
    COST,
    CSAT,
    CUSTOMERS,
    CUSTOMERS_LOST,
    CUSTOMERS_NEW,
    CUSTOMERS_START,
    ESAT,
    HEADCOUNT,
    HIDDEN_FEW,
    MARGIN,
    NPS,
    PROFIT,
    REPEAT_REVENUE,
    REPEAT_SHARE,
    RETENTION,
    REVENUE,
    REVENUE_TARGET,
    REWARD_SPEND,
)

MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+.!|<>$:~&=-])")
BARE_LINK = re.compile(r"(https?://|www(?=\.)|@(?=[\w-]))", re.IGNORECASE)
WORD_JOINER = "\u2060"  # invisible; bare addresses become links even where their signs are escaped

PRODUCT = "Stool"
LEG = {ESAT: "Employees (ESAT)", CSAT: "Customers (CSAT)", PROFIT: "Profitability"}
LEG_SHORT = {ESAT: "ESAT", CSAT: "CSAT", PROFIT: "Profit"}
LEG_PEOPLE = {ESAT: "staff", CSAT: "customers", PROFIT: "profit"}
LEG_FILE = {ESAT: "employee survey", CSAT: "customer survey", PROFIT: "revenue file"}
METRIC = {
    ESAT: "Overall satisfaction",
    CSAT: "Customer satisfaction",
    NPS: "Would recommend",
    MARGIN: "Margin",
    ATTAINMENT: "Revenue against target",
    REVENUE: "Revenue",
    COST: "Cost",
    REVENUE_TARGET: "Revenue target",
    REWARD_SPEND: "Reward spend",
    HEADCOUNT: "Headcount",
    CUSTOMERS: "Customers served",
    CUSTOMERS_START: "Customers at the start",
    CUSTOMERS_LOST: "Customers lost",
    CUSTOMERS_NEW: "Customers won",
    REPEAT_REVENUE: "Repeat revenue",
    RETENTION: "Customers kept",
    REPEAT_SHARE: "Repeat share of revenue",
}
ALL_UNITS = "All units"
SAMPLE_BANNER = (
    "This is sample data of an invented company. Load your own files on the Data page; the sample "
    "can be reverted there."
)

QUARTER = "Quarter"
UNIT = "Unit or region"
VERSION = "Data version"
COMPUTING = "Reading the stool…"
TABLE = "Numbers"
CSV = "Download CSV"
TILT = "Tilt of the seat"
STOOL_NOW = "The stool now"
STOOL_NOW_SUB = "leg score: floor = 0, target = 75, stretch = 100"
SPIRIT = "Spirit level: last 8 quarters"
SPIRIT_SUB = "inside the ring = level, given survey noise"
LOOP = "The loop: what follows what, and how sure"
LOOP_NOTE = "What tends to follow, not why: an association is no proof."
LOOP_SUB = "solid = established, thin = suggestive, dashed = not established"
ATTENTION = "Needs your attention"
NOTHING_NEEDED = "Nothing stands out beyond noise."
TRUST = "Can I trust this?"
SIGN = {True: ":material/check:", False: ":material/priority_high:"}  # good news or not
LEG_SIGN = {ESAT: ":blue[●]", CSAT: ":orange[■]", PROFIT: ":green[▲]"}
EMPTY_TITLE = "Three legs, one stool: load your data"
EMPTY = (
    "Nothing is loaded yet. Start with the sample to see what you will get, or load your own "
    "employee survey, customer survey and revenue file on the Data page."
)
LOAD_SAMPLE = "Start with the sample"
LOAD_OWN = "Load your own files"
LEG_CHOICE = "Leg"
LINK_CHOICE = "Link"
EVIDENCE_SCALE = "How sure is a link"
GLOSSARY = "Words and formulas"
WHEN = "When"
MAY_BE_SAID = "What may be said"
IN_WORDS = "In words"
ASSOCIATION = (
    "Association, not proof of cause: a common driver inside a unit also looks like a lead."
)
NO_LINKS = "No link can be tested until two legs are loaded."
DECLARED = "declared in advance; p-values pay for every lag and link tried"
EXPLORATORY = "the other direction, exploratory: lag 0 is the same quarter"
WITHIN_BETWEEN = "Within units against between units"
WITHIN_BETWEEN_SUB = (
    "only the first follows units over time; the others mix in which units are high anyway"
)
DOUBTS = "What could be wrong with it"
CORRELATION = "Correlation"
REGION = "Region"
NOISE = "Change is"
BEYOND = "beyond noise"
WITHIN = "within noise"
UNKNOWN = "not known yet"
TREND_SCORE = "Score over time"
TREND_RAW = "Raw figure over time"
LEAGUE = "Every unit this quarter"
LEAGUE_SUB = "score with its 95 % interval; a change is marked only beyond noise"
ITEMS = "Units by question"
ITEMS_SUB = "mean answer, share of yes for yes-or-no questions; the colour scale never moves"
TILT_TREND = "Tilt by quarter"
TILT_TREND_SUB = "inside the grey band = level, given survey noise"
SMALL_STOOLS = "Their stools"
SMALL_STOOLS_SUB = "one scale for all, most tilted first"
TILT_UNITS = "Units, most tilted first"
TILT_UNITS_SUB = "the grey bar is what noise alone would show; the mark is the short leg"
FIELD = {  # headings of tables, by column
    "quarter": "Quarter",
    "node": "Unit",
    "leg": "Leg",
    "metric": "Figure",
    "raw": "Raw",
    "raw_low": "Raw, low",
    "raw_high": "Raw, high",
    "n": "Answers",
    "population": "People",
    "response_rate": "Response rate",
    "score": "Score",
    "se": "Standard error",
    "low": "Low",
    "high": "High",
    "change": "Change",
    "change_noise": "Noise of change",
    "change_is_clear": "Beyond noise",
    "is_comparable": "Comparable with the quarter before",
    "hidden": "Hidden",
    "points": "Tilt",
    "points_low": "Tilt, low (80%)",
    "points_high": "Tilt, high (80%)",
    "short_leg": "Short leg",
    "noise_floor": "Noise floor",
    "level": "Level",
    "level_p": "Level test p",
    "debiased": "Tilt, debiased",
    "gap": "Gap",
    "mean_height": "Mean height",
    "index": "Balance index",
    "angle": "Downhill angle",
    "leader": "Leader",
    "follower": "Follower",
    "evidence": "Evidence",
    "best_lag": "Best lag",
    "lag_set": "Lag set",
    "slope": "Slope",
    "slope_low": "Slope, low",
    "slope_high": "Slope, high",
    "p": "p",
    "units": "Units",
    "quarters": "Quarters",
    "pairs": "Pairs",
    "seed": "Seed",
}

PAGE = {  # url path: short name in the navigation
    "home": "Home",
    "legs": "Legs",
    "balance": "Balance",
    "loop": "Loop",
    "plan": "Plan",
    "data": "Data",
    "help": "Help",
}
QUESTION = {
    "legs": "How is each leg, where, and is the change real?",
    "balance": "How level have we been, and which units lean?",
    "loop": "What follows what, after how long, how sure?",
    "plan": "What if we act, what did we do, did it work?",
    "data": "What is loaded, and can it be trusted?",
    "help": "What does this word or figure mean?",
}


def metric(name: str) -> str:
    """Name of a metric for people: the known one, else the column's own words."""
    return METRIC.get(name, name.replace("_", " ").capitalize())


def node(name: str) -> str:
    """Name of a unit, region or the company."""
    return ALL_UNITS if name == COMPANY else name


def hidden(reason: str, minimum: int) -> str:
    """Why a figure is not shown."""
    return {HIDDEN_FEW: f"hidden: fewer than {minimum} answers"}[reason]


def count(number: int, one: str, many: str = "") -> str:
    """3 units, 1 unit."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: list[str], most: int = 3) -> str:
    """First names of a list: A, B, C and 4 more."""
    if len(names) <= most:
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def quarters(number: int) -> str:
    """1 quarter, 2 quarters."""
    return count(number, "quarter")


def quarter(label: str | int) -> str:
    """2026Q2 as Q2 2026; a quarter that came as a number as quarter 5."""
    return f"quarter {label}" if isinstance(label, int) else f"{label[4:]} {label[:4]}"


def plain(text: str) -> str:
    """Text as Markdown shows it unchanged: data never become a link, an image or a style."""
    return MARKDOWN_SIGNS.sub(r"\\\1", BARE_LINK.sub(rf"\1{WORD_JOINER}", text))


def latest(label: str) -> str:
    """The choice that follows the data."""
    return f"Latest ({label})"


def version(chosen: str, newest: int) -> str:
    """A data version in the list of versions; older ones as the address spells them."""
    return f"Newest ({newest})" if chosen == "latest" else chosen


def as_of(quarter_: str, name: str, revision: int) -> str:
    """Quarter, node and data version in one line."""
    return f"{quarter(quarter_)} · {node(name)} · as of revision {revision}"


def arrow(leader: str, follower: str) -> str:
    """ESAT → CSAT."""
    return f"{series(leader)} → {series(follower)}"


def series(name: str) -> str:
    """Short name of a leg; the name itself of anything else."""
    return LEG_SHORT.get(name, name)


def key(leader: str, follower: str) -> str:
    """Name of a link in an address."""
    return f"{leader}-{follower}"

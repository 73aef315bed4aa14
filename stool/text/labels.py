"""Short words: names of legs, figures, columns and controls."""

import re

from stool.catalogue import say, say_many
from stool.lag.evidence import Evidence
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
    HIDDEN_COMPLEMENT,
    HIDDEN_CROSSING,
    HIDDEN_FEW,
    INTERNAL,
    MARGIN,
    NPS,
    PROFIT,
    REPEAT_REVENUE,
    REPEAT_SHARE,
    RETENTION,
    REVENUE,
    REVENUE_TARGET,
    REWARD_SPEND,
    SERVICE,
)
from stool.text import cells

MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+.!|<>$:~&=-])")
BARE_LINK = re.compile(r"(https?://|www(?=\.)|@(?=[\w-]))", re.IGNORECASE)
WORD_JOINER = "\u2060"  # invisible; bare addresses become links even where their signs are escaped

PRODUCT = say("Stool")
LEG = {ESAT: say("Employees (ESAT)"), CSAT: say("Customers (CSAT)"), PROFIT: say("Profitability")}
LEG_SHORT = {ESAT: say("ESAT"), CSAT: say("CSAT"), PROFIT: say("Profit")}
SOURCE_SHORT = {**LEG_SHORT, SERVICE: say("Service"), INTERNAL: say("Internal service")}
LEG_PEOPLE = {ESAT: say("staff"), CSAT: say("customers"), PROFIT: say("profit")}
LEG_FILE = {ESAT: say("employee survey"), CSAT: say("customer survey"), PROFIT: say("revenue file")}
METRIC = {
    ESAT: say("Overall satisfaction"),
    CSAT: say("Customer satisfaction"),
    NPS: say("Would recommend"),
    MARGIN: say("Margin"),
    ATTAINMENT: say("Revenue against target"),
    REVENUE: say("Revenue"),
    COST: say("Cost"),
    REVENUE_TARGET: say("Revenue target"),
    REWARD_SPEND: say("Reward spend"),
    HEADCOUNT: say("Headcount"),
    CUSTOMERS: say("Customers served"),
    CUSTOMERS_START: say("Customers at the start"),
    CUSTOMERS_LOST: say("Customers lost"),
    CUSTOMERS_NEW: say("Customers won"),
    REPEAT_REVENUE: say("Repeat revenue"),
    RETENTION: say("Customers kept"),
    REPEAT_SHARE: say("Repeat share of revenue"),
}
ALL_UNITS = say("All units")
EMPTY_FOR_READERS = say("Nothing is loaded yet. Analysts load data on the Data page.")
STORE_AWAY = say(
    "The database cannot be reached: you see what was read last. Nothing can be changed meanwhile."
)
SAMPLE_BANNER = say(
    "This is sample data of an invented company. Load your own files on the Data page; the sample "
    "can be reverted there."
)

QUARTER = say("Quarter")
UNIT = say("Unit or region")
VERSION = say("Data version")
COMPUTING = say("Reading the stool…")
TABLE = say("Numbers")
CSV = say("Download CSV")
TILT = say("Tilt of the seat")
STOOL_NOW = say("The stool now")
STOOL_NOW_SUB = say("leg score: floor = 0, target = 75, stretch = 100")
SPIRIT = say("Spirit level: last 8 quarters")
SPIRIT_SUB = say("inside the ring = level, given survey noise")
LOOP = say("The loop: what follows what, how sure")
LOOP_NOTE = say("What tends to follow, not why: an association is no proof.")
LOOP_SUB = say("solid = established, thin = suggestive, dashed = not established")
ATTENTION = say("Needs your attention")
NOTHING_NEEDED = say("Nothing stands out beyond noise.")
TRUST = say("Can I trust this?")
SIGN = {True: ":material/check:", False: ":material/priority_high:"}  # good news or not
LEG_SIGN = {ESAT: ":blue[●]", CSAT: ":orange[■]", PROFIT: ":green[▲]"}
EMPTY_TITLE = say("Three legs, one stool: load your data")
EMPTY = say(
    "Nothing is loaded yet. Start with the sample to see what you will get, or load your own "
    "employee survey, customer survey and revenue file on the Data page."
)
LOAD_SAMPLE = say("Start with the sample")
LOAD_OWN = say("Load your own files")
LEG_CHOICE = say("Leg")
LINK_CHOICE = say("Link")
EVIDENCE_SCALE = say("How sure is a link")
GLOSSARY = say("Words and formulas")
WHEN = say("When")
MAY_BE_SAID = say("What may be said")
IN_WORDS = say("In words")
LOOP_GAIN = say("Once round")
ASSOCIATION = say(
    "Association, not proof of cause: a common driver inside a unit also looks like a lead."
)
NO_LINKS = say("No link can be tested until two legs are loaded.")
DECLARED = say("declared in advance; p-values pay for every lag and link tried")
EXPLORATORY = say("the other direction, exploratory: lag 0 is the same quarter")
WITHIN_BETWEEN = say("Within units against between units")
WITHIN_BETWEEN_SUB = say(
    "only the first follows units over time; the others mix in which units are high anyway"
)
DOUBTS = say("What could be wrong with it")
CORRELATION = say("Correlation")
REGION = say("Region")
NOISE = say("Change is")
BEYOND = say("beyond noise")
WITHIN = say("within noise")
UNKNOWN = say("not known yet")
TREND_SCORE = say("Score over time")
TREND_RAW = say("Raw figure over time")
LEAGUE = say("Every unit this quarter")
LEAGUE_SUB = say("score with its 95 % interval; a change is marked only beyond noise")
ITEMS = say("Units by question")
ITEMS_SUB = say("mean answer, share of yes for yes-or-no questions; the colour scale never moves")
TILT_TREND = say("Tilt by quarter")
TILT_TREND_SUB = say("inside the grey band = level, given survey noise")
SMALL_STOOLS = say("Their stools")
SMALL_STOOLS_SUB = say("one scale for all, most tilted first")
TILT_UNITS = say("Units, most tilted first")
TILT_UNITS_SUB = say("the grey bar is what noise alone would show; the mark is the short leg")
FIELD = {  # headings of tables, by column
    "quarter": say("Quarter"),
    "node": say("Unit"),
    "leg": say("Leg"),
    "metric": say("Figure"),
    "raw": say("Raw"),
    "raw_low": say("Raw, low"),
    "raw_high": say("Raw, high"),
    "n": say("Answers"),
    "population": say("People"),
    "n_is_least": say("Answers are at least so many"),
    "response_rate": say("Response rate"),
    "response_rate_high": say("Response rate, at most"),
    "score": say("Score"),
    "se": say("Standard error"),
    "low": say("Low"),
    "high": say("High"),
    "change": say("Change"),
    "change_noise": say("Noise of change"),
    "change_is_clear": say("Beyond noise"),
    "is_comparable": say("Comparable with the quarter before"),
    "hidden": say("Hidden"),
    "points": say("Tilt"),
    "points_low": say("Tilt, low (80%)"),
    "points_high": say("Tilt, high (80%)"),
    "short_leg": say("Short leg"),
    "noise_floor": say("Noise floor"),
    "level": say("Level"),
    "level_p": say("Level test p"),
    "debiased": say("Tilt, debiased"),
    "gap": say("Gap"),
    "mean_height": say("Mean height"),
    "index": say("Balance index"),
    "angle": say("Downhill angle"),
    "leader": say("Leader"),
    "follower": say("Follower"),
    "evidence": say("Evidence"),
    "best_lag": say("Best lag"),
    "lag_set": say("Lag set"),
    "slope": say("Slope"),
    "slope_low": say("Slope, low"),
    "slope_high": say("Slope, high"),
    "p": "p",
    "units": say("Units"),
    "quarters": say("Quarters"),
    "pairs": say("Pairs"),
    "seed": say("Seed"),
}

EVIDENCE = {
    Evidence.TOO_SHORT: say("not enough data"),
    Evidence.UNDERPOWERED: say("not enough data"),
    Evidence.NOT_ESTABLISHED: say("not established"),
    Evidence.SUGGESTIVE: say("suggestive"),
    Evidence.ESTABLISHED: say("established"),
    Evidence.REPLICATED: say("replicated"),
}
OUTCOME = {  # of a row that was checked
    "refused": say("refused"),
    "rejected": say("rejected"),
    "fixed": say("fixed"),
    "noted": say("noted"),
}
MONTHS = (
    say("Jan"),
    say("Feb"),
    say("Mar"),
    say("Apr"),
    say("May"),
    say("Jun"),
    say("Jul"),
    say("Aug"),
    say("Sep"),
    say("Oct"),
    say("Nov"),
    say("Dec"),
)
PAGE = {  # url path: short name in the navigation
    "home": say("Home"),
    "legs": say("Legs"),
    "balance": say("Balance"),
    "loop": say("Loop"),
    "voice": say("Drivers & voice"),
    "service": say("Service"),
    "plan": say("Plan"),
    "data": say("Data"),
    "help": say("Help"),
}
QUESTION = {
    "legs": say("How is each leg, where, and is the change real?"),
    "balance": say("How level have we been, and which units lean?"),
    "loop": say("What follows what, after how long, how sure?"),
    "voice": say("What goes with each leg, and what do people say?"),
    "service": say("Do we deliver the basics of excellent service?"),
    "plan": say("What if we act, what did we do, did it work?"),
    "data": say("What is loaded, and can it be trusted?"),
    "help": say("What does this word or figure mean?"),
}


def metric(name: str) -> str:
    """Name of a metric for people: the known one, else the column's own words."""
    return METRIC.get(name) or cells.heading(name)


def node(name: str, root: str = COMPANY) -> str:
    """Name of a unit, region or the company, which may be called by the part that is its root."""
    told = root if name == COMPANY else name
    return ALL_UNITS if told == COMPANY else told


def rest(units: int) -> str:
    """Hidden units of a region taken together: other small teams (3)."""
    return say("other small teams ({units})", units=units)


def hidden(reason: str, minimum: int) -> str:
    """Why a figure is not shown, by the key of the reason."""
    return {
        HIDDEN_FEW: say("hidden: fewer than {minimum} answers", minimum=minimum),
        HIDDEN_COMPLEMENT: say("hidden to protect a smaller group"),
        HIDDEN_CROSSING: say(
            "hidden: crossing segments would tell about fewer than {minimum}", minimum=minimum
        ),
    }[reason]


def listed(names: list[str], most: int = 3) -> str:
    """First names of a list: A, B, C and 4 more."""
    if len(names) <= most:
        return say(" and ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return say("{names} and {most} more", names=", ".join(names[:most]), most=len(names) - most)


def quarters(number: int) -> str:
    """1 quarter, 2 quarters."""
    return say_many("{number} quarter", "{number} quarters", number)


def quarter(label: str | int) -> str:
    """2026Q2 as Q2 2026; a quarter that came as a number as quarter 5."""
    return (
        say("quarter {label}", label=label)
        if isinstance(label, int)
        else f"{label[4:]} {label[:4]}"
    )


def plain(text: str) -> str:
    """Text as Markdown shows it unchanged: data never become a link, an image or a style."""
    return MARKDOWN_SIGNS.sub(r"\\\1", BARE_LINK.sub(rf"\1{WORD_JOINER}", text))


def latest(label: str) -> str:
    """The choice that follows the data."""
    return say("Latest ({label})", label=label)


def version(chosen: str, newest: int) -> str:
    """A data version in the list of versions; older ones as the address spells them."""
    return say("Newest ({newest})", newest=newest) if chosen == "latest" else chosen


def as_of(quarter_: str, name: str, revision: int) -> str:
    """Quarter, node and data version in one line."""
    return say(
        "{quarter} · {name} · as of revision {revision}",
        quarter=quarter(quarter_),
        name=node(name),
        revision=revision,
    )


def arrow(leader: str, follower: str) -> str:
    """ESAT → CSAT."""
    return f"{series(leader)} → {series(follower)}"


def series(name: str) -> str:
    """Short name of a leg or of a source beside the legs; the name itself of anything else."""
    return SOURCE_SHORT.get(name, name)


def key(leader: str, follower: str) -> str:
    """Name of a link in an address."""
    return f"{leader}-{follower}"

"""Words of one link in depth: its sections, the settings that can be tried, the script."""

from pathlib import PurePath

from stool.lag import LagResult, PanelLagResult
from stool.text.labels import arrow, count, quarters
from stool.text.numbers import number

SECTION_CHOICE = "What to look at"
SECTIONS = {  # key in the address, name
    "lags": "Every lag",
    "units": "Unit by unit",
    "response": "Response",
    "checks": "Checks",
    "methods": "Other methods",
    "choices": "Other choices",
    "record": "Track record",
    "needed": "How much data",
    "script": "Script",
}
FOREST = "Unit by unit"
FOREST_SUB = "each unit alone says little; a link that holds shows in how they spread"
ONE_UNIT = "One unit is loaded, so there is nothing to compare."
UNTESTED = "No lag of this link could be tested, so there is nothing to look at here."
RESPONSE = "What follows a surprise in the leader"
RESPONSE_SUB = "local projection: a second opinion, not corrected for the horizons shown"
RESIDUALS = "Is anything left of each leg’s own past?"
INFLUENCE = "Which quarters carry it?"
INFLUENCE_SUB = "r at the published lag without each quarter; a quarter that takes a third is named"
NO_INFLUENCE = "Nothing stands out over the lags tried, so there is nothing for a quarter to carry."
CEILING = "How much could be seen at all?"
METHODS = "What other methods say"
METHODS_SUB = "second opinions: the verdict of this page does not use them"
CHOICES = "The same link, otherwise computed"
CHOICES_SUB = "p over the lags tried, before the correction over the three links"
WORKING = "Working out the other ways…"
TRIAL = "Try other settings"
TRIAL_SUB = "exploratory: the more you try, the less a p-value means; nothing here is published"
TRIAL_LAGS = "Longest lag, quarters"
TRIAL_COMMON = "Company-wide movements"
COMMON = {
    "cce": "out, as each unit feels them",
    "cce_both": "out, those of both quarters",
    "twfe": "out, the same for every unit",
    "none": "left in",
}
TRIAL_WHITEN = "Take out each leg’s own past"
TRIAL_STANDARDISE = "Weigh every unit the same"
TRIAL_DRAWS = "Random draws"
TRIAL_SEED = "Seed"
TRY = "Compute"
RECORD = "Forecasts made before the quarter was known"
RECORD_SUB = "stored when made, graded when the quarter arrives; nothing is rewritten"
BACKTEST = "The same, repeated over the past"
BACKTEST_SUB = "every origin knows its own quarters only, but this was worked out afterwards"
FORECASTING = "Repeating the past, quarter by quarter…"
NO_FORECAST = (
    "No forecast of this link is stored: only an established link makes one, when data are "
    "published."
)
NO_BACKTEST = "At no quarter of the past was this link established, so nothing was forecast."
NEEDED = "How much data would a link need?"
NEEDED_SUB = (
    "smallest correlation found about four times in five by complete, equally noisy units "
    "(measured: 59 to 91% of the time, in one series 62 to 79%); the figure of your own data "
    "stands with each link. None: with 2 to 5 units no strength can be told from luck; with fewer "
    "than 12 quarters, or 16 of one series, nothing is said"
)
SCRIPT = "The calls behind this page"
SCRIPT_SUB = "copy into a notebook beside the store: the same numbers come out"
INFLUENCE_HEADINGS = {"quarter": "Quarter", "r": "r without it", "lost": "Share of r it takes"}
MEASURE, VALUE = "Measure", "Value"
GRADE_HEADINGS = {
    "n": "Forecasts",
    "quarters": "Quarters",
    "skill_no_change": "Skill over no change",
    "skill_seasonal_naive": "Skill over a year ago",
    "skill_own_path": "Skill over its own path",
    "coverage": "Inside their interval",
}


def pending(forecasts: int, follower: str, quarter: str) -> str:
    """What waits to be graded."""
    return f"{count(forecasts, 'forecast')} of {follower} for {quarter} wait for that quarter."


def tried(result: LagResult) -> str:
    """What a run with other settings says."""
    if result.best_lag is None:
        return "With these settings no lag can be tested."
    kind = f"{count(result.n_units, 'unit')}" if isinstance(result, PanelLagResult) else "one pair"
    return (
        f"{arrow(result.leader, result.follower)} with these settings: {result.evidence.word}, "
        f"strongest after {quarters(result.best_lag)} (r = {number(result.best_r, 2)}, p over its "
        f"own lags {number(result.p, 3)}), from {kind}."
    )


def script(store: str, revision: int, result: LagResult) -> str:
    """Python that repeats what the Loop page shows of a link.

    Parameters
    ----------
    store : str
        Address of the store; only the name of a file is shown, never a password.
    revision : int
        Data version on screen.
    result : LagResult
        The link.
    """
    leader, follower, settings = result.leader, result.follower, result.settings
    units = "link.units  # unit by unit\n" if isinstance(result, PanelLagResult) else ""
    place = "postgresql://..." if store.startswith("postgres") else PurePath(store).name
    alpha, seed = settings.get("alpha"), settings.get("seed")
    return f"""\
import stool
from stool.lag import loop_links, reverse_links, detectable_table
from stool.reading import depth, panel_of_scores

book = stool.open("{place}")  # the path or URL of the store
analysis = book.analysis({revision})  # the data version on screen
panel = panel_of_scores(analysis.legs)  # units x quarters on the score line

links = loop_links(panel, alpha={alpha}, seed={seed})
link = links["{leader}", "{follower}"]
print(link)  # the paragraph, every lag, every setting
link.draw()  # the figure
reverse_links(panel, alpha={alpha}, seed={seed})["{follower}", "{leader}"].table

{units}link.residuals, link.without_quarter  # checks
depth.response(analysis, ("{leader}", "{follower}")).table
depth.opinions(analysis, ("{leader}", "{follower}"))
depth.choices(analysis, ("{leader}", "{follower}"))
depth.ceiling(analysis, ("{leader}", "{follower}"))
detectable_table(link.n_units, link.n_quarters)
book.track_record({revision})
"""

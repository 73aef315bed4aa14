"""Words of one link in depth: its sections, the settings that can be tried, the script."""

import json
from pathlib import PurePath

from stool.catalogue import say, say_many
from stool.lag import LagResult, PanelLagResult
from stool.schema import COMPANY
from stool.text.labels import EVIDENCE, arrow, quarters
from stool.text.numbers import number

SECTION_CHOICE = say("What to look at")
SECTIONS = {  # key in the address, name
    "lags": say("Every lag"),
    "units": say("Unit by unit"),
    "response": say("Response"),
    "checks": say("Checks"),
    "methods": say("Other methods"),
    "choices": say("Other choices"),
    "record": say("Track record"),
    "needed": say("How much data"),
    "script": say("Script"),
}
FOREST = say("Unit by unit")
FOREST_SUB = say("each unit alone says little; a link that holds shows in how they spread")
ONE_UNIT = say("One unit is loaded, so there is nothing to compare.")
UNTESTED = say("No lag of this link could be tested, so there is nothing to look at here.")
RESPONSE = say("What follows a surprise in the leader")
RESPONSE_SUB = say("local projection: a second opinion, not corrected for the horizons shown")
RESIDUALS = say("Is anything left of each leg’s own past?")
INFLUENCE = say("Which quarters carry it?")
INFLUENCE_SUB = say(
    "r at the published lag without each quarter; a quarter that takes a third is named"
)
NO_INFLUENCE = say(
    "Nothing stands out over the lags tried, so there is nothing for a quarter to carry."
)
CEILING = say("How much could be seen at all?")
METHODS = say("What other methods say")
METHODS_SUB = say("second opinions: the verdict of this page does not use them")
CHOICES = say("The same link, otherwise computed")
CHOICES_SUB = say("p over the lags tried, before the correction over the three links")
WORKING = say("Working out the other ways…")
TRIAL = say("Try other settings")
TRIAL_SUB = say(
    "exploratory: the more you try, the less a p-value means; nothing here is published"
)
TRIAL_LAGS = say("Longest lag, quarters")
TRIAL_COMMON = say("Company-wide movements")
COMMON = {
    "cce": say("out, as each unit feels them"),
    "cce_both": say("out, those of both quarters"),
    "twfe": say("out, the same for every unit"),
    "none": say("left in"),
}
TRIAL_WHITEN = say("Take out each leg’s own past")
TRIAL_STANDARDISE = say("Weigh every unit the same")
TRIAL_DRAWS = say("Random draws")
TRIAL_SEED = say("Seed")
TRY = say("Compute")
RECORD = say("Forecasts made before the quarter was known")
RECORD_SUB = say("stored when made, graded when the quarter arrives; nothing is rewritten")
BACKTEST = say("The same, repeated over the past")
BACKTEST_SUB = say("every origin knows its own quarters only, but this was worked out afterwards")
FORECASTING = say("Repeating the past, quarter by quarter…")
NO_FORECAST = say(
    "No forecast of this link is stored: only an established link makes one, when data are "
    "published."
)
NO_FORECAST_OF_PART = say(
    "Forecasts are stored of the whole company alone: they are made with the figures of all units, "
    "so that none is told of a part of it."
)
NO_BACKTEST = say("At no quarter of the past was this link established, so nothing was forecast.")
NEEDED = say("How much data would a link need?")
NEEDED_SUB = say(
    "smallest correlation found about four times in five by complete, equally noisy units "
    "(measured: 59 to 91% of the time, in one series 62 to 79%); the figure of your own data "
    "stands with each link. None: with 2 to 5 units no strength can be told from luck; with fewer "
    "than 12 quarters, or 16 of one series, nothing is said"
)
SCRIPT = say("The calls behind this page")
SCRIPT_SUB = say("copy into a notebook beside the store: the same numbers come out")
INFLUENCE_HEADINGS = {
    "quarter": say("Quarter"),
    "r": say("r without it"),
    "lost": say("Share of r it takes"),
}
MEASURE, VALUE = say("Measure"), say("Value")
GRADE_HEADINGS = {
    "n": say("Forecasts"),
    "quarters": say("Quarters"),
    "skill_no_change": say("Skill over no change"),
    "skill_seasonal_naive": say("Skill over a year ago"),
    "skill_own_path": say("Skill over its own path"),
    "coverage": say("Inside their interval"),
}


def pending(forecasts: int, follower: str, quarter: str) -> str:
    """What waits to be graded."""
    return say(
        "{forecasts} of {follower} for {quarter} wait for that quarter.",
        forecasts=say_many("{number} forecast", "{number} forecasts", forecasts),
        follower=follower,
        quarter=quarter,
    )


def tried(result: LagResult) -> str:
    """What a run with other settings says."""
    if result.best_lag is None:
        return say("With these settings no lag can be tested.")
    kind = (
        say_many("{number} unit", "{number} units", result.n_units)
        if isinstance(result, PanelLagResult)
        else say("one pair")
    )
    return say(
        "{arrow} with these settings: {evidence}, strongest after {best_lag} (r = {best_r}, p over "
        "its own lags {p}), from {kind}.",
        arrow=arrow(result.leader, result.follower),
        evidence=EVIDENCE[result.evidence],
        best_lag=quarters(result.best_lag),
        best_r=number(result.best_r, 2),
        p=number(result.p, 3),
        kind=kind,
    )


def script(store: str, revision: int, result: LagResult, part: str = COMPANY) -> str:
    """Python that repeats what the Loop page shows of a link.

    Parameters
    ----------
    store : str
        Address of the store; only the name of a file is shown, never a password.
    revision : int
        Data version on screen.
    result : LagResult
        The link.
    part : str
        Region or unit in the company's place, as of `stool.reading.part_of`.
    """
    leader, follower, settings = result.leader, result.follower, result.settings
    units = "link.units  # unit by unit\n" if isinstance(result, PanelLagResult) else ""
    place = "postgresql://..." if store.startswith("postgres") else PurePath(store).name
    alpha, seed = settings.get("alpha"), settings.get("seed")
    of = "" if part == COMPANY else f", part={json.dumps(part, ensure_ascii=False)}"
    return f"""\
import stool
from stool.lag import loop_links, reverse_links, detectable_table
from stool.reading import depth, panel_of_scores

book = stool.open("{place}")  # the path or URL of the store
analysis = book.analysis({revision}{of})  # the data version on screen
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
book.track_record({revision}{of})
"""

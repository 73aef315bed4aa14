"""The simulated worlds: single pairs, panels and whole loops."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.support import noise, shocks
from benchmarks.support.noise import Floats, Shape

PLANTED = 2  # quarters from leader to follower where a link is planted
UNSEEN = "the lead is real, its cause is not the leader: only knowing what moved both could tell"

News = Callable[[np.random.Generator, Shape], Floats]
Path = Callable[[np.random.Generator, Floats], Floats]
Shocks = Callable[[np.random.Generator, Floats], Floats]


def keeps(*own: float) -> Path:
    """Path of series that keep these shares of their own last values."""
    return lambda _, news: noise.autoregressive(news, *own)


def then(*steps: Shocks) -> Shocks:
    """Several things that happen one after the other."""

    def all_of_them(random: np.random.Generator, values: Floats) -> Floats:
        for step in steps:
            values = step(random, values)
        return values

    return all_of_them


HALF = keeps(0.5)


@dataclass(frozen=True, slots=True)
class Design:
    """A world in which nothing leads anything, unless a link is planted.

    Attributes
    ----------
    name, description : str
    claimed_from : int or None
        Fewest quarters from which the method's description promises at most 7.5 % false alarms;
        None where it promises nothing.
    news : callable
        What is new in every series and quarter, with a warm-up.
    path : callable
        The series that the news makes.
    after : callable
        What then happens to all legs together.
    breaks : str
        Why every method is expected to fail here; empty where none should.
    """

    name: str
    description: str
    claimed_from: int | None = None
    news: News = noise.normal
    path: Path = HALF
    after: Shocks = shocks.nothing
    breaks: str = ""

    def claimed(self, quarters: int) -> bool:
        """Whether a size of at most 7.5 % is promised for that many quarters."""
        return self.claimed_from is not None and quarters >= self.claimed_from

    def draw(
        self,
        random: np.random.Generator,
        batch: int,
        units: int,
        quarters: int,
        *,
        legs: int = 2,
        effect: float = 0.0,
    ) -> Floats:
        """Draw a batch of data sets.

        Parameters
        ----------
        random : numpy Generator
        batch : int
            Data sets; missing quarters are the same in all of them.
        units : int
            1 for single series.
        quarters : int
        legs : int
        effect : float
            Correlation of the first leg's news with the second leg's two quarters later.

        Returns
        -------
        ndarray (legs, batch, units, quarters)
        """
        news = self.news(random, (legs, batch, units, quarters))
        if effect:
            news[1] *= np.sqrt(1 - effect**2)
            news[1, ..., PLANTED:] += effect * news[0, ..., :-PLANTED]
        return self.after(random, self.path(random, news))


def _by_name(designs: Iterable[Design]) -> dict[str, Design]:
    return {design.name: design for design in designs}


def _louder(_: np.random.Generator, news: Floats) -> Floats:
    return noise.autoregressive(noise.louder_half(news), 0.5)


SEASON_WALK = keeps(0, 0, 0, 1)
SURVEY_GAPS = then(shocks.company, noise.survey_means, shocks.many_gaps)
UNEQUAL = 0.5  # spread of exposures around 1
UNEQUAL_ALIKE = 0.4

PAIRS = _by_name(
    (
        Design("ar0", "no memory", 12, path=keeps()),
        Design("ar5", "AR(.5)", 12),
        Design("ar8", "AR(.8)", 12, path=keeps(0.8)),
        Design("walk", "random walk, trend and season", 12, path=noise.walk_trend_season),
        Design("ar2_slow", "AR(2), coefficients .4 and .4", 20, path=keeps(0.4, 0.4)),
        Design("ar2_cycle", "AR(2), coefficients 1 and -.5", 20, path=keeps(1.0, -0.5)),
        Design("season_walk", "season that wanders, in both", 20, path=SEASON_WALK),
        Design("heavy", "AR(.5), t(3) news", 20, news=noise.heavy_tailed),
        Design("survey", "means of 30 people, rounded to .05", 20, after=noise.survey_means),
        Design("gaps", "AR(.5), 3 + 1 quarters missing", 20, after=shocks.few_gaps),
        Design("louder", "AR(.5), variance doubles half way in both", path=_louder),
        Design("jump_one", "AR(.5), one level jumps", 20, after=partial(shocks.jump, legs=1)),
        Design("jump_both", "AR(.5), both levels jump", after=partial(shocks.jump, legs=2)),
        Design("shock", "AR(.5), one quarter lifts both by 5 sd", after=shocks.one_quarter),
    )
)

PANELS = _by_name(
    (
        Design("none", "AR(.5), no company shocks", 12, after=shocks.own_levels),
        Design("indep_hom", "a shock in each leg, felt alike", 12, after=shocks.company),
        Design(
            "indep_het",
            "a shock in each leg, felt unequally",
            12,
            after=partial(shocks.company, spread=UNEQUAL),
        ),
        Design(
            "shared_het",
            "one shock in both legs, felt unequally",
            12,
            after=partial(shocks.company, shared=True, spread=UNEQUAL),
        ),
        Design(
            "corrload",
            "a shock in each leg, felt unequally but alike in both",
            12,
            after=partial(shocks.company, spread=UNEQUAL_ALIKE, alike=True),
        ),
        Design("hetvar", "units of unequal scale, alike in both", 12, after=shocks.unequal_units),
        Design("trendhet", "units with trends of their own", 12, after=shocks.own_trends),
        Design(
            "indep_hom8",
            "AR(.8), a shock in each leg, felt alike",
            12,
            path=keeps(0.8),
            after=partial(shocks.company, own=0.8),
        ),
        Design("none8", "AR(.8), no company shocks", 12, path=keeps(0.8), after=shocks.own_levels),
        Design("ar2", "AR(2), 1 and -.5", path=keeps(1.0, -0.5), after=shocks.company),
        Design("season_walk", "seasons that wander", path=SEASON_WALK, after=shocks.company),
        Design("heavy", "t(3) news", news=noise.heavy_tailed, after=shocks.company),
        Design(
            "survey",
            "means of 30 people, rounded to .05",
            after=then(shocks.company, noise.survey_means),
        ),
        Design("gaps", "15 % missing", after=then(shocks.company, shocks.many_gaps)),
        Design("late", "a third starts late", after=then(shocks.company, shocks.late_entrants)),
        Design(
            "shock",
            "one quarter hits all by 5 sd, unequally",
            after=then(partial(shocks.one_quarter, spread=UNEQUAL), shocks.own_levels),
        ),
        Design("tenfold", "noise unequal up to tenfold, by leg", after=shocks.tenfold),
        Design(
            "two_factors",
            "two factors, exposures alike in both",
            after=partial(shocks.two_factors, lean=0.5),
        ),
        Design(
            "two_factors_mixed",
            "the same, equal on average over both factors",
            after=partial(shocks.two_factors, lean=0.0),
        ),
        Design(
            "third_leg",
            "something unseen in each unit moves x, then y",
            after=then(shocks.third_leg, shocks.own_levels),
            breaks=UNSEEN,
        ),
    )
)

LOOPS = _by_name(
    (
        Design("independent", "independent legs", after=shocks.own_levels),
        Design(
            "company_shocks",
            "company-wide shocks felt unequally",
            after=partial(shocks.company, shared=True, spread=UNEQUAL),
        ),
        Design("walk", "random walks with trend and season", path=noise.walk_trend_season),
        Design("heavy", "heavy tails", news=noise.heavy_tailed, after=shocks.own_levels),
        Design(
            "shock",
            "one quarter that hits every leg",
            after=then(partial(shocks.one_quarter, spread=UNEQUAL), shocks.own_levels),
        ),
        Design("survey_gaps", "rounded survey means with 15 % missing", after=SURVEY_GAPS),
        Design("unequal_units", "units that swing unequally", after=shocks.unequal_units),
        Design(
            "two_factors",
            "two company-wide shocks felt alike by the legs of a unit",
            after=partial(shocks.two_factors, lean=0.5),
        ),
        Design(
            "two_factors_mixed",
            "two such shocks that every average mixes in the same measure",
            after=partial(shocks.two_factors, lean=0.0),
            breaks="the averages over units hold one mixture, so they cannot tell two shocks apart",
        ),
        Design(
            "third_leg",
            "something unseen in each unit moves ESAT and then CSAT",
            after=then(shocks.third_leg, shocks.own_levels),
            breaks=UNSEEN,
        ),
    )
)

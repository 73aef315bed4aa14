"""Seeded series: arrays whose last axis is quarters, from what is new to the path it makes."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Shape = tuple[int, ...]

WARM_UP = 40  # quarters thrown away, so that a stationary series has forgotten its start
PEOPLE = 30
ANSWER_SD = 0.9  # of one person's answer, in points of a scale from 1 to 5
STEP = 0.05


def normal(random: np.random.Generator, shape: Shape) -> Floats:
    """Gaussian news of sd 1: `shape`, and a warm-up before the last axis."""
    return random.standard_normal((*shape[:-1], WARM_UP + shape[-1]))


def heavy_tailed(random: np.random.Generator, shape: Shape) -> Floats:
    """Student t(3) news scaled to sd 1: `shape`, and a warm-up before the last axis."""
    news: Floats = random.standard_t(3, (*shape[:-1], WARM_UP + shape[-1])) / np.sqrt(3)
    return news


def autoregressive(news: Floats, *own: float) -> Floats:
    """Series that keep shares of their last values.

    Parameters
    ----------
    news : ndarray (..., WARM_UP + quarters)
    own : float
        Share kept of one quarter back, of two quarters back and so on.

    Returns
    -------
    ndarray (..., quarters)
    """
    series = news.copy()
    for quarter in range(series.shape[-1]):
        for back, share in enumerate(own[:quarter], start=1):
            series[..., quarter] += share * series[..., quarter - back]
    return series[..., WARM_UP:]


def walk_trend_season(random: np.random.Generator, news: Floats) -> Floats:
    """Random walk, a line of .3 a quarter and four seasonal effects of sd 2 of its own."""
    walk = np.cumsum(news, axis=-1)[..., WARM_UP:]
    clock = np.arange(walk.shape[-1])
    season = 2 * random.standard_normal((*walk.shape[:-1], 4))
    path: Floats = walk + 0.3 * clock + season[..., clock % 4]
    return path


def louder_half(news: Floats) -> Floats:
    """News whose variance doubles half way."""
    louder = news.copy()
    louder[..., (news.shape[-1] + WARM_UP) // 2 :] *= np.sqrt(2)
    return louder


def survey_means(random: np.random.Generator, path: Floats) -> Floats:
    """Mean of 30 people's answers from 1 to 5 about a path, rounded to .05."""
    level = 3.6 + 0.25 * path
    answers = level[..., None] + ANSWER_SD * random.standard_normal((*level.shape, PEOPLE))
    means = np.clip(np.round(answers), 1, 5).mean(axis=-1)
    rounded: Floats = np.round(means / STEP) * STEP
    return rounded

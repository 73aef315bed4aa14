"""The what-if of the Plan page: a slider within history, what follows, and whether it pays."""

import math

import streamlit as st

from stool import charts
from stool.plan import WhatIf, bounds, money_per_point, payback
from stool.reading import Analysis
from stool.schema import LEGS
from stool.text import labels
from stool.text import whatif as words
from stool.ui import cache, choice, panels, state

USUAL = 5  # points: what the slider shows first
MOST_COST = 10**12  # money a quarter


def what_if(analysis: Analysis) -> None:
    """Move one leg and see what tends to follow."""
    with panels.card(words.TITLE, words.SUBTITLE, terms=("what if", "link", "evidence word")):
        legs = [leg for leg in LEGS if leg in set(analysis.legs["leg"])]
        leg = choice.pick(words.LEG, legs, labels.LEG.__getitem__, key=state.MOVE, default=legs[0])
        limits = bounds(analysis.legs, leg)
        lowest, highest = math.ceil(limits.fall), math.floor(limits.rise)
        if lowest == highest:
            st.markdown(words.NO_HISTORY)
            return
        points = st.slider(
            words.POINTS,
            lowest,
            highest,
            min(USUAL, highest),
            key=f"{state.POINTS}_{leg}",
            bind="query-params",
        )
        st.caption(labels.plain(words.bound(leg, limits)))
        found = cache.what_if(analysis.revision, leg, float(points))
        panels.figure(
            lambda: (
                charts.difference(found.table, mode=state.mode()),
                words.caption(found),
                words.table(found),
            ),
            "what_if",
            of=(analysis.revision, leg, points),
        )
        st.caption(labels.plain(words.ASSUMED))
    _payback(analysis, found)


def _payback(analysis: Analysis, found: WhatIf) -> None:
    """What it costs, and what comes back."""
    with panels.card(words.PAYBACK, words.PAYBACK_SUB, terms=("break-even", "profit leg")):
        cost = st.number_input(
            words.COST, 0, MOST_COST, 0, step=1000, key=state.COST, bind="query-params", width=320
        )
        price = money_per_point(analysis.published.table, analysis.targets)
        back = payback(found, float(cost), price)
        st.markdown(labels.plain(words.paid(found, back)))
        if back.is_told:
            panels.numbers_of(words.payback_table(back), "payback")

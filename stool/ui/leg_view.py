"""The parts of the Legs page."""

import pandas as pd
import streamlit as st

from stool import charts
from stool.measure import item_measures
from stool.reading import Analysis, Reading, units_under
from stool.schema import ALL, COMPANY, LEGS, NPS, PROFIT, SCALES
from stool.text import figures, headline, labels, numbers
from stool.text import tiles as words
from stool.ui import panels, state, tables


def pick(analysis: Analysis) -> str:
    """Which leg is on screen."""
    known = [leg for leg in LEGS if leg in set(analysis.legs["leg"])]
    chosen = st.segmented_control(
        labels.LEG_CHOICE,
        known,
        format_func=labels.LEG.__getitem__,
        default=known[0],
        required=True,
        key=state.LEG,
        bind="query-params",
        label_visibility="collapsed",
    )
    return str(chosen)


def now(reading: Reading, leg: str) -> None:
    """The leg of this quarter in one line."""
    found = reading.legs.get(leg)
    if found is None:
        st.markdown(labels.plain(words.not_loaded(leg, reading.quarter)))
        return
    sentence = (
        f"{labels.node(reading.node)}: {numbers.number(found.score)} ({words.margin(found)}), "
        f"{headline.change_words(found)}; {words.raw(found)}."
    )
    st.markdown(labels.plain(sentence))


def shares(analysis: Analysis, reading: Reading, leg: str) -> None:
    """Favourable, top box and NPS of the leg's questions that have them, with intervals."""
    table = analysis.published.table
    rows = table[
        (table["leg"] == leg)
        & (table["quarter"] == reading.quarter)
        & (table["dimension"] == ALL)
        & (table["node"] == reading.node)
        & table["metric"].isin([analysis.headline.get(leg), NPS])
    ]
    for found in item_measures(rows).to_dict("records"):
        st.caption(labels.plain(words.measures(found)))


def trend(analysis: Analysis, reading: Reading, leg: str) -> None:
    """Score and raw figure over the quarters."""
    rows = analysis.legs[(analysis.legs["node"] == reading.node) & (analysis.legs["leg"] == leg)]
    if rows.empty:
        return
    minimum = analysis.published.minimum(leg)
    score, raw = st.columns(2)
    with score, panels.card(labels.TREND_SCORE):
        panels.figure(
            charts.trend(rows, quarter=reading.quarter, minimum=minimum, mode=state.mode()),
            figures.caption_trend(rows, quarter=reading.quarter, minimum=minimum),
            tables.legs(rows),
            f"trend_{leg}",
        )
    with raw, panels.card(labels.TREND_RAW):
        panels.figure(
            charts.trend(
                rows, figure="raw", quarter=reading.quarter, minimum=minimum, mode=state.mode()
            ),
            figures.caption_trend(rows, figure="raw", quarter=reading.quarter, minimum=minimum),
            tables.legs(rows),
            f"raw_{leg}",
        )


def league(analysis: Analysis, reading: Reading, leg: str) -> None:
    """Every unit of the node with score, interval, answers and change."""
    rows = analysis.legs[
        (analysis.legs["leg"] == leg) & (analysis.legs["quarter"] == reading.quarter)
    ]
    rows = units_under(rows, reading.node)
    if rows.empty:
        return
    with panels.card(labels.LEAGUE, labels.LEAGUE_SUB):
        minimum = analysis.published.minimum(leg)
        ranked = rows.sort_values("score", ascending=False, na_position="last")
        reason = ranked["hidden"].map(lambda key: labels.hidden(key, minimum) if key else "")
        noise = ranked["change_is_clear"].map({True: labels.BEYOND, False: labels.WITHIN})
        table = pd.DataFrame(
            {
                labels.FIELD["node"]: ranked["node"],
                labels.REGION: ranked["parent"].where(ranked["parent"] != COMPANY, ""),
                labels.FIELD["score"]: ranked["score"].round(1),
                labels.FIELD["low"]: ranked["low"].round(1),
                labels.FIELD["high"]: ranked["high"].round(1),
                labels.FIELD["change"]: ranked["change"].round(1),
                labels.NOISE: noise.where(ranked["change_noise"].notna(), labels.UNKNOWN),
                labels.FIELD["raw"]: ranked["raw"].round(2),
                labels.FIELD["n"]: ranked["n"],
                labels.FIELD["response_rate"]: (100 * ranked["response_rate"]).round(),
                labels.FIELD["hidden"]: reason,
            }
        )
        st.dataframe(
            table,
            hide_index=True,
            column_config={
                labels.FIELD["response_rate"]: st.column_config.NumberColumn(format="%d%%")
            },
            alt=labels.LEAGUE,
        )
        panels.download(table, f"units_{leg}.csv", f"league_{leg}_csv")


def items(analysis: Analysis, reading: Reading, leg: str) -> None:
    """Units by items, with the number printed in every cell."""
    if leg == PROFIT:
        return
    table = analysis.published.table
    rows = table[
        (table["leg"] == leg)
        & (table["quarter"] == reading.quarter)
        & (table["dimension"] == ALL)
        & table["scale"].map(lambda scale: SCALES[scale].low is not None)
    ]
    rows = units_under(rows, reading.node)
    if rows.empty:
        return
    found = item_measures(rows).sort_values(["node", "metric"])
    found["shown"] = [
        numbers.item(scale, mean) for scale, mean in zip(found["scale"], found["mean"], strict=True)
    ]
    names = {metric: labels.metric(metric) for metric in found["metric"].unique()}
    minimum = analysis.published.minimum(leg)
    with panels.card(labels.ITEMS, labels.ITEMS_SUB):
        panels.figure(
            charts.heat_map(found, names, minimum=minimum, mode=state.mode()),
            figures.caption_heat(found, names, minimum=minimum),
            found.drop(columns=["shown", "better", "depth", "dimension", "level"]),
            f"items_{leg}",
        )

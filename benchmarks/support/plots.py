"""Pictures of the simulations, for benchmarks/results."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.support.tables import RESULTS
from benchmarks.support.yardsticks import TITLES

OURS_COLOUR = "#0b5c8a"
COLOURS = {
    "ours": OURS_COLOUR,
    "ccf": "#c0504d",
    "shift": "#d98c5f",
    "newey_west": "#8064a2",
    "pooled": "#d98c5f",
    "clustered": "#8064a2",
}
GREY = "#777777"
LADDER = ("#e3e3e3", "#c4ccd2", "#e8c468", "#c0504d", "#7d2321")  # lowest level first


def size(found: pd.DataFrame, highest: float) -> None:
    """Rates of false alarms: a row a design, a dot a size and method.

    Parameters
    ----------
    found : DataFrame
        From `benchmarks.lag_size.rates`.
    highest : float
        Promised limit, in percent.
    """
    figure = Figure(figsize=(13, 8), layout="constrained")
    for axes, kind, title in zip(
        figure.subplots(1, 2),
        ("pair", "panel"),
        ("Two series: 12, 16, 24, 40 quarters", "Panels: 10, 50, 200 units x 12, 20 quarters"),
        strict=True,
    ):
        _size_of(axes, found[(found["kind"] == kind) & (found["method"] != "twin")], highest)
        axes.set_title(title)
    figure.suptitle("Unrelated data in which any lag is flagged, % (nominal 5)")
    _keep(figure, "lag_size")


def _size_of(axes: Axes, found: pd.DataFrame, highest: float) -> None:
    designs = list(dict.fromkeys(found["design"]))
    place = {name: row for row, name in enumerate(reversed(designs))}
    methods = list(dict.fromkeys(found["method"]))
    for method in reversed(methods):
        rows = found[found["method"] == method]
        inside = rows.groupby("design").cumcount() / rows.groupby("design")["rate"].transform(
            "size"
        )
        height = rows["design"].map(place) + 0.6 * (0.4 - inside)
        own = method == "ours"
        if own:
            axes.hlines(height, rows["low"], rows["high"], color=OURS_COLOUR, linewidth=1)
        axes.scatter(
            rows["rate"],
            height,
            s=14 if own else 9,
            color=COLOURS[method],
            alpha=1 if own else 0.5,
            zorder=3 if own else 2,
            label=TITLES[method],
        )
    axes.axvline(highest, color=GREY, linewidth=0.8, linestyle="--")
    axes.set_yticks(list(place.values()), list(place))
    axes.set_xlim(-1, 101)
    axes.set_xlabel("%")
    handles, labels = axes.get_legend_handles_labels()
    axes.legend(
        handles[::-1],
        labels[::-1],
        loc="upper center",
        bbox_to_anchor=(0.5, -0.06),
        ncols=4,
        frameon=False,
    )
    axes.grid(axis="x", linewidth=0.3)


def power(found: pd.DataFrame) -> None:
    """Power by length for two series, by units for panels.

    Parameters
    ----------
    found : DataFrame
        From `benchmarks.lag_power.rates`.
    """
    figure = Figure(figsize=(12, 10), layout="constrained")
    grid = figure.subplots(3, 3, sharey=True)
    single = found[(found["units"] == 1) & (found["design"] == "ar5")]
    for column, effect in enumerate(sorted(single["effect"].unique())):
        rows = single[single["effect"] == effect]
        _single_power(grid[0, column], rows, "rate")
        grid[0, column].set_title(f"Two series, r = {effect:.1f}: true lag flagged")
        _single_power(grid[1, column], rows, "other_rate")
        grid[1, column].set_title("another lag flagged")
    panel = found[(found["kind"] == "panel") & (found["method"] == "ours")]
    for column, design in enumerate(dict.fromkeys(panel["design"])):
        _panel_power(grid[2, column], panel[panel["design"] == design])
        grid[2, column].set_title(f"Panel {design}: true lag flagged")
    for axes in grid[:, 0]:
        axes.set_ylabel("%")
    for axes in (grid[0, 0], grid[2, 0]):
        axes.legend(fontsize=8)
    _keep(figure, "lag_power")


def _single_power(axes: Axes, found: pd.DataFrame, column: str) -> None:
    """A line a method; ours with 13 lags, with lags 1 to 4, and what is then established."""
    explored = found[found["kind"] == "explored"]
    declared = found[(found["kind"] == "declared") & (found["method"] == "ours")]
    for method in ("ccf", "shift", "newey_west"):
        rows = explored[explored["method"] == method]
        axes.plot(
            rows["quarters"], rows[column], color=COLOURS[method], alpha=0.6, label=TITLES[method]
        )
    rows = explored[explored["method"] == "ours"]
    axes.plot(rows["quarters"], rows[column], color=OURS_COLOUR, marker="o", label="ours, 13 lags")
    axes.plot(
        declared["quarters"],
        declared[column],
        color=OURS_COLOUR,
        marker="o",
        linestyle="--",
        label="ours, lags 1 to 4",
    )
    if column == "rate":
        axes.plot(
            declared["quarters"],
            declared["established_rate"],
            color=OURS_COLOUR,
            linestyle=":",
            label="the same, established",
        )
    axes.set_xlabel("quarters")
    axes.set_ylim(-3, 103)
    axes.grid(linewidth=0.3)


def _panel_power(axes: Axes, found: pd.DataFrame) -> None:
    """A line a length and strength; dotted what is established."""
    cells = found[["quarters", "effect"]].drop_duplicates().itertuples(index=False)
    for quarters, effect in cells:
        rows = found[(found["quarters"] == quarters) & (found["effect"] == effect)]
        colour = "#c0504d" if quarters == found["quarters"].min() else OURS_COLOUR
        marker = "s" if effect == found["effect"].min() else "o"
        label = f"{quarters} quarters, r = {effect:.1f}"
        axes.plot(rows["units"], rows["rate"], color=colour, marker=marker, label=label)
        axes.plot(rows["units"], rows["established_rate"], color=colour, linestyle=":")
    axes.set_xscale("log")
    axes.set_xticks([10, 50, 200], ["10", "50", "200"])
    axes.minorticks_off()
    axes.set_xlabel("units (dotted: established)")
    axes.grid(linewidth=0.3)


def ladder(found: pd.DataFrame, levels: Sequence[str]) -> None:
    """Share of unrelated links at each level, a bar a size, a picture a design.

    Parameters
    ----------
    found : DataFrame
        Counts of `benchmarks.lag_ladder.rates` with the rate of wrong loops and its interval.
    levels : sequence of str
        Columns of the levels, lowest first.
    """
    designs = list(dict.fromkeys(found["design"]))
    figure = Figure(figsize=(14, 7), layout="constrained")
    grid = figure.subplots(2, (len(designs) + 1) // 2, sharex=True).ravel()
    for axes, design in zip(grid, designs, strict=False):
        rows = found[found["design"] == design].iloc[::-1]
        sizes = [f"{units} x {quarters}" for units, quarters in rows[["units", "quarters"]].values]
        left = pd.Series(0.0, index=rows.index)
        for level, colour in zip(levels, LADDER, strict=True):
            share = 100 * rows[level] / rows["links"]
            axes.barh(sizes, share, left=left, color=colour, label=level.replace("_", " "))
            left += share
        for place, rate in enumerate(rows["rate"]):
            axes.annotate(
                f"{rate:.1f}", (102, place), va="center", fontsize=8, annotation_clip=False
            )
        axes.set_title(design)
        axes.set_xlim(0, 100)
    for axes in grid[len(designs) :]:
        axes.set_axis_off()
    grid[-1].legend(*grid[0].get_legend_handles_labels(), loc="center", frameon=False)
    figure.suptitle(
        "Links of unrelated legs at each level, %; at the right: loops with a wrong link, %"
    )
    _keep(figure, "lag_ladder")


def _keep(figure: Figure, name: str) -> None:
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.png"
    figure.savefig(path, dpi=110, metadata={"Software": None})
    print(f"written: {path}")

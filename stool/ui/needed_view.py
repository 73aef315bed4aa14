"""How much data a link would need: on the Loop page and on the Data page."""

from stool import charts
from stool.lag import detectable_table
from stool.text import depth as words
from stool.text import links
from stool.ui import panels, state


def needed(own: tuple[int, int]) -> None:
    """The smallest correlation that would show, one's own units and quarters marked."""
    with panels.card(
        words.NEEDED, words.NEEDED_SUB, terms=("smallest correlation that would show",)
    ):
        table = detectable_table(*own)
        panels.figure(
            lambda: (
                charts.detectable(table, own, mode=state.mode()),
                links.caption_detectable(table, own),
                table,
            ),
            "needed",
        )

"""A walk through the pages of a real server by their addresses, with every table on them open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from stool.reading import EVERYBODY, Segment
from stool.schema import COMPANY
from stool.text import labels
from stool.text import view as words
from stool.ui import state
from tests.browser.driving import WAIT, settled
from tests.browser.wire import Wire

# Follows a link of the app's own, without fetching the app anew.
FOLLOW = "to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')); }"
CLICK = "boxes => boxes.forEach(box => box.click())"
PICTURES = "*/PlotlyChart.*"  # the script that draws them, which is most of a browser's work


@dataclass(frozen=True, slots=True)
class View:
    """What an address asks for.

    Attributes
    ----------
    page : str
        Its path; empty for Home.
    node : str
    segment : Segment
    """

    page: str
    node: str = COMPANY
    segment: Segment = EVERYBODY

    @property
    def address(self) -> str:
        asked = {}
        if self.node != COMPANY:
            asked[state.NODE] = self.node
        if self.segment != EVERYBODY:
            asked[state.SEGMENT] = words.segment(self.segment)
        return f"/{self.page}?{urlencode(asked)}"


def walk(
    wire: Wire, address: str, views: Sequence[View]
) -> Iterator[tuple[View, list[ForwardMsg]]]:
    """Each view with everything the socket says of it.

    Charts are not drawn: what they are drawn from is received all the same.
    """
    page = wire.page
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setBlockedURLs", {"urls": [PICTURES]})
    for view in views:
        start = len(wire.messages)
        if start:
            wire.after(partial(page.evaluate, FOLLOW, view.address))
        else:
            page.goto(f"{address}{view.address}")
            settled(page)
        assert _is_shown(wire, view), view
        closed = _boxes(wire) - _boxes(wire, opened=True)
        if closed:
            _press(wire, closed)
        yield view, wire.messages[start:]


def _is_shown(wire: Wire, view: View) -> bool:
    """Whether the page says that its filters are those of the view."""
    bodies = [message.delta.new_element.markdown.body for message in wire.run()]
    said = "\n".join(bodies).replace("\\", "")
    asked = [f"{view.node} only"] if view.node != COMPANY else []
    asked += [words.segment(view.segment)] if view.segment != EVERYBODY else []
    return all(each in said for each in asked)


def _boxes(wire: Wire, *, opened: bool = False) -> set[str]:
    """Keys of the buttons of the last run that a table stands behind: all, or those pressed."""
    blocks = [each.delta.add_block for each in wire.run() if each.WhichOneof("type") == "delta"]
    boxes = [block.popover for block in blocks if block.popover.label == labels.TABLE]
    return {box.id.split("-", maxsplit=2)[-1] for box in boxes if box.open or not opened}


def _press(wire: Wire, keys: set[str]) -> None:
    """Press those buttons at once: one after the other, each would shut those before it."""
    buttons = wire.page.locator(
        ", ".join(f".st-key-{key} [aria-expanded=false]" for key in sorted(keys))
    )
    expect(buttons).to_have_count(len(keys), timeout=WAIT)
    wire.after(lambda: buttons.evaluate_all(CLICK), lambda: keys <= _boxes(wire, opened=True))

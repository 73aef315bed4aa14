"""What a session looks at. The only module that reads `st.session_state` and the address."""

from collections.abc import Callable, Collection, Mapping, Sequence
from time import monotonic
from typing import Any, Literal

import streamlit as st

from stool.period import QUARTER_LABEL
from stool.reading import EVERYBODY, Segment
from stool.schema import COMPANY
from stool.text import view
from stool.ui import access, cache
from stool.ui.desk import Desk

LATEST = "latest"
# Keys of widgets and of the address.
QUARTER, NODE, SEGMENT, VERSION = "quarter", "unit", "segment", "v"
LEG, SINCE = "leg", "since"
LINK, SECTION = "link", "look"
LEVEL_AT = "at"
NEWEST = "newest"  # no widget's
TRIAL, LAGS, COMMON, DRAWS, SEED = "try", "lags", "common", "draws", "seed"
WHITEN, STANDARDISE = "whiten", "standardise"
BEFORE, AFTER, EFFECTS = "before", "after", "effects"
COVERAGE, CONCEPT, QUESTIONS, FIGURES = "coverage", "concept", "questions", "figures"
VOICE_LEG, VOICE_KIND, TOPIC = "voice_leg", "voice_kind", "topic"
MOVE, POINTS, COST, OWNERS = "move", "points", "cost", "owners"
GROUP = "cards"
GROUPS = "groups"
TERM = "term"
TOUR, TOUR_OVER = "tour", "over"
# Filters of the bar, by page. The seat needs all three legs, and they share no segment; the links
# are of all quarters and units; Plan and Data show what is known now.
SEAT = (QUARTER, NODE, VERSION)
OFFERED = {
    "": SEAT,
    "home": SEAT,
    "legs": (QUARTER, NODE, SEGMENT, VERSION),
    "balance": SEAT,
    "loop": (VERSION,),
    "voice": SEAT,
    "service": SEAT,
    "plan": (),
    "data": (),
}

STEP = 0.9  # s a quarter stands while the level plays
LATE = 0.1  # s by which a timer may come early


def revision() -> int:
    """Data version on screen: the one a link stays at or the address names, else the newest."""
    link = access.link()
    if link is not None:
        return newest() if link.revision is None else min(link.revision, newest())
    chosen = st.session_state.get(VERSION, LATEST)
    return newest() if chosen == LATEST else min(int(chosen), newest())


def newest() -> int:
    """Newest revision when this run began, so that a page and its frame are of one."""
    return int(st.session_state[NEWEST])


def quarter() -> str | None:
    """Quarter on screen; None for the last one with data."""
    link = access.link()
    chosen = link.quarter if link is not None else str(st.session_state.get(QUARTER, LATEST))
    return chosen if QUARTER_LABEL.match(chosen) else None


def node() -> str:
    """Unit or region on screen, or the company."""
    return COMPANY if access.link() is not None else str(st.session_state.get(NODE, COMPANY))


def segment() -> Segment:
    """Whose answers are on screen, where the page offers segments."""
    link = access.link()
    if link is not None:
        dimension, _, level = link.segment.partition("=")
        return Segment(dimension, level) if level else EVERYBODY
    found = st.session_state.get(SEGMENT, EVERYBODY)
    return found if isinstance(found, Segment) else EVERYBODY


def mode() -> Literal["light", "dark"]:
    """Theme the browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def on_phone() -> bool:
    """Whether the browser says it is a phone; a phone reads in another order."""
    return "Mobi" in str(st.context.headers.get("User-Agent", ""))


def address(page: str) -> dict[str, str]:
    """The filters a page offers as its address holds them, to carry along in a link to it."""
    if access.link() is not None:  # they stand in the link
        return {}
    held = {
        QUARTER: quarter(),
        NODE: node() if node() != COMPANY else None,
        SEGMENT: view.segment(segment()) if segment() != EVERYBODY else None,
        VERSION: str(revision()) if st.session_state.get(VERSION, LATEST) != LATEST else None,
    }
    return {key: value for key in OFFERED.get(page, ()) if (value := held[key]) is not None}


def settle(
    key: str,
    options: Mapping[str, Any],
    respelled: Mapping[str, Any],
    nearest: Callable[[str], Any],
) -> str:
    """Before a widget is drawn, see that the choice it is to show is there.

    Parameters
    ----------
    key : str
        Of the widget and of the address.
    options : Mapping of printed name to value
    respelled : Mapping of another spelling, in small letters, to value
    nearest : callable
        Value to show for a name that is none of these.

    Returns
    -------
    str
        The name asked for in vain, as long as the nearest is shown for it; usually empty.
    """
    vain: dict[str, tuple[str, object]] = st.session_state.setdefault("vain", {})
    if key not in st.session_state:  # the first time: the address decides
        asked = st.query_params.get(key, "")
        if asked and asked not in options:
            shown = _meant(key, asked, respelled, nearest)
            st.query_params[key] = next(name for name, each in options.items() if each == shown)
            st.rerun()
    elif st.session_state[key] not in options.values():
        asked = str(st.session_state[key])
        st.session_state[key] = _meant(key, asked, respelled, nearest)
    elif key in vain and vain[key][1] != st.session_state[key]:
        del vain[key]  # another choice was made since
    return vain[key][0] if key in vain else ""


def _meant(
    key: str, asked: str, respelled: Mapping[str, Any], nearest: Callable[[str], Any]
) -> object:
    """What that name stands for; what stands for none is remembered."""
    meant = respelled.get(asked.strip().casefold())
    if meant is None:
        meant = nearest(asked)
        st.session_state["vain"][key] = (asked, meant)
    return meant


def enter(page: str) -> None:
    """Begin a run of a page: of the newest data now, without what another was asked in vain."""
    st.session_state[NEWEST] = cache.latest()
    if st.session_state.get("page", page) != page:
        st.session_state.pop("vain", None)
    st.session_state["page"] = page


def uploader_key() -> str:
    """Key of the drop zone: a new one after publishing empties it."""
    return f"files_{st.session_state.get('uploads', 0)}"


def file_key(name: str) -> str:
    """Key of a drop zone of its own: a new one after loading empties it."""
    return f"{name}_{st.session_state.get(f'{name}_loads', 0)}"


def loaded(name: str, message: str) -> None:
    """Empty that drop zone and keep what to say on the next run."""
    st.session_state[f"{name}_loads"] = st.session_state.get(f"{name}_loads", 0) + 1
    tell(message)


def published(message: str) -> None:
    """Empty the drop zone and keep what to say on the next run."""
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    st.session_state.pop("overlap", None)
    tell(message)


def tell(message: str) -> None:
    """Keep what to say on the next run."""
    st.session_state["news"] = message


def take_news() -> str:
    """What the last action did, once."""
    return str(st.session_state.pop("news", ""))


def remember_overlap(message: str) -> None:
    """Keep what stands in the way of publishing the files in this drop zone."""
    st.session_state["overlap"] = (uploader_key(), message)


def overlap() -> str:
    """What stands in the way of publishing, if anything."""
    where, message = st.session_state.get("overlap", ("", ""))
    return str(message) if where == uploader_key() else ""


def desk(file_id: str, name: str) -> Desk:
    """What this session knows of a dropped file."""
    desks: dict[str, Desk] = st.session_state.setdefault("desks", {})
    return desks.setdefault(file_id, Desk(name))


def clear_desks(but: Collection[str]) -> None:
    """Drop what is known of files that are no longer in the drop zone."""
    desks: dict[str, Desk] = st.session_state.get("desks", {})
    for file_id in set(desks) - set(but):
        del desks[file_id]


def chosen(key: str) -> Any:
    """Value of a widget, None before it is drawn."""
    return st.session_state.get(key)


def renew(key: str, last: str) -> None:
    """Let a widget that shows the last of its choices by default begin anew when they change."""
    if st.session_state.setdefault(f"{key}_last", last) != last:
        st.session_state[f"{key}_last"] = st.session_state[key] = last


def is_playing() -> bool:
    """Whether the level is shown quarter by quarter."""
    return "step_due" in st.session_state


def play(quarters: Sequence[str]) -> None:
    """Go through the quarters from the one the level shows; from the first, if it is the last."""
    if st.session_state[LEVEL_AT] == quarters[-1]:
        st.session_state[LEVEL_AT] = quarters[0]
    st.session_state["step_due"] = monotonic() + STEP


def pause() -> None:
    """Stay at the quarter the level shows, and let the address name it."""
    if is_playing():
        del st.session_state["step_due"]
        st.session_state[LEVEL_AT] = st.session_state[LEVEL_AT]


def step(quarters: Sequence[str]) -> None:
    """While the level plays, show the next quarter once it is due; stop at the last."""
    if not is_playing() or monotonic() < st.session_state["step_due"] - LATE:
        return
    at = st.session_state.get(LEVEL_AT, quarters[-1])
    following = [quarter for quarter in quarters if quarter > at]
    st.session_state[LEVEL_AT] = following[0] if following else quarters[-1]
    st.session_state["step_due"] = monotonic() + STEP
    if len(following) < 2:
        pause()


def choose(key: str, value: object) -> None:
    """Let a widget that is drawn next show a value that was said elsewhere."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def tour_role() -> str:
    """Who takes the tour: a role, empty before it is known, or `TOUR_OVER`.

    An address that says anything was sent or kept by somebody: whoever opens it sees what it names
    and nothing else, so the tour is over there until it is asked for.
    """
    if TOUR not in st.session_state:
        st.session_state[TOUR] = TOUR_OVER if st.query_params.to_dict() else "", 0
    role, _ = st.session_state[TOUR]
    return str(role)


def tour_step() -> int:
    """Step of the tour on screen, counted from 0."""
    _, step = st.session_state[TOUR]
    return int(step)


def take_tour(role: str, step: int) -> None:
    """Show a step of the tour of a role."""
    st.session_state[TOUR] = role, step


def end_tour() -> None:
    """Show no tour any more in this session, nor where the address is opened again."""
    take_tour(TOUR_OVER, 0)
    st.query_params[TOUR] = TOUR_OVER


def restart_tour() -> None:
    """Ask again who takes the tour."""
    take_tour("", 0)
    st.query_params.pop(TOUR, None)

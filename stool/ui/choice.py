"""Choices that stand in the address: kept in every link, and answered for when a link is wrong.

A choice stands there as it is printed in the list, so names are printed bare and without numbers
that change.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stool.text import labels, view
from stool.ui import state

T = TypeVar("T", bound=Hashable)


def pick(
    label: str, options: Sequence[T], printed: Callable[[T], str], *, key: str, default: T
) -> T:
    """Choose one of a few that all stand side by side."""
    asked = _settle(key, options, printed, lambda _: default, {})
    chosen: T = st.segmented_control(
        label,
        options,
        format_func=printed,
        default=default,
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )
    _say(st.container(), label, asked, printed(chosen))
    return chosen


def select(
    label: str,
    options: Sequence[T],
    printed: Callable[[T], str],
    *,
    key: str,
    default: T | None = None,
    nearest: Callable[[str], T] | None = None,
    respelled: Mapping[str, T] | None = None,
    notes: DeltaGenerator | None = None,
    **look: Any,
) -> T:
    """Choose one of a list.

    Parameters
    ----------
    label : str
    options : sequence
    printed : callable
        Name of an option.
    key : str
        Of the widget and of the address.
    default : optional
        Option that is not in the address; the first if not given.
    nearest : callable, optional
        Option that comes nearest to a name that is none; the default if not given.
    respelled : Mapping of text to option, optional
        What else an option was called.
    notes : DeltaGenerator, optional
        Where it is said that a link asked for what is not there; under the list if not given.
    **look
        Goes to the box.
    """
    usual = options[0] if default is None else default
    asked = _settle(key, options, printed, nearest or (lambda _: usual), respelled or {})
    chosen: T = st.selectbox(
        label,
        options,
        index=options.index(usual),
        format_func=printed,
        key=key,
        bind="query-params",
        **look,
    )
    _say(notes or st.container(), label, asked, printed(chosen))
    return chosen


def _settle(
    key: str,
    options: Sequence[T],
    printed: Callable[[T], str],
    nearest: Callable[[str], T],
    also: Mapping[str, T],
) -> str:
    """Give a choice that is not there the nearest that is; return what was asked for, if so."""
    names = {printed(each): each for each in options}
    bare = {str(each).casefold(): each for each in options}
    folded = {name.casefold(): each for name, each in names.items()}
    return state.settle(key, names, {**also, **bare, **folded}, nearest)


def _say(notes: DeltaGenerator, label: str, asked: str, shown: str) -> None:
    if asked:
        notes.info(labels.plain(view.instead(label, asked, shown)), icon=":material/link_off:")

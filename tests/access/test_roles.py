"""Roles: every page and every change declares the least one, and nobody may more than theirs."""

import inspect
from pathlib import Path

import pytest

from stool.access import ACTIONS, GUEST_PAGES, PAGES, ROLES, Person, Role
from stool.book import Book
from stool.schema import COMPANY

ROOT = Path(__file__).parents[2]
EVERYWHERE = ("home", "legs", "balance", "loop", "voice", "service", "plan", "help")


def changes() -> set[str]:
    """Public methods of a book that say who asks."""
    methods = inspect.getmembers(Book, inspect.isroutine)
    return {
        name
        for name, method in methods
        if not name.startswith("_") and "who" in inspect.signature(method).parameters
    }


def test_every_page_declares_its_role() -> None:
    assert {*PAGES} == {path.stem for path in (ROOT / "pages").glob("*.py")}


def test_every_change_declares_its_role() -> None:
    assert {*ACTIONS} == changes()
    assert len(changes()) >= 17


def test_no_change_is_a_viewers() -> None:
    assert min(ACTIONS.values()) == Role.ANALYST


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.GUEST, set()),
        (Role.VIEWER, {*EVERYWHERE}),
        (Role.ANALYST, {*EVERYWHERE, "data"}),
        (Role.OPERATOR, {*EVERYWHERE, "data"}),
    ],
)
def test_pages_of_a_role(role: Role, pages: set[str]) -> None:
    assert {page for page in PAGES if Person("ann", role).sees(page)} == pages


@pytest.mark.parametrize(
    ("role", "some", "others"),
    [
        (Role.GUEST, (), ("publish", "note_events", "set_minimum_n")),
        (Role.VIEWER, (), ("publish", "note_events", "set_minimum_n")),
        (
            Role.ANALYST,
            ("publish", "revert", "follow", "set_targets"),
            ("set_minimum_n", "grant", "give_link"),
        ),
        (Role.OPERATOR, tuple(ACTIONS), ()),
    ],
)
def test_actions_of_a_role(role: Role, some: tuple[str, ...], others: tuple[str, ...]) -> None:
    person = Person("ann", role)
    assert all(map(person.may, some))
    assert not any(map(person.may, others))


@pytest.mark.parametrize("role", list(Role))
def test_who_may_see_a_part_changes_nothing(role: Role) -> None:
    person = Person("ann", role, "West")
    assert not any(map(person.may, ACTIONS))
    assert not person.sees("data")
    assert person.sees("legs") is (role >= Role.VIEWER)


def test_a_guest_sees_the_pages_of_the_link() -> None:
    guest = Person("board", Role.GUEST, COMPANY, "k", frozenset({"home", "voyage"}))
    assert {page for page in (*PAGES, "voyage") if guest.sees(page)} == {"home"}


def test_pages_of_a_link_give_nothing_to_who_signed_in() -> None:
    assert not Person("ann", Role.VIEWER, pages=frozenset({"data"})).sees("data")


def test_what_is_not_declared_is_nobodys() -> None:
    operator = Person("ann", Role.OPERATOR)
    assert not operator.sees("share/secret")
    with pytest.raises(KeyError):
        operator.may("drop")


def test_what_a_guest_may_see_is_on_every_page_of_a_viewer() -> None:
    assert {PAGES[page] for page in GUEST_PAGES} == {Role.VIEWER}
    assert {"voice", "data", "help"}.isdisjoint(GUEST_PAGES)


def test_roles_that_are_granted() -> None:
    assert [*ROLES] == ["viewer", "analyst", "operator"]
    assert [*ROLES.values()] == sorted(ROLES.values())

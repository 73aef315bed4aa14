"""Grants: what goes before what, and who is given nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.access import Grant, Person, Role, email_key, person_of, whom_key
from stool.errors import UnknownRoleError, WhomError
from stool.schema import COMPANY

ROLES = [Role.VIEWER, Role.ANALYST, Role.OPERATOR]
PARENTS = {"Ashby": "West", "Brock": "West", "Corby": "South", "West": "Europe", "South": "Europe"}
PARTS = [COMPANY, *dict.fromkeys([*PARENTS.values(), *PARENTS])]
EMAILS = ["ann@x.org", "bob@x.org", "eve@x.org"]
GROUPS = ["Board", "board", "Staff", "ann@x.org"]

grants = st.lists(
    st.builds(
        Grant,
        st.sampled_from([*EMAILS, *(f"group:{name}" for name in GROUPS)]),
        st.sampled_from(ROLES),
        st.sampled_from(PARTS),
    ),
    max_size=12,
)
groups = st.lists(st.sampled_from(GROUPS), max_size=3)
emails = st.sampled_from([*EMAILS, "nobody@x.org", ""])


def who(email: str, groups: list[str], grants: list[Grant], *operators: str) -> Person | None:
    return person_of("Ann", email, groups, grants, operators, parents=PARENTS)


@given(emails, groups, grants)
def test_nobody_gets_more_than_a_grant_of_theirs(
    email: str, groups: list[str], grants: list[Grant]
) -> None:
    own = [grant for grant in grants if email and grant.whom == email]
    shared = [grant for grant in grants if grant.whom in {f"group:{name}" for name in groups}]
    found = who(email, groups, grants)
    if not own and not shared:
        assert found is None
        return
    assert found is not None
    may = {(grant.role, grant.part) for grant in own or shared}
    assert (found.role, found.part) in may
    assert found.role == max(role for role, _ in may)
    if (found.role, COMPANY) in may:
        assert found.part == COMPANY
    assert (found.link, found.pages) == ("", frozenset())


@given(emails, groups, grants, st.randoms())
def test_the_order_of_grants_and_groups_does_not_matter(
    email: str, groups: list[str], grants: list[Grant], random: Any
) -> None:
    before = who(email, groups, grants)
    random.shuffle(grants)
    random.shuffle(groups)
    assert who(email, groups, [*grants, *grants]) == before


@given(emails, groups, grants)
def test_an_operator_of_the_settings_is_one_whatever_is_granted(
    email: str, groups: list[str], grants: list[Grant]
) -> None:
    found = who(email, groups, grants, f" {email.upper()} ", "other@x.org")
    assert found == (Person("Ann", Role.OPERATOR) if email else who(email, groups, grants))


@given(groups, grants)
def test_grants_of_others_change_nothing(groups: list[str], grants: list[Grant]) -> None:
    mine = [grant for grant in grants if grant.whom == "ann@x.org"]
    assert who("ann@x.org", [], grants) == who("ann@x.org", [], mine)


def test_a_grant_for_the_address_can_lower_somebody() -> None:
    given = [Grant("group:Board", Role.OPERATOR), Grant("ann@x.org", Role.VIEWER, "West")]
    assert who("ann@x.org", ["Board"], given) == Person("Ann", Role.VIEWER, "West")


@pytest.mark.parametrize(
    ("parts", "wider"),
    [
        (["Ashby", "West"], "West"),
        (["West", "Europe"], "Europe"),
        (["South", "West"], "West"),
        (["Europe", COMPANY], COMPANY),
        (["Corby", "Brock"], "Brock"),
        (["Nowhere", "Ashby"], "Ashby"),
    ],
)
def test_the_wider_part_of_one_role(parts: list[str], wider: str) -> None:
    given = [Grant(f"group:{part}", Role.VIEWER, part) for part in parts]
    found = who("", parts, given)
    assert found is not None
    assert found.part == wider


def test_regions_in_a_circle_end() -> None:
    given = [Grant("group:a", Role.VIEWER, "a"), Grant("group:b", Role.VIEWER, "b")]
    assert person_of("Ann", "", ["a", "b"], given, [], parents={"a": "b", "b": "a"}) is not None


@pytest.mark.parametrize("email", ["group:Board", "GROUP:Board", "", " "])
def test_an_address_is_never_a_group(email: str) -> None:
    assert who(email, [], [Grant("group:Board", Role.OPERATOR)]) is None
    assert who(email, [], [], "", " ") is None


def test_a_group_is_never_an_address() -> None:
    assert who("", ["ann@x.org"], [Grant("ann@x.org", Role.OPERATOR)]) is None


def test_a_group_is_called_as_the_sign_in_calls_it() -> None:
    given = [Grant("Group: Board ", Role.VIEWER)]
    assert given[0].whom == "group:Board"
    assert who("", ["Board"], given) == Person("Ann", Role.VIEWER)
    assert who("", ["board"], given) is None


def test_capitals_of_an_address_do_not_matter() -> None:
    given = [Grant(" Ann@X.org", Role.VIEWER)]
    assert given[0].whom == "ann@x.org"
    assert who("ANN@x.ORG ", [], given) == Person("Ann", Role.VIEWER)


@pytest.mark.parametrize(
    "other", ["o\u017fcar@x.org", "oscar@\u212a.org", "O\u017fCAR@X.ORG", "oscar@stra\u00dfe.org"]
)
def test_other_letters_never_become_those_of_somebody_else(other: str) -> None:
    given = [Grant(each, Role.VIEWER) for each in ("oscar@x.org", "oscar@k.org")]
    given.append(Grant("oscar@strasse.org", Role.VIEWER))
    assert who(other, [], given, "oscar@x.org") is None
    assert who(other, [], [Grant(other, Role.VIEWER)]) is not None


@pytest.mark.parametrize("whom", ["", "ann", "@x.org", "ann@", "a b@x.org", "group:", "group: "])
def test_whom_nobody_could_be(whom: str) -> None:
    with pytest.raises(WhomError, match="neither an e-mail address nor a group"):
        Grant(whom, Role.VIEWER)


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(text: str) -> None:
    assert email_key(email_key(text)) == email_key(text)
    try:
        key = whom_key(text)
    except WhomError:
        return
    assert whom_key(key) == key


def test_a_guest_is_granted_nothing() -> None:
    with pytest.raises(UnknownRoleError, match="viewer, analyst and operator"):
        Grant("ann@x.org", Role.GUEST)


@given(st.sampled_from(ROLES), st.sampled_from(PARTS))
def test_what_is_stored_is_what_there_was(role: Role, part: str) -> None:
    grant = Grant("ann@x.org", role, part)
    assert Grant.of_body(grant.whom, grant.body()) == grant


@pytest.mark.parametrize("role", ["guest", "", "root", "3"])
def test_a_role_that_is_none(role: str) -> None:
    with pytest.raises(UnknownRoleError, match=r"The role of ann@x\.org is “.*Give one of viewer"):
        Grant.of_body("ann@x.org", {"role": role})


def test_a_blank_part_is_the_company() -> None:
    assert Grant("ann@x.org", Role.VIEWER, " ").part == COMPANY
    assert Grant.of_body("ann@x.org", {"role": "Viewer ", "part": ""}).part == COMPANY

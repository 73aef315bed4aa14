"""Names of units: what meets in normal form, what is proposed, and what never is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.ingest.join.names import Proposal, normal_name, propose


def only(new: str, known: list[str], *, beside: tuple[str, ...] = ()) -> Proposal | None:
    """The proposal for one name, None if there is none."""
    found = [each for each in propose([new, *beside], known) if each.unit == new]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("North", "north"),
        ("  NORTH  ", "north"),
        ("Branch 07", "branch 7"),
        ("branch 7", "branch 7"),
        ("Store No. 0012", "store 12"),
        ("Store #11", "store 11"),
        ("Shop Nr 11", "store 11"),
        ("B12", "b 12"),
        ("Zürich-Branch", "zurich"),
        ("Filiale Zürich", "zurich"),
        ("Sales Dept.", "sales"),
        ("Abteilung Vertrieb", "vertrieb"),
        ("Acme Ltd", "acme"),
        ("The North", "north"),
        ("Marks & Spencer", "marks and spencer"),
        ("King’s Road", "kings road"),
        ("Old School Road", "old school road"),  # not at an end: part of the name
        ("Team A", "team a"),  # a letter alone is no name
        ("Team A+", "a plus"),
        ("Hauptstraße", "hauptstrasse"),
        ("No Man’s Land", "no mans land"),
        ("Store", "store"),
        ("---", "---"),
    ],
)
def test_normal_form(written: str, normal: str) -> None:
    assert normal_name(written) == normal


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Store 1.05", "Store 1.5"),
        ("Store 1,1", "Store 11"),
        ("Level -1", "Level 1"),
        ("Level −1", "Level 1"),
        ("Store 10", "Store 1"),
        ("Team 🦊", "Team 🐻"),
        ("ガ", "カ"),  # marks that make another letter, not accents
        ("Йорк", "Иорк"),
        ("की", "कि"),
        ("***", "---"),
    ],
)
def test_normal_form_keeps_apart(one: str, two: str) -> None:
    assert normal_name(one) != normal_name(two)


@pytest.mark.parametrize(
    ("new", "known"),
    [
        ("NORTH", "North"),
        ("Zurich", "Zürich"),
        ("branch 07", "Branch 7"),
        ("STORE NO. 2", "Store 2"),
        ("Dept. 12", "Department 012"),
        ("North Branch", "North"),
        ("North", "North Branch"),
        ("Acme Ltd.", "Acme"),
    ],
)
def test_the_same_name(new: str, known: str) -> None:
    found = only(new, [known, "Elsewhere"])
    assert found == Proposal(new, known, "same", found.reason if found else "", 1.0)


@pytest.mark.parametrize(
    ("new", "known", "reason"),
    [
        ("Nth", "North", "“nth” may be short for “north”"),
        ("St. James", "Saint James", "“st” may be short for “saint”"),
        ("Sth Branch", "South", "“sth” may be short for “south”"),
        ("Town Ctr", "Town Centre", "“ctr” may be short for “centre”"),
        ("Manch. Central", "Manchester Central", "“manchester” begins with “manch”"),
        ("Birmingam", "Birmingham", "“birmingam” is one letter away from “birmingham”"),
        ("Lodnon", "London", "“lodnon” is one letter away from “london”"),
        ("Bermimgham", "Birmingham", "“bermimgham” is 2 letters away from “birmingham”"),
        ("Sales Departmnt", "Sales Department", "one letter away from “department”"),
        ("Central Leeds", "Leeds Central", "other order"),
        ("Store Street", "Street Store", "other order"),
        ("Newcastle", "New Castle", "other spaces"),
        ("HO", "Head Office", "initials"),
        ("New York City", "NYC", "initials"),
        ("HR Dept", "Human Resources", "initials"),
        ("7", "Branch 7", "once with the kind of unit and once without"),
        ("Branch 7", "07", "once with the kind of unit and once without"),
        ("Airport Office", "Airport Store", "the same but for “office store”"),
        ("Acme GmbH", "Acme Ltd", "the same but for “gmbh limited”"),
        ("Store Operations", "Operations", "the same but for “store”"),  # a kind, or a part of it
        ("Åby", "Äby", "but for the accents"),
    ],
)
def test_a_near_name_is_asked(new: str, known: str, reason: str) -> None:
    found = only(new, [known, "Elsewhere"])
    assert found is not None
    assert (found.kind, found.known, found.others) == ("near", known, ())
    assert reason in found.reason
    assert 0 < found.score < 1


@pytest.mark.parametrize(
    ("new", "known"),
    [
        ("North", "South"),
        ("East", "West"),
        ("Northeast", "Northwest"),
        ("Northern", "Southern"),
        ("Store 1", "Store 11"),
        ("Store 12", "Store 21"),
        ("New York City", "NYC East"),
        ("AB", "Store A B"),
        ("Store 1", "Store 2"),
        ("Store -1", "Store 1"),
        ("Store 1.1", "Store 11"),
        ("Team A", "Team B"),
        ("Team A", "Team"),
        ("Team Red", "Team Bed"),
        ("Team 1", "Store 1"),
        ("Unit VII", "Unit VIII"),
        ("Unit ii", "Unit iii"),
        ("Unit XXII", "Unit XXIII"),
        ("Birmingam Centrall", "Birmingham Central"),  # an error in each of two words
        ("St Hill", "Southport Hill"),
        ("St Hill", "Set Hill"),
        ("Ma Central", "Manchester Central"),
        ("Marlow", "Harlow"),  # the first letter is hardly ever mistyped
        ("Northampton", "North"),
        ("Westminster", "West"),
        ("Manchester Central", "Manchester"),
        ("Manchester", "Manchester Central"),
        ("East 1 West 2", "West 2 East 1"),
        ("東京一号店", "東京二号店"),
        ("ABC", "ABCD"),
        ("Bermimgam", "Birmingham"),  # three letters
    ],
)
def test_never_proposed(new: str, known: str) -> None:
    assert only(new, [known, "Elsewhere"]) is None


def test_known_units_are_left_alone() -> None:
    assert propose(["North", "Nth"], ["North", "Nth", "NORTH"]) == ()
    assert propose(["North"], []) == ()


def test_a_word_that_other_units_have_is_no_typing_error() -> None:
    assert only("Derry North", ["Derby North"]) is not None
    assert only("Derry North", ["Derby North", "Derry South"]) is None
    assert only("Manch North", ["Manchester North", "Manch South"]) is None


@pytest.mark.parametrize(
    ("new", "known", "others"),
    [
        ("Ashbey", ["Ashby", "Ashley", "Dover"], ("Ashby", "Ashley")),
        ("north", ["North", "NORTH", "South"], ("NORTH", "North")),
        ("North", ["North Store", "North Office"], ("North Office", "North Store")),
        ("7", ["Branch 7", "Team 7", "Team 8"], ("Branch 7", "Team 7")),
        ("Nth", ["North", "Ninth"], ("Ninth", "North")),
    ],
)
def test_equally_near_units_are_a_doubt(
    new: str, known: list[str], others: tuple[str, ...]
) -> None:
    found = only(new, known)
    assert found is not None
    assert (found.kind, found.known, found.others) == ("doubt", "", others)


def test_the_nearest_wins_by_far() -> None:
    found = only("Sth", ["South", "Sixty Three Hills"])  # short form before initials
    assert found is not None
    assert (found.kind, found.known) == ("near", "South")
    found = only("Bth Bath", ["Bath Bth"])  # another order, rather than two short forms
    assert found is not None
    assert found.score == pytest.approx(0.9)


def test_of_two_with_one_normal_form_the_one_with_the_same_words_is_meant() -> None:
    found = only("NORTH STORE", ["North Store", "North Office"], beside=("North Team",))
    assert found is not None
    assert (found.kind, found.known) == ("same", "North Store")


@pytest.mark.parametrize("beside", ["Store 07", "store 7"])
def test_a_file_that_tells_two_spellings_apart_may_mean_two(beside: str) -> None:
    alone = only("Store 007", ["store 7"], beside=("Store 8",))
    assert alone is not None
    assert alone.kind == "same"
    found = only("Store 007", ["store 7"], beside=(beside,))
    assert found is not None
    assert (found.kind, found.known) == ("near", "store 7")
    assert f"so is “{beside}” in the same file" in found.reason


PARTS = st.sampled_from(
    [
        *("Store", "Team", "Branch", "Dept", "North", "South", "Nth", "Ashby", "Ashbey"),
        *("Saint", "St.", "Zürich", "Zurich", "A", "B", "ii"),
        *("1", "11", "12", "21", "007", "7", "-7", "1.5"),
    ]
)
NAMES = st.lists(PARTS, min_size=1, max_size=4).map(" ".join)
TEXTS = st.one_of(NAMES, st.text(max_size=12))


@given(st.lists(TEXTS, max_size=8), st.lists(TEXTS, max_size=8))
def test_proposals_keep_their_promises(new: list[str], known: list[str]) -> None:
    for found in propose(new, known):
        assert found.unit in new
        assert found.unit not in known
        assert 0 < found.score <= 1
        assert found.reason
        assert (found.kind == "doubt") == (found.known == "") == (len(found.others) > 1) or (
            found.known in known
        )
        if found.kind == "same":
            assert normal_name(found.unit) == normal_name(found.known)


@given(st.lists(NAMES, max_size=8), st.lists(NAMES, max_size=8))
def test_proposals_never_change_a_number_or_a_letter(new: list[str], known: list[str]) -> None:
    def marks(name: str) -> list[str]:
        found = re.findall(r"(?<!\S)-?[0-9.]+|\b[ABab]\b|\bii\b", name)
        return [re.sub(r"^(-?)0+", r"\1", mark) for mark in found]

    for found in propose(new, known):
        for unit in (found.known, *found.others) if found.known else found.others:
            assert marks(found.unit) == marks(unit)


@given(TEXTS, TEXTS)
def test_the_normal_form_is_its_own_normal_form_and_pairs_agree(one: str, two: str) -> None:
    forward, backward = only(one, [two]), only(two, [one])
    assert (forward is None) == (backward is None)
    if forward is not None and backward is not None:
        assert (forward.kind, forward.score) == (backward.kind, backward.score)

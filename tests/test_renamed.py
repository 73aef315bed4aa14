"""Names of units on the whole road: aliases, regions, overlaps, and what can be taken back."""

import pytest

from stool.book import Book
from stool.errors import OverlapError
from stool.errors.join import AliasesOverlapError
from stool.ingest.join.aliases import Alias, Aliases
from stool.ingest.join.hierarchy import read_hierarchy


@pytest.fixture
def book(tmp_path):
    with Book.open(tmp_path / "stool.db") as opened:
        yield opened


def survey(question, quarters, units, n=12, answer=5):
    lines = [f"response_id,date,branch,region,{question}"]
    days = {"2025Q3": "2025-08-15", "2025Q4": "2025-11-15", "2026Q1": "2026-02-15"}
    for q in quarters:
        for unit, region in units.items():
            lines += [
                f"{question[0]}{q}{unit}{k},{days[q]},{unit},{region},{answer - k % 2}"
                for k in range(n)
            ]
    return "\n".join(lines).encode()


def load(book, data, name="employees.csv", **kw):
    return book.publish([book.examine(data, name)], who="ann", **kw)


def units(book, revision=None):
    nodes = book.analysis(revision).nodes
    return sorted(nodes.loc[nodes["depth"] == "unit", "node"])


ALL = ["2025Q3", "2025Q4", "2026Q1"]


def test_same_names_meet_by_themselves_and_near_ones_do_not(book):
    load(book, survey("overall_satisfaction", ALL, {"Branch 7": "A", "North": "A"}))
    file = book.examine(survey("csat", ALL, {"BRANCH 07": "A", "Nth": "A"}), "customers.csv")
    found = {p.unit: (p.kind, p.known) for p in book.proposals([file])}
    assert found == {"BRANCH 07": ("same", "Branch 7"), "Nth": ("near", "North")}
    same = Aliases(
        tuple(Alias(p.unit, p.known) for p in book.proposals([file]) if p.kind == "same")
    )
    change = book.publish([file], who="ann", aliases=same)
    assert units(book) == ["Branch 7", "North", "Nth"]
    assert sorted(book.store.cells()["unit"].unique()) == ["BRANCH 07", "Branch 7", "North", "Nth"]
    book.add_aliases(Aliases((Alias("Nth", "North"),)), who="ann")
    assert units(book) == ["Branch 7", "North"]
    assert units(book, change.revision) == ["Branch 7", "North", "Nth"]


def test_merged_units_add_up_before_anything_is_hidden(book):
    load(book, survey("overall_satisfaction", ALL, {"East": "A", "Shore": "A", "West": "B"}, n=4))
    table = book.analysis().published.table
    assert (table.loc[table["depth"] == "unit", "hidden"] != "").all()
    book.add_aliases(Aliases((Alias("East", "Coast"), Alias("Shore", "Coast"))), who="ann")
    table = book.analysis().published.table
    coast = table[(table["node"] == "Coast") & (table["dimension"] == "ALL")]
    assert coast["n"].tolist() == [8] * 3
    assert (coast["hidden"] == "").all()
    assert (coast["parent"] == "A").all()


def test_a_renamed_file_replaces_instead_of_counting_twice(book):
    load(book, survey("csat", ALL, {"East": "A", "West": "B"}))
    again = survey("csat", ALL, {"Coast": "A", "West": "B"}).replace(b"West,B,3", b"West,B,2")
    names = Aliases((Alias("East", "Coast"),))
    with pytest.raises(OverlapError):
        load(book, again, aliases=names)
    change = load(book, again, aliases=names, replace=True)
    assert change.replaced == (1,)
    assert units(book) == ["Coast", "West"]


def test_aliases_may_not_make_two_files_overlap(book):
    load(book, survey("csat", ALL, {"East": "A"}))
    load(book, survey("csat", ALL[1:], {"Coast": "A"}), "customers2.csv")
    before = book.store.latest()
    with pytest.raises(AliasesOverlapError, match="batches 1 and 2 would all hold csat"):
        book.add_aliases(Aliases((Alias("East", "Coast"),)), who="ann")
    assert book.store.latest() == before
    book.add_aliases(Aliases((Alias("East", "Coast", "", "2025Q3"),)), who="ann")
    assert units(book) == ["Coast", "East"]
    with pytest.raises(AliasesOverlapError):
        load(
            book,
            survey("csat", ALL, {"West": "A"}),
            "customers3.csv",
            aliases=Aliases((Alias("East", "Coast"),)),
        )


def test_a_hierarchy_file_goes_before_columns(book):
    load(book, survey("csat", ALL[:1], {"East": "A", "West": "B"}))
    book.set_hierarchy(read_hierarchy(b"branch,region\nEAST,North\n", "h.csv"), who="ann")
    load(book, survey("csat", ALL[1:], {"East": "A", "West": "B"}), "customers2.csv")
    nodes = book.analysis().nodes.set_index("node")["parent"]
    assert (nodes["East"], nodes["West"]) == ("North", "B")

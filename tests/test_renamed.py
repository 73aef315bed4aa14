"""Names of units on the whole road: aliases, regions, overlaps, and what can be taken back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from stool.book import Book
from stool.errors import OverlapError
from stool.errors.join import AliasesOverlapError, AliasLoopError, UnknownAliasError
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
    same = Aliases.of(book.proposals([file]))
    assert same.entries == (Alias("BRANCH 07", "Branch 7"),)
    change = book.publish([file], who="ann", aliases=same)
    assert units(book) == ["Branch 7", "North", "Nth"]
    assert sorted(book.store.cells()["unit"].unique()) == ["BRANCH 07", "Branch 7", "North", "Nth"]
    book.add_aliases(Aliases((Alias("Nth", "North"),)), who="ann")
    assert units(book) == ["Branch 7", "North"]
    assert units(book, change.revision) == ["Branch 7", "North", "Nth"]


def test_merged_units_add_up_before_anything_is_hidden(book):
    load(book, survey("overall_satisfaction", ALL, {"East": "A", "Shore": "A"}, n=4))
    table = book.analysis().published.table
    assert (table.loc[table["depth"] == "unit", "hidden"] != "").all()
    book.add_aliases(Aliases((Alias("East", "Coast"), Alias("Shore", "Coast"))), who="ann")
    table = book.analysis().published.table
    coast = table[(table["node"] == "Coast") & (table["dimension"] == "ALL")]
    assert coast["n"].tolist() == [7] * 3  # the band of 8
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


# Taken back


def names(book):
    return [entry.alias for entry in book.aliases().entries]


def test_an_alias_can_be_taken_back(book):
    load(book, survey("csat", ALL, {"East": "A", "Shore": "A", "West": "B"}))
    both = Aliases((Alias("East", "Coast"), Alias("Shore", "Coast")))
    before = book.add_aliases(both, who="ann").revision
    assert units(book) == ["Coast", "West"]
    change = book.remove_aliases([" EAST "], who="bob")
    assert change.revision == book.store.latest()
    assert units(book) == ["Coast", "East", "West"]
    assert names(book) == ["Shore"]
    assert units(book, before) == ["Coast", "West"]
    audit = book.store.revisions().set_index("revision").loc[change.revision]
    assert (audit["who"], audit["detail"]) == ("bob", {"documents": [["alias", "units"]]})
    book.remove_aliases(["Shore"], who="bob")
    assert names(book) == []
    assert units(book) == ["East", "Shore", "West"]


def test_a_name_is_taken_back_in_every_quarter(book):
    load(book, survey("csat", ALL, {"East": "A", "Coast": "A"}))
    spans = Aliases((Alias("East", "One", "", "2025Q3"), Alias("East", "Two", "2026Q1", "")))
    book.add_aliases(spans, who="ann")
    assert units(book) == ["Coast", "East", "One", "Two"]
    book.remove_aliases(["East"], who="ann")
    assert units(book) == ["Coast", "East"]


def test_what_is_no_alias_cannot_be_taken_back(book):
    with pytest.raises(UnknownAliasError, match="There are no aliases"):
        book.remove_aliases(["Nth"], who="ann")
    book.add_aliases(Aliases((Alias("Nth", "North"), Alias("Sth", "South"))), who="ann")
    before = book.store.latest()
    with pytest.raises(UnknownAliasError, match=r"called “North”.* such as “Nth”"):
        book.remove_aliases(["Sth", "North"], who="ann")
    assert (book.store.latest(), names(book)) == (before, ["Nth", "Sth"])


# Two at once


@pytest.fixture
def other(tmp_path):
    with Book.open(tmp_path / "stool.db") as opened:
        yield opened


@pytest.fixture
def meanwhile(book, monkeypatch):
    """Let something else happen after the book has looked and before it has the lock."""

    def do(action):
        publish = book.store.publish

        def later(*arguments, **options):
            monkeypatch.setattr(book.store, "publish", publish)
            action()
            return publish(*arguments, **options)

        monkeypatch.setattr(book.store, "publish", later)

    return do


def test_what_another_publisher_adds_is_kept(book, other, meanwhile):
    staff = survey("overall_satisfaction", ALL, {"East": "A"})
    meanwhile(lambda: load(other, staff, aliases=Aliases((Alias("Est", "East"),))))
    load(
        book,
        survey("csat", ALL, {"West": "B"}),
        "customers.csv",
        aliases=Aliases((Alias("Wst", "West"),)),
    )
    for seen in (book, other):
        assert names(seen) == ["Est", "Wst"]
        found = seen.analysis()
        assert found.nodes.set_index("node")["parent"][["East", "West"]].tolist() == ["A", "B"]
        assert set(found.labels) >= {"csat", "esat"}
        assert set(found.headline) >= {"csat", "esat"}


def test_names_that_another_gives_meanwhile_count_for_overlaps(book, other, meanwhile):
    load(book, survey("csat", ALL, {"East": "A"}))
    coast = survey("csat", ALL, {"Coast": "A"})
    east = Aliases((Alias("East", "Coast"),))
    meanwhile(lambda: other.add_aliases(east, who="bob"))
    with pytest.raises(OverlapError):
        load(book, coast, "customers2.csv")
    assert load(book, coast, "customers2.csv", replace=True).replaced == (1,)


def test_an_alias_that_another_adds_meanwhile_may_close_no_circle(book, other, meanwhile):
    meanwhile(lambda: other.add_aliases(Aliases((Alias("East", "Coast"),)), who="bob"))
    with pytest.raises(AliasLoopError):
        book.add_aliases(Aliases((Alias("Coast", "East"),)), who="ann")
    assert names(book) == ["East"]


def test_aliases_of_many_at_once_are_all_kept(tmp_path, book):
    many = 8
    barrier = Barrier(many)

    def add(number):
        with Book.open(tmp_path / "stool.db") as own:
            barrier.wait()
            own.add_aliases(Aliases((Alias(f"Old {number}", f"New {number}"),)), who="ann")

    with ThreadPoolExecutor(many) as pool:
        list(pool.map(add, range(many)))
    assert names(book) == [f"Old {number}" for number in range(many)]
    assert book.store.latest() == many

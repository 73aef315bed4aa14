"""The hierarchy file: both shapes, which level is the region, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.errors.join import BadHierarchyError, JoinColumnsError, RegionCircleError
from stool.ingest.join.hierarchy import MOST_LEVELS, Hierarchy, read_hierarchy
from stool.schema import COMPANY, PROBLEM_COLUMNS

FLAT = {"Ashby": "North", "Belford": "North", "Corley": "South"}


def read(*rows: str) -> Hierarchy:
    return read_hierarchy("\n".join(rows).encode(), "tree.csv")


def faults(*rows: str) -> list[tuple[int, str, str, str]]:
    """Row, column, value and rule of every problem of a refused file."""
    with pytest.raises(BadHierarchyError, match=r"^tree\.csv cannot be used\. Row ") as caught:
        read(*rows)
    problems = caught.value.problems
    assert problems is not None
    assert tuple(problems.columns) == PROBLEM_COLUMNS
    assert set(problems["outcome"]) == {"refused"}
    assert (problems["remedy"] != "").all()
    return list(problems[["row", "column", "value", "rule"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    "rows",
    [
        ("unit,parent", "Ashby,North", "Belford,North", "Corley,South"),
        ("Parent;Store", "North;Ashby", "North;Belford", "South;Corley", "South;Corley"),
        ("unit,parent", "Ashby,North", "Belford,North", "Corley,South", "North,", "South,"),
        (
            *("unit,parent", "Ashby,North", "Belford,North", "Corley,South"),
            *("North,Acme", "South,Acme"),
        ),
        (
            *("name,reports to", "Ashby,North", "Belford,North", "Corley,South"),
            *("North,Acme", "South,Acme", "Acme,", "Head Office,Acme"),
        ),
        ("unit,parent", "Ashby,North", "Belford,NORTH", "Corley,South", "Head Office,"),
        ("unit,parent", "Ashby,North", "Belford,North", "Corley,South", "Dover,Company"),
        ("branch,region", "Ashby,North", "Belford,North", "Corley,South"),
        ("Region,Branch", "North,Ashby", "North,Belford", "South, Corley ", "South,Corley"),
        ("company,region,branch", "Acme,North,Ashby", "Acme,north,Belford", "Acme,South,Corley"),
        ("branch,region,company", "Ashby,North,A", "Belford,North,A", "Corley,South,A", "Dover,,A"),
        ("branch,district", "Ashby,North", "Belford,North", "Corley,South"),
        ("team,department", "Ashby,North", "Belford,North", "Corley,South"),
    ],
)
def test_reads_both_shapes(rows: tuple[str, ...]) -> None:
    found = read(*rows)
    assert found.parents == FLAT
    assert set(found.units) >= FLAT.keys()
    assert not {"North", "South", "Acme"} & set(found.units)
    assert found.notes == ()


DEEP = ("Ashby,A1", "Belford,A1", "Corley,A2", "A1,North", "A2,South", "North,Acme", "South,Acme")


def test_of_a_deeper_tree_the_name_directly_above_is_the_region() -> None:
    found = read("unit,parent", *DEEP)
    below = {"Ashby": "A1", "Belford": "A1", "Corley": "A2"}
    assert found.parents == {**below, "A1": "North", "A2": "South"}  # figures may be of areas
    assert found.units == ("Ashby", "Belford", "Corley")
    assert found.notes == (
        "The product has one level between unit and company; “North” and “South” are left out.",
    )


def test_a_level_called_region_goes_first() -> None:
    levels = ["branch"] * 3 + ["area"] * 2 + ["REGION"] * 2
    rows = [f"{row},{level}" for row, level in zip(DEEP, levels, strict=True)]
    found = read("unit,parent,level", *rows)
    assert found.parents == {**FLAT, "A1": "North", "A2": "South"}
    assert found.notes == (
        "The product has one level between unit and company; “A1” and “A2” are left out.",
    )


@pytest.mark.parametrize(
    ("header", "region", "left_out"),
    [
        ("branch,area,country", "area", "country"),
        ("branch,area,region", "region", "area"),
        ("country,district,branch", "district", "country"),
    ],
)
def test_of_several_columns_the_region_is_said(header: str, region: str, left_out: str) -> None:
    names = {
        "branch": ["a", "b", "c", "d"],
        "district": ["x", "x", "y", "z"],
        "area": ["x", "x", "y", "z"],
        "region": ["N", "N", "N", "S"],
        "country": ["N", "N", "N", "S"],
    }
    columns = [names[column] for column in header.split(",")]
    found = read(header, *(",".join(row) for row in zip(*columns, strict=True)))
    assert found.parents == dict(zip("abcd", names[region], strict=True))
    assert found.notes == (f"“{region}” is the level above “branch”; “{left_out}” is left out.",)


def test_regions_in_a_circle_are_refused_in_columns_too() -> None:
    with pytest.raises(RegionCircleError, match="“A” → “B” → “A”"):
        read("branch,region", "A,B", "B,A")


def test_a_name_is_what_is_seen_of_it() -> None:
    found = read("branch,region", "Zu\u0308rich,North\u200b", "Z\u00fcrich,North")
    assert found.parents == {"Z\u00fcrich": "North"}


def test_blanks_are_no_names_of_a_level() -> None:
    assert read("branch,area,zone", "a,x,N", "b,,S").parents == {"a": "N", "b": "S"}


def test_several_names_at_the_top_are_regions() -> None:
    found = read("unit,parent", "Ashby,A1", "Corley,A2", "A1,North", "A2,South", "North,", "South,")
    assert found.parents == {"Ashby": "A1", "Corley": "A2", "A1": "North", "A2": "South"}
    assert read("unit,parent", "Ashby,").parents == {}


def test_a_branch_may_be_called_like_its_region_in_columns() -> None:
    assert read("branch,region", "Zurich,Zurich", "Baden,Zurich").parents == {
        "Zurich": "Zurich",
        "Baden": "Zurich",
    }


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("branch,manager", "a,b"), "has the columns branch, manager"),
        (("region,company", "a,b"), "has the columns region, company"),
        (("unit,parent,region", "a,b,c"), "has the columns unit, parent, region"),
        (("code,parent", "a,b"), "has the columns code, parent"),
        (("branch,area,zone", "a,x,N", "b,y,S"), "as many names under “area” as under “zone”"),
        (("team,dept", "a,x", "b,y"), "as many names under “team” as under “dept”"),
    ],
)
def test_refuses_columns_that_tell_nothing(rows: tuple[str, ...], found: str) -> None:
    with pytest.raises(JoinColumnsError, match=rf"^tree\.csv has .*{found.removeprefix('has ')}"):
        read(*rows)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["A,B", "B,A"], [(2, "parent", "A → B → A", "it leads in a circle")]),
        (
            ["X,A", "A,B", "B,C", "C,A", "P,Q", "Q,P"],
            [
                (3, "parent", "A → B → C → A", "it leads in a circle"),
                (6, "parent", "P → Q → P", "it leads in a circle"),
            ],
        ),
        (["A,B", "B,b"], [(3, "parent", "B → B", "it stands under itself")]),
        (["A,N", "A,S"], [(3, "parent", "A", "it stands under “N” in row 2 and under “S”")]),
        (["A,N", "A,"], [(3, "parent", "A", "it stands under “N” in row 2 and under nothing")]),
        ([",N", "A,N"], [(2, "unit", "", "no unit")]),
        ([f"{COMPANY},N"], [(2, "unit", COMPANY, "the name of the whole company")]),
        (["A,N", "B"], [(3, "", "1 fields", "not the 2 fields of the header")]),
    ],
)
def test_refuses_a_tree(rows: list[str], found: list[tuple[int, str, str, str]]) -> None:
    assert faults("unit,parent", *rows) == found


@pytest.mark.parametrize(
    ("rows", "orphans"),
    [
        (["A,North", "North,Acme", "C,South"], ["Acme", "South"]),
        (["A,North", "North,", "C,South"], ["South"]),
        (["A,North", "North,Acme", "Head Office,"], []),
        (["A,North", "C,South"], []),  # nobody has a row: these are the regions
    ],
)
def test_names_the_orphans(rows: list[str], orphans: list[str]) -> None:
    if not orphans:
        assert read("unit,parent", *rows).parents["A"] == "North"
        return
    found = faults("unit,parent", *rows)
    assert [value for _, _, value, _ in found] == orphans
    assert {rule for *_, rule in found} == {
        "it has no row of its own and is not the only name at the top"
    }


def test_refuses_rows_of_columns() -> None:
    assert faults("branch,region", "a,x", "a,y", ",y", "all units,y", "b,ALL UNITS", "a,") == [
        (3, "branch", "a", "it stands under “x” in row 2 and under “y”"),
        (4, "branch", "", "no branch"),
        (5, "branch", "all units", "the name of the whole company"),
        (6, "region", "all units", "the name of the whole company"),
        (7, "branch", "a", "it stands under “x” in row 2 and under nothing"),
    ]


def test_refuses_a_row_of_another_length() -> None:
    assert faults("branch,region", "a,x", "b") == [
        (3, "", "1 fields", "not the 2 fields of the header")
    ]


def test_a_tree_has_an_end() -> None:
    rows = [f"n{step},n{step + 1}" for step in range(MOST_LEVELS)]
    assert read("unit,parent", *rows).parents["n0"] == "n1"
    deeper = faults("unit,parent", *rows, f"n{MOST_LEVELS},top")
    assert deeper == [(2, "parent", "n0", f"more than {MOST_LEVELS} names stand above it")]


def test_a_single_parent_is_a_region_unless_it_is_called_the_company() -> None:
    assert read("unit,parent", "A,Acme", "B,Acme").parents == {"A": "Acme", "B": "Acme"}
    for top in (COMPANY, "Company", "total"):
        assert read("unit,parent", f"A,{top}", f"B,{top}").parents == {}


def test_placed_beside_the_data() -> None:
    tree = read("unit,parent", "Ashby,North", "belford,North", "Corley,South", "Dover,South")
    found = tree.placed(["ASHBY", "Belford Store", "Corly", "Eton", "Corley"])
    assert found.parents == {
        "Ashby": "North",
        "belford": "North",
        "Corley": "South",
        "Dover": "South",
        "ASHBY": "North",
        "Belford Store": "North",
    }
    assert found.unknown == ("Dover",)
    assert found.unplaced == ("Corly", "Eton")  # a near name is not guessed
    assert found.notes == (
        "There are no figures of Dover.",
        "Corly and Eton stand directly under the company.",
    )


def test_figures_of_a_higher_level_find_their_place() -> None:
    found = read("unit,parent", *DEEP).placed(["A1", "A2"])
    assert (found.parents["A1"], found.unplaced) == ("North", ())
    assert found.unknown == ("Ashby", "Belford", "Corley")


def test_all_placed_needs_no_words() -> None:
    assert read("branch,region", "A1,N").placed(["A1"]).notes == ()


NAMES = st.sampled_from(["A", "B", "C", "D", "E", "F"])


@given(st.dictionaries(NAMES, st.one_of(NAMES, st.just("")), min_size=1))
def test_a_tree_is_read_whole_or_refused(above: dict[str, str]) -> None:
    try:
        found = read("unit,parent", *(f"{name},{parent}" for name, parent in above.items()))
    except BadHierarchyError:
        return
    for name, parent in above.items():
        steps, higher = 0, name
        while higher:
            higher, steps = above.get(higher, ""), steps + 1
            assert steps <= len(above) + 1  # no circle got through
        assert found.parents.get(name, "") in (parent, "")
    assert set(found.units) == above.keys() - set(above.values())


@given(st.lists(st.tuples(NAMES, st.sampled_from(["N", "S"])), min_size=1))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, str]]) -> None:
    texts = [",".join(row) for row in rows]
    if len(dict(rows)) < len(set(rows)):
        with pytest.raises(BadHierarchyError, match=r"under “[NS]” in row"):
            read("branch,region", *texts)
    else:
        forward, backward = read("branch,region", *texts), read("branch,region", *texts[::-1])
        assert forward == backward
        assert forward.parents == dict(rows)

"""Aliases: read whole or refused whole, followed to their ends, quarter by quarter."""

import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.errors import RefusedFileError, UnknownQuarterError
from stool.errors.join import (
    AliasesOverlapError,
    AliasLoopError,
    BadAliasesError,
    JoinColumnsError,
)
from stool.ingest.join.aliases import Alias, Aliases, name_key, read_aliases
from stool.report.csv import FORMULA_STARTS
from stool.schema import COMPANY, PROBLEM_COLUMNS


def read(*rows: str, header: str = "alias,unit,from_quarter,to_quarter") -> Aliases:
    return read_aliases("\n".join([header, *rows]).encode(), "aliases.csv")


def faults(*rows: str) -> list[tuple[int, str, str, str]]:
    """Row, column, value and rule of every problem of a refused file."""
    with pytest.raises(BadAliasesError, match=r"^aliases\.csv cannot be used\. Row ") as caught:
        read(*rows)
    problems = caught.value.problems
    assert problems is not None
    assert tuple(problems.columns) == PROBLEM_COLUMNS
    assert set(problems["outcome"]) == {"refused"}
    assert (problems["remedy"] != "").all()
    return list(problems[["row", "column", "value", "rule"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    "text",
    [
        "alias,unit\nNth,North",
        "Alias;Unit;Note\nNth;North;as the survey tool has it",
        "ALIAS\tUNIT\tFrom_Quarter\tTo Quarter\n  Nth \tNorth\t\t",
        "unit,alias\nNorth,Nth\nNorth,Nth",  # a row that comes twice says nothing new
    ],
)
def test_reads_headers_in_any_case_and_order(text: str) -> None:
    assert read_aliases(text.encode(), "aliases.csv").entries == (Alias("Nth", "North"),)


@pytest.mark.parametrize("written", ["2025Q1", "Q1 2025", "1Q25", "2025-Q1"])
def test_reads_quarters_as_people_write_them(written: str) -> None:
    assert read(f"East,Coast,{written},").entries == (Alias("East", "Coast", "2025Q1"),)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("alias,unit,from_quater,to_quarter", "has a column “from_quater”"),
        ("alias,target,from_quarter,to_quarter", "has a column “target”"),
        ("alias,note,from_quarter,to_quarter", "has the columns alias, note, from_quarter"),
        ("alias,unit,Unit,note", "has the columns alias, unit, Unit, note"),
    ],
)
def test_refuses_other_columns(header: str, found: str) -> None:
    with pytest.raises(JoinColumnsError, match=rf"aliases\.csv {found}.* has the columns alias"):
        read("Nth,North,,", header=header)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",North,,", ("alias", "", "no alias")),
        ("Nth,,,", ("unit", "", "no unit")),
        (f"{COMPANY},North,,", ("alias", COMPANY, "the name of the whole company")),
        ("Nth,all units,,", ("unit", "all units", "the name of the whole company")),
        ("Nth,North,2024-05-01,", ("from_quarter", "2024-05-01", "no calendar quarter")),
        ("Nth,North,,FY25 Q1", ("to_quarter", "FY25 Q1", "no calendar quarter")),
        ("Nth,North,,2024/25 Q1", ("to_quarter", "2024/25 Q1", "no calendar quarter")),
        (
            "Nth,North,2025Q2,2025Q1",
            ("to_quarter", "2025Q1", "it ends before it begins in 2025Q2"),
        ),
        ("Nth,North", ("", "2 fields", "not the 4 fields of the header")),
    ],
)
def test_refuses_a_row(row: str, fault: tuple[str, str, str]) -> None:
    assert faults("Sth,South,,", row) == [(3, *fault)]


def test_lists_every_bad_row() -> None:
    found = faults("A,,,", "B,C,x,y", "East,Coast,,", "East,Inland,2025Q1,")
    assert [row for row, *_ in found] == [2, 3, 3, 5]
    with pytest.raises(BadAliasesError, match=r"Row 2, “”: no unit\. Fill .* 1 more are listed\.$"):
        read("A,,,", "B,C,x,y", "East,Coast,,", "East,Inland,2025Q1,")


def test_a_bad_row_is_no_reason_against_others() -> None:
    assert faults("A,B,2025Q2,2025Q1", "A,C,,") == [
        (2, "to_quarter", "2025Q1", "it ends before it begins in 2025Q2")
    ]
    assert [row for row, *_ in faults("A,B,,", "A,C,,", "D,,,")] == [3, 4]


def test_one_quarter_is_a_span() -> None:
    assert read("A,B,2025Q1,2025Q1").apply("A", "2025Q1") == "B"


def test_an_apostrophe_may_begin_a_name() -> None:
    assert read("'t Hart,Hart,,", "'=Sum,Sum,,").entries == (
        Alias("'t Hart", "Hart"),
        Alias("=Sum", "Sum"),
    )


def test_a_split_is_refused_with_what_to_do() -> None:
    assert faults("East,Coast,,", "east,Inland,2025Q1,") == [
        (3, "alias", "east", "it means “Coast” in row 2 and “Inland” for the same quarters")
    ]
    with pytest.raises(BadAliasesError, match="Summed figures cannot tell which part is whose"):
        read("East,Coast,,", "east,Inland,2025Q1,")
    after = read("East,Coast,,2024Q4", "East,Inland,2025Q1,")
    assert (after.apply("East", "2024Q4"), after.apply("East", "2025Q1")) == ("Coast", "Inland")


@pytest.mark.parametrize(
    ("one", "two", "meet"),
    [
        ("2024Q1,2024Q4", "2024Q4,", True),
        ("2024Q1,2024Q4", "2025Q1,", False),
        (",2024Q4", ",2023Q1", True),
        ("2024Q1,2024Q4", "2023Q1,2023Q4", False),
        ("2024Q1,2024Q4", "2024Q1,2024Q4", False),  # the same said twice
    ],
)
def test_two_rows_of_one_name_may_not_meet(one: str, two: str, meet: bool) -> None:
    rows = [f"East,Coast,{one}", f"EAST,Coast,{two}"]
    if meet:
        assert faults(*rows) == [(3, "alias", "EAST", "it meets the quarters of row 2")]
    else:
        assert len(read(*rows).entries) == 2


def test_chains_are_followed_to_their_end() -> None:
    aliases = read("A,B,,", "B,C,,", "C,D,,", "E,C,,")
    assert [aliases.apply(name, "2024Q1") for name in "ABCDEF"] == [*"DDDDDF"]


def test_chains_change_with_the_quarters() -> None:
    gap = read("East,Coast,2024Q1,2024Q1", "East,Coast,2024Q3,")
    assert [gap.apply("East", f"2024Q{n}") for n in (1, 2, 3)] == ["Coast", "East", "Coast"]
    aliases = read("X,East,,", "East,Coast,,2024Q4", "Coast,Shore,2024Q3,2024Q4")
    met = {quarter: aliases.apply("X", quarter) for quarter in ("2024Q2", "2024Q3", "2025Q1")}
    assert met == {"2024Q2": "Coast", "2024Q3": "Shore", "2025Q1": "East"}
    assert aliases.apply("Coast", "2024Q2") == "Coast"
    assert aliases.apply("Coast", "2024Q3") == "Shore"
    assert aliases.apply("Coast", "2025Q1") == "Coast"


def test_circles_are_refused_by_name() -> None:
    assert faults("B,C,,", "A,B,,", "C,A,,", "Q,A,,", "x,y,,", "y,x,,") == [
        (3, "alias", "A → B → C → A", "it leads in a circle"),
        (6, "alias", "x → y → x", "it leads in a circle"),
    ]
    assert faults("A,C,,", "B,C,,", "C,B,,") == [(3, "alias", "B → C → B", "it leads in a circle")]
    with pytest.raises(AliasLoopError, match="The aliases A → B → A lead back"):
        Aliases((Alias("A", "B"),)).merged(Aliases((Alias("B", "A"),)))


def test_a_circle_that_no_quarter_closes_is_none() -> None:
    swapped = read("A,B,,2024Q4", "B,A,2025Q1,")
    assert [swapped.apply(name, "2024Q4") for name in "AB"] == ["B", "B"]
    assert [swapped.apply(name, "2025Q1") for name in "AB"] == ["A", "A"]


def test_names_meet_without_capitals_and_take_the_spelling_of_the_list() -> None:
    aliases = read("nth,North,,", "NORTH,North,,")
    for written in ("Nth", " NTH", "nt\u200bh", "north", "NORTH", "North"):
        assert aliases.apply(written, "2024Q1") == "North"
    assert aliases.apply("Sth", "2024Q1") == "Sth"
    assert read("Nth,NORTH,,", "NORTH,North,,").apply("Nth", "2024Q1") == "North"
    assert read("A,NORTH,,", "NORTH,North,,").apply("A", "2024Q1") == "North"


def test_rows_are_renamed_like_single_names() -> None:
    aliases = read("East,Coast,,2024Q4", "Nth,North,,")
    units = pd.Series(["East", "East", "Nth", "Coast", "West"], index=[7, 5, 3, 1, 0], name="unit")
    quarters = pd.Series(["2024Q4", "2025Q1", "2025Q1", "2024Q4", "2025Q1"], index=units.index)
    found = aliases.renamed(units, quarters)
    assert found.units.tolist() == ["Coast", "East", "North", "Coast", "West"]
    assert found.changed.tolist() == [True, False, True, False, False]
    assert found.units.index.tolist() == [7, 5, 3, 1, 0]
    assert (found.units.dtype, found.units.name) == (pd.Series(["a"]).dtype, "unit")
    untouched = Aliases().renamed(units, quarters)
    assert untouched.units is units
    assert not untouched.changed.any()


def test_missing_names_and_bad_quarters_are_no_names() -> None:
    aliases = read("Nth,North,,")
    with pytest.raises(ValueError, match="missing in some rows"):
        aliases.renamed(pd.Series(["Nth", None]), pd.Series(["2024Q1"] * 2))
    with pytest.raises(UnknownQuarterError):
        aliases.renamed(pd.Series(["Nth"]), pd.Series(["May"]))


def test_says_where_figures_add_up() -> None:
    aliases = read("East,Coast,2024Q1,", "Shore,Coast,,")
    units = pd.Series(["Shore", "East", "East", "Coast", "East", "Shore", "West"])
    quarters = pd.Series(["2024Q1"] * 4 + ["2023Q4"] * 3)
    found = aliases.added_up(units, quarters)
    assert found.to_dict("records") == [
        {"unit": "Coast", "quarter": "2024Q1", "names": ("Coast", "East", "Shore")}
    ]
    assert aliases.added_up(units[1:4], quarters[1:4])["names"].tolist() == [("Coast", "East")]
    assert aliases.added_up(units[:1], quarters[:1]).empty


@pytest.mark.parametrize(
    ("parents", "region"),
    [
        ({"Coast": "North", "East": "South"}, "North"),  # what is said of the unit goes first
        ({"coast": "North", "East": "South"}, "North"),
        ({"EAST": "South"}, "South"),
        ({"East": "South", "Shore": "South"}, "South"),
        ({"East": "South", "Shore": "North"}, None),
        ({"West": "South"}, None),
    ],
)
def test_a_unit_has_the_region_of_its_other_names(
    parents: dict[str, str], region: str | None
) -> None:
    found = read("East,Coast,,", "Shore,Coast,2024Q1,").parents(parents)
    assert found.get("Coast") == region
    assert found.items() >= parents.items()


def test_merged_lists_follow_the_newer_one() -> None:
    old = read("East,Coast,,2024Q4", "East,Inland,2025Q1,", "Nth,North,,")
    both = old.merged(read("EAST,Shore,,"))
    assert both.entries == (Alias("EAST", "Shore"), Alias("Nth", "North"))
    assert old.merged(Aliases()) == old == Aliases().merged(old)


def test_one_name_never_means_two_units() -> None:
    with pytest.raises(ValueError, match="entries say two things of East"):
        Aliases((Alias("East", "Coast"), Alias("East", "Inland", "2025Q1")))


def test_a_long_chain_is_no_trouble() -> None:
    aliases = Aliases(tuple(Alias(f"u{n}", f"u{n + 1}") for n in range(3000)))
    assert aliases.apply("u0", "2024Q1") == "u3000"


def test_an_overlap_of_batches_says_what_to_do() -> None:
    error = AliasesOverlapError(
        batches=[3, 5], legs=["csat"], metrics=["nps"], quarters=["2024Q1"], units=["North"]
    )
    assert "the batches 3 and 5 would all hold csat (nps) in 2024Q1 for North" in str(error)


def test_a_file_that_is_no_table_is_refused() -> None:
    with pytest.raises(RefusedFileError):
        read_aliases(b"", "aliases.csv")


NAMES = st.sampled_from(["A", "a", "B", "C", "D", "East Side", "EAST  side"])
ENDS = st.sampled_from(["", "2024Q1", "2024Q3", "2025Q1"])
QUARTERS = ["2023Q4", "2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2"]


@st.composite
def lists(draw: st.DrawFn) -> Aliases:
    entries: list[Alias] = []
    for fields in draw(st.lists(st.tuples(NAMES, NAMES, ENDS, ENDS), max_size=6)):
        entry = Alias(*fields)
        if entry.span[0] > entry.span[1]:
            continue
        try:
            Aliases((*entries, entry))
        except ValueError:  # a circle, or a second meaning
            continue
        entries.append(entry)
    return Aliases(tuple(entries))


@given(lists(), NAMES)
def test_following_twice_is_following_once(aliases: Aliases, name: str) -> None:
    for quarter in QUARTERS:
        meant = aliases.apply(name, quarter)
        assert aliases.apply(meant, quarter) == meant


@given(lists())
def test_every_alias_ends_where_its_unit_ends(aliases: Aliases) -> None:
    for entry in aliases.entries:
        for quarter in QUARTERS:
            if (entry.first or "0") <= quarter <= (entry.last or "9"):
                met = aliases.apply(entry.alias, quarter)
                ours = name_key(entry.alias) == name_key(entry.unit)
                assert ours or met == aliases.apply(entry.unit, quarter)


@given(lists(), st.lists(st.tuples(NAMES, st.sampled_from(QUARTERS)), min_size=1))
def test_the_vectorised_road_is_the_same_road(
    aliases: Aliases, rows: list[tuple[str, str]]
) -> None:
    units, quarters = (pd.Series(list(column), dtype="str") for column in zip(*rows, strict=True))
    found = aliases.renamed(units, quarters)
    assert found.units.tolist() == [aliases.apply(*row) for row in rows]
    np.testing.assert_array_equal(found.changed, (found.units != units).to_numpy())


@given(lists())
def test_stored_and_built_again(aliases: Aliases) -> None:
    assert Aliases.of_body(aliases.body()) == aliases


@given(
    st.dictionaries(
        st.one_of(st.sampled_from(["=1+1", "@x", "-2", "+3", "'=x", "'t Hart", "a,b", 'say "x"']),
                  st.text("ab=+-@'\", ", min_size=1, max_size=5)).map(str.strip).filter(bool),
        st.sampled_from(["North", "=Sum", "-1"]), min_size=1, max_size=5,
    )
)  # fmt: skip
def test_the_file_reads_back_and_no_spreadsheet_runs_it(units: dict[str, str]) -> None:
    entries = {
        name_key(alias): Alias(" ".join(alias.split()), unit) for alias, unit in units.items()
    }
    try:
        aliases = Aliases(tuple(entries.values()))
    except AliasLoopError:
        return
    written = aliases.to_csv()
    assert read_aliases(written, "aliases.csv") == aliases
    fields = pd.read_csv(io.BytesIO(written), dtype=str, keep_default_na=False)
    assert not fields.map(lambda field: field.startswith(FORMULA_STARTS)).to_numpy().any()

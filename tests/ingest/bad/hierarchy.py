"""Units and regions: each unit below one region, no circle, no total among its parts."""

from collections.abc import Sequence

from tests.ingest.bad.case import (
    SURVEY,
    Case,
    EitherOf,
    Placed,
    Read,
    Verdict,
    refused,
    scores,
    survey,
    table,
)

MONEY = "quarter,branch,region,revenue,cost"
PLACES = (
    ("Ashby", "North"),
    ("Belford", "North"),
    ("Corley", "South"),
    ("Denham", "South"),
    ("Elton", "West"),
)


def placed(*pairs: tuple[str, str], rows: int = 40) -> bytes:
    """A survey whose rows take these units and regions in turn."""
    lines = []
    for n, row in enumerate(survey(rows)):
        fields = row.split(",")
        fields[2:4] = pairs[n % len(pairs)]
        lines.append(",".join(fields))
    return table(SURVEY, lines)


def appended(*rows: str) -> bytes:
    return table(SURVEY, [*survey(), *rows])


def row(unit: str, region: str, score: int = 4, name: str = "X") -> str:
    return f"{name},2024-05-05,{unit},{region},{score},9,yes,"


def with_totals(*totals: str) -> bytes:
    """Five units in four quarters, and a line for each of the totals in each quarter."""
    lines = []
    for quarter in ("2024Q1", "2024Q2", "2024Q3", "2024Q4"):
        lines += [f"{quarter},{unit},{region},10.5,8.25" for unit, region in PLACES]
        lines += [f"{quarter},{total},52.5,41.25" for total in totals]
    return table(MONEY, lines)


WHOLE = {"csat": scores()}
TOTALS = tuple(line for line in range(7, 26, 6))

TREE = ("Ashby,North", "Belford,North", "Corley,South")


def tree(name: str, rows: Sequence[str], verdict: Verdict, header: str = "unit,parent") -> Case:
    """A file of units and what they stand under."""
    return Case(f"tree: {name}", table(header, rows), verdict, file="tree.csv", hierarchy=True)


FILES = (
    tree("sound", TREE, Placed({"Ashby": "North", "Belford": "North", "Corley": "South"})),
    tree("a unit under itself", [*TREE, "Denham,Denham"], refused("5", "Denham", "itself")),
    tree("a circle of two", [*TREE, "Denham,Elton", "Elton,Denham"], refused("Denham", "circle")),
    tree(
        "a circle of three in two spellings",
        [*TREE, "Denham,ELTON", "Elton,Farley", " farley ,denham"],
        refused("Denham", "circle"),
    ),
    tree(
        "a circle of a thousand",
        [*TREE, *(f"Unit {n},Unit {(n + 1) % 1000}" for n in range(1000))],
        refused("Unit 0", "circle"),
    ),
    tree("a unit under two", [*TREE, "Ashby,South"], refused("Ashby", "North", "South", "row 2")),
    tree("a unit twice under one", [*TREE, "Ashby,North"], Placed(dict(PLACES[:3]))),
    tree("a row without a unit", [*TREE, ",North"], refused("5", "unit")),
    tree("a row without its parent", [*TREE, "Denham"], refused("5", "field")),
    tree("a unit of the name of the whole", [*TREE, "ALL UNITS,North"], refused("ALL UNITS")),
    tree("a chain of a hundred thousand", [f"{n},{n + 1}" for n in range(100_000)], refused("20")),
    tree("other columns", TREE, refused("a, b", "unit", "parent"), header="a,b"),
    tree("no rows", [], refused("no data rows")),
    tree(
        "regions as columns that cross",
        ["Ashby,North", "Ashby,South", "Belford,North"],
        refused("Ashby", "North", "South"),
        header="branch,region",
    ),
)

CASES = (
    *FILES,
    Case(
        "a unit in two regions",
        appended(row("Ashby", "South")),
        refused("“Ashby”", "“North”", "“South”"),
    ),
    Case(
        "a unit in three regions",
        appended(row("Ashby", "South"), row("Ashby", "West", name="Y")),
        refused("“Ashby”", "North", "South"),
    ),
    Case(
        "a unit that moves from one region to another",
        table(
            SURVEY,
            [r.replace("North", "North" if n < 20 else "South") for n, r in enumerate(survey())],
        ),
        refused("North", "South"),
    ),
    Case(
        "a unit in two regions, written in two ways",
        appended(row(" ashby", "South")),
        refused("“Ashby”", "South"),
    ),
    Case(
        "a unit in another region in a row that is rejected",
        appended(row("Ashby", "South", 55)),
        Read(40, rejected=(42,), values=WHOLE),
    ),
    Case(
        "a region in two spellings",
        placed(
            ("Ashby", "North"), ("Ashby", "north"), ("Belford", " North "), ("Belford", "North")
        ),
        Read(40, values={"region": ["North"] * 40}),
    ),
    Case(
        "a blank region where others have one",
        appended(row("Ashby", "")),
        Read(41, values={"region": ["North"] * 41}),
    ),
    Case(
        "n/a for a region where others have one",
        appended(row("Ashby", "n/a")),
        Read(41, values={"region": ["North"] * 41}),
    ),
    Case(
        "a unit without any region",
        appended(row("Corley", "")),
        Read(41, units=("Ashby", "Belford", "Corley")),
    ),
    Case("no region at all", placed(("Ashby", ""), ("Belford", "")), Read(40, values=WHOLE)),
    Case(
        "a unit alone in a region of its name",
        placed(("Ashby", "Ashby"), ("Belford", "North")),
        Read(40, values=WHOLE),
    ),
    Case(
        "two units, each the region of the other",
        placed(("Ashby", "Belford"), ("Belford", "Ashby")),
        refused("Ashby", "Belford"),
    ),
    Case(
        "two units, each the region of the other in capitals",
        placed(("Ashby", "BELFORD"), ("Belford", "ASHBY")),
        refused("Ashby", "Belford"),
    ),
    Case(
        "a circle of three",
        placed(("Ashby", "Belford"), ("Belford", "Corley"), ("Corley", "Ashby")),
        refused("Ashby", "Belford", "Corley"),
    ),
    Case(
        "a circle of four beside sound units",
        placed(
            ("Ashby", "Belford"),
            ("Belford", "Corley"),
            ("Corley", "Denham"),
            ("Denham", "Ashby"),
            ("Elton", "West"),
        ),
        refused("Ashby", "Belford"),
    ),
    Case(
        "a unit of the name of the whole",
        placed(("ALL UNITS", "North"), ("Belford", "North")),
        EitherOf(refused("ALL UNITS"), Read(40, values=WHOLE, units=("ALL UNITS", "Belford"))),
    ),
    Case("no unit", appended(row("", "North")), Read(40, rejected=(42,), values=WHOLE)),
    Case(
        "spaces for a unit",
        appended(row(" \u00a0 ", "North")),
        Read(40, rejected=(42,), values=WHOLE),
    ),
    Case("n/a for a unit", appended(row("n/a", "North")), Read(40, rejected=(42,), values=WHOLE)),
    Case(
        "a third of the rows without a unit",
        appended(*(row("", "North", name=f"X{n}") for n in range(20))),
        refused("branch", "20 of the 60"),
    ),
    Case(
        "a unit in many spellings",
        placed(
            ("Ashby", "North"), ("ASHBY", "North"), (" Ashby", "North"), ("Ashby\u00a0", "North")
        ),
        Read(40, units=("Ashby",)),
    ),
    Case(
        "a total of all units in each quarter",
        with_totals("Total,"),
        Read(20, apart=TOTALS, values={"revenue": [10.5] * 20}),
    ),
    Case(
        "a grand total with a region",
        with_totals("Grand Total,All"),
        Read(20, apart=TOTALS, values={"revenue": [10.5] * 20}),
    ),
    Case(
        "a total in German",
        with_totals("Summe,"),
        Read(20, apart=TOTALS, values={"revenue": [10.5] * 20}),
    ),
    Case(
        "a total of a name that says nothing",
        with_totals("Company,"),
        EitherOf(refused("Company"), Read(20, apart=TOTALS, values={"revenue": [10.5] * 20})),
    ),
    Case(
        "subtotals of each region",
        table(
            MONEY,
            [
                line
                for quarter in ("2024Q1", "2024Q2", "2024Q3", "2024Q4")
                for line in (
                    *(f"{quarter},{unit},{region},10.5,8.25" for unit, region in PLACES),
                    f"{quarter},North total,North,21,16.5",
                    f"{quarter},South total,South,21,16.5",
                )
            ],
        ),
        EitherOf(
            refused("total"),
            Read(
                20,
                apart=tuple(line for start in (7, 14, 21, 28) for line in (start, start + 1)),
                values={"revenue": [10.5] * 20},
            ),
        ),
    ),
    Case(
        "a unit whose name only begins like a total",
        placed(("Totalise Ltd", "North"), ("Belford", "North")),
        Read(40, values=WHOLE, units=("Belford", "Totalise Ltd")),
    ),
    Case(
        "a unit in two regions in two files",
        placed(("Ashby", "North")),
        refused("Ashby", "North", "South"),
        beside=(
            (
                "money.csv",
                table(MONEY, ["2024Q1,Ashby,South,10.5,8.25", "2024Q2,Ashby,South,11.5,8.25"]),
            ),
        ),
    ),
    Case(
        "a circle that closes over two files",
        placed(("Ashby", "Belford")),
        refused("Ashby", "Belford"),
        beside=(
            (
                "money.csv",
                table(MONEY, ["2024Q1,Belford,Ashby,10.5,8.25", "2024Q2,Belford,Ashby,11.5,8.25"]),
            ),
        ),
    ),
)

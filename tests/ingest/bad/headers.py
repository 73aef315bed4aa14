"""Headers: none, doubled, blank, of several rows, under a preamble, repeated, in other words."""

from tests.ingest.bad.case import (
    CSAT_1_5,
    LEDGER,
    SURVEY,
    Case,
    EitherOf,
    Read,
    ledger,
    refused,
    revenues,
    scores,
    survey,
    table,
)

WHOLE = Read(40, values={"csat": scores()}, units=("Ashby", "Belford"))
MONEY = Read(16, values={"revenue": revenues()}, units=("Ashby", "Belford"))
LEAN = "quarter,branch,csat,comment"


def lean(rows: int = 40) -> list[str]:
    return [f"2024Q{1 + n % 4},Ashby,{1 + n % 5},fine" for n in range(rows)]


def renamed(old: str, new: str) -> bytes:
    """A survey with one header renamed."""
    return table(SURVEY.replace(old, new), survey())


def without(name: str) -> bytes:
    """A survey without the column of that name."""
    place = SURVEY.split(",").index(name)
    cut = [row.split(",") for row in (SURVEY, *survey())]
    lines = [",".join([*row[:place], *row[place + 1 :]]) for row in cut]
    return table(lines[0], lines[1:])


QUALTRICS = [
    "ResponseId,EndDate,branch,csat,comment",
    "Response ID,End Date,Which branch?,How satisfied were you?,Anything else?",
    '"{""ImportId"":""_recordId""}","{""ImportId"":""endDate""}","{""ImportId"":""QID1""}",'
    '"{""ImportId"":""QID2""}","{""ImportId"":""QID3_TEXT""}"',
]
TWO_UNITS = "2024Q1,Ashby,100.5,80.25"

CASES = (
    Case("no header", table(survey()[0], survey()[1:]), refused("c\\.csv", "header|column")),
    Case("header and nothing else", table(SURVEY, []), refused("no data rows")),
    Case("header and blank rows", table(SURVEY, ["", ",,,,,,,", ""]), refused("no data rows")),
    Case("two columns of one name", renamed("recommend", "csat"), refused("“csat”")),
    Case(
        "two columns of one name but for spaces", renamed("recommend", " csat "), refused("“csat”")
    ),
    Case("two columns of one name but for capitals", renamed("recommend", "CSAT"), refused("csat")),
    Case("three columns of one name", renamed("region,csat", "date,date"), refused("“date”")),
    Case("header in capitals", table(SURVEY.upper(), survey()), WHOLE),
    Case("header with spaces around", table(SURVEY.replace(",", " , "), survey()), WHOLE),
    Case(
        "header with hard and zero-width spaces",
        table(SURVEY.replace("csat", "\u00a0csat\u200b"), survey()),
        WHOLE,
    ),
    Case(
        "header with hyphens and brackets",
        table("Case-ID,(Date),[Branch],Region:,CSAT?,Recommend!,Promise kept,Comment", survey()),
        WHOLE,
    ),
    Case(
        "header with a unit",
        table("quarter,branch,Revenue (USD),Operating cost [USD]", ledger()),
        MONEY,
    ),
    Case(
        "header in German",
        table(
            "Quartal;Filiale;Umsatz;Kosten",
            (row.replace(",", ";").replace(".", ",") for row in ledger()),
        ),
        MONEY,
    ),
    Case("blank header over a column of comments", renamed("comment", ""), WHOLE),
    Case(
        "blank header over the score",
        renamed("csat", ""),
        EitherOf(refused(), Read(40)),
        mapping="{}",
    ),
    Case("every header blank", table(",,,", lean()), refused("header|column")),
    Case("headers that are numbers", table("1,2,3,4", lean()), refused("column")),
    Case(
        "headers that say nothing",
        table("a,b,c,d,e,f,g,h", survey()),
        EitherOf(refused("column"), WHOLE),
    ),
    Case("no unit", without("branch").replace(b"region", b"zone_", 1), refused("unit|place")),
    Case("no date", without("date"), refused("quarter|date|period")),
    Case(
        "no figure",
        table("quarter,branch,comment", ["2024Q1,Ashby,fine"] * 9),
        refused("figure|measure"),
    ),
    Case(
        "no date, and the mapping says the quarter",
        without("date"),
        Read(40, quarters=("2025Q2",)),
        mapping='{"period": "2025Q2"}',
    ),
    Case(
        "no date, and the mapping says a quarter that is none",
        without("date"),
        refused("period", "2025Q7"),
        mapping='{"period": "2025Q7"}',
    ),
    Case(
        "no unit, and the mapping says the place",
        without("branch").replace(b"region", b"zone_", 1),
        Read(40, units=("Company",)),
        mapping='{"place": "Company"}',
    ),
    Case(
        "the mapping names a column that is not there",
        table(SURVEY, survey()),
        refused("“Filiale”"),
        mapping='{"unit": "Filiale"}',
    ),
    Case(
        "the mapping names one column twice",
        table(SURVEY, survey()),
        refused("“branch”"),
        mapping='{"unit": "branch", "region": "branch"}',
    ),
    Case(
        "the mapping gives two units",
        table(SURVEY, survey()),
        refused("“branch”", "“region”"),
        mapping='{"unit": ["branch", "region"]}',
    ),
    Case("a title above", b"Customer survey 2024\n\n" + table(SURVEY, survey()), WHOLE),
    Case(
        "a title padded with commas above",
        b"Customer survey 2024,,,,,,,\n,,,,,,,\n" + table(SURVEY, survey()),
        WHOLE,
    ),
    Case(
        "four lines above, and a bad row",
        b"Report,Customers\nMade by,J. Doe\nFilter,none\n\n"
        + table(SURVEY, [*survey(), "X,never,Ashby,North,4,9,yes,"]),
        Read(40, rejected=(46,), values={"csat": scores()}),
    ),
    Case("a comment line above", b"# exported 2025-01-05\n" + table(SURVEY, survey()), WHOLE),
    Case("a sep line above", b"sep=;\r\n" + table(SURVEY, survey()).replace(b",", b";"), WHOLE),
    Case("blank lines above", b"\n\r\n\n" + table(SURVEY, survey()), WHOLE),
    Case(
        "three header rows of Qualtrics",
        table(
            QUALTRICS[0],
            [
                *QUALTRICS[1:],
                *(f"R{n},2024-01-10 10:00:00,Ashby,{1 + n % 5},fine" for n in range(30)),
            ],
        ),
        Read(30, values={"csat": scores(30)}),
    ),
    Case(
        "two header rows of SurveyMonkey",
        table(
            "Respondent ID,End Date,branch,How satisfied were you overall?,Would you recommend us?",
            [
                ",,Response,Response,Response",
                *(f"{n},01/{13 + n % 9}/2024,Ashby,{1 + n % 5},{n % 11}" for n in range(30)),
            ],
        ),
        Read(30, values={"csat": scores(30)}, quarters=("2024Q1",)),
        file="customers.csv",
    ),
    Case("groups above the header", table(",,Money,", [LEDGER, *ledger()]), MONEY),
    Case(
        "units of measurement below the header",
        table(LEDGER, [",,USD,USD", *ledger()]),
        Read(16, apart=(2,), values={"revenue": revenues()}),
    ),
    Case(
        "the header again on each page",
        table(SURVEY, [*survey()[:20], SURVEY, *survey()[20:], SURVEY]),
        Read(40, apart=(22, 43), values={"csat": scores()}),
    ),
    Case(
        "years as columns",
        table("branch,2022,2023,2024", ["Ashby,10.5,11.5,12.5", "Belford,20.5,21.5,22.5"]),
        refused("quarter|year|period"),
    ),
    Case("a header of a thousand letters", renamed("comment", "Why? " * 200), WHOLE),
    Case(
        "a column ignored by the mapping may hold anything",
        renamed("recommend", "x"),
        Read(40, values={"csat": scores()}, scales={"csat": "1-5"}),
        mapping='{"ignore": ["x"]}',
    ),
    Case(
        "two headers that normalise to one name",
        table(
            "quarter,team,level,A b,a_b,tools",
            (f"2024Q{1 + n % 4},X,y,{1 + n % 5},{1 + n % 4},{1 + n % 5}" for n in range(30)),
        ),
        Read(30, values={"a_b": [float(1 + n % 5) for n in range(30)]}),
    ),
    Case(
        "the answer of an item stands in the header row",
        table("quarter,branch,5,comment", lean()),
        refused("column|figure"),
    ),
    Case(
        "mapping by header with the spaces of the file",
        table(SURVEY.replace("csat", " csat"), survey()),
        WHOLE,
        mapping=CSAT_1_5,
    ),
)

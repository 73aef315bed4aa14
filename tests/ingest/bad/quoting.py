"""Quotation marks: what stands between them is one field, and a stray one swallows no row."""

from tests.ingest.bad.case import (
    LEDGER,
    SURVEY,
    Case,
    EitherOf,
    Read,
    refused,
    scores,
    survey,
    table,
)

WHOLE = Read(40, values={"csat": scores()}, units=("Ashby", "Belford"))


def commented(*comments: str) -> bytes:
    """A survey whose comments stand as they are given."""
    return table(SURVEY, survey(comments=comments))


def quoted(line: str, delimiter: str = ",", mark: str = '"') -> str:
    return delimiter.join(f"{mark}{field}{mark}" for field in line.split(","))


def appended(*rows: str) -> bytes:
    return table(SURVEY, [*survey(), *rows])


CASES = (
    Case("every field quoted", table(quoted(SURVEY), map(quoted, survey())), WHOLE),
    Case("header alone quoted", table(quoted(SURVEY), survey()), WHOLE),
    Case("delimiter in quotes", commented('"dear, slow"', '","'), WHOLE),
    Case("doubled quotes", commented('"said ""no"""', '""""', '""'), WHOLE),
    Case("newlines in quotes", commented('"one\ntwo"', '"\n\n"'), WHOLE),
    Case("carriage returns in quotes", commented('"one\rtwo"', '"a\r\nb"'), WHOLE),
    Case(
        "newlines in quotes before a row that is rejected",
        table(
            SURVEY,
            [*survey(4, comments=('"a\nb\nc"',)), *survey(44)[4:], "X,never,Ashby,North,4,5,yes,"],
        ),
        Read(44, rejected=(54,), values={"csat": scores(44)}, words=("never",)),
    ),
    Case(
        "newline within a quoted header",
        table(SURVEY.replace("csat", '"csat\nscore"'), survey()),
        Read(40, values={"csat": scores()}),
    ),
    Case("inches", commented('12" pipe', 'a 3" and a 4" one'), WHOLE),
    Case("space before a quote", commented(' "dear, slow"', ' "a"'), WHOLE),
    Case("quotes escaped with a backslash", commented('"he said \\"no\\", twice"'), WHOLE),
    Case(
        "apostrophes for quotes",
        table(quoted(SURVEY, mark="'"), (quoted(row, mark="'") for row in survey())),
        EitherOf(refused(), WHOLE),
    ),
    Case(
        "every line one quoted field",
        table(f'"{SURVEY}"', (f'"{row}"' for row in survey())),
        EitherOf(refused(), WHOLE),
    ),
    Case(
        "thousands in quotes",
        table(LEDGER, [f'2024Q{q},Ashby,"{q},234.50","1,000.25"' for q in (1, 2, 3, 4)]),
        Read(4, values={"revenue": [1234.5, 2234.5, 3234.5, 4234.5], "cost": [1000.25] * 4}),
    ),
    Case(
        "commas in quotes of a semicolon file",
        table(
            SURVEY.replace(",", ";"),
            (row.replace(",", ";").replace("fine", '"a,b,c,d;e"') for row in survey()),
        ),
        WHOLE,
    ),
    Case(
        "marks in a pipe file",
        table(
            SURVEY.replace(",", "|"), (row.replace(",", "|") for row in survey(comments=('"a|b"',)))
        ),
        WHOLE,
    ),
    Case(
        "marks in a tab file",
        table(quoted(SURVEY, "\t"), (quoted(row, "\t") for row in survey())),
        WHOLE,
    ),
    Case("quoted line of its own before", b'"Customer survey"\n\n' + commented('"a, b"'), WHOLE),
    Case(
        "newline in quotes of a file with CRLF",
        table(SURVEY, survey(comments=('"a\nb"',)), "\r\n"),
        WHOLE,
    ),
    Case("empty quotes are no answer", appended('X,2024-01-10,Ashby,North,"",,"",""'), Read(41)),
    Case(
        "spaces within the quotes of a number",
        appended('X,2024-01-10,Ashby,North," 4 ",9,yes,'),
        Read(41, values={"csat": [*scores(), 4]}),
    ),
    Case(
        "quote never closed, at the end",
        appended('X,2024-01-10,Ashby,North,4,9,yes,"fine'),
        refused("line 42"),
    ),
    Case(
        "quote never closed, in the middle",
        table(SURVEY, [*survey()[:9], 'X,2024-01-10,Ashby,North,4,9,yes,"fine', *survey()[9:]]),
        refused("line 11"),
    ),
    Case(
        "two stray quotes that swallow a row",
        table(
            SURVEY,
            [
                *survey(),
                'X,2024-01-10,Ashby,North,4,9,yes,"slow',
                'Y,2024-01-10,Ashby,North,4,9,yes,"fast',
                *survey(50)[40:],
            ],
        ),
        refused("line 4[23]"),
    ),
    Case(
        "quote opened in the header",
        table(SURVEY.replace("comment", '"comment'), survey()),
        refused("line 1"),
    ),
    Case(
        "text after the closing quote",
        appended('X,2024-01-10,Ashby,North,4,9,yes,"fine" indeed'),
        EitherOf(Read(41), Read(40, rejected=(42,))),
    ),
    Case("typographic quotes are letters", commented("“slow”", "„langsam“", "«lent»"), WHOLE),
)

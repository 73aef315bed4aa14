"""Scales: one is settled by the answers, the header or the analyst, or nothing is counted."""

import math

from tests.ingest.bad.case import (
    CSAT_1_5,
    Case,
    EitherOf,
    Read,
    refused,
    scored,
    table,
)

LIKERT = ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied")
AGREE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
ANSWERS = (
    '{"columns": {"csat": {"leg": "csat", "metric": "csat", "scale": "1-5", "answers":'
    ' {"bad": 1, "so so": 3, "good": 5}}}}'
)


def on(*answers: object, times: int = 8) -> list[str]:
    return [str(answer) for answer in answers] * times


def said(scale: str) -> str:
    return f'{{"columns": {{"csat": {{"leg": "csat", "metric": "csat", "scale": "{scale}"}}}}}}'


def kept(texts: list[str], *, rejected: tuple[int, ...] = (), scale: str = "") -> Read:
    """The numbers of the texts, less those in the rejected lines."""
    values = [float(text) for line, text in enumerate(texts, start=2) if line not in rejected]
    scales = {"csat": scale} if scale else {}
    return Read(len(values), rejected=rejected, values={"csat": values}, scales=scales)


FIVE, SEVEN = on(1, 2, 3, 4, 5), on(1, 2, 3, 4, 5, 6, 7)
THOUSAND = on(1, 2, 3, 4, 5, times=200)
NUMBERS = {word: number for number, word in enumerate(LIKERT, start=1)}
SHARES = [f"0.{n}" for n in range(10, 40)]
PERCENTS = [f"{n}" for n in range(60, 90)]

CASES = (
    Case("1 to 5", scored(FIVE), kept(FIVE, scale="1-5")),
    Case("1 to 7", scored(SEVEN), kept(SEVEN, scale="1-7")),
    Case("1 to 10", scored(on(1, 3, 5, 8, 10)), kept(on(1, 3, 5, 8, 10), scale="1-10")),
    Case("0 to 10", scored(on(0, 3, 5, 8, 10)), kept(on(0, 3, 5, 8, 10), scale="0-10")),
    Case(
        "blanks and words for no answer",
        scored([*FIVE, "", " ", "n/a", "NA", "-", "don't know", "prefer not to say"]),
        Read(47, values={"csat": [*map(float, FIVE), *[math.nan] * 7]}, scales={"csat": "1-5"}),
    ),
    Case(
        "1 to 5 and a 6 among a thousand",
        scored([*THOUSAND, "6"]),
        kept([*THOUSAND, "6"], rejected=(1002,), scale="1-5"),
    ),
    Case(
        "1 to 5 and a 0 among a thousand",
        scored([*THOUSAND, "0"]),
        kept([*THOUSAND, "0"], rejected=(1002,), scale="1-5"),
    ),
    Case(
        "1 to 5 and a 55", scored([*FIVE, "55"]), kept([*FIVE, "55"], rejected=(42,), scale="1-5")
    ),
    Case(
        "1 to 5 and a -1", scored([*FIVE, "-1"]), kept([*FIVE, "-1"], rejected=(42,), scale="1-5")
    ),
    Case(
        "1 to 5 and a 3.5",
        scored([*FIVE, "3.5"]),
        kept([*FIVE, "3.5"], rejected=(42,), scale="1-5"),
    ),
    Case(
        "1 to 5 and 99 for no answer",
        scored([*FIVE, "99", "99"]),
        kept([*FIVE, "99", "99"], rejected=(42, 43), scale="1-5"),
    ),
    Case(
        "1 to 5 and 0 for no answer",
        scored([*FIVE, *["0"] * 6]),
        EitherOf(
            refused("csat", "scale"), kept([*FIVE, *["0"] * 6], rejected=tuple(range(42, 48)))
        ),
    ),
    Case("0 to 10 that reaches only 5", scored(on(0, 1, 2, 3, 4, 5)), refused("csat", "scale")),
    Case(
        "a recommendation from 0 that reaches only 5",
        scored(on(0, 1, 2, 3, 4, 5), "recommend"),
        EitherOf(refused("recommend", "scale"), Read(48, scales={"nps": "0-10"})),
    ),
    Case("1 to 4 and nothing more", scored(on(1, 2, 3, 4, times=250)), refused("csat", "scale")),
    Case(
        "1 to 4 as the mapping says",
        scored(on(1, 2, 3, 4)),
        kept(on(1, 2, 3, 4), scale="1-4"),
        mapping=said("1-4"),
    ),
    Case(
        "1 to 6 and nothing more",
        scored(on(1, 2, 3, 4, 5, 6)),
        EitherOf(refused("csat", "scale"), kept(on(1, 2, 3, 4, 5, 6), scale="1-6")),
    ),
    Case("all 0 or 1", scored(on(0, 1, times=20)), refused("csat", "scale")),
    Case("all 1", scored(on(1, times=40)), refused("csat", "scale")),
    Case("all blank", scored(on("", times=40)), refused()),
    Case(
        "all 0 or 1 as the mapping says",
        scored(on(0, 1, times=20)),
        kept(on(0, 1, times=20), scale="0-1"),
        mapping=said("0-1"),
    ),
    Case("-2 to 2", scored(on(-2, -1, 0, 1, 2)), refused("csat", "scale")),
    Case(
        "-2 to 2 as the mapping says",
        scored(on(-2, -1, 0, 1, 2)),
        kept(on(-2, -1, 0, 1, 2), scale="-2-2"),
        mapping=said("-2-2"),
    ),
    Case(
        "1 to 7 where the mapping says 1 to 5",
        scored(SEVEN),
        refused("16 of the 56", "csat", "1-5"),
        mapping=CSAT_1_5,
    ),
    Case(
        "1 to 5 where the mapping says 1 to 7",
        scored(FIVE),
        kept(FIVE, scale="1-7"),
        mapping=said("1-7"),
    ),
    Case(
        "a scale that is none, in the mapping",
        scored(FIVE),
        refused("scale", "1-9"),
        mapping=said("1-9"),
    ),
    Case(
        "the header names the scale",
        scored(FIVE, "csat_1_to_7"),
        Read(40, scales={"csat_1_to_7": "1-7"}),
        mapping='{"columns": {"csat_1_to_7": {"leg": "csat"}}}',
    ),
    Case(
        "words from very dissatisfied to very satisfied",
        scored(on(*LIKERT)),
        Read(
            40,
            values={"csat": [float(NUMBERS[word]) for word in on(*LIKERT)]},
            scales={"csat": "1-5"},
        ),
    ),
    Case(
        "words in capitals and with spaces",
        scored(on(*(f" {word.upper()} " for word in LIKERT))),
        Read(40, values={"csat": [float(NUMBERS[word]) for word in on(*LIKERT)]}),
    ),
    Case(
        "words of agreement",
        scored(on(*AGREE)),
        EitherOf(refused("csat"), Read(40, values={"csat": [float(n) for n in on(1, 2, 3, 4, 5)]})),
    ),
    Case(
        "words of which one end was never chosen",
        scored(on(*LIKERT[1:])),
        EitherOf(
            refused("csat"),
            Read(
                32,
                values={"csat": [float(NUMBERS[word]) for word in on(*LIKERT[1:])]},
                scales={"csat": "1-5"},
            ),
        ),
    ),
    Case("words that nobody knows", scored(on("splendid", "meh", "dire")), refused("csat")),
    Case(
        "words that the mapping explains",
        scored(on("bad", "so so", "good")),
        Read(24, values={"csat": [1.0, 3.0, 5.0] * 8}),
        mapping=ANSWERS,
    ),
    Case(
        "a word that the mapping does not explain",
        scored([*on("bad", "so so", "good"), "dire"]),
        Read(24, rejected=(26,), values={"csat": [1.0, 3.0, 5.0] * 8}, words=("dire",)),
        mapping=ANSWERS,
    ),
    Case(
        "words among numbers",
        scored([*FIVE, "very good"]),
        Read(
            40,
            rejected=(42,),
            values={"csat": [float(text) for text in FIVE]},
            words=("very good",),
        ),
    ),
    Case("half words and half numbers", scored([*FIVE, *on(*LIKERT)]), refused("csat")),
    Case(
        "numbers with their words",
        scored([f"{NUMBERS[word]} - {word}" for word in on(*LIKERT)]),
        EitherOf(
            refused("csat"),
            Read(40, values={"csat": [float(NUMBERS[word]) for word in on(*LIKERT)]}),
        ),
    ),
    Case(
        "stars",
        scored(["★" * n + "☆" * (5 - n) for n in (1, 2, 3, 4, 5)] * 8),
        EitherOf(refused("csat"), Read(40, values={"csat": [1.0, 2.0, 3.0, 4.0, 5.0] * 8})),
    ),
    Case(
        "shares of five",
        scored([f"{n}/5" for n in (1, 2, 3, 4, 5)] * 8),
        EitherOf(refused("csat"), Read(40, values={"csat": [1.0, 2.0, 3.0, 4.0, 5.0] * 8})),
    ),
    Case("shares and percentages in one column", scored([*SHARES, *PERCENTS]), refused("csat")),
    Case(
        "percentages with and without a sign",
        scored([*(f"{n}%" for n in PERCENTS), *SHARES]),
        refused("csat"),
    ),
    Case(
        "yes, no and perhaps",
        table(
            "case_id,quarter,branch,csat,resolved",
            [
                *(f"C{n},2024Q1,Ashby,{1 + n % 5},{'yes' if n % 3 else 'no'}" for n in range(40)),
                "X,2024Q1,Ashby,4,perhaps",
            ],
        ),
        Read(40, rejected=(42,), values={"resolved": [float(bool(n % 3)) for n in range(40)]}),
    ),
    Case(
        "0, 1 and a 2",
        table(
            "case_id,quarter,branch,csat,resolved",
            [*(f"C{n},2024Q1,Ashby,{1 + n % 5},{n % 2}" for n in range(40)), "X,2024Q1,Ashby,4,2"],
        ),
        Read(40, rejected=(42,), values={"resolved": [float(n % 2) for n in range(40)]}),
    ),
    Case(
        "1 to 5 beside 1 to 7 in another file",
        scored(FIVE),
        refused("csat", "1-5", "1-7"),
        beside=(("d.csv", scored(SEVEN).replace(b",Ashby,", b",Belford,")),),
    ),
    Case(
        "1 to 5 beside 0 to 10 in another file",
        scored(FIVE),
        refused("csat", "1-5", "0-10"),
        beside=(("d.csv", scored(on(0, 3, 5, 8, 10)).replace(b",Ashby,", b",Belford,")),),
    ),
    Case(
        "shares beside percentages in another file",
        scored(SHARES),
        refused("csat"),
        beside=(("d.csv", scored(PERCENTS).replace(b",Ashby,", b",Belford,")),),
        mapping=said("0-100"),
    ),
)

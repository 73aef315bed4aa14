"""Worded answers: families, lengths and languages, what is asked about, what is refused."""

import csv
import io
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.ingest.language.tally import Tally
from stool.ingest.language.vocabulary.lexicon import plain
from stool.ingest.language.vocabulary.phrases import LEXICONS
from stool.ingest.language.wording import Worded, worded_scale
from stool.schema import SCALES
from tests.corpus import FORMATS

MANY = 50  # rows of each text, so that a step nobody chose says something

# Answers from the highest down: what "1-5" of five different texts has to mean.
FULL_SETS = [
    # scale, confidence, answers
    ("1-5", "sure", "Very satisfied|Satisfied|Neutral|Dissatisfied|Very dissatisfied"),
    ("1-5", "sure", "VERY SATISFIED|satisfied|Neither|Unsatisfied|very Unsatisfied"),
    (
        *("1-5", "sure"),
        "Very satisfied|Somewhat satisfied|Neither satisfied nor dissatisfied"
        "|Somewhat dissatisfied|Very dissatisfied",
    ),
    (
        *("1-5", "sure"),
        "I am very satisfied|I am satisfied|I am neither satisfied nor dissatisfied"
        "|I am dissatisfied|I am very dissatisfied",
    ),
    ("1-5", "sure", "Very satisfied|Satisfied|Neutral|Not satisfied|Not at all satisfied"),
    (
        *("1-5", "sure"),
        "Extremely satisfied|Very satisfied|Somewhat satisfied|Not so satisfied"
        "|Not satisfied at all",
    ),
    ("1-4", "likely", "Very satisfied|Satisfied|Dissatisfied|Very dissatisfied"),
    ("1-4", "likely", "Very satisfied|Fairly satisfied|Not very satisfied|Not at all satisfied"),
    ("1-3", "likely", "Satisfied|Neutral|Dissatisfied"),
    (
        *("1-7", "sure"),
        "Extremely satisfied|Moderately satisfied|Slightly satisfied|Neutral"
        "|Slightly dissatisfied|Moderately dissatisfied|Extremely dissatisfied",
    ),
    (
        *("1-7", "sure"),
        "Completely satisfied|Mostly satisfied|Somewhat satisfied|Neither"
        "|Somewhat dissatisfied|Mostly dissatisfied|Completely dissatisfied",
    ),
    ("1-5", "sure", "Strongly agree|Agree|Neither agree nor disagree|Disagree|Strongly disagree"),
    ("1-5", "sure", "Strongly agree|Tend to agree|Undecided|Tend to disagree|Strongly disagree"),
    ("1-5", "sure", "Agree strongly|Agree slightly|Neither|Disagree slightly|Disagree strongly"),
    (
        *("1-6", "likely"),
        "Strongly agree|Agree|Slightly agree|Slightly disagree|Disagree|Strongly disagree",
    ),
    (
        *("1-7", "sure"),
        "Strongly agree|Agree|Somewhat agree|Neither agree nor disagree|Somewhat disagree"
        "|Disagree|Strongly disagree",
    ),
    ("1-5", "sure", "Extremely likely|Very likely|Somewhat likely|Not so likely|Not at all likely"),
    ("1-5", "sure", "Very likely|Likely|Neutral|Unlikely|Very unlikely"),
    ("1-5", "sure", "Excellent|Very good|Good|Fair|Poor"),
    ("1-5", "sure", "Very good|Good|Fair|Poor|Very poor"),
    ("1-5", "sure", "Excellent|Good|Average|Poor|Terrible"),
    ("1-5", "sure", "Excellent|Above average|Average|Below average|Poor"),
    ("1-4", "likely", "Excellent|Good|Fair|Poor"),
    (
        *("1-5", "sure"),
        "Extremely important|Very important|Moderately important|Slightly important"
        "|Not at all important",
    ),
    (
        *("1-5", "sure"),
        "Very important|Important|Moderately important|Slightly important|Not important",
    ),
    ("1-5", "sure", "Very easy|Easy|Neither easy nor difficult|Difficult|Very difficult"),
    (
        *("1-5", "sure"),
        "Extremely difficult|Very difficult|Moderately difficult|Slightly difficult"
        "|Not at all difficult",
    ),
    ("1-5", "sure", "Always|Often|Sometimes|Rarely|Never"),
    ("1-5", "sure", "Always|Most of the time|About half the time|Sometimes|Never"),
    ("1-4", "likely", "Always|Usually|Sometimes|Never"),
    ("1-4", "likely", "Often|Sometimes|Rarely|Never"),
    ("1-3", "likely", "Always|Sometimes|Never"),
    ("1-7", "sure", "Always|Very often|Often|Sometimes|Occasionally|Rarely|Never"),
    (
        "1-5",
        "sure",
        "Very favorably|Somewhat favorably|Neutral|Somewhat unfavourably|Very unfavorably",
    ),
    (
        *("-2-2", "sure"),
        "Far above expectations|Above expectations|Met expectations|Below expectations"
        "|Far below expectations",
    ),
    (
        *("-2-2", "sure"),
        "Much better than expected|Better than expected|As expected|Worse than expected"
        "|Much worse than expected",
    ),
    ("1-3", "likely", "Exceeded expectations|Met expectations|Did not meet expectations"),
    ("1-5", "sure", "Much better|Slightly better|About the same|Slightly worse|Much worse"),
    (
        *("1-5", "sure"),
        "To a very great extent|To a great extent|To some extent|To a small extent|Not at all",
    ),
    ("1-5", "sure", "A great deal|A lot|A moderate amount|A little|None at all"),
    ("1-5", "sure", "Very much|Quite a bit|Somewhat|A little bit|Not at all"),
    ("1-5", "sure", "Extremely|Very|Somewhat|Not so much|Not at all"),
    (
        *("1-5", "sure"),
        "Definitely yes|Probably yes|Might or might not|Probably not|Definitely not",
    ),
    ("1-4", "likely", "Very confident|Somewhat confident|Not very confident|Not at all confident"),
    ("1-5", "sure", "Very comfortable|Comfortable|Neutral|Uncomfortable|Very uncomfortable"),
    ("1-5", "sure", "Very high|High|Medium|Low|Very low"),
    ("0-1", "sure", "Yes|No"),
    ("1-3", "sure", "Yes|Partly|No"),
    ("1-5", "sure", "sehr zufrieden|zufrieden|teils/teils|unzufrieden|sehr unzufrieden"),
    (
        *("1-5", "sure"),
        "Stimme voll und ganz zu|Stimme eher zu|Weder noch|Stimme eher nicht zu"
        "|Stimme überhaupt nicht zu",
    ),
    ("1-4", "likely", "trifft voll zu|trifft eher zu|trifft eher nicht zu|trifft nicht zu"),
    ("1-6", "sure", "sehr gut|gut|befriedigend|ausreichend|mangelhaft|ungenügend"),
    ("1-5", "sure", "immer|oft|manchmal|selten|nie"),
    ("1-4", "likely", "Ja|Eher ja|Eher nein|Nein"),
    (
        *("1-5", "sure"),
        "Tout à fait d'accord|Plutôt d’accord|Ni d’accord ni pas d’accord|Plutôt pas d'accord"
        "|Pas du tout d'accord",
    ),
    ("1-4", "likely", "Très satisfait(e)|Plutôt satisfait(e)|Peu satisfait(e)|Pas satisfait(e)"),
    ("1-5", "sure", "Toujours|Souvent|Parfois|Rarement|Jamais"),
    (
        *("1-5", "sure"),
        "Totalmente de acuerdo|De acuerdo|Ni de acuerdo ni en desacuerdo|En desacuerdo"
        "|Totalmente en desacuerdo",
    ),
    ("1-4", "likely", "Muy satisfecho|Algo satisfecho|Poco satisfecho|Nada satisfecho"),
    ("1-5", "sure", "Siempre|Casi siempre|A veces|Casi nunca|Nunca"),
    ("1-5", "sure", "Muy bueno|Bueno|Regular|Malo|Muy malo"),
]


def tally(counts: dict[str, int]) -> Tally:
    return Tally(
        np.array(list(counts), dtype=object), np.array(list(counts.values()), dtype=np.int64)
    )


def read(answers: str, rows: int = MANY, question: str = "") -> Worded | None:
    return worded_scale(tally(dict.fromkeys(answers.split("|"), rows)), question)


def scale_of(answers: str, rows: int = MANY, question: str = "") -> tuple[str, str] | None:
    worded = read(answers, rows, question)
    return worded and (worded.scale, worded.confidence)


@pytest.mark.parametrize(("scale", "confidence", "answers"), FULL_SETS)
def test_full_sets(scale: str, confidence: str, answers: str) -> None:
    worded = read(answers)
    assert worded is not None
    assert (worded.scale, worded.confidence, worded.doubt) == (scale, confidence, "")
    steps = len(answers.split("|"))
    top = SCALES[scale].high
    assert top is not None
    assert [worded.answers[text] for text in answers.split("|")] == [top - i for i in range(steps)]
    assert worded.no_answer == frozenset()


@pytest.mark.parametrize(
    ("answers", "numbers"),
    [
        ("Very satisfied|Satisfied|Neutral", [5, 4, 3]),
        ("Very dissatisfied|Dissatisfied|Neutral", [1, 2, 3]),  # never the other way round
        ("Strongly agree|Neutral|Disagree", [5, 3, 2]),
        ("Excellent|Very good|Good", [5, 4, 3]),
        ("Extremely fair|Very fair|Not so fair|Not at all fair", [5, 4, 2, 1]),
        ("Never|Sometimes|About half the time", [1, 2, 3]),
        ("Far above expectations|Above expectations|As expected", [2, 1, 0]),
        ("Strongly agree|Agree|Somewhat agree|Neutral", [7, 6, 5, 4]),
    ],
)
def test_steps_nobody_chose_keep_their_place(answers: str, numbers: list[float]) -> None:
    worded = read(answers)
    assert worded is not None
    assert worded.confidence == "likely"
    assert [worded.answers[text] for text in answers.split("|")] == numbers
    assert worded.reason.endswith("steps nobody chose")


@pytest.mark.parametrize(
    ("answers", "rows", "doubt"),
    [
        ("Very satisfied|Satisfied|Dissatisfied", MANY, "a scale of 4 or 5 points"),
        ("Very satisfied|Satisfied", MANY, "a scale of"),
        ("Very satisfied|Satisfied|Dissatisfied|Very dissatisfied", 2, "a scale of 4 or 5 points"),
        ("Sometimes|Often|Always", MANY, "a scale of"),
        ("Rarely|Sometimes|Often", MANY, "a scale of 4 or 5 points"),
        ("Very satisfied|Somewhat satisfied|Not at all satisfied", 2, "a scale of 3, 4 or 5"),
        ("Strongly agree|Agree|Somewhat agree", MANY, "a scale of 5, 6 or 7"),
        ("Excellent|Very good", MANY, "only 2 of the 5 answers"),
        (
            *("Strongly agree|Agree|Neutral|Somewhat disagree|Strongly disagree", MANY),
            "only 5 of the 7 answers",  # or five, not worded alike on both sides
        ),
        ("Good|Bad", MANY, "a scale of"),  # as often a tag as an answer
        (
            *("Very satisfied|Quite satisfied|Fairly satisfied|Dissatisfied", MANY),
            "“Fairly satisfied” and “Quite satisfied” cannot be ranked",
        ),
        ("Never|Often|Frequently|Always", MANY, "“Frequently” and “Often” cannot be ranked"),
        ("Terrible|Awful|Good|Excellent", MANY, "cannot be ranked"),
        (
            *("Not at all likely|Slightly likely|Neutral|Likely|Very likely", MANY),
            "“Neutral” and “Slightly likely” cannot be ranked",
        ),
        ("Very likely|Likely|Unlikely|Very unlikely|Unsure", MANY, "“Unsure” may be the middle"),
        ("Yes|Maybe|No", MANY, "“Maybe” may be an answer between yes and no"),
        ("None|A little|Some|A lot", MANY, "“None” may be the lowest answer"),
        (
            *("Extremely likely|Very likely|Somewhat likely|Unlikely|Very unlikely", MANY),
            "of no set known here",
        ),
        (
            *("Extremely difficult|Very difficult|Moderately difficult", MANY),
            "which way its words count",  # the lowest answer can be "Not at all difficult"
        ),
    ],
)
def test_asked_where_nothing_decides(answers: str, rows: int, doubt: str) -> None:
    worded = read(answers, rows)
    assert worded is not None
    assert worded.confidence == "open"
    assert doubt in worded.doubt


def test_the_question_can_tell_how_many_answers_there_are() -> None:
    answers = "Very satisfied|Satisfied|Dissatisfied"
    assert scale_of(answers, question="Rate us on a 4-point scale") == ("1-4", "likely")
    assert scale_of(answers, question="Rate us on a 5-point scale") == ("1-5", "likely")


@pytest.mark.parametrize(
    "answers",
    [
        "",
        "Yes",
        "Very satisfied",
        "NA|N/A|Don't know",
        "Male|Female",
        "18-29|30-44|45-60|> 60",
        "$0 - $24,999|$25,000 - $49,999|$150,000+",
        "Low|Medium|High",  # priorities, more often than answers
        "Low|Medium|High|Very high",
        "Positive|Neutral|Negative",
        "Fully remote|Partially remote|Not remote",
        "Never|Former|Current",
        "Yes|Some of them|No",
        "Some college|High school|Graduate degree",
        "Open|Closed|Pending",
        "N|S",
        "1|2|3|4|5",
        "1. Quartal|2. Quartal|3. Quartal",
        "1 - Shoes|2 - Shirts|3 - Trousers",
        "Very small|Small|Large|Very large",
        "not fully agree|agree|disagree",  # what "not fully" means is not known
    ],
)
def test_no_worded_scale(answers: str) -> None:
    assert read(answers) is None


@pytest.mark.parametrize(
    ("answers", "no_answer"),
    [
        ("Very easy|Easy|Difficult|Very difficult|Don't know", {"Don't know"}),
        ("Agree|Neutral|Disagree|Prefer not to say|N/A", {"Prefer not to say", "N/A"}),
        ("Very good|Good|Poor|Very poor|Unfamiliar (N/A)", {"Unfamiliar (N/A)"}),
        ("sehr gut|gut|schlecht|sehr schlecht|Weiß nicht|Keine Angabe", {"Weiß nicht"}),
        ("Oui|Non|Ne sait pas", {"Ne sait pas"}),
        ("Sí|No|No sabe|No aplica", {"No sabe", "No aplica"}),
        ("Ja|Nein|trifft nicht zu", {"trifft nicht zu"}),
        ("Yes|No|Not sure", {"Not sure"}),
        ("Agree|Neutral|Disagree|No opinion", {"No opinion"}),
        ("Agree|Neutral|Disagree|Not applicable to me (I have no car)", {"Not applicable to me"}),
    ],
)
def test_no_answer_is_no_zero(answers: str, no_answer: set[str]) -> None:
    worded = read(answers)
    assert worded is not None
    for start in no_answer:
        assert any(text.startswith(start) for text in worded.no_answer)
    assert not worded.no_answer & worded.answers.keys()


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ("trifft zu|trifft eher zu|trifft eher nicht zu|trifft nicht zu", "trifft nicht zu"),
        ("Very relevant|Fairly relevant|Not very relevant|Not relevant", "Not relevant"),
        ("Very familiar|Familiar|Neutral|Unfamiliar|Very unfamiliar", "Unfamiliar"),
    ],
)
def test_a_text_that_means_nothing_elsewhere_is_an_answer_here(answers: str, text: str) -> None:
    worded = read(answers)
    assert worded is not None
    assert text in worded.answers


@pytest.mark.parametrize(
    ("answers", "scale", "confidence", "numbers"),
    [
        ("1 - Very dissatisfied|3 - Neutral|5 - Very satisfied", "1-5", "sure", [1, 3, 5]),
        ("0 - Not at all likely|7|10 - Extremely likely", "0-10", "sure", [0, 7, 10]),
        ("1 = not at all|2|5 = very much|99 - Don't know", "1-5", "sure", [1, 2, 5, None]),
        ("Not at all likely (0)|Neutral (5)|Extremely likely (10)", "0-10", "sure", [0, 5, 10]),
        ("1 (sehr unzufrieden)|2|7 (sehr zufrieden)", "1-7", "sure", [1, 2, 7]),
        ("-2: far below expectations|+2: far above expectations", "-2-2", "sure", [-2, 2]),
        ("1 - Not at all difficult|5 - Extremely difficult", "1-5", "sure", [1, 5]),
        ("1 star|4 stars|5 stars", "1-5", "sure", [1, 4, 5]),
        ("3/5|5/5", "1-5", "likely", [3, 5]),
        ("2 out of 7|5 out of 7", "1-7", "likely", [2, 5]),
        ("★★☆☆☆|★★★★★", "1-5", "likely", [2, 5]),
        ("1 - Yes|2 - No", "0-1", "sure", [1, 0]),
        ("2 - Disagree|4 - Agree|5 - Strongly agree", "1-5", "likely", [2, 4, 5]),
        ("7|9|10 (Extremely likely)", "1-10", "open", [7, 9, 10]),
    ],
)
def test_answers_that_carry_their_number(
    answers: str, scale: str, confidence: str, numbers: list[float | None]
) -> None:
    worded = read(answers)
    assert worded is not None
    assert (worded.scale, worded.confidence) == (scale, confidence)
    assert [worded.answers.get(text) for text in answers.split("|")] == numbers
    assert bool(worded.doubt) == (confidence == "open")


@pytest.mark.parametrize(
    "answers",
    [
        "1 - Very satisfied|2 - Satisfied|4 - Dissatisfied|5 - Very dissatisfied",
        "1 - sehr gut|2 - gut|5 - mangelhaft|6 - ungenügend",
        "1 - Extremely simple|2|3|5 - Very difficult",
        "1 (Extremely likely)|2|3|4|5",
    ],
)
def test_a_number_scale_is_never_turned_round_unasked(answers: str) -> None:
    worded = read(answers)
    assert worded is not None
    assert worded.confidence == "open"
    assert "do not rise together" in worded.doubt
    texts = answers.split("|")
    assert worded.answers[texts[0]] > worded.answers[texts[-1]]  # proposed: as the words say


def test_numbers_in_no_order_of_their_words_are_asked_about() -> None:
    worded = read("1 - Satisfied|2 - Very dissatisfied|3 - Neutral|5 - Very satisfied")
    assert worded is not None
    assert worded.confidence == "open"
    assert worded.answers["3 - Neutral"] == 3  # proposed: as the numbers say


@pytest.mark.parametrize(
    ("question", "scale"), [("From 0 to 10, how likely …?", "0-10"), ("1 to 10", "1-10")]
)
def test_the_question_can_tell_the_ends(question: str, scale: str) -> None:
    assert scale_of("7|9|10 (Extremely likely)", question=question) == (scale, "likely")


def test_a_few_other_words_are_left_out_and_many_refuse_the_column() -> None:
    answers = {"Satisfied": 40, "Neutral": 30, "Dissatisfied": 26}
    worded = worded_scale(tally({**answers, "asap pls": 4}), "")
    assert worded is not None
    assert "asap pls" not in worded.answers
    assert worded.reason == "96 of 100 answers are worded from Dissatisfied to Satisfied"
    assert worded_scale(tally({**answers, "asap pls": 6}), "") is None


def test_a_column_of_many_texts_is_told_from_a_scale_with_a_few_strays() -> None:
    strays = {f"note {i}": 1 for i in range(2000)}
    assert worded_scale(tally({"Agree": 500, "Disagree": 500, **strays}), "") is None
    worded = worded_scale(tally({"Agree": 50_000, "Neutral": 9, "Disagree": 9, **strays}), "")
    assert worded is not None
    assert set(worded.answers) == {"Agree", "Neutral", "Disagree"}
    assert worded.reason.startswith("50,018 of 52,018 answers")


def test_spellings_of_one_answer_are_one_answer() -> None:
    worded = read(" Agree |agree|AGREE.|Neutral|Disagree\t")
    assert worded is not None
    assert worded.answers == {"Agree": 3, "agree": 3, "AGREE.": 3, "Neutral": 2, "Disagree": 1}
    assert scale_of("Yes|Y|yes|No|N") == ("0-1", "sure")


def test_languages_can_be_mixed_in_one_column() -> None:
    worded = read("Very satisfied|Sehr zufrieden|Satisfied|Neutral|Unzufrieden|Très insatisfait")
    assert worded is not None
    assert list(worded.answers.values()).count(5) == 2
    assert worded.answers["Très insatisfait"] == 1


def test_the_reason_names_both_ends() -> None:
    worded = worded_scale(
        tally({"Very unfavorably": 186, "Very favorably": 600, "Neutral": 400, "": 7}), ""
    )
    assert worded is not None
    assert worded.reason.startswith(
        "all 1,186 answers are worded from Very unfavorably to Very favorably"
    )


@pytest.mark.parametrize(
    ("answers", "better"),
    [
        ("Very easy|Easy|Difficult|Very difficult", "higher"),
        ("Excellent|Good|Fair|Poor", "higher"),
        ("Not at all satisfied|Not very satisfied|Fairly satisfied|Very satisfied", "higher"),
        ("1 - Very dissatisfied|5 - Very satisfied", "higher"),
        ("Extremely difficult|Very difficult|Moderately difficult|Not at all difficult", "lower"),
        ("1 - Not at all difficult|5 - Extremely difficult", "lower"),
        ("Strongly agree|Agree|Disagree|Strongly disagree", None),
        ("Always|Often|Sometimes|Rarely|Never", None),
        ("Extremely worried|Very worried|Slightly worried|Not at all worried", None),
        ("3/5|5/5", None),
    ],
)
def test_answers_that_say_themselves_which_end_is_good(answers: str, better: str | None) -> None:
    worded = read(answers)
    assert worded is not None
    assert worded.better == better


SPACES = ("{}", " {}", "{}  ", "\t{}\u00a0")


@given(data=st.data())
def test_order_counts_case_and_spaces_change_nothing(data: st.DataObject) -> None:
    _, _, answers = data.draw(st.sampled_from(FULL_SETS))
    texts = data.draw(
        st.lists(st.sampled_from(answers.split("|")), min_size=2, unique=True), label="answers"
    )
    before = worded_scale(tally(dict.fromkeys(texts, 5)), "")
    written = {
        data.draw(st.sampled_from(SPACES)).format(
            data.draw(st.sampled_from([str, str.upper, str.lower]))(text)
        ): data.draw(st.integers(1, 6))
        for text in data.draw(st.permutations(texts))
    }
    after = worded_scale(tally(written), "")
    if before is None or after is None:
        assert before is after
        return
    assert (after.scale, after.confidence) == (before.scale, before.confidence)
    folded = {plain(text): number for text, number in before.answers.items()}
    assert {plain(text): number for text, number in after.answers.items()} == folded


@given(data=st.data())
def test_more_of_the_wording_is_never_a_lower_number(data: st.DataObject) -> None:
    _, _, answers = data.draw(st.sampled_from(FULL_SETS))
    order = answers.split("|")
    texts = data.draw(st.lists(st.sampled_from(order), min_size=2, unique=True))
    worded = worded_scale(tally(dict.fromkeys(texts, data.draw(st.sampled_from([1, MANY])))), "")
    if worded is not None and worded.confidence != "open":
        ranked = sorted(texts, key=order.index)
        numbers = [worded.answers[text] for text in ranked]
        assert numbers == sorted(numbers, reverse=True)
        assert len(set(numbers)) == len(numbers)
        low, high = SCALES[worded.scale].low, SCALES[worded.scale].high
        assert low is not None
        assert high is not None
        assert low <= min(numbers)
        assert max(numbers) <= high


@pytest.mark.parametrize("lexicon", LEXICONS, ids=lambda lexicon: lexicon.language)
def test_every_entry_is_in_the_form_that_texts_are_looked_up_in(lexicon: object) -> None:
    for table in ("degrees", "denials", "poles", "phrases", "unsure", "fillers"):
        for entry in getattr(lexicon, table):
            assert entry == plain(entry)


def column(name: str, start: str) -> Tally:
    """A column of a corpus file by a part of its name and the beginning of the header."""
    path = next(FORMATS.glob(f"*{name}.csv"))
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8", "replace"))))
    place = next(i for i, header in enumerate(rows[0]) if header.startswith(start))
    first = 2 if "two_header" in name else 1
    return tally(dict(Counter(row[place] for row in rows[first:])))


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "header", "scale", "top", "no_answer"),
    [
        ("starwars_two_header", "Please state", "1-5 sure", "Very favorably", {"Unfamiliar (N/A)"}),
        ("comma_flat", "In your opinion, how", "1-5 sure", "Very important", set()),
        ("comma_flat", "How much, if at all, do you care about the", "1-4 likely", "A lot", set()),
        ("osmi2014_first300", "leave", "1-4 likely", "Very easy", {"Don't know"}),
        ("osmi2014_first300", "work_interfere", "1-4 likely", "Often", {"NA"}),
        ("osmi2016_first150", "If a mental health", "1-5 sure", "Very easy", {"I don't know"}),
        (
            *("osmi2016_first150", "How willing would you be", "1-5 sure", "Very open"),
            {"Not applicable to me (I do not have a mental illness)"},
        ),
    ],
)
def test_real_columns(name: str, header: str, scale: str, top: str, no_answer: set[str]) -> None:
    worded = worded_scale(column(name, header), header)
    assert worded is not None
    assert f"{worded.scale} {worded.confidence}" == scale
    assert worded.answers[top] == SCALES[worded.scale].high
    assert worded.no_answer == no_answer


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("comma_flat", "In your opinion, which sentence"),
        ("comma_flat", "Education"),
        ("comma_flat", "Age"),
        ("comma_flat", "Household Income"),
        ("osmi2016_first150", "How many employees"),
        ("osmi2016_first150", "Do you feel that being identified"),
        ("osmi2016_first150", "If yes, what percentage"),
        ("thanksgiving_flat", "How would you describe where you live?"),
        ("thanksgiving_flat", "What's the age cutoff"),
    ],
)
def test_real_columns_that_are_no_scale(name: str, header: str) -> None:
    assert worded_scale(column(name, header), header) is None

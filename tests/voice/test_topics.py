"""Topics: whole words, plain wildcards, and refusals that say what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.errors import TopicListError, TopicTwiceError, TopicWordsError
from stool.voice import Topic, mentions, shipped_topics, topics_of
from stool.voice.topics import LEGS, spoken


def found(words: tuple[str, ...], text: str) -> bool:
    return bool(mentions([text], [Topic("t", ("csat",), words)])["t"].iloc[0])


@pytest.mark.parametrize(
    ("word", "text", "is_there"),
    [
        ("wait", "I wait.", True),
        ("wait", "I waited.", False),
        ("wait", "await", False),
        ("wait*", "Waiting!", True),
        ("wait*", "wait", True),
        ("wait*", "await", False),
        ("*wait", "await", True),
        ("too long", "It took too\n long", True),
        ("too long", "too, long", True),
        ("too long", "too very long", False),
        ("took * days", "took three days", True),
        ("took * days", "took days", False),
        ("took * days", "took three long days", False),
        ("DIDN'T know", "they didn’t know", True),
        ("cafe", "the Café", True),
        ("Grünau", "GRUNAU", True),
        ("a.b", "a-b", True),
        ("pay", "pay_rise", True),
        ("[x]y", "xy", False),
        ("wait|phone", "phone", False),
        (".*", "ab", False),
    ],
)
def test_matching(word: str, text: str, is_there: bool) -> None:
    if word == ".*":
        with pytest.raises(TopicWordsError):
            found((word,), text)
    else:
        assert found((word,), text) is is_there


def test_a_text_may_be_of_several_topics_or_none() -> None:
    topics = [Topic("one", ("csat",), ("aa",)), Topic("two", ("csat",), ("bb", "cc"))]
    table = mentions(["aa bb", "cc", "dd", ""], topics)
    assert table.to_numpy().tolist() == [[1, 1], [0, 1], [0, 0], [0, 0]]
    assert mentions([], topics).shape == (0, 2)
    assert mentions(["a"], []).shape == (1, 0)


def test_the_shipped_topics_are_good_ones() -> None:
    topics = shipped_topics()
    assert topics_of([topic.body() for topic in topics]) == topics
    names = {topic.name for topic in topics}
    assert {"Attitude", "Our process", "Went beyond"} <= names
    for leg in LEGS:
        assert sum(leg in topic.legs for topic in topics) >= 8
    for topic in topics:  # every word can be found
        for word in topic.words:
            assert found((word,), word.replace(" * ", " so ").replace("*", "")), (topic.name, word)


@pytest.mark.parametrize("word", ["*", "**", "a", "...", " ", "* *", "é"])
def test_a_word_that_names_nothing_is_refused(word: str) -> None:
    with pytest.raises(TopicWordsError, match="names nothing"):
        Topic("t", ("csat",), ("fine", word))


@pytest.mark.parametrize(
    "body",
    [
        {},
        "x",
        [3],
        [{"name": "t"}],
        [{"name": "", "legs": ["csat"], "words": ["aa"]}],
        [{"name": "t", "legs": [], "words": ["aa"]}],
        [{"name": "t", "legs": ["profit"], "words": ["aa"]}],
        [{"name": "t", "legs": ["csat"], "words": []}],
        [{"name": "t", "legs": ["csat"], "words": [5]}],
        [{"name": "t", "legs": ["csat"], "words": ["aa"] + [f"a{n}" for n in range(500)]}],
    ],
)
def test_a_list_that_is_none_is_refused(body: object) -> None:
    with pytest.raises(TopicListError, match="Each topic needs a name"):
        topics_of(body)


def test_one_name_twice_is_refused_unless_for_other_people() -> None:
    one = {"name": "Pay", "legs": ["esat"], "words": ["pay"]}
    assert len(topics_of([one, {**one, "legs": ["csat"]}])) == 2
    with pytest.raises(TopicTwiceError, match="“Pay” is there twice"):
        topics_of([one, {**one, "name": "pay"}])


@given(text=st.text(max_size=200), word=st.text(alphabet="abc* .(+", min_size=2, max_size=12))
def test_any_word_and_any_text_can_be_told(text: str, word: str) -> None:
    if sum(sign.isalnum() for sign in spoken(word)) >= 2:
        found((word,), text)
        if "*" not in word:
            assert found((word,), f"{text} {word}, {text}")

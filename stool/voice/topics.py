"""Topics by word lists that anybody may read and change; nothing is guessed.

A topic is named by words and phrases. They are looked for as whole words, whatever their case,
accents and the signs between them; ``*`` stands for any letters, none included, and alone for one
whole word. There are no stems, no synonyms and no language: what is not listed is not found. A text
may be of several topics, or of none.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd

from stool.errors import TopicListError, TopicTwiceError, TopicWordsError
from stool.schema import CSAT, ESAT

LEGS = (ESAT, CSAT)
MOST_WORDS = 500  # of one topic
_NO_WORD = re.compile(r"[^\w*]+|_")


@dataclass(frozen=True, slots=True)
class Topic:
    """What people may be speaking of.

    Attributes
    ----------
    name : str
    legs : tuple of str
        Whose texts it is looked for in: `schema.ESAT`, `schema.CSAT` or both.
    words : tuple of str
        Words and phrases, one of which a text must hold.

    Raises
    ------
    TopicListError, TopicWordsError
        It has no name, nobody it is about or no words; a word names nothing.
    """

    name: str
    legs: tuple[str, ...]
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.words or not self.legs or {*self.legs} - {*LEGS}:
            raise TopicListError(json.dumps(self.body(), ensure_ascii=False)[:80])
        if len(self.words) > MOST_WORDS:
            raise TopicListError(f"{self.name}: {len(self.words)} > {MOST_WORDS}")
        for word in self.words:
            if sum(sign.isalnum() for sign in spoken(word)) < 2:
                raise TopicWordsError(self.name, word)

    def body(self) -> dict[str, object]:
        """What is stored of it."""
        return {"name": self.name, "legs": list(self.legs), "words": list(self.words)}


def topics_of(body: object) -> tuple[Topic, ...]:
    """Topics from what was stored or written in a file, in their order.

    Raises
    ------
    TopicListError, TopicWordsError, TopicTwiceError
    """
    if not isinstance(body, list):
        raise TopicListError(json.dumps(body, ensure_ascii=False, default=str)[:80])
    topics = tuple(map(_topic, body))
    named = [(leg, topic.name.casefold()) for topic in topics for leg in topic.legs]
    for topic in topics:
        if any(named.count((leg, topic.name.casefold())) > 1 for leg in topic.legs):
            raise TopicTwiceError(topic.name)
    return topics


def _topic(body: Any) -> Topic:
    texts = isinstance(body, Mapping) and all(
        isinstance(body.get(key), list | tuple) and all(isinstance(each, str) for each in body[key])
        for key in ("legs", "words")
    )
    if not texts or not isinstance(body.get("name"), str):
        raise TopicListError(json.dumps(body, ensure_ascii=False, default=str)[:80])
    words = dict.fromkeys(" ".join(word.split()) for word in body["words"])
    return Topic(" ".join(body["name"].split()), tuple(body["legs"]), tuple(words))


@cache
def shipped_topics() -> tuple[Topic, ...]:
    """The topics there are until somebody changes them."""
    text = resources.files("stool.voice").joinpath("topics.json").read_text(encoding="utf-8")
    return topics_of(json.loads(text))


def mentions(texts: Sequence[str], topics: Iterable[Topic]) -> pd.DataFrame:
    """Which topics each text mentions.

    Parameters
    ----------
    texts : sequence of str
    topics : iterable of Topic

    Returns
    -------
    DataFrame of bool, one row a text, one column a topic
    """
    codes, different = pd.factorize(np.asarray(texts, dtype=object))
    said = [f" {spoken(text)} " for text in different]
    found = {topic.name: _found(topic.words, said)[codes] for topic in topics}
    return pd.DataFrame(found, index=range(len(codes)), dtype=bool)


def _found(words: Collection[str], said: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    looked_for = re.compile(f" (?:{'|'.join(map(_pattern, words))})(?= )")
    return np.array([looked_for.search(text) is not None for text in said], dtype=np.bool_)


def _pattern(phrase: str) -> str:
    parts = (
        r"\w+" if word == "*" else re.escape(word).replace(r"\*", r"\w*")
        for word in spoken(phrase).split()
    )
    return " ".join(parts)


def spoken(text: str) -> str:
    """Words of a text, lower-case, without accents and signs, ``*`` aside; one space between."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return " ".join(_NO_WORD.sub(" ", bare).split())

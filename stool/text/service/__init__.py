"""Words of the service measures: names, sentences, methods."""

from collections.abc import Mapping
from types import MappingProxyType

from stool.text.service import (
    chain,
    customers,
    fair,
    improving,
    led,
    listening,
    people,
    recovery,
    reliable,
    responsive,
    steady,
)
from stool.text.service.words import Words

WORDS: Mapping[str, Words] = MappingProxyType(
    {
        **steady.WORDS,
        **reliable.WORDS,
        **responsive.WORDS,
        **fair.WORDS,
        **recovery.WORDS,
        **chain.WORDS,
        **led.WORDS,
        **people.WORDS,
        **customers.WORDS,
        **listening.WORDS,
        **improving.WORDS,
    }
)
TERMS = tuple(words.term for words in WORDS.values())

__all__ = ["TERMS", "WORDS", "Words"]

"""Disclosure control: the one place that decides what may be shown to anyone."""

from stool.privacy.memory import publish_once
from stool.privacy.pairs import publish_pairs
from stool.privacy.publish import CEILING_N, FLOOR_N, MINIMUM_N, MINIMUM_SAMPLE, Published, publish

__all__ = [
    "CEILING_N",
    "FLOOR_N",
    "MINIMUM_N",
    "MINIMUM_SAMPLE",
    "Published",
    "publish",
    "publish_once",
    "publish_pairs",
]

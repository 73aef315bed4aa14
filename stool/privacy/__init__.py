"""Disclosure control: the one place that decides what may be shown to anyone."""

from stool.privacy.pairs import publish_pairs
from stool.privacy.publish import FLOOR_N, MINIMUM_N, MINIMUM_SAMPLE, Published, publish

__all__ = ["FLOOR_N", "MINIMUM_N", "MINIMUM_SAMPLE", "Published", "publish", "publish_pairs"]

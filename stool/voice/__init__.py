"""What people say: comments and suggestions, kept masked and read by the company's own words."""

from stool.voice.counts import by_score, topic_counts
from stool.voice.heard import MINIMUM_TEXTS, counting, listed, lists, minimum, to_read
from stool.voice.listening import Voice
from stool.voice.suggestions import Followed, Step, funnel, key_of
from stool.voice.themes import themes
from stool.voice.topics import Topic, mentions, shipped_topics, topics_of

__all__ = [
    "MINIMUM_TEXTS",
    "Followed",
    "Step",
    "Topic",
    "Voice",
    "by_score",
    "counting",
    "funnel",
    "key_of",
    "listed",
    "lists",
    "mentions",
    "minimum",
    "shipped_topics",
    "themes",
    "to_read",
    "topic_counts",
    "topics_of",
]

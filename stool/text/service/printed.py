"""The measures as the command line prints them."""

from collections.abc import Mapping

from stool.catalogue import say
from stool.reading import Reading
from stool.service import GROUPS, Measure
from stool.text import labels, questions
from stool.text.measured import with_interval
from stool.text.service import WORDS, sentences
from stool.text.service.words import DOUBT, GROUP

COMMAND = say("measure the basics of excellent service, concept by concept")
ELSEWHERE = say("On other pages")


def as_text(reading: Reading, found: Mapping[str, Measure]) -> str:
    """Every measure with its figure, what it says, and where it is worst, group by group."""
    lines = [f"{labels.node(reading.node)}, {labels.quarter(reading.quarter)}"]
    grouped = {concept for concepts in GROUPS.values() for concept in concepts}
    rest = tuple(concept for concept in found if concept not in grouped)
    for heading, concepts in [*((GROUP[key], of) for key, of in GROUPS.items()), (ELSEWHERE, rest)]:
        measures = [found[concept] for concept in concepts if concept in found]
        lines += ["", heading.upper()] if measures else []
        for measure in measures:
            lines += [f"{questions.name(measure.concept)}: {with_interval(measure.headline)}"]
            told = [WORDS[measure.concept].says(measure), *map(DOUBT.__getitem__, measure.doubts)]
            lines += [f"  {sentence}" for sentence in (*told, sentences.worst(measure)) if sentence]
    return "\n".join(lines)

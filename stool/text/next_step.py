"""What to load next, where little is there."""

from collections.abc import Sequence

from stool.catalogue import say, say_many
from stool.measure.control import MIN_QUARTERS
from stool.text.labels import LEG_FILE, LEG_PEOPLE, listed, quarter


def next_step(missing: Sequence[str], few: Sequence[str], when: str, known: int) -> str:
    """What to do on the Data page to see more; empty where nothing is lacking.

    Parameters
    ----------
    missing, few : sequence of str
        Legs without data in the quarter, and with too few answers to show.
    when : str
        Quarter on screen.
    known : int
        Quarters with data.
    """
    if missing:
        files = listed([say("the {file}", file=LEG_FILE[leg]) for leg in missing])
        return say(
            "Load {files} for {quarter} on the Data page.", files=files, quarter=quarter(when)
        )
    if few:
        people = listed([LEG_PEOPLE[leg] for leg in few])
        return say(
            "Load more answers of {people} on the Data page, or choose more units.", people=people
        )
    if known < MIN_QUARTERS:
        return say_many(
            "{number} quarter is loaded: load earlier ones on the Data page. A change needs 2, a "
            "leg's own limits {least}, a link some more.",
            "{number} quarters are loaded: load earlier ones on the Data page. A change needs 2, a "
            "leg's own limits {least}, a link some more.",
            known,
            least=MIN_QUARTERS,
        )
    return ""

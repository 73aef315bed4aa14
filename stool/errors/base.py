"""What every error of the data is, and lists in sentences."""

from collections.abc import Sequence

from stool.catalogue import say


class StoolError(ValueError):
    """Base of every error about the data; pages catch this one."""


class LanguageError(StoolError):
    """The translation asked for cannot be used; said in English, since nothing else is there."""


def listed(things: Sequence[object], show: int = 3) -> str:
    """“a, b and c”, or “a, b, c and 12 more”."""
    names = [str(thing) for thing in things[:show]]
    if len(things) > show:
        names.append(say("{more} more", more=len(things) - show))
    return say(" and ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def figures(
    legs: Sequence[str], metrics: Sequence[str], quarters: Sequence[str], units: Sequence[str]
) -> str:
    """What figures are about; quarters as first to last."""
    when = (
        quarters[0]
        if len(quarters) == 1
        else say(
            "{first} to {last}",
            first=quarters[0],
            last=quarters[-1],
        )
    )
    return say(
        "{legs} ({metrics}) in {when} for {units}",
        legs=listed(legs),
        metrics=listed(metrics),
        when=when,
        units=listed(units),
    )

"""What every error of the data is, and lists in sentences."""

from collections.abc import Sequence


class StoolError(ValueError):
    """Base of every error about the data; pages catch this one."""


def listed(things: Sequence[object], show: int = 3) -> str:
    """“a, b and c”, or “a, b, c and 12 more”."""
    names = [str(thing) for thing in things[:show]]
    if len(things) > show:
        names.append(f"{len(things) - show} more")
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def figures(
    legs: Sequence[str], metrics: Sequence[str], quarters: Sequence[str], units: Sequence[str]
) -> str:
    """What figures are about; quarters as first to last."""
    when = quarters[0] if len(quarters) == 1 else f"{quarters[0]} to {quarters[-1]}"
    return f"{listed(legs)} ({listed(metrics)}) in {when} for {listed(units)}"

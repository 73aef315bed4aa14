"""Refusals of what people note beside the data: events, actions and standards."""

from collections.abc import Iterable, Sequence

from stool.catalogue import say
from stool.errors.base import StoolError, listed


class MissingFieldError(StoolError):
    """A note lacks what it cannot do without."""

    def __init__(self, name: str, field: str) -> None:
        which = f"“{name}”" if name.strip() else say("One row")
        super().__init__(
            say(
                "{which} has no {field}, so nothing was saved. Fill it in.",
                which=which,
                field=field,
            )
        )


def require_filled(name: str, fields: Iterable[tuple[str, str]]) -> None:
    """Raise `MissingFieldError` for the first blank one of the (field, text) of a note."""
    for field, text in fields:
        if not text.strip():
            raise MissingFieldError(name, field)


class UnknownLegError(StoolError):
    """A note names a leg that there is not."""

    def __init__(self, leg: str, known: Sequence[str]) -> None:
        super().__init__(
            say("“{leg}” is no leg. Name one of {known}.", leg=leg, known=listed(known))
        )


class NotedTwiceError(StoolError):
    """Two notes are known by the same name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say(
                "“{name}” is there twice, so nothing was saved. Delete one of the two, or word it "
                "otherwise.",
                name=name,
            )
        )


class LagRangeError(StoolError):
    """The lag of an action is no number of quarters that can be waited for."""

    def __init__(self, title: str, lag: str, most: int) -> None:
        super().__init__(
            say(
                "The action “{title}” is to show after “{lag}” quarters. Give a whole number from "
                "0, the quarter it starts in, to {most}.",
                title=title,
                lag=lag,
                most=most,
            )
        )


class AllAndSomeError(StoolError):
    """An action names all units, and some of them as well."""

    def __init__(self, title: str, units: Sequence[str]) -> None:
        super().__init__(
            say(
                "The action “{title}” names all units and also {units}. Name all units alone, or "
                "only the units it reaches.",
                title=title,
                units=listed(units),
            )
        )


class UnknownChoiceError(StoolError):
    """The status or the kind of an action is none of those there are."""

    def __init__(self, title: str, said: str, known: Sequence[str]) -> None:
        super().__init__(
            say(
                "The action “{title}” is said to be “{said}”. Say which it is: {known}.",
                title=title,
                said=said,
                known=listed(known, show=10),
            )
        )


class NoDayError(StoolError):
    """A note has a date that is no day."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(
            say(
                "“{name}” has the date “{found}”, which is no day. Write it like 2026-05-31.",
                name=name,
                found=found,
            )
        )


class TooEarlyError(StoolError):
    """A note has something happen before what it follows."""

    def __init__(self, name: str, what: str, when: str, after: str) -> None:
        super().__init__(
            say(
                "“{name}” is {what} in {when}, and that is before {after}. Correct the one or the "
                "other.",
                name=name,
                what=what,
                when=when,
                after=after,
            )
        )


class NoWebAddressError(StoolError):
    """The link of a note is no web address."""

    def __init__(self, name: str, link: str) -> None:
        super().__init__(
            say(
                "The link of “{name}” is “{link}”. Give a web address that begins with https://, "
                "or leave it blank.",
                name=name,
                link=link[:80],
            )
        )


class NoAmountError(StoolError):
    """A note has an amount that is no number, or one that cannot be."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(
            say(
                "“{name}” has the amount “{found}”, and a number is needed: of a cost 0 or more. "
                "Correct it.",
                name=name,
                found=found,
            )
        )


def require_amount(name: str, written: object) -> float | None:
    """A number as a table may have it; None for a blank.

    Raises
    ------
    NoAmountError
    """
    if written is None or written == "":
        return None
    try:
        return float(str(written))
    except ValueError as error:
        raise NoAmountError(name, str(written)) from error

"""Standards: what was promised of the service, how it is measured, and how it stood last."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from stool.catalogue import say
from stool.errors import NoAmountError, require_amount, require_filled
from stool.period import require_day
from stool.schema import COMPANY, Better


@dataclass(frozen=True, slots=True, order=True)
class Standard:
    """One standard of one unit.

    Attributes
    ----------
    standard : str
        What is promised, in the words of whoever set it.
    measure : str
        What is measured: words, or a figure by its name, such as ``service:promise_kept``.
    target : float
        What the measure is to reach.
    unit : str
        Unit or region it holds for, or `stool.schema.COMPANY`.
    owner : str
        Who answers for it; "" where nobody does.
    last_measured : str
        Day it was last measured, like ``2026-05-31``; "" for never.
    value : float or None
        What was measured then.
    better : {"higher", "lower"}
        Which side of the target is good.

    Raises
    ------
    MissingFieldError, NoAmountError, NoDayError
        It cannot be followed like that; says what it lacks.
    """

    standard: str
    measure: str
    target: float
    unit: str = COMPANY
    owner: str = ""
    last_measured: str = ""
    value: float | None = None
    better: Better = "higher"

    def __post_init__(self) -> None:
        fields = [
            (say("description"), self.standard),
            (say("measure"), self.measure),
            (say("unit"), self.unit),
        ]
        require_filled(self.standard, fields)
        for number in (self.target, self.value):
            if number is not None and not math.isfinite(number):
                raise NoAmountError(self.standard, str(number))
        if self.last_measured:
            require_day(self.standard, self.last_measured)

    @property
    def key(self) -> str:
        """What it is known by: two standards differ in one of these."""
        return f"{self.unit} | {self.standard}"

    @property
    def is_attained(self) -> bool | None:
        """Whether the target was reached when it was last measured; None where it never was."""
        if self.value is None:
            return None
        if self.better == "lower":
            return self.value <= self.target
        return self.value >= self.target

    def age(self, today: dt.date) -> int | None:
        """Days since it was last measured; None where it never was."""
        if not self.last_measured:
            return None
        return (today - dt.date.fromisoformat(self.last_measured)).days

    def body(self) -> dict[str, object]:
        """What is stored of it."""
        return asdict(self)

    @classmethod
    def of_body(cls, body: Mapping[str, object]) -> "Standard":
        """Build it again from what was stored, or written in a table.

        Raises
        ------
        NoAmountError
            As of the standard itself.
        """
        name = str(body["standard"])
        target = require_amount(name, body["target"])
        if target is None:
            raise NoAmountError(name, "")
        texts = {key: str(body.get(key) or "") for key in ("measure", "owner", "last_measured")}
        return cls(
            name,
            target=target,
            unit=str(body.get("unit") or COMPANY),
            value=require_amount(name, body.get("value")),
            better="lower" if body.get("better") == "lower" else "higher",
            **texts,
        )

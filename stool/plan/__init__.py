"""Plan: what if we act, what was begun to move a leg, and what that did."""

from stool.actions import Action, Kind, Status
from stool.plan.actions import PROGRESS_COLUMNS, progress
from stool.plan.driven import DRIVEN_COLUMNS, Driven, driven
from stool.plan.effect import EFFECT_COLUMNS, Doubt, Effect, Verdict, effects
from stool.plan.ownership import Ownership, ownership
from stool.plan.whatif import Bounds, Payback, WhatIf, bounds, money_per_point, payback, what_if

__all__ = [
    "DRIVEN_COLUMNS",
    "EFFECT_COLUMNS",
    "PROGRESS_COLUMNS",
    "Action",
    "Bounds",
    "Doubt",
    "Driven",
    "Effect",
    "Kind",
    "Ownership",
    "Payback",
    "Status",
    "Verdict",
    "WhatIf",
    "bounds",
    "driven",
    "effects",
    "money_per_point",
    "ownership",
    "payback",
    "progress",
    "what_if",
]

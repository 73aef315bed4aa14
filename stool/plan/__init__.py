"""Plan: what was begun to move a leg, and what the leg did since."""

from stool.plan.actions import PROGRESS_COLUMNS, Action, Status, progress

__all__ = ["PROGRESS_COLUMNS", "Action", "Status", "progress"]

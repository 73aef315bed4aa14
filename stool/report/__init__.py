"""Results as files to take away."""

from stool.report.body import (
    actions_body,
    drivers_body,
    links_body,
    reading_body,
    voice_body,
    what_if_body,
)
from stool.report.csv import csv_bytes
from stool.report.handout import handout_html
from stool.report.service import service_body

__all__ = [
    "actions_body",
    "csv_bytes",
    "drivers_body",
    "handout_html",
    "links_body",
    "reading_body",
    "service_body",
    "voice_body",
    "what_if_body",
]

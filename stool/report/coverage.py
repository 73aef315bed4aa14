"""The coverage map as plain values that JSON can hold."""

from dataclasses import asdict
from typing import Any

from stool.reading.coverage import Coverage
from stool.text import questions


def coverage_body(found: Coverage) -> dict[str, Any]:
    """The map and the questions to add as ``coverage --json`` prints them."""
    return {
        "revision": found.revision,
        "measured": found.measured,
        "of": found.total,
        "concepts": [
            {
                **row,
                "name": questions.name(row["id"]),
                "file": list(row["file"]),
                "by": [str(need) for need in row["by"]],
                "missing": [str(need) for need in row["missing"]],
                "lacking": [str(need) for need in row["lacking"]],
                "figure": None if row["figure"] is None else asdict(row["figure"]),
                "questions": questions.bank_of({row["id"]: row["missing"]})["question"].tolist(),
            }
            for row in found.rows.to_dict("records")
        ],
        "questions": questions.missing_questions(found).to_dict("records"),
    }

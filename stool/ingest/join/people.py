"""Files of people: who has which role, and where."""

from collections.abc import Iterable, Mapping
from typing import Final

from stool.access import ROLES, Grant, whom_key
from stool.catalogue import say
from stool.errors import BadPeopleError, WhomError
from stool.ingest.join.fields import Fault, Form, csv_of, notes_in
from stool.schema import COMPANY

PEOPLE_COLUMNS: Final = ("whom", "role", "part")
NEEDED: Final = 2  # of these, the first


def read_people(data: bytes, name: str) -> tuple[Grant, ...]:
    """Read a file of people.

    Parameters
    ----------
    data : bytes
        A table with the columns whom (an e-mail address, or ``group:NAME``) and role and, where it
        is needed, part (unit or region; none means the whole company).
    name : str
        Name of the file, for messages.

    Raises
    ------
    JoinColumnsError
        The columns are others.
    BadPeopleError
        Rows cannot be used; `problems` has them all.
    RefusedFileError
        The file is no table; see `stool.ingest.files.plain.read_plain`.
    """
    return notes_in(data, name, FORM)


def people_csv(grants: Iterable[Grant]) -> bytes:
    """Write grants as a file that `read_people` reads back and that no spreadsheet runs."""
    return csv_of(
        PEOPLE_COLUMNS,
        (
            (grant.whom, grant.role.word, "" if grant.part == COMPANY else grant.part)
            for grant in grants
        ),
    )


def _faults(texts: Mapping[str, str]) -> list[Fault]:
    """What is wrong with a row: column, value, rule, remedy."""
    faults = []
    try:
        whom_key(texts["whom"])
    except WhomError:
        remedy = say("Write it like ann@example.org, or group:NAME.")
        rule = say("neither an e-mail address nor a group")
        faults.append(("whom", texts["whom"], rule, remedy))
    if texts["role"].casefold() not in ROLES:
        remedy = say("Write {roles}.", roles=say(" or ").join(ROLES))
        faults.append(("role", texts["role"], say("no role"), remedy))
    return faults


def _grant(texts: Mapping[str, str]) -> Grant:
    return Grant.of_body(texts["whom"], texts)


def _needed() -> str:
    return say(
        "A file of people has the columns whom and role and, where it is needed, part: the unit or "
        "region that is seen."
    )


FORM = Form(PEOPLE_COLUMNS, NEEDED, _needed, _faults, _grant, "whom", BadPeopleError)

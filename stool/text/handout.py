"""Words of the sheet to hand out: you said, we did."""

from collections.abc import Sequence

import pandas as pd

from stool.catalogue import say
from stool.plan import Action, Status
from stool.schema import COMPANY
from stool.text import actions, labels

TITLE = say("You said, we did")
SUBTITLE = say("a sheet to hand out: what people asked for, and what came of it")
NONE = say(
    "No action says yet what people had asked for. Fill in “{column}” above, and it stands here.",
    column=actions.YOU_SAID,
)
OWNERS = say("Name the owners")
HTML, MARKDOWN = say("Download the page to print"), say("Download as Markdown")
WE_DO, WHERE, HOW_FAR = say("We do"), say("Where"), say("How far it is")
HEADINGS = {
    "said": actions.YOU_SAID,
    "did": WE_DO,
    "where": WHERE,
    "status": HOW_FAR,
    "owner": actions.OWNER,
}


def rows(
    noted: Sequence[Action], quarter: str, *, owners: bool = False, root: str = COMPANY
) -> pd.DataFrame:
    """What people said and what is done about it, in words.

    Parameters
    ----------
    noted : sequence of Action
        Those without a word of what people said are left out.
    quarter : str
        Now.
    owners : bool
        Whether owners are named.
    root : str
        What the company is called.
    """
    found = [
        {
            "said": action.said,
            "did": action.title,
            "where": actions.where(action, root),
            "status": status(action, quarter),
            "owner": action.owner,
        }
        for action in noted
        if action.said.strip()
    ]
    columns = [name for name in HEADINGS if owners or name != "owner"]
    return pd.DataFrame(found, columns=columns).rename(columns=HEADINGS)


def status(action: Action, quarter: str) -> str:
    """How far an action has come, for people who did not plan it."""
    start, due = labels.quarter(action.start), labels.quarter(action.due)
    if action.status is Status.DROPPED:
        return say("We looked at it and do not do it.")
    if not action.has_begun(quarter):
        return say("Planned: it begins in {start}.", start=start)
    begun = say("Done.") if action.status is Status.DONE else say("Under way.")
    if action.due > quarter:
        return say(
            "{begun} It began in {start} and should show in {due}.",
            begun=begun,
            start=start,
            due=due,
        )
    return say(
        "{begun} It began in {start}; look for it from {due}.", begun=begun, start=start, due=due
    )


def as_markdown(table: pd.DataFrame) -> str:
    """The sheet as Markdown."""
    parts = [f"# {TITLE}"]
    for row in table.to_dict("records"):
        lines = [f"{heading}: {labels.plain(str(text))}" for heading, text in row.items()]
        parts.append("\n".join(f"- {line}" for line in lines))
    return "\n\n".join(parts) + "\n"

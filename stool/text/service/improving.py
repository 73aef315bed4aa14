"""Words of improving: who changes how the work is done, and who answers for it."""

from stool.catalogue import say, say_many
from stool.service import Measure
from stool.text.numbers import number, share
from stool.text.service.sentences import agreeing, joined
from stool.text.service.words import Words
from stool.text.term import Term


def _improved(measure: Measure) -> str:
    teams, finished, seen, above = (
        int(measure.figure(key).value) for key in ("teams", "finished", "seen", "above")
    )
    others = say("{number} more came from above.", number=above) if above else ""
    if not teams:
        return joined(
            agreeing(measure), say("No unit has begun an improvement of its own."), others
        )
    begun = say_many(
        "Units began {number} improvement of their own and finished {finished}.",
        "Units began {number} improvements of their own and finished {finished}.",
        teams,
        finished=finished,
    )
    effect = (
        say("{seen} moved its leg beyond noise.", seen=seen)
        if seen
        else say("That one moved its leg cannot be told from noise, or not yet.")
    )
    return joined(agreeing(measure), begun, effect, others)


def _owned(measure: Measure) -> str:
    every, actions, owners, most = (
        measure.figure(key) for key in ("any", "open", "owners", "most")
    )
    rest = say_many("{number} action is open", "{number} actions are open", int(actions.value))
    spread = say(
        "{rest}, with {owners} owners; the busiest answers for {most} of them.",
        rest=rest,
        owners=number(owners.value),
        most=share(most.value),
    )
    if every.value > measure.headline.value:
        return joined(
            spread,
            say(
                "Counting those for the whole company, every action reaches {share} of the units.",
                share=share(every.value),
            ),
        )
    return spread


WORDS = {
    "S16": Words(
        Term(
            say("improvements by teams"),
            say(
                "The mean of what staff answer to “Our processes work”; and the improvements on "
                "the list of actions that are of one unit alone: begun, finished, and seen to move "
                "their leg against units they did not reach."
            ),
            say("mean of the answers, Student's interval; effects as of the Plan page"),
        ),
        _improved,
        figures={
            "teams": say("Begun by units"),
            "finished": say("Finished"),
            "seen": say("Seen to move their leg"),
            "above": say("Begun above them"),
        },
    ),
    "S34": Words(
        Term(
            say("shared responsibility"),
            say(
                "The share of units that an open action names, itself or its region, as the list "
                "stands now; and on how few owners the open actions rest."
            ),
            say("units named by an open action / units; open actions of the busiest owner / open"),
        ),
        _owned,
        figures={
            "own": say("Units with an action of their own"),
            "any": say("Units any open action reaches"),
            "open": say("Open actions"),
            "owners": say("Owners"),
            "most": say("On the busiest owner"),
        },
        made_of=say("Open actions by owner"),
    ),
}

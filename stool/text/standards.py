"""Words of standards: what was promised of the service, and how it stood last."""

from stool.catalogue import say

TITLE = say("Standards")
SUBTITLE = say(
    "what you promise of the service, how it is measured, and how it stood when it was last "
    "measured"
)
HELP = say("Add a row at the foot of the table; tick a row and press delete to take it out.")
SAVE = say("Save standards")
STANDARD, MEASURE, TARGET, BETTER, UNIT, OWNER, LAST_MEASURED, VALUE = (
    say("Standard"),
    say("Measured by"),
    say("Target"),
    say("Better"),
    say("Unit"),
    say("Owner"),
    say("Last measured"),
    say("Measured then"),
)
COMMAND = say(
    "load standards: a CSV of standard, measure, target, unit, owner, last_measured, value, "
    "better; without a file, print what is noted"
)

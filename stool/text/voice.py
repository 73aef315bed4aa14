"""Words of what people say: comments, topics, low scorers, suggestions and what came of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from stool.catalogue import say, say_many
from stool.period import span
from stool.schema import COMPANY, CSAT, ESAT
from stool.store import Change
from stool.text import labels
from stool.text.figures import point_hover
from stool.text.numbers import number, share
from stool.voice import MINIMUM_TEXTS, Step, Topic, minimum
from stool.voice.counts import ENDS, FEWEST
from stool.voice.rows import COMMENT, MOST_KEPT, SUGGESTION

LEG_CHOICE = say("Who")
NO_SURVEY = say(
    "No survey is loaded, so nothing can go with a score and nobody said anything. Load an "
    "employee or a customer survey on the Data page."
)
PEOPLE = {ESAT: say("Employees"), CSAT: say("Customers")}
KIND = {COMMENT: say("comments"), SUGGESTION: say("suggestions")}
KIND_NAME = {COMMENT: say("Comments"), SUGGESTION: say("Suggestions")}
KIND_CHOICE = say("Comments or suggestions")

COMMENTS = say("What people say")
COMMENTS_SUB = say(
    "as written, in an order that says nothing; e-mail addresses, telephone numbers, identifiers "
    "and names of the roster are masked; there is no download"
)
TOPICS = say("Topics")
TOPICS_SUB = say("how many texts hold one of the words of a topic; a text may be of several")
TREND = say("A topic over time")
TREND_SUB = say(
    "share of comments that mention it, with its 95 % interval; a hollow mark where too few do"
)
TREND_AXIS = say("Share of comments")
LOW = say("What low scorers mention")
LOW_SUB = say(
    "comments of those whose score is below favourable, against the others; a link between what "
    "people score and what they mention, no cause; the difference in points"
)
THEMES = say("Texts no topic names, grouped by the words they share")
SUGGESTIONS = say("Suggestions and what came of them")
SUGGESTIONS_SUB = say("say how far each has come; whoever gave it can then be told")
FUNNEL = say("From heard to told back")
FUNNEL_SUB = say(
    "suggestions of all quarters so far; days from the end of the quarter they came in, the median "
    "of those whose day is known"
)
LISTS = say("Words of the topics")
LISTS_SUB = say(
    "a text is of a topic if it holds one of its words or phrases, parted by semicolons; * stands "
    "for the rest of a word, alone for one whole word; capitals and accents do not matter"
)
SAVE_LISTS, SAVE_STEPS = say("Save topics"), say("Save suggestions")
TOPIC, PEOPLE_COLUMN, WORDS = say("Topic"), say("Whose words"), say("Words")
MENTIONS, TEXTS, SHARE, INTERVAL, QUARTER = (
    say("Mentions"),
    say("Of texts"),
    say("Share"),
    say("95% interval"),
    say("Quarter"),
)
BELOW, FAVOURABLE, DIFFERENCE, FROM, TO, CLEAR = (
    say("Low scorers"),
    say("The others"),
    say("Difference"),
    say("from"),
    say("to"),
    say("Beyond chance"),
)
GROUP, IN_GROUP = say("Words they share"), say("Texts")
STEP, REACHED, SHARE_OF_ALL, DAYS = (
    say("Step"),
    say("Reached"),
    say("Share of those heard"),
    say("Median days"),
)
STEP_NAME = {
    Step.HEARD: say("heard"),
    Step.CODED: say("coded: a topic names it"),
    Step.ACTION: say("an action came of it"),
    Step.TOLD: say("told back"),
}
ACTION, NO_ACTION = say("Action"), say("no action yet")
SEPARATOR = "; "
NO_TEXTS = say(
    "No comments are loaded. Load a survey with a column of comments or suggestions on the Data "
    "page; they are kept masked, without person, day, segment or score."
)
NO_SUGGESTIONS = say("No suggestion can be shown here.")
EARLIER = say(
    "An earlier version of the data is on screen. Choose the newest one to change anything here."
)
YES, NO = say("yes"), say("no")
COMMAND = say("list the topics and how often they are mentioned; texts are never printed")
LEG_HELP = say("whose words: esat for employees, csat for customers; both if left out")


def nothing_to_read(
    leg: str, quarter: str, node: str, kind: str, lists: Sequence[str], *, whole: bool = True
) -> str:
    """Why no text is shown in a node, and where some are; of a part of the company within it."""
    if leg != ESAT:
        return say(
            "{node} has fewer than {minimum} {kind} of customers in {quarter}.",
            node=labels.node(node),
            minimum=minimum(leg),
            kind=KIND[kind],
            quarter=labels.quarter(quarter),
        )
    others = [labels.node(each) for each in lists]
    where = (
        say(" They can be read in {others}.", others=labels.listed(others))
        if others
        else say(" Nowhere are there as many.")
        if whole
        else ""
    )
    return say(
        "No {kind} of employees in {quarter} are shown for {node}: each is shown at one level "
        "only, its unit's, where at least {minimum} people wrote, or with other small units of its "
        "region.{where}",
        kind=KIND[kind],
        quarter=labels.quarter(quarter),
        node=labels.node(node),
        minimum=MINIMUM_TEXTS,
        where=where,
    )


def shown(quarter: str, node: str, kind: str, texts: int, *, is_rest: bool) -> str:
    """What the texts on screen are."""
    if is_rest:
        return say(
            "{number} {kind} in {quarter} from those units of {node} that are too small to be "
            "shown alone.",
            number=texts,
            kind=KIND[kind],
            quarter=labels.quarter(quarter),
            node=labels.node(node),
        )
    return say(
        "{number} {kind} in {quarter}, {node}.",
        number=texts,
        kind=KIND[kind],
        quarter=labels.quarter(quarter),
        node=labels.node(node),
    )


def left_out(more: int, quarter: str, kind: str) -> str:
    """That a sample is kept of what was written."""
    return say(
        "{number} more {kind} were written in {quarter} than are kept: of a very large file it is "
        "{most}, drawn at random from all of them.",
        number=number(more),
        kind=KIND[kind],
        quarter=labels.quarter(quarter),
        most=number(MOST_KEPT),
    )


def erased(where: Collection[tuple[str, str]]) -> str:
    """What this version of the data had and nobody can read any more."""
    quarters = sorted({quarter for _, quarter in where})
    people = [PEOPLE[leg].lower() for leg in PEOPLE if leg in {leg for leg, _ in where}]
    return say(
        "What {people} wrote in {quarters} was part of this version and is erased: the files it "
        "came in were taken back or replaced.",
        people=labels.listed(people),
        quarters=labels.listed([labels.quarter(each) for each in quarters]),
    )


def few() -> str:
    """What stands in place of a small number."""
    return say("fewer than {number}", number=FEWEST)


def counts(table: pd.DataFrame, quarter: str) -> pd.DataFrame:
    """Topics of a quarter, the most mentioned first; as of `stool.voice.topic_counts`."""
    now = table[table["quarter"] == quarter].sort_values(
        ["mentions", "topic"], ascending=[False, True], na_position="last", ignore_index=True
    )
    ends = zip(now["low"], now["high"], strict=True)
    return pd.DataFrame(
        {
            TOPIC: now["topic"],
            MENTIONS: now["mentions"].map(_count),
            TEXTS: now["of"],
            SHARE: now["share"].map(share),
            INTERVAL: ["" if pd.isna(low) else _range(low, high) for low, high in ends],
        }
    )


def _range(low: float, high: float) -> str:
    return say("{low} to {high}", low=share(low), high=share(high))


def _count(mentions: float) -> str:
    return few() if pd.isna(mentions) else f"{mentions:.0f}"


def counts_csv(table: pd.DataFrame) -> pd.DataFrame:
    """Topics by quarter to take away."""
    return pd.DataFrame(
        {
            QUARTER: table["quarter"],
            TOPIC: table["topic"],
            MENTIONS: table["mentions"].map(_count),
            TEXTS: table["of"],
            SHARE: (100 * table["share"]).round(1),
            FROM: (100 * table["low"]).round(1),
            TO: (100 * table["high"]).round(1),
        }
    )


def caption_counts(table: pd.DataFrame, quarter: str, leg: str, node: str, kind: str) -> str:
    """The topics of a quarter in one sentence."""
    now = table[(table["quarter"] == quarter) & ~table["few"].astype(bool)]
    if table[table["quarter"] == quarter].empty:
        return say(
            "Fewer than {minimum} {kind} in {quarter} can be counted in {node}.",
            minimum=minimum(leg),
            kind=KIND[kind],
            quarter=labels.quarter(quarter),
            node=labels.node(node),
        )
    if now.empty:
        return say(
            "No topic is mentioned by {number} or more in {quarter}.",
            number=FEWEST,
            quarter=labels.quarter(quarter),
        )
    top = now.sort_values(["mentions", "topic"], ascending=[False, True]).head(3)
    named = [
        say("{topic} ({share})", topic=topic, share=share(of_texts))
        for topic, of_texts in zip(top["topic"], top["share"], strict=True)
    ]
    return say(
        "Mentioned most in {quarter}, {node}: {named}, of {of} {kind}.",
        quarter=labels.quarter(quarter),
        node=labels.node(node),
        named=labels.listed(named),
        of=int(top["of"].iloc[0]),
        kind=KIND[kind],
    )


def trend_hover(row: Mapping[Any, Any], leg: str) -> str:
    """Words of the pointer over a quarter of a topic; as of `stool.voice.topic_counts`."""
    quarter = str(row["quarter"])
    if pd.isna(row["of"]):
        return point_hover(quarter, say("fewer than {number} comments", number=minimum(leg)), "")
    if pd.isna(row["share"]):
        few_of = say("{few} of {of} comments", few=few(), of=f"{row['of']:.0f}")
        return point_hover(quarter, few_of, "")
    return point_hover(quarter, share(row["share"]), _range(row["low"], row["high"]))


def caption_trend(rows: pd.DataFrame, quarter: str) -> str:
    """Sentence for `stool.charts.topic_trend`: a topic up to a quarter."""
    topic = str(rows["topic"].iloc[0])
    known = rows[(rows["quarter"] <= quarter) & rows["share"].notna()]
    if known.empty:
        return say(
            "{topic}: in no quarter up to {quarter} do {number} comments or more mention it.",
            topic=topic,
            quarter=labels.quarter(quarter),
            number=FEWEST,
        )
    first, last = known.iloc[0], known.iloc[-1]
    start = say(
        "{topic}: {share} of comments (95% interval {low} to {high}) in {quarter}",
        topic=topic,
        share=share(last["share"]),
        low=share(last["low"]),
        high=share(last["high"]),
        quarter=labels.quarter(last["quarter"]),
    )
    if len(known) == 1:
        return say("{start}, the only quarter with enough.", start=start)
    left_out = len(span([first["quarter"], quarter])) - len(known)
    return say(
        "{start}, from {share} in {quarter}, between {lowest} and {highest} in that time{gaps}.",
        start=start,
        share=share(first["share"]),
        quarter=labels.quarter(first["quarter"]),
        lowest=share(known["share"].min()),
        highest=share(known["share"].max()),
        gaps=say("; {quarters} with too few", quarters=labels.quarters(left_out))
        if left_out
        else "",
    )


def by_score(table: pd.DataFrame, leg: str) -> pd.DataFrame:
    """What low scorers mention, as of `stool.voice.by_score`."""
    return pd.DataFrame(
        {
            TOPIC: table["topic"],
            BELOW: [_coded(each, leg) for each in table["below"]],
            FAVOURABLE: [_coded(each, leg) for each in table["favourable"]],
            DIFFERENCE: (100 * table["difference"]).round(),
            FROM: (100 * table["low"]).round(),
            TO: (100 * table["high"]).round(),
            CLEAR: table["is_clear"].map({True: YES, False: NO}),
        }
    )


def _coded(value: float, leg: str) -> str:
    if leg == ESAT and value <= ENDS[0]:
        return say("{percent} or less", percent=share(ENDS[0]))
    if leg == ESAT and value >= ENDS[1]:
        return say("{percent} or more", percent=share(ENDS[1]))
    return share(value)


def caption_by_score(table: pd.DataFrame, leg: str, quarter: str, node: str) -> str:
    """What low scorers mention, in one sentence."""
    if table.empty:
        if leg == ESAT and node != COMPANY:
            return say(
                "Of employees this is told of the company alone, so that nobody's words are told "
                "apart by a score."
            )
        return say(
            "Too few for a comparison in {quarter}: at least {minimum} low scorers, as many "
            "others, and as many texts of a topic are needed.",
            quarter=labels.quarter(quarter),
            minimum=minimum(leg),
        )
    clear = table[table["is_clear"].astype(bool)]
    more = clear[clear["difference"] > 0]["topic"].tolist()
    less = clear[clear["difference"] < 0]["topic"].tolist()
    parts = []
    if more:
        parts.append(say("Low scorers mention {topics} more often.", topics=labels.listed(more)))
    if less:
        parts.append(say("Low scorers mention {topics} less often.", topics=labels.listed(less)))
    if not parts:
        parts.append(say("No difference between low scorers and the others is beyond chance."))
    return " ".join(parts)


def themes(table: pd.DataFrame) -> pd.DataFrame:
    """Groups of texts, as of `stool.voice.themes`."""
    return pd.DataFrame(
        {
            GROUP: table["theme"],
            IN_GROUP: table["texts"],
            TEXTS: table["of"],
            SHARE: table["share"].map(share),
        }
    )


def no_themes() -> str:
    """What stands in place of groups."""
    return say("Too few texts without a topic share words with one another to be grouped.")


def funnel(table: pd.DataFrame) -> pd.DataFrame:
    """Steps of suggestions, as of `stool.voice.funnel`."""
    return pd.DataFrame(
        {
            STEP: [STEP_NAME[Step(step)] for step in table["step"]],
            REACHED: table["reached"],
            SHARE_OF_ALL: table["share"].map(share),
            DAYS: table["days"].map(number),
        }
    )


def caption_funnel(table: pd.DataFrame, leg: str) -> str:
    """How far suggestions have come, in one sentence."""
    if table.empty:
        return say("Fewer than {minimum} suggestions can be counted here.", minimum=minimum(leg))
    reached = dict(zip(table["step"], table["reached"], strict=True))
    return say(
        "Of {heard} suggestions {coded} are named by a topic or coded, {action} led to an action, "
        "{told} were answered.",
        heard=reached[Step.HEARD],
        coded=reached[Step.CODED],
        action=reached[Step.ACTION],
        told=reached[Step.TOLD],
    )


def lists(topics: Sequence[Topic]) -> pd.DataFrame:
    """Topics as rows of the editor."""
    rows = [(topic.name, list(topic.legs), SEPARATOR.join(topic.words)) for topic in topics]
    return pd.DataFrame(rows, columns=[TOPIC, PEOPLE_COLUMN, WORDS]).astype(
        {TOPIC: "str", PEOPLE_COLUMN: "object", WORDS: "str"}
    )


def saved_lists(topics: int, change: Change) -> str:
    """What saving topics did."""
    return say(
        "Revision {revision}: {topics} saved.",
        revision=change.revision,
        topics=say_many("{number} topic", "{number} topics", topics),
    )


def saved_steps(suggestions: int, change: Change) -> str:
    """What saving suggestions did."""
    return say(
        "Revision {revision}: {suggestions} noted.",
        revision=change.revision,
        suggestions=say_many("{number} suggestion", "{number} suggestions", suggestions),
    )


def as_text(leg: str, quarter: str, table: pd.DataFrame, scored: pd.DataFrame) -> str:
    """Topics of the company in a quarter, for a terminal."""
    if table.empty:
        return f"{PEOPLE[leg]}: {caption_counts(table, quarter, leg, COMPANY, COMMENT)}"
    printed = counts(table, quarter)
    parts = [f"{PEOPLE[leg]}, {labels.quarter(quarter)}", printed.to_string(index=False, na_rep="")]
    parts.append(caption_by_score(scored, leg, quarter, COMPANY))
    return "\n".join(parts)

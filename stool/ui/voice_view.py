"""The parts of the page of what people say."""

import datetime as dt
from functools import partial

import streamlit as st

from stool import charts
from stool.reading import Analysis
from stool.schema import COMPANY, ESAT
from stool.text import labels
from stool.text import voice as words
from stool.ui import access, cache, choice, notes, panels, state
from stool.voice import Followed, Step, Topic, Voice, topics_of
from stool.voice.rows import COMMENT, SUGGESTION
from stool.voice.suggestions import STEPS
from stool.voice.topics import LEGS

TEXTS_A_PAGE = 20
ANSWERS_A_PAGE = 8
WIDTHS = {  # px; else the last column would be cut off
    **{words.BELOW: 84, words.FAVOURABLE: 78, words.DIFFERENCE: 76},
    **{words.FROM: 44, words.TO: 44, words.CLEAR: 104},
}


def comments(analysis: Analysis, voice: Voice, leg: str, quarter: str, node: str) -> None:
    """Texts as they were written, masked and shuffled."""
    with panels.card(words.COMMENTS, words.COMMENTS_SUB, terms=("comments shown", "masking")):
        kind = _kind(voice, leg)
        found = voice.texts(leg, quarter, node, kind)["text"].tolist()
        name, whole = voice.named(node), voice.root == COMPANY
        if not found:
            elsewhere = [voice.named(each) for each in voice.lists(leg, quarter, kind)]
            said = words.nothing_to_read(leg, quarter, name, kind, elsewhere, whole=whole)
            st.info(labels.plain(said))
            return
        nodes = analysis.nodes
        is_rest = leg == ESAT and name not in set(nodes.loc[nodes["depth"] == "unit", "node"])
        st.caption(labels.plain(words.shown(quarter, name, kind, len(found), is_rest=is_rest)))
        _left_out(voice, leg, quarter, kind)
        begin = _page(len(found), TEXTS_A_PAGE, f"voice_texts_{leg}_{quarter}_{node}_{kind}")
        for text in found[begin : begin + TEXTS_A_PAGE]:
            st.text(text)


def topics(voice: Voice, leg: str, quarter: str, node: str) -> None:
    """How often each topic is mentioned, and what is left over."""
    with panels.card(words.TOPICS, words.TOPICS_SUB, terms=("topic", "comments shown")):
        table = cache.topics(voice.revision, voice.newest, leg, node)
        said = words.caption_counts(table, quarter, leg, voice.named(node), COMMENT)
        st.caption(labels.plain(said))
        if table[table["quarter"] == quarter].empty:
            return
        _left_out(voice, leg, quarter, COMMENT)
        panels.sheet(words.counts(table, quarter), words.TOPICS)
        panels.download(words.counts_csv(table), "topics.csv", "topics_csv")
        st.caption(labels.plain(words.THEMES))
        groups = cache.themes(voice.revision, voice.newest, leg, quarter, node)
        if groups.empty:
            st.caption(labels.plain(words.no_themes()))
        else:
            panels.sheet(words.themes(groups), words.THEMES)


def topic_trend(voice: Voice, leg: str, quarter: str, node: str) -> None:
    """One topic quarter by quarter."""
    table = cache.topics(voice.revision, voice.newest, leg, node)
    if table.empty:
        return  # the topics say why
    with panels.card(words.TREND, words.TREND_SUB, terms=("topic", "95 % interval")):
        names = list(dict.fromkeys(table["topic"]))
        topic = choice.select(words.TOPIC, names, str, key=f"{state.TOPIC}_{leg}")
        rows = table[table["topic"] == topic]
        panels.figure(
            lambda: (
                charts.topic_trend(rows, leg, quarter=quarter, mode=state.mode()),
                words.caption_trend(rows, quarter),
                words.counts_csv(rows),
            ),
            "topic_trend",
            of=(voice.revision, voice.newest, leg, quarter, node, topic),
        )


def low_scorers(voice: Voice, leg: str, quarter: str, node: str) -> None:
    """What those who score low mention, against the others."""
    with panels.card(words.LOW, words.LOW_SUB, terms=("low scorer", "topic", "95 % interval")):
        table = cache.low_scorers(voice.revision, voice.newest, leg, quarter, node)
        st.caption(labels.plain(words.caption_by_score(table, leg, quarter, voice.named(node))))
        if not table.empty:
            printed = words.by_score(table, leg)
            widths = {name: st.column_config.Column(width=width) for name, width in WIDTHS.items()}
            panels.sheet(printed, words.LOW, widths)
            panels.download(printed, "low-scorers.csv", "low_scorers_csv")


def suggestions(analysis: Analysis, voice: Voice, leg: str, quarter: str, node: str) -> None:
    """Each suggestion with how far it has come; saved all at once, by who sees all of them."""
    if not access.may("follow"):
        return
    with panels.card(words.SUGGESTIONS, words.SUGGESTIONS_SUB, terms=("suggestion",)):
        found = voice.texts(leg, quarter, node, SUGGESTION).drop_duplicates("key")
        if found.empty:
            st.info(labels.plain(words.NO_SUGGESTIONS))
            return
        if not voice.is_newest:
            st.info(labels.plain(words.EARLIER))
            return
        titles = ["", *(action.title for action in analysis.actions)]
        begin = _page(len(found), ANSWERS_A_PAGE, f"voice_answers_{leg}_{quarter}_{node}")
        here = found.iloc[begin : begin + ANSWERS_A_PAGE]
        with st.form(f"suggestions_{voice.revision}_{begin}", border=False):
            chosen = {
                key: _answer(voice.followed.get(key), key, text, titles)
                for key, text in zip(here["key"], here["text"], strict=True)
            }
            if st.form_submit_button(words.SAVE_STEPS):
                notes.kept(partial(_follow, voice, leg, quarter, chosen))


def _answer(noted: Followed | None, key: str, text: str, titles: list[str]) -> tuple[Step, str]:
    """How far one suggestion has come, and the action that came of it."""
    wrote, step, action = st.columns([2, 1, 1], vertical_alignment="center")
    known = [*titles, *([noted.action] if noted and noted.action not in titles else [])]
    wrote.text(text)
    with step:
        reached: Step = st.selectbox(
            words.STEP,
            STEPS,
            index=STEPS.index(noted.step) if noted else 0,
            format_func=words.STEP_NAME.__getitem__,
            key=f"step_{key}",
            label_visibility="collapsed",
        )
    with action:
        title: str = st.selectbox(
            words.ACTION,
            known,
            index=known.index(noted.action) if noted else 0,
            format_func=lambda each: labels.plain(each) or words.NO_ACTION,
            key=f"action_{key}",
            label_visibility="collapsed",
        )
    return reached, title


def _follow(voice: Voice, leg: str, quarter: str, chosen: dict[str, tuple[Step, str]]) -> str:
    today = dt.datetime.now(dt.UTC).date()
    new = {}
    for key, (step, action) in chosen.items():
        before = voice.followed.get(key) or Followed(leg, quarter, Step.HEARD)
        after = before.moved(step, action, today)
        if after.body() != before.body():
            new[key] = after
    return words.saved_steps(len(new), cache.book().follow(new, who=access.acting("follow")))


def funnel(voice: Voice, leg: str, quarter: str, node: str) -> None:
    """How many suggestions have come how far."""
    with panels.card(words.FUNNEL, words.FUNNEL_SUB, terms=("suggestion",)):
        table = cache.funnel(voice.revision, voice.newest, leg, quarter, node)
        st.caption(labels.plain(words.caption_funnel(table, leg)))
        if not table.empty:
            panels.sheet(words.funnel(table), words.FUNNEL)
            panels.download(words.funnel(table), "suggestions.csv", "funnel_csv")


def word_lists(voice: Voice) -> None:
    """Edit the topics; saved all at once, by who sees the whole company they are of."""
    if not access.may("set_topics"):
        return
    with panels.card(words.LISTS, words.LISTS_SUB, terms=("topic",)):
        if not voice.is_newest:
            st.info(labels.plain(words.EARLIER))
            return
        kinds = st.column_config
        notes.editor(
            words.lists(voice.topics),
            columns={
                words.TOPIC: kinds.TextColumn(width="medium"),
                words.PEOPLE_COLUMN: kinds.MultiselectColumn(
                    options=LEGS, format_func=_people, default=list(LEGS)
                ),
                words.WORDS: kinds.TextColumn(width="large"),
            },
            key=f"topics_{voice.revision}",
            alt=words.LISTS,
            save=(words.SAVE_LISTS, _save_topics),
        )


def _people(leg: object) -> str:
    return words.PEOPLE[str(leg)]


def _save_topics(rows: list[notes.Row]) -> str:
    topics = _topics(rows)
    return words.saved_lists(
        len(topics), cache.book().set_topics(topics, who=access.acting("set_topics"))
    )


def _topics(rows: list[notes.Row]) -> tuple[Topic, ...]:
    """Topics as they stand in the editor; a row without a name and words is none."""
    bodies = [
        {
            "name": str(row[words.TOPIC]),
            "legs": [*row[words.PEOPLE_COLUMN]],
            "words": [word for word in str(row[words.WORDS]).split(";") if word.strip()],
        }
        for row in rows
        if row[words.TOPIC] or row[words.WORDS]
    ]
    return topics_of(bodies)


def pick(analysis: Analysis) -> str | None:
    """Which survey leg is on screen; None, said in words, where there is none."""
    known = [leg for leg in LEGS if leg in analysis.headline]
    if not known:
        st.info(labels.plain(words.NO_SURVEY))
        return None
    return choice.pick(
        words.LEG_CHOICE,
        known,
        words.PEOPLE.__getitem__,
        key=state.VOICE_LEG,
        default=known[-1],
    )


def is_heard(voice: Voice, leg: str) -> bool:
    """Whether anything that they wrote can be told; said in words if not."""
    if voice.erased:
        st.info(labels.plain(words.erased(voice.erased)), icon=":material/delete:")
    elif leg not in voice.legs:
        st.info(labels.plain(words.NO_TEXTS))
    return leg in voice.legs


def _kind(voice: Voice, leg: str) -> str:
    """Comments or suggestions, where there are both."""
    rows = voice.placed
    known = [
        kind for kind in (COMMENT, SUGGESTION) if kind in set(rows.loc[rows["leg"] == leg, "kind"])
    ]
    if len(known) < 2:
        return known[0] if known else COMMENT
    return choice.pick(
        words.KIND_CHOICE,
        known,
        words.KIND_NAME.__getitem__,
        key=state.VOICE_KIND,
        default=known[0],
    )


def _left_out(voice: Voice, leg: str, quarter: str, kind: str) -> None:
    """Say that more was written than is kept, where it was."""
    number = voice.left_out(leg, quarter, kind)
    if number:
        st.caption(labels.plain(words.left_out(number, quarter, kind)))


def _page(number: int, a_page: int, key: str) -> int:
    """Place of the first text on screen, where there are more than one screen shows."""
    pages = -(-number // a_page)
    return a_page * (st.pagination(pages, key=key) - 1) if pages > 1 else 0

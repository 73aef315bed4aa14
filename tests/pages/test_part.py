"""Who may see one region is sent nothing of another: no name, no figure, no word, on any page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stool.access import Person, Role
from stool.book import Book
from stool.reading import Segment
from stool.schema import COMPANY
from stool.service import GROUPS
from stool.text import depth, labels, view, voice
from stool.text.service import words
from stool.ui import access, cache
from tests.once import made_once, shared
from tests.pages.driving import everything, open_page, served
from tests.pages.every_text import texts, unfolded
from tests.pages.sent import Sent, taking
from tests.privacy import parted
from tests.privacy.canaries import Secrets
from tests.privacy.parted import CANARY, IN_NORTH, NORTH, SOUTH

CLOSER = [  # what a click away shows
    *(("legs", {"leg": labels.LEG[leg]}) for leg in ("csat", "profit")),
    *(("legs", {"unit": unit}) for unit in ("Abbey", "Tiny")),
    ("legs", {"segment": view.segment(Segment("level", "Manager"))}),
    ("balance", {"unit": "Alder"}),
    ("voice", {"voice_leg": voice.PEOPLE["esat"]}),
    *(
        ("voice", {"voice_leg": voice.PEOPLE["csat"], "voice_kind": voice.KIND_NAME[kind]})
        for kind in ("comment", "suggestion")
    ),
    ("voice", {"unit": "Abbey"}),
    *(("service", {"cards": words.GROUP[group]}) for group in GROUPS),
    *(("loop", {"look": look}) for look in depth.SECTIONS.values()),
    ("loop", {"look": depth.SECTIONS["choices"], "try": "true"}),
    ("plan", {"move": labels.LEG["csat"], "owners": "true"}),
    ("home", {"unit": "Abbey"}),
    ("home", {"v": "1"}),
]
SEEN = [page for page in labels.PAGE if Person("ann", Role.VIEWER, NORTH).sees(page)]
OPENED = [*((page, {}) for page in SEEN), *CLOSER]


def see(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Look at the pages as somebody does who may see that part."""
    monkeypatch.setattr(access, "person", lambda: Person("ann", Role.VIEWER, part))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(shared(tmp_path_factory), "parted.db", parted.load)


@pytest.fixture(scope="module")
def secrets(company: Path) -> Secrets:
    with Book.open(company) as book:
        return parted.secrets(book.analysis(), book.analysis(part=NORTH))


@pytest.fixture(scope="module")
def whole(company: Path) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        yield from served(company, patch)


@pytest.fixture
def north(whole: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The company as somebody sees it who may see the North."""
    see(monkeypatch, NORTH)
    return whole


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Sent:
    return taking(monkeypatch)


def sent(page: str, query: dict[str, str]) -> tuple[AppTest, Sent]:
    app = unfolded(open_page(f"pages/{page}.py", **query))
    found = Sent()
    found.page(app)
    return app, found


def test_the_secrets_are_there_and_would_be_seen(whole: Path, secrets: Secrets) -> None:
    """Who may see the whole company is sent them: the watchman is awake."""
    assert len(secrets.numbers) > 500
    for page, query, numbers in (("home", {}, 3), ("legs", {}, 30), ("balance", {}, 30)):
        found = secrets.among(*_of(sent(page, query)[1]))
        assert len([each for each in found if each != CANARY.casefold()]) > numbers, page
    for page in ("legs", "balance", "voice", "service", "plan", "data"):
        assert CANARY.casefold() in secrets.among(*_of(sent(page, {})[1])), page


@pytest.mark.parametrize(("page", "query"), OPENED, ids=str)
def test_no_page_sends_anything_of_another_region(
    north: Path, secrets: Secrets, taken: Sent, page: str, query: dict[str, str]
) -> None:
    app, found = sent(page, query)
    assert secrets.among(*_of(found)) == []
    assert secrets.among(*_of(taken)) == []
    assert not app.warning  # no page stopped at an error
    assert len(found.words) > 20
    said = "\n".join(texts(app))
    assert labels.ALL_UNITS not in said
    assert COMPANY not in said


def _of(found: Sent) -> tuple[list[str], list[float]]:
    return found.words, found.numbers


def test_the_pages_are_not_empty(north: Path, taken: Sent) -> None:
    """Of the North they hold what they always hold."""
    whole = []
    for page, query in OPENED:
        whole += sent(page, query)[1].words
    said = "\n".join(whole)
    for word in (
        NORTH,
        *IN_NORTH,
        "The rota by the river",
        "Pay round",
        "Hall painted",
        "New hall",
    ):
        assert word in said, word
    assert len(taken.words) > 10


@pytest.mark.parametrize("page", ["home", "legs", "balance", "voice", "service"])
def test_every_choice_of_the_filter_bar_is_inside_the_part(north: Path, page: str) -> None:
    app = open_page(f"pages/{page}.py")
    assert app.selectbox(key="unit").options == [NORTH, *IN_NORTH]
    if page == "legs":
        assert app.selectbox(key="segment").options == [
            view.ALL_ANSWERS,
            *(view.segment(Segment("level", level)) for level in ("Front line", "Manager")),
        ]
    assert f"{NORTH} only" in everything(app)


@pytest.mark.parametrize("asked", [SOUTH, f"{CANARY}moor", "Nowhere"])
def test_an_address_of_another_region_is_answered_as_one_of_nothing(
    north: Path, secrets: Secrets, asked: str
) -> None:
    app = open_page("pages/home.py", unit=asked)
    found = Sent()
    found.page(unfolded(app))
    assert secrets.among([], found.numbers) == []
    assert app.selectbox(key="unit").value == COMPANY
    said = everything(app)
    assert f"{NORTH} only" in said
    told = [each.value for each in app.info]
    assert len(told) == 1
    assert told[0].replace("\\", "").replace(asked, "…") == (
        f"{labels.UNIT}: “…” is not among the choices here, so “{NORTH}” is shown."
    )


def test_a_unit_alone_is_offered_itself_and_nothing_else(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(monkeypatch, "Abbey")
    for page in SEEN:
        app, found = sent(page, {})
        said = "\n".join(found.words)
        assert not [name for name in (*IN_NORTH, NORTH, CANARY) if name != "Abbey" and name in said]
        assert not app.warning
    app = open_page("pages/legs.py")
    assert app.selectbox(key="unit").options == ["Abbey"]


def test_nothing_is_to_be_edited_in_a_part(north: Path) -> None:
    assert {*labels.PAGE} - {*SEEN} == {"data"}  # of the whole company, all of it
    for page in SEEN:
        app = open_page(f"pages/{page}.py")
        labelled = {button.label for button in app.button}
        assert not [label for label in labelled if label.startswith(("Save", "Publish", "Keep"))]
        assert not app.get("file_uploader")
        assert not app.get("data_editor")


def test_the_book_is_for_those_who_may_see_all_of_it(north: Path) -> None:
    with pytest.raises(cache.WholeCompanyError, match=f"you may see {NORTH} alone"):
        cache.book()
    assert cache.latest() > 0


def test_answers_of_two_parts_are_kept_apart(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    revision = cache.latest()
    found = {}
    for part in (COMPANY, NORTH, SOUTH, COMPANY, NORTH):
        see(monkeypatch, part)
        for answer in ("analysis", "acted", "fund", "coverage"):
            mine = getattr(cache, answer)(revision)
            assert found.setdefault((part, answer), mine) is mine
    for answer in ("analysis", "acted", "fund", "coverage"):
        kept = [each for (_, name), each in found.items() if name == answer]
        assert len({id(each) for each in kept}) == 3


def test_an_answer_is_of_one_part_though_the_part_changes_meanwhile(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is made of other answers never asks anew who looks."""
    cache.st.cache_resource.clear()
    parts = iter([NORTH])
    monkeypatch.setattr(access, "part", lambda: next(parts, COMPANY))
    found = cache.league(cache.latest(), "2025Q4", COMPANY, Segment("ALL", "ALL"), "esat")
    assert set(found["node"]) == set(IN_NORTH)


def test_a_part_that_a_version_does_not_know_is_said(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(monkeypatch, "West")
    for page in ("home", "legs", "plan"):
        app = open_page(f"pages/{page}.py")
        assert not app.exception
        assert "no unit or region called “West”" in app.warning[0].value
        assert not [name for name in parted.SIZES if name in everything(app)]

"""A real server sends no secret: neither through its socket, with all hover words, nor by HTTP."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Response, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from stool.book import Book
from stool.schema import ESAT
from stool.text import labels
from tests.browser.driving import LAPTOP, serving, settled
from tests.once import made_once, shared
from tests.pages.sent import Sent
from tests.privacy import canaries

VIEWS = [*("" if name == "home" else name for name in labels.PAGE), "legs?unit=Tiny", "?unit=Tiny"]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = made_once(shared(tmp_path_factory), "canaries.db", canaries.load)
    return Path(shutil.copy(made, tmp_path_factory.mktemp("canaries") / "stool.db"))


@pytest.fixture(scope="module")
def address(company: Path) -> Iterator[str]:
    with serving(company) as found:
        yield found


class Wire:
    """What a page received.

    Attributes
    ----------
    sent : Sent
    frames, answers : int
        How many messages of the socket and answers by HTTP it is made of.
    """

    def __init__(self, page: Page) -> None:
        self.sent = Sent()
        self.frames = self.answers = 0
        self._bodies: list[Response] = []
        page.on("websocket", self._opened)
        page.on("response", self._answered)

    def _opened(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._received)

    def _received(self, frame: bytes | str) -> None:
        assert isinstance(frame, bytes)
        self.frames += 1
        self.sent.words.append(frame.decode("latin-1"))
        self.sent.message(ForwardMsg.FromString(frame))

    def _answered(self, answer: Response) -> None:
        self._bodies.append(answer)

    def read(self) -> None:
        """Take what HTTP answered, the app's own scripts, styles and fonts aside."""
        for answer in self._bodies:
            kind = answer.headers.get("content-type", "")
            if answer.ok and "/static/" not in answer.url and "font" not in kind:
                self.answers += 1
                self.sent.words.append(answer.body().decode("latin-1"))


def test_no_frame_and_no_answer_holds_a_secret(
    browser: Browser, address: str, company: Path
) -> None:
    with Book.open(company) as book:
        secrets = canaries.secrets(book)
        legs = book.analysis().legs
    told = legs.loc[(legs["leg"] == ESAT) & legs["score"].notna(), "score"]
    opened, everything = 0, Sent()
    for view in VIEWS:
        context = browser.new_context(viewport=LAPTOP)
        page = context.new_page()
        wire = Wire(page)
        page.goto(f"{address}/{view}")
        settled(page)
        boxes = page.get_by_role("button", name=labels.TABLE, exact=True)
        for box in boxes.all():
            box.evaluate("button => button.click()")  # wherever it stands on the page
            settled(page)
            opened += 1
        wire.read()
        context.close()
        assert wire.frames > 10, view
        assert wire.answers > 0, view
        assert len(wire.sent.numbers) > 10, view
        assert secrets.among(wire.sent.words, wire.sent.numbers) == [], view
        everything.numbers += wire.sent.numbers
    assert opened > 10
    assert np.isin(told.round(9), np.round(everything.numbers, 9)).mean() > 0.5  # it can see

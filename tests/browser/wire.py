"""What a real server sends a browser: every message of its socket, every answer by HTTP."""

from collections.abc import Callable

from playwright.sync_api import Page, Response, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.driving import WAIT
from tests.pages.sent import Sent


class Wire:
    """What a page received, from before it is opened.

    Attributes
    ----------
    page : Page
    frames : list of bytes
        Of the socket, as they came.
    messages : list of ForwardMsg
        What they say; one that only names an earlier message is that message again, as the
        browser reads it.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frames: list[bytes] = []
        self.messages: list[ForwardMsg] = []
        self._known: dict[str, ForwardMsg] = {}
        self._answers: list[Response] = []
        self._socket: WebSocket | None = None
        page.on("websocket", self._opened)
        page.on("response", self._answered)

    def _answered(self, answer: Response) -> None:
        self._answers.append(answer)

    def _opened(self, socket: WebSocket) -> None:
        self._socket = socket
        socket.on("framereceived", self._received)

    def _received(self, frame: bytes | str) -> None:
        assert isinstance(frame, bytes)
        self.frames.append(frame)
        message = ForwardMsg.FromString(frame)
        if message.WhichOneof("type") == "ref_hash":
            message = self._known[message.ref_hash]
        self._known[message.hash] = message
        self.messages.append(message)

    def run(self) -> list[ForwardMsg]:
        """Messages of the last run of the script, whether it has ended or not."""
        kinds = [message.WhichOneof("type") for message in self.messages]
        return self.messages[len(kinds) - 1 - kinds[::-1].index("new_session") :]

    def after(
        self, act: Callable[[], object], is_enough: Callable[[], bool] = lambda: True
    ) -> None:
        """Do something, and wait for a run of the script that comes to its end and is enough."""
        assert self._socket

        def is_end(_: bytes | str) -> bool:
            last = self.messages[-1]
            done = last.WhichOneof("type") == "script_finished"
            return done and last.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and is_enough()

        with self._socket.expect_event("framereceived", is_end, timeout=WAIT):
            act()

    def bodies(self) -> list[str]:
        """What HTTP answered, the app's own scripts, styles and fonts aside."""
        kinds = [(answer, answer.headers.get("content-type", "")) for answer in self._answers]
        return [
            answer.body().decode("latin-1")
            for answer, kind in kinds
            if answer.ok and "/static/" not in answer.url and "font" not in kind
        ]

    def sent(self) -> Sent:
        """All of it, taken apart."""
        everything = Sent()
        everything.words += [frame.decode("latin-1") for frame in self.frames]
        everything.words += self.bodies()
        for message in self.messages:
            everything.message(message)
        return everything

"""A viewer without a browser: one Streamlit session over a real WebSocket."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

WAIT = 120  # s for one answer


@dataclass
class Session:
    """A tab that is open on the app.

    Attributes
    ----------
    link : ClientConnection
    query : str
        What the address asks for, without its question mark.
    boxes : dict of str to str
        Id of each select box by its label, as the last run drew them.
    charts : int
        Charts of the last run.
    texts : list of str
        What the last run wrote, top to bottom.
    """

    link: ClientConnection
    query: str = ""
    boxes: dict[str, str] = field(default_factory=dict)
    charts: int = 0
    texts: list[str] = field(default_factory=list)
    _chosen: dict[str, str] = field(default_factory=dict)
    _page: str = ""

    def run(self, **chosen: str) -> float:
        """Run the script with values of select boxes by label; seconds until it has finished."""
        self._chosen.update({self.boxes[label]: value for label, value in chosen.items()})
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self._page
        asked.rerun_script.query_string = self.query
        for key, value in self._chosen.items():
            asked.rerun_script.widget_states.widgets.add(id=key, string_value=value)
        self.charts, self.texts = 0, []
        start = time.perf_counter()
        self.link.send(asked.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(self.link.recv(WAIT))  # type: ignore[arg-type]
            if answer.WhichOneof("type") == "script_finished":
                return time.perf_counter() - start
            self._read(answer)

    def _read(self, answer: ForwardMsg) -> None:
        match answer.WhichOneof("type"):
            case "new_session":
                self._page = answer.new_session.page_script_hash
            case "delta" if answer.delta.WhichOneof("type") == "new_element":
                element = answer.delta.new_element
                kind = element.WhichOneof("type")
                assert kind != "exception", element.exception.message
                self.charts += kind == "plotly_chart"
                if kind == "selectbox":
                    self.boxes[element.selectbox.label] = element.selectbox.id
                elif kind == "markdown":
                    self.texts.append(element.markdown.body)


@contextmanager
def session(address: str, query: str = "") -> Iterator[Session]:
    """Open the first page of an app at an HTTP address, as a tab does."""
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(stream, origin=address, subprotocols=["streamlit"], max_size=None) as link:
        viewer = Session(link, query)
        viewer.run()
        yield viewer

"""A hosted server in a process of its own, on PostgreSQL, and ways to knock at it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx2
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.host.provider import CLIENT, SECRET, Provider

ROOT = Path(__file__).parents[2]
SECRETS = "kX9-vQ2_mZ7pL4tR8wY1aB6cD3eF5gH0,jN7-uS4_xK9qM2vT6yW3zA8bE1dG5hJ0"  # the last one signs
OPERATOR = "ann@example.com"
COOKIE = "stool"
PATIENCE = 60  # s


class Host:
    """A running server.

    Attributes
    ----------
    url : str
    store : str
        URL of its database.
    """

    def __init__(self, url: str, store: str, log: Path) -> None:
        self.url, self.store, self.log = url, store, log

    def client(self, cookie: str = "") -> httpx2.Client:
        """A browser without a screen, that follows no redirect."""
        cookies = {COOKIE: cookie} if cookie else None
        headers = {"accept": "text/html"}
        return httpx2.Client(base_url=self.url, cookies=cookies, headers=headers, timeout=PATIENCE)

    def sign_in(self, wanted: str = "/") -> httpx2.Response:
        """Go through the sign-in of whoever the provider names; the last answer."""
        with self.client() as client:
            answer = client.get("/login/", params={"next": wanted})
            assert answer.status_code == 302, answer.text
            back = httpx2.get(answer.headers["location"]).headers["location"]
            return client.get(back)

    def cookie(self, wanted: str = "/") -> str:
        """Token of a new session of whoever the provider names."""
        answer = self.sign_in(wanted)
        assert answer.status_code == 303, answer.text
        return str(answer.cookies[COOKIE])

    def socket(self, cookie: str = "", origin: str | None = "") -> ClientConnection:
        """Open the socket of a page; `InvalidStatus` where it is turned away."""
        headers = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
        return connect(
            f"{self.url.replace('http', 'ws')}/_stcore/stream",
            origin=self.url if origin == "" else origin,
            subprotocols=["streamlit"],
            additional_headers=headers,
            open_timeout=PATIENCE,
            max_size=None,
        )

    def opens(self, cookie: str = "", origin: str | None = "") -> bool:
        """Whether a socket is opened."""
        try:
            with self.socket(cookie, origin):
                return True
        except InvalidStatus:
            return False


def seconds_open(socket: ClientConnection, most: float) -> float:
    """How long a socket stays open from now on, at most so many seconds."""
    began = time.monotonic()
    while time.monotonic() - began < most:
        try:
            socket.recv(timeout=0.1)
        except TimeoutError:
            continue
        except ConnectionClosed:
            break
    return time.monotonic() - began


@contextmanager
def hosting(
    store: str, provider: Provider, tmp_path: Path, settings: Mapping[str, str] | None = None
) -> Iterator[Host]:
    """Run a hosted server on a store."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {
        "STOOL_MODE": "hosted",
        "STOOL_STORE": store,
        "STOOL_URL": url,
        "STOOL_SECRET": SECRETS,
        "STOOL_OIDC_ISSUER": provider.url,
        "STOOL_OIDC_CLIENT_ID": CLIENT,
        "STOOL_OIDC_CLIENT_SECRET": SECRET,
        "STOOL_OPERATORS": OPERATOR,
        "STOOL_REQUESTS_A_MINUTE": "100000",
        "STOOL_LOGINS_A_MINUTE": "100000",
        "STOOL_METRICS_TOKEN": "of the monitor",
        **(settings or {}),
    }
    log = tmp_path / "server.log"
    with log.open("wb") as writing:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "stool", "serve"),
                *("--port", str(port), "--address", "127.0.0.1"),
            ],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=writing,
            stderr=writing,
        )
    try:
        _await(f"{url}/healthz", server, log)
        yield Host(url, store, log)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _await(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if httpx2.get(address).json() == {"status": "ok"}:
                return
        except httpx2.HTTPError:
            pass
        if server.poll() is not None or time.monotonic() > deadline:
            raise TimeoutError(f"the server does not start:\n{log.read_text()}")
        time.sleep(0.1)

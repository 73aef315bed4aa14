"""A real server in a fresh process, and a real browser looking at it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "screenshots"
WAIT = 90_000  # ms; machines that test are slow
QUIET = [  # no calls home: the tests run without a network
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LAPTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
PHONE_AGENT = "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari/537.36"


@contextmanager
def serving(store: Path, script: Path = ROOT / "app.py", *, by: str = "streamlit") -> Iterator[str]:
    """Run a script, the app if none is given, on a store in a fresh process; yield its address.

    Parameters
    ----------
    store : Path
    script : Path
    by : str
        Module that runs it, with the arguments of Streamlit's own.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    options += ["--server.headless", "true"]
    server = subprocess.Popen(
        [sys.executable, "-m", by, "run", str(script), *options],
        cwd=ROOT,
        env={**os.environ, "STOOL_STORE": str(store)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await_health(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _await_health(address: str) -> None:
    last: Exception | None = None
    for _ in range(300):
        try:
            with urllib.request.urlopen(address) as answer:
                if answer.read() == b"ok":
                    return
        except (urllib.error.URLError, ConnectionError) as error:
            last = error
        time.sleep(0.2)
    raise TimeoutError(f"the server did not become healthy: {last}")


def settled(page: Page, text: str | None = None) -> None:
    """Wait until the script has run and, if given, a text stands on the page."""
    page.wait_for_selector("h1", timeout=WAIT)
    page.wait_for_selector("[data-test-script-state=notRunning]", timeout=WAIT)
    if text:
        page.get_by_text(text).first.wait_for(timeout=WAIT)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=WAIT)


def picture(page: Page, name: str) -> None:
    """Screenshot of the whole page, into the folder git ignores."""
    SCREENSHOTS.mkdir(exist_ok=True)
    size = page.viewport_size or LAPTOP
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(int(height), size["height"])})
    page.wait_for_timeout(800)  # charts redraw after the resize
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
    page.set_viewport_size(size)

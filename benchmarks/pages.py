"""The Home page as its readers meet it, against a bare Streamlit page with as many charts."""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

import duckdb
from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from benchmarks import judge
from stool.book import Book
from stool.sample import SAMPLE, sample_files
from stool.text import labels
from tests.browser.driving import serving
from tests.browser.session import Session, session

ROOT = Path(__file__).parents[1]
ROUNDS = 40
LOADS = 5
FEW, MANY = 10_000, 10_000_000  # answers loaded
LIMIT = 2.0  # server time of a rerun after a filter changed, in those of the bare page
MOST_BY_SIZE = 1.1  # the same with `MANY` answers, in those with `FEW`
MOST_LOADING = 1.5  # first load to last chart in the browser, in those of the bare page
MOST_PAYLOAD = 1.0  # MB the server sends for Home, Streamlit's own program aside
YARDSTICK = "a bare Streamlit page with as many charts, rerun after a filter changed"
QUARTERS = ("2025Q4", "2025Q3", "2025Q2", "2025Q1")
LINK = "unit=All+units"  # whoever was sent a link is not asked for the tour
BARE = """
import plotly.graph_objects as go
import streamlit as st

quarter = st.selectbox("Quarter", {quarters}, key="quarter")
for number in range({charts}):
    figure = go.Figure(go.Scatter(y=[hash(quarter) % 7, 1, 3, 2, number]))
    st.plotly_chart(figure, key=f"chart_{{number}}")
st.caption(f"{{quarter[4:]}} {{quarter[:4]}}")
"""


def server_times(*viewers: Session) -> list[float]:
    """Median seconds of each session's script after the quarter was changed, turn about."""
    seconds: list[list[float]] = [[] for _ in viewers]
    for turn in range(ROUNDS + len(QUARTERS)):
        quarter = QUARTERS[turn % len(QUARTERS)]
        for viewer, taken in zip(viewers, seconds, strict=True):
            taken.append(viewer.run(Quarter=quarter))
            assert any(labels.quarter(quarter) in text for text in viewer.texts)
    return [statistics.median(taken[len(QUARTERS) :]) for taken in seconds]  # the first fill caches


def fill(store: Path, answers: int, folder: Path) -> None:
    """The sample with its customers' answers repeated, or thinned out, to that number."""
    survey = folder / "customer_survey.csv"
    source = SAMPLE / "customer_survey.csv"
    with duckdb.connect(":memory:") as engine:
        engine.execute(f"CREATE TABLE rows AS FROM read_csv('{source}', all_varchar = true)")
        there = engine.execute("SELECT count(*) FROM rows").fetchall()[0][0]
        times = max(answers // there, 1)
        keep = min(answers / there, 1.0)
        engine.execute(
            f"""
            COPY (
                SELECT response_id || '-' || again AS response_id, * EXCLUDE (response_id)
                FROM rows CROSS JOIN range({times}) AS repeated(again)
                WHERE {keep} = 1 OR hash(response_id) % 10000 < {keep * 10_000}
            ) TO '{survey}' (HEADER)
            """
        )
    others = [path for path in sample_files() if path.name != survey.name]
    with Book.open(store) as book:
        book.publish([book.examine(path) for path in (survey, *others)], who="benchmark")
    survey.unlink()


def load(browser: Browser, address: str, charts: int) -> tuple[float, float]:
    """Seconds from the request to the last chart, and MB that came over the WebSocket."""
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    received = _counted(page)
    start = time.perf_counter()
    page.goto(address)
    page.locator("[data-testid=stPlotlyChart] .main-svg").nth(0).wait_for(timeout=90_000)
    page.wait_for_function(
        f"document.querySelectorAll('[data-testid=stPlotlyChart]:has(.main-svg)').length"
        f" >= {charts}",
        timeout=90_000,
    )
    seconds = time.perf_counter() - start
    page.wait_for_timeout(500)
    page.close()
    return seconds, sum(received) / 1e6


def _counted(page: Page) -> list[int]:
    """Bytes of every message from the server, as they come."""
    received: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: received.append(len(data)))

    page.on("websocket", listen)
    return received


def loads(browser: Browser, script: Path, store: Path, charts: int) -> tuple[float, float]:
    """Median first load in a new tab, and its payload, once the server is warm."""
    with serving(store, script) as address:
        load(browser, address, charts)
        found = [load(browser, address, charts) for _ in range(LOADS)]
    return statistics.median(one for one, _ in found), max(size for _, size in found)


def main() -> None:
    """Measure on the server, then in the browser."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample, bare = folder / "sample.db", folder / "bare.py"
        with Book.open(sample) as book:
            book.publish([book.examine(path) for path in sample_files()], who="benchmark")
        stores = {answers: folder / f"{answers}.db" for answers in (FEW, MANY)}
        for answers, store in stores.items():
            fill(store, answers, folder)
        app = ROOT / "app.py"
        with serving(sample, app) as address, session(address, LINK) as home:
            charts = home.charts
            bare.write_text(BARE.format(quarters=list(QUARTERS), charts=charts), encoding="utf-8")
            with serving(sample, bare) as yardstick, session(yardstick, LINK) as plain:
                on_home, on_bare = server_times(home, plain)
        with (
            serving(stores[FEW], app) as small,
            serving(stores[MANY], app) as large,
            session(small, LINK) as few,
            session(large, LINK) as many,
        ):
            on_few, on_many = server_times(few, many)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            home_load, payload = loads(browser, app, sample, charts)
            bare_load, _ = loads(browser, bare, sample, charts)
            browser.close()
    growth, loading = on_many / on_few, home_load / bare_load
    print(f"{'charts on the page':<64} {charts:>9}")
    print(f"{'Home, rerun after a filter changed':<64} {on_home * 1000:>9.1f} ms")
    print(f"{YARDSTICK:<64} {on_bare * 1000:>9.1f} ms")
    print(f"{f'{MANY:,} answers against {FEW:,}, limit {MOST_BY_SIZE}':<64} {growth:>9.2f}")
    print(f"{'Home, first load to last chart':<64} {home_load:>9.2f} s")
    print(f"{'the bare page':<64} {bare_load:>9.2f} s")
    print(f"{f'their ratio, limit {MOST_LOADING}':<64} {loading:>9.2f}")
    print(f"{f'payload of Home, limit {MOST_PAYLOAD} MB':<64} {payload:>9.2f} MB")
    fine = growth <= MOST_BY_SIZE and loading <= MOST_LOADING and payload <= MOST_PAYLOAD
    judge("pages", on_home / on_bare if fine else float("inf"), yardstick=YARDSTICK, limit=LIMIT)


if __name__ == "__main__":
    main()

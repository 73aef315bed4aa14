"""The server: the gate around `app.py`, the routes of our own, the settings that hold for both."""

import sys
from ipaddress import ip_address

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.web.cache_storage_manager_config import create_default_cache_storage_manager
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from stool.book import Book
from stool.door import CALLER, Door
from stool.errors import LoopbackError, SettingsError
from stool.host import caller, logs
from stool.host.files import SealedMedia, SealedUploads
from stool.host.gate import Gate
from stool.host.headers import Headers
from stool.host.health import Health
from stool.host.limits import Limits
from stool.host.login import Login
from stool.sample import SAMPLE
from stool.settings import LOOPBACK, Settings

SCRIPT = SAMPLE.parents[1] / "app.py"


class App(st.App):
    """Streamlit's server, with files that answer only whom they are for."""

    def _create_runtime(self) -> Runtime:
        """As Streamlit makes it, but for where files are kept."""
        return Runtime(
            RuntimeConfig(
                script_path=str(SCRIPT),
                media_file_storage=SealedMedia("/media"),
                uploaded_file_manager=SealedUploads("/_stcore/upload_file"),
                cache_storage_manager=create_default_cache_storage_manager(),
                is_hello=False,
                session_storage=MemorySessionStorage(
                    ttl_seconds=st.get_option("server.disconnectedSessionTTL")
                ),
                on_script_error=self._on_script_error,
            )
        )


def app(settings: Settings, book: Book) -> App:
    """The whole server, as an ASGI application."""
    door = Door(book, settings)
    health = Health(book, door, settings)
    routes: list[BaseRoute] = [
        Route("/healthz", health.healthz),
        Route("/metrics", health.metrics),
        Route("/session", health.session),
    ]
    if settings.is_hosted:
        routes += Login(book, door, settings).routes()
    limits = Limits(settings)
    return App(
        SCRIPT,
        routes=routes,
        middleware=[
            Middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.proxies)),
            Middleware(logs.Requests),
            Middleware(Headers, secure=settings.is_secure),
            Middleware(Gate, settings=settings, door=door, limits=limits),
        ],
        on_script_error=logs.page_failed,
    )


def serve(settings: Settings, *, address: str = "", port: int = 8501) -> None:
    """Serve until stopped.

    Parameters
    ----------
    settings : Settings
    address : str
        To listen on; by default this machine alone where local, every address where hosted.
    port : int

    Raises
    ------
    SettingsError, LoopbackError
        The settings do not let a server start.
    StoolError
        The store cannot be used.
    """
    problems = settings.problems()
    if problems:
        raise SettingsError(problems)
    address = address or ("0.0.0.0" if settings.is_hosted else "127.0.0.1")  # noqa: S104
    if not settings.is_hosted and not _is_loopback(address):
        raise LoopbackError(address)
    if settings.is_hosted:
        logs.set_up()
    with Book.open(settings.store) as book:
        sys.argv = [str(SCRIPT)]  # its folder has the configuration, wherever this is run from
        app(settings, book).run(config=_configuration(settings, address, port))


def _configuration(settings: Settings, address: str, port: int) -> dict[str, object]:
    return {
        "server.address": address,
        "server.port": port,
        "server.headless": True,
        "server.maxUploadSize": settings.upload_mb,
        "server.trustedUserHeaders": {caller.HEADER: CALLER},
        "server.allowedHosts": [*settings.allowed_hosts],
    }


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address in LOOPBACK

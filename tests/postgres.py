"""A private PostgreSQL for the tests: own directory, loopback only, gone afterwards."""

import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

STARTUP = 60  # seconds

# Nothing survives the tests, so nothing needs to reach the disk; only processes are killed here.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}


def binary(name: str) -> str:
    """Path of a PostgreSQL server program, the newest installed version first."""
    found = shutil.which(name) or next(
        iter(sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)), None
    )
    if found is None:
        raise RuntimeError(f"{name} is not installed; run: apt-get install postgresql")
    return found


class Server:
    """A running server.

    Attributes
    ----------
    url : str
        Of its database.
    """

    def __init__(self, folder: Path, user: str | None) -> None:
        port = _free_port()
        settings = {**SETTINGS, "port": str(port), "unix_socket_directories": str(folder)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.url = f"postgresql://stool@127.0.0.1:{port}/postgres"
        self._command = [binary("postgres"), "-D", str(folder / "data"), *options]
        self._folder, self._user = folder, user
        self._process = self._started()

    def crash(self) -> None:
        """Stop it as a crash would, every session amid whatever it does."""
        self._process.send_signal(signal.SIGQUIT)  # "immediate"
        self._process.wait(STARTUP)

    def start(self) -> None:
        """Start it anew, on the same port."""
        self._process = self._started()

    def stop(self) -> None:
        """Stop it; open sessions are ended."""
        self._process.send_signal(signal.SIGINT)  # "fast"
        try:
            self._process.wait(STARTUP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _started(self) -> "subprocess.Popen[bytes]":
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                self._command, user=self._user, cwd=self._folder, stdout=log, stderr=log
            )
        _wait(self.url, process, self._folder / "log")
        return process


@contextmanager
def server() -> Iterator[Server]:
    """Run a server; PostgreSQL refuses to run as root."""
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="stool-postgres-"))
    try:
        if user is not None:
            account = pwd.getpwnam(user)
            os.chown(folder, account.pw_uid, account.pw_gid)
        subprocess.run(
            [
                *(binary("initdb"), "-D", folder / "data"),
                *("-U", "stool", "-A", "trust", "-E", "UTF8", "--no-sync"),
            ],
            user=user,
            cwd=folder,
            check=True,
            capture_output=True,
        )
        running = Server(folder, user)
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTUP
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from None
            time.sleep(0.05)
        else:
            return

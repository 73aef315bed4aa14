"""What the environment and the secrets say: one object, read once, with what is wrong with it.

Every setting is a variable of the environment or a name in the table ``[stool]`` of
``.streamlit/secrets.toml``, in the folder the command runs in or in the home folder; the
environment goes before the first, the first before the second. The store may also stand where
Streamlit keeps connections, ``[connections.stool] url``.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from stool import catalogue
from stool.errors import (
    AnyHostError,
    HostedStoreError,
    IssuerError,
    LanguageError,
    ModeError,
    NoLoginError,
    NoOperatorError,
    NoSecretError,
    ProxyAddressError,
    PublicUrlError,
    SecretsFileError,
    SettingNumberError,
    StoolError,
    UnknownSettingError,
    WeakSecretError,
)

LOCAL, HOSTED = "local", "hosted"
MODES = (LOCAL, HOSTED)
SECRETS = Path(".streamlit") / "secrets.toml"
LOOPBACK = ("localhost", "127.0.0.1", "::1")

LEAST_SECRET = 32  # characters
LEAST_SIGNS = 12  # different ones among them: what is made by chance has more
RANGES = {  # of the whole numbers
    "session_hours": (1, 24),
    "upload_mb": (1, 1_000),
    "uploads_mb_an_hour": (1, 1_000_000),
    "requests_a_minute": (10, 1_000_000),
    "logins_a_minute": (5, 1_000_000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What whoever runs the product has set; see `stool.text.settings` for the words.

    Attributes
    ----------
    mode : {"local", "hosted"}
        One person on one machine without a login; or behind a login, for many.
    store : str
        Path or URL.
    url : str
        Address people open, without a slash at its end.
    secret : tuple of str
        What cookies and links are signed with, the oldest first; the last one signs.
    hosts : tuple of str
        Host names the server answers to.
    oidc_issuer, oidc_client_id, oidc_client_secret : str
        The identity provider, and what it knows Stool by.
    oidc_groups : str
        Claim that lists the groups of a person.
    operators : tuple of str
        E-mail addresses, in small letters, of those who may do everything.
    proxies : tuple of str
        Addresses or networks of reverse proxies whose X-Forwarded headers are believed.
    session_hours : int
        Hours a login lasts.
    upload_mb : int
        Largest file, MB.
    uploads_mb_an_hour : int
        Largest sum of the files of one person in an hour, MB.
    requests_a_minute : int
        Most requests of one person in a minute.
    logins_a_minute : int
        Most logins begun and links opened from one address in a minute.
    metrics_token : str
        What a monitor shows to read the metrics; they are the operators' alone without it.
    """

    mode: str = LOCAL
    store: str = "stool.db"
    url: str = ""
    secret: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_groups: str = "groups"
    operators: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    session_hours: int = 8
    upload_mb: int = 200
    uploads_mb_an_hour: int = 2_000
    requests_a_minute: int = 600
    logins_a_minute: int = 120
    metrics_token: str = ""

    @classmethod
    def read(
        cls,
        environment: Mapping[str, str] | None = None,
        secrets: Iterable[Path] | None = None,
    ) -> Self:
        """Read the settings.

        Parameters
        ----------
        environment : Mapping, optional
            That of the process by default.
        secrets : iterable of Path, optional
            Files that may be there, the first goes before the others; by default those of the
            working folder and of the home folder.

        Raises
        ------
        SecretsFileError, UnknownSettingError, ModeError, SettingNumberError
            A value cannot be read at all. What is readable and wrong: `problems`.
        """
        found: dict[str, Any] = {}
        for path in reversed([*(secrets if secrets is not None else _places())]):
            found |= _in_file(path)
        environment = os.environ if environment is None else environment
        for name in names():
            if environment.get(variable(name)):
                found[name] = environment[variable(name)]
        return cls(**{name: _value(name, said) for name, said in found.items()})

    @property
    def is_hosted(self) -> bool:
        """Whether people sign in."""
        return self.mode == HOSTED

    @property
    def is_secure(self) -> bool:
        """Whether browsers come by https."""
        return self.url.startswith("https://")

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """Host names the server answers to."""
        if self.hosts:
            return self.hosts
        return (urlsplit(self.url).hostname or "",) if self.is_hosted else LOOPBACK

    def problems(self) -> list[StoolError]:
        """Why a server must not start with these settings; none where it may.

        A local server needs nothing; whether the database and the identity provider can be reached
        is not looked at.
        """
        if not self.is_hosted:
            return []
        found: list[StoolError] = []
        if not self.secret:
            found.append(NoSecretError())
        for place, secret in enumerate(self.secret, 1):
            if len(secret) < LEAST_SECRET or len(set(secret)) < LEAST_SIGNS:
                found.append(WeakSecretError(place, LEAST_SECRET))
        if not _is_safe(self.url) or urlsplit(self.url).path:
            found.append(PublicUrlError(self.url))
        if not all(self.allowed_hosts) or any("*" in host for host in self.allowed_hosts):
            found.append(AnyHostError(", ".join(self.hosts)))
        if urlsplit(self.store).scheme.partition("+")[0] not in ("postgresql", "postgres"):
            found.append(HostedStoreError(self.store))
        missing = [
            variable(name)
            for name in ("oidc_issuer", "oidc_client_id", "oidc_client_secret")
            if not getattr(self, name)
        ]
        if missing:
            found.append(NoLoginError(missing))
        if self.oidc_issuer and not _is_safe(self.oidc_issuer):
            found.append(IssuerError(self.oidc_issuer))
        if not self.operators:
            found.append(NoOperatorError())
        return found + [ProxyAddressError(each) for each in self.proxies if not _is_network(each)]


def names() -> tuple[str, ...]:
    """Every setting."""
    return tuple(field.name for field in fields(Settings))


def variable(name: str) -> str:
    """What a setting is called in the environment."""
    return f"STOOL_{name.upper()}"


def require_language() -> None:
    """Refuse to go on in English where another language was asked for.

    Raises
    ------
    LanguageError
        `STOOL_LANGUAGE` names a translation that is not there or cannot be used.
    """
    trouble = catalogue.trouble()
    if trouble:
        raise LanguageError(trouble)


def _places() -> Sequence[Path]:
    return Path.cwd() / SECRETS, Path.home() / SECRETS


def _in_file(path: Path) -> dict[str, Any]:
    """What one file of secrets says."""
    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SecretsFileError(str(path), str(error)) from error
    found: dict[str, Any] = dict(whole.get("stool", {}))
    for name in found:
        if name not in names():
            raise UnknownSettingError(name, names())
    url = whole.get("connections", {}).get("stool", {}).get("url")
    return ({"store": url} if url else {}) | found


def _value(name: str, said: Any) -> Any:
    """The value of a setting, of what was said in the environment or a file."""
    if name in RANGES:
        low, high = RANGES[name]
        if not str(said).strip().isdecimal() or not low <= int(said) <= high:
            raise SettingNumberError(variable(name), str(said), low, high)
        return int(said)
    if name in ("secret", "hosts", "operators", "proxies"):
        each = said.split(",") if isinstance(said, str) else map(str, said)
        parts = tuple(part.strip() for part in each if part.strip())
        return parts if name == "secret" else tuple(part.casefold() for part in parts)
    text = str(said).strip()
    if name == "mode" and text not in MODES:
        raise ModeError(text, MODES)
    return text.rstrip("/") if name in ("url", "oidc_issuer") else text


def _is_safe(url: str) -> bool:
    """Whether that is https, or http to this machine."""
    parts = urlsplit(url)
    local = parts.scheme == "http" and parts.hostname in LOOPBACK
    return bool(parts.hostname) and (parts.scheme == "https" or local)


def _is_network(address: str) -> bool:
    try:
        ip_network(address)
    except ValueError:
        return False
    return True

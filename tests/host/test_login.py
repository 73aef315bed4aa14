"""Signing in by an identity provider, honest and hostile."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from stool.host.login import local_path
from stool.text import host as words
from tests.host.hosting import COOKIE, Host
from tests.host.provider import ANN, Provider


def test_who_has_access_is_let_in(host: Host, identity: Provider) -> None:
    identity.be()
    answer = host.sign_in("/loop")
    assert (answer.status_code, answer.headers["location"]) == (303, "/loop")
    given = answer.headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=lax" in given
    assert host.opens(answer.cookies[COOKIE])


def test_who_has_no_access_is_told_whom_to_ask(host: Host, identity: Provider) -> None:
    identity.be({"email": "eve@example.com"})
    answer = host.sign_in()
    assert answer.status_code == 403
    assert "ann@example.com" in answer.text
    assert COOKIE not in answer.cookies


NOW = int(time.time())
HOSTILE: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example.com"},
    "another audience": {"aud": "somebody else"},
    "expired": {"exp": NOW - 3600, "iat": NOW - 7200},
    "another nonce": {"nonce": "a nonce of another login"},
    "no nonce": {"nonce": None},
    "no signature": {"forge": "none"},
    "signed with the public key": {"forge": "hmac"},
    "signed by another": {"forge": "other"},
    "an address that is not verified": {"claims": {**ANN, "email_verified": False}},
    "no address": {"claims": {"name": "Ann"}},
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_answer_lets_nobody_in(host: Host, identity: Provider, how: str) -> None:
    identity.be(**HOSTILE[how])
    answer = host.sign_in()
    assert answer.status_code == 403, answer.headers
    assert COOKIE not in answer.cookies
    known = words.LOGIN_FAILED["email" if "address" in how else "token"]
    assert known.split(".")[0].replace("'", "&#x27;") in answer.text


def test_an_answer_to_another_browser_lets_nobody_in(host: Host, identity: Provider) -> None:
    """Login CSRF: the state belongs to the browser that began."""
    identity.be()
    with host.client() as one, host.client() as other:
        began = one.get("/login/")
        back = httpx2.get(began.headers["location"]).headers["location"]
        assert other.get(back).status_code == 403
        assert other.get(f"/login/callback?code=x&state={'y' * 30}").status_code == 403


def test_an_answer_holds_once(host: Host, identity: Provider) -> None:
    identity.be()
    with host.client() as client:
        began = client.get("/login/")
        back = httpx2.get(began.headers["location"]).headers["location"]
        assert client.get(back).status_code == 303
        assert client.get(back).status_code == 403


def test_the_code_is_bound_to_the_browser(host: Host) -> None:
    with host.client() as client:
        asked = parse_qs(urlsplit(client.get("/login/").headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["state"]
    assert asked["nonce"]
    assert asked["redirect_uri"] == [f"{host.url}/login/callback"]


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/legs?leg=esat", "/legs?leg=esat"),
        ("//evil.example.com", "/"),
        ("/\\evil.example.com", "/"),
        ("/a\\b", "/"),
        ("https://evil.example.com", "/"),
        ("javascript:alert(1)", "/"),
        ("/\r\nset-cookie: a=b", "/"),
        ("/login/out", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_nobody_is_sent_elsewhere(wanted: str, path: str) -> None:
    assert local_path(wanted) == path


def test_another_site_cannot_sign_somebody_out(host: Host, identity: Provider) -> None:
    identity.be()
    cookie = host.cookie()
    with host.client(cookie) as client:
        answer = client.get("/login/out", headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code == 403
    assert host.opens(cookie)
    with host.client(cookie) as client:
        answer = client.get("/login/out", headers={"sec-fetch-site": "same-origin"})
        assert answer.status_code == 200
    assert not host.opens(cookie)

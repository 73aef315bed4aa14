"""Every endpoint with every credential, by raw HTTP and raw WebSocket."""

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from stool.access import Grant, Role
from stool.book import Book
from stool.store import digest_of
from tests.host.credentials import Keys, begin, give
from tests.host.hosting import Host, seconds_open
from tests.host.provider import Provider

OUT = ("anybody", "forged", "ended", "expired")
IN = ("guest", "viewer", "part", "analyst", "operator")
SHUT = dict.fromkeys(OUT, 401)
LET = dict.fromkeys(IN, 200)
EVERYBODY = dict.fromkeys((*OUT, *IN), 200)
NOBODY = dict.fromkeys((*OUT, *IN), 404)
ENDPOINTS: dict[tuple[str, str], dict[str, int]] = {
    ("GET", "/healthz"): EVERYBODY,
    ("GET", "/_stcore/health"): EVERYBODY,
    ("GET", "/app/static/plain.css"): EVERYBODY,
    ("GET", "/"): SHUT | LET,
    ("GET", "/data"): SHUT | LET,  # the front end; what the page shows is the socket's to tell
    ("GET", "/_stcore/host-config"): SHUT | LET,
    ("GET", "/session"): SHUT | dict.fromkeys(IN, 204),
    ("GET", "/media/0123456789abcdef.csv"): SHUT | dict.fromkeys(IN, 403),
    ("PUT", "/_stcore/upload_file/session/file"): SHUT | dict.fromkeys(IN, 403),
    ("DELETE", "/_stcore/upload_file/session/file"): SHUT | dict.fromkeys(IN, 403),
    ("GET", "/_stcore/metrics"): NOBODY,
    ("GET", "/_stcore/agent/openapi.json"): NOBODY,
    ("GET", "/_stcore/script-health-check"): NOBODY,
    ("GET", "/metrics"): dict.fromkeys((*OUT, *IN), 401) | {"operator": 200},
    ("GET", "/component/any/index.html"): SHUT | dict.fromkeys(IN, 404),
    ("GET", "/_stcore/stream"): SHUT,
}


@pytest.mark.parametrize(("method", "path"), ENDPOINTS, ids=lambda each: each)
def test_each_endpoint_answers_whom_it_is_for(
    host: Host, keys: Keys, method: str, path: str
) -> None:
    found = {}
    for name in ENDPOINTS[method, path]:
        with host.client(getattr(keys, name)) as client:
            answer = client.request(method, path, headers={"accept": "*/*"})
            found[name] = answer.status_code
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
    assert found == ENDPOINTS[method, path]


def test_a_socket_opens_for_whom_it_is(host: Host, keys: Keys) -> None:
    assert {name: host.opens(getattr(keys, name)) for name in (*OUT, *IN)} == (
        dict.fromkeys(OUT, False) | dict.fromkeys(IN, True)
    )


@pytest.mark.parametrize("origin", ["https://evil.example.com", "null", None])
def test_a_socket_opens_for_our_own_pages_alone(host: Host, keys: Keys, origin: str | None) -> None:
    assert not host.opens(keys.operator, origin)


def test_another_name_of_the_server_is_not_answered(host: Host, keys: Keys) -> None:
    with host.client(keys.operator) as client:
        assert client.get("/", headers={"host": "evil.example.com"}).status_code == 421
        assert client.get("/healthz", headers={"host": "10.0.0.7:8501"}).status_code == 200


def test_who_opens_a_page_unknown_is_sent_to_sign_in_and_back(
    host: Host, identity: Provider
) -> None:
    with host.client() as client:
        answer = client.get("/legs?quarter=2026Q1&leg=csat")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/login/?next=%2Flegs%3Fquarter%3D2026Q1%26leg%3Dcsat"
        assert client.get(answer.headers["location"]).status_code == 302  # on to the provider
    identity.be()
    back = host.sign_in("/legs?quarter=2026Q1&leg=csat")
    assert back.headers["location"] == "/legs?quarter=2026Q1&leg=csat"


def test_a_caller_cannot_say_who_they_are(host: Host, keys: Keys, book: Book) -> None:
    """The header by which the gate tells Streamlit is taken out of what comes from outside."""
    address = f"{host.url.replace('http', 'ws')}/_stcore/stream"
    claimed = {"X-Stool-Caller": digest_of(keys.operator)}
    with (
        pytest.raises(InvalidStatus),
        connect(address, origin=host.url, additional_headers=claimed),
    ):
        pass


@pytest.mark.parametrize("how", ["logout", "role", "revoked"])
def test_an_open_page_and_its_cookie_end_with_the_right_to_them(
    host: Host, book: Book, how: str
) -> None:
    if how == "revoked":
        link = give(book)
        cookie = begin(book, "", link=link.key)
    else:
        book.grant([Grant("carl@example.com", Role.ANALYST)], who="ann")
        cookie = begin(book, "carl@example.com")
    with host.socket(cookie) as page:
        assert seconds_open(page, 3) >= 3
        if how == "logout":
            with host.client(cookie) as client:
                assert client.post("/login/out").status_code == 200
        elif how == "role":
            book.withdraw_grants(["carl@example.com"], who="ann")
        else:
            book.revoke_links([link.key], who="ann")
        assert seconds_open(page, 20) < 5
    assert not host.opens(cookie)
    with host.client(cookie) as client:
        assert client.get("/", headers={"accept": "*/*"}).status_code == 401


def test_the_log_tells_no_secret(host: Host, keys: Keys) -> None:
    with host.client() as client:
        client.get("/s/a-token-that-is-secret")
    said = host.log.read_text()
    assert '"path": "/s/"' in said
    for secret in ("a-token-that-is-secret", keys.operator, keys.viewer, "jN7-uS4"):
        assert secret not in said

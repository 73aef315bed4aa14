"""Links: what cannot be given, when they end, and tokens that nobody can make up."""

import base64
import datetime as dt
import random
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from stool.access import GUEST_PAGES, LONGEST, Link, key_of, new_key, sign
from stool.access.links import SALT
from stool.errors import (
    BlankRecipientError,
    LinkPageError,
    LinkPastError,
    LinkTooLongError,
    LongRecipientError,
    NoLinkPageError,
    StoolError,
    UnknownQuarterError,
)

NOW = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
MUTATIONS = 500
SECRETS = ["an old secret of many letters", "the newest secret of all of them"]
CHARACTERS = string.ascii_letters + string.digits + "-_.=+/ \n\x00é🙂"


def link(**fields: Any) -> Link:
    usual: dict[str, Any] = {
        "key": "k1",
        "recipient": "Board",
        "pages": ("home", "legs"),
        "made_at": NOW,
        "expires_at": NOW + LONGEST,
    }
    return Link(**(usual | fields))


@pytest.mark.parametrize(
    ("fields", "error", "says"),
    [
        ({"recipient": ""}, BlankRecipientError, "for nobody"),
        ({"recipient": " \t"}, BlankRecipientError, "for nobody"),
        ({"recipient": "x" * 201}, LongRecipientError, "has 201 characters.*at most 200"),
        ({"pages": ()}, NoLinkPageError, "opens no page.*home, legs"),
        ({"pages": ("home", "voice")}, LinkPageError, "cannot open “voice”.*comments"),
        ({"pages": ("data",)}, LinkPageError, "cannot open “data”"),
        ({"pages": ("help",)}, LinkPageError, "cannot open “help”"),
        ({"pages": ("../home",)}, LinkPageError, "cannot open"),
        ({"expires_at": NOW}, LinkPastError, "ended on 2026-05-04 at 12:00 UTC"),
        ({"expires_at": NOW - SECOND}, LinkPastError, "11:59 UTC"),
        (
            {"expires_at": NOW + LONGEST + SECOND},
            LinkTooLongError,
            "2026-06-03, for more than 30 days",
        ),
        ({"quarter": "2026"}, UnknownQuarterError, "2026"),
    ],
)
def test_what_cannot_be_given(fields: dict[str, Any], error: type[StoolError], says: str) -> None:
    with pytest.raises(error, match=says):
        link(**fields)


def test_at_the_bounds_it_can() -> None:
    assert link(recipient="x" * 200, pages=GUEST_PAGES, quarter="2026Q1").pages == GUEST_PAGES
    assert link(expires_at=NOW + SECOND).expires_at == NOW + SECOND
    assert link(pages=("legs", "home", "legs")).pages == ("legs", "home")


def test_it_ends_to_the_second() -> None:
    given = link()
    assert given.is_open(NOW + LONGEST - SECOND)
    assert not given.is_open(NOW + LONGEST)
    assert not given.is_open(NOW + LONGEST + SECOND)
    assert not given.is_open((NOW + LONGEST).astimezone(dt.timezone(dt.timedelta(hours=9))))


def test_what_has_ended_is_not_given() -> None:
    link().require_new(NOW)
    with pytest.raises(LinkPastError):
        link().require_new(NOW + LONGEST)


def test_a_link_of_tomorrow_would_be_open_too_long() -> None:
    later = link(made_at=NOW + SECOND, expires_at=NOW + LONGEST + SECOND)
    with pytest.raises(ValueError, match="made_at"):
        later.require_new(NOW)


@given(
    st.lists(st.sampled_from(GUEST_PAGES), min_size=1),
    st.text(min_size=1, max_size=50).filter(str.strip),
    st.timedeltas(min_value=SECOND, max_value=LONGEST),
    st.sampled_from(["", "2026Q1"]),
    st.none() | st.integers(1, 99),
)
def test_what_is_stored_is_what_there_was(
    pages: list[str], recipient: str, lasting: dt.timedelta, quarter: str, revision: int | None
) -> None:
    made_at = NOW.astimezone(dt.timezone(dt.timedelta(hours=-5)))
    given = link(
        pages=tuple(pages),
        recipient=recipient,
        made_at=made_at,
        expires_at=made_at + lasting,
        quarter=quarter,
        unit="West",
        segment="tenure=New",
        revision=revision,
    )
    assert Link.of_body("k1", given.body()) == given


def test_a_moment_without_a_time_zone_is_not_stored() -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        link(made_at=naive, expires_at=naive + SECOND).body()


def test_keys_are_never_alike() -> None:
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert min(map(len, keys)) >= 22


def test_a_token_tells_its_key() -> None:
    for key in ("k1", new_key(), "é", ""):
        assert key_of(sign(key, SECRETS), SECRETS) == key


def mutated(token: str, dice: random.Random) -> str:
    """The token with a character changed, left out, put in, doubled, or some of them moved."""
    place = dice.randrange(len(token))
    match dice.randrange(6):
        case 0:
            return token[:place] + dice.choice(CHARACTERS) + token[place + 1 :]
        case 1:
            return token[:place] + token[place + 1 :]
        case 2:
            return token[:place] + dice.choice(CHARACTERS) + token[place:]
        case 3:
            return token[:place] + token[place:].swapcase()
        case 4:
            return token[place:] + token[:place]
        case _:
            return token[:-1] + dice.choice(CHARACTERS)


def test_no_changed_token_is_accepted() -> None:
    dice = random.Random(8)
    tried = 0
    while tried < MUTATIONS:
        token = sign(new_key(), SECRETS)
        other = mutated(token, dice)
        if other != token:
            assert key_of(other, SECRETS) is None, (token, other)
            tried += 1


def test_a_signature_has_one_spelling() -> None:
    """Its last character has two bits that base64 does not read; the decoder drops strange ones."""
    token = sign("k1", SECRETS)
    for last in string.ascii_letters + string.digits + "-_":
        assert (key_of(token[:-1] + last, SECRETS) is not None) is (last == token[-1])
    for other in (f"{token}=", f"{token}==", f"{token}\n", f" {token}", f"{token}é", f"{token}+"):
        assert key_of(other, SECRETS) is None


@pytest.mark.parametrize("token", ["", ".", "..", "k1", "\ud800", "é", ".eJw", "a" * 100_000])
def test_what_is_no_token_is_nobodys(token: str) -> None:
    assert key_of(token, SECRETS) is None


@pytest.mark.parametrize("secret", ["", "other", SECRETS[1].upper()])
def test_another_secret_signs_nothing(secret: str) -> None:
    assert key_of(sign("k1", [secret]), SECRETS) is None


def test_secrets_rotate() -> None:
    first = sign("k1", SECRETS[:1])
    second = sign("k1", SECRETS)
    assert first != second
    assert second == sign("k1", SECRETS[1:])
    assert [key_of(each, SECRETS) for each in (first, second)] == ["k1", "k1"]
    assert [key_of(each, SECRETS[1:]) for each in (first, second)] == [None, "k1"]
    assert [key_of(each, SECRETS[:1]) for each in (first, second)] == ["k1", None]


def test_what_was_signed_for_something_else_is_no_link() -> None:
    options: dict[str, Any] = {"signer_kwargs": {"key_derivation": "hmac"}}
    for salt in (SALT, "other"):
        token = URLSafeSerializer(SECRETS, salt=salt, **options).dumps("k1")  # SHA-1
        assert key_of(str(token), SECRETS) is None


def test_only_a_text_is_a_key() -> None:
    from stool.access.links import _serializer

    for value in (1, None, ["k1"], {"k": 1}):
        assert key_of(str(_serializer(SECRETS).dumps(value)), SECRETS) is None


def test_the_signature_is_of_sha256() -> None:
    signature = sign("k1", SECRETS).rpartition(".")[2]
    assert len(base64.urlsafe_b64decode(f"{signature}=")) == 32


def test_no_secret_signs_nothing() -> None:
    for call in (sign, key_of):
        with pytest.raises(ValueError, match="secrets"):
            call("k1", [])

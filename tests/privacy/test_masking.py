"""Masking: what tells who somebody is goes, whatever is tried; everything else stays."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.privacy.masking import LONGEST, MASKS, mask, says_something

ROSTER = ("Anna Smith", "Müller, Jörg", "Will May", "HAR-03", "Bo")
CANARIES = {  # what goes, and what is put in its place
    "anna.smith@example.com": "[e-mail]",
    "ANNA_S+tag@mail.example.co.uk": "[e-mail]",
    "anna (at) example (dot) com": "[e-mail]",
    "anna [at] example.com": "[e-mail]",
    "anna @ example.com": "[e-mail]",
    "anna at example dot com": "[e-mail]",
    "ａｎｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ": "[e-mail]",
    "an\u200bna@exa\u00admple.com": "[e-mail]",
    "+44 20 7946 0958": "[phone]",
    "+1 (555) 010-9999": "[phone]",
    "0171/555 44 33": "[phone]",
    "(020) 7946 0958": "[phone]",
    "０１７１ ５５５ ４４ ３３": "[phone]",
    "www.example.org/me?id=7": "[link]",
    "https://example.org/a_b": "[link]",
    "example.com": "[link]",
    "DE89 3704 0044 0532 0130 00": "[number]",
    "GB29NWBK60161331926819": "[number]",
    "gb29 nwbk 6016 1331 9268 19": "[number]",
    "123-45-6789": "[number]",
    "E2021Q2-0001": "[number]",
    "CASE-77812345": "[number]",
    "8812345": "[number]",
    "١٢٣٤٥٦٧٨٩": "[number]",
    "192.168.10.12": "[number]",
    "fe80:0:0:0:1:2:3:4": "[number]",
    "Anna Smith": "[name]",
    "SMITH, ANNA": "[name]",
    "anna": "[name]",
    "Jörg": "[name]",
    "HAR-03": "[name]",
    "@anna_s": "[name]",
}
HARMLESS = (
    "I waited 12 minutes, then 24 hours; 5 of 10 times.",
    "It cost €75, 1.250,50 or 30 000 euros in 2023-2024, on 12.03.2024 or 2024-03-12, in 2024Q3.",
    "They will help, and it may be fine. Best before noon!",
    "100 % of the posters and the tasks: two different things. (Really?)",
    "naïve – “quoted” … café 😀",
    "Open 9-17, room 12, 80 km away.",
)


@pytest.mark.parametrize(("secret", "instead"), CANARIES.items())
@pytest.mark.parametrize("around", ["{}", "Ask {} now.", "({})", "it was {}, again", "“{}”!"])
def test_a_canary_is_masked(secret: str, instead: str, around: str) -> None:
    assert mask(around.format(secret), ROSTER) == around.format(instead)


@pytest.mark.parametrize("text", HARMLESS)
def test_the_rest_stays_as_written(text: str) -> None:
    assert mask(text, ROSTER) == text


def test_a_number_said_to_be_a_telephone_is_masked_however_short() -> None:
    assert mask("please call me on 4455 66") == "please call me on [phone]"
    assert mask("tel. 5566") == "tel. [phone]"


def test_a_name_behind_a_title_is_masked_without_a_roster() -> None:
    assert mask("Mr. Miller and Frau Özdemir helped") == "Mr. [name] and Frau [name] helped"


def test_a_name_that_is_a_word_is_masked_alone_only_with_a_capital() -> None:
    assert mask("will you tell Will?", ["Will Frost"]) == "will you tell [name]?"
    assert mask("it was will frost", ["Will Frost"]) == "it was [name]"
    assert mask("a smith in the Smithy", ["Al Smith"]) == "a smith in the Smithy"


def test_a_short_or_empty_name_of_a_roster_masks_nothing() -> None:
    assert mask("Bo said so, - and ,", ["Bo", "", " ", "-", ","]) == "Bo said so, - and ,"


def test_control_and_invisible_signs_go() -> None:
    assert mask("a\x00b\x1b[31m c\u202ed\ue000\ud800\n\te\u2028f") == "ab[31m cd e f"


def test_length_is_bounded_and_no_word_is_cut() -> None:
    text = mask("word " * 2_000)
    assert len(text) <= LONGEST
    assert text.endswith("word…")
    assert mask("x" * 9_000) == "…"
    long = "a" * (LONGEST - 12) + " anna.smith@example.com"
    assert "anna" not in mask(long)


def test_a_text_of_masks_alone_says_nothing() -> None:
    assert not says_something(mask("anna@example.com, 0171/555 44 33!"))
    assert says_something("[e-mail] please")


@given(text=st.text(max_size=300), canary=st.sampled_from(sorted(CANARIES)))
def test_hostile_text_hides_no_canary(text: str, canary: str) -> None:
    """Whatever stands around it, as long as it stands apart."""
    found = mask(f"{text} ; {canary} ; {text}", ROSTER)
    plain = "".join(s for s in canary if unicodedata.category(s) != "Cf")
    if plain not in mask(text, ()) and plain not in text:
        assert plain not in found


@given(text=st.text(max_size=400))
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask(text, ROSTER)
    assert mask(once, ROSTER) == once
    assert len(once) <= LONGEST
    assert all(unicodedata.category(sign) not in {"Cc", "Cf", "Cs"} for sign in once)


@given(text=st.from_regex(r"[a-z]{1,9}( [a-z]{1,9}){0,20}[.!?]", fullmatch=True))
def test_plain_words_stay(text: str) -> None:
    if " at " not in text and not any(name in text for name in ("anna", "smith", "will")):
        assert mask(text, ROSTER) == text


@pytest.mark.parametrize(
    "hostile",
    [
        "1 ",
        "a.",
        "a@",
        "@",
        "(at",
        "a-",
        "1a",
        "call ",
        "A1 ",
        "at:1:",
        "Mr ",
        "+(",
        "a1-",
        "a at b ",
    ],
)
def test_no_text_takes_long(hostile: str) -> None:
    begin = time.perf_counter()
    mask(hostile * 100_000, ROSTER)
    assert time.perf_counter() - begin < 2


def test_every_mask_survives_masking() -> None:
    assert mask(" ".join(MASKS), ROSTER) == " ".join(MASKS)

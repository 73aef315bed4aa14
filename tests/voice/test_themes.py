"""Groups of what no list names: planted ones are found, whatever the order of the texts."""

import random

import pytest

from stool.voice import themes

PLANTED = {
    "parking": ["no parking space near the entrance", "parking is far from the entrance"],
    "website": ["the website login fails every evening", "login on the website fails"],
    "canteen": ["the canteen lunch was cold again", "cold lunch in the canteen"],
}


def planted(each: int = 40, seed: int = 1) -> list[str]:
    draw = random.Random(seed)
    texts = [
        f"{draw.choice(phrases)} {draw.choice(['yesterday', 'today', 'on friday', 'often'])}"
        for phrases in PLANTED.values()
        for _ in range(each)
    ]
    draw.shuffle(texts)
    return texts


def test_planted_groups_are_found_and_named_by_their_words() -> None:
    table = themes(planted(30), 10)  # three groups of 25 or more
    for word in PLANTED:
        assert table["theme"].str.contains(word).sum() == 1
    assert (table["texts"] >= 10).all()
    assert table["of"].eq(90).all()
    assert table["texts"].sum() <= 90


def test_the_order_of_texts_changes_nothing() -> None:
    texts = planted()
    expected = themes(texts, 10)
    for seed in range(3):
        again = texts[:]
        random.Random(seed).shuffle(again)
        assert themes(again, 10).equals(expected)


def test_a_word_of_few_names_no_group() -> None:
    texts = planted() + ["canarysecret parking entrance space"] * 4
    assert not themes(texts, 1)["theme"].str.contains("canarysecret").any()
    found = themes(texts + ["canarysecret canarysecret"] * 40, 1)
    assert found["theme"].str.contains("canary").any()


def test_masks_and_numbers_name_no_group() -> None:
    table = themes([f"{text} [name] 12345 [e-mail]" for text in planted()], 1)
    assert not table["theme"].str.contains("name|mail|1").any()


def test_few_texts_and_texts_without_words_in_common_have_none() -> None:
    assert themes(planted(13), 1).empty
    assert themes([f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(60)], 1).empty
    assert themes([""] * 60, 1).empty


@pytest.mark.parametrize("least", [10, 35, 1_000])
def test_small_groups_are_left_out(least: int) -> None:
    assert (themes(planted(), least)["texts"] >= least).all()

"""Words are compared without case and accents, and none reaches from one text into the next."""

import pytest

from tui.model.folding import Said, fold, words_in

SAID = Said(("Zoë O'Brien", "Straße & Söhne", "It's late, the B-4711 cost 5 €\nwrong gift", "東京の店", ""))


def test_folding_takes_case_and_accents_away() -> None:
    assert (fold("ZOË ÉCLAIR"), fold("Straße"), fold("ŠKODA")) == ("zoe eclair", "strasse", "skoda")


def test_words_are_runs_of_letters_and_digits() -> None:
    assert words_in(" #gift_card, it's B-4711! ") == ["gift", "card", "it", "s", "b", "4711"]


@pytest.mark.parametrize(
    "word",
    ["zo", "ZOE", "o'b", "o’brien", "strass", "STRASSE", "it's", "b-47", "4711", "€", "5", "wrong", "京", "の店"],
)
def test_a_word_or_its_beginning_is_found(word: str) -> None:
    assert SAID.has_word(word)


@pytest.mark.parametrize("word", ["oe", "rien", "trasse", "711", "b-5", "s-late-x", "$", "brien strasse", "店京"])
def test_what_does_not_begin_a_word_is_not_found(word: str) -> None:
    assert not SAID.has_word(word)


@pytest.mark.parametrize("phrase", ["late the", "IT'S LATE", "€ wrong", "zoë o brien", "5 wrong gift", "東京"])
def test_a_phrase_stands_word_for_word(phrase: str) -> None:
    assert SAID.has_phrase(phrase)


@pytest.mark.parametrize("phrase", ["lat", "the late", "brien strasse", "gift 東京", "late b"])
def test_a_phrase_is_whole_in_its_order_and_in_one_text(phrase: str) -> None:
    assert not SAID.has_phrase(phrase)


def test_words_are_counted_with_those_that_begin_like_them() -> None:
    said = Said(("gift gifts", "gift card", "a gift"))
    assert (said.count("gift"), said.count("gift card"), said.count("card"), said.count("€")) == (4, 1, 1, 0)
    assert (said.length(), Said(()).length(), Said(("", "!")).length()) == (6, 0, 0)


@pytest.mark.parametrize("sign", ["\0", "|", "\n", "_", "—"])
def test_what_is_no_letter_stands_between_words_and_ends_no_text(sign: str) -> None:
    said = Said((f"late{sign}gift", "", f"{sign}"))
    assert words_in(f"late{sign}gift") == ["late", "gift"]
    assert said.has_phrase("late gift") and said.length() == 2
    assert not Said(("late", sign, "gift")).has_phrase("late gift")

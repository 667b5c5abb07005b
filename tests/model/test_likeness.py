"""Which words say something, and how much a text is about them."""

from tui.model.likeness import bm25, likeness, telling_words, weight


def test_marks_and_words_that_stand_anywhere_say_nothing() -> None:
    assert telling_words("> It was for her Birthday\n! we ring back at 5 #gift i B 4711") == [
        "birthday", "ring", "gift", "4711"
    ]  # fmt: skip
    assert telling_words("a the I 12 ! > =") == []


def test_a_rare_word_tells_more_than_a_common_one_and_never_nothing() -> None:
    assert weight(1, 1000) > weight(500, 1000) > weight(1000, 1000) > 0
    assert weight(5, 3) > 0


def test_more_mentions_and_a_shorter_text_count_for_more() -> None:
    weights = {"gift": 2.0}
    assert bm25({"gift": 2}, weights, 60) > bm25({"gift": 1}, weights, 60) > bm25({"gift": 1}, weights, 600) > 0
    assert bm25({"late": 9}, weights, 60) == 0
    assert bm25({"gift": 1000}, weights, 60) < 2.2 * 2


def test_the_text_with_the_rarer_word_is_more_alike() -> None:
    texts = ["late parcel", "late gift", "late parcel", "late parcel"]
    weights = {"late": weight(4, 4), "gift": weight(1, 4)}
    assert max(texts, key=lambda text: likeness(text, weights)) == "late gift"

"""Where the words of a search stand in a text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.folding import Said, fold
from tui.model.hits import NOTHING, Hit, Sought, telling_line
from tui.model.query import Query


def marked(text: str, query: Query) -> str:
    """The text with each hit between brackets."""
    for hit in reversed(Sought(query).hits(text)):
        text = f"{text[: hit.start]}[{text[hit.start : hit.end]}]{text[hit.end :]}"
    return text


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("gift", "a gift, Gifts; no regift", "a [gift], [Gift]s; no regift"),
        ("cafe", "the Café and the cafe\u0301s", "the [Café] and the [cafe\u0301]s"),
        ("café", "CAFE", "[CAFE]"),
        ("strass", "Straße", "[Straß]e"),
        ("stras", "Straße", "[Straß]e"),
        ("it's", "it's, its and it s", "[it's], its and [it s]"),
        ("late gift", "late late-gift", "[late] [late]-[gift]"),
        ("#gift", "a #gift", "a #[gift]"),
        ("🎁", "the 🎁🎁 box", "the [🎁][🎁] box"),
        ("👩", "a 👩\u200d💻 rang", "a [👩\u200d💻] rang"),
        ("北京", "在北京的", "在[北京]的"),
        ("a_b", "a_b and a b", "[a_b] and [a b]"),
        (".*", "a.*b", "a[.*]b"),
        ("İ", "İstanbul istanbul", "[İ]stanbul [i]stanbul"),
        ("שלום", "אמר שלום לכם", "אמר [שלום] לכם"),
        ("late later", "later", "[later]"),
    ],
)
def test_words_are_marked_where_they_begin(typed: str, text: str, expected: str) -> None:
    assert marked(text, Query(words=tuple(typed.split()))) == expected


def test_a_phrase_is_marked_whole_and_only_where_its_words_are_whole() -> None:
    query = Query(phrases=("late gift",))
    assert marked("late gifts, late, gift; the Late\nGift", query) == "late gifts, [late, gift]; the [Late\nGift]"


def test_the_client_is_marked_and_what_is_left_out_is_not() -> None:
    assert marked("Dana is late", Query(client=("dan",), without=("late",))) == "[Dan]a is late"


def test_nothing_is_marked_where_nothing_is_looked_for() -> None:
    assert not NOTHING
    assert NOTHING.hits("a gift") == []
    assert not NOTHING.is_in("a gift")


def test_the_telling_line_with_a_hit_is_found() -> None:
    assert telling_line("\n \nred\nblue gift\ngift", Sought(Query(words=("gift",)))) == "blue gift"
    assert telling_line("\n \nred\nblue", Sought(Query(words=("gift",)))) == "red"
    assert telling_line("a gift\na red gift\nred gift red", Sought(Query(words=("gift", "red")))) == "a red gift"
    assert telling_line("\n".join(["red"] * 5000), Sought(Query(words=("red",)))) == "red"
    assert telling_line(" \n", NOTHING) == ""


def test_a_page_of_words_is_marked_with_some_of_them() -> None:
    words = tuple(f"word{number}x" for number in range(3000))
    assert len(Sought(Query(words=words)).hits(" ".join(words))) == 64


_TEXT = st.text(st.sampled_from("aeÉßİ \u0301_'-.🎁北ﬁ9\n\u200d"), max_size=20)


@given(_TEXT, _TEXT)
def test_a_word_is_marked_where_and_only_where_a_call_holds_it(text: str, word: str) -> None:
    """`Said` says which calls hold a word; what it finds has a mark, and nothing else has."""
    typed = word.split()[:1]
    hits = Sought(Query(words=tuple(typed))).hits(text)
    if typed and fold(typed[0]):
        assert bool(hits) == Said([text]).has_word(typed[0])
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
    assert hits == sorted(hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    assert all(isinstance(hit, Hit) for hit in hits)

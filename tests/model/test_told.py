"""The read-back and the sorry, composed from their words."""

import pytest

from tui.model.told import LONGEST, SHOWN, Told, cut, sorry_about, told_in, without_tags


def test_a_read_back_has_their_words_and_what_it_did_to_them() -> None:
    notes = "called twice\n> You sent the last one again.\n= boss: she has to tell him\ni the packer mixed them up"
    assert told_in(notes) == Told("we sent the last one again", "you have to tell him", "you have to tell him")


def test_with_nothing_of_theirs_there_is_nothing_to_say_back() -> None:
    assert told_in("ours\ni cause\n! ring\n+ a new one\n@ Dana\n>\n= \n> #late") == Told("", "", "")


def test_of_many_lines_the_first_and_the_newest_are_said_back() -> None:
    notes = "> I waited\n> it rained\n> you never came\n= lost a day\n= it rained\n= 3 h on the phone\n= boss"
    told = told_in(notes)
    assert told.told == "you waited, and we never came"
    assert told.meant == "you lost a day, and 3 h on the phone"
    assert told.sorry == "you lost a day, and that this meant 3 h on the phone"


def test_the_same_line_twice_is_said_once() -> None:
    assert told_in("> I waited\n> I waited").told == "you waited"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("> Where is my parcel?", "you had to ask “Where is my parcel”"),
        ("> I want it. Where is my parcel?", "“I want it. Where is my parcel”"),
        ("> Send it now!", "“Send it now”"),
        ('> Send the "blue" one', '‘Send the "blue" one’'),
        ("> ?", ""),
    ],
)
def test_what_cannot_be_turned_is_told_in_quotation_marks(line: str, told: str) -> None:
    assert told_in(line).told == told


@pytest.mark.parametrize(
    ("notes", "sorry"),
    [
        ("> you lost it\n= 3 h on the phone", "this meant 3 h on the phone"),
        ("> you lost it", "we lost it"),
        ("> Where is my parcel?", "you had to ask “Where is my parcel”"),
        ("> Send it now!", ""),
        ("> Send it now!\n> you lost it", "we lost it"),
        ("= she feels let down", "this made you feel let down"),
        ("= ashamed", "this made you feel ashamed"),
        ("= she is furious with us", "this left you furious with us"),
        ("> I’m furious with you", "this left you furious with us"),
        ("= she was worried sick", "this left you worried sick"),
        ("= she is alone at the till", "this left you alone at the till"),
        ("= she is late", "you are late"),
        ("= she was sadly missed", "you were sadly missed"),
        ("= we made her look silly", "we made you look silly"),
        ("= we lost the parcel", "we lost the parcel"),
        ("= our driver shouted at him", "our driver shouted at you"),
        ("= we made her feel small", "we made you feel small"),
        ("= makes her feel small", "it makes you feel small"),
        ("= customer is furious", "this left you furious"),
        ("= customer waited 3 hours", "you waited 3 hours"),
    ],
)
def test_the_sorry_is_for_what_happened_never_for_a_feeling(notes: str, sorry: str) -> None:
    assert told_in(notes).sorry == sorry


def test_they_are_the_customers_in_a_line_about_customers() -> None:
    assert told_in("= customers: they laugh").meant == "your customers laugh"
    assert told_in("= they laugh").meant == "you laugh"


def test_tags_are_not_said_to_the_client() -> None:
    told = told_in("> you sent #vip #4711 twice #Secret#other\n= lost a day #difficult")
    assert told == Told("we sent #4711 twice", "you lost a day", "you lost a day")


@pytest.mark.parametrize("mark", [">", "="])
def test_a_long_line_is_cut_behind_a_word(mark: str) -> None:
    told = told_in(f"{mark} the parcel number {'seventeen ' * 40}")
    said = told.told or told.meant
    assert said.endswith(" seventeen…")
    assert SHOWN - 12 < len(said) <= SHOWN


def test_a_long_question_keeps_its_quotation_marks() -> None:
    assert told_in("> " + "Where " * 60 + "?").told.endswith("Where…”")


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [("one two", 7, "one two"), ("one two", 6, "one…"), ("onetwothree", 6, "onetw…"), ("one, two", 6, "one…")],
)
def test_a_text_is_cut_at_a_word_where_there_is_one(text: str, most: int, short: str) -> None:
    assert cut(text, most) == short


def test_of_a_line_without_end_only_the_beginning_is_read() -> None:
    assert len(without_tags("a " * 60_000)) <= LONGEST


@pytest.mark.parametrize(
    ("line", "sorry"),
    [
        ("again wrong leaflets!", "you had to tell us “again wrong leaflets”"),
        ("late again", "you had to tell us “late again”"),
        ("no answer for a week #late", "you had to tell us “no answer for a week”"),
        ("parcel never came", "parcel never came"),
        ("my order is late", "your order is late"),
        ("we waited for hours", "you waited for hours"),
    ],
)
def test_what_is_no_sentence_is_quoted_behind_the_four_words(line: str, sorry: str) -> None:
    assert sorry_about(line) == sorry

"""What a line of the notes means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.marks import (
    Caller,
    Mark,
    NoteLine,
    field_lines,
    mark_of,
    marked,
    prefix_of,
    read_caller,
    read_line,
    read_notes,
    tags_in,
)


@pytest.mark.parametrize(
    ("line", "mark", "text"),
    [
        ("> It was for her birthday", Mark.THEIRS, "It was for her birthday"),
        (">It was late", Mark.THEIRS, "It was late"),
        ("  =  missed the party  ", Mark.IMPACT, "missed the party"),
        ("! ring on Friday", Mark.PROMISE, "ring on Friday"),
        ("@ Dana Lee", Mark.CALLER, "Dana Lee"),
        ("plain words", None, "plain words"),
        ("a > b = c ! d @ e", None, "a > b = c ! d @ e"),
        ("> > twice", Mark.THEIRS, "> twice"),
        ("#tag first", None, "#tag first"),
        ("\t> after a tab", Mark.THEIRS, "after a tab"),
        ("!", Mark.PROMISE, ""),
        ("", None, ""),
    ],
)
def test_the_first_sign_of_a_line_says_whose_words_it_holds(line: str, mark: Mark | None, text: str) -> None:
    assert read_line(line) == NoteLine(mark, text)


def test_notes_are_their_lines_without_those_that_say_nothing() -> None:
    notes = "called twice\n\n> late\n   \n>\n!  \n= missed it\r\n! ring"
    assert read_notes(notes) == [
        NoteLine(None, "called twice"),
        NoteLine(Mark.THEIRS, "late"),
        NoteLine(Mark.IMPACT, "missed it"),
        NoteLine(Mark.PROMISE, "ring"),
    ]


def test_no_notes_have_no_lines() -> None:
    assert read_notes("") == []


def test_lines_with_one_mark_come_in_order() -> None:
    notes = "! b\n> x\n! a\nplain\n! b"
    assert marked(notes, Mark.PROMISE) == ["b", "a", "b"]
    assert marked(notes, Mark.CALLER) == []


@pytest.mark.parametrize(
    ("notes", "tags"),
    [
        ("#gift", ("gift",)),
        ("the #gift, and (#late)!", ("gift", "late")),
        ("#Gift #GIFT #gift", ("gift",)),
        ("#b #a #b", ("b", "a")),
        ("> their #words count too", ("words",)),
        ("#4711", ()),
        ("order #4711 of #gift", ("gift",)),
        ("#4711a #a4711 #1-a", ("4711a", "a4711", "1-a")),
        ("#wrong-gift #wrong_gift", ("wrong-gift", "wrong_gift")),
        ("#Gäste-Geschenk #подарок", ("gäste-geschenk", "подарок")),
        ("no#tag ##tag # tag #", ()),
        ("#-- #_1", ()),
        ("#one#two", ("one",)),
        ("", ()),
    ],
)
def test_tags_are_words_behind_a_hash_each_once(notes: str, tags: tuple[str, ...]) -> None:
    assert tags_in(notes) == tags


@pytest.mark.parametrize(
    ("text", "name", "company"),
    [
        ("Dana Lee", "Dana Lee", ""),
        ("Dana Lee, Northwind Law", "Dana Lee", "Northwind Law"),
        ("Dana Lee · Northwind Law", "Dana Lee", "Northwind Law"),
        ("Dana Lee, Northwind, Ltd", "Dana Lee", "Northwind, Ltd"),
        ("  Dana \t Lee ,  Northwind  Law ", "Dana Lee", "Northwind Law"),
        ("Dana\nLee", "Dana Lee", ""),
        (", Northwind", "", "Northwind"),
        ("[red]x[/]", "[red]x[/]", ""),
        ("  ", "", ""),
    ],
)
def test_a_name_and_a_company_are_read_from_one_line(text: str, name: str, company: str) -> None:
    assert read_caller(text) == Caller(name, company)


NOTES = st.text(alphabet="ab#@!=> \t\n\r\x0b\x0c\x1c\x85\u2028é_-1", max_size=60)


@pytest.mark.parametrize("before", ["", "a plain line\n" * 400], ids=["short", "long"])
@given(notes=NOTES, mark=st.sampled_from(Mark))
def test_marked_lines_and_tags_are_those_of_every_line_read_one_by_one(before: str, notes: str, mark: Mark) -> None:
    notes = before + notes
    read = [read_line(line) for line in notes.splitlines()]
    assert marked(notes, mark) == [line.text for line in read if line.mark is mark and line.text]
    assert [mark_of(line) for line in notes.splitlines()] == [line.mark for line in read]
    tags = [tag for line in notes.splitlines() for tag in tags_in(line)]
    assert tags_in(notes) == tuple(dict.fromkeys(tags))


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("i the label printer was off", Mark.INTERNAL),
        ("  i\tcause", Mark.INTERNAL),
        ("i", None),
        ("it broke", None),
        ("I told her", None),
        ("+ resend it today", Mark.WAY),
        ("+resend", Mark.WAY),
        ("+49 170 1234567", None),
    ],
)
def test_internals_and_ways_are_told_from_words_and_numbers(line: str, mark: Mark | None) -> None:
    assert mark_of(line) is mark


def test_a_field_is_a_word_and_a_colon_in_either_case() -> None:
    notes = "undo: fetch it back\nredo: send the right one\n  Undo:again\nUNDO: all\nundoing: no\nwe undo: no\nundo:"
    assert field_lines(notes, "undo") == ["fetch it back", "again", "all"]
    assert field_lines(notes, "redo") == ["send the right one"]
    assert field_lines("a plain line\n" * 400 + notes, "undo") == ["fetch it back", "again", "all"]


@pytest.mark.parametrize(
    ("line", "word", "sign", "taken"),
    [
        ("> hello", "", ">", 2),
        ("  >hello", "", ">", 1),
        ("i cause", "", "i", 2),
        ("undo:  fetch", "undo", "undo:", 7),
        ("Undo: fetch", "undo", "undo:", 6),
        ("undo: fetch", "", "", 0),
        ("it is", "i", "", 0),
        ("plain", "=", "", 0),
        ("= boss", ">", "=", 2),
    ],
)
def test_the_sign_of_a_line_and_how_much_of_it_it_takes(line: str, word: str, sign: str, taken: int) -> None:
    assert prefix_of(line, word) == (sign, taken)

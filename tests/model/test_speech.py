"""The caller's name and words in the line to say next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.playbook import PLACEHOLDERS
from tui.model.speech import address, line_for


@pytest.mark.parametrize(
    ("caller", "spoken"),
    [
        ("Dana Lee", "Dana"),
        ("Dana", "Dana"),
        ("Ms Bright", "Ms Bright"),
        ("Ms. Bright", "Ms. Bright"),
        ("DR. Bright", "DR. Bright"),
        ("prof Ada Bright", "prof Ada Bright"),
        ("Frau  Dr.  Hell", "Frau Dr. Hell"),
        ("Mr", "Mr"),
        ("Drew Barns", "Drew"),
        ("Miss", "Miss"),
        ("Missy Elm", "Missy"),
        ("[red]x[/]", "[red]x[/]"),
        ("{name} Lee", "{name}"),
        ("李 小龙", "李"),
        ("", ""),
        (" \t", ""),
    ],
)
def test_a_caller_is_spoken_to_by_first_name_or_by_title(caller: str, spoken: str) -> None:
    assert address(caller) == spoken


def test_a_name_of_500_characters_stays_whole() -> None:
    assert address("x" * 500) == "x" * 500
    assert line_for("{name}, hello.", "x" * 500, "") == "x" * 500 + ", hello."


def test_a_long_line_of_names_is_its_first() -> None:
    assert address(" ".join(["Dana"] * 100)) == "Dana"


def test_the_name_stands_wherever_the_line_has_it() -> None:
    assert line_for("{name}, are you there, {name}?", "Dana Lee", "") == "Dana, are you there, Dana?"


def test_a_name_that_looks_like_a_placeholder_is_put_in_once() -> None:
    assert line_for("{name}, hello.", "{name}", "") == "{name}, hello."


@pytest.mark.parametrize(
    ("say", "said"),
    [
        ("{name}, tell me what happened.", "Tell me what happened."),
        ("I take this on, {name}. It is mine.", "I take this on. It is mine."),
        ("Which suits you, {name}? Or neither?", "Which suits you? Or neither?"),
        ("I am glad {name} called.", "I am glad called."),
        ("Let me see, {name}: you said …", "Let me see: you said …"),
        ("Thank you {name}", "Thank you"),
        ("No name here.", "No name here."),
        ("{name}", ""),
    ],
)
def test_without_a_name_the_line_closes_over_the_gap_and_begins_large(say: str, said: str) -> None:
    assert line_for(say, "", "") == said
    assert line_for(say, "  ", "") == said


NOTES = "> You sent the last one again\n= 3 h on the phone"


@pytest.mark.parametrize(
    ("say", "line"),
    [
        (
            "Did I get it right, {name}: you told me that {told}, and that meant {meant}?",
            "Did I get it right, Dana: you told me that we sent the last one again, and that meant 3 h on the phone?",
        ),
        ("{name}, I am very sorry that {meant}", "Dana, I am very sorry that this meant 3 h on the phone"),
        ("I am very sorry, {name}: {meant}", "I am very sorry, Dana: 3 h on the phone"),
        ("You hear from me by {date}.", "You hear from me by Tue 15:00."),
        ("Nothing to fill {in}", "Nothing to fill {in}"),
    ],
)
def test_a_line_has_everything_in_it_that_is_known(say: str, line: str) -> None:
    assert line_for(say, "Dana Lee", NOTES, "Tue 15:00") == line


@pytest.mark.parametrize(
    ("say", "line"),
    [
        ("{name}, you told me that {told}, and that meant {meant}", "You told me that …, and that meant …"),
        ("I am very sorry that {meant}", "I am very sorry that …"),
        ("{told}: by {date}, {name}", "…: by …"),
    ],
)
def test_what_nobody_knows_yet_is_left_open(say: str, line: str) -> None:
    assert line_for(say, "", "our own words\ni the cause") == line


def test_with_no_effect_the_sorry_is_for_what_they_told_us() -> None:
    notes = "> You sent the last one again"
    assert line_for("I am very sorry that {meant}", "", notes) == "I am very sorry that we sent the last one again"
    assert line_for("I am very sorry: {meant}", "", notes) == "I am very sorry: we sent the last one again"
    assert line_for("That meant {meant}", "", notes) == "That meant …"
    assert line_for("I am very sorry that {told}: {meant}", "", notes).endswith("the last one again: …")


def test_braces_that_a_client_typed_are_not_filled_again() -> None:
    notes = "> {name} and {meant} came\n= {told} is gone"
    line = line_for("{name}: {told}; {meant}; {date}", "{date} Lee", notes, "{name}")
    assert line == "{date}: {name} and {meant} came; {told} is gone; {name}"


def test_a_line_with_line_breaks_in_it_becomes_one() -> None:
    assert line_for("Hello\n{name},\r\nby {date}", "Dr.\nElm", "", "Tue\n15:00\x85") == "Hello Dr. Elm, by Tue 15:00"


SAYS = st.lists(
    st.sampled_from((*(f"{{{one}}}" for one in PLACEHOLDERS), ", ", " very sorry that ", "\n", "{", "}", "{x}")),
    max_size=8,
).map("".join)


ODD = st.text(alphabet="D\u00e9 \n\x85\u2028", max_size=9)


@given(say=SAYS, caller=ODD, notes=st.text(alphabet=">= \nabI", max_size=30), date=ODD)
def test_no_placeholder_and_no_line_break_is_left(say: str, caller: str, notes: str, date: str) -> None:
    line = line_for(say, caller, notes, date)
    assert len(line.splitlines()) <= 1
    assert not any(f"{{{one}}}" in line for one in PLACEHOLDERS)

"""The caller's name in the line to say next."""

import pytest

from tui.model.speech import address, line_to_say


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
    assert line_to_say("{name}, hello.", "x" * 500) == "x" * 500 + ", hello."


def test_a_long_line_of_names_is_its_first() -> None:
    assert address(" ".join(["Dana"] * 100)) == "Dana"


def test_the_name_stands_wherever_the_line_has_it() -> None:
    assert line_to_say("{name}, are you there, {name}?", "Dana Lee") == "Dana, are you there, Dana?"


def test_a_name_that_looks_like_a_placeholder_is_put_in_once() -> None:
    assert line_to_say("{name}, hello.", "{name}") == "{name}, hello."


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
    assert line_to_say(say, "") == said
    assert line_to_say(say, "  ") == said

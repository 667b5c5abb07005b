"""The kinds of harm in the `=` lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.effects import KIND_WORDS, Effect, EffectKind, effects_in, offered

ALL = tuple(KIND_WORDS.values())


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("= boss: she has to tell him", EffectKind.BOSS, "she has to tell him"),
        ("= their boss: two gifts", EffectKind.BOSS, "two gifts"),
        ("= money 40 lost", EffectKind.MONEY, "40 lost"),
        ("= Money : 40 lost", EffectKind.MONEY, "40 lost"),
        ("= time 3 h on the phone", EffectKind.TIME, "3 h on the phone"),
        ("= boss will wait for days", EffectKind.BOSS, "boss will wait for days"),
        ("= customers waited", EffectKind.CUSTOMERS, "customers waited"),
        ("= face: late again", EffectKind.FACE, "late again"),
        ("= looks silly to the boss", EffectKind.FACE, "looks silly to the boss"),
        ("= how it looks: two gifts", EffectKind.FACE, "two gifts"),
        ("= feeling: small", EffectKind.FEELING, "small"),
        ("= feels late", EffectKind.FEELING, "feels late"),
    ],
)
def test_the_kind_is_what_the_line_begins_with(line: str, kind: EffectKind, text: str) -> None:
    assert effects_in(line) == (Effect(kind, text),)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("waited for it", EffectKind.TIME),
        ("3h gone", EffectKind.TIME),
        ("two hours, and 40 € too", EffectKind.TIME),
        ("lost a day", EffectKind.TIME),
        ("lost it", EffectKind.MONEY),
        ("paid twice", EffectKind.MONEY),
        ("40€ gone", EffectKind.MONEY),
        ("$5 gone", EffectKind.MONEY),
        ("the bill again", EffectKind.MONEY),
        ("she was embarrassed", EffectKind.FACE),
        ("they look silly", EffectKind.FACE),
        ("has to tell her boss", EffectKind.BOSS),
        ("the director asks", EffectKind.BOSS),
        ("guests left", EffectKind.CUSTOMERS),
        ("lost a customer", EffectKind.CUSTOMERS),
        ("customer waited for it", EffectKind.TIME),
        ("the client is furious", EffectKind.FEELING),
        ("guest had to sleep in the car", None),
        ("no patients today", EffectKind.CUSTOMERS),
        ("angry", EffectKind.FEELING),
        ("feels ashamed", EffectKind.FEELING),
        ("birthday spoilt", None),
        ("looks for another shop", None),
        ("bossy man, a timer, repaid", None),
    ],
)
def test_a_line_without_a_label_is_known_by_its_first_telling_word(words: str, kind: EffectKind | None) -> None:
    assert effects_in(f"= {words}") == (Effect(kind, words),)


def test_effects_come_in_order_and_only_from_their_lines() -> None:
    notes = "= boss: asks\n> waited an hour\nplain = late\n=\n= time:\n= boss\n= gone"
    assert effects_in(notes) == (Effect(EffectKind.BOSS, "asks"), Effect(None, "gone"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("=", ALL),
        ("  =  ", ALL),
        ("= bo", ("their boss",)),
        ("=BO", ("their boss",)),
        ("= f", ("how it looks", "feeling")),
        ("= their", ("their boss", "their customers")),
        ("= how i", ("how it looks",)),
        ("= boss", ()),
        ("= boss: x", ()),
        ("= time 3", ()),
        ("= hurt", ()),
        ("= gift", ()),
        ("> bo", ()),
        ("bo", ()),
        ("", ()),
    ],
)
def test_kinds_are_offered_until_one_is_recognised(line: str, words: tuple[str, ...]) -> None:
    assert offered(line) == words


@pytest.mark.parametrize("kind", EffectKind)
def test_what_is_offered_is_recognised_once_it_is_taken(kind: EffectKind) -> None:
    line = f"= {KIND_WORDS[kind]}"
    assert offered(line) == ()
    assert effects_in(f"{line}: x") == (Effect(kind, "x"),)


@given(text=st.text(alphabet="=boss timehlk:€1\n\t#é\x1b", max_size=60))
def test_any_text_has_effects_that_stand_in_its_lines(text: str) -> None:
    assert all(effect.text and effect.text in text for effect in effects_in(text))
    assert set(offered(text)) <= set(ALL)

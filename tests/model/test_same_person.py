"""One person under several spellings."""

import pytest
from msgspec.structs import replace

from tests.fakes import START, FakeClock, a_call
from tui.model.client import Client
from tui.model.same_person import (
    FieldValue,
    caller_of,
    each_once,
    edited,
    is_same,
    learned,
    merged,
    spelled,
    without,
)
from tui.model.trouble import Trouble

LATER = FakeClock().advance(60)


def a_client(*names: str, **changed: object) -> Client:
    return replace(Client(id=1, names=names or ("Dana Lee",), touched=START), **changed)


def test_a_spelling_is_what_is_typed_without_its_blanks() -> None:
    assert spelled("  Dana   Lee · Northwind  Law ") == "Dana Lee, Northwind Law"
    assert (spelled(" "), spelled(", Northwind Law")) == ("", "")
    assert caller_of(a_call()) == "Dana Lee, Northwind Law"
    assert caller_of(a_call(1, "Dana Lee")) == "Dana Lee"
    assert caller_of(a_call(1, ", Northwind Law")) == ""
    assert is_same("dana lee,northwind law", "Dana Lee · Northwind Law")
    assert each_once(["D. Lee", " d.  lee", "", "Dana"]) == ("D. Lee", "Dana")


def test_nothing_that_is_kept_about_either_gets_lost() -> None:
    one = a_client("Dana Lee", style="brisk", little=("baby", "tea"))
    other = a_client("D. Lee", style="chatty", way="mail", answers_to="M. Bright", little=("Tea", "cats"))
    both = merged(one, other, LATER)
    assert both.names == ("Dana Lee", "D. Lee")
    assert both.little == ("baby", "tea", "cats", "style (as D. Lee): chatty")
    assert (both.style, both.way, both.answers_to, both.time) == ("brisk", "mail", "M. Bright", "")
    assert (both.id, both.touched) == (1, LATER)


def test_a_spelling_is_taken_off_and_the_only_one_stays() -> None:
    both = a_client("Dana Lee", "D. Lee")
    assert without(both, "d. lee", LATER).names == ("Dana Lee",)
    with pytest.raises(Trouble, match="no spelling of Dana Lee"):
        without(both, "Dora", LATER)
    with pytest.raises(Trouble, match="no other spelling"):
        without(a_client(), "Dana Lee", LATER)


def test_notes_teach_each_little_thing_once_and_the_boss_where_none_is_known() -> None:
    notes = "little: new baby\nlittle: new baby\nLittle: Tea\nboss: M. Bright\nour own line"
    taught = learned(a_client(little=("tea",)), notes)
    assert taught.little == ("tea", "new baby")
    assert taught.answers_to == "M. Bright"
    assert learned(taught, notes) == taught
    kept = a_client(answers_to="Q. Stone")
    assert learned(kept, "boss: M. Bright") == kept


def test_a_line_that_two_windows_changed_is_mine_and_theirs_is_a_small_thing() -> None:
    was: dict[str, FieldValue] = {"little": ("tea",), "style": "", "way": "mail"}
    there = a_client(little=("tea", "golf"), style="chatty\x1b ", way="mail", time="mornings")
    after = edited(there, was, was | {"little": ("tea", "cats"), "style": "brisk", "way": "by phone"})
    assert after.little == ("tea", "cats", "golf", "style: chatty␛")
    assert (after.style, after.way, after.time) == ("brisk", "by phone", "mornings")
    same = edited(a_client(style="brisk"), was, was | {"style": "brisk"})
    assert (same.style, same.little) == ("brisk", ())
    assert edited(there, was, was) == there

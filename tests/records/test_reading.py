"""Calls out of the texts that are kept: read once, and never a stale one."""

from pathlib import Path

import msgspec

from tests.fakes import a_call
from tui.records.documents import to_document
from tui.records.reading import LONG, MOST, Reader, holds_no_more


def text(notes: str = "", **more: object) -> bytes:
    return msgspec.json.encode(to_document(a_call(1, notes=notes)) | more)


def test_the_same_text_gives_the_same_call_and_another_text_another_one(tmp_path: Path) -> None:
    reader = Reader(tmp_path / "calls.db")
    first = reader.call((1, text("one")))
    assert reader.call((1, text("one"))) is first
    assert reader.call((1, text("two"))) == a_call(1, notes="two")
    assert first == a_call(1, notes="one")


def test_a_long_call_is_not_kept_in_memory(tmp_path: Path) -> None:
    reader = Reader(tmp_path / "calls.db")
    long = text("x" * LONG)
    assert reader.call((1, long)) == reader.call((1, long))
    assert reader.call((1, long)) is not reader.call((1, long))


def test_those_that_were_asked_for_last_stay_in_memory(tmp_path: Path) -> None:
    reader = Reader(tmp_path / "calls.db")
    first, second = (reader.call((number, text(f"{number}"))) for number in (1, 2))
    for number in range(3, MOST + 1):
        reader.call((number, text(f"{number}")))
    assert reader.call((1, text("1"))) is first
    reader.call((MOST + 1, text("one more")))
    assert reader.call((1, text("1"))) is first
    assert reader.call((2, text("2"))) is not second


def test_the_words_of_a_call_are_cut_once_and_anew_when_its_text_has_changed(tmp_path: Path) -> None:
    reader = Reader(tmp_path / "calls.db")
    said = reader.said((1, text("the gift")))
    assert said
    assert said.has_word("gift")
    assert reader.said((1, text("the gift"))) is said
    anew = reader.said((1, text("the parcel")))
    assert anew
    assert (anew.has_word("gift"), anew.has_word("parcel")) == (False, True)


def test_what_cannot_be_read_is_told_each_time(tmp_path: Path) -> None:
    reader = Reader(tmp_path / "calls.db")
    for _ in range(2):
        reader.left_out.clear()
        assert reader.readable((1, b"{half")) is None
        assert list(reader.left_out) == [1]


def test_the_playbook_is_one_for_all_calls_that_began_with_it(tmp_path: Path) -> None:
    reader = Reader(tmp_path / "calls.db")
    assert reader.call((1, text("one"))).playbook is reader.call((1, text("three"))).playbook


def test_what_holds_more_than_this_release_knows() -> None:
    assert holds_no_more(text())
    assert not holds_no_more(text(ticket="T-1"))
    assert not holds_no_more(b"{half")
    assert not holds_no_more(b'{"notes": 5}')

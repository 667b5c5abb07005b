"""Amending finished calls: saved while the rep types, beside whatever another window does to the same call."""

import pytest
from msgspec.structs import replace

from tests.fakes import START, Disk, FakeClock, MemoryCallRecords, a_call
from tests.services.parts import NEVER, Pad, hanging, until
from tui.model.amending import Ending
from tui.model.call import Call, Mood, Outcome
from tui.model.promises import PromiseState
from tui.model.trouble import RecordsTrouble, Trouble
from tui.services.amending import BOTH_KEPT, YOURS_STANDS, AmendedCall, Amending


class Window:
    """One window over a call of yesterday."""

    def __init__(self, disk: Disk, clock: FakeClock) -> None:
        self.clock = clock
        self.disk = disk
        self.records = MemoryCallRecords(disk)
        self.amending = Amending(records=self.records, clock=clock)
        self.pad = Pad()

    async def open(self, *, pause: float = NEVER, retry: float = NEVER) -> AmendedCall:
        self.clock.advance(1)
        self.call = await self.amending.open(1, pause=pause, retry=retry)
        self.pad.text = self.call.call.notes
        return self.call

    def type(self, notes: str) -> None:
        self.pad.text = notes
        self.call.typed(self.pad.read)

    async def save(self, notes: str) -> None:
        self.type(notes)
        self.clock.advance(1)
        await self.call.flush()

    def kept(self) -> Call:
        return self.disk.calls[1]


def windows(notes: str = "a\n! ring friday") -> tuple[Window, Window]:
    disk, clock = Disk(), FakeClock()
    MemoryCallRecords(disk).finish(a_call(1, notes=notes, outcome=Outcome.NEXT_STEP))
    return Window(disk, clock), Window(disk, clock)


def history(call: Call) -> list[tuple[str, str]]:
    return [(one.field, one.was) for one in call.amendments]


async def test_what_is_typed_is_saved_on_the_pause_and_said_to_be() -> None:
    window, _ = windows("a")
    call = await window.open(pause=0)
    saves: list[object] = []
    call.on_save = lambda: saves.append(call.save_state.saved_at)
    window.type("a\nb")
    await until(lambda: bool(saves))
    assert (window.kept().notes, history(window.kept())) == ("a\nb", [("notes", "a")])
    assert saves == [window.clock.now()]


async def test_many_pauses_of_one_sitting_are_one_entry() -> None:
    window, _ = windows("a")
    await window.open()
    for notes in ("a\nb", "a\nbo", "a\nboss"):
        await window.save(notes)
    assert (window.kept().notes, history(window.kept())) == ("a\nboss", [("notes", "a")])


async def test_two_sittings_at_the_same_instant_are_two() -> None:
    window, _ = windows("a")
    call = await window.open()
    await window.save("b")
    window.clock.advance(-window.clock.now().timestamp() + call._sitting.began.timestamp())
    window.call = await window.amending.open(1, pause=NEVER)
    await window.save("c")
    assert history(window.kept()) == [("notes", "a"), ("notes", "b")]


async def test_how_it_ended_is_corrected_and_nothing_else_is_touched() -> None:
    window, _ = windows()
    call = await window.open()
    call.note_ending(Ending(Outcome.FIXED, Mood.UPSET, None))
    await call.flush()
    assert (window.kept().outcome, window.kept().mood_at_hello) == (Outcome.FIXED, Mood.UPSET)
    assert history(window.kept()) == [("outcome", "next-step"), ("mood_at_hello", "")]


async def test_the_same_again_is_nothing_to_save() -> None:
    window, _ = windows("a")
    call = await window.open()
    call.note_ending(Ending(Outcome.NEXT_STEP, None, None))
    assert not call.unsaved
    await window.save("a")
    assert window.kept().amendments == ()


async def test_what_two_windows_add_is_kept_of_both_and_each_is_told() -> None:
    one, other = windows("a")
    await one.open()
    await other.open()
    await one.save("a\none")
    await other.save("a\nother")
    assert other.kept().notes == "a\none\nother"
    await one.save("a\none more")
    await other.save("a\nother too")
    assert other.kept().notes == "a\none more\nother too"
    assert (one.call.elsewhere, other.call.elsewhere) == (BOTH_KEPT, BOTH_KEPT)
    # One entry a window and sitting, however often they take turns.
    assert history(one.kept()) == [("notes", "a"), ("notes", "a\none")]


async def test_of_the_same_line_the_later_one_stands_and_the_other_is_in_the_history() -> None:
    one, other = windows("a")
    await one.open()
    await other.open()
    await one.save("one")
    await other.save("other")
    assert other.kept().notes == "other"
    assert history(other.kept()) == [("notes", "a"), ("notes", "one")]
    assert (one.call.elsewhere, other.call.elsewhere) == ("", YOURS_STANDS)


async def test_a_promise_that_is_dealt_with_elsewhere_meanwhile_stays_dealt_with() -> None:
    window, _ = windows()
    call = await window.open()
    await window.save("a\n! ring friday\nb")
    told = tuple(replace(one, state=PromiseState.TOLD, told_at=START) for one in window.kept().promises)
    window.records.revise(1, lambda before: replace(before, promises=told))
    await window.save("a\n! ring friday\nbc")
    assert [one.state for one in window.kept().promises] == [PromiseState.TOLD]
    assert call.elsewhere == ""


async def test_how_it_ended_follows_another_window_where_this_one_has_not_said() -> None:
    one, other = windows("a")
    call = await one.open()
    await other.open()
    other.call.note_ending(Ending(Outcome.FIXED, None, None))
    await other.call.flush()
    call.note_ending(Ending(Outcome.NEXT_STEP, Mood.CALM, None))
    await call.flush()
    assert (one.kept().outcome, one.kept().mood_at_hello) == (Outcome.FIXED, Mood.CALM)


async def test_a_disk_that_fails_is_told_and_what_was_typed_is_saved_later() -> None:
    window, _ = windows("a")
    call = await window.open()
    window.records.trouble = RecordsTrouble("The disk is full.")
    window.type("a\nb")
    with pytest.raises(RecordsTrouble, match="full"):
        await call.flush()
    assert (call.save_state.trouble, call.unsaved, window.kept().notes) == ("The disk is full.", True, "a")
    window.records.trouble = None
    await call.close()
    assert (window.kept().notes, call.save_state.trouble) == ("a\nb", "")


async def test_a_call_that_is_erased_meanwhile_is_told_and_does_not_come_back() -> None:
    window, _ = windows("a")
    call = await window.open()
    del window.disk.calls[1]
    window.type("b")
    with pytest.raises(RecordsTrouble, match="not among the finished ones"):
        await call.flush()
    assert (window.disk.calls, call.call.notes) == ({}, "b")


async def test_a_call_that_is_made_anonymous_gets_no_more_words() -> None:
    window, _ = windows("a")
    call = await window.open()
    window.records.revise(1, lambda before: replace(before, notes="", anonymised=START))
    window.type("Dana again")
    with pytest.raises(RecordsTrouble, match="anonymous"):
        await call.flush()
    assert window.kept().notes == ""
    with pytest.raises(RecordsTrouble, match="anonymous"):
        await window.amending.open(1)
    with pytest.raises(RecordsTrouble, match="anonymous"):
        window.amending.add(1, "Dana")


async def test_a_call_that_is_not_there_is_not_opened() -> None:
    window, _ = windows()
    with pytest.raises(RecordsTrouble, match="not among the finished ones"):
        await window.amending.open(2)


async def test_what_is_typed_while_a_save_hangs_is_saved_behind_it() -> None:
    window, _ = windows("a")
    call = await window.open(pause=0)
    with hanging(window.records) as gate:
        window.type("a\nb")
        await until(window.records.writing.is_set)
        window.type("a\nbc")
        gate.set()
        await call.flush()
    assert (window.kept().notes, history(window.kept())) == ("a\nbc", [("notes", "a")])


async def test_before_a_bug_ends_the_app_what_was_typed_is_saved() -> None:
    window, _ = windows("a")
    call = await window.open()
    window.type("a\nb")
    call.rescue()
    assert window.kept().notes == "a\nb"
    window.records.trouble = RecordsTrouble("The disk is full.")
    window.type("a\nbc")
    call.rescue()


async def test_nothing_is_written_once_it_is_closed() -> None:
    window, _ = windows("a")
    call = await window.open(pause=0)
    await window.save("b")
    await call.close()
    window.type("c")
    assert call.save_state.trouble
    assert window.kept().notes == "b"


def test_a_line_is_added_at_the_end() -> None:
    window, _ = windows()
    call = window.amending.add(1, "! news monday\n")
    assert call.notes == "a\n! ring friday\n! news monday"
    assert [one.text for one in call.promises] == ["ring friday", "news monday"]
    assert history(window.kept()) == [("notes", "a\n! ring friday")]


@pytest.mark.parametrize("line", ["", " \n\t"])
def test_nothing_is_not_added(line: str) -> None:
    window, _ = windows()
    with pytest.raises(Trouble, match="what is to be added"):
        window.amending.add(1, line)
    assert window.kept().amendments == ()

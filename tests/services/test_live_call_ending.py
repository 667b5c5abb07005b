"""How a call on the phone ends: goodbye, wrap-up, put down, taken by another window, or in a crash."""

import asyncio
from datetime import timedelta

import pytest

from tests.fakes import START, Disk, FakeClock, MemoryCallRecords, a_call
from tests.services.parts import Pad, a_live_call, hanging, settled, until
from tui.model.call import Call, Mood, Outcome, length
from tui.model.guide import spent
from tui.model.trouble import RecordsTrouble

FULL = RecordsTrouble("The disk is full.")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def records() -> MemoryCallRecords:
    return MemoryCallRecords()


async def test_goodbye_stops_the_clocks(records: MemoryCallRecords, clock: FakeClock) -> None:
    live = a_live_call(records, clock)
    clock.advance(90)
    live.say_goodbye()
    later = clock.advance(600)
    assert live.call.ended == START + timedelta(seconds=90)
    assert (length(live.call, later), spent(live.call, "listen", later)) == (90, 90)


async def test_a_second_goodbye_changes_nothing(records: MemoryCallRecords, clock: FakeClock) -> None:
    live = a_live_call(records, clock)
    live.say_goodbye()
    once = live.call
    clock.advance(60)
    live.say_goodbye()
    assert live.call == once


async def test_going_on_runs_the_clocks_on(records: MemoryCallRecords, clock: FakeClock) -> None:
    live = a_live_call(records, clock)
    clock.advance(90)
    live.say_goodbye()
    live.go_on()
    later = clock.advance(10)
    assert live.call.ended is None
    assert (length(live.call, later), spent(live.call, "listen", later)) == (100, 100)


async def test_going_on_without_a_goodbye_changes_nothing(records: MemoryCallRecords, clock: FakeClock) -> None:
    live = a_live_call(records, clock)
    clock.advance(5)
    live.go_on()
    assert not live.unsaved


async def test_the_ending_is_noted_and_can_be_taken_back(records: MemoryCallRecords, clock: FakeClock) -> None:
    live = a_live_call(records, clock)
    live.note_ending(Outcome.FIXED, Mood.FURIOUS, Mood.WARM)
    await live.flush()
    saved = records.disk.live[1]
    assert (saved.outcome, saved.mood_at_hello, saved.mood_at_goodbye) == (Outcome.FIXED, Mood.FURIOUS, Mood.WARM)
    live.note_ending(None, None, None)
    assert live.call.outcome is None


async def test_a_finished_call_is_moved_and_never_comes_back(records: MemoryCallRecords, clock: FakeClock) -> None:
    live, pad = a_live_call(records, clock, pause=0), Pad("one")
    await live.flush()
    live.typed(pad.read)
    live.note_ending(Outcome.CUT_OFF, None, None)
    call = await live.finish()
    assert (records.disk.calls, records.disk.live, records.disk.owners) == ({1: call}, {}, {})
    assert (call.notes, call.ended) == ("one", START)
    live.typed(pad.read)
    live.said()
    live.rescue()
    with pytest.raises(RecordsTrouble, match="not kept"):
        await live.flush()
    await settled()
    assert (records.disk.calls, records.disk.live) == ({1: call}, {})


async def test_a_save_under_way_ends_before_the_call_is_moved(records: MemoryCallRecords, clock: FakeClock) -> None:
    live, pad = a_live_call(records, clock, pause=0), Pad("one")
    live.note_ending(Outcome.CUT_OFF, None, None)
    with hanging(records):
        live.typed(pad.read)
        await until(records.writing.is_set)
        finishing = asyncio.create_task(live.finish())
        await settled()
        assert records.finished == []
    await finishing
    await settled()
    assert (list(records.disk.calls), records.disk.live) == ([1], {})


async def test_what_is_typed_while_the_call_is_moved_is_in_it(records: MemoryCallRecords, clock: FakeClock) -> None:
    live, pad = a_live_call(records, clock), Pad("one")
    live.note_ending(Outcome.CUT_OFF, None, None)
    with hanging(records):
        finishing = asyncio.create_task(live.finish())
        await until(records.writing.is_set)
        live.typed(pad.read)
    call = await finishing
    assert (call.notes, records.disk.calls[1].notes) == ("one", "one")
    assert records.disk.live == {}


async def test_a_finish_that_fails_leaves_the_call_live_and_can_be_tried_again(
    records: MemoryCallRecords, clock: FakeClock
) -> None:
    live = a_live_call(records, clock)
    live.note_ending(Outcome.CUT_OFF, None, None)
    live.keep()
    await live.flush()
    records.trouble = FULL
    with pytest.raises(RecordsTrouble):
        await live.finish()
    assert (list(records.disk.live), records.disk.calls, live.unsaved) == ([1], {}, True)
    records.trouble = None
    await live.finish()
    assert (records.disk.live, list(records.disk.calls)) == ({}, [1])


async def test_a_call_put_down_is_saved_and_free_for_another_window(clock: FakeClock) -> None:
    disk = Disk()
    here, there = MemoryCallRecords(disk), MemoryCallRecords(disk)
    live = a_live_call(here, clock)
    live.typed(Pad("one").read)
    await live.flush()
    assert there.interrupted() == []
    live.typed(Pad("one and two").read)
    await live.put_down()
    assert [call.notes for call in there.interrupted()] == ["one and two"]
    assert there.claim(1)


async def test_a_call_that_cannot_be_put_down_stays_ours(records: MemoryCallRecords, clock: FakeClock) -> None:
    live = a_live_call(records, clock)
    live.typed(Pad("one").read)
    records.trouble = FULL
    with pytest.raises(RecordsTrouble):
        await live.put_down()
    records.trouble = None
    assert live.unsaved
    await live.flush()
    assert records.disk.live[1].notes == "one"
    assert not MemoryCallRecords(records.disk).claim(1)


async def test_a_rescue_saves_at_once_what_was_typed(records: MemoryCallRecords, clock: FakeClock) -> None:
    live = a_live_call(records, clock)
    live.typed(Pad("one").read)
    assert live.rescue()
    assert records.disk.live[1].notes == "one"


async def test_a_rescue_with_everything_saved_writes_nothing(records: MemoryCallRecords, clock: FakeClock) -> None:
    live = a_live_call(records, clock)
    live.typed(Pad("one").read)
    await live.flush()
    assert live.rescue()
    assert len(records.saved) == 1


async def test_a_rescue_on_a_broken_disk_raises_nothing_and_claims_nothing(
    records: MemoryCallRecords, clock: FakeClock
) -> None:
    live = a_live_call(records, clock)
    live.typed(Pad("one").read)
    records.trouble = FULL
    assert not live.rescue()
    assert records.disk.live == {}


async def test_a_rescue_that_meets_another_bug_raises_nothing_and_claims_nothing(
    records: MemoryCallRecords, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_call: Call) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(records, "save", broken)
    live = a_live_call(records, clock)
    live.typed(Pad("one").read)
    assert not live.rescue()


async def test_a_rescue_of_a_call_that_is_finished_does_not_say_that_it_waits(
    records: MemoryCallRecords, clock: FakeClock
) -> None:
    live = a_live_call(records, clock)
    live.note_ending(Outcome.CUT_OFF, None, None)
    await live.finish()
    assert not live.rescue()


async def test_a_rescue_that_cannot_read_the_notes_saves_what_was_read_before_and_claims_nothing(
    records: MemoryCallRecords, clock: FakeClock
) -> None:
    live = a_live_call(records, clock)
    live.typed(Pad("one").read)
    live.newest()
    live.typed(lambda: str(1 // 0))
    assert not live.rescue()
    assert records.disk.live[1].notes == "one"


async def test_another_window_that_owns_the_call_is_told_of_and_nothing_is_overwritten(clock: FakeClock) -> None:
    disk = Disk()
    here, there = MemoryCallRecords(disk), MemoryCallRecords(disk)
    theirs = a_call(notes="theirs")
    assert there.claim(1)
    there.save(theirs)
    live = a_live_call(here, clock)
    told: list[str] = []
    live.on_save = lambda: told.append(live.save_state.trouble)
    live.typed(Pad("ours").read)
    with pytest.raises(RecordsTrouble, match="Another window"):
        await live.flush()
    assert told == ["Another window has taken up this call."]
    assert disk.live[1] == theirs
    assert live.unsaved


async def test_a_call_that_is_finished_is_not_put_down_again() -> None:
    records = MemoryCallRecords()
    live = a_live_call(records, FakeClock())
    live.typed(Pad("one").read)
    live.note_ending(Outcome.CUT_OFF, None, None)
    with hanging(records):
        finishing = asyncio.create_task(live.finish())
        await until(records.writing.is_set)
        leaving = asyncio.create_task(live.put_down())
        await settled()
    await asyncio.gather(finishing, leaving)
    assert (list(records.disk.calls), records.disk.live) == ([1], {})


async def test_a_rescue_saves_although_the_screen_is_broken() -> None:
    records = MemoryCallRecords()
    live = a_live_call(records, FakeClock())

    def broken() -> None:
        raise RuntimeError("screen")

    live.on_change = broken
    live.typed(Pad("one").read)
    assert live.rescue()
    assert records.disk.live[1].notes == "one"


async def test_a_rescue_saves_what_can_still_be_read() -> None:
    records = MemoryCallRecords()
    live = a_live_call(records, FakeClock())
    live.said()

    def gone() -> str:
        raise RuntimeError("no notes any more")

    live.typed(gone)
    assert not live.rescue()
    assert records.disk.live[1].now == "say-it-back"

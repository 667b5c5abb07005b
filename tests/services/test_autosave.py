"""Saving while the rep types: newest wins, one write at a time, "saved" only when it is true."""

import asyncio
from datetime import timedelta

import pytest

from tests.fakes import START
from tests.services.parts import NEVER, Desk, settled, until
from tui.services.autosave import SaveState


async def test_what_is_touched_is_saved_by_itself() -> None:
    desk = Desk()
    desk.type("one")
    assert desk.autosave.pending
    await until(lambda: not desk.autosave.pending)
    assert desk.disk == ["one"]


async def test_nothing_is_pending_and_nothing_written_before_the_first_touch() -> None:
    desk = Desk()
    await desk.autosave.flush()
    assert (desk.autosave.pending, desk.begun, desk.reports) == (False, [], [])


async def test_many_touches_in_one_pause_make_one_write() -> None:
    desk = Desk(pause=NEVER)
    for number in range(200):
        desk.type(f"{number}")
        await asyncio.sleep(0)
    assert desk.begun == []
    await desk.autosave.flush()
    assert desk.begun == ["199"]


async def test_the_pause_gathers_what_is_typed_at_once_into_one_write() -> None:
    desk = Desk()
    for number in range(200):
        desk.type(f"{number}")
    await until(lambda: not desk.autosave.pending)
    await settled()
    assert desk.begun == ["199"]


async def test_what_is_typed_after_a_save_is_saved_too() -> None:
    desk = Desk()
    for notes in ("one", "two", "three"):
        desk.type(notes)
        await until(lambda: not desk.autosave.pending)
    assert desk.disk == ["one", "two", "three"]


async def test_a_stale_save_never_finishes_after_a_newer_one() -> None:
    desk = Desk()
    with desk.first_write_hangs():
        desk.type("old")
        await until(lambda: desk.begun == ["old"])
        desk.type("new")
        flush = asyncio.create_task(desk.autosave.flush())
        await settled()
        assert desk.begun == ["old"]
        assert not flush.done()
    await flush
    assert desk.disk == ["old", "new"]
    assert desk.most_at_once == 1


async def test_there_are_never_two_writes_at_a_time() -> None:
    desk = Desk()
    with desk.first_write_hangs():
        desk.type("0")
        flushes = []
        for number in range(1, 20):
            desk.type(f"{number}")
            flushes.append(asyncio.create_task(desk.autosave.flush()))
            await asyncio.sleep(0)
        await settled()
    await asyncio.gather(*flushes)
    assert desk.most_at_once == 1
    assert desk.disk[-1] == "19"
    assert len(desk.disk) <= 2


async def test_an_exit_before_the_last_save_saves_the_newest() -> None:
    desk = Desk(pause=NEVER)
    desk.type("one")
    desk.type("one and two")
    await desk.autosave.flush()
    assert desk.disk == ["one and two"]
    assert not desk.autosave.pending


async def test_an_exit_in_the_middle_of_a_save_saves_what_came_after_it() -> None:
    desk = Desk()
    with desk.first_write_hangs():
        desk.type("one")
        await until(lambda: desk.begun == ["one"])
        desk.type("one and two")
    await desk.autosave.flush()
    assert desk.disk[-1] == "one and two"


async def test_saved_is_said_only_after_the_write_returned() -> None:
    desk = Desk()
    with desk.first_write_hangs():
        desk.type("one")
        await until(lambda: desk.begun == ["one"])
        await settled()
        assert desk.reports == []
        assert desk.autosave.pending
    await until(lambda: not desk.autosave.pending)
    assert desk.reports == [SaveState(saved_at=START)]


async def test_saved_at_is_the_time_of_what_was_written_not_of_the_end_of_the_write() -> None:
    desk = Desk(pause=NEVER)
    desk.clock.advance(5)
    with desk.first_write_hangs():
        desk.type("one")
        flush = asyncio.create_task(desk.autosave.flush())
        await until(lambda: desk.begun == ["one"])
        desk.clock.advance(60)
    await flush
    assert [state.saved_at for state in desk.reports] == [START + timedelta(seconds=5)]


async def test_what_is_typed_during_a_write_stays_pending_after_it() -> None:
    desk = Desk(pause=NEVER)
    with desk.first_write_hangs():
        desk.type("one")
        flush = asyncio.create_task(desk.autosave.flush())
        await until(lambda: desk.begun == ["one"])
        desk.type("two")
    await flush
    assert desk.disk == ["one", "two"]


async def test_leaving_in_the_middle_of_a_write_lets_no_newer_one_overtake_it() -> None:
    desk = Desk(pause=NEVER)
    with desk.first_write_hangs():
        desk.type("old")
        left = asyncio.create_task(desk.autosave.flush())
        await until(lambda: desk.begun == ["old"])
        left.cancel()
        with pytest.raises(asyncio.CancelledError):
            await left
        desk.type("new")
        flush = asyncio.create_task(desk.autosave.flush())
        await settled()
        assert desk.begun == ["old"]
    await flush
    assert (desk.disk, desk.most_at_once) == (["old", "new"], 1)


async def test_a_write_whose_waiter_has_left_still_counts_as_saved() -> None:
    desk = Desk(pause=NEVER)
    with desk.first_write_hangs():
        desk.type("one")
        left = asyncio.create_task(desk.autosave.flush())
        await until(lambda: desk.begun == ["one"])
        left.cancel()
    await until(lambda: not desk.autosave.pending)
    assert desk.reports == [SaveState(saved_at=START)]
    await desk.autosave.flush()
    assert desk.disk == ["one"]

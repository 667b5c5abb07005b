"""The last write of a call: everything typed is in it, and nothing comes after it."""

import asyncio

import pytest

from tests.services.parts import NEVER, Desk, settled, until
from tui.model.call import Call
from tui.model.trouble import RecordsTrouble


class LastWrites:
    """Where `end_with` writes; can type on while it does, as a rep would."""

    def __init__(self, desk: Desk, *typed_meanwhile: str) -> None:
        self.calls: list[Call] = []
        self._desk = desk
        self._typed_meanwhile = list(typed_meanwhile)
        self._loop = asyncio.get_running_loop()

    def __call__(self, call: Call) -> None:
        self.calls.append(call)
        self._desk.write(call)
        if self._typed_meanwhile:
            asyncio.run_coroutine_threadsafe(self._type(self._typed_meanwhile.pop(0)), self._loop).result(20)

    async def _type(self, notes: str) -> None:
        self._desk.type(notes)

    @property
    def notes(self) -> list[str]:
        """What was handed over, oldest first."""
        return [call.notes for call in self.calls]


async def test_the_newest_state_is_handed_over_in_place_of_a_save() -> None:
    desk = Desk(pause=NEVER)
    last = LastWrites(desk)
    desk.type("one")
    assert await desk.autosave.end_with(last) == desk.call
    assert (last.notes, desk.disk, desk.autosave.pending) == (["one"], ["one"], False)


async def test_a_call_that_was_saved_already_is_handed_over_all_the_same() -> None:
    desk = Desk()
    last = LastWrites(desk)
    await desk.autosave.end_with(last)
    assert last.notes == [""]


async def test_what_is_typed_while_it_runs_is_handed_over_too() -> None:
    desk = Desk(pause=NEVER)
    last = LastWrites(desk, "one and two", "one, two and three")
    desk.type("one")
    call = await desk.autosave.end_with(last)
    assert last.notes == ["one", "one and two", "one, two and three"]
    assert call.notes == "one, two and three"
    assert not desk.autosave.pending


async def test_nothing_is_written_after_it() -> None:
    desk = Desk()
    desk.type("one")
    await desk.autosave.end_with(LastWrites(desk))
    desk.type("two")
    with pytest.raises(RecordsTrouble, match="not kept"):
        await desk.autosave.flush()
    await settled()
    assert desk.begun == ["one"]


async def test_words_that_come_after_it_are_never_shown_as_saved() -> None:
    desk = Desk()
    desk.type("one")
    await desk.autosave.end()
    desk.type("two")
    assert desk.autosave.pending
    assert "not kept" in desk.reports[-1].trouble


async def test_an_end_that_is_given_up_has_ended_nothing() -> None:
    desk = Desk(pause=NEVER)
    with desk.first_write_hangs():
        desk.type("old")
        leaving = asyncio.create_task(desk.autosave.end())
        await until(lambda: desk.begun == ["old"])
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
    desk.type("new")
    await desk.autosave.flush()
    assert (desk.disk[-1], desk.autosave.ended) == ("new", False)


async def test_it_waits_for_the_save_that_is_under_way() -> None:
    desk = Desk()
    last = LastWrites(desk)
    with desk.first_write_hangs():
        desk.type("old")
        await until(lambda: desk.begun == ["old"])
        desk.type("new")
        ending = asyncio.create_task(desk.autosave.end_with(last))
        await settled()
        assert last.notes == []
    await ending
    await settled()
    assert (desk.disk, desk.most_at_once) == (["old", "new"], 1)


async def test_saves_that_wait_for_it_write_nothing_when_it_is_done() -> None:
    desk = Desk(pause=NEVER)
    last = LastWrites(desk)
    with desk.first_write_hangs():
        desk.type("one")
        ending = asyncio.create_task(desk.autosave.end_with(last))
        await until(lambda: desk.begun == ["one"])
        flush = asyncio.create_task(desk.autosave.flush())
        await settled()
    await asyncio.gather(ending, flush)
    assert desk.begun == ["one"]


async def test_when_it_fails_saving_goes_on_as_before() -> None:
    desk = Desk()
    desk.troubles = [RecordsTrouble("The disk is full.")]
    with pytest.raises(RecordsTrouble, match="full"):
        desk.type("one")
        await desk.autosave.end_with(LastWrites(desk))
    await until(lambda: not desk.autosave.pending)
    desk.type("two")
    await until(lambda: not desk.autosave.pending)
    assert desk.disk == ["one", "two"]


async def test_after_a_failure_it_can_be_tried_again() -> None:
    desk = Desk(pause=NEVER)
    last = LastWrites(desk)
    desk.troubles = [RecordsTrouble("The disk is full.")]
    desk.type("one")
    with pytest.raises(RecordsTrouble):
        await desk.autosave.end_with(last)
    assert desk.autosave.pending
    await desk.autosave.end_with(last)
    assert (desk.disk, desk.autosave.pending) == (["one"], False)


async def test_leaving_in_the_middle_of_the_last_write_lets_no_newer_one_overtake_it() -> None:
    desk = Desk(pause=NEVER)
    with desk.first_write_hangs():
        desk.type("old")
        left = asyncio.create_task(desk.autosave.end_with(desk.write))
        await until(lambda: desk.begun == ["old"])
        left.cancel()
        with pytest.raises(asyncio.CancelledError):
            await left
        desk.type("new")
        flush = asyncio.create_task(desk.autosave.flush())
        await settled()
    await flush
    await settled()
    assert (desk.disk[-1], desk.most_at_once) == ("new", 1)

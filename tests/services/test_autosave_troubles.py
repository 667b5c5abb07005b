"""A disk that does not take the save: told, tried again, and over when it is over."""

import asyncio

import pytest

from tests.fakes import START
from tests.services.parts import NEVER, Desk, settled, until
from tui.model.trouble import RecordsTrouble
from tui.services.autosave import SaveState

FULL = "The disk is full."


async def test_a_trouble_is_told_and_the_save_tried_again_until_it_works() -> None:
    desk = Desk()
    desk.troubles = [RecordsTrouble(FULL), RecordsTrouble(FULL)]
    desk.type("one")
    await until(lambda: not desk.autosave.pending)
    assert desk.reports == [SaveState(trouble=FULL), SaveState(trouble=FULL), SaveState(saved_at=START)]
    assert desk.disk == ["one"]


async def test_a_save_that_failed_leaves_the_last_good_time_standing() -> None:
    desk = Desk(retry=NEVER)
    desk.type("one")
    await until(lambda: not desk.autosave.pending)
    desk.clock.advance(60)
    desk.troubles = [RecordsTrouble(FULL)]
    desk.type("two")
    await until(lambda: len(desk.reports) == 2)
    assert desk.reports[-1] == SaveState(saved_at=START, trouble=FULL)
    assert desk.autosave.pending


async def test_the_next_try_writes_the_newest() -> None:
    desk = Desk(retry=NEVER)
    desk.troubles = [RecordsTrouble(FULL)]
    desk.type("one")
    await until(lambda: bool(desk.reports))
    desk.type("two")
    await desk.autosave.flush()
    assert (desk.disk, desk.reports[-1]) == (["two"], SaveState(saved_at=START))


async def test_typing_on_does_not_hurry_the_next_try() -> None:
    desk = Desk(retry=NEVER)
    desk.troubles = [RecordsTrouble(FULL)]
    desk.type("one")
    await until(lambda: bool(desk.reports))
    for number in range(10):
        desk.type(f"{number}")
        await settled()
    assert desk.begun == ["one"]


async def test_a_flush_that_fails_raises_and_keeps_the_rest_pending() -> None:
    desk = Desk(pause=NEVER)
    desk.troubles = [RecordsTrouble(FULL)]
    desk.type("one")
    with pytest.raises(RecordsTrouble, match=FULL):
        await desk.autosave.flush()
    assert (desk.autosave.pending, desk.disk) == (True, [])
    await desk.autosave.flush()
    assert (desk.autosave.pending, desk.disk) == (False, ["one"])


async def test_a_bug_in_the_write_is_told_as_a_trouble_without_anybodys_words_and_tried_again() -> None:
    desk = Desk()
    desk.troubles = [ValueError("Dana Lee")]
    desk.type("one")
    await until(lambda: not desk.autosave.pending)
    assert "ValueError" in desk.reports[0].trouble
    assert "Dana" not in desk.reports[0].trouble
    assert (desk.disk, desk.reports[1]) == (["one"], SaveState(saved_at=START))


async def test_a_bug_in_the_write_makes_a_flush_fail() -> None:
    desk = Desk(pause=NEVER)
    desk.troubles = [OSError("no")]
    desk.type("one")
    with pytest.raises(RecordsTrouble, match="OSError"):
        await desk.autosave.flush()
    assert desk.autosave.pending


async def test_leaving_while_a_save_fails_still_tells_of_it() -> None:
    desk = Desk(pause=NEVER)
    desk.troubles = [RecordsTrouble(FULL)]
    with desk.first_write_hangs():
        desk.type("one")
        left = asyncio.create_task(desk.autosave.flush())
        await until(lambda: desk.begun == ["one"])
        left.cancel()
    await until(lambda: bool(desk.reports))
    assert desk.reports == [SaveState(trouble=FULL)]
    assert desk.autosave.pending

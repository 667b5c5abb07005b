import threading

import pytest
from textual.pilot import Pilot

from tests.fakes import MemoryCallRecords, a_call
from tests.ui.stage import Stage, type_text
from tui.model.call import Call, Outcome
from tui.model.trouble import RecordsTrouble


def _stage_with_history(*notes: str) -> Stage:
    stage = Stage()
    for number, text in enumerate(notes, start=1):
        stage.records.finish(a_call(number, f"Caller {number}", text))
    return stage


async def _look_up(stage: Stage, pilot: Pilot[None], words: str = "") -> None:
    await pilot.press("f3")
    await pilot.pause()
    await type_text(pilot, words)
    await stage.app.workers.wait_for_complete()
    await pilot.pause()


async def test_past_calls_come_newest_first() -> None:
    stage = _stage_with_history("one", "two", "three")
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        text = stage.screen_text
        assert text.index("Caller 3") < text.index("Caller 2") < text.index("Caller 1")
        assert "- three" in stage.calls.reader.text


async def test_rows_are_whole_when_the_list_scrolls() -> None:
    stage = Stage()
    for number in range(1, 60):
        stage.records.finish(a_call(number, f"Caller {number}", outcome=Outcome.NEXT_STEP))
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        assert "Caller 59 " in stage.screen_text
        assert stage.screen_text.count("next step agreed") >= stage.calls.listing.size.height


async def test_typing_narrows_and_the_arrows_choose() -> None:
    stage = _stage_with_history("red gift", "blue gift", "nothing")
    async with stage.run() as pilot:
        await _look_up(stage, pilot, "gift")
        assert "1 of 2" in stage.screen_text
        assert "- blue gift" in stage.calls.reader.text
        await pilot.press("down")
        await pilot.pause()
        assert "- red gift" in stage.calls.reader.text


async def test_no_hit_is_said_plainly() -> None:
    stage = _stage_with_history("one")
    async with stage.run() as pilot:
        await _look_up(stage, pilot, "zebra")
        assert "No call holds all of these words." in stage.screen_text


async def test_a_call_is_read_whole_and_its_summary_copied_again() -> None:
    stage = _stage_with_history("\n".join(f"line {number}" for number in range(60)))
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert not stage.calls.listing.display
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert stage.calls.reader.top > 0
        await pilot.press("f8")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        assert stage.clipboard.texts == [stage.calls.reader.text]
        await pilot.press("escape")
        await pilot.pause()
        await pilot.pause()
        assert stage.calls.listing.display
        assert stage.app.focused is stage.calls.words


async def test_looking_up_in_the_middle_of_a_call_comes_back_to_the_notes() -> None:
    stage = _stage_with_history("red gift")
    async with stage.run() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await type_text(pilot, "abc")
        await _look_up(stage, pilot, "gift")
        await pilot.press("escape")
        await pilot.pause()
        await type_text(pilot, "def")
        assert stage.call.notes.text == "abcdef"


async def test_f3_inside_the_calls_opens_no_second_one() -> None:
    stage = _stage_with_history("red gift")
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        await pilot.press("f3")
        await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        assert stage.desk


async def test_an_answer_that_comes_late_does_not_replace_a_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = _stage_with_history("alpha", "beta")
    released = threading.Event()
    newest = MemoryCallRecords.newest

    def slow(self: MemoryCallRecords, words: str = "", limit: int = 200) -> list[Call]:
        if words == "a":
            released.wait()
        return newest(self, words, limit)

    monkeypatch.setattr(MemoryCallRecords, "newest", slow)
    async with stage.run() as pilot:
        await pilot.press("f3")
        await pilot.pause()
        await type_text(pilot, "alpha")
        await stage.app.workers.wait_for_complete()
        released.set()
        await pilot.pause()
        assert "1 of 1" in stage.screen_text


async def test_records_that_cannot_be_read_are_said_and_nothing_breaks() -> None:
    stage = _stage_with_history("one")
    async with stage.run() as pilot:
        stage.records.reading_trouble = RecordsTrouble("The disk does not answer.")
        await _look_up(stage, pilot)
        assert "The disk does not answer." in stage.screen_text
        stage.records.reading_trouble = None
        await type_text(pilot, "one")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        assert "1 of 1" in stage.screen_text

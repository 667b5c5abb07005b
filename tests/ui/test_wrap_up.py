from datetime import datetime

from textual.pilot import Pilot

from tests.fakes import Disk
from tests.ui.stage import WIDE, Stage, on_desk, type_text, until, words_of
from tui.model.call import Mood, Outcome
from tui.model.promises import PromiseKind
from tui.model.trouble import RecordsTrouble, Trouble
from tui.screens.wrap_up import WrapUpScreen


async def _to_wrap_up(stage: Stage, pilot: Pilot[None], notes: str = "") -> None:
    await type_text(pilot, notes)
    await pilot.press("ctrl+r")
    await pilot.pause()


async def test_one_key_an_answer_and_enter_copies_and_saves() -> None:
    stage = Stage(opening="Dana Lee")
    async with stage.run() as pilot:
        stage.clock.advance(192)
        await _to_wrap_up(stage, pilot, "! ring back tomorrow 15:00\n")
        await pilot.press("2", "1", "1", "4", "enter")
        await on_desk(pilot, stage)
        call = stage.finished()
        assert call.outcome is Outcome.NEXT_STEP
        assert (call.mood_at_hello, call.mood_at_goodbye) == (Mood.FURIOUS, Mood.CALM)
        assert call.promises[0].due == stage.clock.at_local(datetime(2026, 11, 25, 15))
        assert [promise.kind for promise in call.promises] == [PromiseKind.SAID, PromiseKind.SAY_SORRY]
        assert stage.records.disk.live == {}
        (copied,) = stage.clipboard.texts
        assert "- ring back tomorrow 15:00 (due Wed 25 Nov 2026 15:00)" in copied
        assert stage.toasts == ["The call is saved. Copied to the clipboard."]


async def test_what_is_seen_is_what_is_pasted() -> None:
    stage = Stage(opening="Dana Lee")
    async with stage.run(WIDE) as pilot:
        await _to_wrap_up(stage, pilot, "> twice\n= boss\n! ring tue 15:00\nplain #gift\n")
        await pilot.press("2", "1", "1", "4")
        await pilot.pause()
        seen = words_of(stage.wrap_up.preview)
        await pilot.press("enter")
        await on_desk(pilot, stage)
        assert stage.clipboard.texts == [seen]


async def test_promises_show_the_day_that_was_understood_or_that_there_is_none() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await _to_wrap_up(stage, pilot, "! ring back tomorrow 15:00\n! send the card\n")
        assert "! ring back tomorrow 15:00  Wed 25 Nov 15:00" in stage.screen_text
        assert "! send the card  no date yet" in stage.screen_text


async def test_typing_on_after_goodbye_is_typing_notes() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await _to_wrap_up(stage, pilot, "first\n")
        await type_text(pilot, "she laughed\n")
        await pilot.press("tab", "1")
        await stage.wrap_up.live.flush()
        assert stage.live().notes == "first\nshe laughed\n"
        assert stage.live().outcome is Outcome.FIXED


async def test_the_keys_at_the_bottom_say_what_enter_does_from_here() -> None:
    stage = Stage(opening="Dana Lee")
    async with stage.run() as pilot:
        await pilot.press("ctrl+r", *"124")
        await until(pilot, lambda: "enter copy and save" in stage.screen_text)
        # One digit too many is a note.
        await pilot.press("4", "4")
        await until(pilot, lambda: "tab to the questions, where enter copies and saves" in stage.screen_text)
        assert "enter copy and save" not in stage.screen_text
        await pilot.press("tab")
        await until(pilot, lambda: "enter copy and save" in stage.screen_text)


async def test_the_clock_stops_at_goodbye_and_runs_on_when_they_are_still_there() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        stage.clock.advance(60)
        await _to_wrap_up(stage, pilot)
        stage.clock.advance(300)
        stage.wrap_up._show_saved()
        await pilot.pause()
        assert "1:00 long" in stage.screen_text
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert "on call 6:00" in stage.screen_text


async def test_left_half_way_it_is_offered_again_with_every_answer() -> None:
    disk = Disk()
    first = Stage(disk, opening="Dana")
    async with first.run() as pilot:
        await _to_wrap_up(first, pilot, "two parcels")
        await pilot.press("3", "1", "2")
        await first.wrap_up.live.flush()
        first.records.close()
    second = Stage(disk)
    async with second.run() as pilot:
        assert "You were wrapping up the call with Dana" in second.screen_text
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "✓ not satisfied" in second.screen_text
        assert "✓ upset" in second.screen_text
        assert second.wrap_up.notes.text == "two parcels"


async def test_a_call_that_cannot_be_finished_stays_and_can_be_finished_later() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await _to_wrap_up(stage, pilot, "two parcels")
        await pilot.press("5")
        stage.records.trouble = RecordsTrouble("The disk is full.")
        await pilot.press("enter")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(stage.app.screen, WrapUpScreen)
        assert "Not finished: The disk is full." in stage.screen_text
        stage.records.trouble = None
        await pilot.press("enter")
        await on_desk(pilot, stage)
        assert stage.finished().notes == "two parcels"


async def test_no_clipboard_is_said_and_the_call_is_saved_all_the_same() -> None:
    stage = Stage(opening="Dana")
    stage.clipboard.trouble = Trouble("There is no way to a clipboard here.")
    async with stage.run() as pilot:
        await _to_wrap_up(stage, pilot)
        await pilot.press("5", "enter")
        await on_desk(pilot, stage)
        assert stage.toasts == ["The call is saved. There is no way to a clipboard here."]
        assert stage.finished().ended is not None


async def test_enter_twice_finishes_once_and_begins_no_new_call() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await _to_wrap_up(stage, pilot)
        await pilot.press("5", "enter", "enter")
        await on_desk(pilot, stage)
        assert len(stage.records.finished) == 1
        assert stage.records.disk.live == {}


async def test_answers_can_be_moved_and_taken_back_with_the_arrows() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await _to_wrap_up(stage, pilot)
        await pilot.press("right", "right", "down", "down", "left", "down", "right", "left")
        await pilot.pause()
        call = stage.wrap_up.live.call
        assert call.outcome is Outcome.NEXT_STEP
        assert call.mood_at_hello is Mood.WARM
        assert call.mood_at_goodbye is None

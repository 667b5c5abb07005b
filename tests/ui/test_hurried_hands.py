"""A rep under stress presses things twice, pastes anywhere and types on: no word may be lost, no call doubled."""

import asyncio
import threading

import pytest
from textual import events
from textual.pilot import Pilot

from tests.fakes import Disk
from tests.ui.stage import NARROW, Stage, on_desk, saved, type_text, until
from tui.model.trouble import RecordsTrouble
from tui.screens.call import CallScreen
from tui.screens.calls import CallsScreen
from tui.screens.desk import DeskScreen
from tui.screens.wrap_up import WrapUpScreen

pytestmark = pytest.mark.costly


def _press_at_once(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else "\r" if key == "enter" else None))


async def _many_turns(pilot: Pilot[None]) -> None:
    for _ in range(10):
        await pilot.pause()


async def test_going_back_is_not_possible_while_the_call_is_being_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.wrap_up.PATIENCE", 0.01)
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await type_text(pilot, "one")
        await saved(pilot, stage)
        await pilot.press("ctrl+r", "5")
        await stage.wrap_up.live.flush()
        stage.records.gate = threading.Event()
        await pilot.press("enter")
        await pilot.press("ctrl+o", "f9", "enter")
        assert isinstance(stage.app.screen, WrapUpScreen)
        assert "Still saving." in stage.screen_text
        await type_text(pilot, "x24 boxes")
        stage.records.gate.set()
        await on_desk(pilot, stage)
        assert stage.finished().notes == "one\nx24 boxes"
        assert stage.records.disk.live == {}


async def test_the_next_callers_name_typed_behind_enter_finds_the_desk() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await type_text(pilot, "one")
        await pilot.press("ctrl+r")
        _press_at_once(pilot, "5", "2", "3", "enter", *"Omar")
        await on_desk(pilot, stage)
        assert stage.finished().notes == "one"
        assert stage.desk.name_field.value == "Omar"


async def test_words_that_begin_with_a_number_are_notes_once_all_is_answered() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await pilot.press("ctrl+r", "5", "2", "3")
        await type_text(pilot, "24 boxes")
        assert stage.wrap_up.notes.text == "24 boxes"
        call = stage.wrap_up.live.call
        assert (call.outcome, call.mood_at_hello, call.mood_at_goodbye) == ("cut-off", "upset", "tense")


async def test_a_paste_of_several_lines_as_a_name_is_kept_whole() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        stage.app.post_message(events.Paste("Dana Lee\nNorthwind Law\r\n\n+44 20 1234\n"))
        await pilot.pause()
        assert stage.desk.name_field.value == "Dana Lee, Northwind Law, +44 20 1234"


async def test_a_paste_right_behind_the_enter_is_in_the_notes_whole() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        _press_at_once(pilot, *"Ann", "enter")
        stage.app.post_message(events.Paste("one\ntwo\nthree"))
        await until(pilot, lambda: isinstance(stage.app.screen, CallScreen))
        await until(pilot, lambda: stage.call.notes.text == "one\ntwo\nthree")


async def test_a_paste_on_the_questions_is_notes() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await pilot.press("ctrl+r")
        stage.app.post_message(events.Paste("one\n2 two"))
        await _many_turns(pilot)
        assert stage.wrap_up.notes.text == "one\n2 two"


async def test_f9_twice_leaves_the_call_and_not_heartfirst() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await saved(pilot, stage)
        stage.app.screen.call_later(lambda: None)
        await asyncio.gather(stage.call.action_leave(), stage.call.action_leave())
        await _many_turns(pilot)
        assert stage.app.is_running
        assert stage.desk


@pytest.mark.parametrize("leave", ["f9", "ctrl+q"])
async def test_a_call_taken_noted_and_left_in_one_go_is_kept(leave: str) -> None:
    disk = Disk()
    stage = Stage(disk)
    async with stage.run() as pilot:
        _press_at_once(pilot, *"Dana", "enter", *"two", "enter", *"parcels", leave)
        await until(pilot, lambda: bool(disk.live))
        await _many_turns(pilot)
    assert [(call.caller, call.notes) for call in disk.live.values()] == [("Dana", "two\nparcels")]


async def test_past_calls_asked_for_behind_a_name_come_up_on_the_call() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        _press_at_once(pilot, *"Dana", "enter", *"two", "f3", *"parcels")
        await until(pilot, lambda: isinstance(stage.app.screen, CallsScreen))
        await _many_turns(pilot)
        call = stage.app.screen_stack[1]
        assert isinstance(call, CallScreen)
        assert call.notes.text + stage.calls.words.value == "twoparcels"


async def test_what_is_typed_behind_f3_is_looked_for() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        _press_at_once(pilot, "f3", *"parcel")
        await until(pilot, lambda: isinstance(stage.app.screen, CallsScreen))
        await _many_turns(pilot)
        assert stage.calls.words.value == "parcel"
        assert not stage.app.desk.name_field.value


async def test_a_queue_that_gets_shorter_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.place.PATIENCE", 0.02)
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        take = stage.call.notes._replace_via_keyboard

        async def slowly(event: events.Key) -> None:
            await asyncio.sleep(0.005)
            event.prevent_default()
            take(event.character or "", *stage.call.notes.selection)

        monkeypatch.setattr(stage.call.notes, "_on_key", slowly)
        _press_at_once(pilot, *"abcdefghijklmnopqrstuvwxyz", "f9")
        await on_desk(pilot, stage)
    assert [call.notes for call in stage.records.disk.live.values()] == ["abcdefghijklmnopqrstuvwxyz"]


async def test_ctrl_o_held_on_the_desk_opens_one_call() -> None:
    disk = Disk()
    first = Stage(disk, opening="Dana")
    async with first.run() as pilot:
        await saved(pilot, first)
        first.records.close()
    second = Stage(disk)
    async with second.run() as pilot:
        _press_at_once(pilot, "ctrl+o", "ctrl+o", "ctrl+o", "f3", "f3")
        await _many_turns(pilot)
        kinds = [type(screen) for screen in second.app.screen_stack]
        assert kinds == [DeskScreen, CallScreen, CallsScreen]


async def test_a_disk_that_fails_again_asks_again_before_words_are_left_behind() -> None:
    stage = Stage(opening="Dana")
    full = RecordsTrouble("The disk is full.")
    async with stage.run() as pilot:
        await saved(pilot, stage)
        stage.records.trouble = full
        await type_text(pilot, "one")
        await pilot.press("f9")
        await _many_turns(pilot)
        assert isinstance(stage.app.screen, CallScreen)
        stage.records.trouble = None
        stage.clock.advance(5)
        await saved(pilot, stage)
        stage.records.trouble = full
        await type_text(pilot, "two")
        await pilot.press("f9")
        await _many_turns(pilot)
        assert isinstance(stage.app.screen, CallScreen)
        assert len([words for words in stage.toasts if words.startswith("Not saved")]) == 2


async def test_a_call_left_unsaved_is_saved_and_offered_as_soon_as_the_disk_works() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        stage.records.trouble = RecordsTrouble("The disk is full.")
        await type_text(pilot, "one")
        await pilot.press("f9")
        await _many_turns(pilot)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(stage.app.screen, DeskScreen))
        stage.records.trouble = None
        await until(pilot, lambda: stage.desk.open_calls.chosen)
        assert stage.live().notes == "one"


async def test_after_a_hanging_disk_the_call_goes_on_being_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.LEAVING_LIMIT", 0.05)
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await saved(pilot, stage)
        stage.records.gate = threading.Event()
        await type_text(pilot, "one")
        await pilot.press("f9")
        await until(pilot, lambda: stage.toasts)
        assert "The disk does not answer." in stage.toasts[0]
        stage.records.gate.set()
        await type_text(pilot, " two")
        await saved(pilot, stage)
        assert stage.live().notes == "one two"
        assert stage.records.disk.owners


async def test_not_finished_stays_on_the_screen_until_the_next_try() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await saved(pilot, stage)
        await pilot.press("ctrl+r", "5")
        stage.records.trouble = RecordsTrouble("The disk is full.")
        await pilot.press("enter")
        await until(pilot, lambda: "Not finished" in stage.screen_text)
        await pilot.press("2")
        with pytest.raises(RecordsTrouble):
            await stage.wrap_up.live.flush()
        await _many_turns(pilot)
        assert "Not finished: The disk is full." in stage.screen_text


async def test_steps_left_unsaid_are_named_before_goodbye() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(NARROW) as pilot:
        await pilot.press("ctrl+n", "ctrl+n", "ctrl+l", "ctrl+l")
        stage.clock.advance(1)
        await pilot.press("f4", "ctrl+n", "ctrl+n", "ctrl+n")
        await pilot.pause()
        assert "Not said yet: Say sorry, Own it" in stage.screen_text
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert "SAY SORRY" in stage.screen_text


@pytest.mark.long
async def test_of_many_waiting_calls_the_chosen_one_is_always_in_sight() -> None:
    disk = Disk()
    for name in ("A" * 500, "Ben", "Cleo", "Dora", "Eli", "Finn"):
        stage = Stage(disk, opening=name)
        stage.clock.advance(len(disk.live) * 60)
        async with stage.run() as pilot:
            await saved(pilot, stage)
            stage.records.close()
    stage = Stage(disk)
    async with stage.run(NARROW) as pilot:
        for _ in range(6):
            chosen = stage.desk.open_calls.chosen
            assert chosen is not None
            assert f"▶ You were on a call with {chosen.caller[:10]}" in stage.screen_text
            assert "ctrl+o go on" in stage.screen_text
            await pilot.press("down")


async def test_one_call_that_cannot_be_read_is_named_and_the_others_are_shown() -> None:
    stage = Stage()
    stage.records.unreadable = ["Call 7 cannot be read: it was left as it is."]
    async with stage.run():
        assert "Call 7 cannot be read" in stage.screen_text

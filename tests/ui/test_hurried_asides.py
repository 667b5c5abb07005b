"""Keys pressed right behind those that lead away from the desk or the call: each finds the screen it is meant for."""

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.fakes import Disk, a_call
from tests.ui.stage import WIDE, Stage, until
from tests.ui.test_owed import a_disk
from tui.screens.call import CallScreen
from tui.screens.chooser import PlaybookChooser
from tui.screens.place import Place
from tui.screens.wrap_up import WrapUpScreen
from tui.widgets.caller_field import CallerField

pytestmark = pytest.mark.costly


def at_once(pilot: Pilot[None], *keys: str) -> None:
    """All of them before the first has led anywhere."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else "\r" if key == "enter" else None))


async def on_call(stage: Stage, pilot: Pilot[None], notes: str) -> None:
    """Wait for the call with these notes."""
    # It is in front a moment before it is put together.
    await until(pilot, lambda: isinstance(stage.app.screen, CallScreen) and stage.app.screen.is_mounted)
    await until(pilot, lambda: stage.call.notes.text == notes)
    assert stage.app.desk.name_field.value == ""


async def test_typed_behind_a_report_back_is_in_its_notes() -> None:
    stage = Stage(a_disk("! ring back friday 10:00"))
    async with stage.run(WIDE) as pilot:
        at_once(pilot, "down", "ctrl+t", *"abc")
        await on_call(stage, pilot, "abc")


async def test_typed_behind_going_on_is_in_the_notes() -> None:
    disk = Disk()
    disk.live[9] = a_call(9, "Omar")
    stage = Stage(disk)
    async with stage.run(WIDE) as pilot:
        at_once(pilot, "ctrl+o", *"abc")
        await on_call(stage, pilot, "abc")


async def test_typed_behind_the_moment_before_a_call_and_its_start() -> None:
    stage = Stage()
    async with stage.run(WIDE) as pilot:
        at_once(pilot, *"Dana", "f5", *"she", "ctrl+o", *"abc")
        await on_call(stage, pilot, "abc")
        assert stage.call.live.call.caller == "Dana"
        await until(pilot, lambda: stage.friend.kept == ("she",))


async def test_typed_behind_choosing_a_playbook_on_the_desk_and_on_a_call() -> None:
    stage = Stage()
    async with stage.run(WIDE) as pilot:
        at_once(pilot, "f4", *"deliv", "enter", *"Dana", "enter", *"abc")
        await on_call(stage, pilot, "abc")
        assert (stage.call.live.call.playbook.id, stage.call.live.call.caller) == ("delivery", "Dana")
        at_once(pilot, "f4", *"bill", "enter", *"def")
        await on_call(stage, pilot, "abcdef")
        assert stage.call.live.call.playbook.id == "bill"


async def test_a_playbook_asked_for_behind_a_name_is_for_that_call_and_no_letter_is_lost() -> None:
    stage = Stage()
    async with stage.run(WIDE) as pilot:
        at_once(pilot, *"Dana", "enter", *"ab", "f4", *"cd")
        await until(pilot, lambda: isinstance(stage.app.screen, PlaybookChooser))
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        call, chooser = stage.app.screen_stack[1:]
        assert isinstance(call, CallScreen)
        assert isinstance(chooser, PlaybookChooser)
        assert call.notes.text + chooser.words.value == "abcd"


@pytest.mark.parametrize("key", ["ctrl+o", "ctrl+r", "ctrl+t", "ctrl+n", "ctrl+l"])
async def test_a_key_behind_a_name_and_enter_touches_nobody_else(key: str) -> None:
    disk = a_disk("! ring back friday 10:00")
    disk.live[9] = a_call(9, "Ann", "hers")
    stage = Stage(disk)
    async with stage.run(WIDE) as pilot:
        await pilot.press("down")
        at_once(pilot, *"Omar", "enter", *"abc", key, *"def")
        await until(pilot, lambda: len(stage.app.screen_stack) > 1)
        call = stage.app.screen_stack[1]
        assert isinstance(call, CallScreen)
        if key == "ctrl+r":
            await until(pilot, lambda: isinstance(stage.app.screen, WrapUpScreen) and stage.app.screen.is_mounted)
        # Typed into the wrap-up, words are notes of the same call.
        await until(pilot, lambda: call.live.newest().notes.replace("\n", "").replace("! ", "") == "abcdef")
        assert call.live.call.caller == "Omar"
        assert disk.live[9].notes == "hers"
        assert [promise.state for promise in disk.calls[1].promises] == ["promised"]


async def test_held_keys_open_one_of_each() -> None:
    stage = Stage(a_disk("! ring back friday 10:00"))
    async with stage.run(WIDE) as pilot:
        at_once(pilot, "down", "ctrl+t", "ctrl+t", "ctrl+t", "f4", "f4")
        await until(pilot, lambda: isinstance(stage.app.screen, PlaybookChooser))
        for _ in range(10):
            await pilot.pause()
        kinds = [type(screen).__name__ for screen in stage.app.screen_stack]
        assert kinds == ["DeskScreen", "CallScreen", "PlaybookChooser"]


@pytest.mark.parametrize("leads", [("f2",), ("f3",), ("f4",), ("f3", "ctrl+n"), ("f3", "ctrl+g"), ("f3", "ctrl+o")])
async def test_typed_where_nothing_has_the_focus_yet_each_letter_comes_once(leads: tuple[str, ...]) -> None:
    stage = Stage(a_disk("! ring back friday 10:00"))
    async with stage.run(WIDE) as pilot:
        for key in leads:
            await pilot.press(key)
            await stage.app.workers.wait_for_complete()
        screen = stage.app.screen
        assert isinstance(screen, Place)
        home = screen.home()
        assert isinstance(home, Input | TextArea)
        before = text_of(home)
        screen.set_focus(None)
        at_once(pilot, *"abc")
        await until(pilot, lambda: screen.focused is home and not home.message_queue_size)
        await pilot.pause()
        assert text_of(home) == f"{before}abc"


async def test_an_arrow_where_nothing_has_the_focus_yet_moves_by_one() -> None:
    stage = Stage(a_disk("! ring back friday 10:00"))
    for number in (5, 6, 7):
        stage.records.disk.calls[number] = a_call(number, f"Caller {number}")
    async with stage.run(WIDE) as pilot:
        await pilot.press("f3")
        await stage.app.workers.wait_for_complete()
        stage.calls.set_focus(None)
        await pilot.press("down")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        assert stage.calls.listing.place == 1


@pytest.mark.parametrize("key", ["f3", "f4", "ctrl+r"])
async def test_typed_ahead_that_comes_behind_a_key_of_the_call_is_in_its_notes(key: str) -> None:
    stage = Stage(opening="Dana")
    async with stage.run(WIDE) as pilot:
        live = stage.call.live
        await pilot.press(key)
        assert not isinstance(stage.app.screen, CallScreen)
        stage.app.desk.name_field.on_their_way += 1
        stage.app.desk.name_field.post_message(CallerField.TypedAhead("two parcels"))
        await until(pilot, lambda: live.newest().notes == "two parcels")
        assert not stage.app.desk.a_call_comes


def text_of(home: Input | TextArea) -> str:
    """What was typed there."""
    return home.value if isinstance(home, Input) else home.text

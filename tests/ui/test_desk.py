from datetime import timedelta
from pathlib import Path

from textual import events

from tests.fakes import Disk, a_call
from tests.ui.stage import WIDE, Stage, on_desk, type_text, until
from tui.model.trouble import RecordsTrouble
from tui.settings import Settings
from tui.shipped import shipped
from tui.widgets.caller_field import CallerField


async def test_the_cursor_is_in_who_is_calling() -> None:
    stage = Stage()
    async with stage.run():
        assert isinstance(stage.app.focused, CallerField)
        assert "Who is calling?" in stage.screen_text


async def test_a_name_and_enter_starts_the_call_with_the_cursor_in_the_notes() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        await type_text(pilot, "Dana Lee, Northwind Law\n")
        await pilot.pause()
        assert stage.app.focused is stage.call.notes
        assert "Dana Lee · Northwind Law" in stage.screen_text
        assert "“Dana, tell me what happened" in stage.screen_text


async def test_enter_alone_starts_a_call_with_somebody_unknown() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "unknown caller" in stage.screen_text
        assert "“Tell me what happened" in stage.screen_text


async def test_what_is_typed_behind_the_enter_is_in_the_notes_in_order() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        for char in "Dana Lee\n> gone\nagain\n":
            stage.app.post_message(_key(char))
        await until(pilot, lambda: stage.app.screen.query("NotesPad"))
        await pilot.pause()
        await pilot.pause()
        assert stage.call.live.call.caller == "Dana Lee"
        assert stage.call.notes.text == "> gone\nagain\n"


async def test_an_interrupted_call_is_offered_and_gone_on_with() -> None:
    disk = Disk()
    first = Stage(disk)
    async with first.run() as pilot:
        await type_text(pilot, "Dana\n")
        await pilot.pause()
        await type_text(pilot, "two parcels")
        await pilot.press("ctrl+n")
        await first.call.live.flush()
        first.records.close()
    second = Stage(disk)
    second.clock.advance(60)
    async with second.run() as pilot:
        assert "You were on a call with Dana at 09:18 (Tue 24 Nov). Go on?" in second.screen_text
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert second.call.notes.text == "two parcels"
        assert second.call.live.call.now == "say-it-back"
        assert "on call 1:00" in second.screen_text
        await type_text(pilot, "!")
        assert second.call.notes.text == "two parcels!"


async def test_an_interrupted_call_can_be_wrapped_up_at_once() -> None:
    disk = Disk()
    first = Stage(disk)
    async with first.run() as pilot:
        await type_text(pilot, "Dana\n")
        await pilot.pause()
        first.clock.advance(30)
        await type_text(pilot, "cut off")
        await first.call.live.flush()
        first.records.close()
    second = Stage(disk)
    second.clock.advance(7200)
    async with second.run() as pilot:
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert second.wrap_up.notes.text == "cut off"
        assert "0:30 long" in second.screen_text


async def test_of_several_interrupted_calls_the_arrows_choose_one() -> None:
    disk = Disk()
    for name in ("Ann", "Ben"):
        stage = Stage(disk)
        stage.clock.advance(len(disk.live) * 60)
        async with stage.run() as pilot:
            await type_text(pilot, f"{name}\n")
            await pilot.pause()
            await stage.call.live.flush()
            stage.records.close()
    stage = Stage(disk)
    async with stage.run() as pilot:
        await pilot.press("down", "ctrl+o")
        await pilot.pause()
        assert stage.call.live.call.caller == "Ann"


async def test_a_call_that_another_window_has_is_not_offered() -> None:
    disk = Disk()
    first, second = Stage(disk), Stage(disk)
    async with first.run() as pilot:
        await type_text(pilot, "Dana\n")
        await pilot.pause()
        await first.call.live.flush()
        async with second.run():
            assert second.desk.open_calls.chosen is None


async def test_records_that_cannot_be_read_do_not_stop_a_call() -> None:
    stage = Stage()
    stage.records.reading_trouble = RecordsTrouble("The folder is read-only.")
    async with stage.run(WIDE) as pilot:
        assert "The folder is read-only. You can take calls all the same" in stage.screen_text
        await type_text(pilot, "Dana\n")
        await pilot.pause()
        assert stage.app.focused is stage.call.notes


async def test_a_call_can_be_opened_from_the_command_line() -> None:
    stage = Stage(opening="Dana Lee")
    async with stage.run() as pilot:
        await pilot.pause()
        assert stage.call.live.call.caller == "Dana Lee"


async def test_known_callers_are_offered_and_never_taken_without_asking() -> None:
    disk = Disk()
    stage = Stage(disk)
    async with stage.run() as pilot:
        await type_text(pilot, "Dana Lee, Northwind Law\n")
        await pilot.pause()
        await pilot.press("ctrl+r", "5")
        await pilot.press("enter")
        await on_desk(pilot, stage)
        await type_text(pilot, "dan")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        assert "a Lee, Northwind Law" in stage.screen_text
        await pilot.press("enter")
        await pilot.pause()
        assert stage.call.live.call.caller == "dan"


def _key(char: str) -> events.Key:
    return events.Key("enter", "\r") if char == "\n" else events.Key("space" if char == " " else char, char)


async def test_keys_typed_before_anything_has_the_focus_are_not_lost() -> None:
    stage = Stage()
    async with stage.app.run_test() as pilot:
        await type_text(pilot, "Dana Lee\nfirst words")
        await until(pilot, lambda: stage.app.screen.query("NotesPad"))
        await until(pilot, lambda: stage.call.notes.text == "first words")
        assert stage.call.live.call.caller == "Dana Lee"


async def test_a_key_with_the_focus_nowhere_goes_to_the_name() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        stage.desk.set_focus(None)
        await type_text(pilot, "Dana")
        assert stage.desk.name_field.value == "Dana"


async def test_a_playbook_that_cannot_be_used_is_named_and_the_others_work(tmp_path: Path) -> None:
    good = shipped("playbooks", "heart-then-head.toml").read_text(encoding="utf-8")
    (tmp_path / "good.toml").write_text(good, encoding="utf-8")
    (tmp_path / "bad.toml").write_text(good.replace('name = "Say sorry"', "name = 3"), encoding="utf-8")
    stage = Stage(playbooks=tmp_path)
    async with stage.run() as pilot:
        assert "bad.toml: step 3 (sorry): name: expected text, got a number" in stage.screen_text
        await type_text(pilot, "Dana\n")
        await until(pilot, lambda: stage.app.screen.query("NotesPad"))
        assert stage.call.live.call.playbook.id == "heart-then-head"


async def test_calls_that_are_older_than_they_are_kept_are_told_below_what_is_wrong() -> None:
    stage = Stage(settings=Settings(keep_for="1 month"))
    stage.records.finish(a_call(1, at=stage.clock.now() - timedelta(days=40)))
    async with stage.run(WIDE):
        assert "1 call is older than 1 month: `heartfirst retention` shows it" in stage.screen_text
    stage = Stage(stage.records.disk, settings=Settings(keep_for="1 month"))
    stage.records.notices.append("The disk is full.")
    async with stage.run(WIDE):
        assert "The disk is full." in stage.screen_text
        assert "older than" not in stage.screen_text

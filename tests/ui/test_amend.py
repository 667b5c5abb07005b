"""A finished call is added to and corrected on the screen; what it was stands beside it."""

import signal
from datetime import timedelta

import pytest
from textual import events
from textual.pilot import Pilot

from tests.fakes import START, Disk, FakeClock, a_call
from tests.services.parts import hanging
from tests.ui.stage import NARROW, WIDE, Stage, type_text, until
from tui.model.call import Call, Mood, Outcome, with_promises
from tui.model.noted_promises import promises_in
from tui.model.promises import PromiseState
from tui.model.trouble import RecordsTrouble
from tui.screens.amend import AmendScreen
from tui.screens.calls import CallsScreen
from tui.screens.desk import DeskScreen
from tui.services.amending import Amending

NOTES = "> late again\n! ring friday 10:00"


def a_disk(notes: str = NOTES) -> Disk:
    disk, at = Disk(), START - timedelta(days=1)
    call = a_call(1, notes=notes, at=at, outcome=Outcome.NEXT_STEP)
    disk.calls[1] = with_promises(call, promises_in(notes, (), at, FakeClock(at).at_local))
    return disk


def words(stage: Stage) -> str:
    """What the rep sees, wherever a line ends."""
    return " ".join(stage.screen_text.split())


async def opened(stage: Stage, pilot: Pilot[None]) -> AmendScreen:
    """From the desk through past calls into the call."""
    await pilot.press("f3")
    await stage.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.press("ctrl+n")
    await pilot.pause()
    return place(stage)


def place(stage: Stage) -> AmendScreen:
    assert isinstance(stage.app.screen, AmendScreen)
    return stage.app.screen


async def saved(stage: Stage, pilot: Pilot[None]) -> Call:
    await pilot.pause()
    await place(stage).sitting.flush()
    await pilot.pause()
    return stage.finished()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_is_typed_is_saved_and_what_it_was_is_shown(size: tuple[int, int]) -> None:
    stage = Stage(a_disk())
    async with stage.run(size) as pilot:
        await opened(stage, pilot)
        await type_text(pilot, "\n! news tomorrow 9:00")
        call = await saved(stage, pilot)
        assert call.notes == f"{NOTES}\n! news tomorrow 9:00"
        assert [(one.field, one.was) for one in call.amendments] == [("notes", NOTES)]
        assert "saved 09:18:00" in stage.screen_text
        assert "! news tomorrow 9:00  Wed 25 Nov 09:00" in stage.screen_text
        if size == NARROW:
            await pilot.press("f2")
            await pilot.pause()
        assert "WHAT IT WAS" in stage.screen_text
        assert "now  ! news tomorrow 9:00" in stage.screen_text
        await pilot.press("f2")
        await pilot.pause()
        assert "WHAT IT WAS" not in stage.screen_text
        await type_text(pilot, "!")
        assert place(stage).notes.text.endswith("9:00!")


async def test_the_keys_behind_the_one_that_opens_it_are_its_notes() -> None:
    stage = Stage(a_disk())
    async with stage.run() as pilot:
        await pilot.press("f3")
        await stage.app.workers.wait_for_complete()
        await pilot.press("ctrl+n")
        await type_text(pilot, "\nmore")
        assert (await saved(stage, pilot)).notes == f"{NOTES}\nmore"


async def test_leaving_saves_and_the_keys_behind_it_find_the_list() -> None:
    stage = Stage(a_disk())
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await type_text(pilot, "\nmore")
        await pilot.press("escape", *"late")
        await pilot.pause()
        assert isinstance(stage.app.screen, CallsScreen)
        assert stage.finished().notes == f"{NOTES}\nmore"
        assert stage.calls.words.value == "late"


async def test_how_it_ended_is_corrected_with_one_digit() -> None:
    stage = Stage(a_disk())
    async with stage.run(WIDE) as pilot:
        screen = await opened(stage, pilot)
        await pilot.press("tab", "1", "2", "4")
        call = await saved(stage, pilot)
        assert (call.outcome, call.mood_at_hello, call.mood_at_goodbye) == (Outcome.FIXED, Mood.UPSET, Mood.CALM)
        text = stage.screen_text
        for each in ("how it ended", "was  next step agreed", "now  put right", "mood at hello", "was  nothing"):
            assert each in text
        for each in ("Why so early", "Afterwards"):
            assert each not in text
        await pilot.press("tab")
        assert screen.focused is screen.notes


async def test_typing_behind_the_answers_is_notes_on_a_line_of_its_own() -> None:
    stage = Stage(a_disk("> late again"))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await pilot.press("tab", "1")
        await type_text(pilot, "> thank you")
        assert (await saved(stage, pilot)).notes == "> late again\n> thank you"


@pytest.mark.parametrize("behind", ["more", "3 boxes"])
async def test_enter_in_the_answers_goes_on_with_the_notes(behind: str) -> None:
    stage = Stage(a_disk("> late again\n"))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await pilot.press("tab", "1", "enter")
        await type_text(pilot, behind)
        call = await saved(stage, pilot)
        assert (call.notes, call.outcome, call.mood_at_hello) == (f"> late again\n{behind}", Outcome.FIXED, None)


async def test_the_answers_behind_tab_are_no_notes_in_one_burst_of_keys() -> None:
    stage = Stage(a_disk("> late"))
    async with stage.run() as pilot:
        screen = await opened(stage, pilot)
        for key in (*" again", "tab", "1", "tab", *"!"):
            name = {" ": "space"}.get(key, key)
            stage.app.post_message(events.Key(name, key if len(key) == 1 else None))
        await pilot.pause()
        await until(pilot, lambda: screen.notes.text == "> late again!")
        assert (await saved(stage, pilot)).outcome is Outcome.FIXED


async def test_a_promise_that_is_taken_out_is_withdrawn_in_sight() -> None:
    stage = Stage(a_disk())
    async with stage.run(WIDE) as pilot:
        screen = await opened(stage, pilot)
        screen.notes.text = "> late again"
        await until(pilot, lambda: screen.sitting.unsaved)
        call = await saved(stage, pilot)
        assert [one.state for one in call.promises] == [PromiseState.WITHDRAWN]
        assert call.owed is None
        assert "withdrawn: ring friday 10:00" in stage.screen_text
        assert "(taken out" in stage.screen_text
        assert "! ring friday 10:00  Fri 27 Nov" not in stage.screen_text


async def test_the_summary_is_copied_with_the_last_key() -> None:
    stage = Stage(a_disk())
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await type_text(pilot, "\nand the last word")
        await pilot.press("f8")
        await until(pilot, lambda: stage.clipboard.texts)
        assert "and the last word" in stage.clipboard.texts[0]


async def test_a_disk_that_fails_is_told_in_red_and_leaving_asks_twice() -> None:
    stage = Stage(a_disk())
    async with stage.run() as pilot:
        screen = await opened(stage, pilot)
        stage.records.trouble = RecordsTrouble("The disk is full.")
        await type_text(pilot, "\nmore")
        await until(pilot, lambda: "The disk is full. Not saved yet" in stage.screen_text)
        await pilot.press("escape")
        await pilot.pause()
        assert stage.app.screen is screen
        assert "the same key again leaves without it" in words(stage)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(stage.app.screen, CallsScreen)
        stage.records.trouble = None
        await stage.app.save()
        assert stage.finished().notes == f"{NOTES}\nmore"


async def test_quitting_saves_what_was_amended() -> None:
    stage = Stage(a_disk())
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await type_text(pilot, "\nmore")
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert stage.finished().notes == f"{NOTES}\nmore"


async def test_what_is_typed_is_kept_when_a_call_keeps_heartfirst_from_being_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = Stage(a_disk())
    async with stage.run() as pilot:
        await type_text(pilot, "Zoe\nold news")
        await until(pilot, lambda: stage.app.live is not None and not stage.app.live.unsaved)
        await opened(stage, pilot)
        save, trouble = stage.records.save, RecordsTrouble("The disk is full.")
        monkeypatch.setattr(stage.records, "save", lambda call: (_ for _ in ()).throw(trouble))
        assert stage.app.live is not None
        stage.app.live.keep()
        await stage.app.action_quit()
        assert stage.app.screen is place(stage)
        await type_text(pilot, "\nmore")
        monkeypatch.setattr(stage.records, "save", save)
        assert (await saved(stage, pilot)).notes == f"{NOTES}\nmore"
        assert "was closed" not in stage.screen_text
        await type_text(pilot, "\nlast")
        await stage.app.save_amended()
        assert stage.finished().notes == f"{NOTES}\nmore\nlast"


async def test_quitting_with_a_disk_that_fails_tells_it_first() -> None:
    stage = Stage(a_disk())
    async with stage.run() as pilot:
        screen = await opened(stage, pilot)
        stage.records.trouble = RecordsTrouble("The disk is full.")
        await type_text(pilot, "\nmore")
        await pilot.press("f3")
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert stage.app.is_running
        assert any("The disk is full." in toast for toast in stage.toasts)
        assert screen in stage.app.screen_stack
        stage.records.trouble = None


async def test_a_closed_terminal_and_a_bug_save_what_was_amended() -> None:
    stage = Stage(a_disk())
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await type_text(pilot, "\nmore")
        stage.app._stopped(signal.SIGTERM)
        await until(pilot, lambda: stage.finished().notes == f"{NOTES}\nmore")
    stage = Stage(a_disk())
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await type_text(pilot, "\nmore")
        stage.app.rescue()
        assert stage.finished().notes == f"{NOTES}\nmore"


async def test_another_window_is_told_and_both_are_kept() -> None:
    stage = Stage(a_disk())
    async with stage.run() as pilot:
        await opened(stage, pilot)
        other = Amending(records=stage.records, clock=FakeClock(START + timedelta(seconds=1)))
        other.add(1, "from elsewhere")
        await type_text(pilot, "\nfrom here")
        call = await saved(stage, pilot)
        assert call.notes == f"{NOTES}\nfrom elsewhere\nfrom here"
        assert "changed in another window too; both changes are kept" in stage.screen_text
        assert place(stage).notes.text == f"{NOTES}\nfrom here"


async def test_a_call_that_is_gone_is_not_opened() -> None:
    stage = Stage(a_disk())
    async with stage.run() as pilot:
        await pilot.press("f3")
        await stage.app.workers.wait_for_complete()
        stage.records.disk.calls.clear()
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert isinstance(stage.app.screen, CallsScreen)
        assert stage.toasts == ["This call is not among the finished ones any more."]


async def test_typing_goes_on_while_a_save_hangs() -> None:
    stage = Stage(a_disk())
    async with stage.run() as pilot:
        await opened(stage, pilot)
        with hanging(stage.records) as gate:
            await type_text(pilot, "\nmore")
            await until(pilot, stage.records.writing.is_set)
            await type_text(pilot, " and more")
            assert "more and more" in stage.screen_text
            gate.set()
        assert (await saved(stage, pilot)).notes == f"{NOTES}\nmore and more"


async def test_below_the_smallest_screen_the_notes_stay() -> None:
    stage = Stage(a_disk("first"))
    async with stage.run((40, 10)) as pilot:
        await opened(stage, pilot)
        assert "first" in stage.screen_text
        await type_text(pilot, " more")
        assert "first more" in stage.screen_text


async def test_the_desk_shows_what_is_owed_by_then() -> None:
    stage = Stage(a_disk("> late again"))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await type_text(pilot, "\n! ring friday 10:00")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(stage.app.screen, DeskScreen) and "WE OWE" in stage.screen_text)

"""What we owe, on the desk: overdue first, and what the rep does about it."""

from datetime import timedelta

import pytest
from textual.pilot import Pilot

from tests.fakes import START, Disk, FakeClock, a_call
from tests.ui.stage import NARROW, WIDE, Stage, on_desk, type_text, until
from tui.model.call import Call, Outcome, with_promises
from tui.model.follow_on import after_care, say_sorry
from tui.model.noted_promises import promises_in
from tui.model.promises import PromiseKind, PromiseState
from tui.model.trouble import RecordsTrouble
from tui.screens.note import NoteScreen
from tui.screens.owing import SETTLED

WORDS = "> you sent the last one again\n= boss: she has to tell him\n"


def a_disk(*notes: str) -> Disk:
    """Finished calls of the day before, one for each of the notes."""
    disk = Disk()
    at = START - timedelta(days=1)
    for number, text in enumerate(notes, start=1):
        call = a_call(number, notes=WORDS + text, at=at, outcome=Outcome.NEXT_STEP)
        promises = promises_in(call.notes, (), at, FakeClock(at).at_local)
        disk.calls[number] = with_promises(call, promises)
    return disk


def states(call: Call) -> list[PromiseState]:
    return [promise.state for promise in call.promises]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_is_owed_stands_on_the_desk_overdue_first(size: tuple[int, int]) -> None:
    stage = Stage(a_disk("! send it some day", "! ring back today 16:00", "! ring friday 10:00"))
    async with stage.run(size):
        rows = [line.strip(" ▌") for line in stage.screen_text.splitlines()]
        owed = rows[rows.index("WE OWE") + 1 :][:3]
        assert owed[0].startswith("1 day late")
        assert "ring back today 16:00  (Dana Lee · Northwind Law)" in owed[0]
        assert owed[1].startswith("Fri 27 Nov 10:00")
        assert owed[2].startswith("no date yet")


async def test_nothing_is_shown_while_nothing_is_owed() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        assert "WE OWE" not in stage.screen_text
        await pilot.press("ctrl+n", "ctrl+t", "ctrl+l")
        await pilot.pause()
        assert set(stage.toasts) == {"Nothing is listed here."}


async def _pressed(stage: Stage, pilot: Pilot[None], key: str) -> None:
    await pilot.press(key)
    await stage.app.workers.wait_for_complete()
    await pilot.pause()
    await stage.app.workers.wait_for_complete()
    await pilot.pause()


async def test_a_promise_is_done_and_then_told_and_only_then_off_the_desk() -> None:
    stage = Stage(a_disk("! ring friday 10:00"))
    async with stage.run() as pilot:
        await _pressed(stage, pilot, "down")
        await _pressed(stage, pilot, "ctrl+n")
        assert states(stage.finished()) == [PromiseState.DONE]
        assert "done: tell them" in stage.screen_text
        await _pressed(stage, pilot, "ctrl+n")
        assert states(stage.finished()) == [PromiseState.TOLD]
        assert stage.finished().owed is None
        assert "WE OWE" not in stage.screen_text


async def test_withdrawing_asks_for_the_reason_and_keeps_it() -> None:
    stage = Stage(a_disk("! ring friday 10:00"))
    async with stage.run() as pilot:
        await pilot.press("down")
        await _pressed(stage, pilot, "ctrl+l")
        assert states(stage.finished()) == [PromiseState.PROMISED]
        assert stage.toasts == ["Type why it is taken back, then press ctrl+l once more."]
        await type_text(pilot, "they found it")
        await _pressed(stage, pilot, "ctrl+l")
        (promise,) = stage.finished().promises
        assert (promise.state, promise.reason) == (PromiseState.WITHDRAWN, "they found it")
        assert stage.desk.name_field.value == ""


async def test_no_key_acts_on_a_promise_that_was_not_chosen() -> None:
    stage = Stage(a_disk("! ring friday 10:00"))
    async with stage.run() as pilot:
        await type_text(pilot, "Omar")
        for key in ("ctrl+n", "ctrl+l", "ctrl+t"):
            await _pressed(stage, pilot, key)
        assert states(stage.finished()) == [PromiseState.PROMISED]
        assert stage.desk.name_field.value == "Omar"
        assert set(stage.toasts) == {"Choose a promise first: the down arrow leads there."}


@pytest.mark.parametrize("presses", [1, 2])
async def test_the_last_change_of_a_promise_is_taken_back(presses: int) -> None:
    stage = Stage(a_disk("! ring friday 10:00"))
    async with stage.run() as pilot:
        await _pressed(stage, pilot, "down")
        for _ in range(presses):
            await _pressed(stage, pilot, "ctrl+n")
        await _pressed(stage, pilot, "ctrl+z")
        assert states(stage.finished()) == [PromiseState.PROMISED, PromiseState.DONE][presses - 1 : presses]
        assert "WE OWE" in stage.screen_text
        assert stage.finished().owed is not None
        await _pressed(stage, pilot, "ctrl+z")
        assert "There is no change of a promise to take back." in stage.toasts


async def test_the_arrows_choose_which_promise_the_keys_mean() -> None:
    stage = Stage(a_disk("! ring friday 10:00", "! ring thursday 10:00"))
    async with stage.run() as pilot:
        await pilot.press("down", "down")
        await _pressed(stage, pilot, "ctrl+n")
        assert states(stage.records.disk.calls[1]) == [PromiseState.DONE]
        assert states(stage.records.disk.calls[2]) == [PromiseState.PROMISED]


async def test_a_report_back_starts_from_the_promise_and_closes_it() -> None:
    stage = Stage(a_disk("! ring back friday 10:00"))
    async with stage.run(WIDE) as pilot:
        await pilot.press("down", "ctrl+t")
        await until(pilot, lambda: stage.app.screen is not stage.app.desk)
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        call = stage.call.live.call
        assert (call.playbook.id, call.caller) == ("report-back", "Dana Lee")
        text = stage.screen_text
        assert "WE REPORT BACK ON" in text
        assert "! ring back friday 10:00" in text
        assert "> you sent the last one" in text
        assert "= boss: she has to tell" in text
        await type_text(pilot, "all is well")
        await pilot.press("ctrl+n", "ctrl+r", "1", "enter")
        await on_desk(pilot, stage)
        old, new = stage.records.disk.calls.values()
        assert (old.promises[0].state, old.promises[0].how) == (PromiseState.TOLD, "on the phone")
        assert (new.notes, new.outcome) == ("all is well", Outcome.FIXED)
        assert "WE OWE" not in stage.screen_text


async def test_a_report_back_that_was_cut_off_leaves_the_promise_open() -> None:
    stage = Stage(a_disk("! ring back friday 10:00"))
    async with stage.run(WIDE) as pilot:
        await pilot.press("down", "ctrl+t")
        await until(pilot, lambda: stage.app.screen is not stage.app.desk)
        await pilot.press("ctrl+r", "5", "enter")
        await on_desk(pilot, stage)
        assert states(stage.records.disk.calls[1]) == [PromiseState.PROMISED]


async def test_a_call_that_nobody_answered_tells_nobody() -> None:
    stage = Stage(a_disk("! ring back friday 10:00"))
    async with stage.run(WIDE) as pilot:
        await pilot.press("down", "ctrl+t")
        await until(pilot, lambda: stage.app.screen is not stage.app.desk)
        await type_text(pilot, "nobody answers\n! ring again tomorrow 10:00\n")
        await pilot.press("ctrl+r", "2", "enter")
        await on_desk(pilot, stage)
        assert states(stage.records.disk.calls[1]) == [PromiseState.PROMISED]


async def test_what_another_window_has_settled_is_not_taken_back() -> None:
    stage = Stage(a_disk("! ring friday 10:00"))
    async with stage.run() as pilot:
        await _pressed(stage, pilot, "down")
        owed = stage.desk.owed_list.chosen
        assert owed is not None
        stage.desk.follow_up().told(owed, "by mail")
        stage.clock.advance(1)
        await _pressed(stage, pilot, "ctrl+n")
        assert SETTLED in stage.toasts
        await _pressed(stage, pilot, "ctrl+z")
        assert [promise.how for promise in stage.finished().promises] == ["by mail"]


async def test_a_reason_stays_in_the_field_until_it_is_kept() -> None:
    stage = Stage(a_disk("! ring friday 10:00"))
    async with stage.run() as pilot:
        await pilot.press("down")
        await type_text(pilot, "they moved")
        stage.records.trouble = stage.records.reading_trouble = RecordsTrouble("The disk is full.")
        await _pressed(stage, pilot, "ctrl+l")
        assert stage.desk.name_field.value == "they moved"
        stage.records.trouble = stage.records.reading_trouble = None
        await _pressed(stage, pilot, "ctrl+l")
        assert stage.desk.name_field.value == ""


async def test_a_note_that_is_owed_is_shown_and_ticked_as_posted() -> None:
    disk = a_disk("address: 1 High Street")
    note = after_care(PromiseKind.NOTE, START, FakeClock().at_local)
    disk.calls[1] = with_promises(disk.calls[1], (note,))
    stage = Stage(disk)
    async with stage.run() as pilot:
        await _pressed(stage, pilot, "down")
        await _pressed(stage, pilot, "ctrl+t")
        assert isinstance(stage.app.screen, NoteScreen)
        assert "1 High Street" in stage.screen_text
        await _pressed(stage, pilot, "ctrl+n")
        await until(pilot, lambda: states(stage.finished()) == [PromiseState.TOLD])
        await _pressed(stage, pilot, "escape")
        assert "WE OWE" not in stage.screen_text
        await type_text(pilot, "Omar\nfirst")
        assert stage.call.notes.text == "first"


async def test_a_missed_sorry_is_called_back_with_the_old_words() -> None:
    disk = a_disk("")
    disk.calls[1] = with_promises(disk.calls[1], (say_sorry(START, FakeClock().at_local),))
    stage = Stage(disk)
    async with stage.run(WIDE) as pilot:
        assert "call back and say it properly" in stage.screen_text
        await pilot.press("down", "ctrl+t")
        await until(pilot, lambda: stage.app.screen is not stage.app.desk)
        assert stage.call.live.call.playbook.id == "heart-then-head"

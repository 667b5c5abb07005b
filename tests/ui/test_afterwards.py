"""The end of a call: what it needs to be closed, what can be done afterwards, and a breath before the next."""

import pytest

from tests.ui.stage import WIDE, Stage, on_desk, type_text, until
from tui.model.call import Outcome, Reason
from tui.model.ending import NO_DAY_TO_REPORT, NO_OUTCOME, WHY
from tui.model.promises import PromiseKind, PromiseState
from tui.screens.note import NoteScreen
from tui.screens.wrap_up import WrapUpScreen
from tui.settings import Settings

pytestmark = pytest.mark.costly

HEART = ["ctrl+n"] * 4


async def test_put_right_needs_the_day_on_which_we_report_back() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await pilot.press(*HEART, "ctrl+r", "1", "enter")
        await pilot.pause()
        assert isinstance(stage.app.screen, WrapUpScreen)
        assert NO_DAY_TO_REPORT in " ".join(stage.screen_text.split())
        await type_text(pilot, "! ring back tomorrow 15:00\n")
        await stage.wrap_up.live.flush()
        await pilot.pause()
        assert "needs a day" not in stage.screen_text
        await pilot.press("shift+tab", "enter")
        await on_desk(pilot, stage)
        assert stage.finished().outcome is Outcome.FIXED


async def test_enter_without_an_answer_says_what_is_wanted() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await pilot.press("ctrl+r", "enter")
        await pilot.pause()
        assert NO_OUTCOME in stage.screen_text
        await pilot.press("5", "enter")
        await on_desk(pilot, stage)
        assert stage.finished().outcome is Outcome.CUT_OFF


async def test_without_the_heart_one_digit_says_why() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await type_text(pilot, "! ring back tomorrow 15:00\n")
        await pilot.press("ctrl+r", "2", "down", "enter")
        await pilot.pause()
        assert WHY in stage.screen_text
        await pilot.press("3", "enter")
        await on_desk(pilot, stage)
        call = stage.finished()
        assert [(override.step, override.reason) for override in call.overrides] == [("", Reason.SAFETY)]
        assert [promise.kind for promise in call.promises] == [PromiseKind.SAID, PromiseKind.SAY_SORRY]
        assert "(safety), before: Listen, Say it back, Say sorry, Own it" in stage.clipboard.texts[0]


async def test_after_care_is_chosen_with_the_arrows_and_digits_and_is_owed_then() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await type_text(pilot, "! ring back tomorrow 15:00\nuseful: show her the tracking page\n")
        await pilot.press(*HEART, "ctrl+r", "1", "2", "5", "down", "up", "1", "4", "2", "2")
        await pilot.pause()
        assert "✓ note by hand" in stage.screen_text
        assert "! one-on-one: show her the tracking page" in stage.screen_text
        await pilot.press("enter")
        await on_desk(pilot, stage)
        kinds = [promise.kind for promise in stage.finished().promises]
        assert kinds == [PromiseKind.SAID, PromiseKind.NOTE, PromiseKind.ONE_ON_ONE]
        assert "write a note by hand" in stage.screen_text


async def test_the_note_by_hand_is_shown_copied_and_ticked() -> None:
    stage = Stage(opening="Dana Lee")
    async with stage.run(WIDE) as pilot:
        await type_text(pilot, "> you sent it twice\n= she has to tell her boss\ni the label printer failed\n")
        await pilot.press(*HEART, "ctrl+r", "f5")
        await pilot.pause()
        assert isinstance(stage.app.screen, NoteScreen)
        await pilot.press("f8", "ctrl+n", "escape")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        (note,) = stage.clipboard.texts
        assert 60 <= len(note.split()) <= 90
        assert "boss" in note
        assert "printer" not in note
        assert "✓ note by hand" in stage.screen_text
        await pilot.press("up", "1")
        await pilot.pause()
        (promise,) = stage.wrap_up.live.call.promises
        assert (promise.kind, promise.state) == (PromiseKind.NOTE, PromiseState.TOLD)
        assert "✓ note by hand" in stage.screen_text


async def test_a_promise_typed_after_goodbye_is_a_line_of_its_own() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await type_text(pilot, "she is upset")
        await pilot.press(*HEART, "ctrl+r", "1", "enter")
        await type_text(pilot, "! ring back tomorrow 15:00")
        await pilot.press("tab", "enter")
        await on_desk(pilot, stage)
        assert stage.finished().notes == "she is upset\n! ring back tomorrow 15:00"


async def test_a_breath_before_the_next_call_holds_nobody_up() -> None:
    stage = Stage(opening="Dana", settings=Settings(cool_down=120))
    async with stage.run() as pilot:
        await pilot.press("ctrl+r", "5", "enter")
        await on_desk(pilot, stage)
        await until(pilot, lambda: "a breath before the next call: 2:00" in stage.screen_text)
        await type_text(pilot, "Omar\nfirst")
        assert stage.call.notes.text == "first"
        assert stage.call.live.call.caller == "Omar"


async def test_the_playbook_is_changed_in_the_call_and_nothing_is_lost() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(WIDE) as pilot:
        await type_text(pilot, "> late again")
        await pilot.press("ctrl+n", "f4")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        await type_text(pilot, "deliv")
        await pilot.press("enter")
        await type_text(pilot, " and wrong")
        assert stage.call.notes.text == "> late again and wrong"
        assert "✓ Listen" in stage.screen_text
        assert "Wrong or late delivery" in stage.screen_text
        assert stage.call.live.call.playbook.id == "delivery"


async def test_what_was_understood_of_a_line_stands_at_the_bottom_while_it_is_typed() -> None:
    stage = Stage(opening="Dana", settings=Settings(limit=150))
    async with stage.run() as pilot:
        for line, hint in (
            ("! ring back tue 15:00", "! Tue 24 Nov 15:00".replace("Tue 24 Nov", "today")),
            ("\n! ring back 3/4", "! 3/4 can be 3 Apr or 4 Mar: write the month"),
            ("\n= ", "= what did it take? time · money"),
            ("\ncost: 240", "cost: 240 € is above your 150 €"),
            ("\nplain", "ctrl+n said it, next"),
        ):
            await type_text(pilot, line)
            await stage.call.live.flush()
            await pilot.pause()
            await pilot.pause()
            assert hint in stage.screen_text.splitlines()[-1], line

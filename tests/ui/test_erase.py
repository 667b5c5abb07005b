"""Erasing from the past calls: asked once with the numbers, and never by a hurried hand."""

import threading

import pytest
from textual.pilot import Pilot

from tests.fakes import a_call
from tests.ui.stage import Stage, type_text, until
from tui.model.call import Outcome
from tui.model.trouble import RecordsTrouble
from tui.screens.calls import CallsScreen
from tui.screens.erase import EraseScreen
from tui.services.erasing import GONE_BUT_CARD

SIZES = [(80, 24), (120, 40), (50, 14)]


def a_stage() -> Stage:
    stage = Stage()
    for number, caller in enumerate(("Dana Lee, Northwind Law", "Ben Ode", "Dana Lee, Northwind Law", ""), start=1):
        stage.records.finish(a_call(number, caller, f"note {number}", outcome=Outcome.FIXED))
    return stage


async def come(stage: Stage, pilot: Pilot[None], words: str = "dana", behind: str = "") -> EraseScreen:
    """To the screen for the newest call with these words; what is typed `behind` the key comes at once."""
    await pilot.press("f3")
    await pilot.pause()
    await type_text(pilot, words)
    await stage.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.press("ctrl+l")
    await type_text(pilot, behind)
    await stage.app.workers.wait_for_complete()
    await pilot.pause()
    screen = stage.app.screen
    assert isinstance(screen, EraseScreen)
    return screen


async def done(stage: Stage, pilot: Pilot[None]) -> None:
    await stage.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_the_numbers_stand_there_before_anything_is_typed(size: tuple[int, int]) -> None:
    stage = a_stage()
    stage.erasing.exports = ("/home/rep/dana.csv",)
    async with stage.run(size) as pilot:
        await come(stage, pilot)
        assert "▶ this call" in stage.screen_text
        assert "1 finished call" in " ".join(stage.screen_text.split())
        await pilot.press("f2")
        await done(stage, pilot)
        assert "▶ all of Dana Lee" in stage.screen_text
        assert size[1] < 20 or "2 finished calls (24 Nov 2026)" in stage.screen_text
        assert "2 finished calls" in " ".join(stage.screen_text.split())
        if size[1] > 20:
            assert "/home/rep/dana.csv" in stage.screen_text
        assert len(stage.records.disk.calls) == 4


async def test_the_word_and_enter_erase_this_call_alone() -> None:
    stage = a_stage()
    async with stage.run() as pilot:
        await come(stage, pilot)
        await type_text(pilot, "erase\n")
        await done(stage, pilot)
        assert sorted(stage.records.disk.calls) == [1, 2, 4]
        assert f"They are erased. {GONE_BUT_CARD}" in stage.toasts
        assert "They are erased." in stage.screen_text
        await pilot.press("escape")
        await done(stage, pilot)
        assert isinstance(stage.app.screen, CallsScreen)
        assert "1 of 1" in stage.screen_text


async def test_all_of_the_client_go() -> None:
    stage = a_stage()
    async with stage.run() as pilot:
        await come(stage, pilot)
        await pilot.press("f2")
        await done(stage, pilot)
        await type_text(pilot, "ERASE\n")
        await done(stage, pilot)
        assert sorted(stage.records.disk.calls) == [2, 4]


async def test_names_and_words_alone_go() -> None:
    stage = a_stage()
    async with stage.run() as pilot:
        await come(stage, pilot)
        await pilot.press("f4")
        await type_text(pilot, "erase\n")
        await done(stage, pilot)
        assert stage.records.disk.calls[3].notes == "note 3"
        stage.app.screen.query_one("#word").value = ""  # type: ignore[attr-defined]
        await type_text(pilot, "anonymise\n")
        await done(stage, pilot)
        assert len(stage.records.disk.calls) == 4
        assert stage.records.disk.calls[3].caller == ""
        assert "They are anonymous now." in stage.toasts


@pytest.mark.parametrize("typed", ["\n", "\n\n\n", "yes\n", "erasee\n", "y\n", "delete\n"])
async def test_a_hurried_hand_erases_nothing(typed: str) -> None:
    stage = a_stage()
    async with stage.run() as pilot:
        await come(stage, pilot, behind=typed)
        assert len(stage.records.disk.calls) == 4
        assert any("Type the word erase" in toast for toast in stage.toasts)
        await pilot.press("escape")
        await done(stage, pilot)
        assert isinstance(stage.app.screen, CallsScreen)
        assert len(stage.records.disk.calls) == 4


async def test_a_word_that_was_typed_for_another_choice_counts_for_none() -> None:
    stage = a_stage()
    async with stage.run() as pilot:
        await come(stage, pilot)
        await type_text(pilot, "erase")
        await pilot.press("f2")
        await done(stage, pilot)
        await pilot.press("enter")
        await done(stage, pilot)
        assert len(stage.records.disk.calls) == 4


async def test_a_call_in_which_nobody_was_named_has_no_client_to_erase() -> None:
    stage = a_stage()
    async with stage.run() as pilot:
        await come(stage, pilot, words="note 4")
        await pilot.press("f2")
        await done(stage, pilot)
        assert "▶ this call" in stage.screen_text
        assert any("Nobody was named" in toast for toast in stage.toasts)
        await type_text(pilot, "erase\n")
        await done(stage, pilot)
        assert sorted(stage.records.disk.calls) == [1, 2, 3]


async def test_where_it_fails_it_is_said_and_can_be_done_once_more() -> None:
    stage = a_stage()
    async with stage.run() as pilot:
        await come(stage, pilot)
        stage.erasing.trouble = RecordsTrouble("The disk is full.")
        await type_text(pilot, "erase\n")
        await done(stage, pilot)
        assert "The disk is full." in stage.screen_text
        assert len(stage.records.disk.calls) == 4
        stage.erasing.trouble = None
        await pilot.press("enter")
        await done(stage, pilot)
        assert sorted(stage.records.disk.calls) == [1, 2, 4]
        assert "The disk is full." not in stage.screen_text


async def test_where_a_call_goes_on_it_is_said_what_comes_later() -> None:
    stage = a_stage()
    stage.erasing.is_over = False
    async with stage.run() as pilot:
        await come(stage, pilot)
        await type_text(pilot, "erase\n")
        await done(stage, pilot)
        assert "overwritten by the open app when it has ended" in stage.toasts[-1]


async def test_whoever_leaves_meanwhile_is_told_when_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = a_stage()
    gate = threading.Event()
    carry_out = stage.erasing.carry_out

    def slow(*args: object) -> bool:
        gate.wait()
        return carry_out(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(stage.erasing, "carry_out", slow)
    async with stage.run() as pilot:
        screen = await come(stage, pilot)
        await type_text(pilot, "erase\n")
        await pilot.press("escape")
        await until(pilot, lambda: stage.app.screen is not screen)
        gate.set()
        await done(stage, pilot)
        assert sorted(stage.records.disk.calls) == [1, 2, 4]
        assert any("They are erased." in toast for toast in stage.toasts)
        assert "1 of 1" in stage.screen_text

"""How many keys a rep presses from the start to the wrapped-up call, besides the notes themselves."""

import pytest

from tests.ui.stage import Stage, on_desk, type_text
from tui.model.call import Outcome, StepState

pytestmark = pytest.mark.costly

MOST = 14


async def test_fourteen_keys_are_enough_for_the_default_playbook() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        await type_text(pilot, "Dana Lee, Northwind Law")
        keys = ["enter", *["ctrl+n"] * 7, "ctrl+r", "1", "2", "5", "enter"]
        await pilot.press(keys[0])
        await pilot.pause()
        await type_text(
            pilot, "> you sent it twice\n= she has to tell her boss\n+ resend\n+ pay back\n! ring friday 15:00\n"
        )
        await pilot.press(*keys[1:])
        await on_desk(pilot, stage)
        call = stage.finished()
        assert len(keys) <= MOST
        assert {record.state for record in call.steps} == {StepState.DONE}
        assert (call.outcome, call.overrides) == (Outcome.FIXED, ())
        assert len(stage.clipboard.texts) == 1


async def test_a_short_contact_of_two_lines_needs_four_keys_besides_them() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        await pilot.press("f4")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        await type_text(pilot, "short")
        await pilot.press("enter")
        await on_desk(pilot, stage)
        assert "next call: Short contact" in stage.screen_text
        await type_text(pilot, "Dana Lee")
        keys = ["enter", "ctrl+r", "1", "enter"]
        await pilot.press(keys[0])
        await pilot.pause()
        await type_text(pilot, "> where is the invoice\nsent it again")
        await pilot.press(*keys[1:])
        await on_desk(pilot, stage)
        call = stage.finished()
        assert (call.playbook.id, call.outcome, call.promises) == ("short-contact", Outcome.FIXED, ())
        assert call.notes == "> where is the invoice\nsent it again"

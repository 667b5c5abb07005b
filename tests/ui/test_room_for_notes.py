"""The notes keep their rows, whatever else has something to say: they are what the rep types into."""

import pytest

from tests.ui.stage import NARROW, WIDE, Stage, type_text, until
from tui.model.trouble import RecordsTrouble

pytestmark = pytest.mark.costly

SMALL = (60, 16)
LEAST = 3


@pytest.mark.parametrize("size", [SMALL, (60, 20), NARROW, WIDE], ids=str)
async def test_every_card_of_a_call_leaves_the_notes_three_rows(size: tuple[int, int]) -> None:
    stage = Stage(opening="Dana")
    async with stage.run(size) as pilot:
        await type_text(pilot, "two parcels")
        steps = stage.call.live.call.playbook.steps
        for step in steps:
            stage.call.live.go_to(step.id)
            await pilot.pause()
            assert stage.call.notes.size.height >= LEAST, step.id
            assert step.name.upper() in stage.screen_text or stage.call.live.gate, step.id
            stage.call.live.said()


async def test_a_card_that_is_cut_says_so_and_keeps_the_line_to_say() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(SMALL) as pilot:
        await pilot.pause()
        step = stage.call.live.call.playbook.steps[0]
        assert step.done[:20] not in stage.screen_text
        assert "…" in stage.screen_text
        assert "tell me what" in stage.screen_text


async def test_the_red_line_takes_its_rows_from_the_card() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(SMALL) as pilot:
        stage.records.trouble = RecordsTrouble("The disk is full.")
        await type_text(pilot, "two parcels")
        with pytest.raises(RecordsTrouble):
            await stage.call.live.flush()
        await pilot.pause()
        assert "Not saved since" in stage.screen_text
        assert stage.call.notes.size.height >= LEAST


@pytest.mark.parametrize("answers", ["", "1", "12", "123"])
async def test_the_questions_of_the_wrap_up_leave_the_notes_three_rows(answers: str) -> None:
    stage = Stage(opening="Dana")
    async with stage.run(SMALL) as pilot:
        await type_text(pilot, "two parcels\n! ring back tue 15:00\n! send it fri")
        await pilot.press("ctrl+r", *answers)
        await pilot.pause()
        assert stage.wrap_up.notes.size.height >= LEAST
        for title in ("How did it end?", "Mood at hello", "Mood at goodbye", "Afterwards"):
            assert title in stage.screen_text
        await pilot.press("tab")
        await pilot.pause()
        assert stage.wrap_up.notes.size.height >= LEAST


async def test_a_folded_question_shows_its_answer() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(SMALL) as pilot:
        await pilot.press("ctrl+r", "5", "5")
        await pilot.pause()
        assert "cut off" in stage.screen_text
        assert "✓ warm" in stage.screen_text
        assert "1 furious" in stage.screen_text


async def test_the_red_line_of_the_wrap_up_leaves_the_notes_three_rows() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(SMALL) as pilot:
        await type_text(pilot, "! ring back tue 15:00")
        await stage.call.live.flush()
        await pilot.press("ctrl+r", "5")
        stage.records.trouble = RecordsTrouble("The disk is full.")
        await pilot.press("enter")
        await until(pilot, lambda: "Not finished" in stage.screen_text)
        assert stage.wrap_up.notes.size.height >= LEAST

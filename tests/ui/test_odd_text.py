"""Text from people is shown as text, whatever is in it, on every screen that shows it."""

import pytest
from textual.pilot import Pilot

from tests.ui.stage import NARROW, WIDE, Stage, on_desk, saved, type_text

pytestmark = pytest.mark.costly

ODD = [
    "[red]x[/]",
    "[/]",
    "[bold",
    "$primary",
    "N" * 500,
    "\x1b[31mred\x1b[0m \x07bell",
    "李小龍 的 店",
    "שלום עולם",
    "👩‍👩‍👧‍👦 family 🇩🇪",
    "\u202etxt.exe",
    "e\u0301\u0327 z\u0335\u0321\u0322",
]


STEERS = "\x1b\x07\u202e"
NOTES = "".join(f"> {text}\n= {text}\n! {text}\n{text} #{text}\n@ {text}, {text}\n" for text in ODD)


async def _whole_call(stage: Stage, pilot: Pilot[None]) -> None:
    stage.call.notes.load_text(NOTES)
    await saved(pilot, stage)
    for _ in range(4):
        await pilot.press("pageup")
        await pilot.pause()
        assert not [char for char in stage.screen_text if char in STEERS]
    await pilot.press("ctrl+g", "f1", "f1", "ctrl+r", "5", "2", "3", "enter")
    await on_desk(pilot, stage)
    await pilot.press("f3")
    await stage.app.workers.wait_for_complete()
    await pilot.press("enter", "escape", "escape")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_odd_text_goes_through_every_screen_and_stays_as_typed(size: tuple[int, int]) -> None:
    stage = Stage(opening=ODD[0])
    async with stage.run(size) as pilot:
        await _whole_call(stage, pilot)
    assert stage.finished().notes == NOTES
    assert stage.logged == []


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
async def test_an_odd_name_is_kept_as_typed_and_steers_nothing(text: str) -> None:
    stage = Stage(opening=text)
    async with stage.run(WIDE) as pilot:
        await saved(pilot, stage)
        assert stage.live().opened_as == text
        assert not [char for char in stage.screen_text if char in STEERS]
    assert stage.logged == []


async def test_markup_in_a_name_is_shown_as_it_was_typed() -> None:
    stage = Stage()
    async with stage.run(WIDE) as pilot:
        await type_text(pilot, "[red]x[/]\n")
        await pilot.pause()
        assert "[red]x[/]" in stage.screen_text.splitlines()[0]


async def test_a_long_name_leaves_the_clock_whole() -> None:
    stage = Stage(opening="N" * 500)
    async with stage.run() as pilot:
        await saved(pilot, stage)
        assert "on call 0:00 · saved 09:18:00" in stage.screen_text.splitlines()[0]
        assert len(stage.live().caller) == 500

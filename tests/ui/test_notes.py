import threading

import pytest
from textual import events

from tests.ui.stage import Stage, saved, type_text, until


async def test_notes_are_saved_without_touching_text_or_cursor() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await type_text(pilot, "two parcels\nagain")
        await pilot.press("up", "left")
        before = stage.call.notes.cursor_location
        await saved(pilot, stage)
        assert stage.live().notes == "two parcels\nagain"
        assert stage.call.notes.cursor_location == before


async def test_saved_is_shown_only_after_the_words_are_on_the_disk() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await saved(pilot, stage)
        stage.records.gate = gate = threading.Event()
        stage.records.writing.clear()
        stage.clock.advance(31)
        await type_text(pilot, "x")
        await until(pilot, stage.records.writing.is_set)
        assert "saved 09:18:00" in stage.screen_text
        gate.set()
        await saved(pilot, stage)
        assert "saved 09:18:31" in stage.screen_text


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("ring back", 4, "! ring back"),
        ("> ring back", 6, "! ring back"),
        ("  ring back", 6, "  ! ring back"),
        ("! ring back", 6, "ring back"),
        ("", 0, "! "),
        ("!ring", 5, "ring"),
    ],
)
async def test_one_key_marks_the_line_as_a_promise(line: str, column: int, expected: str) -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        notes = stage.call.notes
        notes.load_text(f"above\n{line}\nbelow")
        notes.move_cursor((1, column))
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert notes.text == f"above\n{expected}\nbelow"
        assert notes.cursor_location[0] == 1
        assert notes.document.get_line(1)[: notes.cursor_location[1]].strip("!> ") == line[:column].strip("!> ")


async def test_the_caller_is_named_without_leaving_the_notes() -> None:
    stage = Stage(opening="")
    async with stage.run() as pilot:
        await type_text(pilot, "angry about the parcel\n")
        await pilot.press("f2")
        await type_text(pilot, "Dana Lee, Northwind Law\n")
        await saved(pilot, stage)
        assert stage.live().caller == "Dana Lee"
        assert stage.live().company == "Northwind Law"
        assert "“Dana, tell me what happened" in stage.screen_text
        assert "Dana Lee · Northwind Law" in stage.screen_text


async def test_undo_takes_a_mark_back() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await type_text(pilot, "ring back")
        await pilot.press("ctrl+t", "ctrl+z")
        await pilot.pause()
        assert stage.call.notes.text == "ring back"


async def test_typing_right_before_the_wrap_up_is_in_it_and_typing_after_it_too() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        for key in (*"abc", "ctrl+r", "2", *"def", "ctrl+o", *"ghi"):
            stage.app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(30):
            await pilot.pause()
        assert stage.call.notes.text == "abc\ndefghi"
        assert stage.call.live.call.outcome is not None


@pytest.mark.long
async def test_a_paste_of_a_megabyte_is_kept_whole() -> None:
    stage = Stage(opening="Dana")
    text = "the parcel came twice, and nobody rang. " * 26_215
    async with stage.run() as pilot:
        stage.app.post_message(events.Paste(text))
        await pilot.pause()
        await type_text(pilot, "!")
        await saved(pilot, stage)
        assert len(text) > 1_000_000
        assert stage.live().notes == text + "!"


async def test_the_cursor_stays_in_sight_when_the_screen_gets_smaller() -> None:
    stage = Stage(opening="Dana")
    async with stage.run((120, 40)) as pilot:
        await type_text(pilot, "a line that is wrapped anew when the screen gets narrower and narrower still\n" * 12)
        await type_text(pilot, "the very end")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "the very end" in stage.screen_text)
        await pilot.resize_terminal(62, 18)
        await until(pilot, lambda: "the very end" in stage.screen_text)

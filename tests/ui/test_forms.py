"""The form of the summary on the screen: chosen already, one key changes it, and what is seen is what is pasted."""

from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from tests.forms import OURS
from tests.ui.stage import NARROW, WIDE, Stage, on_desk, saved, type_text, until, words_of
from tui.forms import FormShelf
from tui.model.form import Choice
from tui.ports import Copied
from tui.shipped import shipped

NOTES = "> you lost it, twice\n= she has to tell her boss\ni the printer\n! ring back tomorrow 15:00\n"
IDS = [form.id for form in OURS.all()]


async def _to_wrap_up(stage: Stage, pilot: Pilot[None], notes: str = NOTES) -> None:
    await type_text(pilot, notes)
    await pilot.press("ctrl+r")
    await pilot.pause()


def shelf(folder: Path, usual: str = "crm-note", **files: str) -> FormShelf:
    for name, text in files.items():
        heading = '{#\ntitle = "Mine"\nreader = "us"\norder = 1\n#}\n'
        (folder / f"{name}.jinja").write_text(heading + text, encoding="utf-8")
    return FormShelf(shipped("forms"), folder, choice=lambda: Choice(usual))


@pytest.mark.parametrize("presses", range(len(IDS)))
async def test_in_every_form_what_is_seen_is_what_f8_and_enter_paste(presses: int) -> None:
    stage = Stage(opening="Dana Lee")
    async with stage.run(WIDE) as pilot:
        await _to_wrap_up(stage, pilot)
        await pilot.press("2", "1", "1", "4", *["f2"] * presses)
        await pilot.pause()
        seen = words_of(stage.wrap_up.preview)
        assert stage.wrap_up.live.preview().form.id == IDS[presses]
        await pilot.press("f8")
        await until(pilot, lambda: stage.clipboard.texts)
        await pilot.press("enter")
        await on_desk(pilot, stage)
        await until(pilot, lambda: len(stage.clipboard.texts) == 2)
        first, second = stage.clipboard.texts
        assert first == seen
        # The record says when it was last changed, which is now.
        assert second == seen or IDS[presses] == "json"


async def test_the_heading_names_the_form_who_reads_it_and_its_length() -> None:
    stage = Stage(opening="Dana Lee")
    async with stage.run(WIDE) as pilot:
        await _to_wrap_up(stage, pilot)
        length = len(words_of(stage.wrap_up.preview))
        assert f"CRM NOTE  FOR US, {length} CHARACTERS" in stage.screen_text
        await pilot.press("f2", "f2")
        await pilot.pause()
        assert "FOR THE CLIENT, " in stage.screen_text
        assert "CLIENT E-MAIL  " in stage.screen_text
        assert "printer" not in words_of(stage.wrap_up.preview)


async def test_behind_the_last_form_comes_the_first() -> None:
    stage = Stage(opening="Dana Lee")
    async with stage.run() as pilot:
        await _to_wrap_up(stage, pilot)
        seen = []
        for _ in range(len(IDS) + 1):
            seen.append(stage.wrap_up.live.preview().form.id)
            await pilot.press("f2")
        assert seen == [*IDS, IDS[0]]


async def test_who_hands_the_call_over_finds_the_handover_and_whoever_chose_keeps_the_choice() -> None:
    stage = Stage(opening="Dana Lee")
    async with stage.run(WIDE) as pilot:
        await _to_wrap_up(stage, pilot)
        await pilot.press("4")
        await pilot.pause()
        assert words_of(stage.wrap_up.preview).startswith("Please take over: Dana Lee")
        await pilot.press("f2")
        await pilot.pause()
        assert "BY HAND" in stage.screen_text
        await pilot.press("ctrl+o")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "NOTE BY HAND  " in stage.screen_text


async def test_f8_copies_the_current_form_in_the_middle_of_a_call_with_the_last_letter(tmp_path: Path) -> None:
    stage = Stage(opening="Dana Lee", forms=shelf(tmp_path, usual="short"))
    async with stage.run() as pilot:
        await type_text(pilot, "= she waits")
        await pilot.press("f8")
        await until(pilot, lambda: stage.clipboard.texts)
        assert stage.clipboard.texts[0].startswith("Dana Lee. It meant: she waits.")


async def test_a_clipboard_that_hangs_a_while_never_puts_an_older_text_over_a_newer_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = Stage(opening="Dana Lee")
    begun, goes_on, copy = Event(), Event(), stage.clipboard.copy

    def hanging(text: str) -> Copied:
        if not begun.is_set():
            begun.set()
            goes_on.wait()
        return copy(text)

    monkeypatch.setattr(stage.clipboard, "copy", hanging)
    async with stage.run() as pilot:
        await pilot.press("f8")
        await until(pilot, begun.is_set)
        for line in ("= one\n", "= two\n", "= three\n"):
            await type_text(pilot, line)
            await pilot.press("f8")
        await until(pilot, lambda: len([one for one in stage.app.workers if one.group == "copy"]) == 4)
        assert stage.clipboard.texts == []
        goes_on.set()
        await until(pilot, lambda: len(stage.clipboard.texts) == 2)
        assert "three" in stage.clipboard.texts[-1]
        await until(pilot, lambda: stage.toasts == ["Copied to the clipboard."] * 2)


async def test_letters_typed_right_behind_f2_are_notes() -> None:
    stage = Stage(opening="Dana Lee")
    async with stage.run() as pilot:
        await _to_wrap_up(stage, pilot, "first\n")
        await pilot.press("f2", *"abc", "f2")
        await stage.wrap_up.live.flush()
        await pilot.pause()
        assert stage.live().notes == "first\nabc"
        assert stage.wrap_up.live.preview().form.id == "client-email"


async def test_the_usual_form_is_that_of_the_settings_and_a_broken_one_is_told_at_the_desk(tmp_path: Path) -> None:
    stage = Stage(forms=shelf(tmp_path, usual="mine", mine="hello {{ name }}", broken="\n{{ nmae }}"))
    async with stage.run() as pilot:
        await until(pilot, lambda: stage.toasts)
        assert stage.toasts == ["broken.jinja: line 7: nmae is nothing that this form may name"]
        await type_text(pilot, "Dana Lee\n")
        await saved(pilot, stage)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert words_of(stage.wrap_up.preview) == "hello Dana Lee\n"


async def test_a_form_that_fails_with_this_call_is_told_on_the_red_line_and_another_stands_in(tmp_path: Path) -> None:
    stage = Stage(opening="Dana Lee", forms=shelf(tmp_path, usual="mine", mine="{{ said | first }}"))
    async with stage.run(WIDE) as pilot:
        await _to_wrap_up(stage, pilot, "no words of theirs\n")
        assert "mine.jinja: line 6: first wants a list with something in it" in stage.screen_text
        assert words_of(stage.wrap_up.preview).startswith("Call with Dana Lee\n")
        await type_text(pilot, "> late\n")
        await stage.wrap_up.live.flush()
        await until(pilot, lambda: words_of(stage.wrap_up.preview) == "late\n")
        assert "mine.jinja" not in stage.screen_text


async def test_no_key_waits_for_the_forms_to_be_read() -> None:
    forms = FormShelf(shipped("forms"))
    stage = Stage(forms=forms)
    async with stage.run(NARROW) as pilot:
        await until(pilot, lambda: forms._by_id is not None)
        assert stage.toasts == []

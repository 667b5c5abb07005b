import pytest

from tests.ui.stage import WIDE, Stage, saved, type_text
from tui.model.trouble import RecordsTrouble


async def test_a_save_that_fails_shows_a_red_line_that_stays_until_it_works_again() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(WIDE) as pilot:
        await saved(pilot, stage)
        stage.records.trouble = RecordsTrouble("The disk is full.")
        await type_text(pilot, "two parcels")
        with pytest.raises(RecordsTrouble):
            await stage.call.live.flush()
        await pilot.pause()
        assert (
            "Not saved since 09:18: The disk is full. Your notes are safe on screen; f8 copies them."
            in stage.screen_text
        )
        assert stage.call.notes.text == "two parcels"
        stage.records.trouble = None
        await saved(pilot, stage)
        assert "Not saved" not in stage.screen_text
        assert stage.live().notes == "two parcels"


async def test_f8_copies_the_notes_that_could_not_be_saved() -> None:
    stage = Stage(opening="Dana")
    stage.records.trouble = RecordsTrouble("The disk is full.")
    async with stage.run() as pilot:
        await type_text(pilot, "two parcels")
        await pilot.press("f8")
        await stage.app.workers.wait_for_complete()
        assert "- two parcels" in stage.clipboard.texts[0]


@pytest.mark.parametrize("key", ["f9", "ctrl+q"])
async def test_leaving_with_unsaved_words_asks_once_more(key: str) -> None:
    stage = Stage(opening="Dana")
    stage.records.trouble = RecordsTrouble("The disk is full.")
    async with stage.run() as pilot:
        await type_text(pilot, "two parcels")
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()
        assert stage.call.notes.text == "two parcels"
        assert stage.toasts[-1].startswith("Not saved: The disk is full. f8 copies your notes")
        stage.records.trouble = None
        await pilot.press(key)
        await pilot.pause()
    assert stage.live().notes == "two parcels"


async def test_quitting_right_after_typing_loses_nothing() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await type_text(pilot, "last words")
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert stage.live().notes == "last words"
    assert stage.records.disk.owners == {}


async def test_ctrl_c_does_not_end_a_call() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await type_text(pilot, "abc")
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert stage.call.notes.text == "abc"


async def test_a_bug_saves_the_call_and_says_one_sentence_without_anybodys_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stage = Stage(opening="Dana")
    with pytest.raises(ZeroDivisionError):
        async with stage.run() as pilot:
            await type_text(pilot, "secret words")
            stage.app.call_later(lambda: 1 / 0)
            await pilot.pause()
            await pilot.pause()
    assert stage.live().notes == "secret words"
    assert [type(error) for error in stage.logged] == [ZeroDivisionError]
    shown = " ".join(capsys.readouterr().err.split())
    assert "has stopped. The call is kept: the next start offers it again." in shown
    assert "secret words" not in shown


async def test_a_bug_with_a_full_disk_does_not_say_that_the_call_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    stage = Stage(opening="Dana")
    with pytest.raises(ZeroDivisionError):
        async with stage.run() as pilot:
            await saved(pilot, stage)
            stage.records.trouble = RecordsTrouble("The disk is full.")
            await type_text(pilot, "secret words")
            stage.app.call_later(lambda: 1 / 0)
            await pilot.pause()
            await pilot.pause()
    shown = " ".join(capsys.readouterr().err.split())
    assert "has stopped." in shown
    assert "is kept" not in shown


async def test_a_second_window_that_has_the_call_is_said() -> None:
    first = Stage(opening="Dana")
    async with first.run() as pilot:
        await saved(pilot, first)
        second = Stage(first.records.disk)
        async with second.run() as other:
            second.desk.open_calls.show([first.live()])
            await other.press("ctrl+o")
            await other.pause()
            assert second.toasts == ["Another window has just taken up this call."]
            assert second.desk


async def test_a_call_that_was_finished_in_another_window_is_not_brought_back() -> None:
    first = Stage(opening="Dana")
    async with first.run() as pilot:
        await saved(pilot, first)
        stale = first.live()
        first.records.finish(stale)
    second = Stage(first.records.disk)
    async with second.run() as other:
        second.desk.open_calls.show([stale])
        await other.press("ctrl+o")
        await other.pause()
        assert second.toasts == ["This call was finished in another window."]
        assert second.records.disk.live == {}

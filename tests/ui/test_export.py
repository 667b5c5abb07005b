import threading

import pytest
from textual.pilot import Pilot

from tests.fakes import a_call
from tests.ui.alone import HOSTILE, STEERS
from tests.ui.stage import NARROW, WIDE, Stage, type_text, until, words_of
from tui.model.call import Outcome
from tui.model.trouble import RecordsTrouble, Trouble
from tui.screens.calls import CallsScreen
from tui.screens.export import NONE, STOPPED, ExportScreen
from tui.services.outgoing import PAGE


def _stage(*notes: str) -> Stage:
    stage = Stage()
    for number, text in enumerate(notes, start=1):
        stage.records.finish(a_call(number, f"Caller {number}", text, outcome=Outcome.FIXED))
    return stage


async def _open(stage: Stage, pilot: Pilot[None], words: str = "", *, reading: bool = False) -> ExportScreen:
    await pilot.press("f3")
    await pilot.pause()
    await type_text(pilot, words)
    await stage.app.workers.wait_for_complete()
    await pilot.press(*(["enter"] if reading else []), "ctrl+o")
    await stage.app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(stage.app.screen, ExportScreen)
    return stage.app.screen


async def _done(stage: Stage, pilot: Pilot[None]) -> None:
    await pilot.pause()
    await stage.app.workers.wait_for_complete()
    await pilot.pause()


JSON_FILE = "~/heartfirst-calls-found-2026-11-24.json"


async def test_what_is_listed_goes_to_the_file_that_is_suggested() -> None:
    stage = _stage("red gift", "blue gift", "nothing")
    async with stage.run() as pilot:
        screen = await _open(stage, pilot, "gift")
        assert "2 calls that are found by: gift" in stage.screen_text
        assert screen.path.value == JSON_FILE
        await pilot.press("enter")
        await _done(stage, pilot)
        assert stage.export_files.noted == [(JSON_FILE, "json", 2)]
        assert stage.export_files.files[JSON_FILE].count(b'"schema"') >= 2
        assert f"2 calls are in {JSON_FILE}." in stage.screen_text


async def test_all_calls_more_than_a_page() -> None:
    stage = _stage(*["x"] * (PAGE + 1))
    async with stage.run() as pilot:
        await _open(stage, pilot)
        assert f"All calls: {PAGE + 1}" in stage.screen_text
        await pilot.press("enter")
        await _done(stage, pilot)
        assert stage.export_files.noted[0][2] == PAGE + 1


async def test_the_call_that_is_read_goes_alone() -> None:
    stage = _stage("one", "two")
    async with stage.run() as pilot:
        screen = await _open(stage, pilot, reading=True)
        assert "This call: Caller 2" in stage.screen_text
        assert screen.path.value == "~/heartfirst-call-2026-11-24-0918-2026-11-24.json"
        await pilot.press("enter")
        await _done(stage, pilot)
        assert stage.export_files.noted[0][2] == 1


async def test_the_form_is_chosen_and_the_name_goes_with_it() -> None:
    stage = _stage("one")
    async with stage.run() as pilot:
        screen = await _open(stage, pilot)
        await pilot.press("down")
        await pilot.pause()
        assert "▶ csv" in stage.screen_text
        assert screen.path.value.endswith(".csv")
        await pilot.press("f2", "up", "up", "up")
        await pilot.pause()
        assert "▶ html" in stage.screen_text
        await pilot.press("enter")
        await _done(stage, pilot)
        ((name, form, _),) = stage.export_files.noted
        assert (name.endswith("-calls-2026-11-24.html"), form) == (True, "html")
        assert stage.export_files.files[name].startswith(b"<!DOCTYPE html>")


async def test_a_name_of_ones_own_stays_and_digits_are_a_part_of_it() -> None:
    stage = _stage("one")
    async with stage.run() as pilot:
        screen = await _open(stage, pilot)
        await pilot.press("ctrl+u")
        await type_text(pilot, "/media/2026 4.json")
        await pilot.press("down", "enter")
        await _done(stage, pilot)
        assert screen.path.value == "/media/2026 4.csv"
        assert list(stage.export_files.files) == ["/media/2026 4.csv"]


async def test_a_file_that_is_there_is_replaced_by_a_key_of_its_own() -> None:
    stage = _stage("one")
    async with stage.run() as pilot:
        screen = await _open(stage, pilot)
        stage.export_files.files[screen.path.value] = b"mine"
        await pilot.press("enter")
        await _done(stage, pilot)
        assert "is there already, and is left as it is. ctrl+n puts" in " ".join(stage.screen_text.split())
        assert stage.export_files.files[screen.path.value] == b"mine"
        await pilot.press("ctrl+n")
        await _done(stage, pilot)
        assert stage.export_files.files[screen.path.value] != b"mine"
        assert not screen.trouble.display


@pytest.mark.parametrize("key", ["escape", "f9"])
async def test_the_first_key_stops_it_and_the_second_one_leaves(key: str) -> None:
    stage = _stage("one", "two", "three")
    stage.export_files.gate = threading.Event()
    async with stage.run() as pilot:
        screen = await _open(stage, pilot)
        await pilot.press("enter")
        await until(pilot, stage.export_files.has_begun.is_set)
        await until(pilot, lambda: screen.how_far.display)
        await pilot.press(key)
        await pilot.pause()
        assert stage.app.screen is screen
        stage.export_files.gate.set()
        await _done(stage, pilot)
        assert words_of(screen.said) == STOPPED
        assert stage.export_files.files == {}
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(stage.app.screen, CallsScreen)


async def test_how_far_it_is_is_shown() -> None:
    stage = _stage("one", "two", "three")
    stage.export_files.gate = threading.Event()
    async with stage.run() as pilot:
        screen = await _open(stage, pilot)
        await pilot.press("enter")
        await until(pilot, stage.export_files.has_begun.is_set)
        await until(pilot, lambda: "of 3 calls" in stage.screen_text)
        stage.export_files.gate.set()
        await _done(stage, pilot)
        assert not screen.how_far.display


@pytest.mark.parametrize("trouble", [Trouble("The disk is full."), RecordsTrouble("The disk does not answer.")])
async def test_what_goes_wrong_is_said_and_it_can_be_tried_again(trouble: Trouble) -> None:
    stage = _stage("one")
    async with stage.run() as pilot:
        await _open(stage, pilot)
        stage.export_files.trouble = trouble
        await pilot.press("enter")
        await _done(stage, pilot)
        assert str(trouble) in stage.screen_text
        stage.export_files.trouble = None
        await pilot.press("enter")
        await _done(stage, pilot)
        assert "1 call is in" in stage.screen_text


async def test_records_that_cannot_be_counted_are_said() -> None:
    stage = _stage("one")
    async with stage.run() as pilot:
        await pilot.press("f3")
        await stage.app.workers.wait_for_complete()
        stage.records.reading_trouble = RecordsTrouble("The disk does not answer.")
        await pilot.press("ctrl+o")
        await _done(stage, pilot)
        assert "The disk does not answer." in stage.screen_text


async def test_nothing_to_write_is_said() -> None:
    stage = _stage("one")
    async with stage.run() as pilot:
        await _open(stage, pilot, "zebra")
        await pilot.press("enter")
        await _done(stage, pilot)
        assert NONE in stage.screen_text
        assert stage.export_files.files == {}


async def test_leaving_leads_back_to_the_list_with_every_key_behind_it() -> None:
    stage = _stage("red gift")
    async with stage.run() as pilot:
        await _open(stage, pilot, "gif")
        await pilot.press("escape")
        await type_text(pilot, "t")
        await _done(stage, pilot)
        assert isinstance(stage.app.screen, CallsScreen)
        assert stage.calls.words.value == "gift"


@pytest.mark.parametrize("text", HOSTILE[:4], ids=range(4))
@pytest.mark.parametrize("size", [NARROW, WIDE, (60, 16), (40, 10)], ids=str)
async def test_odd_words_are_shown_as_text(text: str, size: tuple[int, int]) -> None:
    stage = _stage("one")
    async with stage.run(size) as pilot:
        await stage.app.export(text, None)
        await _done(stage, pilot)
        assert not [char for char in stage.screen_text if char in STEERS]
        assert "▶ json" in stage.screen_text
        assert "heartfirst-calls" in stage.screen_text

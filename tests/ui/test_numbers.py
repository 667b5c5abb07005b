"""The rep's own numbers on the screen."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tests.fakes import START, Disk, a_call
from tests.ui.stage import NARROW, WIDE, Stage, until
from tui.model.call import Call, Mood, Outcome
from tui.model.trouble import RecordsTrouble
from tui.playbooks import PlaybookShelf
from tui.screens.desk import DeskScreen
from tui.screens.numbers import NumbersScreen
from tui.shipped import shipped
from tui.widgets.plotted import Plotted


def history(weeks: int = 5) -> Disk:
    """A call a week, of two playbooks in turn."""
    disk, shelf = Disk(), PlaybookShelf(shipped("playbooks"))
    books = (shelf.default(), shelf.named("outage"))
    for number in range(1, weeks + 1):
        at = START - timedelta(weeks=weeks - number)
        call: Call = a_call(number, "Dana Lee", at=at, outcome=Outcome.FIXED, playbook=books[number % 2])
        disk.calls[number] = replace(
            call,
            ended=at + timedelta(minutes=10 * number),
            touched=at + timedelta(minutes=10 * number),
            mood_at_hello=Mood.UPSET,
            mood_at_goodbye=Mood.CALM,
        )
    return disk


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder for what is written."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def tables(home: Path) -> dict[str, bytes]:
    """What was written, by its name."""
    return {path.name: path.read_bytes() for path in home.iterdir()}


async def opened(pilot: Pilot[None], stage: Stage) -> NumbersScreen:
    await pilot.press("ctrl+y")
    screen = stage.app.screen
    assert isinstance(screen, NumbersScreen)
    await until(pilot, lambda: "weeks" in str(screen.bar.render()))
    return screen


def headings(screen: NumbersScreen) -> list[str]:
    """What is shown, by the first words of each picture."""
    shown = [panel for panel in screen.query(Plotted) if panel.display]
    return [str(panel.view) for panel in shown]


async def test_a_narrow_screen_shows_one_picture_after_the_other() -> None:
    stage = Stage(history())
    async with stage.run(NARROW) as pilot:
        screen = await opened(pilot, stage)
        assert headings(screen) == ["time to sorry and to own"]
        await pilot.press("right", "right", "right")
        assert headings(screen) == ["moods, hello to goodbye"]
        assert "upset at hello, calm at goodbye (the mean)" in stage.screen_text
        assert {"●", "○"} <= set(stage.screen_text)
        await pilot.press("right", "right")
        assert headings(screen) == ["time to sorry and to own"]
        await pilot.press("left")
        assert "2 h 30 min with clients" in stage.screen_text


async def test_a_wide_screen_shows_four_at_once() -> None:
    stage = Stage(history())
    async with stage.run(WIDE) as pilot:
        screen = await opened(pilot, stage)
        assert len(headings(screen)) == 4
        assert "first in 0 of" in stage.screen_text


async def test_one_playbook_alone_and_all_again() -> None:
    stage = Stage(history())
    async with stage.run(NARROW) as pilot:
        screen = await opened(pilot, stage)
        await pilot.press("left")
        seen = []
        for _ in range(3):
            await pilot.press("f4")
            seen.append(str(screen.bar.render()).split(", for you")[0].rsplit("  ", 1)[-1].strip())
        assert len(set(seen)) == 3
        assert seen[-1] == "every playbook"


async def test_further_back_counts_anew() -> None:
    stage = Stage(history(20))
    async with stage.run(NARROW) as pilot:
        screen = await opened(pilot, stage)
        await pilot.press("left")
        before = stage.screen_text
        await pilot.press("f2")
        await until(pilot, lambda: "26 weeks" in str(screen.bar.render()))
        await pilot.pause()
        assert stage.screen_text != before


async def test_without_a_call_it_says_so_and_leaves_as_it_came() -> None:
    stage = Stage()
    async with stage.run(NARROW) as pilot:
        await opened(pilot, stage)
        assert "No finished call in these weeks yet." in stage.screen_text
        await pilot.press("escape")
        assert isinstance(stage.app.screen, DeskScreen)


async def test_the_figures_are_copied_in_words() -> None:
    stage = Stage(history())
    async with stage.run(NARROW) as pilot:
        await opened(pilot, stage)
        await pilot.press("f8")
        await until(pilot, lambda: stage.clipboard.texts)
        assert "Minutes of care:" in stage.clipboard.texts[0]


async def test_the_table_goes_to_a_new_file_each_time(home: Path) -> None:
    stage = Stage(history())
    async with stage.run(NARROW) as pilot:
        await opened(pilot, stage)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: len(tables(home)) == 1)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: len(tables(home)) == 2)
        first = tables(home)["heartfirst-numbers-2026-11-24.csv"]
        assert first.startswith(b"playbook,week,")
        assert tables(home)["heartfirst-numbers-2026-11-24-2.csv"] == first


async def test_a_home_that_is_gone_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(home / "gone"))
    stage = Stage(history())
    async with stage.run(NARROW) as pilot:
        await opened(pilot, stage)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: stage.toasts)
        assert "cannot be written" in stage.toasts[0]


async def test_records_that_cannot_be_read_are_told() -> None:
    stage = Stage(history())
    async with stage.run(NARROW) as pilot:
        stage.records.reading_trouble = RecordsTrouble("The disk is gone.")
        await pilot.press("ctrl+y")
        await until(pilot, lambda: "The disk is gone." in stage.screen_text)


async def test_letters_typed_behind_the_key_do_nothing_there_and_the_desk_is_as_it_was() -> None:
    stage = Stage(history())
    async with stage.run(NARROW) as pilot:
        await pilot.press("D", "a")
        await opened(pilot, stage)
        await pilot.press("x", "escape")
        await until(pilot, lambda: isinstance(stage.app.screen, DeskScreen))
        assert stage.desk.name_field.value == "Da"

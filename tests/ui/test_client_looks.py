"""How the card of a client looks, and the brief at the desk."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tests.fakes import START, Disk, a_call
from tests.ui.stage import NARROW, WIDE, Stage, type_text, until
from tests.ui.test_looks import SnapCompare
from tui.model.call import Mood, Outcome, with_promises
from tui.model.client import Client
from tui.model.promises import Promise
from tui.screens.client import ClientScreen
from tui.widgets.known_lines import KnownLines

DANA = "Dana Lee, Northwind Law"
MOODS = (Mood.UPSET, Mood.TENSE, Mood.TENSE, Mood.CALM)


def a_history() -> Disk:
    """Four calls with Dana, one of them as D. Lee, and what is kept about her."""
    disk = Disk()
    for number, mood in enumerate(MOODS, start=1):
        at = START - timedelta(days=40 * (len(MOODS) + 1 - number))
        notes = "> the order came a week late\nlanded: I would be angry too\n"
        call = a_call(number, "D. Lee" if number == 2 else DANA, notes, at=at, outcome=Outcome.FIXED)
        disk.calls[number] = replace(call, mood_at_hello=Mood.UPSET, mood_at_goodbye=mood)
    promise = Promise(text="ring back about the refund", noted=START, due=START - timedelta(days=2))
    disk.calls[4] = with_promises(disk.calls[4], (promise,))
    disk.clients[1] = Client(
        id=1,
        names=(DANA, "D. Lee"),
        answers_to="M. Bright, office manager",
        little=("new baby in the office", "thanks: you were the first one who listened"),
        style="brisk",
        way="by phone",
        time="after ten",
        touched=START,
    )
    return disk


@pytest.mark.costly
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80", "120"])
def test_client(size: tuple[int, int], snap_compare: SnapCompare) -> None:
    stage = Stage(a_history())

    async def look(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await type_text(pilot, DANA)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(stage.app.screen, ClientScreen))
        await pilot.pause()

    assert snap_compare(stage.app, terminal_size=size, run_before=look)


def test_naming(snap_compare: SnapCompare) -> None:
    stage = Stage(a_history())

    async def look(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await type_text(pilot, "Dana")
        await until(pilot, lambda: stage.desk.query(KnownLines).filter(".-some"))
        await stage.app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(stage.app, terminal_size=NARROW, run_before=look)

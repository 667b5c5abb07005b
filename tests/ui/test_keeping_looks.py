"""The pictures of what comes after the call: all that we owe, and a call that is amended."""

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tests.fakes import START, Disk
from tests.ui.stage import NARROW, WIDE, Stage, type_text
from tests.ui.test_amend import place as amended
from tests.ui.test_looks import SnapCompare, _steady
from tests.ui.test_owed_place import MANY, opened, owing, pressed
from tui.model.call import with_promises
from tui.model.promises import attempted, moved

WORDS = "> nobody rang me back\n= her boss asks her every morning\n"


def _owing() -> Disk:
    """What five clients wait for; one promise was moved, and tried for."""
    disk = owing(*MANY)
    call = disk.calls[2]
    (promise,) = call.promises
    once = moved(promise, START, promise.due or START, day_only=False, reason="waiting for the hub")
    tried = attempted(once, START, "rang the hub, nobody there")
    disk.calls[2] = with_promises(replace(call, notes=WORDS + call.notes), (tried,))
    return disk


@pytest.mark.costly
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80", "120"])
def test_owed(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    stage = _steady(Stage(_owing()))

    async def look(pilot: Pilot[None]) -> None:
        await opened(stage, pilot)
        await pressed(stage, pilot, "down")

    assert snap_compare(stage.app, run_before=look, terminal_size=size)


@pytest.mark.costly
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80", "120"])
def test_amend(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    stage = _steady(Stage(_owing()))

    async def look(pilot: Pilot[None]) -> None:
        await pilot.press("f3")
        await stage.app.workers.wait_for_complete()
        await pilot.press(*["down"] * 3, "ctrl+n")
        await type_text(pilot, "\nshe rang again: they have it")
        await pilot.press("tab", "1", "tab")
        await amended(stage).sitting.flush()
        await pilot.pause()

    assert snap_compare(stage.app, run_before=look, terminal_size=size)

"""The pictures of the README: each is taken from the app, so none can go stale.

A picture that changes is looked at before it is accepted (CONTRIBUTING tells how).
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tests.fakes import Disk, a_call
from tests.ui.stage import NARROW, WIDE, Stage, on_desk, type_text, until
from tui.model.call import Outcome, with_promises
from tui.model.noted_promises import promises_in
from tui.model.trouble import RecordsTrouble
from tui.playbooks import PlaybookShelf
from tui.settings import Settings
from tui.shipped import shipped

pytestmark = pytest.mark.costly

Look = Callable[[Pilot[None]], Awaitable[None]]
SnapCompare = Callable[..., bool]

NOTES = (
    "> you sent last month's order again, not mine\n"
    "> it makes us look as if nobody here talks\n"
    "= the new parents get two gifts\n"
    "= she has to tell Mr Bright, her boss\n"
    "! ring back tomorrow 15:00\n"
    "order 4711, still at the hub #gift\n"
)


def _history() -> Disk:
    """Two finished calls and one that was interrupted."""
    disk = Disk()
    playbook = PlaybookShelf(shipped("playbooks")).default()
    stage = Stage(disk)
    for number, (caller, notes, outcome) in enumerate(
        [
            ("Ruth Abel, Abel & Sons", "> the invoice is wrong again\n! send a new one fri\n", Outcome.NEXT_STEP),
            ("Dana Lee, Northwind Law", "> the order came a week late\n= the party was over\n", Outcome.FIXED),
        ],
        start=1,
    ):
        day = stage.clock.advance(-86400 * (3 - number))
        call = a_call(number, caller, notes, at=day, outcome=outcome, playbook=playbook)
        call = with_promises(call, promises_in(notes, (), day, stage.clock.at_local))
        disk.calls[number] = replace(call, ended=day + timedelta(seconds=number * 412))
        stage.clock.advance(86400 * (3 - number))
    return disk


async def _on_call(pilot: Pilot[None], stage: Stage) -> None:
    """Dana has told her story and it was said back."""
    await type_text(pilot, "Dana Lee, Northwind Law\n")
    await type_text(pilot, NOTES)
    stage.clock.advance(130)
    await pilot.press("ctrl+n")
    stage.clock.advance(40)
    await pilot.press("ctrl+n")
    stage.clock.advance(22)
    # Touched, so that the last save is always one at this time and not at that of an earlier pause.
    stage.call.live.keep()
    await stage.call.live.flush()
    await stage.app.workers.wait_for_complete()
    # They come once nobody has typed for a moment.
    await until(pilot, lambda: not stage.call.brief.display or "CASES LIKE THIS" in str(stage.call.brief.render()))
    stage.call._tick()
    await pilot.pause()


def _steady(stage: Stage) -> Stage:
    stage.app.animation_level = "none"
    return stage


@pytest.mark.costly
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80", "120"])
def test_desk(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    disk = _history()
    disk.live[9] = a_call(9, "Omar Haddad", "> nobody rang me back\n")
    stage = _steady(Stage(disk))

    async def look(pilot: Pilot[None]) -> None:
        await on_desk(pilot, stage)

    assert snap_compare(stage.app, run_before=look, terminal_size=size)


@pytest.mark.costly
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80", "120"])
def test_call(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    stage = _steady(Stage(_history()))

    async def look(pilot: Pilot[None]) -> None:
        await _on_call(pilot, stage)

    assert snap_compare(stage.app, run_before=look, terminal_size=size)


@pytest.mark.costly
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80", "120"])
def test_gate(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    stage = _steady(Stage(_history()))

    async def look(pilot: Pilot[None]) -> None:
        await _on_call(pilot, stage)
        await pilot.press("ctrl+g")
        await pilot.pause()

    assert snap_compare(stage.app, run_before=look, terminal_size=size)


@pytest.mark.costly
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80", "120"])
def test_wrap_up(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    stage = _steady(Stage(_history()))

    async def look(pilot: Pilot[None]) -> None:
        await _on_call(pilot, stage)
        await pilot.press(*["ctrl+n"] * 5, "ctrl+r", "2", "1")
        stage.wrap_up.live.keep()
        await stage.wrap_up.live.flush()
        await pilot.pause()

    assert snap_compare(stage.app, run_before=look, terminal_size=size)


@pytest.mark.costly
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80", "120"])
def test_calls(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    stage = _steady(Stage(_history()))

    async def look(pilot: Pilot[None]) -> None:
        await pilot.press("f3")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(stage.app, run_before=look, terminal_size=size)


def test_keys(snap_compare: SnapCompare) -> None:
    stage = _steady(Stage(_history()))

    async def look(pilot: Pilot[None]) -> None:
        await _on_call(pilot, stage)
        await pilot.press("f1")
        await pilot.pause()

    assert snap_compare(stage.app, run_before=look, terminal_size=WIDE)


def test_playbooks(snap_compare: SnapCompare) -> None:
    stage = _steady(Stage(_history()))

    async def look(pilot: Pilot[None]) -> None:
        await _on_call(pilot, stage)
        await pilot.press("f4")
        await stage.app.workers.wait_for_complete()
        await type_text(pilot, "late")
        await pilot.pause()

    assert snap_compare(stage.app, run_before=look, terminal_size=WIDE)


def test_ready(snap_compare: SnapCompare) -> None:
    offers = ("a courier on the same day", "a second parcel at our cost")
    stage = _steady(Stage(_history(), settings=Settings(limit=150, may_offer=offers)))
    stage.friend.kept = ("she listens to the end", "she is there when it matters", "she says when it was her")

    async def look(pilot: Pilot[None]) -> None:
        await type_text(pilot, "Dana Lee")
        await pilot.press("f5")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(stage.app, run_before=look, terminal_size=WIDE)


def test_note(snap_compare: SnapCompare) -> None:
    stage = _steady(Stage(_history()))

    async def look(pilot: Pilot[None]) -> None:
        await _on_call(pilot, stage)
        await type_text(pilot, "address: Northwind Law, 12 High Street, Leeds\n")
        await pilot.press(*["ctrl+n"] * 5, "ctrl+r", "f5")
        await pilot.pause()

    assert snap_compare(stage.app, run_before=look, terminal_size=WIDE)


def test_not_saved(snap_compare: SnapCompare) -> None:
    stage = _steady(Stage(_history()))

    async def look(pilot: Pilot[None]) -> None:
        await _on_call(pilot, stage)
        stage.records.trouble = RecordsTrouble("The disk is full.")
        await type_text(pilot, "one more line")
        with pytest.raises(RecordsTrouble):
            await stage.call.live.flush()
        await pilot.pause()

    assert snap_compare(stage.app, run_before=look, terminal_size=NARROW)


def test_small(snap_compare: SnapCompare) -> None:
    stage = _steady(Stage(_history()))

    async def look(pilot: Pilot[None]) -> None:
        await _on_call(pilot, stage)

    assert snap_compare(stage.app, run_before=look, terminal_size=(48, 12))

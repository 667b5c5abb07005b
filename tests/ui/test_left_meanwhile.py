"""What is looked up behind a screen that is left meanwhile: nobody waits for it, and it ends nothing."""

import asyncio
from collections.abc import Callable

import pytest
from textual.widget import Widget

from tests.ui.stage import WIDE, Stage, type_text, until
from tests.ui.test_owed import a_disk
from tui.screens.desk import DeskScreen
from tui.widgets.brief import Brief
from tui.widgets.form_list import FormList
from tui.widgets.found_list import FoundList
from tui.widgets.owed_rows import OwedRows
from tui.widgets.trouble_line import TroubleLine

pytestmark = pytest.mark.costly


class _Held:
    """`in_background` that gives its answer once a widget of the screen is being taken away."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, where: str, goes: type[Widget]) -> None:
        self.asked = 0
        self._goes = asyncio.Event()
        monkeypatch.setattr(f"{where}.in_background", self)
        monkeypatch.setattr(goes, "on_unmount", lambda _: self._goes.set(), raising=False)

    async def __call__(self, work: Callable[[], object], _: str) -> object:
        self.asked += 1
        await self._goes.wait()
        return work()


@pytest.mark.parametrize(
    ("keys", "where", "goes"),
    [
        (("f2",), "tui.screens.owed", OwedRows),
        (("f3",), "tui.services.searching", FoundList),
        (("f4",), "tui.screens.chooser", TroubleLine),
        (("f3", "ctrl+o"), "tui.screens.export", FormList),
        (("f3", "ctrl+l"), "tui.screens.erase", TroubleLine),
    ],
)
async def test_a_place_that_is_left_before_it_is_filled(
    monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], where: str, goes: type[Widget]
) -> None:
    stage = Stage(a_disk("! ring back friday 10:00"))
    async with stage.run(WIDE) as pilot:
        for key in keys[:-1]:
            await pilot.press(key)
            await stage.app.workers.wait_for_complete()
        held = _Held(monkeypatch, where, goes)
        await pilot.press(keys[-1])
        await until(pilot, lambda: held.asked)
        await pilot.press("f9")
        await pilot.pause()
        await stage.app.workers.wait_for_complete()
        assert len(stage.app.screen_stack) == len(keys)
    assert stage.logged == []


async def test_a_call_that_is_left_before_its_caller_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    async with stage.run(WIDE) as pilot:
        held = _Held(monkeypatch, "tui.screens.beside", Brief)
        await type_text(pilot, "Dana\ntwo parcels")
        await until(pilot, lambda: held.asked)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(stage.app.screen, DeskScreen))
        assert stage.live().notes == "two parcels"
    assert stage.logged == []

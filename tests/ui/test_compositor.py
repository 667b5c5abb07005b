"""What stands on the terminal after many small updates is what a full repaint would put there."""

from random import Random

import pytest
from rich.console import Console, RenderableType
from textual._compositor import CompositorUpdate
from textual.geometry import Region, Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from tests.ui.cell_grid import CellGrid
from tests.ui.stage import NARROW, WIDE, Stage, saved
from tui.screens.call import CallScreen
from tui.screens.place import Place

TRUE_COLOURS = Console(color_system="truecolor", force_terminal=True)
SIZES = (NARROW, WIDE, (64, 16), (100, 31), (50, 12))
KEYS = (
    *("a", "e", "space", "enter", "backspace", "exclamation_mark", "漢", "é", "🙂", "up", "left", "shift+left"),
    *("ctrl+n", "ctrl+o", "ctrl+l", "ctrl+g", "ctrl+t", "ctrl+z", "ctrl+p", "escape", "ctrl+r"),
    *("f1", "f2", "f3", "f8"),
)


class Watched(Stage):
    """A stage, and a terminal to which everything is sent that the app shows."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__(opening="漢漢 Dana")
        self.terminal = CellGrid(Size(*size))
        show = self.app._display

        def watched(screen: Screen[object], renderable: RenderableType | None) -> None:
            if isinstance(renderable, CompositorUpdate) and not self.app._batch_count:
                self.terminal.write(renderable.render_segments(TRUE_COLOURS))
            show(screen, renderable)

        self.app._display = watched  # type: ignore[method-assign]

    async def settle(self, pilot: Pilot[None]) -> None:
        """All that was asked for is shown."""
        for _ in range(3):
            await pilot.pause()
            self.app.screen._on_timer_update()

    def repainted(self) -> CellGrid:
        """A terminal that gets the whole screen in one go."""
        whole = CellGrid(self.app.size)
        update = self.app.screen._compositor.render_full_update()
        whole.write(update.render_segments(TRUE_COLOURS))
        return whole


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
async def test_many_small_updates_leave_what_a_full_repaint_would(seed: int) -> None:
    chance = Random(seed)  # noqa: S311
    stage = Watched(WIDE)
    done: list[object] = []
    async with stage.run(WIDE) as pilot:
        for _ in range(40):
            if chance.random() < 0.1:
                size = chance.choice(SIZES)
                stage.terminal.resize(Size(*size))
                await pilot.resize_terminal(*size)
                done.append(size)
            else:
                key = chance.choice(KEYS)
                stage.clock.advance(chance.choice((0, 1, 70)))
                await pilot.press(key)
                done.append(key)
                if isinstance(stage.app.screen, CallScreen):
                    stage.app.screen._tick()
            await stage.settle(pilot)
            if isinstance(stage.app.screen, Place):
                assert stage.terminal.rows == stage.repainted().rows, done


async def test_only_what_was_asked_for_is_put_together_and_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Watched(WIDE)
    async with stage.run(WIDE) as pilot:
        await saved(pilot, stage)
        await stage.settle(pilot)
        asked: list[tuple[str, int]] = []
        render = Widget.render_lines

        def counted(widget: Widget, crop: Region) -> list[object]:
            asked.append((type(widget).__name__, crop.height))
            return render(widget, crop)  # type: ignore[return-value]

        monkeypatch.setattr(Widget, "render_lines", counted)
        stage.terminal.frames.clear()
        stage.call.checklist.refresh(Region(2, 3, 4, 1))
        await stage.settle(pilot)
        assert asked == [("Checklist", 1)]
        (frame,) = stage.terminal.frames
        assert len(frame.rows) == 1
        assert frame.characters < 60


async def test_a_second_that_goes_by_sends_two_clocks_and_nothing_else() -> None:
    stage = Watched(WIDE)
    async with stage.run(WIDE) as pilot:
        await saved(pilot, stage)
        stage.clock.advance(70)
        stage.call._tick()
        await stage.settle(pilot)
        stage.terminal.frames.clear()
        stage.clock.advance(1)
        stage.call._tick()
        await stage.settle(pilot)
        (frame,) = stage.terminal.frames
        assert len(frame.rows) == 2
        assert frame.characters < 120
        stage.call._tick()
        await stage.settle(pilot)
        assert len(stage.terminal.frames) == 1

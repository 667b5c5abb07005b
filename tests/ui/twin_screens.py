"""Apps that differ in nothing but the class of their editor, each on a terminal of its own, and told the same.

Nothing here waits for a clock: a frame is drawn when it is asked for, no undo begins anew because time went by, the
cursor blinks on demand.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from rich.console import Console, RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widgets import Static, TextArea

from tests.ui.cell_grid import CellGrid, Rows
from tui.widgets.row_editor import RowEditor

NEVER_QUIET = 100_000
"""Turns of the loop after which nothing will settle any more."""
ENOUGH = 6
"""Frames in which all that has changed is on the screen."""
_TRUE_COLOURS = Console(color_system="truecolor", force_terminal=True)


class Elsewhere(Static, can_focus=True):
    """A place for the focus to go to."""


class _Sheet(Screen[None]):
    """The screen of the editor; draws when it is asked to."""

    def _on_timer_update(self) -> None:
        if isinstance(self.app, Twin) and self.app.may_draw:
            super()._on_timer_update()


class Cover(ModalScreen[None]):
    """Something in front, through which the editor is seen."""

    DEFAULT_CSS = "Cover { background: $background 60%; align: center middle; Elsewhere { width: 8; height: 2; } }"

    def compose(self) -> ComposeResult:
        yield Elsewhere("in front")

    def _on_timer_update(self) -> None:
        if isinstance(self.app, Twin) and self.app.may_draw:
            super()._on_timer_update()


class Twin(App[None]):
    """An editor between other things, and a terminal that keeps what was sent to it."""

    CSS = """
    #above { height: 1; background: $primary; }
    #beside { dock: right; width: 3; background: $secondary; }
    Elsewhere { height: 1; &:focus { background: $accent; } }
    .tinted { background: $panel; .text-area--cursor { background: $error; } }
    """
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, editor: TextArea, size: Size) -> None:
        super().__init__()
        self.editor = editor
        self.terminal = CellGrid(size)
        self.may_draw = True
        self.animation_level = "none"
        editor.cursor_blink = False
        editor.history.checkpoint_timer = math.inf

    def get_default_screen(self) -> Screen[None]:
        return _Sheet(id="_default")

    def compose(self) -> ComposeResult:
        yield Static("above", id="above")
        yield Static("beside", id="beside")
        yield self.editor
        yield Elsewhere("elsewhere")

    def on_mount(self) -> None:
        self.editor.blink_timer.stop()
        self.animator._timer.stop()
        self.editor.focus()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, CompositorUpdate) and not self._batch_count:
            self.terminal.write(renderable.render_segments(_TRUE_COLOURS))
        super()._display(screen, renderable)

    def _print_error_renderables(self) -> None:
        """Nothing: what ends an app is raised when its block is left."""

    def _check_resize(self) -> None:
        if self.may_draw:
            super()._check_resize()

    def draw(self) -> bool:
        """Draw what has changed, as when a frame is due; whether anything was."""
        frames = len(self.terminal.frames)
        self.may_draw = True
        try:
            with self._context():
                self.animator()
                self._check_resize()
                # Otherwise what has come under the mouse, a scroll bar, is told so by the frame after.
                self._update_mouse_over(self.screen)
                for screen in self._screen_stack:
                    screen._on_timer_update()
        finally:
            self.may_draw = False
        return len(self.terminal.frames) > frames

    def give_size(self, size: Size) -> None:
        """The terminal has another size now."""
        self.terminal.resize(size)
        assert self._driver
        self._driver._size = (size.width, size.height)
        self.post_message(events.Resize(size, size))

    def seen(self) -> dict[str, object]:
        """All in which twins may not differ, but for the cells."""
        editor = self.editor
        return {
            "text": editor.text,
            "selection": editor.selection,
            "scroll": editor.scroll_offset,
            "room": editor.virtual_size,
            # Textual's own is told of few of the moves that are not the cursor's, so ours is held against the truth.
            "cursor": not isinstance(editor, RowEditor)
            or not editor.has_focus
            or self.cursor_position == editor.cursor_screen_offset,
            "focus": str(self.focused and type(self.focused).__name__ != "Elsewhere"),
        }


@asynccontextmanager
async def running(twins: Sequence[Twin]) -> AsyncIterator[None]:
    """All of them, settled."""
    async with AsyncExitStack() as stack:
        for twin in twins:
            size = (len(twin.terminal.rows[0]), len(twin.terminal.rows))
            await stack.enter_async_context(twin.run_test(size=size))
            twin.may_draw = False
        await settle(twins)
        yield


async def quiet() -> None:
    """Until nothing is left that could run now."""
    loop = asyncio.get_running_loop()
    for _ in range(NEVER_QUIET):
        await asyncio.sleep(0)
        if not loop._ready:  # type: ignore[attr-defined]  # The loop tells nobody that it has nothing to do.
            return
    raise AssertionError("the apps never rest")


async def settle(twins: Sequence[Twin]) -> None:
    """Until everything that was told is done and drawn."""
    rests = frames = 0
    # What stands behind a translucent screen is drawn for ever once it has changed, as Textual is.
    while rests < 2 and (frames < ENOUGH or all(len(twin.screen_stack) == 1 for twin in twins)):
        await quiet()
        drawn = [twin.draw() for twin in twins]
        rests = 0 if any(drawn) else rests + 1
        frames += 1
    await quiet()
    for twin in twins:
        if twin._exception:
            raise twin._exception


def forget_painting(editor: TextArea) -> None:
    """Have the editor paint all of itself, nothing from memory."""
    editor._line_cache.clear()
    editor.notify_style_update()
    editor.refresh()


def difference(rows: Rows, others: Rows) -> str:
    """The first row in which two screens differ, for people to read; empty where none does."""
    for y, (row, other) in enumerate(zip(rows, others, strict=True)):
        places = [x for x, (cell, meant) in enumerate(zip(row, other, strict=True)) if cell != meant]
        if places:
            x = places[0]
            return f"row {y}, columns {places}: {row[x]} instead of {other[x]}\n{_words(row)}\n{_words(other)}"
    return ""


def _words(row: Sequence[tuple[str, str]]) -> str:
    return "|" + "".join(char for char, _ in row) + "|"

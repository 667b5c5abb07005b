"""Our editor shows what Textual's own would, and paints no more than it has to.

What is compared is what stands on the terminal after all that was sent to it, cell by cell. With
HEARTFIRST_EDITOR_STEPS=10000 many more steps are drawn than the usual ones.
"""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.document._document import Document
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widgets import TextArea

from tests.ui.cell_grid import Frame
from tests.ui.editor_steps import Step, do
from tests.ui.twin_play import ROUND, STALE_IN_STOCK, Game, Making, Stock, drawn, play, told
from tests.ui.twin_screens import Twin, running, settle
from tui.widgets.notes import NotesPad
from tui.widgets.row_editor import RowEditor

STEPS = int(os.environ.get("HEARTFIRST_EDITOR_STEPS", "1000"))
SEEDS = range(STEPS // ROUND)
CATCHES = 4
"""A planted fault has to be seen within so many rounds, in which ours shows none."""
SCREEN = Size(60, 20)
PASTED = "\n".join(f"line {number} (of many) and [so on]" for number in range(60))


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
async def test_our_editor_never_differs_from_textuals_own(seed: int) -> None:
    difference = await told(Game(Stock, RowEditor), seed)
    assert not difference, difference


@pytest.mark.parametrize("seed", SEEDS[: len(SEEDS) // 4 or 1])
@pytest.mark.parametrize("editor", [pytest.param(RowEditor, marks=pytest.mark.long), NotesPad])
async def test_what_is_left_standing_is_as_if_painted_anew(editor: Making, seed: int) -> None:
    difference = await told(Game(editor, editor, paints_anew=True), 1000 + seed)
    assert not difference, difference


# What is said of Textual's own editor, and why it is not compared as it is.

LONG = "so-long-a-word-" * 20


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("resize", [Step("text", (LONG,)), Step("resize", (59, 14))]),
        ("highlight_cursor_line", [Step("keys", ("x",)), Step("set", ("highlight_cursor_line", False))]),
        (
            "hide_suggestion_on_blur",
            [Step("set", ("suggestion", "more")), Step("away"), Step("set", ("hide_suggestion_on_blur", False))],
        ),
        ("cursor_blink", [Step("keys", ("x",)), Step("set", ("cursor_blink", True)), Step("blink")]),
    ],
)
async def test_textuals_own_still_shows_rows_that_are_no_longer_so(name: str, steps: list[Step]) -> None:
    assert name in STALE_IN_STOCK
    assert await play(Game(Stock, Stock), steps, SCREEN)
    assert not await play(Game(Stock, RowEditor), steps, SCREEN)


@pytest.mark.long
async def test_textuals_own_still_ends_the_app_when_a_long_paste_is_undone() -> None:
    steps = [Step("paste", (PASTED,)), Step("keys", ("ctrl+z",))]
    met = await play(Game(TextArea, TextArea), steps, SCREEN)
    assert met
    assert "ValueError" in met.what
    assert not await play(Game(RowEditor, RowEditor), steps, SCREEN)


# The comparison sees what it is there to see.


class Forgetful(RowEditor):
    """Does not paint some of the rows it should."""

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "Forgetful":
        kept = [row for region in regions for row in _rows_of(region) if self.remembers(row.y + self.scroll_offset.y)]
        if regions and not kept:
            return self
        super().refresh(*kept, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def remembers(self, offset: int) -> bool:
        """Whether this row is painted."""
        raise NotImplementedError

    def _line_at(self, offset: int) -> int:
        rows = self.wrapped_document._offset_to_line_info
        return rows[offset][0] if offset < len(rows) else -1


def _rows_of(region: Region) -> Iterator[Region]:
    for y in region.line_range:
        yield Region(region.x, y, region.width, 1)


class WithoutBrackets(Forgetful):
    """Where the other bracket is, nothing is painted."""

    def remembers(self, offset: int) -> bool:
        bracket, line = self.matching_bracket_location, self._line_at(offset)
        return bracket is None or line != bracket[0] or line == self.cursor_location[0]


class WithOldSelection(Forgetful):
    """What was selected stays so on the screen, but for the row of the cursor and those below."""

    def remembers(self, offset: int) -> bool:
        return (
            bool(self.selected_text) or self._line_at(offset) >= self.cursor_location[0] or self._line_at(offset) < 0
        )


class WithoutRowsBelow(Forgetful):
    """Where a line needs one more row, those below stay."""

    def remembers(self, offset: int) -> bool:
        return self._line_at(offset) <= self.cursor_location[0]


class WithTooLongAMemory(RowEditor):
    """Rows as they were when the text and the cursor were the same, whatever else has changed."""

    def __init__(self) -> None:
        self._kept: dict[object, Strip] = {}
        super().__init__()

    def render_line(self, y: int) -> Strip:
        known = (y, self.scroll_offset, self.size, self.text, self.selection, self.has_focus)
        if known not in self._kept:
            self._kept[known] = super().render_line(y)
        return self._kept[known]


class WithoutOneCell(RowEditor):
    """The last cell of a row is not what it should be."""

    def _render_line(self, y: int) -> Strip:
        strip = super()._render_line(y)
        return Strip.join([strip.crop(0, strip.cell_length - 1), Strip.blank(1)])


@pytest.mark.long
@pytest.mark.parametrize(
    "faulty", [WithoutBrackets, WithOldSelection, WithoutRowsBelow, WithTooLongAMemory, WithoutOneCell]
)
async def test_planted_faults_are_seen(faulty: type[RowEditor]) -> None:
    for seed in range(CATCHES):
        if await play(Game(Stock, faulty), *drawn(seed)):
            return
    raise AssertionError(f"{CATCHES * ROUND} steps show nothing of it")


# No more is painted than has to be.


KEYS = ("x", "backspace", "left", "up", "down", "end", "ctrl+left", "shift+right", "f6")
MIDDLE = Step("move", ((1500, 8), False, True))


@pytest.mark.parametrize("editor", [RowEditor, NotesPad])
async def test_a_key_paints_two_rows_at_most_and_textuals_own_all(editor: Making) -> None:
    ours, stock = await _painted(editor), await _painted(Stock)
    assert {key: rows for key in KEYS if not 1 <= (rows := len(ours[key].rows)) <= 2} == {}
    assert [key for key in KEYS if ours[key].characters >= stock[key].characters / 4] == []
    assert [key for key in KEYS if len(stock[key].rows) < SCREEN.height - 4] == []


async def _painted(editor: Making) -> dict[str, Frame]:
    """All that each key, in the middle of a full screen, sends to the terminal."""
    painted = {}
    async with _in_a_long_note(editor) as twin:
        for key in KEYS:
            await _press(twin, MIDDLE)
            twin.terminal.frames.clear()
            await _press(twin, Step("keys", (key,)))
            frames = twin.terminal.frames
            rows = frozenset[int]().union(*(frame.rows for frame in frames))
            painted[key] = Frame(rows, sum(frame.characters for frame in frames))
    return painted


async def _press(twin: Twin, step: Step) -> None:
    do(twin, step)
    await settle([twin])


FEW_KEYS = ("x", "left", "down")


@pytest.mark.parametrize("editor", [RowEditor, NotesPad])
async def test_a_key_in_a_long_note_never_joins_it(editor: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await _work(editor, monkeypatch) == dict.fromkeys(FEW_KEYS, 0)
    assert all((await _work(Stock, monkeypatch)).values())


async def _work(editor: Making, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often each key has the whole of a long note joined."""
    joined: dict[str, int] = {}
    whole = Document.text.__get__

    async with _in_a_long_note(editor) as twin:
        for key in FEW_KEYS:

            def counting(document: Document, key: str = key) -> str:
                joined[key] += 1
                text: str = whole(document)
                return text

            await _press(twin, MIDDLE)
            joined[key] = 0
            with monkeypatch.context() as patched:
                patched.setattr(Document, "text", property(counting))
                await _press(twin, Step("keys", (key,)))
    return joined


@pytest.mark.parametrize("editor", [RowEditor, NotesPad])
async def test_a_key_renders_two_rows_at_most(editor: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[int] = []
    render = TextArea._render_line

    def counting(editor: TextArea, y: int) -> Strip:
        rendered.append(y)
        return render(editor, y)

    monkeypatch.setattr(TextArea, "_render_line", counting)
    counts = {}
    async with _in_a_long_note(editor) as twin:
        for key in FEW_KEYS:
            await _press(twin, MIDDLE)
            rendered.clear()
            await _press(twin, Step("keys", (key,)))
            counts[key] = len(rendered)
    assert {key: count for key, count in counts.items() if not 1 <= count <= 2} == {}


@asynccontextmanager
async def _in_a_long_note(editor: Making) -> AsyncIterator[Twin]:
    """The cursor in the middle of 3,000 lines of which no two are the same."""
    note = editor()
    note.load_text("\n".join(f"line {number} of a long note" for number in range(3000)))
    twin = Twin(note, SCREEN)
    async with running([twin]):
        await _press(twin, MIDDLE)
        yield twin


async def test_a_field_without_any_room_ends_nothing() -> None:
    class Narrow(App[None]):
        def compose(self) -> ComposeResult:
            field = RowEditor()
            field.placeholder = "Type what they say"
            field.styles.width, field.styles.padding, field.styles.border = 4, (0, 2), ("none", "black")
            yield field

    async with Narrow().run_test() as pilot:
        await pilot.press("a", "backspace")
        field = pilot.app.query_one(RowEditor)
        assert (field.content_size.width, field.text) == (0, "")

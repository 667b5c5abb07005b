"""A text area that paints a row only when what it shows has changed.

Nothing in here knows heartfirst: it could stand in Textual as it is. There, `TextArea.selection` is a reactive that
repaints the whole widget, so that each key sends all of it to the terminal (Textualize/textual#4086), and each row
that is painted joins the whole document to see whether it is empty.

It leans on private parts of Textual 8.2: `_render_line`, `_draw_cursor`, `_has_cursor`, `_theme`, the table of
wrapped rows, and the watcher of the selection. tests/ui/test_row_editor.py compares it with Textual's own, cell by
cell.
"""

from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from textual import events
from textual.cache import LRUCache
from textual.document._document import Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.events import Idle
from textual.geometry import Region, Size
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import TextArea

from tui.widgets.keys_in_turn import took

Look = tuple[Hashable, ...]
"""All that decides how a row is painted: two rows with equal looks are equal cell by cell."""


class _Wrapped(WrappedDocument):
    """Textual's, which counts all of its rows one by one for each row that is painted."""

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self._offset_to_line_info)


class _Scene(NamedTuple):
    """What the looks of all rows depend on, read once for all of them."""

    everywhere: Look
    """Differs only when every row has to be painted."""
    rows: Sequence[tuple[int, int]]
    """Line and section of each row of the text."""
    breaks: Sequence[Sequence[int]]
    """Where each line is wrapped."""
    scrolled: int
    top: tuple[int, int]
    bottom: tuple[int, int]
    """The ends of the selection; both are the cursor where nothing is selected."""
    cursor: tuple[int, int]
    cells: Sequence[tuple[str, tuple[int, int]]]
    """Single cells that are set off, with what they are."""
    numbered_from: int | None
    suggestion: str
    is_blank: bool
    """Nothing but the placeholder is to be seen."""

    def is_quiet(self, line: int) -> bool:
        """Whether nothing is set off in this line, so that its characters say it all."""
        if self.numbered_from is not None or self.top[0] <= line <= self.bottom[0]:
            return False
        return all(location[0] != line for _, location in self.cells)


class RowEditor(TextArea):
    """A `TextArea` that looks and behaves as that one does, and repaints the rows that changed instead of all."""

    selection: Reactive[Selection] = reactive(Selection(), init=False, always_update=True, repaint=False)
    """As in `TextArea`, but the rows that it changes are found by their looks."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)
    """As in `Widget`, but one line more lays nothing out anew and moves the scroll bar alone."""

    _rows_may_differ = False
    _shown: _Scene | None = None
    """While several rows are painted: what they all depend on."""
    _style_version = 0
    """Grows whenever colours, sizes or options may have changed."""
    _styled: tuple[int, object] = (-1, None)
    """The version and the theme for which the styles were last looked up."""

    def __init__(self, *args: object, **options: object) -> None:
        """As for `TextArea`."""
        # Before the text is set, which leads to the first look at the rows.
        self._strips: LRUCache[Look, Strip] = LRUCache(512)
        self._painted: dict[int, Look] = {}
        super().__init__(*args, **options)  # type: ignore[arg-type]

    async def _on_key(self, event: events.Key) -> None:
        # What is bound to nothing goes on to the editor below, which Textual calls by itself.
        await took(self, event)

    def tone_of(self, line: str) -> Hashable:
        """What `get_line` makes of a line beyond its characters; all of a line is styled alike for one tone.

        Here that is nothing. Where `get_line` is overridden, this has to be too.
        """

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "RowEditor":
        """As for any widget; without regions, every row is painted anew."""
        if repaint and not regions:
            self._style_version += 1
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """The styles have changed."""
        self._style_version += 1
        super().notify_style_update()

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self.wrapped_document = _Wrapped(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    def _rewrap_and_refresh_virtual_size(self) -> None:
        super()._rewrap_and_refresh_virtual_size()
        # Lines that are wrapped elsewhere can make as many rows as before, and then nobody else asks for them.
        self._look_at_the_rows()

    def _recompute_cursor_offset(self) -> None:
        # While a long paste is taken back, the cursor may stand in a line that is gone. In TextArea that is an error.
        row, column = self.cursor_location
        row = min(row, self.document.line_count - 1)
        self._cursor_offset = self.wrapped_document.location_to_offset((row, column))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """All rows stand elsewhere now; those that were painted before are sent again as they are."""
        moved = round(new_value) - round(old_value)
        above = self.content_offset.y
        lines, dirty = self._styles_cache._cache, set(self._styles_cache._dirty_lines)
        kept = {
            y: (lines[y + moved + above], self._painted[y + moved])
            for y in range(self.size.height)
            if y + moved in self._painted and y + moved + above in lines and y + moved + above not in dirty
        }
        super().watch_scroll_y(old_value, new_value)
        if moved:
            self._painted.clear()
            for y, (line, look) in kept.items():
                lines[y + above], self._painted[y] = line, look
                self._styles_cache._dirty_lines.discard(y + above)
            self._look_at_the_rows()

    def watch_virtual_size(self) -> None:
        """There are more rows, or fewer."""
        self._look_at_the_rows()
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        elif self.is_mounted:
            self._scroll_update(self.virtual_size)

    def _watch_selection(self, previous_selection: Selection, selection: Selection) -> None:
        # Every edit sets the selection too, even to what it was.
        super()._watch_selection(previous_selection, selection)
        self._look_at_the_rows()

    def _look_at_the_rows(self) -> None:
        self._rows_may_differ = True
        self.check_idle()

    def on_idle(self, event: Idle) -> None:
        """Ask for the rows that would not be painted as they stand there.

        Runs before the widget's own handler, which sends what has been asked for to the screen.
        """
        if self._rows_may_differ:
            self._rows_may_differ = False
            self._recompute_cursor_offset()
            scene = self._scene()
            stale = [y for y in range(self.size.height) if self._painted.get(y) != self._look(scene, y)]
            if stale:
                self.refresh(*self._as_regions(stale))
        if self.has_focus:
            # Lines wrapped anew, or a layout, have the cursor elsewhere too; an input method shows its choices there.
            self.app.cursor_position = self.cursor_screen_offset

    def _as_regions(self, rows: list[int]) -> Iterator[Region]:
        """Neighbouring rows as one region."""
        for _, run in groupby(enumerate(rows), lambda row: row[1] - row[0]):
            ys = [y for _, y in run]
            yield Region(0, ys[0], max(self.virtual_size.width, self.size.width), len(ys))

    def render_lines(self, crop: Region) -> list[Strip]:
        """As in `TextArea`; the styles are looked up only when they may have changed."""
        version = (self._style_version, self._theme)
        if version != self._styled:
            self._styled = version
            return super().render_lines(crop)
        self._shown = self._scene()
        try:
            return ScrollView.render_lines(self, crop)
        finally:
            self._shown = None

    def render_line(self, y: int) -> Strip:
        """A row, from memory where one of the same look has been painted lately."""
        scene = self._shown or self._scene()
        look = self._painted[y] = self._look(scene, y)
        strip = self._strips.get(look)
        if strip is None:
            strip = self._blank_line(y) if scene.is_blank else self._render_line(y)
            self._strips[look] = strip
        return strip

    def _blank_line(self, y: int) -> Strip:
        # On a terminal with no room for it, Textual would divide what stands in an empty field by nothing.
        return super().render_line(y) if self.content_size.width > 0 else Strip.blank(0)

    def _scene(self) -> _Scene:
        start, end = self.selection
        document, wrapped = self.document, self.wrapped_document
        scroll_x, scroll_y = self.scroll_offset
        suggestion = self.suggestion if self.has_focus or not self.hide_suggestion_on_blur else ""
        return _Scene(
            everywhere=(
                self._style_version,
                self.scrollable_content_region.size,
                0 if self.soft_wrap else (scroll_x, self.virtual_size.width),
                self.gutter_width,
                self.indent_width,
                self.placeholder,
            ),
            rows=wrapped._offset_to_line_info,
            breaks=wrapped._wrap_offsets,
            scrolled=scroll_y,
            top=min(start, end),
            bottom=max(start, end),
            cursor=end,
            cells=list(self._cells(start, end)),
            numbered_from=self.line_number_start if self.show_line_numbers else None,
            suggestion=suggestion,
            is_blank=bool(self.placeholder) and document.line_count == 1 and not document.get_line(0),
        )

    def _cells(self, start: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[str, tuple[int, int]]]:
        yield "cursor" if self._draw_cursor else "no cursor", end
        matching = self._matching_bracket_location
        if matching is not None and start == end and self._has_cursor and self.match_cursor_bracket:
            yield "bracket", end
            yield "bracket", matching

    def _look(self, scene: _Scene, y: int) -> Look:
        if scene.is_blank:
            return (scene.everywhere, "placeholder", y, scene.cells[0][0], scene.suggestion)
        offset = y + scene.scrolled
        if offset >= len(scene.rows):
            return scene.everywhere
        index, section = scene.rows[offset]
        line, breaks = self.document.get_line(index), scene.breaks[index]
        is_last = section == len(breaks)
        first, end = breaks[section - 1] if section else 0, len(line) if is_last else breaks[section]
        text: Hashable = line[first:end]
        if "\t" in line or self._highlights or (scene.suggestion and index == scene.cursor[0]):
            # What stands in the rows above decides how wide a tab is here, and what a suggestion moves.
            first, end = 0, len(line)
            text = (line, section, tuple(breaks), scene.suggestion, tuple(self._highlights.get(index, ())))
        look = (scene.everywhere, text, section == 0, is_last, self.tone_of(line))
        return look if scene.is_quiet(index) else (*look, *self._set_off(scene, index, first, end, is_last=is_last))

    def _set_off(self, scene: _Scene, index: int, first: int, end: int, *, is_last: bool) -> Iterator[Hashable]:
        """What is to be seen in a row beside its characters."""
        length = len(self.document.get_line(index))
        yield scene.numbered_from is not None and index + scene.numbered_from
        yield index == scene.cursor[0] and (self.highlight_cursor_line or not length)
        if scene.top != scene.bottom and scene.top[0] <= index <= scene.bottom[0]:
            start = max(first, scene.top[1] if index == scene.top[0] else 0) - first
            stop = min(end, scene.bottom[1] if index == scene.bottom[0] else length) - first
            # A line with nothing in it is selected all the same.
            yield ("selected", start, stop) if start < stop or not length else ""
        for kind, (row, column) in scene.cells:
            if row == index and (first <= column < end or (is_last and column == end)):
                yield kind, column - first

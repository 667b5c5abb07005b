"""Sends to the terminal the cells that were asked for, and renders no row beside them.

Nothing in here knows heartfirst: it could stand in Textual as it is. There, a change of one row has every widget
that shares a container with it render all of its rows, and each span is sent from the left edge of its widget on.

It leans on private parts of Textual 8.2: the compositor of a screen, its dirty regions, and the spans of these.
tests/ui/test_compositor.py compares what stands on the terminal with what a full repaint would put there.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Console, ConsoleOptions, RenderResult
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip

Span = tuple[int, int]
"""The first column, and the one behind the last."""


class Pieces(CompositorUpdate):
    """Parts of rows, each with the place at which it belongs."""

    def __init__(self, pieces: list[tuple[int, int, Strip]]) -> None:
        """`pieces` are row, column and what to put there."""
        self._pieces = pieces

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """As segments."""
        for y, x, strip in self._pieces:
            yield Control.move_to(x, y).segment
            yield from strip

    def render_segments(self, console: Console) -> str:
        """As text for the terminal."""
        return "".join(f"{Control.move_to(x, y).segment.text}{strip.render(console)}" for y, x, strip in self._pieces)


class NearCompositor(Compositor):
    """Textual's compositor, with updates of a part of the screen that cost no more than that part."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """The cells that have changed since the last update; None when there are none."""
        screen = self.size.region
        changed = [inside for region in self._dirty_regions if (inside := region.intersection(screen))]
        self._dirty_regions.clear()
        # Its caller hands it on to the terminal and wants no more of it than to be an update.
        return Pieces(sorted(self._pieces(changed), key=lambda piece: piece[:2])) if changed else None  # type: ignore[return-value]

    def _pieces(self, changed: Iterable[Region]) -> Iterator[tuple[int, int, Strip]]:
        """Front to back: what a widget covers is asked for of no widget behind it."""
        open_spans: dict[int, list[Span]] = {}
        for y, x1, x2 in self._regions_to_spans(changed):
            open_spans.setdefault(y, []).append((x1, x2))
        for widget, (region, clip) in self.visible_widgets.items():
            if not open_spans:
                return
            shown = region.intersection(clip)
            first, last = shown.column_span
            rows = [y for y in open_spans if shown.y <= y < shown.bottom and _meet(open_spans[y], first, last)]
            for run in _runs(rows):
                part = Region(shown.x - region.x, run[0] - region.y, shown.width, len(run))
                for y, strip in zip(run, widget.render_lines(part), strict=False):
                    for x1, x2 in open_spans[y]:
                        start, end = max(x1, first), min(x2, last)
                        if start < end:
                            yield y, start, strip.crop(start - first, end - first)
                    open_spans[y] = _without(open_spans[y], first, last)
                    if not open_spans[y]:
                        del open_spans[y]


def _meet(spans: list[Span], first: int, last: int) -> bool:
    return any(x1 < last and first < x2 for x1, x2 in spans)


def _without(spans: list[Span], first: int, last: int) -> list[Span]:
    """What is left of the spans when these columns are taken out."""
    sides = (part for x1, x2 in spans for part in ((x1, min(x2, first)), (max(x1, last), x2)))
    return [(start, end) for start, end in sides if start < end]


def _runs(rows: list[int]) -> Iterator[list[int]]:
    """Rows in order, those that follow each other together."""
    for _, run in groupby(enumerate(sorted(rows)), lambda row: row[1] - row[0]):
        yield [y for _, y in run]

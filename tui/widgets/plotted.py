"""One picture of the rep's own numbers over the weeks, with its figure in words below."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static
from textual_plotext import PlotextPlot

from tui.model.numbers import Week
from tui.model.numbers_words import MOOD_WORDS, View, said
from tui.model.times import clock

WARM, COOL = 216, 110
"""The colours of heart and head among the 256 that every terminal has."""


class Series(NamedTuple):
    """One line of a picture. Lines differ in their signs too, so that colour alone says nothing."""

    name: str
    read: Callable[[Week], float | None]
    sign: str
    colour: int


def _share(part: Callable[[Week], int], whole: Callable[[Week], int]) -> Callable[[Week], float | None]:
    return lambda week: 100 * part(week) / whole(week) if whole(week) else None


SERIES: dict[View, tuple[Series, ...]] = {
    View.SOONER: (
        Series("sorry", lambda week: week.to_sorry, "●", WARM),
        Series("owned", lambda week: week.to_own, "○", COOL),
    ),
    View.HEART: (Series("%", _share(lambda week: week.heart_first, lambda week: week.heart_asked), "●", WARM),),
    View.PROMISES: (Series("%", _share(lambda week: week.told_in_time, lambda week: week.due), "●", COOL),),
    View.MOODS: (
        Series("goodbye", lambda week: week.goodbye, "●", WARM),
        Series("hello", lambda week: week.hello, "○", COOL),
    ),
    View.MINUTES: (Series("minutes", lambda week: week.minutes or None, "●", WARM),),
}
"""What each picture shows."""


class Plotted(Vertical):
    """A heading, the picture, and the figure in words."""

    DEFAULT_CSS = """
    Plotted { height: 1fr; padding: 0 1; background: $surface; }
    Plotted Static { height: auto; }
    Plotted .mind { color: $foreground 60%; }
    """

    plot = query_one(PlotextPlot)

    def __init__(self, view: View) -> None:
        """Which picture; it may change."""
        super().__init__()
        self.view = view

    def compose(self) -> ComposeResult:
        """Heading, picture, words."""
        yield Static("", classes="heading", markup=False)
        yield PlotextPlot()
        yield Static("", classes="line", markup=False)
        yield Static("", classes="mind", markup=False)

    def show(self, view: View, weeks: Sequence[Week], whole: Week, *, mind: bool = True) -> None:
        """The weeks, oldest first, and all of them as one."""
        self.view = view
        words = said(view, whole)
        signs = "   ".join(f"{one.sign} {one.name}" for one in SERIES[view]) if len(SERIES[view]) > 1 else ""
        heading = Content.assemble((view.value.upper(), "bold $primary"), (f"   {signs}", "$foreground 80%"))
        self.query_one(".heading", Static).update(heading)
        self.query_one(".line", Static).update(Content.styled(words.line, "bold $foreground"))
        self.query_one(".mind", Static).update(words.mind if mind else "")
        self._draw(weeks)

    def _draw(self, weeks: Sequence[Week]) -> None:
        plt: Any = self.plot.plt
        plt.clear_figure()
        there = False
        for one in SERIES[self.view]:
            points = [(place, value) for place, week in enumerate(weeks) if (value := one.read(week)) is not None]
            if points:
                there = True
                # The dots say what was measured, the line between them only leads the eye.
                plt.plot(*map(list, zip(*points, strict=True)), marker="braille", color=one.colour)
                plt.scatter(*map(list, zip(*points, strict=True)), marker=one.sign, color=one.colour)
        plt.xlim(0, max(1, len(weeks) - 1))
        plt.xticks(*_days(weeks))
        self._scale(plt, weeks)
        self.plot.display = there
        self.plot.refresh()

    def _scale(self, plt: Any, weeks: Sequence[Week]) -> None:
        if self.view is View.MOODS:
            plt.ylim(1, 5)
            plt.yticks(list(MOOD_WORDS), list(MOOD_WORDS.values()))
        elif self.view in (View.HEART, View.PROMISES):
            plt.ylim(0, 100)
            plt.yticks([0, 25, 50, 75, 100], ["0 %", "25 %", "50 %", "75 %", "100 %"])
        else:
            is_time = self.view is View.SOONER
            top = max((value for one in SERIES[self.view] for week in weeks if (value := one.read(week))), default=1)
            ticks = _ticks(top, 60 if is_time else 30)
            plt.ylim(0, ticks[-1])
            plt.yticks(ticks, [clock(tick) if is_time else f"{tick:g}" for tick in ticks])


def _days(weeks: Sequence[Week]) -> tuple[list[int], list[str]]:
    """Where the days stand below the picture, and what they say: a few, so that they do not run together."""
    step = max(1, -(-len(weeks) // 6))
    places = list(range(len(weeks) - 1, -1, -step))[::-1]
    return places, [f"{weeks[place].monday.day} {weeks[place].monday:%b}" for place in places]


def _ticks(top: float, unit: int) -> list[float]:
    """A handful of round values from 0 up to at least `top`, in steps of so many units."""
    step = unit * max(1, -(-int(top) // (unit * 4)))
    return [float(step * place) for place in range(-(-int(top) // step) + 1)] if top > 0 else [0.0, float(unit)]

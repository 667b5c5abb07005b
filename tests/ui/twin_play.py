"""Two editors play the same steps, until their screens differ."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import islice
from random import Random
from typing import NamedTuple

from textual import events
from textual.geometry import Size
from textual.widgets import TextArea

from tests.ui.editor_chance import Chance
from tests.ui.editor_steps import Step, do
from tests.ui.twin_screens import Twin, difference, forget_painting, running, settle
from tui.widgets.keys_in_turn import took

Making = Callable[[], TextArea]
"""Makes an editor."""

ROUND = 200
"""Steps after which both begin anew, so that what led to a difference can be found among few."""

STALE_IN_STOCK = {
    "resize": "rows wrapped anew to the same number of them are not painted",
    "highlight_cursor_line": "rows come from a memory that does not know of it",
    "hide_suggestion_on_blur": "the same",
    "cursor_blink": "the same",
}
"""After which steps Textual's own editor shows rows that are no longer so. It is told to paint them; ours is not."""

STALE_IN_BOTH = {
    "theme": "the placeholder keeps the colours of before until the editor's styles are read again",
}
"""What is not done where all is painted anew: it shows the same in both editors, and is not mended in ours."""


class Stock(TextArea):
    """Textual's own, but for the fault that ends the app, and with its keys in turn.

    The undo of lines with which the scroll bar goes away looks for the cursor where no line is any more. And a key
    that is bound to something is otherwise obeyed after the letters that came behind it.
    """

    async def _on_key(self, event: events.Key) -> None:
        await took(self, event)

    def _recompute_cursor_offset(self) -> None:
        row, column = self.cursor_location
        there = (min(row, self.document.line_count - 1), column)
        self._cursor_offset = self.wrapped_document.location_to_offset(there)


class Game(NamedTuple):
    """Who plays against whom."""

    stock: Making
    """Makes the one that is right."""
    ours: Making
    paints_anew: bool = False
    """The one that is right paints everything anew after each step, so that it can be of the same class as ours."""


class Difference(NamedTuple):
    """Where two that play the same are no longer the same."""

    step: int
    what: str


async def play(game: Game, steps: Sequence[Step], size: Size) -> Difference | None:
    """Have both do all the steps; how they first differ."""
    twins = [Twin(game.stock(), size), Twin(game.ours(), size)]
    number, what = 0, ""
    try:
        async with running(twins):
            is_stale = False
            for number, step in enumerate(steps):
                for twin in twins:
                    do(twin, step)
                is_stale |= game.paints_anew or _is_among(STALE_IN_STOCK, step)
                if not await _reached(twins, "settle" if number == len(steps) - 1 else step.then):
                    continue
                if is_stale:
                    await _told_to_paint(twins[0])
                    is_stale = False
                if what := _compared(*twins):
                    break
    except Exception as error:  # noqa: BLE001  # Whatever ends an app is a difference, and the steps to it are told.
        what = what or f"ended with {error!r}"
    return Difference(number, what) if what else None


def _is_among(known: dict[str, str], step: Step) -> bool:
    return step.act in known or (step.act == "set" and step.args[0] in known)


async def _reached(twins: Sequence[Twin], then: str) -> bool:
    """Go as far as the step wants before the next one; whether the screens can be compared."""
    if then == "settle":
        await settle(twins)
    elif then == "turn":
        for _ in range(3):
            await asyncio.sleep(0)
    elif then == "frame":
        for twin in twins:
            twin.draw()
    return then == "settle"


async def _told_to_paint(twin: Twin) -> None:
    twin.editor.call_later(forget_painting, twin.editor)
    await settle([twin])


def _compared(stock: Twin, ours: Twin) -> str:
    was, seen = stock.seen(), ours.seen()
    facts = [f"{name}: {seen[name]!r} instead of {was[name]!r}" for name in was if seen[name] != was[name]]
    return "\n".join(facts) or difference(ours.terminal.rows, stock.terminal.rows)


def drawn(seed: int, count: int = ROUND) -> tuple[list[Step], Size]:
    """The steps of a round, and the screen it begins on."""
    rng = Random(seed)  # noqa: S311  # Nothing is secret here.
    return list(islice(Chance(seed).steps(), count)), Size(rng.randint(18, 60), rng.randint(7, 18))


async def shortened(game: Game, steps: Sequence[Step], size: Size) -> list[Step]:
    """As few of the steps as still make a difference, tried out by leaving some away."""
    left = list(steps)
    chunk = len(left) // 2
    while chunk:
        start = 0
        while start < len(left):
            fewer = left[:start] + left[start + chunk :]
            if fewer and await play(game, fewer, size):
                left = fewer
            else:
                start += chunk
        chunk //= 2
    return left


async def told(game: Game, seed: int) -> str:
    """A round; where the two differ, all that is needed to see it again. Empty where they never do."""
    steps, size = drawn(seed)
    if game.paints_anew:
        steps = [step for step in steps if not _is_among(STALE_IN_BOTH, step)]
    met = await play(game, steps, size)
    if not met:
        return ""
    few = await shortened(game, steps[: met.step + 1], size)
    return f"seed {seed}, step {met.step}: {met.what}\nOn {size}, these suffice:\n" + "\n".join(map(repr, few))

"""A rep, a mouse and a program that do to an editor whatever chance has them do."""

import string
from collections.abc import Callable, Iterator
from itertools import count
from random import Random
from typing import Any

from tests.ui.editor_steps import Place, Step

_PIECES = (
    *("the parcel ", "came twice ", "x", "nobody rang, ", "word", "  ", " ", "\t", "a\tb\t"),
    *("(", ")", "[", "]", "{", "}", "([{", "}])", "()", "f(a[0], {b: (c)})", "(((", ")))"),
    *("(a\nb)", "{\n[x]\n}", "[\n\n]"),
    # No emoji of several code points: Textual takes them for another width where the cursor stands in them.
    *("日本語", "全角の文字", "e\u0301", "n\u0303o", "\u0301", "👍", "😀😀", "🇩🇪", "…“”", "ß", "\u00a0"),
    *("> ", "= ", "! ", "@ Dana Lee, Northwind\n", "! by friday\n", "\n", "\n\n"),
    "a-word-that-is-far-too-long-for-any-screen-and-must-be-torn-" * 2,
)
_PRINTABLE = (
    *string.ascii_letters,
    *string.digits,
    *string.punctuation,
    "é",
    "日",
    "👍",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
)
_MOVES = ("up", "down", "left", "right", "ctrl+left", "ctrl+right", "home", "end", "pageup", "pagedown")
_SELECTS = tuple(f"shift+{name}" for name in ("up", "down", "left", "right", "home", "end"))
_CUTS = ("backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+x", "ctrl+shift+k", "alt+delete", "ctrl+d")
_KEYS = (
    *(
        "enter",
        "space",
        "enter",
        "backspace",
        "backspace",
        "ctrl+z",
        "ctrl+z",
        "ctrl+y",
        "f6",
        "f7",
        "ctrl+v",
        "ctrl+c",
    ),
    *(*_MOVES, *_MOVES, *_SELECTS, "ctrl+shift+left", "ctrl+shift+right", "ctrl+a", "ctrl+e", *_CUTS),
)

_ODD: tuple[tuple[str, tuple[Any, ...], Any, int], ...] = (
    ("soft_wrap", (False,), True, 60),
    ("show_line_numbers", (True,), False, 60),
    ("line_number_start", (0, 9, 98, 1000), 1, 60),
    ("read_only", (True,), False, 8),
    ("show_cursor", (False,), True, 60),
    ("highlight_cursor_line", (False,), True, 25),
    ("match_cursor_bracket", (False,), True, 25),
    ("cursor_blink", (True,), False, 10),
    ("indent_width", (1, 2, 8), 4, 40),
    ("placeholder", ("Type here", "Type here:\n> their words 日本 and what it did to them"), "", 60),
    ("suggestion", ("ggested", "日本 and much that is suggested, more than a row can hold"), "", 8),
    ("hide_suggestion_on_blur", (False,), True, 30),
    ("tab_behavior", ("indent",), "focus", 30),
    ("indent_type", ("tabs",), "spaces", 60),
    ("compact", (True,), False, 20),
    ("theme", ("monokai", "github_light"), "css", 30),
    ("disabled", (True,), False, 6),
)
"""What is odd for some steps: its name, odd values, the usual one, and after how many steps that is back at most."""


class Chance:
    """Draws steps for ever; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(seed)  # noqa: S311  # Nothing is secret here.
        self._due: list[tuple[int, Step]] = []
        self._time = 0.0
        self._ways = (
            (self._type, 45),
            (self._edit, 20),
            (self._odd, 8),
            (self._around, 6),
            (self._mouse, 12),
            (self._paste, 4),
        )

    def steps(self) -> Iterator[Step]:
        """What is begun (a key of the mouse held, a screen covered) is ended again some steps later."""
        for now in count():
            due = next((step for when, step in self._due if when <= now), None)
            if due:
                self._due = [(when, step) for when, step in self._due if step is not due]
                yield due
                continue
            way = self._rng.choices([way for way, _ in self._ways], [weight for _, weight in self._ways])[0]
            yield way(now)._replace(then=self._then())

    def _then(self) -> str:
        return self._rng.choices(("settle", "nothing", "turn", "frame"), (70, 15, 8, 7))[0]

    def _later(self, now: int, at_most: int, step: Step) -> None:
        self._due.append((now + self._rng.randint(1, at_most), step))

    def _text(self, pieces: int) -> str:
        return "".join(self._rng.choice(_PIECES) for _ in range(self._rng.randint(0, pieces)))

    def _place(self) -> Place:
        return self._rng.choice((self._rng.randint(0, 3), self._rng.randint(0, 40))), self._rng.randint(0, 60)

    def _type(self, now: int) -> Step:
        rng = self._rng
        kind = rng.randint(0, 9)
        if kind < 4:
            return Step("keys", tuple(rng.choice(_PRINTABLE) for _ in range(rng.choice((1, 1, 1, 2, 12)))))
        if kind < 9:
            return Step("keys", tuple(rng.choice(_KEYS) for _ in range(rng.choice((1, 1, 1, 2, 5)))))
        if rng.random() < 0.3:
            self._later(now, 4, Step("back"))
            return Step("keys", ("tab",))
        return Step("keys", (rng.choice(_KEYS),) * rng.randint(2, 12))

    def _edit(self, now: int) -> Step:
        rng, place = self._rng, self._place
        keep = rng.random() < 0.5
        draws: tuple[Callable[[], Step], ...] = (
            lambda: Step("insert", (self._text(6), rng.choice((None, place())), keep)),
            lambda: Step("insert", (self._text(3), place(), keep)),
            lambda: Step("replace", (self._text(5), place(), place(), keep)),
            lambda: Step("delete", (place(), place(), keep)),
            lambda: Step("move", (place(), keep, rng.random() < 0.2)),
            lambda: Step("move", (place(), False, False)),
            lambda: Step("to bracket", (rng.randint(0, 60),)),
            lambda: Step("to bracket", (rng.randint(0, 9),)),
            lambda: Step("select", (place(), place())),
            lambda: Step("scroll", place()),
            lambda: Step(rng.choice(("undo", "redo", "checkpoint", "refresh"))),
            lambda: Step(rng.choice(("load", "text")), (self._text(40),)),
            lambda: Step("clear") if keep else Step("load", ("\n".join(self._text(4) for _ in range(60)),)),
        )
        return rng.choice(draws)()

    def _odd(self, now: int) -> Step:
        name, odd, usual, at_most = self._rng.choice(_ODD)
        self._later(now, at_most, Step("set", (name, usual)))
        if name == "cursor_blink":
            for _ in range(3):
                self._later(now, at_most, Step("blink"))
        return Step("set", (name, self._rng.choice(odd)))

    def _around(self, now: int) -> Step:
        rng = self._rng
        pairs = (
            (Step("away"), Step("back"), 5),
            (Step("leave window"), Step("enter window"), 5),
            (Step("cover"), Step("uncover"), 6),
            (Step("dress", ("tinted", True)), Step("dress", ("tinted", False)), 30),
            (
                Step("colours", (rng.choice(("textual-light", "nord", "gruvbox")),)),
                Step("colours", ("textual-dark",)),
                30,
            ),
            (Step("resize", (rng.randint(6, 70), rng.randint(4, 22))), Step("back"), 2),
            (Step("resize", (rng.randint(20, 60), rng.randint(8, 16))), Step("back"), 2),
        )
        step, end, at_most = rng.choice(pairs)
        self._later(now, at_most, end)
        return step

    def _mouse(self, now: int) -> Step:
        rng = self._rng
        x, y = rng.randint(0, 70), rng.randint(0, 22)
        self._time += rng.choice((0.1, 2.0))
        kind = rng.choice(("MouseDown", "MouseMove", "MouseScrollDown", "MouseScrollUp", "MouseDown"))
        if kind == "MouseDown":
            for _ in range(rng.randint(0, 3)):
                self._later(now, 4, Step("mouse", ("MouseMove", rng.randint(0, 70), rng.randint(0, 22), self._time)))
            end = rng.choice(((x, y), (rng.randint(0, 70), rng.randint(0, 22))))
            self._later(now, 5, Step("mouse", ("MouseUp", *end, self._time + 0.1)))
            if rng.random() < 0.3:
                self._due += [(now, Step("mouse", (up, x, y, self._time + 0.2))) for up in ("MouseUp", "MouseDown")]
        return Step("mouse", (kind, x, y, self._time))

    def _paste(self, now: int) -> Step:
        lines = self._rng.choice((1, 1, 3, 8, 200))
        return Step("paste", ("\n".join(self._text(3) for _ in range(lines)),))

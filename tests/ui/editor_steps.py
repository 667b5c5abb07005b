"""What can be done to an editor, as steps that can be told again."""

from collections.abc import Callable
from typing import Any, NamedTuple

from textual import events
from textual.document._document import Selection
from textual.geometry import Size
from textual.widgets import TextArea

from tests.ui.twin_screens import Cover, Elsewhere, Twin


class Step(NamedTuple):
    """One thing that is done to an editor. Its representation is the Python that tells it again."""

    act: str
    args: tuple[Any, ...] = ()
    then: str = "settle"
    """What comes before the next step: "settle", or only a "frame", a "turn" of the loop, or "nothing"."""


Place = tuple[int, int]


def do(twin: Twin, step: Step) -> None:
    """Do it, or have the app do it when its turn comes."""
    if step.act in _OUTSIDE:
        with twin._context():
            _OUTSIDE[step.act](twin, *step.args)
    else:
        twin.editor.call_later(_INSIDE[step.act], twin.editor, *step.args)


# What comes from the terminal, or happens around the editor.


def _keys(twin: Twin, *names: str) -> None:
    for name in names:
        character = {"enter": "\r", "tab": "\t", "space": " "}.get(name, name if len(name) == 1 else None)
        twin.post_message(events.Key(name, character))


def _mouse(twin: Twin, kind: str, x: int, y: int, time: float) -> None:
    size = twin.size
    x, y = x % size.width, y % size.height
    event: events.MouseEvent = getattr(events, kind)(None, x, y, 0, 0, 1, False, False, False, x, y)
    event.time = time
    twin.post_message(event)


def _resize(twin: Twin, width: int, height: int) -> None:
    twin.give_size(Size(width, height))


def _cover(twin: Twin) -> None:
    twin.push_screen(Cover())


def _uncover(twin: Twin) -> None:
    if isinstance(twin.screen, Cover):
        twin.pop_screen()


def _colours(twin: Twin, name: str) -> None:
    twin.theme = name


_OUTSIDE: dict[str, Callable[..., object]] = {
    "keys": _keys,
    "mouse": _mouse,
    "paste": lambda twin, text: twin.post_message(events.Paste(text)),
    "resize": _resize,
    "cover": _cover,
    "uncover": _uncover,
    "colours": _colours,
    "leave window": lambda twin: twin.post_message(events.AppBlur()),
    "enter window": lambda twin: twin.post_message(events.AppFocus()),
}

# What a program does to the editor.


def _insert(editor: TextArea, text: str, at: Place | None, keep: bool) -> None:
    editor.insert(text, at and editor.clamp_visitable(at), maintain_selection_offset=keep)


def _replace(editor: TextArea, text: str, start: Place, end: Place, keep: bool) -> None:
    clamp = editor.clamp_visitable
    editor.replace(text, clamp(start), clamp(end), maintain_selection_offset=keep)


def _move(editor: TextArea, to: Place, select: bool, center: bool) -> None:
    editor.move_cursor(editor.clamp_visitable(to), select, center)


def _to_bracket(editor: TextArea, number: int) -> None:
    lines = enumerate(editor.text.split("\n"))
    places = [(row, column) for row, line in lines for column, char in enumerate(line) if char in "()[]{}"]
    if places:
        editor.move_cursor(editor.clamp_visitable(places[number % len(places)]))


def _select(editor: TextArea, start: Place, end: Place) -> None:
    editor.selection = Selection(start, end)


def _set_text(editor: TextArea, text: str) -> None:
    editor.text = text


def _away(editor: TextArea) -> None:
    editor.screen.query_one(Elsewhere).focus()


def _blink(editor: TextArea) -> None:
    if editor.cursor_blink:
        editor._toggle_cursor_blink_visible()


def _scroll(editor: TextArea, x: int, y: int) -> None:
    editor.scroll_to(x, y, animate=False)


_INSIDE: dict[str, Callable[..., object]] = {
    "insert": _insert,
    "replace": _replace,
    "delete": lambda editor, start, end, keep: _replace(editor, "", start, end, keep),
    "load": TextArea.load_text,
    "text": _set_text,
    "clear": TextArea.clear,
    "undo": TextArea.undo,
    "redo": TextArea.redo,
    "checkpoint": lambda editor: editor.history.checkpoint(),
    "move": _move,
    "to bracket": _to_bracket,
    "select": _select,
    "scroll": _scroll,
    "away": _away,
    "back": TextArea.focus,
    "blink": _blink,
    "set": setattr,
    "dress": lambda editor, name, on: editor.set_class(on, name),
    "refresh": lambda editor: editor.refresh(),
}

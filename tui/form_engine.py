"""Templates that anybody can have written, filled in with a bounded amount of work.

They are Jinja2 in its sandbox, as much of it as `form_language` lets through. Each turn of a loop and each character
that is made is counted, so none can hang or fill the memory. Loads Jinja2, which takes some 40 ms.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from math import inf
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, pass_context
from jinja2.runtime import Context, LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct

from tui.form_language import COUNT, JOIN, look_over
from tui.model.told import cut
from tui.model.trouble import Trouble
from tui.toml_files import excerpt

MOST_TEMPLATE = 32_000
"""Characters of a template."""
MOST_TURNS = 50_000
"""Turns of all loops of one summary together."""
MOST_TEXT = 1_000_000
"""Characters that one summary may come to, and as many again that may be made on the way to it."""
_BUDGET = "the budget"
"""A name with a blank in it, which no template can write."""
_LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length")
_TESTS = ("none", "string", "number", "odd", "even", "eq", "ne", "lt", "le", "gt", "ge", "in", "==", "!=")


class Budget:
    """How much work is left for one summary."""

    def __init__(self, *, is_bounded: bool) -> None:
        """Nothing is used yet."""
        self._turns: float = MOST_TURNS if is_bounded else inf
        self._text: float = MOST_TEXT if is_bounded else inf

    def turns(self, count: int) -> None:
        """So many more turns of a loop. Raises `Trouble` when that is too many."""
        self._turns -= count
        if self._turns < 0:
            raise Trouble(f"the loops come to more than {MOST_TURNS} turns")

    def text(self, count: int) -> None:
        """So many more characters. Raises `Trouble` when that is too many."""
        self._text -= count
        if self._text < 0:
            raise Trouble(f"more than {MOST_TEXT} characters are made")


@pass_context
def _counted(context: Context, value: object) -> object:
    """What a loop goes over."""
    if not isinstance(value, list | tuple):
        raise Trouble("{% for %} goes over a list, and this is none")
    _budget(context).turns(len(value))
    return value


@pass_context
def _joined(context: Context, value: object, between: object = "") -> str:
    if not isinstance(value, list | tuple):
        raise Trouble("join puts a list together, and this is none")
    texts, link = [_text(each) for each in value], _text(between)
    budget = _budget(context)
    budget.turns(len(texts))
    budget.text(sum(map(len, texts)) + len(link) * len(texts))
    return link.join(texts)


@pass_context
def _replaced(context: Context, value: object, old: object, new: object) -> str:
    text, gone, here = _text(value), _text(old), _text(new)
    _budget(context).text(len(text) + text.count(gone) * len(here))
    return text.replace(gone, here)


@pass_context
def _cut(context: Context, value: object, most: object = 60) -> str:
    if not isinstance(most, int) or most < 2:
        raise Trouble("cut wants the characters that may stay, 2 or more")
    _budget(context).text(len(_text(value)))
    return cut(_text(value), most)


def _of_text(make: Any, context: Context, value: object) -> str:
    text = _text(value)
    _budget(context).text(len(text))
    return str(make(text))


def _end_of(place: int, value: object) -> object:
    if not isinstance(value, list | tuple) or not value:
        raise Trouble(f"{'last' if place else 'first'} wants a list with something in it")
    return value[place]


def _length(value: object) -> int:
    if not isinstance(value, list | tuple | str):
        raise Trouble("length wants a list or a text")
    return len(value)


FILTERS: dict[str, Any] = {
    "join": _joined,
    "replace": _replaced,
    "cut": _cut,
    "length": _length,
    "first": partial(_end_of, 0),
    "last": partial(_end_of, -1),
    **{
        name: pass_context(partial(_of_text, make))
        for name, make in (
            ("upper", str.upper),
            ("lower", str.lower),
            ("trim", str.strip),
            ("capitalize", lambda text: text[:1].upper() + text[1:]),
            ("ended", lambda text: text if text.endswith((".", "!", "?", "…")) else f"{text}."),
        )
    },
}
"""What can be done to a value behind a bar: `{{ name | upper }}`."""


@pass_context
def _shown(context: Context, value: object) -> str:
    text = _text(value)
    _budget(context).text(len(text))
    return text


def _text(value: object) -> str:
    """A value as it is shown; a list is none, and shows what Python calls it."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Undefined):
        raise Trouble("nothing is set here")
    raise Trouble("text was expected here; of a list, {% for %} or join shows what is in it")


def _budget(context: Context) -> Budget:
    budget: Budget = context.resolve_or_missing(_BUDGET)
    return budget


class _Sandbox(ImmutableSandboxedEnvironment):
    """Reaches the fields of our values, and nothing else of any object."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a value, or of a loop."""
        known = _LOOP if isinstance(obj, LoopContext) else obj.__struct_fields__ if isinstance(obj, Struct) else ()
        if attribute not in known:
            raise Trouble(f"nothing is called {excerpt(attribute)} here")
        return getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An entry of a list, or some in a row."""
        if not isinstance(obj, list | tuple) or not isinstance(argument, int | slice):
            raise Trouble("[ ] takes a number and stands behind a list")
        try:
            return obj[argument]
        except (IndexError, ValueError) as error:
            raise Trouble("the list has no such entry") from error


def _environment(*, is_html: bool) -> _Sandbox:
    made = _Sandbox(
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=is_html,
        finalize=_shown,
        undefined=StrictUndefined,
        # What is constant would be worked out before anything is counted.
        optimized=False,
        extensions=(),
        cache_size=0,
    )
    made.globals.clear()
    made.filters = {**FILTERS, COUNT: _counted, JOIN: _joined}
    made.tests = {name: made.tests[name] for name in _TESTS}
    return made


_TEXT, _HTML = _environment(is_html=False), _environment(is_html=True)


class Filling:
    """A template that is ready to be filled in; any thread may do that."""

    def __init__(self, source: str, names: Iterable[str], *, is_html: bool, is_ours: bool = False) -> None:
        """`names` are all that it may name. Raises `Trouble` with the line for whatever it may not do.

        With `is_ours`, nothing is counted: there, however long the notes are, the summary has to come.
        """
        self._is_bounded = not is_ours
        sandbox = _HTML if is_html else _TEXT
        if len(source) > MOST_TEMPLATE:
            raise Trouble(f"too long: {len(source)} characters, at most {MOST_TEMPLATE} fit")
        try:
            tree = sandbox.parse(source)
            look_over(tree, names, FILTERS)
            code = sandbox.compile(tree, filename=_FILE)
        except TemplateSyntaxError as error:
            raise Trouble(f"line {error.lineno}: {_plain_fault(error)}") from error
        except (TemplateError, SyntaxError, RecursionError, MemoryError, ValueError, OverflowError) as error:
            raise Trouble("the template is too deep or too odd to be read") from error
        self._template = Template.from_code(sandbox, code, {})

    def filled(self, values: Mapping[str, object]) -> str:
        """The text with these values, one for each name. Raises `Trouble` with the line."""
        pieces, whole = [], Budget(is_bounded=self._is_bounded)
        try:
            for piece in self._template.generate({**values, _BUDGET: Budget(is_bounded=self._is_bounded)}):
                pieces.append(piece)
                whole.text(len(piece))
        except Trouble as trouble:
            raise Trouble(f"{_line_of(trouble)}{trouble}") from trouble
        except (TemplateError, TypeError, ValueError, LookupError, AttributeError, RecursionError) as error:
            raise Trouble(f"{_line_of(error)}this cannot be worked out") from error
        return "".join(pieces)


_FILE = "<form>"


def _line_of(error: BaseException) -> str:
    found, trace = "", error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == _FILE:
            found = f"line {trace.tb_lineno}: "
        trace = trace.tb_next
    return found


def _plain_fault(error: TemplateSyntaxError) -> str:
    words = excerpt(error.message or "this is no template", 120).rstrip(".")
    return words[:1].lower() + words[1:]

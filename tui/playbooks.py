"""The playbooks on the shelf: TOML files read into `Playbook`, with every fault said in plain words."""

import codecs
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import msgspec
from msgspec import inspect

from tui.model.plain import one_line
from tui.model.playbook import SCHEMA, Playbook, faults
from tui.model.trouble import Trouble

DEFAULT_ID = "heart-then-head"
"""The playbook for a new call, when it is on the shelf."""
MOST_BYTES = 256 * 1024
"""The largest file that is read: four times a playbook that uses all the room its keys have."""
MOST_LINE = 4_000
"""The longest line, in characters. tomllib needs memory with the square of a key's length, so it cannot be more."""
_MOST_SHOWN = 40
"""How many characters of a file's content a sentence repeats."""


class PlaybookShelf:
    """The playbooks in one folder. Implements `ports.Playbooks`.

    The files are read when a playbook is first asked for, because the first screen needs none.
    """

    def __init__(self, folder: Path) -> None:
        """`folder` holds one TOML file for each playbook; names that start with a dot do not count."""
        self._folder = folder
        self._found: tuple[tuple[Playbook, ...], list[str]] | None = None

    @classmethod
    def of_file(cls, path: Path) -> Self:
        """A shelf with this one playbook. Raises `Trouble` for any fault in it."""
        shelf = cls(path.parent)
        shelf._found = (read_playbook(path),), []
        return shelf

    @property
    def playbooks(self) -> tuple[Playbook, ...]:
        """Those that can be used, by file name."""
        return self._read()[0]

    @property
    def troubles(self) -> list[str]:
        """What is wrong with the others, one sentence each; empty when all is well."""
        return self._read()[1]

    def default(self) -> Playbook:
        """`heart-then-head`, else the first by file name. Raises `Trouble` when there is none that can be used."""
        playbooks, troubles = self._read()
        if not playbooks:
            raise Trouble(f"There is no playbook that can be used. {troubles[0]}")
        return next((one for one in playbooks if one.id == DEFAULT_ID), playbooks[0])

    def _read(self) -> tuple[tuple[Playbook, ...], list[str]]:
        if self._found is None:
            self._found = _read_folder(self._folder)
        return self._found


def _read_folder(folder: Path) -> tuple[tuple[Playbook, ...], list[str]]:
    owners: dict[str, str] = {}
    playbooks: list[Playbook] = []
    troubles: list[str] = []
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and path.name[0] != ".")
    except OSError as error:
        return (), [f"{one_line(str(folder))}: the folder could not be read ({_reason(error)})"]
    for path in paths:
        try:
            playbook = read_playbook(path)
        except Trouble as trouble:
            troubles.append(str(trouble))
            continue
        owner = owners.setdefault(playbook.id, path.name)
        if owner == path.name:
            playbooks.append(playbook)
        else:
            troubles.append(f"{one_line(path.name)}: id: {one_line(owner)} already has the id {playbook.id}")
    if not paths:
        troubles.append(f"{one_line(str(folder))}: there is no file that ends in .toml")
    return tuple(playbooks), troubles


def read_playbook(path: Path) -> Playbook:
    """The playbook in a TOML file. Raises `Trouble` naming file, step and key, and what was expected there."""
    try:
        return _playbook(_table(_text(path)))
    except Trouble as trouble:
        raise Trouble(f"{one_line(path.name or str(path))}: {trouble}") from trouble


def _text(path: Path) -> str:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # A pipe could keep us waiting for ever.
            raise Trouble(f"expected a file, got {'a folder' if stat.S_ISDIR(about.st_mode) else 'a device'}")
        if about.st_size > MOST_BYTES:
            raise Trouble(f"the file is too big: a playbook has at most {MOST_BYTES // 1024} KB")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES).removeprefix(codecs.BOM_UTF8)
    except FileNotFoundError as error:
        raise Trouble("there is no such file") from error
    except (OSError, ValueError) as error:
        raise Trouble(f"the file could not be read ({_reason(error)})") from error
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Trouble(f"line {line}: expected text in the encoding UTF-8") from error


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or "the reason is not known").lower()


def _table(text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 # Many runs need no playbook, and this import is slow.

    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MOST_LINE:
            raise Trouble(f"line {number}: too long: {len(line)} characters, at most {MOST_LINE} fit")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Trouble(_syntax_fault(str(error))) from error
    except (ValueError, RecursionError) as error:  # Numbers of thousands of digits, lists in thousands of lists.
        raise Trouble("the file holds something that is too long or too deep to be read") from error
    if not table:
        raise Trouble("the file is empty; expected a playbook")
    return table


_PLACE = re.compile(r"^(?P<what>.*) \((?:at line (?P<line>\d+), column \d+|at end of document)\)$", re.DOTALL)


def _syntax_fault(wording: str) -> str:
    """What tomllib says about a file that is no TOML, with the place first."""
    match = _PLACE.match(wording)
    what = match["what"] if match else wording
    place = f"line {match['line']}" if match and match["line"] else "at the end of the file"
    if what.startswith(("Cannot", "Duplicate")):
        what = "the same key or table stands here twice"  # tomllib repeats the key, however long it is.
    elif what == "Invalid value":
        what = "expected a value; text stands between quotes"
    return f"{place}: {what[:1].lower()}{_excerpt(what[1:], 80)}"


def _playbook(table: dict[str, Any]) -> Playbook:
    schema = table.get("schema", SCHEMA)
    if type(schema) is int and schema > SCHEMA:
        raise Trouble(f"made for a newer heartfirst (its schema is above {SCHEMA}); please update heartfirst")
    if type(schema) is int and schema < SCHEMA:
        raise Trouble(f"schema: expected {SCHEMA}, got a smaller number")
    try:
        playbook = msgspec.convert(table, Playbook)
    except msgspec.ValidationError as error:
        raise Trouble(_shape_fault(table, str(error))) from error
    if found := faults(playbook):
        more = f"; and {len(found) - 3} more" if len(found) > 3 else ""
        # A fault repeats what stands between braces, which can be a whole sentence.
        short = re.sub(r"\{([^{}]*)\}", lambda match: f"{{{_excerpt(match[1])}}}", "; ".join(found[:3]))
        raise Trouble(one_line(short) + more)
    return playbook


def _shape_fault(table: dict[str, Any], wording: str) -> str:
    """Where a value has not the shape that the playbook asks for, and what was expected.

    Only the place is taken from msgspec's wording (`... - at `$.steps[2].say``); the rest is found by looking.
    """
    kind: Any = inspect.type_info(Playbook)
    value: Any = table
    place: list[str] = []
    path = re.search(r"`\$([^`]*)`$", wording)
    for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", path[1] if path else ""):
        if key:
            kind = next(field.type for field in kind.fields if field.encode_name == key)
            value = value[key]
            place.append(key)
        else:
            kind = kind.item_type
            value = value[int(index)]
            place = [_step(int(index), value)] if place == ["steps"] else [*place, f"entry {int(index) + 1}"]
    return ": ".join([*place, *_expected(kind, value)])


def _step(index: int, value: object) -> str:
    name = value.get("id") if isinstance(value, dict) else None
    return f"step {index + 1} ({_excerpt(name)})" if isinstance(name, str) and name else f"step {index + 1}"


def _expected(kind: inspect.Type, value: Any) -> Iterator[str]:
    """What `kind` asks for and `value` is not; with the key before it when it is about one key of a table."""
    match kind, value:
        case inspect.StructType(), dict():
            yield from _wrong_key(kind, value)
        case inspect.EnumType(cls=choices), _:
            allowed = " or ".join(str(choice.value) for choice in choices)
            yield f"expected {allowed}, got {_excerpt(value) if isinstance(value, str) and value else _got(value)}"
        case inspect.StrType(), str() if not value.strip():
            yield "expected text, got nothing"
        case inspect.StrType(max_length=int(most)), str() if len(value) > most:
            yield f"too long: {len(value)} characters, at most {most} fit"
        case inspect.StrType(), str():
            yield f"expected small letters, digits and hyphens, got {_excerpt(value)}"
        case inspect.VarTupleType(max_length=int(most)), list() if value:
            yield f"too long: {len(value)} entries, at most {most} fit"
        case _:
            yield f"expected {_WANTED.get(type(kind), 'something else')}, got {_got(value)}"


def _wrong_key(kind: inspect.StructType, table: dict[str, Any]) -> Iterator[str]:
    known = [field.encode_name for field in kind.fields]
    strange = [key for key in table if key not in known]
    missing = [field.encode_name for field in kind.fields if field.required and field.encode_name not in table]
    if strange:
        yield _excerpt(strange[0])
        yield f"this key is not known here; the keys are {', '.join(known)}"
    elif missing:
        yield missing[0]
        yield "this key is missing"


_WANTED: dict[type, str] = {
    inspect.StrType: "text",
    inspect.IntType: "a whole number",
    inspect.VarTupleType: "a list with at least one entry",
    inspect.StructType: "a table",
}


_GOT = {bool: "true or false", int: "a number", float: "a number", str: "text", dict: "a table", list: "a list"}


def _got(value: object) -> str:
    return "an empty list" if value == [] else _GOT.get(type(value), "a date or a time")


def _excerpt(text: str, most: int = _MOST_SHOWN) -> str:
    shown = one_line(text[: most + 1])
    return shown if len(text) <= most else f"{shown[: most - 1]}…"

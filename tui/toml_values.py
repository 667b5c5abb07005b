"""What a TOML table says, as one of our types; where it does not fit, what was expected there, in plain words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from tui.model.trouble import Trouble
from tui.toml_files import excerpt

T = TypeVar("T", bound=msgspec.Struct)

Forms = Mapping[str, str]
"""For each key whose text has to look a certain way: how, in words."""


def converted(table: dict[str, Any], kind: type[T], *, schema: int, forms: Forms) -> T:
    """The table as a `kind`, of which `schema` is the version we know. Raises `Trouble` naming place and key."""
    given = table.get("schema", schema)
    if type(given) is int and given > schema:
        raise Trouble(f"made for a newer heartfirst (its schema is above {schema}); please update heartfirst")
    if type(given) is int and given < schema:
        raise Trouble(f"schema: expected {schema}, got a smaller number")
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise Trouble(_fault(table, kind, str(error), forms)) from error


def _fault(table: dict[str, Any], kind: type[msgspec.Struct], wording: str, forms: Forms) -> str:
    """Where a value has not the shape that its kind asks for, and what was expected.

    Only the place is taken from msgspec's wording (`... - at `$.steps[2].say``); the rest is found by looking.
    """
    asked: Any = inspect.type_info(kind)
    value: Any = table
    place: list[str] = []
    form = ""
    path = re.search(r"`\$([^`]*)`$", wording)
    for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", path[1] if path else ""):
        if key:
            asked = _only(next(field.type for field in asked.fields if field.encode_name == key))
            value = value[key]
            place.append(key)
            form = forms.get(key, "")
        else:
            asked = _only(asked.item_type)
            value = value[int(index)]
            # A fault in one of many tables is found by its number and its name.
            in_tables = len(place) == 1 and isinstance(asked, inspect.StructType)
            place = [_numbered(place[0], int(index), value)] if in_tables else [*place, f"entry {int(index) + 1}"]
    return ": ".join([*place, *_expected(asked, value, form)])


def _only(kind: inspect.Type) -> inspect.Type:
    """What a key that may be left out asks for when it is there."""
    if isinstance(kind, inspect.UnionType):
        return next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    return kind


def _numbered(key: str, index: int, value: object) -> str:
    number = f"{key.removesuffix('s')} {index + 1}"
    name = value.get("id") if isinstance(value, dict) else None
    return f"{number} ({excerpt(name)})" if isinstance(name, str) and name else number


def _expected(kind: inspect.Type, value: Any, form: str) -> Iterator[str]:
    """What `kind` asks for and `value` is not; with the key before it when it is about one key of a table."""
    match kind, value:
        case inspect.StructType(), dict():
            yield from _wrong_key(kind, value)
        case inspect.EnumType(cls=choices), _:
            allowed = " or ".join(str(choice.value) for choice in choices)
            yield f"expected {allowed}, got {excerpt(value) if isinstance(value, str) and value else _got(value)}"
        case inspect.StrType(), str() if not value.strip():
            yield "expected text, got nothing"
        case inspect.StrType(max_length=int(most)), str() if len(value) > most:
            yield f"too long: {len(value)} characters, at most {most} fit"
        case inspect.StrType(), str():
            yield f"expected {form or 'text of another form'}, got {excerpt(value)}"
        case inspect.VarTupleType(max_length=int(most)), list() if len(value) > most:
            yield f"too long: {len(value)} entries, at most {most} fit"
        case ((inspect.IntType() | inspect.FloatType()), (int() | float())) if not isinstance(value, bool):
            # The digits of a whole number can be more than Python agrees to write.
            short = isinstance(value, float) or abs(value) < 10**9
            yield f"expected {_wanted(kind)}, got {repr(value) if short else 'a very long one'}"
        case _:
            yield f"expected {_wanted(kind)}, got {_got(value)}"


def _wrong_key(kind: inspect.StructType, table: dict[str, Any]) -> Iterator[str]:
    known = [field.encode_name for field in kind.fields]
    strange = [key for key in table if key not in known]
    missing = [field.encode_name for field in kind.fields if field.required and field.encode_name not in table]
    if strange:
        yield excerpt(strange[0]) or "a key without a name"
        yield f"this key is not known here; the keys are {', '.join(known)}"
    elif missing:
        yield missing[0]
        yield "this key is missing"


_WANTED: dict[type, str] = {
    inspect.StrType: "text",
    inspect.BoolType: "true or false",
    inspect.IntType: "a whole number",
    inspect.FloatType: "a number",
    inspect.VarTupleType: "a list",
    inspect.StructType: "a table",
}


def _wanted(kind: inspect.Type) -> str:
    words = _WANTED.get(type(kind), "something else")
    match kind:
        case inspect.VarTupleType(min_length=int()):
            return f"{words} with at least one entry"
        case inspect.IntType() | inspect.FloatType() if kind.ge is not None:
            return f"{words} from {kind.ge:g} {'on' if kind.le is None else f'to {kind.le:g}'}"
    return words


_GOT = {bool: "true or false", int: "a number", float: "a number", str: "text", dict: "a table", list: "a list"}


def _got(value: object) -> str:
    return "an empty list" if value == [] else _GOT.get(type(value), "a date or a time")

"""Whatever bytes a file holds, reading it as a playbook gives a playbook or a trouble."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_playbooks import FULL
from tui.model.plain import one_line
from tui.model.playbook import NoteField, Playbook, Step, StepClock
from tui.model.trouble import Trouble
from tui.playbooks import read_playbook

MOST_SAID = 300
"""How long a sentence about a fault may be, in characters."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that each example writes anew."""
    return tmp_path_factory.mktemp("any") / "any.toml"


def read(path: Path) -> Playbook | str:
    """The playbook, or the one sentence about what is wrong."""
    try:
        return read_playbook(path)
    except Trouble as trouble:
        said = str(trouble)
    assert said.startswith("any.toml: ")
    assert said == one_line(said)
    assert len(said) <= MOST_SAID
    assert not re.search(r"expected (something else|text of another form)|Expected `|Object contains|`\$\.|: $", said)
    return said


def mutated(edits: list[tuple[int, int, bytes]]) -> bytes:
    content = FULL.encode()
    for at, cut, put in edits:
        start = at % (len(content) + 1)
        content = content[:start] + put + content[start + cut :]
    return content


EDITS = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 30), st.binary(max_size=8)), min_size=1, max_size=4)
TOML_BITS = st.lists(
    st.sampled_from(
        ['"', "'", "[", "]", "[[", "{", "}", "=", ".", ",", "\n", "#", "say", "steps", "1", "\\u", "é", "\x00"]
    )
).map(lambda bits: "".join(bits).encode())


@given(
    content=st.one_of(
        st.binary(max_size=400), EDITS.map(mutated), TOML_BITS, TOML_BITS.map(lambda bits: FULL.encode() + bits)
    )
)
def test_no_file_raises_anything_but_trouble(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    read(path)


NAMES = st.sampled_from(
    ["schema", "id", "title", "about", "gate", "report_back", "steps", "say", "not", "fields", "clock", "other"]
)
SCALARS = st.one_of(
    st.booleans().map(lambda b: str(b).lower()), st.integers().map(str), st.just('"x"'), st.just("09:00:00")
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(NAMES, inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
        ),
    ),
    max_leaves=6,
)


@given(table=st.dictionaries(NAMES, VALUES, min_size=1))
def test_no_toml_of_another_shape_raises_anything_but_trouble(path: Path, table: dict[str, str]) -> None:
    path.write_text("".join(f"{key} = {value}\n" for key, value in table.items()))
    assert isinstance(read(path), str)


Place = tuple[str | int, ...]


def places(value: object, at: Place = ()) -> Iterator[Place]:
    """The way to every value of a table, at every depth."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*at, key)
        yield from places(one, (*at, key))


def in_toml(value: Any) -> str:
    """A value as TOML."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{in_toml(str(key))} = {in_toml(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return "[" + ",\n".join(map(in_toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value).lower()


SOUND_TABLE = tomllib.loads(FULL)
WRONG = st.one_of(
    st.booleans(),
    st.integers(),
    st.integers(min_value=10**3900, max_value=10**3950),
    st.floats(),
    st.text(max_size=30),
    st.text(alphabet="{}[m\x1b\u202e", min_size=1, max_size=60),
    st.integers(41, 1_200).map(lambda times: "long " * times),
    st.lists(st.integers(0, 9), max_size=3),
    st.integers(17, 1_000).map(lambda times: [{}] * times),
    st.dictionaries(st.text(max_size=60), st.integers(0, 9), max_size=2),
)


def test_the_sound_table_has_every_key() -> None:
    kinds = (Playbook, Step, NoteField, StepClock)
    keys = {field.encode_name for kind in kinds for field in msgspec.structs.fields(kind)}
    assert keys == {place[-1] for place in places(SOUND_TABLE) if isinstance(place[-1], str)}


@given(place=st.sampled_from(list(places(SOUND_TABLE))), wrong=WRONG)
def test_a_wrong_value_at_any_key_is_told_in_one_sentence(path: Path, place: Place, wrong: object) -> None:
    table: Any = tomllib.loads(FULL)
    holder = table
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = wrong
    path.write_text("".join(f"{key} = {in_toml(value)}\n" for key, value in table.items()), encoding="utf-8")
    said = read(path)
    named = next(key for key in reversed(place) if isinstance(key, str))
    assert not isinstance(said, str) or said.startswith("any.toml: line ") or named.removesuffix("s") in said


@given(key=st.text(), place=st.sampled_from([(), ("steps", 1), ("steps", 1, "clock"), ("steps", 1, "fields", 0)]))
def test_a_key_that_is_not_known_is_told_in_one_sentence(path: Path, key: str, place: Place) -> None:
    table: Any = tomllib.loads(FULL)
    holder = table
    for name in place:
        holder = holder[name]
    is_known = key in holder
    holder.setdefault(key, 1)
    path.write_text(
        "".join(f"{in_toml(name)} = {in_toml(value)}\n" for name, value in table.items()), encoding="utf-8"
    )
    said = read(path)
    assert is_known or (isinstance(said, str) and "this key is not known here; the keys are " in said)

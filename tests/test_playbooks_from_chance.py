"""Whatever bytes a file holds, reading it as a playbook gives a playbook or a trouble."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_playbooks import SOUND
from tui.model.trouble import Trouble
from tui.playbooks import read_playbook


def mutated(edits: list[tuple[int, int, bytes]]) -> bytes:
    content = SOUND.encode()
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
    st.one_of(
        st.binary(max_size=400), EDITS.map(mutated), TOML_BITS, TOML_BITS.map(lambda bits: SOUND.encode() + bits)
    )
)
def test_no_file_raises_anything_but_trouble(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    try:
        playbook = read_playbook(path)
    except Trouble as fault:
        assert str(fault).startswith("any.toml: ")
        assert str(fault).isprintable()
        assert "something else" not in str(fault)
    else:
        assert playbook.steps


NAMES = st.sampled_from(["schema", "id", "title", "gate", "steps", "phase", "say", "not", "other"])
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


@given(st.dictionaries(NAMES, VALUES, min_size=1))
def test_no_toml_of_another_shape_raises_anything_but_trouble(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "shape.toml"
    path.write_text("".join(f"{key} = {value}\n" for key, value in table.items()))
    with pytest.raises(Trouble) as caught:
        read_playbook(path)
    said = str(caught.value)
    assert said.startswith("shape.toml: ")
    assert said.isprintable()
    assert not re.search(r"[`$]|something else|: $", said)

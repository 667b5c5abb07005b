"""JSON of any layout is taken apart as a whole decoder would, however little of it is read at once."""

import io
import json
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui import json_files
from tui.incoming_files import line_at
from tui.json_files import Damaged, Value, values

pytestmark = pytest.mark.costly

_texts = st.text(max_size=9) | st.sampled_from(["half \ud83d pair", '"\\', "\ufeff", ",\n}", "\x7f\u2028"])
_numbers = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
_values = st.recursive(
    st.none() | st.booleans() | _numbers | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=8,
)
_files = st.lists(_values, max_size=5) | st.dictionaries(
    _texts, st.dictionaries(_texts, _values, max_size=4), max_size=3
)


@pytest.fixture(autouse=True, scope="module")
def little_at_once() -> Any:
    """So little is read at once that everything is cut somewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_files, "PIECE", 7)
        patch.setattr(json_files, "_FIRST_LOOK", 3)
        yield


def found(data: bytes) -> list[Value]:
    return list(values(io.BytesIO(data), "x"))


def together(some: list[Value]) -> Any:
    """The file again, from what it was taken apart into."""
    if some[:1] == [Value(None, 0, "", b"")]:
        return [json.loads(one.raw) for one in some[1:]]
    tables: dict[str | None, Any] = {}
    for one in some:
        if one.place:
            tables[one.table][one.name] = json.loads(one.raw)
        else:
            tables[one.table] = {}
    return tables


@settings(deadline=None)
@given(
    whole=_files, indent=st.none() | st.integers(0, 2), is_ascii=st.booleans(), mark=st.sampled_from(["", "\ufeff"])
)
def test_any_layout_is_taken_apart(whole: Any, indent: int | None, is_ascii: bool, mark: str) -> None:
    text = json.dumps(whole, indent=indent, ensure_ascii=is_ascii)
    assert together(found((mark + text).encode("utf-8", "backslashreplace"))) == whole


@settings(deadline=None)
@given(whole=_files, data=st.data())
def test_no_beginning_of_a_file_passes_for_a_whole_one(whole: Any, data: st.DataObject) -> None:
    text = json.dumps(whole, indent=data.draw(st.none() | st.just(1))).encode()
    cut = text[: data.draw(st.integers(1, len(text) - 1))]
    with pytest.raises(Damaged) as caught:
        found(cut)
    assert 0 <= caught.value.at <= len(cut)


def test_of_two_that_have_one_name_both_are_given_as_they_were_written() -> None:
    data = b'{"a": {"1": 1.50, "1": [ "\\u00e9" ]}, "a": {"1": {}}}'
    assert [one.raw for one in found(data) if one.place] == [b"1.50", b'[ "\\u00e9" ]', b"{}"]


@pytest.mark.parametrize(
    ("data", "at"),
    [
        (b"[1,]", 3),
        (b"[1 2]", 3),
        (b"[1] 2", 4),
        (b'[1, "\x01"]', 4),
        (b"[1, NaN]", 4),
        (b"[01]", 2),
        (b'{"a": [], "b": {}}', 6),
        (b'{"a" {}}', 5),
        (b'{"a": {"b": 1}, }', 16),
        (b'{"a": {"b\x01": 1}}', 7),
        (b'[{"a": 1,}]', 11),
        (b"[1}", 2),
        (b"5", 0),
    ],
)
def test_what_is_no_json_is_found_where_it_stands(data: bytes, at: int) -> None:
    with pytest.raises(Damaged) as caught:
        found(data)
    assert abs(caught.value.at - at) <= 1


def test_what_is_damaged_far_on_is_told_with_its_line_and_after_what_is_whole() -> None:
    data = b"[\n" + b'{"a": "b\xc3\xa9"},\n' * 50 + b'{"a": ?},\n' + b'{"a": 1},\n' * 50 + b"]"
    file = io.BytesIO(data)
    given_ = values(file, "x")
    assert len(list(islice(given_, 51))) == 51
    with pytest.raises(Damaged) as caught:
        next(given_)
    assert line_at(file, "x", caught.value.at) == 52


def test_bytes_that_are_no_text_stay_inside_their_value() -> None:
    assert [one.raw for one in found(b'[{"a": "\xff"}, {"b":\n"\xed\xa0\x80"}]')][1:] == [
        b'{"a": "\xff"}',
        b'{"b":\n"\xed\xa0\x80"}',
    ]


def test_a_blank_file_holds_nothing_and_an_empty_list_is_one() -> None:
    assert found(b"") == found(b" \n\t") == found(b"\xef\xbb\xbf") == []
    assert found(b"[]") == [Value(None, 0, "", b"")]

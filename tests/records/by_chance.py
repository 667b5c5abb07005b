"""What the tests do to TinyDB: documents with odd values in them, conditions and changes."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from tinydb import Query, operations, where
from tinydb.table import Document

# What is written: few names and small numbers, so that they meet again; and odd ones.

NAMES = st.sampled_from(("count", "notes", "caller", "tags", "promises", "owed", "", "\0", "é", "\ud83d", "$.a'\""))
NUMBERS = st.one_of(st.integers(0, 6), st.sampled_from((-7, 99, 2**62)))
ODD_TEXTS = st.sampled_from(
    ("\0", "a\0b", "\ud83d", "\udc00\ud83d", "👩‍💻", "\\u0000", "\u2028", "e\u0301", "ß", '"', "'; --")
)
WORDS = st.sampled_from(("a gift", "Dana", "gift", "Straße"))
_scalars = st.one_of(
    WORDS,
    st.none(),
    st.booleans(),
    st.integers(0, 3),
    st.integers(-(2**200), 2**200),
    st.sampled_from((0.0, -0.0, 5e-324, 1e22, 0.1)),
    st.floats(-1e100, 1e100),
    st.text(st.characters(exclude_categories=()), max_size=5),
    ODD_TEXTS,
)


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    few = st.lists(inner, max_size=3)
    return st.one_of(few, few.map(tuple), st.dictionaries(st.one_of(NAMES, st.just("text")), inner, max_size=3))


VALUES = st.one_of(st.integers(0, 2), st.recursive(_scalars, _nested, max_leaves=6))
COUNTS = st.integers(0, 2)
DOCUMENTS = st.builds(lambda count, odd: {"count": count, **odd}, COUNTS, st.dictionaries(NAMES, VALUES, max_size=3))
NUMBERED = st.builds(Document, DOCUMENTS, NUMBERS)
# Not both kinds in one list: with these, TinyDB writes over documents that it has (see test_differences.py).
LISTS = st.one_of(
    st.lists(DOCUMENTS, max_size=4), st.lists(NUMBERED, max_size=3, unique_by=lambda document: document.doc_id)
)


# What is asked.

CONDITIONS = st.recursive(
    st.one_of(
        st.builds(lambda count: where("count") == count, COUNTS),
        st.builds(lambda count: where("count") > count, COUNTS),
        st.builds(lambda name, value: where(name) == value, NAMES, VALUES),
        st.builds(lambda name: where(name).exists(), NAMES),
        st.builds(lambda name, value: where(name)["text"] != value, NAMES, st.integers(0, 2)),
        st.builds(lambda name, text: where(name).test(lambda value: text in value), NAMES, ODD_TEXTS),
        st.builds(lambda name, value: where(name).any([value]), NAMES, st.integers(0, 2)),
        st.builds(lambda fields: Query().fragment(fields), DOCUMENTS),
        st.just(Query().noop()),
    ),
    lambda inner: st.one_of(
        st.builds(lambda one, other: one & other, inner, inner),
        st.builds(lambda one, other: one | other, inner, inner),
        inner.map(lambda one: ~one),
    ),
    max_leaves=3,
)
SELECTIONS = st.one_of(
    st.fixed_dictionaries({"cond": CONDITIONS}),
    st.fixed_dictionaries({"cond": CONDITIONS}),
    st.fixed_dictionaries({"doc_ids": st.lists(NUMBERS, max_size=3)}),
    st.fixed_dictionaries({"doc_ids": st.lists(st.integers(1, 3), max_size=4)}),
    st.just({}),
)


# What is changed in place.


@dataclass(frozen=True)
class Change:
    """One of TinyDB's operations, or of ours below, with its arguments."""

    operation: Callable[..., Callable[[Any], None]]
    arguments: tuple[Any, ...]

    def __call__(self, document: Any) -> None:
        self.operation(*deepcopy(self.arguments))(document)


def append(name: str, value: object) -> Callable[[Any], None]:
    """Change a list that is in the document."""
    return lambda document: document[name].append(value)


def nest(name: str, value: object) -> Callable[[Any], None]:
    """Put what was there one level deeper."""
    return lambda document: document.update({name: {"text": value, "before": document.get(name)}})


def empty(name: str) -> Callable[[Any], None]:
    """Change the document first, and fail afterwards where there was no such name."""

    def change(document: Any) -> None:
        before = dict(document)
        document.clear()
        document[name] = len(before[name])

    return change


_BY_NAME = (operations.delete, operations.increment, operations.decrement, empty)
_BY_VALUE = (operations.set, operations.add, operations.subtract, append, nest)
CHANGES = st.one_of(
    DOCUMENTS,
    st.builds(Change, st.sampled_from(_BY_NAME), st.tuples(NAMES)),
    st.builds(Change, st.sampled_from(_BY_VALUE), st.tuples(NAMES, VALUES)),
    st.builds(Change, st.just(operations.set), st.tuples(NAMES, st.builds(object))),
)

"""README's table of what can be typed to find calls, held against the grammar."""

import re

import pytest

from tests.fakes import START, FakeClock
from tests.test_docs import rows, section
from tui.model.query import Query
from tui.model.query_filters import FILTERS
from tui.model.query_text import read_query

ROWS = rows(section("How calls are found"))
EXAMPLES = [example for row in ROWS for example in re.findall(r"`([^`]+)`", row[0])]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_understood(example: str) -> None:
    asked = read_query(example, START, FakeClock().at_local)
    assert (asked.troubles, asked.hints) == ((), ())
    assert asked.query != Query()
    assert ":" not in example or asked.has_filters


def test_every_filter_is_told_and_no_other() -> None:
    told = {name for example in EXAMPLES for name in re.findall(r"(\w+):", example)}
    assert told == set(FILTERS)

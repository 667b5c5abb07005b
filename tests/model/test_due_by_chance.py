"""Whatever is typed into a promise, reading its date is safe."""

from datetime import datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tui.model.due import Due, Unclear, read_due
from tui.model.due_words import END_OF_DAY, END_OF_EVENING, END_OF_MORNING

pytestmark = pytest.mark.costly

WORDS = """
in on by next last at of the a an half end day days week hours h min 3 0 12 24 31 99 999 1/2 13/12 3.4. 29.2.
29 feb february may 30 nov, dec. monday sat sun fri 9:18 24:00 3pm 13am noon today tomorrow tonight eod eow
2026-11-24 0000-00-00 ٣ ３ : . , - st nd · this past to quarter one two week weeks month working before from within
morning evening first thing midnight 15h 15.30 3.12.26 25-12-2026 o'clock p.m. 0 minutes about 1/2 ½ 27th the by \x1b
"""
BITS = st.sampled_from(WORDS.split())
LINES = st.one_of(
    st.text(st.characters()),
    st.lists(BITS, max_size=8).flatmap(lambda bits: st.sampled_from([" ".join(bits), "".join(bits)])),
)
NOWS = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1))


@settings(max_examples=500)
@example("29 feb", datetime(2028, 2, 29, 23, 59))
@example("29 feb", datetime(2028, 3, 1))
@given(LINES, NOWS)
def test_no_text_raises_and_no_moment_is_behind(text: str, now: datetime) -> None:
    due = read_due(text, now)
    if isinstance(due, Due):
        assert due.at > now


@settings(max_examples=300)
@example("wed or 3 dec 2026 between the first day and 12 hours in a while", datetime(2026, 11, 24))
@given(LINES, NOWS)
def test_what_is_said_of_an_unclear_line_is_short_and_safe(text: str, now: datetime) -> None:
    due = read_due(text, now)
    said = due.words if isinstance(due, Unclear) else due.unclear if due else ""
    assert len(said) <= 70
    assert said.isprintable()


@given(LINES, NOWS)
def test_a_date_without_a_time_is_the_end_of_its_day_and_no_date_has_seconds(text: str, now: datetime) -> None:
    due = read_due(text, now)
    if isinstance(due, Due):
        assert due.at.tzinfo is None
        assert (due.at.second, due.at.microsecond) == (0, 0)
        assert not due.day_only or due.at.time() in (END_OF_MORNING, END_OF_DAY, END_OF_EVENING)


@given(st.integers(1, 1000), NOWS)
def test_a_whole_date_ahead_is_read_back_as_it_was_written(days: int, now: datetime) -> None:
    day = now.date() + timedelta(days=days)
    for text in (
        f"{day:%Y-%m-%d}",
        f"{day.day} {day:%b} {day:%Y}",
        f"{day:%B} {day.day}, {day:%Y}",
        f"{day:%d.%m.%Y}",
    ):
        due = read_due(f"ring on {text}", now)
        assert isinstance(due, Due)
        assert due.at.date() == day

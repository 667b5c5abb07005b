"""Whatever is done to the lines of a call, what was promised stays true."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tui.model.noted_promises import promises_in
from tui.model.promises import Promise, PromiseState, done, is_open, told, withdrawn

ZONES = st.sampled_from([ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")])
STARTS = st.sampled_from(
    [
        datetime(2026, 10, 24, 20, tzinfo=UTC),
        datetime(2026, 3, 28, 20, tzinfo=UTC),
        datetime(2026, 10, 31, 23, tzinfo=UTC),
        datetime(2026, 3, 7, 23, tzinfo=UTC),
        datetime(2026, 11, 24, 8, 18, 42, tzinfo=UTC),
    ]
)
WHEN = (
    "tomorrow", "tomorrow 2:30", "today", "today 23:30", "in 2 hours", "in 3 hours", "1:30", "at 2:10", "sunday 2:30",
    "tue", "1 nov 1:30", "next friday", "31 feb", "tonight", "in the morning", "",
)  # fmt: skip
LINES = st.builds(
    lambda mark, who, when: f"{mark} {who} {when}",
    st.sampled_from(["!", "!", "undo:", "redo:"]),
    st.sampled_from(["ring Dana", "ring Dana back", "rign Dana", "a refund", "call"]),
    st.sampled_from(WHEN),
)
EDITS = st.lists(
    st.tuples(
        st.lists(LINES, max_size=3).map("\n".join),
        st.integers(0, 90).map(lambda minutes: timedelta(minutes=minutes)),
        st.sampled_from(["", "", "done", "told", "withdrawn"]),
    ),
    max_size=100,
)


def settle(known: tuple[Promise, ...], way: str, now: datetime) -> tuple[Promise, ...]:
    """The first one that is open goes this way."""
    moves: dict[str, Callable[[Promise], Promise]] = {
        "done": lambda promise: promise if promise.state is PromiseState.DONE else done(promise, now),
        "told": lambda promise: told(promise, now),
        "withdrawn": lambda promise: withdrawn(promise, now, "by chance"),
    }
    at = next((at for at, promise in enumerate(known) if is_open(promise)), None)
    if at is None or way not in moves:
        return known
    return (*known[:at], moves[way](known[at]), *known[at + 1 :])


def marks(promise: Promise) -> tuple[object, ...]:
    """What somebody has done about a promise."""
    return promise.state, promise.noted, promise.done_at, promise.told_at, promise.withdrawn_at, promise.due


@pytest.mark.long
@settings(max_examples=300, deadline=None)
@given(ZONES, STARTS, EDITS)
def test_edits_lose_nothing_that_was_done_give_no_past_date_and_the_last_text_decides(
    zone: ZoneInfo, start: datetime, edits: list[tuple[str, timedelta, str]]
) -> None:
    known: tuple[Promise, ...] = ()
    now = start.astimezone(zone)
    for notes, passed, way in edits:
        now = (now.astimezone(UTC) + passed).astimezone(zone)
        found = promises_in(notes, known, now, lambda wall: wall.replace(tzinfo=zone))
        acted = sorted(map(str, (marks(promise) for promise in known if promise.state is not PromiseState.PROMISED)))
        still = sorted(map(str, (marks(promise) for promise in found if promise.state is not PromiseState.PROMISED)))
        assert still == acted
        dates = {(promise.noted, promise.due) for promise in known}
        for promise in found:
            if promise.due and (promise.noted, promise.due) not in dates:
                assert promise.due.timestamp() > now.timestamp()
        lines = [line for line in notes.split("\n") if line]
        texts = [line.partition(" ")[2].strip() for line in lines]
        assert [promise.text for promise in found[: len(lines)]] == texts
        assert all(promise.state is not PromiseState.PROMISED for promise in found[len(lines) :])
        known = settle(found, way, now)


@settings(max_examples=100, deadline=None)
@example(datetime(2026, 11, 24, 22, 50, tzinfo=UTC), ["ring back tomorrow"[:end] for end in range(1, 19)] * 5)
@given(STARTS, st.lists(st.text("ring back tomorrow 15:", max_size=30), max_size=100))
def test_a_line_edited_a_hundred_times_is_one_promise_with_its_last_words(start: datetime, texts: list[str]) -> None:
    zone = ZoneInfo("Europe/Berlin")
    known: tuple[Promise, ...] = ()
    for minute, text in enumerate([*texts, "ring back 2027-01-15 15:00"]):
        now = (start + timedelta(minutes=minute)).astimezone(zone)
        known = promises_in(f"! {text}", known, now, lambda wall: wall.replace(tzinfo=zone))
        assert len(known) == bool(text.strip())
    assert known[0].text == "ring back 2027-01-15 15:00"
    assert (known[0].due, known[0].unclear) == (datetime(2027, 1, 15, 15, tzinfo=zone), "")


@settings(deadline=None)
@given(st.text(), st.text(), STARTS)
def test_no_notes_are_too_odd(first: str, second: str, start: datetime) -> None:
    known = promises_in(f"! {first}", (), start, lambda wall: wall.replace(tzinfo=UTC))
    promises_in(f"! {second}\nundo: {first}", known, start, lambda wall: wall.replace(tzinfo=UTC))

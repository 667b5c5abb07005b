"""Moments as the tests of dates write them down."""

from datetime import datetime

from tui.model.due import Unclear, read_due

NOW = datetime(2026, 11, 24, 9, 18, 42, 7)
"""A Tuesday."""


def read(text: str, now: datetime = NOW) -> str:
    """The moment as "2026-11-27 17:00", with "day" behind it when only a day was named; "?" when it is not plain."""
    due = read_due(text, now)
    if due is None or isinstance(due, Unclear):
        return "?" if due else ""
    assert (due.at.second, due.at.microsecond) == (0, 0)
    return f"{due.at:%Y-%m-%d %H:%M}{' day' if due.day_only else ''}"

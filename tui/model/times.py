"""Times as people say them: short clocks, human dates."""

from datetime import date, datetime


def clock(seconds: float) -> str:
    """A duration as 4:12, or 1:04:12 from an hour on. Negative counts as nothing."""
    minutes, rest = divmod(int(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def day(value: date, today: date) -> str:
    """A day as "today", "Tue 24 Nov", with the year when it is not this one."""
    if value == today:
        return "today"
    text = f"{value:%a} {value.day} {value:%b}"
    return text if value.year == today.year else f"{text} {value.year}"


def long_day(value: date) -> str:
    """A day with its year: "24 Nov 2026"."""
    return f"{value.day} {value:%b %Y}"


def moment(value: datetime, today: date) -> str:
    """A moment as "today 15:00" or "Tue 24 Nov 15:00"."""
    return f"{day(value.date(), today)} {value:%H:%M}"

"""Times as people say them: short clocks, human dates."""

from datetime import date, datetime

# Not strftime: for each name the C library looks at the time zone's file, which takes longer than a whole line.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clock(seconds: float) -> str:
    """A duration as 4:12, or 1:04:12 from an hour on. Negative counts as nothing."""
    minutes, rest = divmod(int(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def day(value: date, today: date) -> str:
    """A day as "today", "Tue 24 Nov", with the year when it is not this one."""
    if value == today:
        return "today"
    text = f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]}"
    return text if value.year == today.year else f"{text} {value.year}"


def long_day(value: date) -> str:
    """A day with its year: "24 Nov 2026"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime, today: date) -> str:
    """A moment as "today 15:00" or "Tue 24 Nov 15:00"."""
    return f"{day(value.date(), today)} {value.hour:02}:{value.minute:02}"

"""Days on which somebody is there: Monday to Friday. Holidays are not known."""

from datetime import date, timedelta


def is_working_day(day: date) -> bool:
    """Whether it is from Monday to Friday."""
    return day.weekday() < 5


def next_working_day(day: date, by: int = 1) -> date:
    """The day that is so many working days after `day`."""
    for _ in range(by):
        day += timedelta(days=max(1, 7 - day.weekday()) if day.weekday() >= 4 else 1)
    return day

"""The blanks in lines of notes, `{thing}` or `{when}`, and what is written into them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from string import Formatter

from tui.demo.chance import Chance
from tui.demo.material import Material, Theme

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NTH = ("second", "third", "fourth", "fifth", "sixth")
_WHEN = (
    "{tomorrow} 9:30", "{tomorrow} 10:00", "{tomorrow} at noon", "{tomorrow} 14:00", "{tomorrow} 16:30",
    "on {weekday} 9:00", "on {weekday} 11:00", "on {weekday} 15:00", "by {weekday}", "by {weekday} noon",
    "in an hour", "in two hours", "in 30 minutes", "in three days", "on {date}", "next week",
    "once {colleague} has looked",
)  # fmt: skip
_LETTERS = "aehknorsty"
FRESH: dict[str, Callable[["Blanks"], str]] = {
    "n": lambda on: str(on.chance.whole(2, 9)),
    "nth": lambda on: on.chance.early_one_of(_NTH),
    "letter": lambda on: on.chance.one_of(_LETTERS),
    "pin": lambda on: on.digits(4),
    "time": lambda on: f"{on.chance.whole(9, 18)}:{on.chance.whole(0, 11) * 5:02}",
    "month": lambda on: on.chance.one_of(_MONTHS),
    "word": lambda on: on.word(),
    "otherword": lambda on: on.word(),
    "thirdword": lambda on: on.word(),
    "person": lambda on: f"{on.chance.one_of(on.material.people.titles)} {on.word()}",
    "when": lambda on: on.chance.one_of(_WHEN).format_map(on.values),
}
"""Blanks that are filled anew for every line; all others stay the same through a call."""


class Blanks:
    """Fills the lines of one history."""

    chance: Chance
    material: Material
    values: dict[str, str]

    def __init__(self, chance: Chance, material: Material) -> None:
        """With nothing written yet: the values of a call have to be put in first."""
        self.chance = chance
        self.material = material
        self.values = {}

    def fill(self, line: str) -> str:
        """The line with every blank filled. KeyError for a blank that nobody knows."""
        for name in _fresh_in(line):
            self.values[name] = FRESH[name](self)
        return line.format_map(self.values)

    def word(self) -> str:
        """A coined word: a few of them often, thousands once."""
        return self.material.coined[self.chance.at(self.material.zipf)]

    def digits(self, count: int) -> str:
        """So many digits."""
        return f"{self.chance.whole(0, 10**count - 1):0{count}}"

    def phone(self) -> str:
        """A number out of those that are kept free for films and books."""
        return self.chance.one_of(self.material.words.phones.ranges).format(nnn=self.digits(3))

    def of_matter(self, theme: Theme) -> dict[str, str]:
        """What stays the same however often somebody calls about one matter."""
        chance = self.chance
        return {
            "thing": chance.one_of(theme.things),
            "order": f"{self.digits(4)}-{self.digits(4)}" if chance.happens(0.4) else f"#{self.digits(6)}",
            "ticket": f"T-{self.digits(6)}",
            "code": f"{chance.one_of('VWXZ')}{chance.one_of('BKRT')}-{self.digits(3)}-{chance.one_of('ABCD')}",
            "model": self.word(),
            "town": self.word(),
            "street": f"{self.word()} {chance.one_of(('Street', 'Lane', 'Road', 'Yard', 'Hill', 'Quay'))}",
            "amount": f"{'£' if chance.happens(0.6) else '€'}{chance.around(70, 1.2):.2f}",
            "friend": chance.one_of(self.material.people.first),
        }

    def of_call(self, start: datetime) -> dict[str, str]:
        """What stays the same through one call that began at `start`."""
        chance = self.chance
        past, ahead = _working_day(start, -chance.whole(2, 5)), _working_day(start, chance.whole(1, 4))
        later = start + timedelta(days=chance.whole(6, 40))
        return {
            "colleague": chance.one_of(self.material.people.colleagues),
            "day": _DAYS[past.weekday()],
            "later": _DAYS[_working_day(past, 1).weekday()],
            "weekday": _DAYS[ahead.weekday()],
            "tomorrow": "tomorrow" if start.weekday() < 4 else "on Monday",
            "date": f"{later.day} {_MONTHS[later.month - 1]}",
            "now": f"{start.hour}:{start.minute:02}",
            "ago": _clock(start - timedelta(minutes=chance.whole(50, 150))),
        }


def _working_day(start: datetime, days: int) -> datetime:
    """The day so many days on (or back), or the next working day in that direction."""
    day = start + timedelta(days=days)
    while day.weekday() > 4:
        day += timedelta(days=1 if days > 0 else -1)
    return day


def _clock(at: datetime) -> str:
    return f"{at.hour}:{at.minute - at.minute % 5:02}"


@cache
def _fresh_in(line: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(line) if name in FRESH)

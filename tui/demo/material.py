"""What made-up calls are made of: the files in `data/demo`."""

import tomllib
from functools import cache
from typing import TypeVar

from msgspec import Struct, convert

from tui.demo.chance import sums_of
from tui.model.call import Mood, Outcome
from tui.shipped import shipped

T = TypeVar("T")
Lines = tuple[str, ...]
WORDS = 40_000
"""How many coined words there are."""


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Theme(_Part, frozen=True):
    """One way of being let down, told in lines of notes."""

    id: str
    weight: float
    busy: tuple[int, ...]
    """The months, from 1, in which it happens twice as often."""
    tags: Lines
    things: Lines
    theirs: Lines
    impact: Lines
    facts: Lines
    ways: Lines
    promises: Lines


class Foreign(_Part, frozen=True):
    """A call in another language."""

    fact: str
    theirs: Lines


class Common(_Part, frozen=True):
    """Lines that fit every theme."""

    theirs: Lines
    impact: Lines
    facts: Lines
    again: Lines
    promises: Lines
    endings: dict[Outcome, Lines]
    foreign: tuple[Foreign, ...]


class People(_Part, frozen=True):
    """Names, and what firms are called after."""

    first: Lines
    last: Lines
    whole: Lines
    titles: Lines
    trades: Lines
    firms: Lines
    colleagues: Lines


class Phones(_Part, frozen=True):
    """Numbers that ring nowhere."""

    ranges: Lines


class Rhythm(_Part, frozen=True):
    """How much is called when: weights."""

    hours: tuple[float, ...]
    days: tuple[float, ...]
    months: tuple[float, ...]


class Words(_Part, frozen=True):
    """The parts of coined words, and the rhythm of the year."""

    heads: Lines
    middles: Lines
    tails: Lines
    phones: Phones
    rhythm: Rhythm

    def coined(self) -> list[str]:
        """`WORDS` different words, in an order that only looks like chance."""
        kinds = len(self.heads), len(self.middles), len(self.tails)
        total = kinds[0] * kinds[1] * kinds[2]
        found: dict[str, None] = {}
        for number in range(total):
            # 7919 is a prime and divides no total we have, so that each combination comes once.
            rest, tail = divmod(number * 7919 % total, kinds[2])
            head, middle = divmod(rest, kinds[1])
            found[f"{self.heads[head]}{self.middles[middle]}{self.tails[tail]}".capitalize()] = None
        return list(found)[:WORDS]


class Story(_Part, frozen=True):
    """A call written by hand."""

    opened_as: str
    minutes: float
    outcome: Outcome
    hello: Mood
    notes: str
    goodbye: Mood | None = None
    steps: int | None = None
    """How many steps were said; None for all."""


class Material(Struct, frozen=True):
    """All of it, and what is computed from it once."""

    themes: tuple[Theme, ...]
    common: Common
    people: People
    words: Words
    stories: tuple[Story, ...]
    coined: list[str]
    zipf: list[float]
    """Running sums for `coined`. Zipf's law as Mandelbrot bent it: without the bend, every second firm would be
    called after the first word."""


@cache
def material() -> Material:
    """The files, read once. Raises `Trouble` where they are missing."""
    words = _read("words", Words)
    coined = words.coined()
    return Material(
        themes=_read("themes", dict[str, tuple[Theme, ...]])["themes"],
        common=_read("common", Common),
        people=_read("people", People),
        words=words,
        stories=_read("stories", dict[str, tuple[Story, ...]])["stories"],
        coined=coined,
        zipf=sums_of([1 / (rank + 10) for rank in range(1, len(coined) + 1)]),
    )


def _read(name: str, kind: type[T]) -> T:
    return convert(tomllib.loads(shipped("demo", f"{name}.toml").read_text(encoding="utf-8")), kind)

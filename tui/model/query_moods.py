"""Moods as somebody asks for them, by number or by word."""

import re

from msgspec.structs import replace

from tui.model.call import Mood
from tui.model.query_asking import Asking, Said
from tui.model.query_choices import Choices, one_of
from tui.model.words import MOODS

_SCALE = list(Mood)
_MOODS: Choices = {mood.value: (words,) for mood, words in MOODS.items()}
MOOD_VALUES = "1 furious, 2 upset, 3 tense, 4 calm, 5 warm; also <3, 2-4, >=calm"
_ONE = r"\d{1,9}|[a-z]+"
_BOUND = re.compile(rf"(<=|>=|=<|=>|<|>|=)? ?({_ONE})")
_RANGE = re.compile(rf"({_ONE}) ?(?:-|–|\.\.) ?({_ONE})")
_HALF = re.compile(rf"(?:<=|>=|=<|=>|<|>|=)|(?:{_ONE}) ?(?:-|–|\.\.)")


def mood(asking: Asking) -> Said:
    """`mood:<3`, `mood:2-4`, `mood:>=calm`: the mood at goodbye."""
    value = _spaced(asking.value)
    if asking.open_end and _HALF.fullmatch(value):
        return Said(asking.query, hint=f"mood: {MOOD_VALUES}.")
    found = _moods(value)
    if found is None:
        return Said(asking.query, f"{asking.typed}: moods go from 1 (furious) to 5 (warm).")
    low, high = found
    if low > high:
        return Said(asking.query, f"{asking.typed}: no mood is there; they go from 1 (furious) to 5 (warm).")
    least, most = asking.query.mood or found
    return Said(replace(asking.query, mood=(max(low, least), min(high, most))))


def _spaced(text: str) -> str:
    return " ".join(text.casefold().split()).replace("≤", "<=").replace("≥", ">=")


def _moods(value: str) -> tuple[int, int] | None:
    """The lowest and the highest mood; None where there is no telling."""
    if span := _RANGE.fullmatch(value):
        ends = _place(span[1]), _place(span[2])
        return None if None in ends else (min(ends[0] or 0, ends[1] or 0), max(ends[0] or 0, ends[1] or 0))
    bound = _BOUND.fullmatch(value)
    place = _place(bound[2]) if bound else None
    if not bound or place is None:
        return None
    sign = "".join(sorted(bound[1] or "", key="<>=".index))
    return {"<": (1, place - 1), "<=": (1, place), ">": (place + 1, 5), ">=": (place, 5)}.get(sign, (place, place))


def _place(word: str) -> int | None:
    """A mood's number, from 1 on."""
    if word.isdigit():
        return int(word) if 1 <= int(word) <= len(_SCALE) else None
    named = one_of(word, _MOODS)
    return _SCALE.index(Mood(named[0])) + 1 if len(named) == 1 else None

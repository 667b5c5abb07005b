"""What people type to find a call, letter by letter, drawn from what stands in the calls themselves."""

import re
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

from tui.demo.chance import Chance
from tui.records.table import RowTable, open_tinydb

SEED = 7
TRIES = 50
"""Calls that are looked through for what is wanted, before something else is wanted."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_TICKET = re.compile(r"#\d{4,}|\b[A-Z]{1,2}-[\d-]+\w*|\b\d{4}-\d{4}\b")
_PHONE = re.compile(r"(?:\+44 |\b0)\d{3,4} \d{3,6}(?: \d{4})?")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Asked = Callable[[dict[str, str], Chance], str]
"""What somebody types who looks for a call with this caller and these notes; empty where it holds nothing such."""


def keystrokes(folder: Path, number: int, seed: int = SEED) -> list[str]:
    """So many states of the search line, one after each key, as several people look for several calls.

    A word comes as often as it stands in the notes, and a caller as often as they called.
    """
    chance = Chance(seed)
    with open_tinydb(folder) as db:
        calls = db.table("calls")
        return list(islice(_letter_by_letter(_typed(calls, calls.rows.ids(), chance)), number))


def some_words(folder: Path, number: int, seed: int = SEED) -> list[str]:
    """So many whole words from the notes of calls, in small letters."""
    chance = Chance(seed)
    with open_tinydb(folder) as db:
        calls = db.table("calls")
        ids = calls.rows.ids()
        return list(islice(filter(None, (_word(_call(calls, chance.one_of(ids)), chance) for _ in count())), number))


def _letter_by_letter(texts: Iterator[str]) -> Iterator[str]:
    for text in texts:
        for length in range(1, len(text) + 1):
            yield text[:length]


def _typed(calls: RowTable, ids: list[int], chance: Chance) -> Iterator[str]:
    """Whole search lines, without end."""
    while True:
        asked = chance.one_of(_KINDS)
        texts = (asked(_call(calls, chance.one_of(ids)), chance) for _ in range(TRIES))
        yield next(filter(None, texts), "nobody")


def _call(calls: RowTable, call_id: int) -> dict[str, str]:
    found = calls.get(doc_id=call_id)
    return {name: str(found[name]) for name in ("caller", "company", "notes")} if isinstance(found, dict) else {}


def _word(call: dict[str, str], chance: Chance) -> str:
    return _one_of(_WORD, call["notes"], chance).lower()


def _name(call: dict[str, str], chance: Chance) -> str:
    names = [name for name in (call["caller"], call["caller"], call["company"]) if name]
    return chance.one_of(names).lower() if names else ""


def _last_name(call: dict[str, str], chance: Chance) -> str:
    return _name(call, chance).rpartition(" ")[2]


def _two_words(call: dict[str, str], chance: Chance) -> str:
    return f"{_last_name(call, chance)} {_word(call, chance)}".strip()


def _ticket(call: dict[str, str], chance: Chance) -> str:
    # Half of all people leave the sign before it out.
    return _one_of(_TICKET, call["notes"], chance).removeprefix("#" if chance.happens(0.5) else "")


def _phone(call: dict[str, str], chance: Chance) -> str:
    return _one_of(_PHONE, call["notes"], chance)


def _miss(call: dict[str, str], chance: Chance) -> str:
    """A word with two wrong letters at its end."""
    return f"{_word(call, chance)[:5]}{chance.one_of(_LETTERS)}{chance.one_of(_LETTERS)}q"


def _one_of(pattern: re.Pattern[str], text: str, chance: Chance) -> str:
    found = pattern.findall(text)
    return chance.one_of(found) if found else ""


_KINDS: tuple[Asked, ...] = (
    *(5 * (_word,)),
    *(4 * (_last_name,)),
    *(2 * (_name,)),
    *(3 * (_two_words,)),
    *(3 * (_ticket,)),
    _phone,
    *(2 * (_miss,)),
)
"""Each as often as it is wanted."""

"""One person under several spellings, made one and taken apart again, or in several windows. No call is changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from tui.model.brief import boss_in, little_in
from tui.model.call import Call
from tui.model.client import Client, spelling
from tui.model.plain import one_line
from tui.model.trouble import Trouble

FieldValue = str | tuple[str, ...]
"""What a field of a card holds."""


class Spelling(NamedTuple):
    """One way in which calls have somebody's name."""

    name: str
    calls: int


def caller_of(call: Call) -> str:
    """The caller as they are typed at "Who is calling?"; empty where only a company is named."""
    name, company = one_line(call.caller), one_line(call.company)
    return ", ".join(filter(None, (name, company))) if name else ""


def spelled(typed: str) -> str:
    """What was typed as a spelling that can be shown; empty where it names nobody."""
    return one_line(spelling(typed))


def is_same(one: str, other: str) -> bool:
    """Whether two spellings are the same one."""
    return spelled(one).casefold() == spelled(other).casefold()


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Every spelling once, whatever the case, in order."""
    each: dict[str, str] = {}
    for name in map(spelled, names):
        each.setdefault(name.casefold(), name)
    each.pop("", None)
    return tuple(each.values())


LINES = {"answers_to": "answers to", "style": "style", "way": "reach", "time": "when"}
"""The fields that hold one line, and what such a line is called among the small things."""


def merged(one: Client, other: Client, at: datetime) -> Client:
    """Both as one person, `one` first. Nothing that is kept about either gets lost.

    Where both say something else, that of the other becomes one of the small things.
    """
    little = [*one.little, *other.little]
    kept: dict[str, str] = {}
    for field, about in LINES.items():
        ours, theirs = getattr(one, field).strip(), getattr(other, field).strip()
        kept[field] = ours or theirs
        if ours and theirs and ours.casefold() != theirs.casefold():
            little.append(f"{about} (as {other.names[0]}): {theirs}")
    names = each_once((*one.names, *other.names))
    return replace(one, names=names, little=_each_line_once(little), touched=at, **kept)


def without(client: Client, other: str, at: datetime) -> Client:
    """The client without this spelling. Raises `Trouble` where it is none of theirs, or the only one."""
    left = tuple(name for name in client.names if not is_same(name, other))
    if len(left) == len(client.names):
        raise Trouble(f"{one_line(other)} is no spelling of {client.names[0]}.")
    if not left:
        raise Trouble(f"{client.names[0]} has no other spelling to go on with.")
    return replace(client, names=left, touched=at)


def edited(client: Client, was: Mapping[str, FieldValue], now: Mapping[str, FieldValue]) -> Client:
    """The client, as another window may have left them, with what was made of these fields in mine.

    Where both changed the same line, mine stands and theirs becomes one of the small things.
    """
    mine = {name: now[name] for name in now if now[name] != was[name]}
    little = both_kept(was["little"], mine["little"], client.little) if "little" in mine else client.little
    for field in mine.keys() & LINES.keys():
        theirs = one_line(getattr(client, field))
        if theirs and theirs not in (was[field], now[field]):
            little = _each_line_once((*little, f"{LINES[field]}: {theirs}"))
    return replace(client, **mine | {"little": little})


def both_kept(was: Iterable[str], mine: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """The little things after I and somebody else changed them: what either put in, without what either took out."""
    began, there = set(map(_key, was)), {_key(text): text for text in theirs}
    ours = {_key(text): text for text in mine}
    kept = {key: text for key, text in ours.items() if key in there or key not in began}
    new = {key: text for key, text in there.items() if key and key not in began and key not in ours}
    return (*kept.values(), *new.values())


def learned(client: Client, notes: str) -> Client:
    """The client with what the notes of a call say about them, as far as that is new."""
    there = {text.casefold() for text in client.little}
    new = tuple(text for text in dict.fromkeys(little_in(notes)) if text.casefold() not in there)
    boss = client.answers_to or boss_in(notes)
    return replace(client, little=(*client.little, *new), answers_to=boss)


def _each_line_once(lines: Iterable[str]) -> tuple[str, ...]:
    """Each line once, whatever the case."""
    each: dict[str, str] = {}
    for line in lines:
        each.setdefault(line.casefold(), line)
    return tuple(each.values())


def _key(text: str) -> str:
    """What two lines have in common that differ only by blanks, and by what a screen shows for them."""
    return " ".join(one_line(text).split())

"""One person under several spellings: made one, and taken apart again. No call is changed by either."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from tui.model.brief import boss_in, little_in
from tui.model.call import Call
from tui.model.client import Client
from tui.model.marks import read_caller
from tui.model.plain import one_line
from tui.model.trouble import Trouble


class Spelling(NamedTuple):
    """One way in which calls have somebody's name."""

    name: str
    calls: int


def caller_of(call: Call) -> str:
    """The caller as they are typed at "Who is calling?"."""
    return ", ".join(filter(None, (one_line(call.caller), one_line(call.company))))


def spelled(typed: str) -> str:
    """What was typed as a spelling: white space folded, one comma between the name and the company."""
    name, company = read_caller(typed)
    return one_line(f"{name}, {company}" if company else name)


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


def merged(one: Client, other: Client, at: datetime) -> Client:
    """Both as one person, `one` first. Nothing that is kept about either gets lost.

    Where both say something else, that of the other becomes one of the small things.
    """
    little: dict[str, str] = {}
    for text in (*one.little, *other.little):
        little.setdefault(text.casefold(), text)
    kept: dict[str, str] = {}
    for field, about in (("answers_to", "answers to"), ("style", "style"), ("way", "reach"), ("time", "when")):
        ours, theirs = getattr(one, field).strip(), getattr(other, field).strip()
        kept[field] = ours or theirs
        if ours and theirs and ours.casefold() != theirs.casefold():
            text = f"{about} (as {other.names[0]}): {theirs}"
            little.setdefault(text.casefold(), text)
    names = each_once((*one.names, *other.names))
    return replace(one, names=names, little=tuple(little.values()), touched=at, **kept)


def without(client: Client, spelling: str, at: datetime) -> Client:
    """The client without this spelling. Raises `Trouble` where it is none of theirs, or the only one."""
    left = tuple(name for name in client.names if not is_same(name, spelling))
    if len(left) == len(client.names):
        raise Trouble(f"{one_line(spelling)} is no spelling of {client.names[0]}.")
    if not left:
        raise Trouble(f"{client.names[0]} has no other spelling to go on with.")
    return replace(client, names=left, touched=at)


def both_kept(was: Iterable[str], mine: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """The little things after I and somebody else changed them: what either put in, without what either took out."""
    began, there = set(map(_key, was)), {_key(text): text for text in theirs}
    ours = {_key(text): text for text in mine}
    kept = {key: text for key, text in ours.items() if key in there or key not in began}
    new = {key: text for key, text in there.items() if key and key not in began and key not in ours}
    return (*kept.values(), *new.values())


def learned(client: Client, notes: str, at: datetime) -> Client:
    """The client with what the notes of a call say about them; the same client where that is nothing new."""
    there = {text.casefold() for text in client.little}
    new = tuple(text for text in dict.fromkeys(little_in(notes)) if text.casefold() not in there)
    boss = client.answers_to or boss_in(notes)
    if not new and boss == client.answers_to:
        return client
    return replace(client, little=(*client.little, *new), answers_to=boss, touched=at)


def _key(text: str) -> str:
    """What two lines have in common that differ only by blanks, and by what a screen shows for them."""
    return " ".join(one_line(text).split())

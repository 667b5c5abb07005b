"""Notes that can be told from any others, and whether a store still holds what it acknowledged of them."""

from collections.abc import Iterable
from typing import NamedTuple

from tests.torture.stores import Store


class Said(NamedTuple):
    """One acknowledged write: after it, this revision of this call, or a later one, has to be there."""

    call_id: int
    revision: int
    is_finished: bool


_WORDS = " ".join(f"w{number * 7919 % 9973}" for number in range(9_000))
"""A long text that repeats nowhere."""


def notes(call_id: int, revision: int) -> str:
    """What is written as this revision, which no other one looks like: from one line to 30 KB."""
    place = call_id * 8_191 + revision * 127
    length = (20, 200, 2_000, 8_000, 30_000)[place % 5]
    start = place % (len(_WORDS) - length)
    return f"{revision} {word(call_id)} {_WORDS[start : start + length]}"


def word(call_id: int) -> str:
    """A word that only the notes of this call hold."""
    return f"only{call_id}only"


def newest_said(said: Iterable[Said]) -> dict[int, Said]:
    """The last acknowledged write of each call."""
    return {one.call_id: one for one in said}


def losses(store: Store, said: Iterable[Said], in_flight: int) -> list[str]:
    """A line for everything that is not as it has to be.

    `in_flight` is how many writers were stopped: each may have written one thing more than it could say.
    """
    newest = newest_said(said)
    live, finished = store.live(), store.finished()
    lost = store.damage()
    lost += [f"call {call_id} is live and finished" for call_id in live.keys() & finished.keys()]
    everywhere = live | finished
    lost += [line for one in newest.values() for line in _missing(one, everywhere, finished)]
    more = 0
    for call_id, found in everywhere.items():
        revision = _revision(found)
        more += revision - newest[call_id].revision if call_id in newest else revision
        if found != notes(call_id, revision):
            lost.append(f"call {call_id} holds other words than were saved")
    if more > in_flight:
        lost.append(f"{more} writes more are there than {in_flight} stopped writers can have made")
    return lost


def losses_of_index(store: Store, call_ids: Iterable[int]) -> list[str]:
    """A line for each of these calls that the search finds and should not, or should and does not."""
    finished = store.finished()
    found = {call_id: store.found(word(call_id)) for call_id in call_ids}
    return [
        f"the search for call {call_id} finds {ids}"
        for call_id, ids in found.items()
        if ids != [call_id] * (call_id in finished)
    ]


def _missing(one: Said, everywhere: dict[int, str], finished: dict[int, str]) -> Iterable[str]:
    found = finished if one.is_finished else everywhere
    if one.call_id not in found:
        yield f"call {one.call_id} is not there{' among the finished ones' if one.is_finished else ''}"
    elif _revision(found[one.call_id]) < one.revision:
        yield f"call {one.call_id} is back at {_revision(found[one.call_id])}, and {one.revision} was acknowledged"


def _revision(found: str) -> int:
    number = found.partition(" ")[0]
    return int(number) if number.isdigit() else -1

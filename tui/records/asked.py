"""A query as a question to the index and to the narrow rows, and what only the call itself can answer."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil, floor
from typing import NamedTuple

from tui.model.call import Mood
from tui.model.query import Query
from tui.model.query_fits import MOODS, playbook_fits
from tui.records.wanted import MOST_TERMS, parts_of

Value = float | str | bytes


class Asked(NamedTuple):
    """What SQLite is asked for; whatever it gives has to fit `rest` as well."""

    match: str
    """For the index (an expression of FTS5); empty when it cannot help."""
    without: str
    """What the index must not have, where `match` is empty; empty when it cannot help."""
    conditions: tuple[tuple[str, tuple[Value, ...]], ...]
    """On the columns of `met`, each with its values."""
    rest: Query
    """The parts of the query about which neither can tell everything."""


class _Terms:
    """An expression of FTS5 that grows no longer than the index should be asked for."""

    def __init__(self) -> None:
        self._terms: list[str] = []

    def add(self, text: str, column: str = "", *, is_whole: bool = False) -> bool:
        """Ask for all words of a text; whether that is all that there is to ask for it."""
        if _is_cut_otherwise(text):
            return False
        parts = [part for word in text.split() for part in parts_of(word)]
        room = MOST_TERMS - len(self._terms)
        terms = [f'"{part}"' for part in parts]
        if terms and not is_whole:
            terms[-1] += " *"
        self._terms += [f"{column}{term}" for term in terms[:room]]
        return len(parts) == 1 and room > 0

    def joined(self, how: str) -> str:
        """The expression."""
        return f" {how} ".join(self._terms)


def asked(query: Query, now: datetime, playbooks: Sequence[tuple[str, str]]) -> Asked:
    """What to ask for; `playbooks` are the id and the title of each that calls were made with."""
    wanted, unwanted = _Terms(), _Terms()
    rest = Query(
        words=tuple(word for word in query.words if not wanted.add(word)),
        phrases=tuple(phrase for phrase in query.phrases if not wanted.add(phrase, is_whole=True)),
        without=tuple(word for word in query.without if not (_is_plain(word) and unwanted.add(word))),
        client=tuple(word for word in query.client if not wanted.add(word, "who : ")),
        tags=query.tags,
        after=query.after,
        before=query.before,
    )
    for tag in query.tags:
        wanted.add(tag.removeprefix("#"), "words : ", is_whole=True)
    match, without = wanted.joined("AND"), unwanted.joined("OR")
    if match and without:
        match, without = f"({match}) NOT ({without})", ""
    return Asked(match, without, tuple(_conditions(query, now, playbooks)), rest)


def _conditions(
    query: Query, now: datetime, playbooks: Sequence[tuple[str, str]]
) -> list[tuple[str, tuple[Value, ...]]]:
    found: list[tuple[str, tuple[Value, ...]]] = []
    if query.outcomes:
        found.append((f"met.outcome in ({_marks(query.outcomes)})", tuple(map(str, query.outcomes))))
    if query.mood is not None:
        moods = [mood for mood in Mood if query.mood[0] <= MOODS[mood] <= query.mood[1]]
        found.append((f"met.goodbye in ({_marks(moods)})", tuple(map(str, moods))))
    if query.missed_sorry:
        found.append(("met.missed_sorry = 1", ()))
    if query.playbooks:
        some = [each for each in playbooks if playbook_fits(*each, query)]
        values = ", ".join(["(cast(? as text), cast(? as text))"] * len(some))
        inside = f"in (values {values})" if some else "in (select null, null where 0)"
        found.append(
            (
                f"(met.playbook, met.title) {inside}",
                tuple(text.encode("utf-8", "surrogatepass") for each in some for text in each),
            )
        )
    # A second more than asked for: SQLite rounds, and knows no offsets with seconds.
    if query.after is not None:
        found.append(("(met.began is null or met.began >= ?)", (floor(query.after.timestamp()) - 1,)))
    if query.before is not None:
        found.append(("(met.began is null or met.began <= ?)", (ceil(query.before.timestamp()) + 1,)))
    return found + _owing(query, now)


def _owing(query: Query, now: datetime) -> list[tuple[str, tuple[Value, ...]]]:
    found: list[tuple[str, tuple[Value, ...]]] = []
    if query.is_open:
        found.append(("met.id in (select id from owed)", ()))
    if query.is_overdue:
        found.append(("met.id in (select id from owed where due < ?)", (now.timestamp(),)))
    if query.by is not None:
        found.append(("met.id in (select id from owed where due <= ?)", (query.by.timestamp(),)))
    return found


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _is_plain(text: str) -> bool:
    """Whether the index finds exactly the calls with a word that begins like this."""
    return len(text.split()) == 1 and len(parts_of(text)) == 1 and not _is_cut_otherwise(text)


def _is_cut_otherwise(text: str) -> bool:
    """Whether a part of a text is none for the index."""
    return any(not parts_of(word) and any(map(str.isalnum, word)) for word in text.split())

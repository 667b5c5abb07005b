"""What somebody typed to find calls, read as a `Query`; whatever it is, it is one.

Words, "phrases in quotes", `-not`, `#tags` and filters. A filter that cannot be read is left aside and explained, and
the rest works without it.
"""

from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from tui.model.due_here import AtLocal
from tui.model.due_words import NotPlain
from tui.model.query import Query
from tui.model.query_asking import Asking, Here, Said
from tui.model.query_choices import nearest, shown
from tui.model.query_days import MOST_WORDS, read_days
from tui.model.query_filters import DATED, FILTERS
from tui.model.query_pieces import QUOTES, Piece, pieces
from tui.model.times import day

LONGEST = 10_000
"""Characters that are read."""
TOO_LONG = f"Only the first {LONGEST:,} characters are looked for."
NOTED_SO = ("undo", "redo", "cost", "address", "useful", "http", "https")
"""What notes themselves have before a colon: looked for as words without a remark."""


class Word(NamedTuple):
    """A word that is looked for, and where it was typed."""

    start: int
    end: int
    text: str


class Asked(NamedTuple):
    """What was typed, and what there is to say about it."""

    query: Query = Query()
    troubles: tuple[str, ...] = ()
    """A sentence for each filter that is left aside."""
    hints: tuple[str, ...] = ()
    """What can stand behind a filter that is only half typed."""
    understood: tuple[str, ...] = ()
    """The days that were read: "after: Sat 3 Oct"."""
    words: tuple[Word, ...] = ()
    """Every word that a call has to hold, and those of its client, in order; what is left out is not among them."""

    @property
    def is_everything(self) -> bool:
        """Whether every call fits."""
        return self.query == Query()

    @property
    def has_filters(self) -> bool:
        """Whether more than words and phrases has to fit."""
        query = self.query
        return query != Query(words=query.words, phrases=query.phrases)


def read_query(text: str, now: datetime, at_local: AtLocal) -> Asked:
    """What is asked for. `at_local` turns a wall clock here into an instant. Never raises."""
    reading = _Reading(text[:LONGEST], Here(now, at_local))
    if len(text) > LONGEST:
        reading.troubles.append(TOO_LONG)
    reading.read()
    return reading.asked()


class _Reading:
    """What has been understood so far."""

    def __init__(self, text: str, here: Here) -> None:
        self._text = text
        self._here = here
        self._query = Query()
        self._words: list[str] = []
        self._phrases: list[str] = []
        self._without: list[str] = []
        self._placed: list[Word] = []
        self.troubles: list[str] = []
        self._hints: list[str] = []
        self._understood: list[str] = []

    def asked(self) -> Asked:
        """All of it."""
        query = replace(
            self._query, words=tuple(self._words), phrases=tuple(self._phrases), without=tuple(self._without)
        )
        self.troubles += _nothing_left(query, self._here)
        troubles, hints, understood = (
            tuple(dict.fromkeys(each)) for each in (self.troubles, self._hints, self._understood)
        )
        return Asked(query, troubles, hints, understood, tuple(self._placed))

    def read(self) -> None:
        """Take piece by piece; a day takes the words that belong to it along."""
        found = list(pieces(self._text))
        at = 0
        while at < len(found):
            piece = found[at]
            at += 1
            if piece.name in DATED and not piece.minus and not piece.quoted:
                further = self._day_words(found[at - 1 : at - 1 + MOST_WORDS], ahead=piece.name == "by")
                at += further
                last = found[at - 1]
                piece = piece._replace(
                    end=last.end,
                    values=tuple(value for each in found[at - 1 - further : at] for value in each.values),
                    open_end=last.open_end,
                )
            self._take(piece)

    def _day_words(self, row: list[Piece], *, ahead: bool) -> int:
        """How many of the pieces behind the first belong to its day: as many as make one."""
        plain = 0
        while plain + 1 < len(row) and not (row[plain + 1].name or row[plain + 1].minus or row[plain + 1].quoted):
            plain += 1
        for further in range(plain, 0, -1):
            words = " ".join(" ".join(piece.values) for piece in row[: further + 1])
            try:
                if read_days(words, self._here.now.date(), ahead=ahead):
                    return further
            except NotPlain:
                return further
        return 0

    def _take(self, piece: Piece) -> None:
        if piece.name:
            self._filter(piece)
        elif piece.minus:
            self._leave_out(piece)
        elif piece.quoted:
            self._phrase(piece)
        else:
            self._word(piece)

    def _word(self, piece: Piece) -> None:
        (word,) = piece.values or ("",)
        if word[:1] == "#" and word.strip("#"):
            self._say(FILTERS["tag"].read(self._asking(piece, (word,))))
        elif word.strip("-+" + QUOTES):
            self._add(word, piece.start)

    def _phrase(self, piece: Piece) -> None:
        words = " ".join(piece.values).split()
        if piece.open_end and words and not self._text[-1].isspace():
            # Its last word may still grow.
            self._words.append(words.pop())
        if words:
            self._phrases.append(" ".join(words))
        self._place(piece)

    def _leave_out(self, piece: Piece) -> None:
        what = " ".join(" ".join(piece.values).split())
        if what[:1] == "#":
            self.troubles.append(_only_words(shown(piece.typed(self._text))))
        elif any(map(str.isalnum, what)):
            self._without.append(what)
        elif not piece.quoted and what.strip("-"):
            self._add(f"-{what}", piece.start)

    def _filter(self, piece: Piece) -> None:
        typed = shown(piece.typed(self._text))
        known = FILTERS.get(piece.name)
        if known is None:
            self._unknown(piece, typed)
        elif piece.minus:
            self.troubles.append(_only_words(typed))
        elif not "".join(piece.values).strip(" #"):
            self._hints.append(f"{piece.name}: {known.values}.")
        else:
            if piece.name == "client":
                self._place(piece)
            values = (" ".join(piece.values),) if piece.name in DATED else piece.values
            self._say(known.read(self._asking(piece, values)))

    def _unknown(self, piece: Piece, typed: str) -> None:
        """Before a colon stands what is no filter: all of it is words."""
        if piece.minus:
            self._without += [word for value in (piece.name, *piece.values) for word in value.split()]
        else:
            self._add(piece.typed(self._text)[: len(piece.name)], piece.start)
            self._words += [word for value in piece.values for word in value.split()]
            self._place(piece)
        if piece.name not in NOTED_SO and not (piece.open_end and not piece.values):
            done = "left out" if piece.minus else "looked for"
            near = nearest(piece.name, FILTERS)
            meant = f"did you mean {near}:? There is no filter {piece.name}:" if near else "that is no filter"
            self.troubles.append(f"{typed}: {meant}, so its words are {done}.")

    def _add(self, word: str, start: int) -> None:
        self._words.append(word)
        self._placed.append(Word(start, start + len(word), word))

    def _place(self, piece: Piece) -> None:
        """Where the words of a piece stand, behind its name or its quote."""
        start = piece.start + len(piece.name)
        for word in " ".join(piece.values).replace(",", " ").split():
            start = self._text.index(word, start)
            self._placed.append(Word(start, start + len(word), word))
            start += len(word)

    def _asking(self, piece: Piece, values: tuple[str, ...]) -> Asking:
        typed = shown(piece.typed(self._text))
        return Asking(self._query, typed, values, self._here, piece.open_end)

    def _say(self, said: Said) -> None:
        self._query = said.query
        self.troubles += filter(None, [said.trouble])
        self._hints += filter(None, [said.hint])
        self._understood += filter(None, [said.understood])


def _only_words(typed: str) -> str:
    return f'{typed}: only words and "phrases" can be left out, so this is left aside.'


def _nothing_left(query: Query, here: Here) -> list[str]:
    """Filters that fit no call together."""
    found = []
    if query.after and query.before and query.after >= query.before:
        today = here.now.date()
        first, end = (day(each.astimezone(here.now.tzinfo).date(), today) for each in (query.after, query.before))
        found.append(f"after: {first} and before: {end} leave no day between them.")
    if query.mood and query.mood[0] > query.mood[1]:
        found.append("The moods leave none that is in all of them.")
    return found

"""A row of somebody's CSV as a call."""

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Mapping_
from datetime import datetime, timedelta, timezone, tzinfo
from typing import NamedTuple, TypeVar
from zlib import crc32

from tui.interchange.cells import armed
from tui.interchange.columns import NUMBER
from tui.interchange.dates import Order, Read, read_moment, read_offset, read_time
from tui.interchange.mapping import Mapping
from tui.interchange.promise_lines import promise_in
from tui.model.call import Call, Mood, Outcome, StepRecord
from tui.model.marks import tags_in
from tui.model.playbook import GateLevel, Phase, Playbook, Step
from tui.model.promises import Promise, owed_from
from tui.model.words import MOODS, OUTCOMES

T = TypeVar("T")

_ENDED = {
    Outcome.FIXED: "resolved, solved, closed, done, completed",
    Outcome.NEXT_STEP: "pending, open, in progress, follow up",
    Outcome.NOT_SATISFIED: "unsatisfied, dissatisfied",
    Outcome.HANDED_OVER: "escalated, transferred, forwarded",
    Outcome.CUT_OFF: "dropped, disconnected, abandoned, hung up",
}
_OUTCOME = {words: one for one in Outcome for words in (one.value, OUTCOMES[one], *_ENDED[one].split(", "))}
_MOOD = {words: one for one in Mood for words in (one.value, MOODS[one])}
_STEP = Step(
    id="elsewhere",
    phase=Phase.CLOSE,
    name="The guide (noted elsewhere)",
    short="Elsewhere",
    say="This call was noted in another program.",
    why="It came in from a table.",
    source="import",
    avoid=("Nothing is known about its steps.",),
    done="It was noted there.",
)
PLAYBOOK = "imported"
"""The id of the playbook of calls that come from a table: nothing is known about their steps."""


class BadRow(ValueError):
    """Why a row is no call, as the end of a sentence; it holds nothing of what is in the row but a date."""


class FromRow(NamedTuple):
    """What a row is."""

    call: Call
    days: tuple[Read, ...]
    """How its days were read."""
    unknown: tuple[str, ...]
    """The parts of which the word is none of ours; it stands in the notes."""
    unplaced: tuple[int, ...]
    """The columns that hold something of which the call has nothing."""


class Rows:
    """Makes calls of rows that are mapped in one way."""

    def __init__(
        self,
        mapping: Mapping,
        at_local: Callable[[datetime], datetime],
        *,
        order: Order | None = None,
        keep_rest: bool = False,
    ) -> None:
        """`at_local` gives the instant at which a clock here shows a time without a zone."""
        self._mapping = mapping
        self._at_local = at_local
        self.order = order
        self._keep_rest = keep_rest
        self._rest = mapping.rest
        self._at = {part: at for at, part in enumerate(mapping.parts) if part}

    def call(self, row: Sequence[str]) -> FromRow:
        """The call in a row. Raises `BadRow`."""
        if len(row) != len(self._mapping.parts):
            raise BadRow(f"has {len(row)} cells, the heading has {len(self._mapping.parts)}")
        if any("\0" in cell for cell in row):
            raise BadRow("holds a NUL, which is no text")
        cells = {part: armed(row[at]) for part, at in self._at.items()}
        started = self._started(cells)
        notes, unknown = self._notes(cells, row)
        if not any(text.strip() for text in (cells.get("caller", ""), cells.get("company", ""), notes)):
            raise BadRow("names nobody and says nothing")
        end = self._ended(cells, started.wall)
        call = _call(cells, started.wall, end.wall if end else started.wall, notes)
        unplaced = () if self._keep_rest else tuple(at for at in self._rest if row[at].strip())
        return FromRow(call, (started, end) if end else (started,), unknown, unplaced)

    def _started(self, cells: dict[str, str]) -> Read:
        text = cells["started"]
        try:
            read = read_moment(text, self.order)
            if cells.get("time", "").strip() and not read.has_time:
                hour, zone = read_time(cells["time"])
                read = read._replace(wall=datetime.combine(read.wall, hour, zone))
            return read._replace(wall=self._zoned(read.wall, cells.get("zone", "")))
        except (ValueError, OverflowError):
            raise BadRow(_no_date("when it began", text)) from None

    def _ended(self, cells: dict[str, str], started: datetime) -> Read | None:
        text = cells.get("ended", "").strip()
        if not text:
            return None
        try:
            if re.match(r"\d{1,2}:", text):
                wall = datetime.combine(started, read_time(text)[0], started.tzinfo)
                # A call that ends at ten past midnight began the day before.
                read = Read(wall if wall >= started.replace(second=0) else wall + timedelta(days=1))
            else:
                read = read_moment(text, self.order)
            return read._replace(wall=self._zoned(read.wall, cells.get("zone", "")).astimezone(started.tzinfo))
        except (ValueError, OverflowError):
            raise BadRow(_no_date("when it ended", text)) from None

    def _zoned(self, wall: datetime, zone: str) -> datetime:
        if wall.tzinfo:
            return wall
        at = wall.replace(tzinfo=_zone(zone)) if zone.strip() else self._at_local(wall)
        return at.replace(tzinfo=timezone(at.utcoffset() or timedelta(0)))

    def _notes(self, cells: dict[str, str], row: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        """The notes, with what has no other place at their end."""
        notes, call = cells.get("notes", ""), cells.get("call", "").strip()
        tables: dict[str, Mapping_[str, Outcome] | Mapping_[str, Mood]] = {
            "outcome": _OUTCOME,
            "mood_at_hello": _MOOD,
            "mood_at_goodbye": _MOOD,
        }
        unknown = tuple(
            part for part, table in tables.items() if cells.get(part, "").strip() and not _word(cells, part, table)
        )
        if call and not _known_number(call):
            unknown = ("call", *unknown)
        more = [f"{part.replace('_', ' ')}: {cells[part].strip()}" for part in unknown]
        tags = [tag for tag in _tags(cells.get("tags", "")) if tag not in tags_in(notes)]
        more += [" ".join(f"#{tag}" if tags_in(f"#{tag}") else tag for tag in tags)] if tags else []
        if self._keep_rest:
            more += [f"{self._heading(at)}: {armed(row[at])}" for at in self._rest if row[at].strip()]
        return "\n".join(filter(None, (notes, *more))), unknown

    def _heading(self, at: int) -> str:
        return self._mapping.headings[at].strip() or self._mapping.name(at)


def _call(cells: dict[str, str], started: datetime, ended: datetime, notes: str) -> Call:
    caller, company = cells.get("caller", "").strip(), cells.get("company", "").strip()
    promises = _promises(cells.get("promises", ""), started)
    return Call(
        id=_number(cells.get("call", ""), started, f"{caller}\0{company}\0{notes}"),
        opened_as=", ".join(filter(None, (caller, company))),
        caller=caller,
        company=company,
        started=started,
        touched=ended,
        ended=ended,
        playbook=_playbook(cells.get("playbook", "")),
        steps=(StepRecord(id=_STEP.id),),
        now=None,
        now_since=started,
        notes=notes,
        tags=tags_in(f"{notes}\n{cells.get('tags', '')}"),
        promises=promises,
        owed=owed_from(promises),
        outcome=_word(cells, "outcome", _OUTCOME),
        mood_at_hello=_word(cells, "mood_at_hello", _MOOD),
        mood_at_goodbye=_word(cells, "mood_at_goodbye", _MOOD),
    )


def _word(cells: dict[str, str], part: str, table: Mapping_[str, T]) -> T | None:
    word = re.sub(r"[\s_-]+", " ", cells.get(part, "")).strip().casefold()
    return table.get(word) or table.get(word.replace(" ", "-"))


def _tags(text: str) -> list[str]:
    parts = re.split(r"[,;|\n]|\s+(?=#)", text)
    tags = (re.sub(r"[^\w-]+", "-", part.strip().lstrip("#")).strip("-").lower() for part in parts)
    return list(dict.fromkeys(filter(None, tags)))


def _promises(text: str, noted: datetime) -> tuple[Promise, ...]:
    try:
        return tuple(promise_in(line.strip(), noted) for line in text.splitlines() if line.strip())
    except ValueError:
        raise BadRow("has a promise with a day that there is not") from None


def _number(text: str, started: datetime, words: str) -> int:
    """The number that the row names, or one made of what is in it: the same for the same row, whenever it comes."""
    lot = crc32(words.encode("utf-8", "surrogatepass")) & 0xFFFFF
    return _known_number(text.strip()) or int(started.timestamp() * 1000) << 20 | lot or 1


def _known_number(text: str) -> int | None:
    """The number of a call as our own tables have it."""
    digits = text.removeprefix(NUMBER)
    is_one = digits != text and digits.isascii() and digits.isdigit() and 0 < int(digits[:20]) < 2**63
    return int(digits) if is_one else None


def _playbook(title: str) -> Playbook:
    return Playbook(id=PLAYBOOK, title=title.strip()[:40].strip() or "Imported", gate=GateLevel.WARN, steps=(_STEP,))


def _zone(text: str) -> tzinfo:
    try:
        return read_offset(text)
    except ValueError:
        from zoneinfo import ZoneInfo  # noqa: PLC0415 # Few tables name places.

        try:
            return ZoneInfo(text.strip())
        except (OSError, LookupError):
            raise ValueError("no zone") from None


def _no_date(what: str, text: str) -> str:
    shown = re.sub(r"[^\w :./,+-]", "?", text.strip())[:30]
    return f"does not say {what}: {shown}" if shown else f"does not say {what}"

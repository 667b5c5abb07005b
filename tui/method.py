"""The method: what the five posts ask of a rep, row by row, and what carries each row here (`data/method.toml`)."""

import textwrap
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct, ValidationError, convert

from tui.model.call import Outcome
from tui.model.plain import one_line
from tui.model.trouble import Trouble
from tui.model.words import OUTCOMES
from tui.shipped import shipped

WIDTH = 79
"""The longest line of the printed table, in characters: it fits a terminal of 80 columns."""


class Seed(NamedTuple):
    """One of the posts that the method comes from."""

    title: str
    about: str


SEEDS = {
    "000": Seed("Client Service And Being Human", "A post of 2009 on owning up to mistakes, with five comments."),
    "001": Seed("To Err is Human", "The owner of a gift business tells how she put a wrong parcel right."),
    "002": Seed("Give them your heart… and then your head", "A post on the order of things, with twelve comments."),
    "003": Seed("Who Took the Service out of Customer Service?", "On hard talks, and on two notices that hurt."),
    "004": Seed("It's Not Business, It's Personal", "Five mistakes of people who serve clients."),
}
"""By the number with which a file of the posts begins."""


class Fate(StrEnum):
    """What became of a row."""

    BUILT = "built"
    LATER = "later"
    NOT_SOFTWARE = "not-software"


class Kind(StrEnum):
    """The part of the product that a later row belongs to."""

    COACH = "coach"
    """Notices wording as it is typed."""
    REVIEW = "review"
    """Calls looked back on, and what is known about a client."""
    PRACTICE = "practice"
    TEAM = "team"


Pointer = Annotated[
    str,
    Meta(
        pattern=r"^(?:(?:playbook|step|promise|outcome|key|setting):[a-z0-9_/-]+"
        r"|field:[a-z0-9/-]+/[^\s/]+|mark:\S|command:[a-z -]+|(?:rule|screen|widget):tui(?:\.\w+)+)\Z"
    ),
]
"""What carries a row: a kind, a colon, and the id or the Python name ("step:delivery/undo-redo")."""
Sentence = Annotated[str, Meta(min_length=1, max_length=240, pattern=r"\S")]


class Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One idea of the posts."""

    row: int
    """Its number, from 1."""
    seed: str
    comment: Annotated[int, Meta(ge=1)] | None = None
    """The comment under the post in which it stands; None for the post itself."""
    says: Sentence
    """The idea in our own words."""
    fate: Fate
    at: tuple[Pointer, ...] = ()
    """What carries a built row; empty for the others."""
    kind: Kind | None = None
    """Where a later row belongs; None for the others."""
    why: Annotated[str, Meta(max_length=240)] = ""
    """What a later row will be, why another one is no software, or what a built one still leaves to do."""


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal[1]
    rows: Annotated[tuple[Row, ...], Meta(min_length=1)]


def read_method(path: Path | None = None) -> tuple[Row, ...]:
    """Every row, by number; of the file that comes with heartfirst unless `path` names another.

    Raises `Trouble` naming the row and the key where the table is damaged.
    """
    file = path or shipped("method.toml")
    try:
        rows = convert(tomllib.loads(file.read_text(encoding="utf-8")), _Table).rows
        for number, row in enumerate(rows, start=1):
            _check(number, row)
    except ValidationError as error:
        raise Trouble(f"method.toml: {_place_and_fault(str(error))}") from error
    except Trouble as trouble:
        raise Trouble(f"method.toml: {trouble}") from trouble
    except (OSError, ValueError, RecursionError) as error:
        raise Trouble(f"method.toml: it could not be read ({one_line(str(error))[:120]})") from error
    return rows


def as_text(rows: Iterable[Row], *, fate: str | None = None) -> Iterator[str]:
    """The rows line by line, under the posts that they come from, and how many there are of each fate.

    With a `fate` only those rows. Plain text, no line wider than `WIDTH`.
    """
    wanted = [row for row in rows if fate in (None, row.fate)]
    for number, of_seed in groupby(wanted, key=lambda row: row.seed):
        seed = SEEDS[number]
        yield from textwrap.wrap(f"Seed {number}: {seed.title}", WIDTH)
        yield from textwrap.wrap(seed.about, WIDTH)
        yield ""
        for row in of_seed:
            yield from _row_lines(row)
            yield ""
    yield from textwrap.wrap(_count(wanted), WIDTH)


def _check(number: int, row: Row) -> None:
    """What the types do not say. Raises `Trouble` for the first key that does not fit its row."""
    if row.row != number:
        raise Trouble(f"row {number}: row: expected {number}, got {row.row}")
    if row.seed not in SEEDS:
        raise Trouble(f"row {number}: seed: expected one of {', '.join(SEEDS)}, got {one_line(row.seed)[:40]}")
    wanted = {"at": row.fate is Fate.BUILT, "kind": row.fate is Fate.LATER, "why": row.fate is not Fate.BUILT}
    for key, has_to in wanted.items():
        may = has_to or key == "why"
        if getattr(row, key) and not may:
            raise Trouble(f"row {number}: {key}: a row that is {row.fate} has none")
        if has_to and not getattr(row, key):
            raise Trouble(f"row {number}: {key}: a row that is {row.fate} needs one")


def _place_and_fault(wording: str) -> str:
    """Row, key and fault out of msgspec's wording (`... field `says` - at `$.rows[3]``)."""
    what, _, path = wording.partition(" - at ")
    places: list[str] = []
    for part in path.strip("`").removeprefix("$").lstrip(".").replace("[", ".[").split("."):
        index = part.strip("[]")
        if index.isdigit():
            places.append(f"{'entry' if places[-1:] == ['at'] else 'row'} {int(index) + 1}")
        elif index and index != "rows":
            places.append(index)
    if " field `" in what:
        what, _, key = what.removesuffix("`").rpartition(" field `")
        return ": ".join((*places, key, "this key is missing" if "missing" in what else "this key is not known here"))
    return ": ".join((*places, one_line(what[:1].lower() + what[1:].replace("`", ""))[:200]))


def _row_lines(row: Row) -> Iterator[str]:
    where = f"{row.row:>3}  "
    by = f" (comment {row.comment})" if row.comment else ""
    yield from textwrap.wrap(f"{row.says}{by}", WIDTH, initial_indent=where, subsequent_indent=" " * 5)
    yield from textwrap.wrap(
        _carried(row), WIDTH, initial_indent=" " * 5, subsequent_indent=" " * 7, break_on_hyphens=False
    )


def _carried(row: Row) -> str:
    match row.fate:
        case Fate.BUILT:
            places = "; ".join(map(_in_words, row.at))
            return f"built: {places}.{f' In part: {row.why}' if row.why else ''}"
        case Fate.LATER:
            return f"later, {row.kind}: {row.why}"
    return f"not software: {row.why}"


def _in_words(pointer: str) -> str:
    """What a pointer points at, for a person."""
    kind, _, name = pointer.partition(":")
    return _WORDS[kind](name) if kind in _WORDS else f"{kind} {name}"


def _part(name: str) -> str:
    """A thing in the code by its last name, with its file."""
    return f"{name.removeprefix(_module(name) + '.').removesuffix('Screen')} ({_module(name).replace('.', '/')}.py)"


def _module(name: str) -> str:
    """The module in a Python name: what stands before a class, or else before the last part."""
    parts = name.split(".")
    end = next((i for i, part in enumerate(parts) if part[0].isupper()), len(parts) - 1)
    return ".".join(parts[:end])


def _step(name: str) -> str:
    playbook, _, step_id = name.partition("/")
    steps = _playbook(playbook).get("steps", [])
    step_name = next((step["name"] for step in steps if step["id"] == step_id), step_id)
    return f"step “{step_name}” of {_title(playbook)}"


def _field(name: str) -> str:
    step, _, mark = name.rpartition("/")
    return f"the {mark} line of {_step(step)}"


def _title(playbook: str) -> str:
    return f"“{_playbook(playbook).get('title', playbook)}”"


@cache
def _playbook(name: str) -> dict[str, Any]:
    """A playbook's table for the names in it; empty where it is missing or damaged, and ids have to do."""
    try:
        return tomllib.loads(shipped("playbooks", f"{name}.toml").read_text(encoding="utf-8"))
    except (Trouble, OSError, ValueError):
        return {}


_WORDS: dict[str, Callable[[str], str]] = {
    "playbook": lambda name: f"playbook {_title(name)}",
    "step": _step,
    "field": _field,
    "mark": lambda name: f"lines with {name} in the notes",
    "outcome": lambda name: f"outcome “{OUTCOMES[Outcome(name)] if name in set(Outcome) else name}”",
    "command": lambda name: f"command heartfirst {name}",
    "rule": lambda name: f"rule {_part(name)}",
    "screen": lambda name: f"screen {_part(name)}",
    "widget": lambda name: f"widget {_part(name)}",
}


def _count(rows: list[Row]) -> str:
    fates = Counter(row.fate for row in rows)
    kinds = Counter(row.kind for row in rows if row.kind)
    parts = sum(1 for row in rows if row.fate is Fate.BUILT and row.why)
    details = {
        Fate.BUILT: f"{parts} of them in part" if parts else "",
        Fate.LATER: ", ".join(f"{kind} {kinds[kind]}" for kind in Kind if kinds[kind]),
    }
    counts = [
        f"{fate.value.replace('-', ' ')} {fates[fate]}{f' ({details[fate]})' if details.get(fate) else ''}"
        for fate in Fate
        if fates[fate]
    ]
    total = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    return f"{total}: {'; '.join(counts)}." if rows else "No rows."

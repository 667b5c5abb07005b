"""Days of work in small, step by step, and what stands in the record after each step.

Each step is said once it is done, so that whoever comes after a fault knows what has to be there: the outcome of the
steps that were said, or of one more.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

State = dict[int, tuple[str, str]]
"""Call id -> its table and its notes."""


class Step(NamedTuple):
    """One thing to do: open, look, tend, save, finish, back up, damage or close."""

    what: str
    call: int = 0
    number: int = 0
    """Tells the notes of one save from those of any other."""
    words: int = 200
    """How long the notes are."""

    @property
    def notes(self) -> str:
        """The words that this step keeps."""
        return _notes(self.number, self.words)


@cache
def _notes(number: int, words: int) -> str:
    return " ".join(f"w{number}x{word * number % 977}" for word in range(words))


def saves(call: int, numbers: range, words: int = 200) -> list[Step]:
    """Save a call once for each number."""
    return [Step("save", call, number, words) for number in numbers]


A_DAY = (
    Step("open"),
    *saves(1, range(1, 8)),
    Step("finish", 1, 8),
    *saves(2, range(9, 12)),
    Step("finish", 2, 12),
    *saves(3, range(13, 16)),
    Step("close"),
    Step("open"),
    *saves(4, range(16, 18)),
    Step("finish", 3, 18),
    Step("close"),
)
"""A first start, two calls from hello to goodbye, and one that is ended after the next start."""

UPKEEP = (
    Step("open"),
    Step("save", 1, 1),
    Step("tend"),
    *saves(1, range(2, 4)),
    Step("finish", 1, 4),
    Step("save", 2, 5),
    Step("back up"),
    Step("save", 2, 6),
    Step("close"),
)
"""Room is made and backups are made, with saves between them."""

EVERY_STEP = (
    Step("open"),
    *saves(1, range(1, 3)),
    Step("tend"),
    Step("look"),
    Step("back up"),
    Step("finish", 1, 3),
    Step("close"),
)
"""Every kind of step once, but for those of a damaged record."""

LONG_NOTES = (
    Step("open"),
    *saves(1, range(1, 4)),
    *saves(2, range(4, 40), 7_000),
    Step("finish", 2, 40, 7_000),
    *saves(1, range(41, 45)),
)
"""Notes so long that the WAL is carried over in the middle of a call and then written from its start again."""


MENDED = (
    Step("open"),
    Step("look"),
    *saves(3, range(20, 22)),
    Step("finish", 3, 22),
    Step("close"),
)
"""A record that was damaged between two starts is set aside and brought back."""

BEFORE_THE_DAMAGE = (
    Step("open"),
    *(Step("finish", call, call) for call in (1, 2)),
    Step("save", 3, 3),
    Step("back up"),
    Step("close"),
    Step("damage"),
)


class Day(NamedTuple):
    """What is done under the eyes of strace, and what was done before that."""

    steps: tuple[Step, ...]
    before: tuple[Step, ...] = ()

    def up_to(self, done: int) -> tuple[Step, ...]:
        """Everything, when so many steps of the day are done."""
        return (*self.before, *self.steps[:done])

    @property
    def needs_mending(self) -> bool:
        """Whether the record has to be put right."""
        return Step("damage") in self.before


DAYS = {
    "a day": Day(A_DAY),
    "upkeep": Day(UPKEEP),
    "long notes": Day(LONG_NOTES),
    "mending": Day(MENDED, BEFORE_THE_DAMAGE),
}


def backed_up(steps: Sequence[Step]) -> State | None:
    """What stands in the newest backup when these steps are done and no other; None before the first."""
    made = [index for index, step in enumerate(steps) if step.what == "back up"]
    return state_after(steps[: made[-1]]) if made else None


def state_after(steps: Sequence[Step]) -> State:
    """What stands in the record when these steps are done and no other."""
    state: State = {}
    for step in steps:
        if step.what in ("save", "finish"):
            state[step.call] = ("calls" if step.what == "finish" else "live", step.notes)
    return state

"""What the services ask of the outside world, as Protocols. `bootstrap` gives the real parts, tests give fakes."""

from datetime import datetime
from typing import NamedTuple, Protocol

from tui.model.call import Call
from tui.model.playbook import Playbook


class Clock(Protocol):
    """The time, and the local time zone."""

    def now(self) -> datetime:
        """This instant, with the local offset."""

    def at_local(self, wall: datetime) -> datetime:
        """The instant at which a wall clock here shows `wall` (which has no zone)."""


class CallRecords(Protocol):
    """Where calls are kept. Every method may take a while and may raise `RecordsTrouble`; any thread may call it."""

    def claim(self, call_id: int) -> bool:
        """Make this process the owner of a live call; False while another living one owns it."""

    def release(self, call_id: int) -> None:
        """Give a live call up, so that any process may take it. Never raises."""

    def save(self, call: Call) -> None:
        """Keep a call that goes on. When this returns, it is on the disk."""

    def finish(self, call: Call) -> None:
        """Move a call from the live ones to the finished ones, all or nothing, and release it.

        Where another call (begun at another moment) has its id, it gets the next free one.
        """

    def interrupted(self) -> list[Call]:
        """The live calls that nobody owns, newest first."""

    def live(self, call_id: int) -> Call | None:
        """A live call as it is on the disk now, whoever owns it."""

    def newest(self, words: str = "", limit: int = 200, below: int | None = None) -> list[Call]:
        """Finished calls, newest first, that hold every one of `words`, be it the beginning of a longer one.

        Case and accents do not matter. With `below`, only those with a smaller id: this is how to go on.
        """

    def find(self, call_id: int) -> Call | None:
        """A finished call."""

    def last_with(self, caller: str) -> Call | None:
        """The newest finished call with this caller, whatever the case."""

    def callers(self, limit: int = 500) -> list[str]:
        """The callers of the newest finished calls ("Dana Lee, Northwind Law"), newest first, each once."""

    def left_out(self) -> list[str]:
        """A sentence for each call that the lists had to leave out, because it cannot be read. Never raises."""

    def noticed(self) -> list[str]:
        """What was found or done about the records themselves, a sentence each. Never raises."""

    def tend(self) -> None:
        """Do what the records need now and then: room on the disk, the index, a backup. May take many seconds."""

    def close(self) -> None:
        """Release everything. Never raises."""


class Copied(NamedTuple):
    """How a text left for the clipboard."""

    way: str
    """`native`, `terminal` or `file`."""
    words: str
    """A sentence for the rep that claims only what can be known."""


class Clipboard(Protocol):
    """A way out for a text."""

    def copy(self, text: str) -> Copied:
        """Take the best way that works, within a time limit. Raises `Trouble` when none does. May block."""


class Playbooks(Protocol):
    """The playbooks that can be used."""

    @property
    def troubles(self) -> list[str]:
        """What is wrong with those that cannot be used, a sentence each."""

    def default(self) -> Playbook:
        """The playbook for a new call. Raises `Trouble` when there is none that can be used."""

"""What the services ask of the outside world, as Protocols. `bootstrap` gives the real parts, tests give fakes."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from tui.model.call import Call
from tui.model.playbook import Playbook

if TYPE_CHECKING:
    from tui.model.client import Client
    from tui.model.erasing import Touched, Way, Wish
    from tui.model.form import Form, Rendered
    from tui.model.past import Met
    from tui.model.query import Query
    from tui.model.retention import Aged

Result = TypeVar("Result")


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

    def revise(self, call_id: int, change: Callable[[Call], Call]) -> Call:
        """Change a finished call; what it is then.

        `change` gets the call as it is and gives what it shall be; its id stays. It may be called more than once:
        another window may revise the same call, and both changes are kept. What it raises comes through, and then
        nothing has changed. `RecordsTrouble` also when there is no such call any more.
        """

    def owed(self, limit: int = 200) -> list[Call]:
        """Finished calls with a promise that is still open, the one that falls due first at the front.

        Those without a date come last. Calls of the first schema, which nobody asked about, owe nothing.
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

    def aged(self, before: datetime) -> int:
        """How many finished calls began before this instant, are not anonymous and owe nothing.

        One look at the oldest ones; calls that the records have not looked through yet are not counted.
        """

    def left_out(self) -> list[str]:
        """A sentence for each call that the lists had to leave out, because it cannot be read. Never raises."""

    def noticed(self) -> list[str]:
        """What was found or done about the records themselves, a sentence each. Never raises."""

    def tend(self) -> None:
        """Do what the records need now and then: room on the disk, the index, a backup. May take many seconds."""

    def close(self) -> None:
        """Release everything. Never raises."""


GoOn = Callable[[], bool]
"""Asked for each call that is looked at. Once it says no, what was found so far is the answer, to be thrown away."""


class CallSearch(Protocol):
    """Finding past calls. Every method may take a while and may raise `RecordsTrouble`; any thread may call it."""

    def search(
        self, query: "Query", now: datetime, limit: int = 200, below: int | None = None, go_on: "GoOn | None" = None
    ) -> list[Call]:
        """Finished calls that fit, newest first; with `below`, only those with a smaller id."""

    def best(self, query: "Query", now: datetime, limit: int = 200, go_on: "GoOn | None" = None) -> list[Call]:
        """Finished calls that fit, those in which its words weigh most at the front (BM25); of equals the newest."""

    def words_like(self, word: str, limit: int = 3) -> list[str]:
        """Words that calls do hold and that `word` may have been meant to be, the likeliest first."""

    def alike(self, notes: str, own: Sequence[str], but: int, limit: int = 3) -> list[Call]:
        """The finished calls whose notes are most like `notes` (BM25, without stop words).

        Those with one of the callers `own` ("Dana Lee, Northwind Law") come first. `but` is the id of the call that
        the notes are of. One query to the index; none where the notes hold no word that says anything.
        """

    def those(self, call_ids: Sequence[int]) -> list[Call]:
        """These finished calls, at most a few hundred, in this order, without those that are gone."""

    def met(self, callers: Sequence[str], limit: int = 500) -> "list[Met]":
        """Every finished call with one of these callers, newest first; a name without a company is any company's."""

    def met_with(self, begins: str, limit: int = 8) -> list[str]:
        """Callers of finished calls whose name begins like this, whatever the case, the newest first."""


class KeptCalls(Protocol):
    """Finished calls as they are kept. May block and may raise `RecordsTrouble`; any thread may call."""

    def as_kept(self, call_id: int) -> bytes | None:
        """The JSON of a finished call, with whatever it holds that this release does not know."""


class ExportFiles(Protocol):
    """Where exports go. May block."""

    def path_of(self, given: str) -> Path:
        """The whole path that a person means by `given`. Raises `Trouble` where there is none."""

    def write(self, path: Path, pieces: Iterable[bytes], *, replace: bool) -> None:
        """Write a file whole or not at all. Raises `Trouble`, also where one is there, unless with `replace`."""

    def note(self, path: Path, form: str, calls: int, at: datetime) -> None:
        """Keep in mind that this file was written. Raises `Trouble` when that fails."""


class ClientRecords(Protocol):
    """What is kept about clients. Every method may block and may raise `RecordsTrouble`; any thread may call."""

    def client(self, caller: str) -> "Client | None":
        """The client with this spelling ("Dana Lee, Northwind Law"), whatever the case; None where none is kept."""

    def clients(self, limit: int = 500) -> "list[Client]":
        """Those that are kept, the one that was changed last at the front."""

    def change_clients(self, change: "Callable[[ClientsInHand], Result]") -> Result:
        """Change what is kept about clients, all or nothing; what `change` gives, once it is on the disk.

        Nobody else changes it meanwhile: what `change` reads is so still when it writes. It may be called more than
        once, and asks the records nothing else. A `Trouble` that it raises comes through; then nothing has changed.
        """


class ClientsInHand(Protocol):
    """What is kept about clients while nobody else can change it. Every method may raise `RecordsTrouble`."""

    def with_spelling(self, caller: str) -> "Client | None":
        """As `ClientRecords.client`."""

    def keep(self, client: "Client") -> None:
        """Keep a client in place of the one with the same id.

        A spelling that another client has goes over to this one; who is left without any spelling is gone.
        """

    def forget(self, client_id: int) -> None:
        """Keep nothing about this client any more. Fine where nothing is kept."""


class Erasing(Protocol):
    """Erasing calls, or making them anonymous, everywhere. Every method may take long and may raise `RecordsTrouble`.

    Any thread may call.
    """

    def touched(self, wish: "Wish") -> "Touched":
        """What a wish comes to. Nothing changes."""

    def carry_out(self, wish: "Wish", way: "Way", at: datetime, tell: Callable[[str, float], None]) -> bool:
        """Do it in every copy of the records, at this instant.

        `tell` is told what is being done and how much of it is, from 0 to 1. True when not a byte is left; False when
        the calls are gone but a call goes on somewhere, so that what they left in the file is overwritten by `go_on`.
        After a failure, or a kill, the same once more, or `go_on`, does the rest.
        """

    def go_on(self) -> bool:
        """Go on with what was cut off or left for later; whether that came to its end. False with nothing to do."""

    def older_than(self, before: datetime) -> "list[Aged]":
        """The finished calls that began before this instant and are not anonymous."""


class ClientHistory(CallSearch, ClientRecords, Protocol):
    """All that is asked of the records about one client."""


class Copied(NamedTuple):
    """How a text left for the clipboard."""

    way: str
    """`native`, `tmux`, `terminal` or `file`."""
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

    def all(self) -> tuple[Playbook, ...]:
        """Those that can be used, in the order in which they are offered. May block."""

    def named(self, playbook_id: str) -> Playbook:
        """The one with this id. Raises `Trouble` when there is none that can be used."""

    def is_own(self, playbook_id: str) -> bool:
        """Whether it is the rep's own, from the settings folder."""


class Forms(Protocol):
    """The forms of the summary. Any thread may ask; the first time may block, but for `get_ready` done before."""

    @property
    def usual(self) -> str:
        """The id of the one that is taken unless another is asked for."""

    @property
    def troubles(self) -> list[str]:
        """What is wrong with those that cannot be used, a sentence each."""

    def get_ready(self) -> None:
        """Read them all, so that a summary comes at once. Never raises."""

    def all(self) -> "tuple[Form, ...]":
        """Those that can be used, in the order in which they are offered."""

    def named(self, form_id: str) -> "Form":
        """The one with this id. Raises `Trouble` when there is none that can be used."""

    def render(self, call: Call, at: datetime, form_id: str) -> "Rendered":
        """The summary in this form, exactly as it is pasted; `at` is now.

        Where the form cannot be used another one stands in, and the trouble says so; what stands in for one that
        clients read is never one for us. Where nothing can be used the text is that of the notes. Never raises.
        """


class BestFriend(Protocol):
    """What sets the rep's very best friend apart, in the rep's own words. May block."""

    def lines(self) -> tuple[str, ...]:
        """The lines as they are kept, none while none were written. Never raises."""

    def keep(self, lines: Sequence[str]) -> None:
        """Write the lines down. Raises `Trouble` when that fails."""

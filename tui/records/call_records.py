"""The records of the app: live and finished calls in one file, kept for good when a method returns."""

from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import msgspec
from msgspec.structs import replace
from tinydb.table import Document

from tui.model.call import SCHEMA, Call
from tui.model.trouble import RecordsTrouble
from tui.records.care import Care
from tui.records.documents import laid_over, to_document
from tui.records.engine import Engine
from tui.records.history import History
from tui.records.kept_clients import KeptClients
from tui.records.opening import is_lost, is_missing
from tui.records.owed import OwedCalls
from tui.records.owner import Owners
from tui.records.past_calls import PastCalls
from tui.records.reading import Reader, holds_no_more
from tui.records.rows import PAGE, to_json
from tui.records.table import FILE_NAME, RowTable
from tui.records.troubles import Unreadable, system_in_plain_words


class SqliteCallRecords(PastCalls, KeptClients):
    """`CallRecords`, `CallSearch` and `ClientRecords` in a folder: TinyDB with three tables, over SQLite.

    Opened when first needed and, after a failure, again by the next call: a full or read-only disk does not
    keep the app from starting. A damaged record is set aside and brought back (`noticed` tells). Reading makes
    no file. Any thread may call; every failure is a `RecordsTrouble`. Scripts reach the same file with
    `open_tinydb`.
    """

    def __init__(self, folder: Path, engine: Engine | None = None) -> None:
        """Touches no disk. `engine` is the best there is unless it is given."""
        self._folder = folder
        self._owners = Owners(folder)
        self._reader = Reader(folder / FILE_NAME)
        self._care = Care(folder, engine)

    def claim(self, call_id: int) -> bool:
        """Make this process the owner of a live call; False while another living one owns it."""
        return self._care.take(lambda: self._owners.claim(call_id))

    def release(self, call_id: int) -> None:
        """Give a live call up, so that any process may take it. Never raises."""
        self._owners.release(call_id)

    def save(self, call: Call) -> None:
        """Keep a call that goes on. When this returns, it is on the disk."""
        self._care.take(lambda: self._save(call))
        if self._owners.owns(call.id):
            # The folder may have been removed and made again by this very save, without the lock in it.
            with suppress(RecordsTrouble):
                self._owners.claim(call.id)

    def finish(self, call: Call) -> None:
        """Move a call from the live ones to the finished ones, all or nothing, and release it."""
        self._care.take(lambda: self._finish(call))
        self._owners.release(call.id)

    def revise(self, call_id: int, change: Callable[[Call], Call]) -> Call:
        """Change a finished call; what it is then.

        `change` gets the call as it is and gives what it shall be; its id stays. It is called again when another
        window has revised the call meanwhile, so that both changes survive, and may take its time: nobody waits for
        it. What it raises comes through. Of the document only what has changed is written anew.
        """
        while (revised := self._revised(call_id, change)) is None:
            pass  # Another window was faster.
        return revised

    def owed(self, limit: int = 200) -> list[Call]:
        """At most `limit` finished calls with a promise that is still open, the one due first at the front.

        Those without a date come last. A call of the first schema owes nothing; see `OwedCalls`.
        """
        return self._care.take(lambda: self._owed(limit)) if limit > 0 else []

    def interrupted(self) -> list[Call]:
        """The live calls that nobody owns, newest first."""
        return self._care.take(self._interrupted)

    def live(self, call_id: int) -> Call | None:
        """A live call as it is on the disk now, whoever owns it."""
        return self._care.take(lambda: self._at("live", call_id))

    def newest(self, words: str = "", limit: int = 200, below: int | None = None) -> list[Call]:
        """At most `limit` finished calls, newest first, that hold every one of `words`; those `below` an id, if any.

        Looked at are caller, company, notes, promises, tags and outcome, not the playbook. A word may be the
        beginning of a longer one; case and accents do not matter.
        """
        return self._care.take(lambda: self._newest(words, limit, below)) if limit > 0 else []

    def find(self, call_id: int) -> Call | None:
        """A finished call."""
        return self._care.take(lambda: self._at("calls", call_id))

    def as_kept(self, call_id: int) -> bytes | None:
        """The JSON of a finished call with its number in it, with whatever this release does not know."""
        return self._care.take(lambda: self._kept_json(call_id))

    def last_with(self, caller: str) -> Call | None:
        """The newest finished call with this caller ("Dana Lee" or "Dana Lee, Northwind Law"), whatever the case.

        Nobody is never found.
        """
        return self._care.take(lambda: self._last_with(caller))

    def callers(self, limit: int = 500) -> list[str]:
        """The callers of the `limit` newest finished calls ("Dana Lee, Northwind Law"), newest first, each once."""
        each: dict[str, str] = {}
        for name in self._care.take(lambda: self._callers(limit)) if limit > 0 else ():
            each.setdefault(name.casefold(), name)
        each.pop("", None)
        return list(each.values())

    def tend(self) -> None:
        """Make room for the next saves, index what is not indexed yet, make a backup when one is due."""
        self._care.tend()
        self._owners.sweep()

    def noticed(self) -> list[str]:
        """What was found or done about the record itself, a sentence each."""
        return self._care.noticed()

    def close(self) -> None:
        """Release everything. Never raises. The next call of a method opens the file again."""
        self._care.close()
        self._owners.release_all()

    def left_out(self) -> list[str]:
        """A sentence for each call that the lists had to leave out, because it cannot be read."""
        return list(self._reader.left_out.values())

    def _save(self, call: Call) -> None:
        db = self._care.writing.open()
        with db.transaction():
            _keep(db.table("live"), call)

    def _finish(self, call: Call) -> None:
        db = self._care.writing.open()
        with db.transaction():
            db.table("live").remove(doc_ids=[call.id])
            calls = db.table("calls")
            _keep(calls, replace(call, id=_own_id(calls, call)))

    def _interrupted(self) -> list[Call]:
        live = self._table("live")
        if live is None:
            return []
        ownerless = [call_id for call_id in reversed(live.rows.ids()) if not self._owners.is_owned(call_id)]
        # Read after the look at the lock: a call that was finished in between was released by that.
        texts = ((call_id, live.rows.text(call_id)) for call_id in ownerless)
        return list(self._reader.calls((call_id, text) for call_id, text in texts if text is not None))

    def _revised(self, call_id: int, change: Callable[[Call], Call]) -> Call | None:
        """The call as `change` makes it; None when another window was faster."""
        text = self._care.take(lambda: self._text("calls", call_id))
        if text is None:
            raise RecordsTrouble("This call is not among the finished ones any more.")
        before = self._reader.call((call_id, text))
        if before.anonymised:
            # What another window still shows of it would come back.
            raise RecordsTrouble("This call was made anonymous: it cannot be changed any more.")
        after = change(before)
        if after == before:
            return before
        after = replace(after, id=before.id, schema=SCHEMA)
        return after if self._care.take(lambda: self._put_changes(call_id, text, before, after)) else None

    def _put_changes(self, call_id: int, text: bytes, before: Call, after: Call) -> bool:
        """Write what has changed in a finished call; False where it is not `text` any more."""
        db = self._care.writing.open()
        with db.transaction():
            rows = db.table("calls").rows
            if rows.text(call_id) != text:
                return False
            rows.put(call_id, to_json(laid_over(rows.document(call_id, text), before, after)))
        return True

    def _owed(self, limit: int) -> list[Call]:
        calls = self._table("calls")
        found = OwedCalls(calls.connection).texts(min(limit, PAGE)) if calls is not None else ()
        return list(islice(self._reader.calls(found), limit))

    def _newest(self, words: str, limit: int, below: int | None) -> list[Call]:
        history = self._history()
        found = history.holding(words, min(limit, PAGE), below) if history else ()
        return list(islice(self._reader.calls(found), limit))

    def _last_with(self, caller: str) -> Call | None:
        history = self._history()
        return next(self._reader.calls(history.with_caller(caller)), None) if history else None

    def _callers(self, limit: int) -> list[str]:
        history = self._history()
        return list(history.callers(limit)) if history else []

    def _at(self, table: str, call_id: int) -> Call | None:
        text = self._text(table, call_id)
        return self._reader.call((call_id, text)) if text is not None else None

    def _kept_json(self, call_id: int) -> bytes | None:
        calls = self._table("calls")
        text = calls.rows.text(call_id) if calls is not None else None
        # Read and written: so it is the same, byte for byte, wherever it came in from.
        return to_json(calls.rows.document(call_id, text) | {"id": call_id}) if calls is not None and text else None

    def _text(self, table: str, call_id: int) -> bytes | None:
        found = self._table(table)
        return found.rows.text(call_id) if found is not None else None

    def _history(self) -> History | None:
        calls = self._table("calls")
        return History(calls, self._reader) if calls is not None else None

    def _table(self, name: str) -> RowTable | None:
        """A table to read from; None while there is no record."""
        if (db := self._care.reading.standing()) is not None:
            return db.table(name)
        with system_in_plain_words(self._folder):
            path = self._folder / FILE_NAME
            if is_missing(path) and not is_lost(path):
                return None
        return self._care.reading.open().table(name)


def _own_id(calls: RowTable, call: Call) -> int:
    """The call's id; the next free one where another call has it, which a clock that was set back can bring about."""
    call_id, started = call.id, to_document(call)["started"]
    while (text := calls.rows.text(call_id)) is not None and _started(text) != started:
        call_id += 1
    return call_id


def _started(text: bytes) -> str | None:
    """When a kept call began; None where that cannot be read."""
    try:
        return msgspec.json.decode(text, type=_Beginning).started
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


class _Beginning(msgspec.Struct):
    started: str | None = None


def _keep(table: RowTable, call: Call) -> None:
    document = Document(to_document(call), doc_id=call.id)
    kept = table.rows.text(call.id)
    if kept is None or holds_no_more(kept):
        # As `upsert` would, in half the time: there is nothing to merge with.
        table.rows.put(call.id, to_json(document))
        return
    try:
        table.upsert(document)
    except Unreadable:
        # What was kept of this call before cannot be added to; what it is now takes its place.
        table.rows.put(call.id, to_json(document))

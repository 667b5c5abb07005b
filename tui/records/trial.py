"""What would become of calls from elsewhere, with nothing written."""

from hashlib import blake2b
from pathlib import Path

from tui.model.call import Call
from tui.records.arrivals import Incoming
from tui.records.engine import Engine, best_engine
from tui.records.merging import CAME, HERE, MOVED, STAYS, Merge
from tui.records.owner import Owners
from tui.records.same_calls import is_here
from tui.records.table import FILE_NAME, RowDB
from tui.records.troubles import from_sqlite


class Trial:
    """Counts calls that would come in, so that one that stands twice in a file would come in once."""

    def __init__(self, folder: Path, owners: Owners, engine: Engine | None) -> None:
        """`owners` are asked, and own nothing."""
        self._path = folder / FILE_NAME
        self._owners = owners
        self._engine = engine or best_engine()
        # Without a name it is of this connection alone, and in a file only when it grows.
        self._seen = self._engine.connect("", isolation_level=None)
        self._seen.execute("pragma journal_mode = off")
        self._seen.execute("create table seen (id integer primary key, mark blob)")

    def close(self) -> None:
        """Forget it all."""
        self._seen.close()

    def take(self, new: Incoming, db: RowDB | None) -> str:
        """What would become of a whole call. Raises `RecordsTrouble`."""
        return self._seen_first(new.call, "") or (Merge(db, self._owners).look(new) if db else CAME)

    def take_row(self, call: Call, db: RowDB | None) -> str:
        """What would become of one of which a table holds a part. Raises `RecordsTrouble`."""
        if self._seen_first(call, call.notes):
            return HERE
        if db is None:
            return CAME
        return HERE if any(is_here(db.table(table).rows, call) for table in ("calls", "live")) else CAME

    def _seen_first(self, call: Call, notes: str) -> str:
        """What became of it where it stands in the file a second time; empty for the first one."""
        words = f"{call.started.timestamp()} {notes[:200]}".encode("utf-8", "surrogatepass")
        mark = blake2b(words, digest_size=12).digest()
        try:
            if self._seen.execute("insert or ignore into seen values (?, ?)", (call.id, mark)).rowcount:
                return ""
            (first,) = self._seen.execute("select mark from seen where id = ?", (call.id,)).fetchone()
        except self._engine.error as error:
            raise from_sqlite(error, self._path) from error
        return STAYS if first == mark else MOVED

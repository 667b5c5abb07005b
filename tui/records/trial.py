"""What would become of calls from elsewhere, with nothing written."""

from tui.model.call import Call
from tui.records.arrivals import Incoming
from tui.records.merging import CAME, HERE, MOVED, STAYS, Merge
from tui.records.owner import Owners
from tui.records.same_calls import is_here
from tui.records.table import RowDB


class Trial:
    """Counts calls that would come in, so that one that stands twice in a file would come in once."""

    def __init__(self, owners: Owners) -> None:
        """`owners` are asked, and own nothing."""
        self._owners = owners
        self._seen: dict[int, tuple[float, str]] = {}

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
        key = (call.started.timestamp(), notes[:200])
        seen = self._seen.setdefault(call.id, key)
        return "" if seen is key else STAYS if seen == key else MOVED

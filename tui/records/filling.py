"""Many calls at once, for a record that is made up."""

from collections.abc import Iterable
from pathlib import Path

from tinydb.table import Document

from tui.model.call import Call
from tui.records.documents import to_document
from tui.records.table import open_tinydb


def fill(folder: Path, *, finished: Iterable[Call], live: Iterable[Call] = ()) -> None:
    """Put calls into the record in `folder`, made where there is none, all or nothing. Raises `RecordsTrouble`."""
    with open_tinydb(folder) as db, db.transaction():
        for table, calls in (("calls", finished), ("live", live)):
            db.table(table).insert_multiple(Document(to_document(call), doc_id=call.id) for call in calls)

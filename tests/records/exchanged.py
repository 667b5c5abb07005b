"""Calls on their way out and in, as the tests of it write, read and compare them."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tests.fakes import a_call
from tui.model.call import Call
from tui.records.call_records import SqliteCallRecords
from tui.records.documents import to_document
from tui.records.engine import Engine
from tui.records.exchange import Export, Import
from tui.records.layout import EVERY_TABLE
from tui.records.table import open_tinydb

ID = 1_876_900_000_000_000_000
ODD_WORDS = "👩‍👩‍👧 nul \0 half \ud83d pair \x1b[31m ß\u2028"
Tables = dict[str, dict[int, dict[str, Any]]]


def kept(folder: Path, engine: Engine | None = None) -> Tables:
    """Every document of a record."""
    with open_tinydb(folder, engine) as db:
        return {name: {one.doc_id: dict(one) for one in db.table(name)} for name in EVERY_TABLE}


def keep(folder: Path, *calls: Call, live: tuple[Call, ...] = (), engine: Engine | None = None) -> None:
    records = SqliteCallRecords(folder, engine)
    for call in calls:
        records.finish(call)
    for call in live:
        records.save(call)
    records.close()


def exported(folder: Path, to: Path, engine: Engine | None = None) -> str:
    """Export a record into a file; what is said about it."""
    export = Export(folder, engine)
    to.write_bytes(b"".join(export.as_json()))
    export.close()
    return export.left_out()


def brought_in(folder: Path, file: Path, engine: Engine | None = None) -> tuple[str, str]:
    """Import a file; what is said about what came in, and about what did not."""
    calls = Import(folder, engine)
    calls.bring_in(str(file))
    return calls.words(), calls.left_out()


def a_file(path: Path, calls: Any = (), live: Any = (), **more: Any) -> Path:
    """A file as stock TinyDB writes it, the documents under their own ids."""
    tables = {"calls": calls, "live": live}
    documents = {name: {str(one["id"]): one for one in map(as_kept, some)} for name, some in tables.items() if some}
    path.write_text(json.dumps(documents | more))
    return path


def as_kept(call: Any) -> dict[str, Any]:
    """A call as the document it comes back as."""
    found: dict[str, Any] = json.loads(json.dumps(to_document(call) if isinstance(call, Call) else call))
    return found


def later(call: Call, notes: str = "later", seconds: float = 60) -> Call:
    return replace(call, notes=notes, touched=call.touched + timedelta(seconds=seconds))


WHOLE = as_kept(a_call(5))
"""A sound document."""

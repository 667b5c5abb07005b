"""Calls as a CSV that opens right in a spreadsheet (RFC 4180), newest first as they come."""

import csv
import io
from collections.abc import Iterable, Iterator

from tui.interchange.cells import defused
from tui.interchange.columns import COLUMNS
from tui.interchange.kept import Kept

BOM = "\ufeff".encode()
"""What tells Excel that a CSV is UTF-8."""


def csv_pieces(calls: Iterable[Kept], *, bom: bool = False) -> Iterator[bytes]:
    """The head, then a row for each call. Every cell is quoted, so that no other separator takes one apart."""
    yield (BOM if bom else b"") + _row(column.name for column in COLUMNS)
    for call, _ in calls:
        yield _row(defused(column.cell(call)) for column in COLUMNS)


def _row(cells: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerow(list(cells))
    return text.getvalue().encode()

"""Calls as one JSON array, each as it is kept: nothing of it is lost, and it comes in again as it went out."""

import re
from collections.abc import Iterable, Iterator

from tui.interchange.kept import Kept

_STEERS = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What steers a terminal or ends a line somewhere; JSON has escapes for them."""


def json_pieces(calls: Iterable[Kept]) -> Iterator[bytes]:
    """The array, a call a line."""
    lead = b"[\n"
    for _, document in calls:
        yield lead + escaped(document)
        lead = b",\n"
    yield b"\n]\n" if lead == b",\n" else b"[]\n"


def escaped(document: bytes) -> bytes:
    """A JSON text that nothing in it makes hard to show."""
    return _STEERS.sub(lambda match: f"\\u{ord(match[0]):04x}", document.decode()).encode()

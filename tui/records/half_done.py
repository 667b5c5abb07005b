"""The note about an erasing that has begun: whoever comes next brings it to its end. It holds numbers, no words."""

from pathlib import Path

import msgspec

from tui.model.trouble import RecordsTrouble
from tui.records.disk import flush
from tui.records.meant import Meant
from tui.records.troubles import system_in_plain_words

NOTE = "calls.db.erasing"
"""Stands beside a record from before the first change of an erasing until its last byte is overwritten."""


class HalfDone(msgspec.Struct, frozen=True):
    """How far an erasing has come."""

    meant: Meant
    has_begun: bool = False
    """Whether the copies are done, so that the record itself may have been changed."""
    is_out: bool = False
    """Whether the calls are out of the record and of its copies: what is left is to overwrite what they left."""


_NOTE = msgspec.json.Decoder(HalfDone)


def is_half_done(folder: Path) -> bool:
    """Whether an erasing has begun here and not come to its end. Never raises."""
    return (folder / NOTE).exists()


def half_done(folder: Path) -> HalfDone | None:
    """The erasing that has not come to its end. Raises `RecordsTrouble` when the note about it cannot be read."""
    try:
        with system_in_plain_words(folder):
            return _NOTE.decode((folder / NOTE).read_bytes()) if is_half_done(folder) else None
    except (msgspec.MsgspecError, UnicodeError):
        sentence = f"The note about an erasing, {folder / NOTE}, cannot be read: remove it, and erase once more."
        raise RecordsTrouble(sentence) from None


def note(folder: Path, state: HalfDone) -> None:
    """Note it, for good when this returns. Raises `RecordsTrouble`."""
    with system_in_plain_words(folder):
        part = folder / f"{NOTE}.part"
        part.touch(mode=0o600)
        part.write_bytes(msgspec.json.encode(state))
        flush(part)
        part.replace(folder / NOTE)
        flush(folder)


def forget(folder: Path) -> None:
    """There is nothing more to do. Raises `RecordsTrouble`."""
    with system_in_plain_words(folder):
        (folder / NOTE).unlink(missing_ok=True)
        flush(folder)

"""How far an erasing has come that cannot go on, told behind what went wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tui.model.trouble import RecordsTrouble

NOT_BEGUN = "Nothing is erased yet."
COPIES_ONLY = "The records are as they were; {done} of {all} backups are without them already. {again}"
AGAIN = "Once that is put right, do it once more."
UNDER_WAY = (
    "An erasing that has begun is not at its end: part of it is done. Do it once more, or leave it to the open app."
)
IN_RECORDS = "The backups are without them; in the records {done} of {all} are done. {again}"
NOT_OVERWRITTEN = (
    "They are out of the records and backups, but not overwritten in the file yet; the open app goes on by itself."
)


class SoFar(RecordsTrouble):
    """What went wrong, and behind it what is done and what is not."""


class Busy(SoFar):
    """Somebody has to end something first, and then it can go on."""


@contextmanager
def saying(how_far: Callable[[], str]) -> Iterator[None]:
    """Every trouble of the block says how far it came, unless it does already."""
    try:
        yield
    except SoFar:
        raise
    except RecordsTrouble as trouble:
        raise SoFar(f"{trouble} {how_far()}") from trouble


def copies_only(done: int, among: int) -> str:
    """Where the record is as it was, and so many of the copies are written anew."""
    return COPIES_ONLY.format(done=done, all=among, again=AGAIN) if done else NOT_BEGUN


def in_records(done: int, among: int) -> str:
    """Where the copies are done, and so many rows of the record."""
    return IN_RECORDS.format(done=done, all=among, again=AGAIN)

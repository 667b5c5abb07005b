"""What was found when one thing was looked at, and looking that cannot hang."""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

from tui.model.trouble import Trouble


class State(Enum):
    """How it stands with one thing."""

    FINE = "fine"
    BETTER = "could be better"
    """Something to know or to improve; everything works."""
    BROKEN = "broken"
    """Something has to be done."""


class Finding(NamedTuple):
    """One thing that was looked at."""

    about: str
    """A word or two for it."""
    state: State
    words: str
    """What was found, and what to do about it, in whole sentences. Never holds what was typed."""


def fine(about: str, words: str) -> Finding:
    """It is as it should be."""
    return Finding(about, State.FINE, words)


def better(about: str, words: str) -> Finding:
    """It works, and could be better."""
    return Finding(about, State.BETTER, words)


def broken(about: str, words: str) -> Finding:
    """Something has to be done."""
    return Finding(about, State.BROKEN, words)


def in_time(about: str, look: Callable[[], Iterable[Finding]], limit: float) -> Iterator[Finding]:
    """What `look` finds, each finding within `limit` seconds of the one before. Never raises, and never hangs.

    What takes longer, or fails in a way that nobody foresaw, is a finding too.
    """
    found: SimpleQueue[Finding | None] = SimpleQueue()

    def run() -> None:
        try:
            for finding in look():
                found.put(finding)
        except Trouble as trouble:
            found.put(broken(about, str(trouble)))
        except Exception as error:  # noqa: BLE001 # One thing that cannot be looked at keeps nobody from the rest.
            found.put(broken(about, f"This could not be looked at ({type(error).__name__})."))
        found.put(None)

    # A daemon: a disk that hangs for ever does not keep the command from ending.
    Thread(target=run, name=f"doctor {about}", daemon=True).start()
    try:
        while (finding := found.get(timeout=limit)) is not None:
            yield finding
    except Empty:
        yield broken(about, f"There was no answer within {limit:g} seconds, so this was left.")

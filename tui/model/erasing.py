"""What is to be erased or made anonymous, and what that touches."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from tui.model.times import long_day


class Way(StrEnum):
    """What becomes of the calls."""

    ERASE = "erase"
    """Nothing is left of them."""
    ANONYMISE = "anonymise"
    """Names and words go; what can be counted stays."""


class Wish(Struct, frozen=True, kw_only=True):
    """Which calls are meant: some, or all of a client."""

    calls: tuple[int, ...] = ()
    """Ids of finished calls."""
    caller: str = ""
    """A client as calls have them ("Dana Lee, Northwind Law"): everybody of this name and company; "" for none."""


class Touched(Struct, frozen=True, kw_only=True):
    """What a wish comes to."""

    calls: int = 0
    """Finished calls."""
    first: datetime | None = None
    """When the oldest of them began."""
    last: datetime | None = None
    open_promises: int = 0
    waiting: int = 0
    """Calls that were never wrapped up; they go in either way."""
    quoting: int = 0
    """Other calls that were made to report back on one of these; what they quote of it goes."""
    namesakes: int = 0
    """Calls with somebody of this name under another company, or none; they stay."""
    cards: int = 0
    """Cards of clients."""
    only_in_backups: int = 0
    """Backups that still have some of it, where the record has none of it."""
    backups: int = 0
    set_aside: int = 0
    """Damaged records that were set aside."""
    copies: int = 0
    """Files with a text that found no clipboard."""
    exports: tuple[str, ...] = ()
    """Files that were written for elsewhere. They are never touched."""

    @property
    def is_nothing(self) -> bool:
        """Whether there is no call, and no card, that this wish means, in no backup either."""
        return not (self.calls or self.waiting or self.cards or self.only_in_backups)


def touched_words(touched: Touched) -> str:
    """The numbers as one sentence part: "12 calls (3 Oct 2025 to 24 Nov 2026), 2 open promises"."""
    calls = _count(touched.calls, "finished call", "finished calls") or "no finished call"
    parts = [
        f"{calls}{_span(touched)}",
        _count(touched.open_promises, "open promise", "open promises"),
        _count(touched.waiting, "call that waits to be wrapped up", "calls that wait to be wrapped up"),
        _count(touched.cards, "client card", "client cards"),
        _count(touched.only_in_backups, "backup that still has them", "backups that still have them"),
        _count(touched.quoting, "other call that quotes them", "other calls that quote them"),
    ]
    return ", ".join(filter(None, parts))


def kept_elsewhere(touched: Touched) -> list[str]:
    """What else is done in our folder, and what stays as it is, a sentence each."""
    rewritten = [
        _count(touched.backups, "backup", "backups"),
        _count(touched.set_aside, "damaged record that was set aside", "damaged records that were set aside"),
    ]
    sentences = []
    if written := " and ".join(filter(None, rewritten)):
        alone = touched.backups + touched.set_aside == 1
        sentences.append(f"{written} {'is' if alone else 'are'} written anew without them.")
    if touched.copies:
        files = _count(touched.copies, "text that found no clipboard is", "texts that found no clipboard are")
        sentences.append(f"{files} removed from the folder copies.")
    if touched.namesakes:
        calls = _count(touched.namesakes, "call with a namesake stays", "calls with a namesake stay")
        sentences.append(f"{calls}: the company is another one, or none was named.")
    if touched.exports:
        files = _count(len(touched.exports), "exported file stays where it is", "exported files stay where they are")
        sentences.append(f"{files}: {', '.join(touched.exports)}.")
    return sentences


def _span(touched: Touched) -> str:
    if touched.first is None or touched.last is None:
        return ""
    first, last = long_day(touched.first.date()), long_day(touched.last.date())
    return f" ({first})" if first == last else f" ({first} to {last})"


def _count(number: int, one: str, more: str) -> str:
    """A number and what it counts; empty for none."""
    return f"{number:,} {one if number == 1 else more}" if number else ""

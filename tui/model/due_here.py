"""What the clocks of a place make of a date in a promise."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tui.model.due_words import NotPlain, day_words, time_words
from tui.model.trouble import Trouble

if TYPE_CHECKING:
    from tui.model.due import Due


AtLocal = Callable[[datetime], datetime]
"""Turns a moment on the wall clock here into an instant; may raise `Trouble` for one that is far away."""


class Dated(NamedTuple):
    """When a promise falls due, as it is kept."""

    due: datetime | None = None
    day_only: bool = False
    unclear: str = ""
    span: bool = False
    """Whether the words name a time from now."""


def read_due_here(text: str, said: datetime, at_local: AtLocal) -> Dated:
    """The instant that a promise's words name, said at this one. `at_local` turns a wall clock here into an instant.

    An hour that comes twice on its day, or never, is left to the rep.
    """
    from tui.model.due import Unclear, read_due  # noqa: PLC0415 # Slower to load than all the rest of a call.

    found = read_due(text, said.replace(tzinfo=None))
    if found is None:
        return Dated()
    if isinstance(found, Unclear):
        return Dated(unclear=found.words)
    try:
        return Dated(_instant(found, said, at_local), found.day_only, found.unclear, found.span is not None)
    except NotPlain as trouble:
        return Dated(unclear=str(trouble))
    except (Trouble, OverflowError):
        return Dated(unclear="that is too far away: check the date")


def is_same(first: datetime | None, second: datetime | None) -> bool:
    """Whether both are the same instant, or none."""
    # Not `first == second`: in one zone, that compares what its clocks show.
    return (first and first.timestamp()) == (second and second.timestamp())


def agreed(then: Dated, fresh: Dated, now: datetime) -> Dated:
    """What a line that was changed means, read as of when it was first noted and as of now.

    "Tomorrow", mended after midnight, can be either day: then the rep is told so. Never a moment that is past.
    """
    if then.due is None or fresh.due is None:
        return then if then.due is None else fresh
    both_days = then.day_only and fresh.day_only
    if is_same(then.due, fresh.due) or (both_days and then.due.date() == fresh.due.date()):
        return fresh
    if then.span and then.due.timestamp() > now.timestamp():
        return then
    first, second = (
        day_words(due) if both_days else f"{day_words(due)} {time_words(due.time())}" for due in (then.due, fresh.due)
    )
    return Dated(unclear=f"that can be {first} or {second}: write the date")


def _instant(found: "Due", said: datetime, at_local: AtLocal) -> datetime:
    if found.span:
        return _after(found.span, said, at_local)
    if found.day_only:
        return at_local(found.at)
    first, second = at_local(found.at), at_local(found.at.replace(fold=1))
    jump = second.timestamp() - first.timestamp()
    if jump > 0:
        raise NotPlain(
            f"{time_words(found.at.time())} comes twice on {day_words(found.at)}: write the hour before or after"
        )
    if jump < 0:
        raise NotPlain(f"{time_words(found.at.time())} does not come on {day_words(found.at)}: write another hour")
    return first


def _after(span: timedelta, said: datetime, at_local: AtLocal) -> datetime:
    """The instant so much later, whatever the clocks do meanwhile, with the offset of then."""
    instant = (said.astimezone(UTC) + span).replace(second=0, microsecond=0)
    # The clock of then may have another offset than the one of now.
    near = at_local(instant.astimezone(said.tzinfo).replace(tzinfo=None))
    return instant.astimezone(near.tzinfo)

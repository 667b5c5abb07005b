"""What became of the promises of a made-up call: most were kept and told, and a few of the last days are open."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from tui.demo.chance import Chance
from tui.model.call import Call, with_promises
from tui.model.promises import Promise, done, told, withdrawn

RECENT = timedelta(days=3)
"""How long ago something fell due that may still be open."""

_HOW = ("on the phone", "on the phone", "by e-mail", "in a letter", "at their door", "")
_REASONS = (
    "they found another way and want it left at that",
    "came by themselves before we could ring",
    "not needed any more, they said so",
    "they asked us not to ring at home",
)


def looked_after(call: Call, until: datetime) -> Call:
    """The call as it is at `until`, with whatever was done about its promises by then."""
    # A chance of its own, so that what is made up next does not depend on it.
    chance = Chance(call.id)
    promises = tuple(_looked_after(promise, until, chance) for promise in call.promises)
    times = [time for one in promises for time in (one.done_at, one.told_at, one.withdrawn_at) if time]
    return replace(with_promises(call, promises), touched=max(call.touched, *times) if times else call.touched)


def _looked_after(promise: Promise, until: datetime, chance: Chance) -> Promise:
    due = promise.due or promise.noted + timedelta(days=2)
    at = promise.noted + (due - promise.noted) * (0.1 + 0.8 * chance.share())
    later = at + timedelta(minutes=chance.whole(2, 50))
    kind = chance.share()
    if later > until or (kind < 0.06 and until - due < RECENT):
        return promise
    if kind < 0.12 and until - due < RECENT:
        return done(promise, at)
    if kind > 0.97:
        return withdrawn(promise, at, chance.one_of(_REASONS))
    return told(done(promise, at), later, chance.one_of(_HOW))

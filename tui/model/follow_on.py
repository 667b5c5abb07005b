"""The promises that no line has: they follow from how a call went, and from what is done for them afterwards."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tui.model.contact import is_heard
from tui.model.due_here import AtLocal
from tui.model.due_words import END_OF_DAY
from tui.model.plain import one_line
from tui.model.promises import Promise, PromiseKind, is_open
from tui.model.working_days import is_working_day, next_working_day

_CONTACT = (
    PromiseKind.REPORT_BACK,
    PromiseKind.SAY_SORRY,
    PromiseKind.NOTE,
    PromiseKind.SENIOR,
    PromiseKind.ONE_ON_ONE,
)
_REPORT = "report back how it stands"
_CARE = {
    PromiseKind.NOTE: ("write a note by hand", 2),
    PromiseKind.GIFT: ("a small gift", 3),
    PromiseKind.SENIOR: ("a call from somebody senior", 1),
    PromiseKind.ONE_ON_ONE: ("one-on-one", 0),
}


def is_contact(promise: Promise) -> bool:
    """Whether keeping it means that they hear from us."""
    return promise.kind in _CONTACT or _is_said(promise)


def _is_said(promise: Promise, caller: str = "") -> bool:
    """Whether it was promised on the call that they hear from us; jobs of ours are none of it."""
    return promise.kind is PromiseKind.SAID and is_heard(promise.text, caller)


def report_back(promises: Iterable[Promise], now: datetime, at_local: AtLocal, caller: str = "") -> Promise | None:
    """The promise that every fix makes: to tell them, the `caller`, how it stands (seed 002, comment 12).

    None when they will hear from us on a day anyway, and when they were told already, or it was taken back, and
    nothing has been promised since. Due together with the last that is open.
    """
    each = tuple(promises)
    owed = [promise for promise in each if is_open(promise)]
    if any(promise.due and promise.due > now and _tells(promise, caller) for promise in owed):
        return None
    ends = [at for p in each if p.kind is PromiseKind.REPORT_BACK and (at := p.told_at or p.withdrawn_at)]
    if ends and all(promise.noted <= max(ends) for promise in owed):
        return None
    last = max((p for p in owed if p.due and p.due > now), key=lambda p: p.due or now, default=None)
    if last is None:
        return _planned(PromiseKind.REPORT_BACK, _REPORT, next_working_day(now.date()), now, at_local)
    return Promise(text=_REPORT, noted=now, due=last.due, day_only=last.day_only, kind=PromiseKind.REPORT_BACK)


def _tells(promise: Promise, caller: str) -> bool:
    return promise.kind is PromiseKind.REPORT_BACK or _is_said(promise, caller)


def say_sorry(now: datetime, at_local: AtLocal) -> Promise:
    """To call back and say what was not said, on the next working day (seed 002, comment 3)."""
    day = next_working_day(now.date())
    return _planned(PromiseKind.SAY_SORRY, "call back and say it properly", day, now, at_local)


def after_care(kind: PromiseKind, now: datetime, at_local: AtLocal, *, about: str = "") -> Promise:
    """What is done for them afterwards (seeds 001 and 004), with its day. KeyError for a kind that is none of it.

    `about` is the reason why a one-on-one is useful to them.
    """
    text, working_days = _CARE[kind]
    day = next_working_day(now.date(), working_days)
    if kind is PromiseKind.ONE_ON_ONE:
        day = now.date() + timedelta(days=30)
        day = day if is_working_day(day) else next_working_day(day)
        text = f"{text}: {one_line(about)}" if about.strip() else text
    return _planned(kind, text, day, now, at_local)


def _planned(kind: PromiseKind, text: str, day: date, now: datetime, at_local: AtLocal) -> Promise:
    due = at_local(datetime.combine(day, END_OF_DAY))
    return Promise(text=text, noted=now, due=due, day_only=True, kind=kind)

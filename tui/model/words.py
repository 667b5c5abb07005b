"""The words on screen and in summaries for the fixed choices of a call."""

from datetime import date, datetime

from tui.model.call import Call, Mood, Outcome, Reason, all_steps_done
from tui.model.plain import one_line
from tui.model.promises import Moved, Promise, PromiseKind, PromiseState
from tui.model.times import day, moment

OUTCOMES = {
    Outcome.FIXED: "put right",
    Outcome.NEXT_STEP: "next step agreed",
    Outcome.NOT_SATISFIED: "not satisfied",
    Outcome.HANDED_OVER: "handed over",
    Outcome.CUT_OFF: "cut off",
}
MOODS = {
    Mood.FURIOUS: "furious",
    Mood.UPSET: "upset",
    Mood.TENSE: "tense",
    Mood.CALM: "calm",
    Mood.WARM: "warm",
}
REASONS = {
    Reason.INSIST: "they insist",
    Reason.CUT_OFF: "cut off",
    Reason.SAFETY: "safety",
    Reason.OTHER: "other",
}
CARES = {
    PromiseKind.NOTE: "note by hand",
    PromiseKind.GIFT: "small gift",
    PromiseKind.SENIOR: "senior call",
    PromiseKind.ONE_ON_ONE: "one-on-one in 30 days",
}
PROMISED = {
    PromiseState.PROMISED: "promised",
    PromiseState.DONE: "done: tell them",
    PromiseState.TOLD: "they know",
    PromiseState.WITHDRAWN: "withdrawn",
}
UNKNOWN_CALLER = "unknown caller"


def who(call: Call) -> str:
    """The caller as one line: "Dana Lee · Northwind Law"."""
    name, company = one_line(call.caller), one_line(call.company)
    return f"{name or UNKNOWN_CALLER} · {company}" if company else name or UNKNOWN_CALLER


def outcome_words(call: Call) -> str:
    """How the call ended; empty while it is not noted. Whoever was not satisfied got every step all the same."""
    if call.outcome is None:
        return ""
    words = OUTCOMES[call.outcome]
    return f"{words}, all steps done" if call.outcome is Outcome.NOT_SATISFIED and all_steps_done(call) else words


def due_words(promise: Promise, today: date) -> str:
    """When a promise falls due: "Tue 24 Nov 15:00", or why no date was read, or that none is named."""
    if promise.due is None:
        return one_line(promise.unclear) or "no date yet"
    return day(promise.due.date(), today) if promise.day_only else moment(promise.due, today)


def understood(promise: Promise, today: date) -> str:
    """What was read from the words of a promise, and what could not be: "Wed 25 Nov; at 3 can be 3:00 or 15:00"."""
    words = due_words(promise, today)
    return f"{words}; {one_line(promise.unclear)}" if promise.due and promise.unclear else words


def moved_words(move: Moved, today: date) -> str:
    """Where a promise was before, and why it was moved: "moved from Tue 24 Nov: waiting for the hub"."""
    was = "no date" if move.was is None else day(move.was.date(), today) if move.day_only else moment(move.was, today)
    return f"moved from {was}: {one_line(move.reason)}"


def owed_words(promise: Promise, now: datetime) -> tuple[str, bool]:
    """How an open promise stands: "Tue 24 Nov 15:00", "2 days late", "done: tell them"; and whether it is late."""
    is_late = promise.due is not None and promise.due < now
    if promise.state is PromiseState.DONE:
        return "done: tell them", is_late
    if promise.due is None:
        return "no date yet", False
    days = (now.date() - promise.due.astimezone(now.tzinfo).date()).days
    if is_late and days > 0:
        return f"{days} day{'s' if days > 1 else ''} late", True
    words = due_words(promise, now.date())
    return (f"{words}, late" if is_late else words), is_late

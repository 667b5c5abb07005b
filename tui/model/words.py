"""The words on screen and in summaries for the fixed choices of a call."""

from datetime import date

from tui.model.call import Call, Mood, Outcome
from tui.model.plain import one_line
from tui.model.promises import Promise
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
UNKNOWN_CALLER = "unknown caller"


def who(call: Call) -> str:
    """The caller as one line: "Dana Lee · Northwind Law"."""
    name, company = one_line(call.caller), one_line(call.company)
    return f"{name or UNKNOWN_CALLER} · {company}" if company else name or UNKNOWN_CALLER


def due_words(promise: Promise, today: date) -> str:
    """When a promise falls due: "Tue 24 Nov 15:00", or that no date is named."""
    if promise.due is None:
        return "no date yet"
    return day(promise.due.date(), today) if promise.day_only else moment(promise.due, today)

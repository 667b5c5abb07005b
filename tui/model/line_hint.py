"""What was understood of the line that is being typed, so that nothing is read into it silently."""

from datetime import date

from tui.model.call import Call
from tui.model.card import Budget
from tui.model.cost import cost_in, cost_words
from tui.model.effects import offered
from tui.model.marks import Mark, field_lines, mark_of, marked, prefix_of, read_line
from tui.model.promises import PromiseKind
from tui.model.words import understood

_JOBS = {"undo": PromiseKind.UNDO, "redo": PromiseKind.REDO}


def line_hint(line: str, call: Call, today: date, budget: Budget) -> tuple[str, str] | None:
    """The sign of a line of the notes and what it is taken for; None where there is nothing to say about it."""
    mark = mark_of(line[:200])
    if mark is Mark.PROMISE:
        return _date("!", PromiseKind.SAID, read_line(line).text, call, today)
    if mark is Mark.IMPACT:
        kinds = offered(line)
        return ("=", f"what did it take? {' · '.join(kinds)}") if kinds else None
    if mark is Mark.WAY:
        count = len(marked(call.notes, Mark.WAY))
        return "+", "one way so far; offer at least two" if count < 2 else f"{count} ways; which suits them?"
    if mark is Mark.INTERNAL:
        return "i", "stays with us; no client reads it"
    return _field(line, call, today, budget)


def _field(line: str, call: Call, today: date, budget: Budget) -> tuple[str, str] | None:
    for word, kind in _JOBS.items():
        sign, taken = prefix_of(line[:200], word)
        if sign == f"{word}:":
            return _date(sign, kind, line.strip()[taken:].strip(), call, today)
    if prefix_of(line[:200], "cost")[0] == "cost:" and field_lines(call.notes, "cost"):
        return "cost:", cost_words(cost_in(call.notes), budget.limit, budget.currency)
    return None


def _date(sign: str, kind: PromiseKind, text: str, call: Call, today: date) -> tuple[str, str] | None:
    found = next((one for one in call.promises if one.kind is kind and one.text == text), None)
    return (sign, understood(found, today)) if found else None

"""What a finished call was before it was amended."""

from collections.abc import Iterator
from datetime import date

from textual.content import Content
from textual.widgets import Static

from tui.model.call import Call
from tui.model.history_of_call import FIELDS, Change, changes_of, line_changes, value_words
from tui.model.plain import one_line
from tui.model.promises import PromiseState
from tui.model.times import moment

MOST = 200
"""Lines of one change that are shown."""
NONE_YET = "Nothing was amended yet. What you change here now keeps what it was."


class Amended(Static):
    """The newest change first: when, what, and what it was; of notes the lines that went and came."""

    DEFAULT_CSS = "Amended { height: auto; }"

    def __init__(self) -> None:
        """Nothing is shown yet."""
        super().__init__("", markup=False)

    def show(self, call: Call, today: date) -> None:
        """The history of the call, and the promises that were withdrawn."""
        self.update(Content("\n").join([Content.styled("WHAT IT WAS", "bold $secondary"), *_lines(call, today)]))


def _lines(call: Call, today: date) -> Iterator[Content]:
    if not call.amendments:
        yield Content.styled(NONE_YET, "$foreground 60%")
    for change in changes_of(call):
        yield Content.styled(
            f"{moment(change.at, today)}  {FIELDS.get(change.field, one_line(change.field))}", "bold"
        )
        yield from _change(change)
    for promise in call.promises:
        if promise.state is PromiseState.WITHDRAWN:
            words = f"withdrawn: {one_line(promise.text)} ({one_line(promise.reason)})"
            yield Content.styled(words, "$foreground 80%")


def _change(change: Change) -> Iterator[Content]:
    if change.field != "notes":
        yield _was(value_words(change.field, change.was))
        yield _now(value_words(change.field, change.now))
        return
    lines = line_changes(change.was, change.now)
    for line in lines[:MOST]:
        yield _now(one_line(line.text)) if line.came else _was(one_line(line.text))
    if len(lines) > MOST:
        yield Content.styled(f"and {len(lines) - MOST} lines more", "$foreground 60%")


def _was(words: str) -> Content:
    return Content.assemble(("  was  ", "$foreground 60%"), (words, "$foreground 60%"))


def _now(words: str) -> Content:
    return Content.assemble(("  now  ", "$primary"), (words, "$foreground"))

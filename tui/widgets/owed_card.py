"""The promise under the cursor: what was promised and how it stands, and the call in which it was given."""

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from tui.model.marks import Mark, marked
from tui.model.owed import Owed
from tui.model.plain import one_line
from tui.model.promises import Promise, is_open
from tui.model.times import moment
from tui.model.words import PROMISED, due_words, moved_words, outcome_words, owed_words, who

MOST = 12
"""Lines of their words, and of what it did to them, that are shown."""
CHOOSE = "The arrows choose a promise; until then no key touches any. Typing narrows by client or words."


class OwedCard(Static):
    """Put together anew with each choice; nothing of it is kept."""

    DEFAULT_CSS = "OwedCard { height: auto; }"

    def __init__(self) -> None:
        """No promise is chosen."""
        super().__init__(CHOOSE, markup=False)

    def show(self, owed: Owed | None, now: datetime) -> None:
        """The chosen promise; what leads to one where none is."""
        self.update(Content("\n").join(_lines(owed, now)) if owed else Content.styled(CHOOSE, "$foreground 60%"))


def _lines(owed: Owed, now: datetime) -> Iterator[Content]:
    today = now.date()
    yield Content.styled(f"! {one_line(owed.promise.text)}", "bold $foreground")
    yield from _standing(owed.promise, now)
    call = owed.call
    ended = f", {words}" if (words := outcome_words(call)) else ""
    yield Content.styled(f"{who(call)}, {moment(call.started, today)}{ended}", "$foreground 80%")
    for mark, style in ((Mark.THEIRS, "$primary"), (Mark.IMPACT, "$accent")):
        for text in marked(call.notes, mark)[:MOST]:
            yield Content.styled(f"{mark.value} {one_line(text)}", style)
    beside = [one for place, one in enumerate(call.promises) if place != owed.place]
    if beside:
        yield Content.styled("PROMISED BESIDE IT", "bold $secondary")
    for one in beside:
        stands = due_words(one, today) if is_open(one) else PROMISED[one.state]
        yield Content.styled(f"! {one_line(one.text)}  {stands}", "$foreground 80%")


def _standing(promise: Promise, now: datetime) -> Iterator[Content]:
    """How it stands, where it was before, and what was tried for it."""
    today = now.date()
    words, is_late = owed_words(promise, now)
    due = due_words(promise, today)
    stands = words if words.startswith(due) else f"{words} ({due})"
    style = "bold $warning" if is_late else "$foreground"
    yield Content.assemble((stands, style), (f", promised {moment(promise.noted, today)}", "$foreground 80%"))
    for move in reversed(promise.moves):
        yield Content.styled(moved_words(move, today), "$foreground 80%")
    for attempt in promise.attempts:
        yield Content.styled(f"tried {moment(attempt.at, today)}: {one_line(attempt.text)}", "$foreground 80%")

"""What the rep may want to glance at: who this is, and what the notes have caught so far."""

from datetime import date

from textual.content import Content
from textual.widget import Widget

from tui.model.call import Call
from tui.model.marks import Mark, marked
from tui.model.plain import one_line
from tui.model.times import moment
from tui.model.words import OUTCOMES, due_words, who


class Brief(Widget):
    """The column on the right of a wide screen."""

    DEFAULT_CSS = "Brief { width: 30; height: 1fr; padding: 1 2 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """An empty column; `show` fills it."""
        super().__init__(id=id)
        self._content = Content()

    def show(self, call: Call, last: Call | None, today: date) -> None:
        """This call, and the last one with the same caller."""
        content = Content("\n").join(self._lines(call, last, today))
        if not content.is_same(self._content):
            self._content = content
            self.refresh()

    def render(self) -> Content:
        """What was shown last."""
        return self._content

    def _lines(self, call: Call, last: Call | None, today: date) -> list[Content]:
        lines = [Content.styled(who(call), "bold $foreground")]
        if last:
            ended = OUTCOMES[last.outcome] if last.outcome else "how it ended was not noted"
            lines += [
                Content.styled(f"last call {moment(last.started, today)}", "$foreground 80%"),
                Content.styled(ended, "$foreground 80%"),
            ]
            lines += [Content.styled(f"we promised: {one_line(p.text)}", "$foreground 80%") for p in last.promises]
        if call.promises:
            lines += [Content(), Content.styled("WE PROMISED", "bold $secondary")]
        for promise in call.promises:
            lines.append(Content.styled(f"! {one_line(promise.text)}", "$foreground"))
            style = "$foreground 70%" if promise.due else "$warning"
            lines.append(Content.styled(f"  {due_words(promise, today)}", style))
        impacts = marked(call.notes, Mark.IMPACT)
        if impacts:
            lines += [Content(), Content.styled("WHAT IT DID TO THEM", "bold $accent")]
            lines += [Content.styled(f"= {one_line(text)}", "$foreground") for text in impacts]
        return lines

"""What became of a client: what matters about them, under which names, and their last calls."""

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from tui.model.brief import Line
from tui.model.call import Call
from tui.model.plain import one_line
from tui.model.same_person import Spelling
from tui.model.times import day
from tui.model.words import MOODS, outcome_words
from tui.widgets.known_lines import known_line
from tui.widgets.paragraphs import Paragraphs, paragraph

NOBODY_YET = "No finished call with them yet. What you note here stands there when they ring."


class ClientStory(Paragraphs):
    """Three headings, and an entry a line."""

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__()
        self._brief: tuple[Line, ...] = ()
        self._spellings: tuple[Spelling, ...] = ()
        self._calls: tuple[Content, ...] = ()

    def show(self, lines: Sequence[Line], spellings: Sequence[Spelling], calls: Sequence[Call], today: date) -> None:
        """The brief, the spellings, and the newest calls."""
        self._brief, self._spellings = tuple(lines), tuple(spellings)
        self._calls = tuple(_call(call, today) for call in calls)
        self.say_anew()

    def lines(self, width: int) -> list[Content]:
        """All of it, wrapped."""
        rows = [Content.styled("WHAT MATTERS", "bold $secondary")]
        entries = [known_line(line) for line in self._brief] or [Content.styled(NOBODY_YET, "$foreground 60%")]
        rows += [row for entry in entries for row in paragraph(Content(), entry, width)]
        if self._calls:
            rows += [Content(), Content.styled("LAST CALLS", "bold $secondary")]
            rows += [row for call in self._calls for row in paragraph(Content(), call, width)]
        rows += [Content(), Content.styled("CALLED", "bold $secondary")]
        for one in self._spellings:
            count = Content.styled(f"  {one.calls} call{'s' if one.calls != 1 else ''}", "$foreground 70%")
            rows += paragraph(Content(), Content.styled(one_line(one.name), "$foreground") + count, width)
        return rows


def _call(call: Call, today: date) -> Content:
    """A past call as one line; where they sounded better at its end than at its beginning, both moods are named."""
    hello, goodbye = call.mood_at_hello, call.mood_at_goodbye
    moods = " → ".join(MOODS[mood] for mood in dict.fromkeys((hello, goodbye)) if mood)
    about = ", ".join(filter(None, (one_line(call.playbook.title), outcome_words(call), moods)))
    return Content.assemble((f"{day(call.started.date(), today)}  ", "$foreground 70%"), (about, "$foreground"))

"""The three questions of the wrap-up: one key each."""

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from tui.model.call import Call, Mood, Outcome
from tui.model.words import MOODS, OUTCOMES

_QUESTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("How did it end?", tuple((one.value, words) for one, words in OUTCOMES.items())),
    ("Mood at hello", tuple((one.value, words) for one, words in MOODS.items())),
    ("Mood at goodbye", tuple((one.value, words) for one, words in MOODS.items())),
)


class WrapUpForm(Widget, can_focus=True):
    """A number answers the question in hand and goes on to the next one; the arrows move too.

    Behind the last question, and for every other character, the key is handed on: a rep
    who types on after goodbye is typing notes.
    """

    DEFAULT_CSS = "WrapUpForm { height: auto; padding: 1 2; background: $surface; border-left: outer $accent; }"

    @dataclass
    class Chosen(Message):
        """An answer was given, or taken back."""

        outcome: Outcome | None
        hello: Mood | None
        goodbye: Mood | None

    @dataclass
    class TypedOn(Message):
        """Text that answers no question."""

        text: str

    def __init__(self, call: Call) -> None:
        """The answers that the call holds already."""
        super().__init__()
        self._answers: list[str | None] = [call.outcome, call.mood_at_hello, call.mood_at_goodbye]
        self._row = 0
        self._handing_on = False
        # Behind enter comes the next caller's name or, when the call cannot be finished, more notes.
        self._held: str | None = None

    def on_focus(self) -> None:
        """From here on keys are answers again."""
        self._handing_on = False

    def on_key(self, event: events.Key) -> None:
        """Answer, move, or hand the key on; behind one that was handed on, all others are, up to the next focus."""
        character = "\n" if event.key == "enter" else event.character if event.is_printable else None
        if self._held is not None and character:
            self._held += character
        elif self._handing_on and character:
            self.post_message(self.TypedOn(character))
        elif event.key in ("up", "down"):
            self._move(1 if event.key == "down" else -1)
        elif event.key in ("left", "right") and self._asking:
            self._shift(1 if event.key == "right" else -1)
        elif event.character and event.character in "12345" and self._asking:
            self._answer(int(event.character) - 1)
        elif character and event.key != "enter":
            self._handing_on = True
            self.post_message(self.TypedOn(character))
        else:
            if event.key == "enter":
                self._held = ""
            return
        event.stop()
        event.prevent_default()

    def release(self) -> str:
        """What was typed behind enter, and has not been handed on yet; from here on keys are answers again."""
        held, self._held = self._held or "", None
        return held

    def on_paste(self, event: events.Paste) -> None:
        """A paste answers no question either."""
        event.stop()
        self.post_message(self.TypedOn(event.text))

    @property
    def _asking(self) -> bool:
        """Whether a question is in hand; behind the last one a number is a word like any other."""
        return self._row < len(_QUESTIONS)

    def _move(self, by: int) -> None:
        self._row = (self._row + by) % len(_QUESTIONS) if self._asking else (0 if by > 0 else len(_QUESTIONS) - 1)
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the questions need at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The questions, the answers beside them; they go on below where the screen is narrow."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        return [line for row in range(len(_QUESTIONS)) for line in self._question(row, width)]

    def _question(self, row: int, width: int) -> list[Content]:
        title, choices = _QUESTIONS[row]
        here = row == self._row and self.has_focus
        style = "bold $accent" if here else "bold $foreground 80%"
        lines = [Content.styled(f"{'▶' if here else ' '} {title:<15}", style)]
        for number, (value, words) in enumerate(choices):
            choice = self._choice(row, number, value, words)
            if lines[-1].cell_length + 2 + choice.cell_length > width:
                lines.append(Content(" " * 17))
            lines[-1] = lines[-1] + "  " + choice
        return lines

    def _choice(self, row: int, number: int, value: str, words: str) -> Content:
        if self._answers[row] == value:
            return Content.styled(f"✓ {words}", "bold $accent")
        return Content.assemble((f"{number + 1}", "bold $foreground"), (f" {words}", "$foreground 70%"))

    def _answer(self, number: int) -> None:
        value = _QUESTIONS[self._row][1][number][0]
        self._answers[self._row] = value
        self._row += 1
        self._tell()

    def _shift(self, by: int) -> None:
        values = [value for value, _ in _QUESTIONS[self._row][1]]
        current = self._answers[self._row]
        place = values.index(current) + by if current else (0 if by > 0 else len(values) - 1)
        self._answers[self._row] = values[place] if 0 <= place < len(values) else None
        self._tell()

    def _tell(self) -> None:
        self.refresh(layout=True)
        outcome, hello, goodbye = self._answers
        self.post_message(
            self.Chosen(
                Outcome(outcome) if outcome else None,
                Mood(hello) if hello else None,
                Mood(goodbye) if goodbye else None,
            )
        )

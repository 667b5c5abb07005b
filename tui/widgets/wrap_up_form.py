"""The questions of the wrap-up: one key each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from tui.model.call import Call, Mood, Outcome, Reason
from tui.model.ending import CARE, ending_gate
from tui.model.playbook import GateLevel
from tui.model.promises import Promise, PromiseKind
from tui.model.words import CARES, MOODS, OUTCOMES, REASONS

LEFT_TO_OTHERS = 10
"""Rows that are not for the questions: the bar, four for promises, a heading, three of notes, the keys."""


class Question(NamedTuple):
    """One question with its answers, and their words."""

    id: str
    title: str
    choices: tuple[tuple[str, str], ...]
    is_offer: bool = False
    """Whether several can be chosen, and none has to be."""


ENDING = Question("outcome", "How did it end?", tuple((one.value, words) for one, words in OUTCOMES.items()))
WHY = Question("why", "Why so early?", tuple((one.value, words) for one, words in REASONS.items()))
HELLO = Question("hello", "Mood at hello", tuple((one.value, words) for one, words in MOODS.items()))
GOODBYE = Question("goodbye", "Mood at goodbye", HELLO.choices)
AFTERWARDS = Question("care", "Afterwards", tuple((kind.value, CARES[kind]) for kind in CARE), is_offer=True)


class WrapUpForm(Widget, can_focus=True):
    """A number answers the question in hand and goes on to the next one; the arrows move too.

    Behind the last question, and for every other character, the key is handed on: a rep
    who types on after goodbye is typing notes. What can be done for them afterwards is an offer; only the arrows
    lead there. Where not all of it has room, every question but the one in hand is one line.
    """

    DEFAULT_CSS = "WrapUpForm { height: auto; padding: 1 2; background: $surface; border-left: outer $accent; }"

    @dataclass
    class Chosen(Message):
        """An answer was given, or taken back."""

        outcome: Outcome | None
        hello: Mood | None
        goodbye: Mood | None

    @dataclass
    class Excused(Message):
        """Why the call ended before the heart was done."""

        reason: Reason

    @dataclass
    class Cared(Message):
        """Something to do for them afterwards was chosen, or taken back."""

        kind: PromiseKind

    @dataclass
    class TypedOn(Message):
        """Text that answers no question."""

        text: str

    def __init__(self, call: Call) -> None:
        """The answers that the call holds already."""
        super().__init__()
        self._answers: dict[str, str | None] = {
            "outcome": call.outcome,
            "hello": call.mood_at_hello,
            "goodbye": call.mood_at_goodbye,
            "why": None,
        }
        self._cares = {promise.kind.value for promise in call.promises if promise.kind in CARE}
        gate = ending_gate(call)
        self._may_ask_why = gate is not None
        self._keeps_shut = gate is not None and gate.level is GateLevel.REFUSE
        self._in_hand: str | None = ENDING.id
        self._handing_on = False
        # Behind enter comes the next caller's name or, when the call cannot be finished, more notes.
        self._held: str | None = None

    def on_focus(self) -> None:
        """From here on keys are answers again."""
        self._handing_on = False
        self.refresh(layout=True)

    def on_blur(self) -> None:
        """No question is in hand."""
        self.refresh(layout=True)

    def on_key(self, event: events.Key) -> None:
        """Answer, move, or hand the key on; behind one that was handed on, all others are, up to the next focus."""
        character = "\n" if event.key == "enter" else event.character if event.is_printable else None
        if self._held is not None and character:
            self._held += character
        elif self._handing_on and character:
            self.post_message(self.TypedOn(character))
        elif event.key in ("up", "down"):
            self._move(1 if event.key == "down" else -1)
        elif event.key in ("left", "right") and self._question_in_hand():
            self._shift(1 if event.key == "right" else -1)
        elif event.character and event.character in "12345" and self._answer(int(event.character) - 1):
            pass
        elif character and event.key != "enter":
            self._handing_on = True
            self.post_message(self.TypedOn(character))
        else:
            if event.key == "enter":
                self._held = ""
            return
        event.stop()
        event.prevent_default()

    def show_cares(self, promises: Iterable[Promise]) -> None:
        """What is to be done afterwards, as the call has it."""
        cares = {promise.kind.value for promise in promises if promise.kind in CARE}
        if cares != self._cares:
            self._cares = cares
            self.refresh()

    def release(self) -> str:
        """What was typed behind enter, and has not been handed on yet; from here on keys are answers again."""
        held, self._held = self._held or "", None
        return held

    def ask_again(self) -> None:
        """Take the first question that needs an answer into hand."""
        self._in_hand = next((one.id for one in self._questions() if self._is_wanting(one)), self._in_hand)
        self.refresh(layout=True)

    def on_paste(self, event: events.Paste) -> None:
        """A paste answers no question either."""
        event.stop()
        self.post_message(self.TypedOn(event.text))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the questions need at this width, or fewer where the notes would get none."""
        return len(self._lines(width, container.height - LEFT_TO_OTHERS))

    def render(self) -> Content:
        """The questions, the answers beside them; they go on below where the screen is narrow."""
        return Content("\n").join(self._lines(*self.content_size))

    def _questions(self) -> list[Question]:
        """Why the heart was not done is asked unless the line was cut off, which is an answer."""
        outcome = self._answers["outcome"]
        # A fix that is kept shut is refused, whatever the reason.
        asked = outcome is Outcome.NOT_SATISFIED if self._keeps_shut else outcome not in (None, Outcome.CUT_OFF)
        asks_why = self._may_ask_why and asked
        return [ENDING, *([WHY] if asks_why else []), HELLO, GOODBYE, AFTERWARDS]

    def _is_wanting(self, question: Question) -> bool:
        return question.id in ("outcome", "why") and self._answers[question.id] is None

    def _question_in_hand(self) -> Question | None:
        return next((one for one in self._questions() if one.id == self._in_hand), None)

    def _move(self, by: int) -> None:
        ids = [one.id for one in self._questions()]
        here = ids.index(self._in_hand) if self._in_hand in ids else (-1 if by > 0 else len(ids))
        self._in_hand = ids[(here + by) % len(ids)]
        self.refresh(layout=True)

    def _lines(self, width: int, height: int) -> list[Content]:
        questions = self._questions()
        lines = [line for question in questions for line in self._rows(question, width)]
        if len(lines) <= height:
            return lines
        return [line for question in questions for line in self._folded(question, width)]

    def _folded(self, question: Question, width: int) -> list[Content]:
        """One line, with the answer where there is one; all of them for the question in hand."""
        if question.id == self._in_hand and self.has_focus:
            return self._rows(question, width)
        given = tuple(choice for choice in question.choices if self._is_chosen(question, choice[0]))
        first, *others = self._rows(question._replace(choices=given or question.choices), width)
        return [first.truncate(max(1, width - 2)) + Content.styled(" …", "$foreground 70%") if others else first]

    def _rows(self, question: Question, width: int) -> list[Content]:
        here = question.id == self._in_hand and self.has_focus
        style = "bold $accent" if here else "bold $foreground 80%"
        lines = [Content.styled(f"{'▶' if here else ' '} {question.title:<15}", style)]
        for number, (value, words) in enumerate(question.choices):
            choice = self._choice(question, number, value, words)
            if lines[-1].cell_length + 2 + choice.cell_length > width:
                lines.append(Content(" " * 17))
            lines[-1] = lines[-1] + "  " + choice
        return lines

    def _choice(self, question: Question, number: int, value: str, words: str) -> Content:
        if self._is_chosen(question, value):
            return Content.styled(f"✓ {words}", "bold $accent")
        return Content.assemble((f"{number + 1}", "bold $foreground"), (f" {words}", "$foreground 70%"))

    def _is_chosen(self, question: Question, value: str) -> bool:
        return value in self._cares if question.is_offer else self._answers[question.id] == value

    def _answer(self, number: int) -> bool:
        """Choose by number; whether a question is in hand that has so many answers."""
        question = self._question_in_hand()
        if question is None or number >= len(question.choices):
            return False
        value = question.choices[number][0]
        if question.is_offer:
            self._toggle(value)
        else:
            self._put(question, value)
            self._go_on(question)
        return True

    def _go_on(self, question: Question) -> None:
        """The next question; behind the last one, what is typed is for the notes."""
        ids = [one.id for one in self._questions() if not one.is_offer]
        here = ids.index(question.id) + 1
        self._in_hand = ids[here] if here < len(ids) else None
        self.refresh(layout=True)

    def _shift(self, by: int) -> None:
        question = self._question_in_hand()
        if question is None or question.is_offer or question.id == WHY.id:
            return
        values = [value for value, _ in question.choices]
        current = self._answers[question.id]
        place = values.index(current) + by if current else (0 if by > 0 else len(values) - 1)
        self._put(question, values[place] if 0 <= place < len(values) else None)

    def _put(self, question: Question, value: str | None) -> None:
        if question.id == WHY.id:
            # A reason goes into the record at once and is not taken back.
            if value is None or self._answers[WHY.id] is not None:
                return
            self.post_message(self.Excused(Reason(value)))
        self._answers[question.id] = value
        self._tell()

    def _toggle(self, value: str) -> None:
        self._cares ^= {value}
        self.refresh()
        self.post_message(self.Cared(PromiseKind(value)))

    def _tell(self) -> None:
        self.refresh(layout=True)
        outcome, hello, goodbye = (self._answers[name] for name in ("outcome", "hello", "goodbye"))
        self.post_message(
            self.Chosen(
                Outcome(outcome) if outcome else None,
                Mood(hello) if hello else None,
                Mood(goodbye) if goodbye else None,
            )
        )

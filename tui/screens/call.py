"""The call: what to say now, the steps, and the notes."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one

from tui.keys import CALL, GATE, Key, bindings, hints
from tui.model.call import Call, Reason, length
from tui.model.card import Budget, card_for, next_field
from tui.model.clocks import listening
from tui.model.guide import missing_heart, step_in_hand
from tui.model.line_hint import line_hint
from tui.model.marks import Mark
from tui.model.playbook import GateLevel
from tui.model.same_person import caller_of
from tui.model.times import clock
from tui.model.words import who
from tui.ports import Clock
from tui.screens.beside import AboutThem, Beside
from tui.screens.place import Place, Ways
from tui.services.autosave import SaveState
from tui.services.live_call import LiveCall
from tui.widgets.brief import Brief
from tui.widgets.call_bar import BETWEEN, CallBar
from tui.widgets.checklist import Checklist, ChecklistStrip
from tui.widgets.hint_line import HintLine
from tui.widgets.next_line import NextLine
from tui.widgets.notes import NotesPad
from tui.widgets.trouble_line import TroubleLine

HINTS = hints(
    CALL,
    "said",
    "back",
    "wrap-up",
    "keys",
    "promise",
    "to-the-fix",
    "leave-out",
    "mark",
    "playbook",
    "brief",
    "commands",
)
GATE_HINTS = hints(GATE, "do-it-now", "insist", "cut-off", "safety", "other")
SMALL_HINTS = (("", "Notes only."), ("", "The guide needs 60 by 16."))


def saved_words(state: SaveState) -> str:
    """What the bar says about the disk; nothing before the first save is true."""
    return f"{BETWEEN}saved {state.saved_at:%H:%M:%S}" if state.saved_at else ""


def trouble_words(state: SaveState, call: Call) -> str:
    """The red line; empty while saving works."""
    if not state.trouble:
        return ""
    since = state.saved_at or call.started
    return f"Not saved since {since:%H:%M}: {state.trouble} Your notes are safe on screen; f8 copies them."


class CallScreen(Place):
    """The notes have the focus from the first second to the last; everything else is a key away."""

    KEYS = CALL
    BINDINGS = [*bindings(GATE), *bindings(CALL)]
    CSS_PATH = "call.tcss"

    bar = query_one(CallBar)
    checklist = query_one(Checklist)
    strip = query_one(ChecklistStrip)
    next_line = query_one(NextLine)
    notes = query_one(NotesPad)
    brief = query_one(Brief)
    trouble = query_one(TroubleLine)
    hint_line = query_one(HintLine)

    def __init__(
        self,
        ways: Ways,
        live: LiveCall,
        *,
        about: AboutThem,
        clock: Clock,
        budget: Budget,
        wrap_up: Callable[[LiveCall], Awaitable[None]],
        choose_playbook: Callable[[LiveCall], Awaitable[None]],
    ) -> None:
        """The call, where to look its caller up, what the rep may decide alone, and the ways on."""
        super().__init__(ways)
        self.live = live
        self._clock = clock
        self._budget = budget
        self._wrap_up = wrap_up
        self._choose_playbook = choose_playbook
        self._beside = Beside(about, lambda: (live.call, self.notes.text), self._show_brief)
        self._is_late = False
        self._ahead = (0, 0)

    def compose(self) -> ComposeResult:
        """Bar, steps, the next line, notes, brief, hints."""
        yield CallBar()
        yield ChecklistStrip()
        with Horizontal():
            yield Checklist()
            with Vertical():
                yield NextLine()
                yield NotesPad(self.live.newest().notes)
            yield Brief()
        yield TroubleLine()
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """From here on every change of the call is shown."""
        self.attend()
        self.set_interval(1, self._tick)

    def attend(self) -> None:
        """Take the call's news, and show where it stands."""
        self.live.on_change = lambda: self.call_later(self._show)
        self.live.on_save = lambda: self.call_later(self._tick)
        notes = self.live.newest().notes
        if self.notes.text != notes:
            self.notes.load_text(notes)
            self.notes.move_cursor(self.notes.document.end)
        self._show()

    def on_resize(self) -> None:
        """The card says more where there is room, and the hint says so where there is none."""
        self.call_after_refresh(self._show)

    def home(self) -> NotesPad:
        """The notes."""
        return self.notes

    def text_to_copy(self) -> str | None:
        """The summary as it is now."""
        return self.live.summary() or None

    def take_ahead(self, text: str) -> bool:
        """It comes before all that was typed since."""
        self._ahead = self.notes.insert(text, self._ahead, maintain_selection_offset=True).end_location
        # Once the new lines have been laid out: before that there is nowhere to scroll to.
        self.call_after_refresh(self.notes.scroll_cursor_visible)
        return True

    @on(NotesPad.Edited)
    def _typed(self, event: NotesPad.Edited) -> None:
        event.stop()
        self.live.typed(lambda: event.notes.text)
        self._beside.typed()

    @on(Checklist.Chosen)
    def _go_to(self, event: Checklist.Chosen) -> None:
        event.stop()
        self.live.go_to(event.step_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """At the gate some keys say why the rep goes on early, in place of what they do elsewhere."""
        if action in ("leave_out", "to_the_head", "playbook", "brief"):
            return not self._asks_why
        return action != "go_through" or self._asks_why

    @property
    def _asks_why(self) -> bool:
        """Whether the rep stands before a gate that a reason opens."""
        return self.live.gate is not None and self.live.gate.level is GateLevel.WARN

    @property
    def keys_now(self) -> tuple[Key, ...]:
        """Those of the gate, where the rep stands before it."""
        if not self._asks_why:
            return CALL
        taken = {key.key for key in GATE}
        return (*GATE, *(key for key in CALL if key.key not in taken))

    def action_said(self) -> None:
        """The step in hand was said, and meant."""
        self.live.said()

    def action_back(self) -> None:
        """Back by one step."""
        self.live.back()

    def action_leave_out(self) -> None:
        """Leave the step in hand out."""
        self.live.leave_out()

    def action_to_the_head(self) -> None:
        """Straight to the fix."""
        self.live.to_the_head()

    def action_go_through(self, reason: str) -> None:
        """Through the gate, early."""
        self.live.go_through(Reason(reason))

    async def action_brief(self) -> None:
        """Show the brief where it has no place of its own; where it shows already, the client's card."""
        if self.has_class("-wide") or self.has_class("-brief"):
            await self.settled()
            self.remove_class("-brief")
            self.live.newest()
            await self._beside.about.show_card(caller_of(self.live.call))
        else:
            self.add_class("-brief")

    async def action_playbook(self) -> None:
        """Go on with another playbook."""
        await self.settled()
        await self._choose_playbook(self.live)

    def action_mark(self, mark: str) -> None:
        """Mark the line with the cursor."""
        self.notes.call_later(self.notes.mark_line, Mark(mark))

    def action_mark_next(self) -> None:
        """Mark the line with the cursor as what is wanted now."""
        call = self.live.call
        step = step_in_hand(call)
        first = next_field(step, call.notes) if step else Mark.THEIRS.value
        self.notes.call_later(self.notes.mark_next, first if call.caller else Mark.CALLER.value)

    async def action_wrap_up(self) -> None:
        """The client has said goodbye."""
        await self.settled()
        await self._wrap_up(self.live)

    def _show(self) -> None:
        if not self.stands:
            return
        call, now = self.live.call, self._clock.now()
        self._show_card(call, now)
        self._show_brief()
        self._show_hints(call, now.date())
        self._look_up(call)
        self._tick()

    def _show_card(self, call: Call, now: datetime) -> None:
        if gate := self.live.gate:
            self.next_line.show_gate(gate, dict(GATE_HINTS))
        elif step := step_in_hand(call):
            card = card_for(step, call, now, self._budget)
            self._is_late = bool(card.late)
            self.next_line.show_step(step, card.say, card.noted, card.late, roomy=self.size.height >= 30)
        else:
            self.next_line.show_end(missing_heart(call), "ctrl+o")

    def _show_hints(self, call: Call, today: date) -> None:
        small = self.size.width < 60 or self.size.height < 16
        about_line = line_hint(self.notes.line_here, call, today, self._budget)
        usual = SMALL_HINTS if small else GATE_HINTS if self._asks_why else HINTS
        self.hint_line.show([about_line] if about_line else usual)

    def _tick(self) -> None:
        if not self.stands:
            return
        call, now, state = self.live.call, self._clock.now(), self.live.save_state
        right = f"on call {clock(length(call, now))}{saved_words(state)}"
        self.bar.show(who(call), call.playbook.title, right, trouble=bool(state.trouble))
        self.checklist.show(call, now)
        self.strip.show(call, now)
        if listening(call, now).late and not self._is_late and not self.live.gate:
            self._show_card(call, now)
        self.trouble.show(trouble_words(state, call))

    def _look_up(self, call: Call) -> None:
        if self._beside.is_news(call):
            self.run_worker(self._beside.find(call), exclusive=True, group="brief")

    def _show_brief(self) -> None:
        if self.stands:
            beside, today = self._beside, self._clock.now().date()
            self.brief.show(self.live.call, beside.past, today, beside.lines, beside.cases)

    def on_screen_resume(self) -> None:
        """Behind the client's card, what is known may be other than before."""
        self._beside.look_again()
        self.call_later(self._show)

    def _on_prune(self) -> None:
        """Nothing is looked up for a call that is left."""
        self._beside.stop()

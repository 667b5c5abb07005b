"""The desk: who is calling? Everything else here can wait."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Static

from tui.keys import DESK, bindings, hints
from tui.model.trouble import RecordsTrouble, Trouble
from tui.screens.owing import OwingPlace
from tui.screens.place import Ways
from tui.services.background import in_background
from tui.widgets.caller_field import CallerField
from tui.widgets.desk_bar import DeskBar
from tui.widgets.hint_line import HintLine
from tui.widgets.last_calls import LastCalls, OpenCalls
from tui.widgets.owed_list import OwedList
from tui.widgets.trouble_line import TroubleLine

if TYPE_CHECKING:
    from tui.model.call import Call
    from tui.model.owed import Owed
    from tui.ports import Clock
    from tui.screens.on_the_desk import OnTheDesk, Services
    from tui.screens.who_is_typed import WhoIsTyped
    from tui.services.follow_up import FollowUp

HINTS = (
    ("enter", "start the call"),
    *hints(DESK, "calls", "owed", "playbook-first", "ready", "keys", "leave", "commands"),
)
WELCOME = "Type who is calling and press enter; enter alone starts a call with somebody unknown."


class Onward(NamedTuple):
    """Where the desk leads. Calls and no messages, so that the keys behind them find the next screen."""

    take_up: "Callable[[Call, bool], Awaitable[None]]"
    """Go on with an interrupted call, or wrap it up."""
    report_back: "Callable[[Owed], Awaitable[None]]"
    choose_playbook: Callable[[], Awaitable[None]]
    """For the next call."""
    get_ready: Callable[[], Awaitable[None]]
    once_it_has_come: Callable[[str], None]
    """Have the call that comes do this action."""
    show_owed: Callable[[], Awaitable[None]]
    show_client: Callable[[str], Awaitable[None]]
    """The card of a client, by the name that calls have of them; "" for nobody yet."""
    show_numbers: Callable[[], Awaitable[None]]


class DeskScreen(OwingPlace):
    """The cursor is in "Who is calling?" from the first frame on."""

    KEYS = DESK
    # All that can stand here needs more rows than other screens do, so it folds earlier.
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-low"), (30, "-tall")]
    # The field has no use for the arrows, and what is chosen counts for the key behind them.
    BINDINGS = [*bindings(DESK, first=True), Binding("up", "choose(-1)", show=False, priority=True)]

    name_field = query_one(CallerField)
    open_calls = query_one(OpenCalls)
    owed_list = query_one(OwedList)
    last_calls = query_one(LastCalls)
    trouble = query_one(TroubleLine)
    bar = query_one(DeskBar)

    class Loaded(Message):
        """The desk stands and shows what there is."""

    @dataclass
    class Unusable(Message):
        """No call can be taken."""

        trouble: Trouble

    def __init__(
        self, ways: Ways, onward: "Onward", *, services: "Services", clock: "Clock", a_call_comes: bool = False
    ) -> None:
        """Where calls begin, and where past ones are. `a_call_comes` when the first one has begun already."""
        super().__init__(ways)
        self._onward = onward
        self._is_passed_by = a_call_comes
        self._is_taking_up = False
        self._services = services
        self._clock = clock
        self._back_at: datetime | None = None
        self._who: WhoIsTyped | None = None
        self._field = CallerField(self._just_back)

    def compose(self) -> ComposeResult:
        """The question first; what follows comes after the first frame."""
        yield DeskBar(self._clock.now, lambda: self.is_active and not self.name_field.value)
        yield Static("Who is calling?", id="question", markup=False)
        yield self._field
        yield OpenCalls()
        yield OwedList()
        yield LastCalls()
        yield TroubleLine()
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """The day stands at the top, the cursor in the question."""
        self.take_focus()
        self.set_interval(60, self._look_again)
        self.watch(self._field, "value", self._name_typed, init=False)

    def _look_again(self) -> None:
        """A desk can stand open over midnight."""
        if self.is_active:
            self.bar.look_again()
            self.owed_list.look_again(self._clock.now())

    def home(self) -> CallerField:
        """The caller's name."""
        return self.name_field

    def on_screen_resume(self) -> None:
        """Back at the desk, the lists are new and the field is empty."""
        if self._is_passed_by:
            self._is_passed_by = False
            self.name_field.hand_on()
        else:
            self.stay()
        self.call_after_refresh(self.load)

    def stay(self) -> None:
        """No call comes: the rep is at the desk."""
        self._is_taking_up = False
        self.name_field.wait_for_call()

    @property
    def a_call_comes(self) -> bool:
        """Whether the rep is on the way into a call, which may not be there yet, nor all that was typed for it."""
        # Not asked for by query: while heartfirst is left, the desk may be empty already.
        if not self.is_active:
            return bool(self._field.message_queue_size or self._field.on_their_way)
        return self._is_taking_up or self._field.answered

    def load(self) -> None:
        """Read the lists anew."""
        self.run_worker(self._load(), exclusive=True, group="desk")

    def come_back(self) -> None:
        """A call was finished this moment."""
        self._back_at = self._clock.now()

    def _just_back(self) -> bool:
        return self._back_at is not None and 0 <= (self._clock.now() - self._back_at).total_seconds() < 1

    async def action_go_on(self) -> None:
        """Go on with the chosen interrupted call."""
        if not await self.passes_on("back"):
            await self._take_up(wrap_up=False)

    async def action_wrap_up(self) -> None:
        """Wrap the chosen interrupted call up."""
        if not await self.passes_on("wrap_up"):
            await self._take_up(wrap_up=True)

    def action_choose(self, by: int) -> None:
        """Choose another interrupted call, or a promise below them."""
        waiting, owed = self.open_calls.count, self.owed_list.count
        if waiting + owed:
            chosen = self.owed_list.place
            here = self.open_calls.place if chosen is None else waiting + chosen
            # Without calls that wait, nothing is chosen yet: down leads to the first promise, up to the last.
            here = here if waiting or chosen is not None else -1 if by > 0 else owed
            place = (here + by) % (waiting + owed)
            self.open_calls.choose(place)
            self.owed_list.choose(place - waiting)

    def follow_up(self) -> "FollowUp":
        """What deals with promises."""
        return self._services.follow_up

    def now(self) -> datetime:
        """The time."""
        return self._clock.now()

    def reason(self) -> str:
        """What stands in the field."""
        return self.name_field.value.strip()

    def reason_taken(self) -> None:
        """It is in the record; the field is free for a name."""
        self.name_field.value = ""

    async def passes_on(self, action: str) -> bool:
        """A key behind a name and its enter is for the call that comes."""
        await self.settled()
        if self.a_call_comes:
            self._onward.once_it_has_come(action)
            return True
        return False

    async def report_back(self, owed: "Owed") -> None:
        """Call back about a promise."""
        self._is_taking_up = True
        await self._onward.report_back(owed)

    async def action_playbook(self) -> None:
        """Choose the playbook for the next call."""
        await self.settled()
        await self._onward.choose_playbook()

    async def action_ready(self) -> None:
        """A moment before the call."""
        await self.settled()
        await self._onward.get_ready()

    async def action_owed(self) -> None:
        """All that we owe."""
        if not await self.passes_on("mark_next"):
            await self._onward.show_owed()

    async def action_client(self) -> None:
        """The card of the client in the field, else of the one whose promise is chosen."""
        from tui.model.same_person import caller_of  # noqa: PLC0415 # The first frame names nobody.

        if await self.passes_on("to_the_head"):
            return
        owed = self.owed_list.chosen
        theirs = caller_of(owed.call) if owed else ""
        await self._onward.show_client(self.name_field.value.strip() or theirs)

    async def action_numbers(self) -> None:
        """The rep's own numbers."""
        await self.settled()
        if not self.a_call_comes:
            await self._onward.show_numbers()

    async def _take_up(self, *, wrap_up: bool) -> None:
        call = self.open_calls.chosen
        if call is None:
            self.notify("No call is waiting.", markup=False)
        else:
            self._is_taking_up = True
            await self._onward.take_up(call, wrap_up)

    def _name_typed(self, value: str) -> None:
        """Somebody known may be meant."""
        if self._who is None:
            if not value:
                return
            from tui.screens.who_is_typed import WhoIsTyped  # noqa: PLC0415 # The first frame looks nobody up.

            self._who = WhoIsTyped(self, self._field, lambda: self._services.client_book, self._rows_to_spare)
        self._who.typed()

    def _rows_to_spare(self) -> int:
        """Those of the last calls but one, and what the list of what we owe can spare."""
        return self.last_calls.outer_size.height - 1 + self.owed_list.spare

    async def _load(self) -> None:
        try:
            found = await in_background(self._read_lists, "desk")
        except RecordsTrouble as trouble:
            self.trouble.show(f"{trouble} You can take calls all the same; their notes stay on the screen.")
        except Trouble as trouble:
            self.post_message(self.Unusable(trouble))
        else:
            self.trouble.show(found.trouble)
            self.open_calls.show(found.waiting)
            self.owed_list.show(found.owed, self._clock.now())
            self.last_calls.show(found.last, WELCOME)
            self.name_field.suggester = SuggestFromList(found.callers, case_sensitive=False)
        self.post_message(self.Loaded())

    def _read_lists(self) -> "OnTheDesk":
        """In a thread of its own: the services are loaded by being asked for."""
        from tui.screens.on_the_desk import on_the_desk  # noqa: PLC0415 # So is what they give.

        return on_the_desk(self._services)

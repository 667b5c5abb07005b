"""The app: moves between the screens, and lets nothing go unsaved."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import SystemCommand
from textual.screen import Screen

from tui.asides import Asides
from tui.groundwork import LEAVING_LIMIT, Parts
from tui.keys import EVERYWHERE, shown
from tui.model.trouble import RecordsTrouble, Trouble
from tui.screens.desk import DeskScreen, Onward
from tui.screens.place import Place, Ways
from tui.theme import HEARTFIRST
from tui.widgets.caller_field import CallerField

if TYPE_CHECKING:
    from tui.model.call import Call
    from tui.model.owed import Owed
    from tui.screens.wrap_up import WrapUpScreen
    from tui.services.live_call import LiveCall

RETRY = 2.0
"""Seconds until a call that was left unsaved is tried again."""
NEXT_SCREENS = (
    "tui.screens.call",
    "tui.screens.wrap_up",
    "tui.screens.calls",
    "tui.widgets.keys_panel",
    "tui.model.due",
    "tui.screens.chooser",
    "tui.screens.note",
    "tui.screens.ready",
)
"""What is loaded once the desk stands, in the order in which a rep is likely to come there."""


class HeartfirstApp(Asides):
    """The desk, the call on top of it, the wrap-up on top of that."""

    # The desk is there before any screen is pushed, so its style is loaded with the app's.
    CSS_PATH = ["app.tcss", "screens/desk.tcss"]
    TITLE = "heartfirst"
    COMMAND_PALETTE_BINDING = EVERYWHERE[-1].key
    NOTIFICATION_TIMEOUT = 6

    trouble: Trouble | None = None
    """Why no call can be taken; the app has left then."""

    def __init__(self, parts: Parts, opening: str | None = None) -> None:
        """Nothing is opened or read here. `opening` is a caller to begin a call with at once."""
        super().__init__(parts)
        self._opening = opening
        self._live: LiveCall | None = None
        self._warned: tuple[LiveCall, datetime | None] | None = None
        self._upkeep: asyncio.Task[None] | None = None
        self.ways = Ways(leave=self._leave, look_up=self._look_up)
        self.register_theme(HEARTFIRST)
        self.theme = HEARTFIRST.name

    def get_default_screen(self) -> Screen[None]:
        """The desk lies under everything."""
        self.desk = DeskScreen(
            self.ways,
            Onward(self._take_up, self._report_back, self.choose_next, self.get_ready),
            services=self._parts,
            clock=self._parts.clock,
            a_call_comes=self._opening is not None,
        )
        return self.desk

    async def on_mount(self) -> None:
        """Begin the call that was asked for on the command line, if any."""
        self.hear_signals()
        if self._opening is not None:
            self.post_message(CallerField.Answered(self._opening))

    @on(DeskScreen.Loaded)
    def _desk_stands(self) -> None:
        """The rest of the app, out of the way of the first keys."""
        if self._upkeep is None:
            self._upkeep = self.in_its_own_time(self._parts.upkeep.keep_on(self.news), "upkeep")
            self._loading = self.in_its_own_time(self.load_later(NEXT_SCREENS), "next screens")

    @on(DeskScreen.Unusable)
    def _give_up(self, event: DeskScreen.Unusable) -> None:
        self.trouble = event.trouble
        self.exit(return_code=1)

    @on(CallerField.Answered)
    async def _start_call(self, event: CallerField.Answered) -> None:
        if self._live is not None:
            return
        try:
            live = self._parts.intake.start(event.caller, self.next_playbook)
        except Trouble as trouble:
            self._give_up(DeskScreen.Unusable(trouble))
            return
        self.next_playbook = None
        self.desk.next_call("")
        await self._show_call(live)

    async def _report_back(self, owed: "Owed") -> None:
        """Call back about a promise; one that is a note is written and not told."""
        if self._live is not None:
            return
        if owed.promise.kind == "note":
            self.desk.stay()
            await self.show_owed_note(owed)
            return
        try:
            async with asyncio.timeout(LEAVING_LIMIT):
                live = await self._parts.intake.start_report_back(owed)
        except (Trouble, TimeoutError) as trouble:
            self.desk.stay()
            self.say(str(trouble) or "The disk does not answer.", wrong=True)
        else:
            await self._show_call(live)

    @on(CallerField.TypedAhead)
    def _typed_ahead(self, event: CallerField.TypedAhead) -> None:
        from tui.screens.call import CallScreen  # noqa: PLC0415 # The desk stands before the other screens are loaded.

        self.desk.name_field.on_their_way -= 1
        if isinstance(self.screen, CallScreen):
            self.screen.take_ahead(event.text)

    async def _take_up(self, call: "Call", wrap_up: bool) -> None:
        if self._live is not None:
            return
        try:
            live = await self._parts.intake.take_up(call, ended=wrap_up)
        except RecordsTrouble as trouble:
            self.desk.stay()
            self.say(str(trouble), wrong=True)
            return
        await self._show_call(live)
        if live.call.ended is not None:
            await self._wrap_up(live)

    async def _show_call(self, live: "LiveCall") -> None:
        from tui.model.card import Budget  # noqa: PLC0415
        from tui.screens.call import CallScreen  # noqa: PLC0415

        self._live = live
        parts, settings = self._parts, self._parts.settings[0]
        screen = CallScreen(
            self.ways,
            live,
            review=parts.review,
            clock=parts.clock,
            budget=Budget(settings.limit, settings.currency),
            wrap_up=self._wrap_up,
            choose_playbook=self.choose_for_call,
        )
        await self.push_screen(screen)
        # Set here and not by the screen's own first event: the keys that wait behind this one are for the notes.
        screen.take_focus()

    async def _wrap_up(self, live: "LiveCall") -> None:
        from tui.screens.wrap_up import WrapUpScreen  # noqa: PLC0415

        if self.desk.a_call_comes:
            self.once_it_has_come(lambda: self.screen.run_action("wrap_up"))
            return
        live.say_goodbye()
        screen = WrapUpScreen(
            self.ways,
            live,
            clock=self._parts.clock,
            back=self._back_on_call,
            note=self.show_note,
            finished=self._finished,
        )
        await self.push_screen(screen)
        screen.take_focus()

    async def _back_on_call(self, live: "LiveCall") -> None:
        from tui.screens.call import CallScreen  # noqa: PLC0415

        live.go_on()
        await self.pop_screen()
        if isinstance(self.screen, CallScreen):
            self.screen.attend()

    async def on_wrap_up_screen_finished(self, event: "WrapUpScreen.Finished") -> None:
        """The call was saved when nobody waited for it any more."""
        await self._finished(event.summary, event.typed)

    async def _finished(self, summary: str, typed: str) -> None:
        """Back to the desk; what was typed behind enter is the next caller's name."""
        await self._to_desk()
        if isinstance(self.screen, DeskScreen):
            self.screen.name_field.insert_text_at_cursor(typed)
            self.screen.take_a_breath(self._parts.settings[0].cool_down)
        self.copy(summary, before="The call is saved. ")

    async def _look_up(self, place: Place) -> None:
        from tui.screens.calls import CallsScreen  # noqa: PLC0415

        if place is not self.screen:
            return
        if self.desk.a_call_comes:
            self.once_it_has_come(lambda: self.screen.run_action("calls"))
            return
        await self.look_at(CallsScreen(self.ways, review=self._parts.review))

    async def start_call_with(self, caller: str) -> None:
        """From the ready screen into the call."""
        await self.pop_screen()
        self.desk.name_field.value = ""
        await self._start_call(CallerField.Answered(caller))

    @on(Place.CopyAsked)
    def _copy_asked(self, event: Place.CopyAsked) -> None:
        self.copy(event.text)

    async def _leave(self, place: Place) -> None:
        """Leave a screen: past calls for where they were opened, a call for the desk, the desk for good."""
        if place is not self.screen:
            return
        if place.is_a_look_up:
            await self.pop_screen()
        elif self.desk.a_call_comes:
            self.once_it_has_come(lambda: self.screen.run_action("leave"))
        elif self._live is None:
            await self.stop()
        elif await self._put_down(self._live):
            await self._to_desk()

    async def action_quit(self) -> None:
        """Leave heartfirst from wherever the rep is; a call that goes on is kept for the next start."""
        if isinstance(self.screen, Place):
            await self.screen.settled()
        if self.desk.a_call_comes:
            self.once_it_has_come(self.action_quit)
        elif self._live is None or await self._put_down(self._live):
            await self.stop()

    def once_it_has_come(self, go_on: Callable[[], Awaitable[object]]) -> None:
        """Do what was asked for behind a name and its enter in its turn.

        That is once the call is there, and all in its notes that was typed ahead.
        """
        if self.desk.a_call_comes:
            self.set_timer(0.01, lambda: self.once_it_has_come(go_on))
        else:
            # Behind what the desk has just handed on.
            self.call_later(go_on)

    def action_help_quit(self) -> None:
        """Ctrl+c does not end a call; say what does."""
        self.say("f9 leaves this screen, everything saved.")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every key of the screen by its name, and nothing else."""
        if isinstance(screen, Place):
            for key in (*screen.keys_now, *EVERYWHERE[:-1]):
                run = partial(screen.run_action, key.action)
                yield SystemCommand(f"{key.words} ({shown(key.key)})", key.tooltip, run)

    async def _put_down(self, live: "LiveCall") -> bool:
        """Save the call and let it go; False when that failed and the rep has not asked a second time since."""
        try:
            async with asyncio.timeout(LEAVING_LIMIT):
                await live.put_down()
        except (RecordsTrouble, TimeoutError) as error:
            if self._warned == (live, live.save_state.saved_at):
                self.run_worker(self._put_down_later(live), group="late")
                return True
            self._warned = (live, live.save_state.saved_at)
            why = str(error) or "The disk does not answer."
            self.say(f"Not saved: {why} f8 copies your notes; the same key again leaves without them.", wrong=True)
            return False
        return True

    async def _put_down_later(self, live: "LiveCall") -> None:
        """The rep has left a call that could not be saved: it is saved, and offered again, as soon as it can be."""
        while True:
            try:
                await live.put_down()
            except RecordsTrouble:
                await asyncio.sleep(RETRY)
            else:
                break
        self.news()

    def news(self) -> None:
        """What the desk shows is not what is so any more."""
        if isinstance(self.screen, DeskScreen):
            self.screen.load()

    async def _to_desk(self) -> None:
        self._live = None
        while not isinstance(self.screen, DeskScreen):
            await self.pop_screen()
        self.screen.come_back()

    async def save(self) -> None:
        """Save the call, if there is one or one is about to be."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LEAVING_LIMIT):
                while self.desk.a_call_comes:  # noqa: ASYNC110  # A queue tells nobody that it is empty.
                    await asyncio.sleep(0.01)
        if self._live is not None:
            await self._put_down(self._live)

    def rescue(self) -> bool:
        """Save the call at once; whether there is one."""
        if self._live is not None:
            self._live.rescue()
        return self._live is not None

"""The app: moves between the screens, and lets nothing go unsaved."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import SystemCommand
from textual.screen import Screen

from tui.groundwork import LEAVING_LIMIT, Parts
from tui.keys import EVERYWHERE, shown
from tui.leaving import Leaving
from tui.model.trouble import RecordsTrouble, Trouble
from tui.screens.desk import DeskScreen, Onward
from tui.screens.place import Place, Ways
from tui.services.background import in_background
from tui.theme import HEARTFIRST
from tui.widgets.caller_field import CallerField

if TYPE_CHECKING:
    from tui.model.call import Call
    from tui.model.owed import Owed
    from tui.screens.wrap_up import WrapUpScreen
    from tui.services.live_call import LiveCall

NEXT_SCREENS = (
    "tui.screens.call",
    "tui.screens.wrap_up",
    "tui.screens.calls",
    "tui.widgets.keys_panel",
    "tui.model.due",
    "tui.screens.chooser",
    "tui.screens.client",
    "tui.screens.note",
    "tui.screens.ready",
    "tui.screens.owed",
    "tui.screens.amend",
)
"""What is loaded once the desk stands, in the order in which a rep is likely to come there."""


class HeartfirstApp(Leaving):
    """The desk, the call on top of it, the wrap-up on top of that."""

    # The desk is there before any screen is pushed, so its style is loaded with the app's.
    CSS_PATH = ["app.tcss", "screens/desk.tcss"]
    TITLE = "heartfirst"
    COMMAND_PALETTE_BINDING = EVERYWHERE[-1].key
    NOTIFICATION_TIMEOUT = 6

    trouble: Trouble | None = None
    """Why no call can be taken; the app has left then."""

    def __init__(
        self, parts: Parts, opening: str | None = None, all_is_loaded: Callable[[], object] = lambda: None
    ) -> None:
        """Nothing is opened or read here. `opening` is a caller to begin a call with at once.

        `all_is_loaded` is called once nothing more is loaded behind the rep's back.
        """
        super().__init__(parts)
        self._opening = opening
        self._all_is_loaded = all_is_loaded
        self._upkeep: asyncio.Task[None] | None = None
        self.ways = Ways(leave=self.leave, look_up=self._look_up)
        self.register_theme(HEARTFIRST)
        self.theme = HEARTFIRST.name

    def get_default_screen(self) -> Screen[None]:
        """The desk lies under everything."""
        self.desk = DeskScreen(
            self.ways,
            Onward(
                self._take_up,
                self._report_back,
                self.choose_next,
                self.get_ready,
                self.hand_on,
                self.show_owed,
                self.show_client,
                self.show_numbers,
            ),
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
            self._loading = self.in_its_own_time(self._load_the_rest(), "the rest")

    async def _load_the_rest(self) -> None:
        await asyncio.gather(self.load_later(NEXT_SCREENS), self._get_forms_ready())
        self._all_is_loaded()

    async def _get_forms_ready(self) -> None:
        """Jinja2 and the templates, in a thread: the summary has to be there at the wrap-up without a wait."""

        def get_ready() -> list[str]:
            # To ask for the forms at all loads modules, and reads the settings.
            forms = self._parts.forms
            forms.get_ready()
            return forms.troubles

        for trouble in await in_background(get_ready, "forms"):
            self.say(trouble, wrong=True)

    @on(DeskScreen.Unusable)
    def _give_up(self, event: DeskScreen.Unusable) -> None:
        self.trouble = event.trouble
        self.exit(return_code=1)

    @on(CallerField.Answered)
    async def _start_call(self, event: CallerField.Answered) -> None:
        if self.live is not None:
            return
        try:
            live = self._parts.intake.start(event.caller, self.next_playbook)
        except Trouble as trouble:
            self._give_up(DeskScreen.Unusable(trouble))
            return
        self.next_playbook = None
        self.desk.bar.next_call("")
        await self._show_call(live)

    async def call_back(self, owed: "Owed") -> None:
        """From all that we owe into the call; not while another one goes on."""
        if self.live is not None:
            self.say("A call goes on. Wrap it up first; then call back from here.")
        else:
            await self._report_back(owed)

    async def _report_back(self, owed: "Owed") -> None:
        """Call back about a promise; one that is a note is written and not told."""
        if self.live is not None:
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
            if isinstance(self.screen, Place) and self.screen.is_a_look_up:
                await self.pop_screen()
            await self._show_call(live)

    @on(CallerField.TypedAhead)
    def _typed_ahead(self, event: CallerField.TypedAhead) -> None:
        self.desk.name_field.on_their_way -= 1
        # Another screen may have been opened on top of the call by now; its notes are the call's all the same.
        for place in reversed(self.screen_stack):
            if isinstance(place, Place) and place.take_ahead(event.text):
                return

    async def _take_up(self, call: "Call", wrap_up: bool) -> None:
        if self.live is not None:
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
        from tui.screens.beside import AboutThem  # noqa: PLC0415
        from tui.screens.call import CallScreen  # noqa: PLC0415

        self.live = live
        parts, settings = self._parts, self._parts.settings[0]
        screen = CallScreen(
            self.ways,
            live,
            about=AboutThem(parts.review, parts.client_book, parts.cases_like(), self.show_client),
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
        await self.to_desk()
        if isinstance(self.screen, DeskScreen):
            self.screen.name_field.insert_text_at_cursor(typed)
            self.screen.bar.take_a_breath(self._parts.settings[0].cool_down)
        self.copy(summary, before="The call is saved. ")

    async def _look_up(self, place: Place) -> None:
        from tui.screens.calls import CallsScreen, From  # noqa: PLC0415

        if place is not self.screen:
            return
        if self.desk.a_call_comes:
            self.once_it_has_come(lambda: self.screen.run_action("calls"))
            return
        onward = From(self.amend, self.export, self.erase, self.show_client)
        await self.look_at(CallsScreen(self.ways, onward, review=self._parts.review, finder=self._parts.finder))

    async def start_call_with(self, caller: str) -> None:
        """From the ready screen into the call."""
        await self.pop_screen()
        self.desk.name_field.value = ""
        await self._start_call(CallerField.Answered(caller))

    @on(Place.CopyAsked)
    def _copy_asked(self, event: Place.CopyAsked) -> None:
        self.copy(event.text)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every key of the screen by its name, and nothing else."""
        if isinstance(screen, Place):
            for key in (*screen.keys_now, *EVERYWHERE[:-1]):
                run = partial(screen.run_action, key.action)
                yield SystemCommand(f"{key.words} ({shown(key.key)})", key.tooltip, run)

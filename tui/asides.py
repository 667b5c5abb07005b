"""Where a rep looks for a moment and comes back from: the playbooks, the note by hand, the moment before a call."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tui.groundwork import Groundwork, Parts
from tui.model.trouble import Trouble
from tui.screens.desk import DeskScreen
from tui.screens.place import Place, Ways
from tui.services.background import in_background

if TYPE_CHECKING:
    from tui.model.call import Call
    from tui.model.owed import Owed
    from tui.model.playbook import Playbook
    from tui.services.live_call import LiveCall


PATIENCE = 1.0
"""Seconds that the keys behind one of these places wait for the disk."""


class Asides(Groundwork):
    """Opens these places on top of where the rep is. No call is touched by looking."""

    ways: Ways
    desk: DeskScreen

    def __init__(self, parts: Parts) -> None:
        """No playbook is chosen yet: the next call begins with the default one."""
        super().__init__(parts)
        self.next_playbook: Playbook | None = None
        self._posting = asyncio.Lock()

    async def start_call_with(self, caller: str) -> None:
        """Begin a call from one of these places."""
        raise NotImplementedError

    def news(self) -> None:
        """What the desk shows is not what is so any more."""

    async def look_at(self, place: Place) -> None:
        """Open a place on top of where the rep is."""
        await self.push_screen(place)
        place.take_focus()

    def once_it_has_come(self, go_on: Callable[[], Awaitable[object]]) -> None:
        """Do what was asked for behind a name and its enter once the call is there."""
        raise NotImplementedError

    async def choose_next(self) -> None:
        """The playbook for the next call; behind a name and its enter, that for the call that comes."""
        if self.desk.a_call_comes:
            self.once_it_has_come(lambda: self.screen.run_action("playbook"))
            return

        async def chosen(playbook: "Playbook") -> None:
            self.next_playbook = playbook
            self.desk.bar.next_call(playbook.title)
            await self.pop_screen()

        try:
            current = self.next_playbook or self._parts.intake.default_playbook()
        except Trouble as trouble:
            self.say(str(trouble), wrong=True)
        else:
            await self._choose(current, chosen)

    async def choose_for_call(self, live: "LiveCall") -> None:
        """Another playbook for the call on the phone."""

        async def chosen(playbook: "Playbook") -> None:
            live.switch(playbook)
            await self.pop_screen()

        await self._choose(live.call.playbook, chosen)

    async def _choose(self, current: "Playbook", chosen: "Callable[[Playbook], Awaitable[None]]") -> None:
        from tui.screens.chooser import PlaybookChooser  # noqa: PLC0415 # The desk stands before it is loaded.

        load = self._parts.intake.playbooks
        await self.look_at(PlaybookChooser(self.ways, load=load, current=current.id, chosen=chosen))

    async def show_note(self, live: "LiveCall") -> None:
        """The note by hand for the call that is wrapped up."""
        posted = any(one.kind == "note" and one.state == "told" for one in live.call.promises)
        await self._look_at_note(live.newest(), posted, live.posted)

    async def show_owed_note(self, owed: "Owed") -> None:
        """The note by hand that is owed from a finished call."""
        await self._look_at_note(
            owed.call, False, lambda posted: self.in_its_own_time(self._keep_posted(owed, posted), "follow up")
        )

    async def _look_at_note(self, call: "Call", posted: bool, tell: Callable[[bool], object]) -> None:
        from tui.model.handwritten import address_of, note_by_hand  # noqa: PLC0415
        from tui.model.words import who  # noqa: PLC0415
        from tui.screens.note import NoteScreen  # noqa: PLC0415

        rep = self._parts.settings[0].name
        text, address = note_by_hand(call, self._parts.clock.now(), rep), address_of(call.notes)
        await self.look_at(
            NoteScreen(self.ways, text=text, address=address, caller=who(call), posted=posted, on_posted=tell)
        )

    async def _keep_posted(self, owed: "Owed", posted: bool) -> None:
        """Keep a tick, one behind the other; the screen shows what the record holds then."""
        from tui.screens.note import NoteScreen  # noqa: PLC0415

        follow_up = self._parts.follow_up
        change = follow_up.posted if posted else follow_up.reopen
        async with self._posting:
            try:
                call = await in_background(lambda: change(owed), "follow up")
            except Trouble as trouble:
                self.say(str(trouble), wrong=True)
                is_posted = not posted
            else:
                is_posted = owed.place < len(call.promises) and call.promises[owed.place].state == "told"
        if isinstance(self.screen, NoteScreen):
            self.screen.show_posted(is_posted)
        self.news()

    async def get_ready(self) -> None:
        """A moment before the call with whoever is named in the field; too late where a call comes already."""
        if self.desk.a_call_comes:
            return
        from tui.screens.ready import ReadyScreen  # noqa: PLC0415

        caller = self.desk.name_field.value.strip()
        try:
            # Awaited, so that the keys behind find the screen; but not for ever.
            async with asyncio.timeout(PATIENCE):
                friend, facts, first = await in_background(lambda: self._facts(caller), "ready")
        except (Trouble, TimeoutError) as trouble:
            self.say(str(trouble) or "The disk does not answer.", wrong=True)
            return
        await self.look_at(
            ReadyScreen(
                self.ways,
                friend=friend,
                keep=self._parts.friend.keep,
                offers=self._parts.settings[0].offers(),
                facts=facts,
                first=first,
                caller=caller,
                start=self.start_call_with,
            )
        )

    def _facts(self, caller: str) -> tuple[tuple[str, ...], list[str], str]:
        """The rep's own lines, what is known about the caller, and the first sentence. Blocks."""
        from tui.model.marks import read_caller  # noqa: PLC0415
        from tui.model.speech import line_for  # noqa: PLC0415

        playbook = self.next_playbook or self._parts.intake.default_playbook()
        first = line_for(playbook.steps[0].say, read_caller(caller).name, "")
        return self._parts.friend.lines(), self._parts.review.facts(caller), first

"""Taking calls: a new one, or one that was interrupted."""

import os
from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from tui.model.call import SCHEMA, Answering, Call, begin
from tui.model.owed import Owed
from tui.model.playbook import Playbook
from tui.model.promises import PromiseKind
from tui.model.trouble import RecordsTrouble
from tui.ports import CallRecords, Clock, Forms, Playbooks
from tui.services.background import in_background
from tui.services.live_call import LiveCall

REPORT_BACK = "report-back"
"""The id of the playbook for a call in which we report back."""


def new_call_id(at: datetime) -> int:
    """A positive id below 2**63 that grows with time; its last 20 bits are random, so two windows never meet."""
    return (int(at.timestamp() * 1000) << 20) | int.from_bytes(os.urandom(3)) >> 4


class Intake:
    """Starts calls and takes interrupted ones up again."""

    def __init__(
        self,
        *,
        records: CallRecords,
        clock: Clock,
        playbooks: Playbooks,
        forms: Forms,
        learn: Callable[[Call], None] = lambda _: None,
    ) -> None:
        """The parts that a call needs, and who learns from its notes once it is finished."""
        self._learn = learn
        self._records = records
        self._clock = clock
        self._playbooks = playbooks
        self._forms = forms

    def start(self, opened_as: str, playbook: Playbook | None = None) -> LiveCall:
        """A new call, with the default playbook unless one is given.

        Needs no disk: it can be taken with a full one. Raises `Trouble` without a playbook.
        """
        now = self._clock.now()
        return self._begun(begin(new_call_id(now), opened_as, playbook or self._playbooks.default(), now))

    async def start_report_back(self, owed: Owed) -> LiveCall:
        """The call in which we report back on a promise, with the playbook for that. Raises `Trouble` without one.

        A sorry that was missed is said with the playbook for it.
        """
        is_sorry = owed.promise.kind is PromiseKind.SAY_SORRY
        shelf = self._playbooks
        read = shelf.default if is_sorry else lambda: shelf.named(REPORT_BACK)
        playbook, now = await in_background(read, "playbook"), self._clock.now()
        caller = ", ".join(filter(None, (owed.call.caller, owed.call.company)))
        call = begin(new_call_id(now), caller, playbook, now)
        answering = Answering(call=owed.call.id, text=owed.promise.text)
        return self._begun(replace(call, answering=answering))

    def default_playbook(self) -> Playbook:
        """The playbook for a new call. Raises `Trouble` when there is none that can be used."""
        return self._playbooks.default()

    def playbooks(self) -> list[tuple[Playbook, bool]]:
        """The playbooks to choose from, each with whether it is the rep's own. May block."""
        return [(one, self._playbooks.is_own(one.id)) for one in self._playbooks.all()]

    def _begun(self, call: Call) -> LiveCall:
        live = self._live(call)
        live.keep()
        return live

    def playbook_trouble(self) -> str:
        """What is wrong with the first playbook that cannot be used; empty when all can.

        May block. Raises `Trouble` when there is none that can be used.
        """
        self._playbooks.default()
        return next(iter(self._playbooks.troubles), "")

    def interrupted(self) -> list[Call]:
        """The calls that were never wrapped up and that no window has open, newest first. May block."""
        return self._records.interrupted()

    async def take_up(self, call: Call, *, ended: bool = False) -> LiveCall:
        """Go on with an interrupted call; `ended` for its wrap-up: it then ended when it was last touched.

        Raises `RecordsTrouble` when another window has it, or has finished it since `call` was read.
        """
        current = await in_background(lambda: self._claimed(call.id), "claim")
        # What follows is written as this release writes it.
        current = replace(current, schema=SCHEMA)
        return self._live(replace(current, ended=current.ended or current.touched) if ended else current)

    def _claimed(self, call_id: int) -> Call:
        """The call as it is once it is ours: another window may have gone on with it in the meantime."""
        if not self._records.claim(call_id):
            raise RecordsTrouble("Another window has just taken up this call.")
        call = self._records.live(call_id)
        if call is None:
            self._records.release(call_id)
            raise RecordsTrouble("This call was finished in another window.")
        return call

    def _live(self, call: Call) -> LiveCall:
        return LiveCall(call, records=self._records, clock=self._clock, forms=self._forms, learn=self._learn)

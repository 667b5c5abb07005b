"""Taking calls: a new one, or one that was interrupted."""

import os
from datetime import datetime

from msgspec.structs import replace

from tui.model.call import Call, begin
from tui.model.trouble import RecordsTrouble
from tui.ports import CallRecords, Clock, Playbooks
from tui.services.background import in_background
from tui.services.live_call import LiveCall


def new_call_id(at: datetime) -> int:
    """A positive id below 2**63 that grows with time; its last 20 bits are random, so two windows never meet."""
    return (int(at.timestamp() * 1000) << 20) | int.from_bytes(os.urandom(3)) >> 4


class Intake:
    """Starts calls and takes interrupted ones up again."""

    def __init__(self, *, records: CallRecords, clock: Clock, playbooks: Playbooks) -> None:
        """The parts that a call needs."""
        self._records = records
        self._clock = clock
        self._playbooks = playbooks

    def start(self, opened_as: str) -> LiveCall:
        """A new call. Needs no disk: it can be taken with a full one. Raises `Trouble` without a playbook."""
        now = self._clock.now()
        call = begin(new_call_id(now), opened_as, self._playbooks.default(), now)
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
        return LiveCall(call, records=self._records, clock=self._clock)

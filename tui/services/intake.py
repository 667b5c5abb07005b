"""Taking calls: a new one, or one that was interrupted."""

import secrets
from datetime import datetime

from msgspec.structs import replace

from tui.model.call import Call, begin
from tui.model.trouble import RecordsTrouble
from tui.services.background import in_background
from tui.services.live_call import LiveCall
from tui.services.ports import CallRecords, Clock, Playbooks


def new_call_id(at: datetime) -> int:
    """A positive id below 2**63 that grows with time; its last 20 bits are random, so two windows never meet."""
    return (int(at.timestamp() * 1000) << 20) | secrets.randbits(20)


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

    def interrupted(self) -> list[Call]:
        """The calls that were never wrapped up and that no window has open, newest first. May block."""
        return self._records.interrupted()

    async def take_up(self, call: Call, *, ended: bool = False) -> LiveCall:
        """Go on with an interrupted call; `ended` for its wrap-up: it then ended when it was last touched.

        Raises `RecordsTrouble` when another window has just taken it.
        """
        if not await in_background(lambda: self._records.claim(call.id), "claim"):
            raise RecordsTrouble("Another window has just taken up this call.")
        return self._live(replace(call, ended=call.ended or call.touched) if ended else call)

    def _live(self, call: Call) -> LiveCall:
        return LiveCall(call, records=self._records, clock=self._clock)

"""Moves through a playbook that tests make often."""

from datetime import datetime

from tui.model.call import Call, Reason
from tui.model.guide import Move, go_through


def through(stopped: Move, at: datetime, reason: Reason = Reason.INSIST) -> Move:
    """Through the gate that a move stopped at; fails where none stands."""
    assert stopped.gate is not None
    return go_through(stopped.call, stopped.gate, reason, at)


def forced(stopped: Move, at: datetime) -> Call:
    """The call behind the gate."""
    return through(stopped, at).call

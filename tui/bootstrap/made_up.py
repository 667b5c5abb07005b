"""The records of `--demo`: made-up calls in a folder of their own."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tui.demo import demo_calls, interrupted
from tui.model.playbook import Playbook
from tui.records.filling import fill


def made_up_records(playbook: Playbook, now: datetime, until: ExitStack) -> Path:
    """The folder, which goes with `until`."""
    # A backup that is under way when the app is left may still hold a file in it.
    folder = Path(until.enter_context(TemporaryDirectory(prefix="heartfirst-", ignore_cleanup_errors=True)))
    fill(folder, finished=demo_calls(playbook, now), live=interrupted(1, playbook, now, seed=2))
    return folder

"""Looks everything over that a call depends on: the terminal, the clipboard, the store, the files a rep has written.

Nothing is changed by looking, and nothing that hangs keeps the doctor.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from tui.doctor.finding import Finding, State, better, in_time
from tui.doctor.privacy import look_at_privacy
from tui.doctor.terminal import Seen, look_at_terminal
from tui.doctor.written import Written, look_at_written

__all__ = ["Finding", "Patient", "Seen", "State", "Written", "examine"]

QUICK = 15.0
"""Seconds that a finding about a terminal, a clipboard or a file may take; the programs behind it get less."""
THOROUGH = 300.0
"""Seconds that one about the record may take: every page of a large one is read."""


class OfRecord(Protocol):
    """One thing about the record."""

    @property
    def about(self) -> str:
        """One word for it."""

    @property
    def is_well(self) -> bool:
        """False where something has to be done."""

    @property
    def words(self) -> str:
        """What was found, and what to do about it."""


class Patient(NamedTuple):
    """What is looked over."""

    environ: Mapping[str, str]
    terminal: Seen
    folder: Path
    settings_folder: Path
    records: Callable[[], Iterable[OfRecord]]
    """Looks the record over."""
    written: tuple[Callable[[], Written], ...]
    """Reads each kind of file that a rep can write: settings, playbooks, forms."""
    platform: str = sys.platform
    too_old: Callable[[], str] = lambda: ""
    """A sentence about the calls that are older than the settings have them kept; empty without any."""


def examine(patient: Patient, *, copies: bool = False) -> Iterator[Finding]:
    """Every finding, as soon as it is known. With `copies`, the clipboard is really written, and put back."""

    def terminal() -> Iterator[Finding]:
        return look_at_terminal(patient.environ, patient.terminal, patient.platform)

    yield from in_time("terminal", terminal, QUICK)
    yield from in_time("clipboard", lambda: _clipboard(patient, copies=copies), QUICK)
    yield from in_time("record", lambda: _record(patient), THOROUGH)
    yield from in_time("retention", lambda: _age(patient), QUICK)
    if patient.platform != "win32":
        for folder in (patient.folder, patient.settings_folder):
            yield from in_time("privacy", lambda folder=folder: look_at_privacy(folder), QUICK)  # type: ignore[misc]
    for written in patient.written:
        yield from in_time("files", lambda written=written: look_at_written(written()), QUICK)  # type: ignore[misc]


def _record(patient: Patient) -> Iterator[Finding]:
    for found in patient.records():
        yield Finding(found.about, State.FINE if found.is_well else State.BROKEN, found.words)


def _age(patient: Patient) -> Iterator[Finding]:
    if words := patient.too_old():
        yield better("retention", words)


def _clipboard(patient: Patient, *, copies: bool) -> Iterator[Finding]:
    from tui.clipboard.native import native_kind  # noqa: PLC0415 # With a program that is run, each takes its time.
    from tui.clipboard.tmux import Tmux  # noqa: PLC0415
    from tui.doctor.ways import look_at_ways, really_copied  # noqa: PLC0415

    now = Tmux(patient.environ).environ_now() if patient.environ.get("TMUX") else patient.environ
    has_terminal = patient.terminal.size is not None
    yield from look_at_ways(now, patient.platform, patient.folder / "copies", has_terminal=has_terminal)
    if copies and native_kind(now, patient.platform):
        yield really_copied(now, patient.platform)

"""All that the doctor looks over."""

import os
from typing import TYPE_CHECKING

from tui.doctor import Patient
from tui.doctor.terminal import seen
from tui.doctor.written import of_forms, of_playbooks, of_settings
from tui.model.retention import aged_words, kept_since
from tui.records.checkup import aged, look_over

if TYPE_CHECKING:
    from tui.bootstrap import Bootstrap


def patient(parts: "Bootstrap") -> Patient:
    """Each of them is looked at when its turn comes, and not before."""
    return Patient(
        environ=os.environ,
        terminal=seen(),
        folder=parts.folder,
        settings_folder=parts.settings_folder,
        records=lambda: look_over(parts.folder, parts.clock.now()),
        written=(
            lambda: of_settings(parts.settings_folder, parts.settings[1]),
            lambda: of_playbooks(parts.shelf),
            lambda: of_forms(parts.forms),
        ),
        too_old=lambda: _too_old(parts),
    )


def _too_old(parts: "Bootstrap") -> str:
    """A sentence about the calls that are older than calls are kept. Mends nothing."""
    keep_for, after_that = parts.kept_for()
    since = kept_since(keep_for, parts.clock.now())
    return aged_words(aged(parts.folder, since), keep_for, after_that) if since else ""

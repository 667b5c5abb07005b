"""The files that a rep can write: settings, playbooks, forms."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from tui.doctor.finding import Finding, broken, fine
from tui.model.plain import one_line
from tui.ports import Playbooks

MOST_TOLD = 20
"""How many broken files are told one by one."""


class Written(NamedTuple):
    """Files of one kind."""

    about: str
    usable: str
    """A sentence about those that can be used."""
    troubles: list[str]
    """A sentence for each that cannot."""
    instead: str
    """What happens in place of a broken one."""


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


class FormsOnDisk(Protocol):
    """The forms of the summary, as far as the doctor asks."""

    @property
    def troubles(self) -> list[str]:
        """What is wrong with those that cannot be used, a sentence each."""

    def all(self) -> Sequence[_HasId]:
        """Those that can be used."""

    def is_own(self, form_id: str) -> bool:
        """Whether it is the rep's own."""


def of_settings(folder: Path, trouble: str) -> Written:
    """`trouble` says what is wrong with the settings in `folder`; empty when nothing is."""
    told = [trouble] if trouble else []
    usable = "" if told else f"Nothing is wrong with the settings in {one_line(str(folder))}."
    return Written("settings", usable, told, "Until it is mended, everything is as if nothing were set.")


def of_playbooks(shelf: Playbooks) -> Written:
    """Every playbook is read."""
    found = shelf.all()
    own = sum(shelf.is_own(playbook.id) for playbook in found)
    usable = f"{_counted(len(found), 'playbook')} can be used, {own or 'none'} of them yours." if found else ""
    return Written("playbooks", usable, shelf.troubles, "It is left out; `heartfirst playbook check` looks at it.")


def of_forms(forms: FormsOnDisk) -> Written:
    """Every form is read."""
    found = forms.all()
    own = sum(forms.is_own(form.id) for form in found)
    usable = f"{_counted(len(found), 'form')} can be used, {own or 'none'} of them yours." if found else ""
    return Written("forms", usable, forms.troubles, "It is left out until it is mended.")


def look_at_written(written: Written) -> Iterable[Finding]:
    """A finding for each file that cannot be used, and one for those that can."""
    if written.usable:
        yield fine(written.about, written.usable)
    for trouble in written.troubles[:MOST_TOLD]:
        yield broken(written.about, f"{one_line(trouble).removesuffix('.')}. {written.instead}")
    if (more := len(written.troubles) - MOST_TOLD) > 0:
        yield broken(written.about, f"And {more} more that cannot be used.")


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"

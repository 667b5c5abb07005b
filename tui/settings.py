"""What a rep has set for themselves: the settings, and the three lines about their very best friend (seed 000)."""

from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from tui.folders import private_file, private_folder
from tui.model.erasing import Way
from tui.model.form import CRM_NOTE, FORM_ID
from tui.model.plain import one_line
from tui.model.retention import AGE_FORM
from tui.model.trouble import Trouble
from tui.toml_files import NoFile, read_table, read_text, told_of
from tui.toml_values import converted

SCHEMA = 1
SETTINGS_FILE = "settings.toml"
FRIEND_FILE = "best-friend.txt"
PLAYBOOKS_FOLDER = "playbooks"
"""The folder in the settings folder with the rep's own playbooks."""
MOST_FRIEND_LINES = 3
MOST_FRIEND_LINE = 80
"""How long a line about the best friend may be, in characters."""


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one rep wants, and may do."""

    schema: int = SCHEMA
    limit: Annotated[float, Meta(ge=0)] | None = None
    """What the rep may decide alone, in `currency`; None when nobody has said."""
    currency: Annotated[str, Meta(min_length=1, max_length=5, pattern=r"\S")] = "€"
    may_offer: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=120, pattern=r"\S")], ...], Meta(max_length=8)
    ] = ()
    """What the rep may offer without asking, a line each."""
    cool_down: Annotated[int, Meta(ge=0, le=600)] = 0
    """Seconds of quiet between two calls; 0 for none."""
    form: Annotated[str, Meta(max_length=40, pattern=rf"^{FORM_ID}$")] = CRM_NOTE
    """The form of the summary that is taken unless another is asked for."""
    name: Annotated[str, Meta(max_length=80)] = ""
    """The rep's own name, as a client reads it."""
    phone: Annotated[str, Meta(max_length=40)] = ""
    """The number under which a client reaches the rep."""
    keep_for: Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,3} (?:month|year)s?\Z")] = ""
    """How long calls are kept ("24 months", "3 years"); for ever where nothing is set."""
    after_that: Way = Way.ANONYMISE
    """What becomes of older ones, once somebody asks for it."""

    def offers(self) -> tuple[str, ...]:
        """What the rep may offer without asking, a line each; the sum first, where there is one."""
        if self.limit is None:
            return self.may_offer
        # A sum of whole units is read without its cents.
        return (f"Up to {f'{self.limit:,.2f}'.removesuffix('.00')} {self.currency} without asking", *self.may_offer)


def read_settings(folder: Path) -> tuple[Settings, str]:
    """The settings in a folder, and one sentence about what is wrong with them: empty when all is well.

    With no file, or one that cannot be used, they are as when nothing is set. Never raises.
    """
    try:
        with told_of(folder / SETTINGS_FILE):
            return _settings(folder / SETTINGS_FILE), ""
    except NoFile:
        return Settings(), ""
    except Trouble as trouble:
        return Settings(), str(trouble)


def _settings(path: Path) -> Settings:
    forms = {"form": "the id of a form", "keep_for": AGE_FORM}
    found = converted(read_table(path), Settings, schema=SCHEMA, forms=forms)
    if found.limit is not None and not isfinite(found.limit):
        raise Trouble(f"limit: expected a number from 0 on, got {found.limit}")
    return replace(
        found,
        currency=one_line(found.currency),
        may_offer=tuple(one_line(offer) for offer in found.may_offer),
        name=one_line(found.name),
        phone=one_line(found.phone),
    )


class FriendFile:
    """What sets the rep's very best friend apart, in a file of the settings folder. Implements `ports.BestFriend`."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when something is kept, and not before."""
        self._path = folder / FRIEND_FILE
        self._shown: list[str] | None = None

    def lines(self) -> tuple[str, ...]:
        """The lines, three at most, what could steer a terminal made visible; none while none were written.

        Never raises.
        """
        try:
            lines = _lines(read_text(self._path))
        except Trouble:
            self._shown = []
            return ()
        self._shown = lines
        return tuple(line[:MOST_FRIEND_LINE] for line in lines[:MOST_FRIEND_LINES])

    def keep(self, lines: Sequence[str]) -> None:
        """Write the lines down for the rep alone; blank ones do not count.

        Raises `Trouble` when they are too many or too long, when they cannot be written, or when more stands in the
        file than `lines` has shown.
        """
        kept = _lines("\n".join(lines))
        if not _fit(kept):
            raise Trouble(f"{MOST_FRIEND_LINES} lines of {MOST_FRIEND_LINE} characters fit here. They are not saved.")
        if not self._may_be_replaced():
            raise Trouble(
                f"{FRIEND_FILE} holds other lines than were shown, or cannot be read. "
                "It is left as it is, and these lines are not saved."
            )
        private_folder(self._path.parent)
        private_file(self._path, "".join(f"{line}\n" for line in kept))
        self._shown = kept

    def _may_be_replaced(self) -> bool:
        """Whether nothing is in the file that the rep was not shown, here or by another window."""
        try:
            there = _lines(read_text(self._path))
        except NoFile:
            return True
        except Trouble:
            return False
        return _fit(there) and self._shown in (None, there)


def _lines(text: str) -> list[str]:
    return [line for line in map(one_line, text.splitlines()) if line]


def _fit(lines: Sequence[str]) -> bool:
    return len(lines) <= MOST_FRIEND_LINES and all(len(line) <= MOST_FRIEND_LINE for line in lines)

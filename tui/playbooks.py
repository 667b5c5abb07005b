"""The playbooks on the shelf: ours, and those that a rep has written beside them or in their place."""

import re
from pathlib import Path
from threading import Lock
from typing import Self

from tui.model.plain import one_line
from tui.model.playbook import SCHEMA, Playbook, faults
from tui.model.trouble import Trouble
from tui.toml_files import excerpt, read_table, reason, shown_name, told_of
from tui.toml_values import converted

DEFAULT_ID = "heart-then-head"
"""The playbook for a new call, when it is on the shelf."""
ORDER = (
    DEFAULT_ID,
    "they-call-angry",
    "we-call-first",
    "come-clean",
    "supplier",
    "outage",
    "leaving",
    "delivery",
    "bill",
    "short-contact",
    "report-back",
    "expectations",
    "heard",
    "heart",
    "latte",
    "last",
    "learn",
    "blast",
    "heat",
)
"""How ours are listed: the house's kinds of call, then the known frameworks. Whatever else there is comes behind."""
FORMS = {
    "id": "small letters, digits and hyphens",
    "mark": "one of > = ! + i, or a word of small letters",
}
"""How the text of some keys has to look."""
_MOST_FAULTS = 200
"""How many characters of faults one sentence holds; at least one fault is always told."""


class PlaybookShelf:
    """The playbooks that can be used. Implements `ports.Playbooks`; any thread may ask.

    Each file is read once, when it is first needed: most calls need one of ours, and the first screen none.
    """

    def __init__(self, ours: Path | None, own: Path | None = None, *, asked: Playbook | None = None) -> None:
        """Each folder holds one TOML file for each playbook; names that start with a dot do not count.

        A playbook in `own`, which may be missing, takes the place of the one of ours that has its id. `asked` takes
        the place of both, and is the one for a new call.
        """
        self._ours = _Folder(ours)
        self._own = _Folder(own, may_be_missing=True)
        self._asked = asked
        self._is_file = False

    @classmethod
    def of_file(cls, path: Path, ours: Path | None = None, own: Path | None = None) -> Self:
        """A shelf with the playbook in this file for new calls, and behind it those of the folders that are given.

        Raises `Trouble` for any fault in the file.
        """
        shelf = cls(ours, own, asked=read_playbook(path))
        shelf._is_file = True
        return shelf

    @property
    def troubles(self) -> list[str]:
        """What is wrong with files that cannot be used, one sentence each: all of the rep's own, and of ours those
        that were read so far; empty when all is well."""
        self._own.by_id()
        return [*self._own.troubles(), *self._ours.troubles()]

    def default(self) -> Playbook:
        """The one for a new call: the one that was asked for, else `heart-then-head`, else the first of all.

        Raises `Trouble` when there is none that can be used.
        """
        found = self._asked or self._one(DEFAULT_ID) or next(iter(self.all()), None)
        if found is None:
            raise Trouble(f"There is no playbook that can be used. {self.troubles[0]}")
        return found

    def all(self) -> tuple[Playbook, ...]:
        """Each that can be used: the one that was asked for, ours as in `ORDER`, the others of ours by file name,
        the rep's own by title."""
        own, ours = self._own.by_id(), self._ours.by_id()
        merged = {**ours, **own}
        known = [playbook_id for playbook_id in (*ORDER, *ours) if playbook_id in merged]
        new = sorted(own.keys() - known, key=lambda one: (own[one].title.casefold(), one))
        if self._asked:
            merged[self._asked.id] = self._asked
            known.insert(0, self._asked.id)
        return tuple(merged[playbook_id] for playbook_id in dict.fromkeys([*known, *new]))

    def named(self, playbook_id: str) -> Playbook:
        """The one with this id. Raises `Trouble` when there is none."""
        found = self._one(playbook_id) or next((one for one in self.all() if one.id == playbook_id), None)
        if found is None:
            raise Trouble(
                f"There is no playbook with the id {excerpt(playbook_id)}; `heartfirst playbook show` lists them all."
            )
        return found

    def is_own(self, playbook_id: str) -> bool:
        """Whether the playbook with this id is the rep's and not ours."""
        is_file = self._is_file and self._asked is not None and self._asked.id == playbook_id
        return is_file or playbook_id in self._own.by_id()

    def _one(self, playbook_id: str) -> Playbook | None:
        """The one with this id, if it can be had without reading all of ours."""
        if self._asked and self._asked.id == playbook_id:
            return self._asked
        if found := self._own.by_id().get(playbook_id):
            return found
        # Among the names that are there: an id that was asked for is never made a path.
        mine = self._ours.read(f"{playbook_id}.toml") if f"{playbook_id}.toml" in self._ours.names() else None
        return mine if mine and mine.id == playbook_id else None


class _Folder:
    """The playbooks in one folder. Each file is read once, under a lock that is free again between two files."""

    def __init__(self, folder: Path | None, *, may_be_missing: bool = False) -> None:
        self._folder = folder
        self._may_be_missing = may_be_missing
        self._lock = Lock()
        self._names: tuple[str, ...] | None = () if folder is None else None
        self._read: dict[str, Playbook | None] = {}
        self._troubles: dict[str, str] = {}

    def names(self) -> tuple[str, ...]:
        """The names of the playbook files, in order."""
        with self._lock:
            if self._names is None and self._folder:
                self._names = self._list(self._folder)
            return self._names or ()

    def read(self, name: str) -> Playbook | None:
        """The playbook in one of the files; None when it cannot be used."""
        with self._lock:
            if name not in self._read and self._folder:
                try:
                    self._read[name] = read_playbook(self._folder / name)
                except Trouble as trouble:
                    self._read[name] = None
                    self._troubles[name] = str(trouble)
            return self._read.get(name)

    def by_id(self) -> dict[str, Playbook]:
        """Every playbook of the folder by its id, in the order of the files; of two with one id the first."""
        found: dict[str, Playbook] = {}
        owners: dict[str, str] = {}
        for name in self.names():
            playbook = self.read(name)
            if playbook and owners.setdefault(playbook.id, name) == name:
                found[playbook.id] = playbook
            elif playbook:
                owner = shown_name(owners[playbook.id])
                with self._lock:
                    self._troubles[name] = f"{shown_name(name)}: id: {owner} already has the id {playbook.id}"
        return found

    def troubles(self) -> list[str]:
        """What is wrong with the folder and with the files that were read, by file name."""
        with self._lock:
            return [words for _, words in sorted(self._troubles.items())]

    def _list(self, folder: Path) -> tuple[str, ...]:
        try:
            names = sorted(path.name for path in folder.iterdir() if path.suffix == ".toml" and path.name[0] != ".")
        except (OSError, ValueError) as error:
            if not (self._may_be_missing and isinstance(error, FileNotFoundError)):
                self._troubles[""] = f"{one_line(str(folder))}: the folder could not be read ({reason(error)})"
            return ()
        if not names and not self._may_be_missing:
            self._troubles[""] = f"{one_line(str(folder))}: there is no file that ends in .toml"
        return tuple(names)


def read_playbook(path: Path) -> Playbook:
    """The playbook in a TOML file. Raises `Trouble` naming file, step and key, and what was expected there."""
    with told_of(path):
        table = read_table(path)
        if not table:
            raise Trouble("the file is empty; expected a playbook")
        playbook = converted(table, Playbook, schema=SCHEMA, forms=FORMS)
        if found := faults(playbook):
            raise Trouble(_told(found))
        return playbook


def _told(found: list[str]) -> str:
    """The first faults, as many as a sentence holds, and how many more there are."""
    # A fault repeats what stands between braces, which can be a whole sentence.
    short = [re.sub(r"\{([^{}]*)\}", lambda match: f"{{{excerpt(match[1])}}}", fault) for fault in found]
    told = short[:1]
    while len(told) < len(short) and len("; ".join(short[: len(told) + 1])) <= _MOST_FAULTS:
        told = short[: len(told) + 1]
    more = f"; and {len(found) - len(told)} more" if len(found) > len(told) else ""
    return one_line("; ".join(told)) + more

"""The forms of the summary: ours, and those that a rep has written beside them or in their place."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from tui.model.call import Call
from tui.model.form import ENDING, FALLS_BACK_TO, HTML_ENDING, Choice, Form, Reader, Rendered
from tui.model.plain import one_line
from tui.model.trouble import Trouble
from tui.toml_files import excerpt, read_text, reason, shown_name

if TYPE_CHECKING:
    from tui.form_files import FormFile

FORMS_FOLDER = "forms"
"""The folder in the settings folder with the rep's own forms."""


class FormShelf:
    """The forms that can be used. Implements `ports.Forms`; each file is read once, when it is first needed."""

    def __init__(self, ours: Path, own: Path | None = None, *, choice: Callable[[], Choice] = Choice) -> None:
        """Each folder holds one template for each form; `own`, which may be missing, comes first for an id in both.

        `choice` is what the rep has set. Nothing is read or asked here.
        """
        self._ours, self._own = ours, own
        self._ask = choice
        self._reading = Lock()
        self._by_id: dict[str, FormFile] | None = None
        self._shipped: dict[str, FormFile] = {}
        self._troubles: list[str] = []

    @cached_property
    def _choice(self) -> Choice:
        return self._ask()

    @property
    def usual(self) -> str:
        """The id of the one that is taken unless another is asked for."""
        return self._choice.usual

    @property
    def troubles(self) -> list[str]:
        """What is wrong with files that cannot be used, and with the usual form, a sentence each."""
        known = self._read()
        wrong = list(self._troubles)
        if self.usual not in known:
            wrong.append(f"settings.toml: form: there is no form {self.usual} that can be used")
        return wrong

    def get_ready(self) -> None:
        """Read them all. Never raises."""
        self._read()

    def all(self) -> tuple[Form, ...]:
        """Those that can be used, as their headings order them."""
        files = sorted(
            self._read().values(), key=lambda one: (one.heading.order, one.heading.title.casefold(), one.id)
        )
        return tuple(file.form for file in files)

    def named(self, form_id: str) -> Form:
        """The one with this id. Raises `Trouble` when there is none."""
        found = self._read().get(form_id)
        if found is None:
            raise Trouble(f"There is no form {excerpt(form_id)}; `heartfirst form list` names them all.")
        return found.form

    def is_own(self, form_id: str) -> bool:
        """Whether the form with this id is the rep's and not ours."""
        found = self._read().get(form_id)
        return found is not None and found is not self._shipped.get(form_id)

    def source(self, form_id: str) -> str:
        """The template of a form, whole. Raises `Trouble` when it cannot be read."""
        self.named(form_id)
        folder = self._own if self.is_own(form_id) and self._own else self._ours
        for ending in (ENDING, HTML_ENDING):
            if (path := folder / f"{form_id}{ending}").is_file():
                return read_text(path)
        raise Trouble(f"The file of the form {form_id} is gone.")

    def render(self, call: Call, at: datetime, form_id: str) -> Rendered:
        """The summary in this form, or in the one that stands in for it, see `ports.Forms`."""
        known = self._read()
        asked = known.get(form_id)
        # The form itself, ours with its id, and then one of ours that the same people read.
        reader = asked.heading.reader if asked else Reader.US
        trouble = "" if asked else f"There is no form {excerpt(form_id)} that can be used."
        for file in (asked, self._shipped.get(form_id), self._shipped.get(FALLS_BACK_TO[reader])):
            if file is None:
                continue
            try:
                return Rendered(file.render(call, at, self._choice.rep), file.form, trouble)
            except Trouble as fault:
                trouble = trouble or f"{file.id}{ENDING}: {fault}"
        raise Trouble(trouble)

    def _read(self) -> "Mapping[str, FormFile]":
        with self._reading:
            if self._by_id is None:
                self._shipped = self._of_folder(self._ours, is_ours=True)
                own = self._of_folder(self._own, is_ours=False) if self._own else {}
                self._by_id = {**self._shipped, **own}
            return self._by_id

    def _of_folder(self, folder: Path, *, is_ours: bool) -> "dict[str, FormFile]":
        from tui.form_files import read_form  # noqa: PLC0415 # Loads Jinja2, and most runs make no summary.

        found: dict[str, FormFile] = {}
        for name in self._list(folder, may_be_missing=not is_ours):
            try:
                file = read_form(folder / name, self._shipped, is_ours=is_ours)
                if file.id in found:
                    raise Trouble(f"{shown_name(name)}: there is another form with the id {file.id} beside it")
                found[file.id] = file
            except Trouble as trouble:
                self._troubles.append(str(trouble))
        return found

    def _list(self, folder: Path, *, may_be_missing: bool) -> list[str]:
        try:
            return sorted(path.name for path in folder.iterdir() if path.suffix == ENDING and path.name[0] != ".")
        except (OSError, ValueError) as error:
            if not (may_be_missing and isinstance(error, FileNotFoundError)):
                self._troubles.append(f"{one_line(str(folder))}: the folder could not be read ({reason(error)})")
            return []

"""A form of the summary as a file: its heading in TOML, its text as a template."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import asdict

from tui.form_engine import Filling
from tui.model.call import Call
from tui.model.client_form import ClientForm, client_form
from tui.model.form import ENDING, FORM_ID, HTML_ENDING, SCHEMA, Form, Heading, Reader, Rep, finished
from tui.model.our_form import OurForm
from tui.model.plain import one_line
from tui.model.summary import our_form
from tui.model.trouble import Trouble
from tui.toml_files import read_text, table_in, told_of
from tui.toml_values import converted

NAMES: Mapping[Reader, tuple[str, ...]] = {
    Reader.US: OurForm.__struct_fields__,
    Reader.CLIENT: ClientForm.__struct_fields__,
}
"""All that a form may name, by who reads it."""


class FormFile(NamedTuple):
    """A form as it was read, and ready to be filled in."""

    id: str
    heading: Heading
    filling: Filling

    @property
    def form(self) -> Form:
        """What is shown of it."""
        about = one_line(self.heading.about)
        return Form(self.id, one_line(self.heading.title), self.heading.reader, about)

    def render(self, call: Call, at: datetime, rep: Rep) -> str:
        """The summary of the call. Raises `Trouble` with the line."""
        is_ours = self.heading.reader is Reader.US
        values = our_form(call, at, rep) if is_ours else client_form(call, at, rep)

        return finished(self.filling.filled(asdict(values)), self.heading)


def read_form(path: Path, beside: Mapping[str, FormFile] | None = None, *, is_ours: bool = False) -> FormFile:
    """The form in a file. Raises `Trouble` naming file and line, and what was expected there.

    It has to fit in `beside` the forms of ours, by their ids.
    """
    with told_of(path):
        file = _read(path, is_ours=is_ours)
        ours = (beside or {}).get(file.id)
        if ours and ours.heading.reader is not file.heading.reader:
            raise Trouble(f"reader: expected {ours.heading.reader}, as ours with this id has it")
        return file


def _read(path: Path, *, is_ours: bool) -> FormFile:
    is_html = path.name.endswith(HTML_ENDING)
    form_id = path.name.removesuffix(HTML_ENDING if is_html else ENDING)
    if not re.fullmatch(FORM_ID, form_id) or not path.name.endswith(ENDING):
        raise Trouble("a form's file is named with small letters, digits and hyphens, and ends in .jinja")
    source = read_text(path)
    heading = _heading(source)
    return FormFile(form_id, heading, Filling(source, NAMES[heading.reader], is_html=is_html, is_ours=is_ours))


def _heading(source: str) -> Heading:
    """What the comment at the top of a form says, as TOML."""
    table, end, _ = source.partition("#}")
    if not source.startswith("{#") or not end:
        raise Trouble("line 1: a form begins with {# and what it says about itself, up to #}")
    return converted(table_in(table[2:]), Heading, schema=SCHEMA, forms={})

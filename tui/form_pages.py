"""Forms as files that a rep writes: trying one, beginning one from another, and all that one may name."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct
from msgspec.structs import replace

from tui.folders import private_file, private_folder
from tui.form_files import FormFile, parse_form, read_form
from tui.model.call import Call, Mood, Outcome, begin, with_notes, with_promises
from tui.model.client_form import ClientForm
from tui.model.form import ENDING, FORM_ID, HTML_ENDING, Form, Reader, Rep
from tui.model.noted_promises import promises_in
from tui.model.our_form import OurForm
from tui.model.playbook import Playbook
from tui.model.trouble import Trouble
from tui.toml_files import excerpt, read_text, told_of

KINDS: dict[Reader, type[Struct]] = {Reader.US: OurForm, Reader.CLIENT: ClientForm}
"""What a form is filled in with, by who reads it."""
_TRIED = datetime(2026, 11, 24, 9, 18, tzinfo=UTC)
_NOTES = """> you sent the last one again, not mine
= she has to tell her boss
+ the right one tonight, by van
! ring back tomorrow 15:00
undo: fetch the wrong one back friday
cost: 40
i the label was from last month
address: 12 High Street, Leeds
order 4711 left the hub #gift
"""


def names_of(reader: Reader) -> list[tuple[str, str]]:
    """Each name that a form may use, and what it stands for."""
    hints = get_type_hints(KINDS[reader], include_extras=True)
    return [(name, _described(hints[name])) for name in KINDS[reader].__struct_fields__]


def names_listing(reader: Reader) -> str:
    """The same, a line each; a list says so."""
    return "".join(f"{name:<16} {words}\n" for name, words in names_of(reader))


def _described(hint: object) -> str:
    kind, *notes = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    words = next((note.description or "" for note in notes if isinstance(note, Meta)), "")
    return f"a list: {words}" if get_origin(kind) is tuple else words


def tried(path: Path, playbook: Playbook, ours: Mapping[str, FormFile]) -> tuple[Form, str]:
    """The form in a file, and what it makes of a made-up call. Raises `Trouble` for any fault.

    It is tried on an empty call too, and has to fit in beside `ours`.
    """
    file = read_form(path, ours)
    with told_of(path):
        # Nothing noted yet is where a first or last entry is asked for in vain.
        file.render(begin(1, "", playbook, _TRIED), _TRIED, Rep())
        text = file.render(_a_call(playbook), _TRIED + timedelta(minutes=9), Rep("Your Name", "your number"))
    return file.form, text


def _a_call(playbook: Playbook) -> Call:
    call = with_notes(begin(1, "Dana Lee, Northwind Law", playbook, _TRIED), _NOTES, _TRIED)
    call = with_promises(call, promises_in(_NOTES, (), _TRIED, lambda wall: wall.replace(tzinfo=UTC)))
    ended = _TRIED + timedelta(minutes=8)
    return replace(call, ended=ended, outcome=Outcome.NEXT_STEP, mood_at_hello=Mood.UPSET, mood_at_goodbye=Mood.CALM)


def new(folder: Path, form_id: str, title: str, like: Path) -> Path:
    """Write a form of the rep's own, `<folder>/<form_id>.jinja`, with the template in `like` and all it may name.

    Folder and file are open to the owner only. Raises `Trouble` for an id or a title that is none, when there is such
    a file already, and when it cannot be written.
    """
    if not re.fullmatch(FORM_ID, form_id):
        raise Trouble(f"No form is made; expected small letters, digits and hyphens, got {excerpt(form_id)}.")
    name = form_id + (HTML_ENDING if like.name.endswith(HTML_ENDING) else ENDING)
    if "#}" in title:
        raise Trouble("No form is made; a title holds no #}.")
    heading, end, text = read_text(like).partition("#}")
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    heading = re.sub(r"^title\s*=.*$", lambda _: f'title = "{quoted}"', heading, count=1, flags=re.MULTILINE)
    try:
        reader = parse_form(name, f"{heading}{end}{text}").heading.reader
        listed = "".join(f"  {line}\n" for line in names_listing(reader).splitlines())
        explained = f"{heading}{end}\n{{#\nAll that it may name:\n{listed}#}}{text}"
        parse_form(name, explained)
    except Trouble as trouble:
        raise Trouble(f"No form is made; {trouble}.") from trouble
    private_folder(folder)
    return private_file(folder / name, explained, only_new=True)

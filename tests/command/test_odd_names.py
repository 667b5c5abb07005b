"""What anybody may be called: it is shown as text, and steers nothing."""

import json
import unicodedata
from pathlib import Path

import pytest

from tests.command.runs import ID, READING, in_process, keep

pytestmark = pytest.mark.costly

ODD = {
    "markup": "[red]x[/] [/] [bold",
    "escapes": "\x1b[31mred\x1b]0;title\x07 \x1b]52;c;eA==\x07",
    "C1 controls": "\x9b31m \x90 \x85 \x7f",
    "bidi": "\u202eevil\u202c \u2066in\u2069",
    "long": "x" * 500,
    "half a pair": "a \ud83d b \udcff",
    "NUL": "nul \0 name",
    "line breaks": "one\r\ntwo\u2028three\u2029four\vfive\x1dsix",
    "format": "%s %d {0} {name} \\n",
    "right to left": "دانا لي",
}
STEERING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def steers(char: str) -> bool:
    """Whether a character can do anything else to a terminal than stand there."""
    return char not in "\n\t" and (unicodedata.category(char) in ("Cc", "Cs") or char in STEERING)


@pytest.mark.parametrize("args", READING, ids=" ".join)
@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_nothing_on_stdout_steers_the_terminal(name: str, args: tuple[str, ...], folder: Path) -> None:
    keep(folder, name, notes=f"{name}\n> {name}\n= {name}\n! {name}\n#{name}\n@ {name}")
    ran = in_process(*args)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out
    assert {char for char in ran.out if steers(char)} == set()


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_a_call_stays_one_line_of_the_list(name: str, folder: Path) -> None:
    keep(folder, "Dana", name, "Ben")
    assert len(in_process("list").out.splitlines()) == 3
    assert len(in_process("list", "--json").out.splitlines()) == 3


@pytest.mark.parametrize("args", [("list", "--json"), ("export", "--format", "json")], ids=" ".join)
@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_json_gives_back_every_character(name: str, args: tuple[str, ...], folder: Path) -> None:
    (call,) = keep(folder, name, notes=name)
    found = json.loads(in_process(*args).out)
    one = found[0] if isinstance(found, list) else found
    assert (one["id"], one["opened_as"], one["caller"], one["notes"]) == (ID, name, call.caller, name)


def test_markup_is_shown_letter_by_letter(folder: Path) -> None:
    keep(folder, ODD["markup"])
    assert "  [red]x[/] [/] [bold  put right\n" in in_process("list").out
    assert in_process("last").out.startswith("Call with [red]x[/] [/] [bold\n")

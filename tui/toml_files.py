"""Files that anybody can have written, read within limits; each fault is told in plain words."""

import codecs
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tui.model.plain import one_line
from tui.model.trouble import Trouble

MOST_BYTES = 512 * 1024
"""The largest file that is read: a playbook that uses all the room its keys have, every character of it escaped."""
MOST_LINE = 4_000
"""The longest line, in characters."""
MOST_SHOWN = 40
"""How many characters of a file's content a sentence repeats."""
_MOST_NAME = 80
"""How many characters of a file's name a sentence repeats."""

# tomllib needs memory with the square of the parts of a key: lines of dots within all other limits take a gigabyte.
_LONG_KEY = re.compile(r"""[\s\[]*+(?:(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){16}""")
_PLACE = re.compile(r"^(?P<what>.*) \((?:at line (?P<line>\d+), column \d+|at end of document)\)$", re.DOTALL)


class NoFile(Trouble):
    """There is no file where one was looked for."""


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Whatever `Trouble` comes up inside says first in which file it is."""
    try:
        yield
    except Trouble as trouble:
        raise type(trouble)(f"{shown_name(path.name or str(path))}: {trouble}") from trouble


def read_text(path: Path) -> str:
    """What a file holds, of at most `MOST_BYTES` and in UTF-8. Raises `Trouble`, `NoFile` where there is none."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # A pipe could keep us waiting for ever.
            raise Trouble(f"expected a file, got {'a folder' if stat.S_ISDIR(about.st_mode) else 'a device'}")
        if about.st_size > MOST_BYTES:
            raise Trouble(f"the file is too big: at most {MOST_BYTES // 1024} KB are read")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES).removeprefix(codecs.BOM_UTF8)
    except FileNotFoundError as error:
        raise NoFile("there is no such file") from error
    except (OSError, ValueError) as error:
        raise Trouble(f"the file could not be read ({reason(error)})") from error
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Trouble(f"line {line}: expected text in the encoding UTF-8") from error


def read_table(path: Path) -> dict[str, Any]:
    """The table that a TOML file holds. Raises as `read_text`, and with the line where it is no TOML."""
    return table_in(read_text(path))


def table_in(text: str) -> dict[str, Any]:
    """The table that a text holds as TOML. Raises `Trouble` with the line where it is none."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MOST_LINE:
            raise Trouble(f"line {number}: too long: {len(line)} characters, at most {MOST_LINE} fit")
        if _LONG_KEY.match(line):
            raise Trouble(f"line {number}: expected a key, got one with very many dots")
    import tomllib  # noqa: PLC0415 # Many runs read no file, and this import is slow.

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Trouble(_syntax_fault(str(error))) from error
    except (ValueError, RecursionError) as error:  # Numbers of thousands of digits, lists in thousands of lists.
        raise Trouble("the file holds something that is too long or too deep to be read") from error


def reason(error: OSError | ValueError) -> str:
    """Why the system refused, in its words."""
    return (getattr(error, "strerror", None) or "the reason is not known").lower()


def shown_name(name: str) -> str:
    """The name of a file, as a sentence repeats it."""
    return excerpt(name, _MOST_NAME)


def excerpt(text: str, most: int = MOST_SHOWN) -> str:
    """The beginning of `text` on one line, nothing in it that could steer a terminal."""
    shown = one_line(text[: most + 1])
    return shown if len(text) <= most else f"{shown[: most - 1]}…"


def _syntax_fault(wording: str) -> str:
    """What tomllib says about a file that is no TOML, with the place first."""
    match = _PLACE.match(wording)
    what = match["what"] if match else wording
    place = f"line {match['line']}" if match and match["line"] else "at the end of the file"
    if what.startswith(("Cannot", "Duplicate")):
        what = "the same key or table stands here twice"  # tomllib repeats the key, however long it is.
    elif what == "Invalid value":
        what = "expected a value; text stands between quotes"
    return f"{place}: {what[:1].lower()}{excerpt(what[1:], 80)}"

"""What a rep types, at the pace of a person, and when each key is seen on the screen."""

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import NamedTuple

from scripts.benchmarks.painted import Painted
from scripts.benchmarks.terminal import Terminal
from tui.demo.chance import Chance
from tui.model.trouble import Trouble

FIRST_LINE = "so:\n"
"""Typed before anything is measured: it shows where the notes stand on the screen."""
LINE = 40
"""Characters of the longest line: shorter than any note is wide, so that none is wrapped."""
LEAST, MOST = 0.040, 0.080
"""Seconds between two keys."""
SOON = 0.5
"""Seconds after the last key for what it still leads to."""
_WORDS = (
    *(
        "client",
        "asks",
        "about",
        "invoice",
        "for",
        "march",
        "said",
        "payment",
        "went",
        "out",
        "but",
        "portal",
        "shows",
    ),
    *("overdue", "checked", "account", "reset", "token", "and", "confirmed", "mail", "on", "file", "promised", "to"),
    *("ring", "back", "by", "friday", "needs", "export", "of", "usage", "report", "wants", "upgrade", "quote"),
)


class Press(NamedTuple):
    """One key."""

    at: float
    line: str
    """What stands in its line from then on."""


def notes(number: int, seed: int) -> str:
    """So many characters of notes: words, and an enter before the line is full."""
    chance = Chance(seed)
    text = ""
    while len(text) < number:
        text += _line(chance)
    return text[:number]


def keys(text: str) -> bytes:
    """The text as a keyboard sends it."""
    return text.replace("\n", "\r").encode()


def pasted(text: str) -> bytes:
    """The text as a terminal pastes it."""
    return b"\x1b[200~" + keys(text) + b"\x1b[201~"


def begin_notes(terminal: Terminal) -> None:
    """Type the first line, which `seen` and `is_shown` look for."""
    terminal.send(keys(FIRST_LINE))
    terminal.wait_for(FIRST_LINE.strip())


def type_on(terminal: Terminal, text: str, seed: int) -> list[Press]:
    """Type the text key by key, whether the app keeps up or not."""
    chance = Chance(seed)
    presses: list[Press] = []
    line, due = "", perf_counter()
    for key in text:
        line = "" if key == "\n" else line + key
        terminal.listen(due)
        presses.append(Press(terminal.send(keys(key)), line))
        due += LEAST + (MOST - LEAST) * chance.share()
    terminal.listen(due)
    return presses


def seen(frames: Iterator[float], painted: Painted, presses: Sequence[Press]) -> list[float]:
    """Seconds from each letter to the first frame that shows it; one that no frame shows is left out.

    Blanks and enters show nothing. A frame shows the letters up to the last one that stands at the end of its line.
    No frame is looked at after all of them are seen.
    """
    column = _margin(painted)
    took: list[float] = []
    letters, upto = sum(map(is_letter, presses)), 0
    for at in frames:
        sent = [number for number in range(upto, len(presses)) if presses[number].at <= at]
        new = next((number for number in reversed(sent) if _ends(painted, column, presses[number].line)), None)
        if new is not None:
            took += [at - press.at for press in presses[upto : new + 1] if is_letter(press)]
            upto = new + 1
        if len(took) == letters:
            break
    return took


def is_letter(press: Press) -> bool:
    """Whether the key leaves something to see."""
    return bool(press.line.strip()) and not press.line.endswith(" ")


def _ends(painted: Painted, column: int, line: str) -> bool:
    """Whether a row of the notes ends with the end of this line, which begins at the margin."""
    return line.rstrip() == line != "" and any(row.startswith(f"{line}  ", column) for row in painted.rows)


def _margin(painted: Painted) -> int:
    places = [row.find(FIRST_LINE.strip()) for row in painted.rows]
    found = [place for place in places if place >= 0]
    if not found:
        raise Trouble(f"The first line of the notes is not on the screen.\n{painted}")
    return found[0]


def _line(chance: Chance) -> str:
    line = chance.one_of(_WORDS)
    while len(line) < LINE - 10:
        line += f" {chance.one_of(_WORDS)}"
    return f"{line}\n"

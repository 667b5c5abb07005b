"""The first look, as text for a terminal: what the first screen will surely show, where it will show it.

It repeats words, places and colours of the screens, which take ten times as long to load. The tests hold each cell
of it against the real frame.
"""

from collections.abc import Mapping, Sequence

Piece = tuple[str, str]
"""Words, and the name of their style."""

DESK_HINTS = (
    ("enter", "start the call"),
    ("f3", "past calls"),
    ("f2", "we owe"),
    ("f4", "playbook"),
    ("f5", "ready"),
    ("f1", "keys"),
    ("f9", "leave"),
    ("ctrl+p", "all commands"),
)
CALL_HINTS = (
    ("ctrl+n", "said it, next"),
    ("ctrl+o", "back"),
    ("ctrl+r", "wrap up"),
    ("f1", "keys"),
    ("ctrl+t", "promise"),
    ("ctrl+g", "to the fix"),
    ("ctrl+l", "leave out"),
    ("f2", "mark"),
    ("f4", "playbook"),
    ("f5", "the client"),
    ("ctrl+p", "all commands"),
)
SMALL_HINTS = (("", "Notes only."), ("", "The guide needs 60 by 16."))

EXACT = {
    "desk": "38;2;228;228;228;48;2;28;28;28",
    "question": "1;38;2;254;175;135;48;2;28;28;28",
    "bar": "38;2;228;228;228;48;2;48;48;48",
    "key": "1;38;2;254;175;135;48;2;48;48;48",
    "words": "38;2;174;174;174;48;2;48;48;48",
    "frame": "38;2;254;175;135;48;2;38;38;38",
    "field": "38;2;228;228;228;48;2;38;38;38",
    "line": "38;2;228;228;228;48;2;47;47;47",
    "cursor": "38;2;28;28;28;48;2;228;228;228",
}
OF_256 = {
    "desk": "38;5;253;48;5;234",
    "question": "1;38;5;216;48;5;234",
    "bar": "38;5;253;48;5;236",
    "key": "1;38;5;216;48;5;236",
    "words": "38;5;248;48;5;236",
    "frame": "38;5;216;48;5;235",
    "field": "38;5;253;48;5;235",
    "line": "38;5;253;48;5;236",
    "cursor": "38;5;234;48;5;253",
}
NONE = {"question": "1", "key": "1", "cursor": "7"}


def styles_for(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The colours that this terminal has, found as the screens find them; none where they could be too few."""
    if "NO_COLOR" in environment:
        return NONE
    if environment.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return EXACT
    return OF_256 if environment.get("TERM", "").strip().lower().endswith(("-256color", "-kitty")) else NONE


class Sketch:
    """A screen of so many columns and rows, in a table of styles."""

    def __init__(self, columns: int, rows: int, styles: Mapping[str, str]) -> None:
        """Nothing but the background."""
        self._columns = columns
        self._styles = styles
        self._painted: list[tuple[Sequence[Piece], str]] = [((), "desk")] * rows

    def __str__(self) -> str:
        """What to send: each row where it belongs."""
        rows = (f"\x1b[{number}H{self._row(*row)}" for number, row in enumerate(self._painted, start=1))
        return "".join(rows) + "\x1b[0m"

    def desk(self) -> None:
        """The question, and the cursor below it."""
        rows = len(self._painted)
        is_low = rows < 20
        if rows > 2 and self._columns > 18:
            self._painted[1 if is_low else 2] = [("  ", "desk"), ("Who is calling?", "question")], "desk"
        if self._columns < 24 or rows < 4:
            # The name gives way to the day there, and how long that is depends on the day.
            return
        self._painted[0] = [(" ", "bar"), ("heartfirst", "key")], "bar"
        if is_low:
            self._line_field(2)
        else:
            self._round_field(3)
        if rows >= 14:
            # In fewer rows calls that wait can push the keys out, and nobody knows yet how many do.
            self._hints(DESK_HINTS)

    def call(self) -> None:
        """An empty call: what to say is in the playbook, which has not been read yet."""
        rows = len(self._painted)
        if rows < 4:
            return
        self._painted[0] = (), "bar"
        self._hints(CALL_HINTS if self._columns >= 60 and rows >= 16 else SMALL_HINTS)

    def _line_field(self, row: int) -> None:
        rest = " " * (self._columns - 4)
        self._painted[row] = [(" ", "desk"), (" ", "line"), (" ", "cursor"), (rest, "line")], "desk"

    def _round_field(self, row: int) -> None:
        width = self._columns - 4
        cursor = [("│  ", "frame"), (" ", "cursor"), (" " * (width - 3), "field"), ("│", "frame")]
        self._painted[row] = [(" ", "desk"), (f"╭{'─' * width}╮", "frame")], "desk"
        self._painted[row + 1] = [(" ", "desk"), *cursor], "desk"
        self._painted[row + 2] = [(" ", "desk"), (f"╰{'─' * width}╯", "frame")], "desk"

    def _hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """The hints that fit whole, on the last row; the one that shows all keys before those in front of it."""
        pieces, length, room = [(" ", "bar")], 0, self._columns - 2
        waits = next(([("  f1 ", "key"), (words, "words")] for key, words in hints if key == "f1"), [])
        for key, words in hints:
            waits = [] if key == "f1" else waits
            lead = ("  " if length else "") + (f"{key} " if key else "")
            longer = length + len(lead + words)
            last = sum(len(words) for words, _ in waits)
            if longer + (last if length else 0) > room:
                pieces += waits if length and length + last <= room else []
                break
            pieces, length = [*pieces, (lead, "key"), (words, "words")], longer
        self._painted[-1] = pieces, "bar"

    def _row(self, pieces: Sequence[Piece], ground: str) -> str:
        rest = " " * (self._columns - sum(len(words) for words, _ in pieces))
        return "".join(f"\x1b[0;{self._styles.get(style, '')}m{words}" for words, style in (*pieces, (rest, ground)))

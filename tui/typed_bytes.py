"""What the terminal sends, read so that no byte can end the app, and that a paste stays one."""

import codecs
import sys

ESC = "\x1b"
SHOWN_ESC = "\u241b"
"""What stands for an ESC in a paste."""
_BEGIN = f"{ESC}[200~"
_END = f"{ESC}[201~"


def forgive_odd_bytes() -> None:
    """Make Textual's input show a byte that is no UTF-8 as \ufffd, and an ESC within a paste as its picture.

    It decodes strictly, and one such byte (a terminal set to Latin-1, a mouse report of the old kind) would end
    the app in the middle of a call. An ESC in a paste (the colours of a log) makes it take what follows for keys, so
    that words change their places and keys are pressed that nobody pressed. The decoder is looked up by name in the
    driver's module; there is no setting.
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver  # noqa: PLC0415

    class Forgiving:
        """The decoder as the driver uses it."""

        def __init__(self) -> None:
            self._bytes = codecs.getincrementaldecoder("utf-8")("replace")
            self._pastes = Pastes()

        def decode(self, data: bytes, final: bool = False) -> str:
            return self._pastes.read(self._bytes.decode(data, final))

    linux_driver.getincrementaldecoder = lambda _: Forgiving  # type: ignore[assignment, attr-defined]


class Pastes:
    """What is typed, in whatever pieces it comes, with nothing in a paste that could be taken for a key."""

    def __init__(self) -> None:
        self._inside = False
        self._typed = ""
        """The end of what was passed on, as far as a paste could begin with it."""
        self._waits = ""
        """The end of what is pasted, as far as it could be the end of the paste."""

    def read(self, text: str) -> str:
        """The next piece. Keys are never held back."""
        done = ""
        while text:
            piece, text = self._pasted(self._waits + text) if self._inside else self._keys(text)
            done += piece
        return done

    def _keys(self, text: str) -> tuple[str, str]:
        before, begin, rest = (self._typed + text).partition(_BEGIN)
        seen, self._inside = len(self._typed), bool(begin)
        self._typed = "" if begin else _could_become(_BEGIN, before)
        return (before + begin)[seen:], rest

    def _pasted(self, text: str) -> tuple[str, str]:
        before, end, rest = text.partition(_END)
        self._inside = not end
        self._waits = "" if end else _could_become(_END, before)
        return before.removesuffix(self._waits).replace(ESC, SHOWN_ESC) + end, rest


def _could_become(mark: str, text: str) -> str:
    """The longest end of `text` with which `mark` begins."""
    return next((mark[:size] for size in range(len(mark) - 1, 0, -1) if text.endswith(mark[:size])), "")

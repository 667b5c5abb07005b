"""An app on a pseudo-terminal that answers it as a modern terminal does, and keeps what it wrote with the moment."""

import contextlib
import os
import pty
import re
import select
import signal
import termios
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import NamedTuple, Self

from scripts.benchmarks.painted import Painted
from tui.model.trouble import Trouble

COLUMNS, ROWS = 120, 40
PATIENCE = 60.0
"""Seconds after which what has not come will not come."""
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
_ASKS = re.compile(rb"\x1b\[\?(\d+)\$p")
_LONGEST = 16
"""Bytes of a question that may have come without its end."""


class Chunk(NamedTuple):
    """What was read in one go."""

    at: float
    data: bytes


class Terminal:
    """One app; it is killed at the end of the block.

    It has a single thread, so that nothing here takes the processor while the app works: what comes is only
    kept, and painted when somebody looks.
    """

    def __init__(self, words: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        """Start it; `environment` is all it gets."""
        self.chunks: list[Chunk] = []
        self.painted = Painted(COLUMNS, ROWS)
        self._looked_at = 0
        self._unpainted = b""
        self._asked = b""
        self.has_ended = False
        self.pid, self._master = _start(words, environment, folder)
        self.began = perf_counter()
        os.set_blocking(self._master, False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end(signal.SIGKILL)
        os.close(self._master)

    def output(self, since: int = 0) -> bytes:
        """All that the app has written, or what came after so many pieces."""
        return b"".join(chunk.data for chunk in self.chunks[since:])

    def send(self, keys: bytes) -> float:
        """Give the app these bytes as fast as it takes them, and read meanwhile; the moment of the first."""
        began = perf_counter()
        while keys:
            readable, writable, _ = select.select([self._master], [self._master], [], PATIENCE)
            if readable:
                self._read()
                self.must_run()
            if writable:
                with contextlib.suppress(BlockingIOError):
                    keys = keys[os.write(self._master, keys) :]
            if not readable and not writable:
                raise Trouble(f"An app took no more keys.\n{self.painted}")
        return began

    def listen(self, until: float) -> None:
        """Read what comes up to this moment."""
        while (left := until - perf_counter()) > 0:
            self.hear(left)
            self.must_run()

    def hear(self, within: float) -> bool:
        """Read what comes next, if it comes within so many seconds; whether it came."""
        if not select.select([self._master], [], [], within)[0]:
            return False
        self._read()
        return True

    def must_run(self) -> None:
        """Raise `Trouble` when the app has ended by itself."""
        if self.has_ended:
            last = self.output()[-300:].decode(errors="replace")
            raise Trouble(f"An app ended by itself; the last it wrote is {last!r}.")

    def frames(self) -> Iterator[float]:
        """Paint the frames that have come whole and were not painted yet, one by one; the moment of each."""
        while True:
            while FRAME_ENDS in self._unpainted:
                frame, end, self._unpainted = self._unpainted.partition(FRAME_ENDS)
                self.painted.feed(frame + end)
                yield self.chunks[self._looked_at - 1].at
            if self._looked_at == len(self.chunks):
                return
            self._unpainted += self.chunks[self._looked_at].data
            self._looked_at += 1

    def coming(self) -> Iterator[float]:
        """Like `frames`, and then those that still come, as long as there is patience."""
        end = perf_counter() + PATIENCE
        while perf_counter() < end:
            yield from self.frames()
            self.hear(1)
            self.must_run()

    def wait(self, seen: Callable[[Painted], bool], what: str) -> float:
        """The moment of the first frame, of those not painted yet, after which the screen is like this."""
        for at in self.coming():
            if seen(self.painted):
                return at
        raise Trouble(f"{what} did not come within {PATIENCE:g} s.\n{self.painted}")

    def wait_for(self, text: str) -> float:
        """The moment of the first frame from now on that shows the text; of the last one when that did already."""
        for _ in self.frames():
            pass
        if text in str(self.painted):
            return self.chunks[-1].at
        return self.wait(lambda painted: text in str(painted), repr(text))

    def resize(self, columns: int, rows: int) -> float:
        """Give the terminal another size; the moment of it."""
        self.painted.resize(columns, rows)
        began = perf_counter()
        termios.tcsetwinsize(self._master, (rows, columns))
        return began

    def wait_end(self) -> None:
        """Return when the app has ended by itself."""
        end = perf_counter() + PATIENCE
        while not self.has_ended:
            if perf_counter() > end:
                raise Trouble(f"An app did not end within {PATIENCE:g} s.\n{self.painted}")
            self.hear(1)

    def end(self, number: int) -> None:
        """Send the app a signal that ends it, and wait until it has gone; what it wrote last is read."""
        if not self.pid:
            return
        os.kill(self.pid, number)
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            # An app that cannot write cannot end.
            if select.select([self._master], [], [], 0.01)[0]:
                self._read()
        self.pid = 0

    def _read(self) -> None:
        try:
            data = os.read(self._master, 65536)
        except BlockingIOError:
            return
        except OSError:  # Linux ends the stream like this when the app has let go of the terminal.
            data = b""
        if not data:
            self.has_ended = True
            return
        self.chunks.append(Chunk(perf_counter(), data))
        self._answer(data)

    def _answer(self, data: bytes) -> None:
        """Say that updates can be synchronised, and that no other mode is known."""
        self._asked += data
        for question in _ASKS.finditer(self._asked):
            known = 2 if question[1] == b"2026" else 0
            os.write(self._master, b"\x1b[?%s;%d$y" % (question[1], known))
            self._asked = self._asked[question.end() :]
        self._asked = self._asked[-_LONGEST:]


def _start(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> tuple[int, int]:
    """Its process, at the moment when it begins to run, and its terminal."""
    running, runs = os.pipe()
    pid, master = pty.fork()
    if pid == 0:
        try:
            termios.tcsetwinsize(0, (ROWS, COLUMNS))
            os.chdir(folder)
            os.execve(words[0], list(words), dict(environment))  # noqa: S606 # There is no shell here.
        finally:
            os._exit(127)
    os.close(runs)
    os.read(running, 1)  # The other end goes with the start of the program.
    os.close(running)
    return pid, master

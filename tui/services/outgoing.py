"""Calls on their way out, to a file or a pipe."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tui.interchange.forms import FORMS, pieces_of
from tui.interchange.kept import Kept
from tui.model.call import Call
from tui.model.plain import plain
from tui.model.trouble import Trouble
from tui.ports import Clock, ExportFiles, KeptCalls

PAGE = 200
"""How many calls are in memory at once."""

Find = Callable[[str, int, int | None], list[Call]]
"""At most so many finished calls that these words find, newest first, below an id: as `CallRecords.newest`."""


class Stopped(Exception):  # Nothing went wrong.
    """The rep wants no more of it."""


class Written(NamedTuple):
    """What became of an export."""

    path: Path
    calls: int
    trouble: str
    """One sentence about what did not go as it should all the same; empty when all is well."""


class Outgoing:
    """Finds calls and gives them in a form. Every method may block and may raise `Trouble`."""

    def __init__(self, *, find: Find, kept: KeptCalls, files: ExportFiles, clock: Clock) -> None:
        """Where calls are found by words, where they are kept, and where files go."""
        self._find = find
        self._kept = kept
        self._files = files
        self._clock = clock

    def calls_that(self, words: str) -> Iterator[Call]:
        """Every finished call that `words` find, newest first, a page at a time."""
        page = self._find(words, PAGE, None)
        while page:
            yield from page
            page = self._find(words, PAGE, page[-1].id)

    def pieces(self, form: str, calls: Iterable[Call], *, bom: bool = False) -> Iterator[bytes]:
        """These calls in one of `FORMS`, a piece at a time."""
        return pieces_of(form, self._as_kept(form, calls), bom=bom)

    def suggested(self, form: str, words: str, call: Call | None) -> str:
        """A name for the file, in the home folder, that says which calls are in it and in what form."""
        name = f"call-{call.started:%Y-%m-%d-%H%M}" if call else "calls-found" if words.strip() else "calls"
        ending = next(one.ending for one in FORMS if one.id == form)
        return f"~/heartfirst-{name}-{self._clock.now():%Y-%m-%d}{ending}"

    def write(
        self,
        given: str,
        form: str,
        calls: Iterable[Call],
        *,
        bom: bool = False,
        replace: bool = False,
        on_call: Callable[[int], None] = lambda _: None,
    ) -> Written:
        """Write these calls to the file that a person means by `given`, whole or not at all.

        Raises `Trouble` where there are none: a file that is there is not worth less than an empty one.
        `on_call` is told after each call how many are through; what it raises ends the export, and nothing is left.
        """
        path, through, left = self._files.path_of(given), _Through(on_call), iter(calls)
        first = next(left, None)
        if first is None:
            raise Trouble("There is no such call: nothing was written.")
        self._files.write(path, self.pieces(form, through.count(chain([first], left)), bom=bom), replace=replace)
        return Written(path, through.calls, self.note(path, form, through.calls))

    def write_pieces(self, given: str, form: str, pieces: Iterable[bytes], *, replace: bool) -> Written:
        """The same with what is in a form already; how many calls are in it is not known then."""
        path = self._files.path_of(given)
        self._files.write(path, pieces, replace=replace)
        return Written(path, 0, self.note(path, form, 0))

    def note(self, path: Path, form: str, calls: int) -> str:
        """Have the file listed; one sentence where that fails. The export itself is done by then."""
        try:
            self._files.note(path, form, calls, self._clock.now())
        except Trouble as trouble:
            return str(trouble)
        return ""

    def _as_kept(self, form: str, calls: Iterable[Call]) -> Iterator[Kept]:
        for call in calls:
            document = self._kept.as_kept(call.id) if form == "json" else b""
            # One that was erased since it was found is not brought back.
            if document is not None:
                yield Kept(call, document)


def said_of(written: Written) -> str:
    """What was written and where, as one sentence."""
    count = f"{written.calls:,} call{'' if written.calls == 1 else 's'}" if written.calls else "The calls"
    verb = "is" if written.calls == 1 else "are"
    return f"{count} {verb} in {plain(str(written.path))}."


class _Through:
    """Counts the calls that go through."""

    def __init__(self, on_call: Callable[[int], None]) -> None:
        self.calls = 0
        self._on_call = on_call

    def count(self, calls: Iterable[Call]) -> Iterator[Call]:
        for call in calls:
            yield call
            self.calls += 1
            self._on_call(self.calls)

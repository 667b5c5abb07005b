"""Which modules an app imports up to its first frame, what each costs, and who asked for it."""

import re
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import NamedTuple

from scripts.benchmarks.beside import a_folder
from scripts.benchmarks.first_frame import TAKES_OVER
from scripts.benchmarks.terminal import PATIENCE
from scripts.benchmarks.two_apps import BARE, OURS, App, warm_up
from tui.model.trouble import Trouble

_LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| ( *)(\S+?)\r?$", re.MULTILINE)
_HEAD = f"{'ms':>9}  {'with all':>9}  {'module':44}  asked for by"


class Import(NamedTuple):
    """One module, in the order in which the imports began to end."""

    module: str
    own: int
    """Microseconds for itself, and below with all that it brought."""
    whole: int
    asked_by: str
    """The module in whose import this one began; empty where it was none."""


def read_times(told: str) -> list[Import]:
    """What `python -X importtime` said; a module stands below all that it brought, which is indented further."""
    found: list[Import] = []
    waiting: list[tuple[int, int]] = []
    for own, whole, indent, module in _LINE.findall(told):
        depth = len(indent) // 2
        while waiting and waiting[-1][0] > depth:
            place = waiting.pop()[1]
            if not found[place].asked_by:
                found[place] = found[place]._replace(asked_by=module)
        waiting.append((depth, len(found)))
        found.append(Import(module, int(own), int(whole), ""))
    return found


def imports_table() -> Iterator[str]:
    """What ours imports and the bare app does not, then what both do; the dearest first."""
    with a_folder() as folder:
        warm_up(folder)
    ours, bare = imports_of(OURS), imports_of(BARE)
    known, needed = {one.module for one in bare}, {one.module for one in ours}
    yield from _part("modules that the bare app does not import", [one for one in ours if one.module not in known])
    yield from _part("modules that both import", [one for one in ours if one.module in known])
    yield from _part("modules that only the bare app imports", [one for one in bare if one.module not in needed])


def imports_of(app: App) -> list[Import]:
    """What it imports up to its first whole frame."""
    with a_folder() as folder, app.started(folder, {"PYTHONPROFILEIMPORTTIME": "1"}) as terminal:
        end = perf_counter() + PATIENCE
        while app.last.encode() not in (told := terminal.output()).partition(TAKES_OVER)[2]:
            terminal.must_run()
            if perf_counter() > end:
                raise Trouble(f"{app.name} had no first frame within {PATIENCE:g} s.")
            terminal.hear(1)
    return read_times(told.decode(errors="replace"))


def _part(what: str, imports: Sequence[Import]) -> Iterator[str]:
    yield f"{len(imports)} {what}, {sum(one.own for one in imports) / 1000:.1f} ms in all:"
    yield _HEAD
    for one in sorted(imports, key=lambda one: one.own, reverse=True):
        asked_by = one.asked_by or "(inside a function)"
        yield f"{one.own / 1000:9.2f}  {one.whole / 1000:9.2f}  {one.module:44}  {asked_by}"
    yield ""

"""A disk that is full, or takes no longer files: a call that goes on is saved, a new start works, nothing is lost."""

import resource
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from tests.records.workers import working
from tests.torture.controls import STORES
from tests.torture.full_disk_app import meets_a_full_disk, starts_on_a_full_disk
from tests.torture.report import Control, Numbers, Report, Say
from tests.torture.small_disk import SmallDisk, small_disk, why_not
from tests.torture.works import a_hundred_finished
from tests.torture.written import Said, losses, notes
from tui.model.trouble import RecordsTrouble

CALL = 1_000_000
"""The call that goes on."""

HUGE = 12_000_000
"""Characters that no room set aside is enough for."""

SENTENCES = ("The disk is full.", "The disk does not take what is written to")
"""What is said of a disk that takes nothing, and of one that takes no longer files."""

OURS = ("current", "unsafe")
CONTROL = "stock TinyDB"


class Order(NamedTuple):
    """What a process is told to save, one after the other."""

    revisions: range
    limit: int = resource.RLIM_INFINITY
    """No file may become longer than so many bytes."""
    huge: bool = False
    """More than fits into any room that was set aside."""


class Part(NamedTuple):
    """What came of one part of the trial."""

    acknowledged: int
    lost: list[str]
    """A line for each acknowledged save that is gone."""
    wrong: list[str] = []
    """A line for each save that should have been kept and was not, and whatever else is wrong."""


def save_when_told(folder: Path, store_name: str, pipe: Connection) -> None:
    """Save what is ordered, an `Order` at a time; say of each revision that it is kept, or why it is not."""
    store = STORES[store_name](folder)
    tended = False
    while order := pipe.recv():
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.limit, resource.RLIM_INFINITY))
        for revision in order.revisions:
            text = f"{revision} {'x ' * (HUGE // 2)}" if order.huge else notes(CALL, revision)
            try:
                store.save(CALL, text)
                pipe.send(Said(CALL, revision, is_finished=False))
            except RecordsTrouble as trouble:
                pipe.send(str(trouble))
            except Exception as error:  # noqa: BLE001  # nothing else may come out of a store
                pipe.send(f"{type(error).__name__}: {error}")
        if not tended:
            store.tend()
            tended = True
        pipe.send(None)
    store.close()
    pipe.send(None)


class Window:
    """A process that saves when it is told, and what it said."""

    def __init__(self, pipe: Connection, last: int) -> None:
        """Goes on behind the revision `last`."""
        self._pipe = pipe
        self.last = last
        self.said: list[Said] = []
        self.refused = 0
        """How many saves were not kept, and said to be so."""
        self.wrong: list[str] = []

    def save(self, how_many: int, what: str, *, limit: int = resource.RLIM_INFINITY) -> None:
        """Save so many revisions, each of which has to be kept."""
        for answer in self._order(Order(range(self.last + 1, self.last + 1 + how_many), limit)):
            if isinstance(answer, str):
                self.wrong.append(f"{what}: not saved: {answer}")

    def save_too_much(self, what: str, *, limit: int = resource.RLIM_INFINITY) -> None:
        """Save one revision that cannot be kept; this has to be said, in the sentence for it."""
        for answer in self._order(Order(range(self.last + 1, self.last + 2), limit, huge=True)):
            if not isinstance(answer, str) or not answer.startswith(SENTENCES):
                self.wrong.append(f"{what}: a save that cannot be kept ends with {answer}")

    def close(self) -> None:
        """End the process as the app ends."""
        self._pipe.send(None)
        self._pipe.recv()

    def _order(self, order: Order) -> Iterator[Said | str]:
        self._pipe.send(order)
        self.last = order.revisions.stop - 1
        while answer := self._pipe.recv():
            if isinstance(answer, Said):
                self.said.append(answer)
            else:
                self.refused += 1
            yield answer


@contextmanager
def window(folder: Path, store_name: str, last: int = 0) -> Iterator[Window]:
    """A process that saves into the folder; killed at the end."""
    with working(save_when_told, folder, store_name) as (_, pipe):
        yield Window(pipe, last)


def no_longer_files(store_name: str, saves: int) -> Part:
    """A call goes on while no file may become longer than the longest one is (`RLIMIT_FSIZE`), also over a kill."""
    with tempfile.TemporaryDirectory(prefix="heartfirst-") as place:
        folder = Path(place) / "records"
        earlier = a_hundred_finished(folder, store_name)
        with window(folder, store_name) as one:
            one.save(20, "before")
            limit = max(file.stat().st_size for file in folder.iterdir() if file.name != "ballast")
            one.save(saves, "while files may not grow", limit=limit)
            one.save_too_much("while files may not grow", limit=limit)
            one.save(20, "after too much", limit=limit)
            one.save(20, "when files may grow again")
            one.save_too_much("the second time", limit=limit)
        with window(folder, store_name, one.last) as other:
            other.save(20, "after a kill")
        return _looked_at(folder, store_name, earlier, [one, other])


def goes_on_when_it_fills(disk: SmallDisk, store_name: str, saves: int) -> Part:
    """A call goes on while the disk becomes full, and when there is room again."""
    earlier = a_hundred_finished(disk.folder, store_name)
    with window(disk.folder, store_name) as one:
        one.save(20, "before")
        disk.fill()
        one.save(saves, "on the full disk")
        one.save_too_much("on the full disk")
        one.save(20, "after too much")
        disk.free()
        one.save(20, "when there is room again")
    return _looked_at(disk.folder, store_name, earlier, [one])


def starts_when_it_is_full(disk: SmallDisk, store_name: str, saves: int) -> Part:
    """Killed and started again on a disk that became full in between; then closed, and started again."""
    earlier = a_hundred_finished(disk.folder, store_name)
    with window(disk.folder, store_name) as before:
        before.save(20, "before")
    disk.fill()
    with window(disk.folder, store_name, before.last) as killed:
        killed.save(saves, "after a kill and a start on the full disk")
        killed.close()
    # What SQLite gave back on closing.
    disk.fill()
    with window(disk.folder, store_name, killed.last) as closed:
        closed.save(saves, "after a close and a start on the full disk")
    disk.free()
    return _looked_at(disk.folder, store_name, earlier, [before, killed, closed])


def _looked_at(folder: Path, store_name: str, earlier: list[Said], windows: list[Window]) -> Part:
    said = [one for window in windows for one in window.said]
    wrong = [line for window in windows for line in window.wrong]
    refused = sum(window.refused for window in windows)
    try:
        store = STORES[store_name](folder)
        lost = losses(store, earlier + said, in_flight=refused)
        store.close()
    except Exception as error:  # noqa: BLE001  # whatever it is, the record does not open any more
        lost = [f"it cannot be opened: {type(error).__name__}: {error}"]
    return Part(len(said), lost, wrong)


def run(numbers: Numbers, say: Say) -> Report:
    """The records and the app, and stock TinyDB as the control."""
    saves = numbers.pick(full=5_000, bounded=100)
    parts: list[Part] = []
    for store_name in OURS:
        say(f"{saves} saves while no file may grow, on the {store_name} SQLite")
        parts.append(no_longer_files(store_name, saves))
    lost = no_longer_files(CONTROL, 20).lost
    controls = [Control(f"{CONTROL}, no file may grow", lost)]
    skipped = why_not()
    if not skipped:
        parts += [part for store_name in OURS for part in _on_small_disks(store_name, saves, say)]
        parts += [_with_app(play, say) for play in (meets_a_full_disk, starts_on_a_full_disk)]
        with small_disk() as disk:
            lost = goes_on_when_it_fills(disk, CONTROL, 20).lost
        controls.append(Control(f"{CONTROL}, full disk", lost))
    return Report(
        "full_disk",
        "a call saved while no file may grow" + ("" if skipped else ", on a full disk, and by the app"),
        len(parts),
        sum(part.acknowledged for part in parts),
        [line for part in parts for line in part.lost + part.wrong],
        tuple(controls),
        skipped,
    )


def _on_small_disks(store_name: str, saves: int, say: Say) -> Iterator[Part]:
    for part in (goes_on_when_it_fills, starts_when_it_is_full):
        say(f"{saves} saves on a full disk, on the {store_name} SQLite ({part.__name__})")
        with small_disk() as disk:
            yield part(disk, store_name, saves)


def _with_app(play: Callable[[SmallDisk], tuple[int, list[str]]], say: Say) -> Part:
    say(f"the real app on a full disk ({play.__name__})")
    with small_disk() as disk:
        try:
            return Part(*play(disk))
        except (AssertionError, RecordsTrouble) as error:
            return Part(0, [f"the app, {play.__name__}: {error}"])

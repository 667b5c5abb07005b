"""The real app is killed under the rep's hands: what it called saved has to be there, and offered at the next start.

"saved 10:31:07" says that everything up to that moment is on the disk. So every word that stood on the screen
before that second began counts as acknowledged, and nothing else does.
"""

import random
import tempfile
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from tests.torture.real_app import running
from tests.torture.rep import FINISHED, Rep
from tests.torture.report import Control, Numbers, Report, Say
from tests.torture.stores import open_ours
from tui.model.trouble import RecordsTrouble


class Left(NamedTuple):
    """What a killed app leaves behind, as far as could be seen on its screen."""

    typed: str = ""
    """Everything that was typed into the call."""
    acknowledged: int = 0
    """How many characters of it were called saved."""
    finishing: bool = False
    """Whether the rep had pressed enter."""
    finished: bool = False
    """Whether the app had said that the call is saved."""


class Found(NamedTuple):
    """What the record holds of that."""

    lost: list[str]
    live: str | None
    """The notes of the call, while it is a live one."""


def _in_the_typing(rep: Rep) -> None:
    rep.type_for_a_while(longest=1.8)


def _as_soon_as_saved(rep: Rep) -> None:
    rep.type_until_more_is_saved()


def _in_the_wrap_up(rep: Rep) -> None:
    rep.type_for_a_while(longest=1.0)
    rep.wrap_up()


def _after_enter(rep: Rep) -> None:
    rep.type_for_a_while(longest=1.5)
    rep.finish()


MOMENTS = (
    _as_soon_as_saved, _in_the_wrap_up, _after_enter,
    _in_the_typing, _as_soon_as_saved, _in_the_typing, _after_enter,
)  # fmt: skip
"""When the app is killed: all of these in turn."""


class Desk:
    """One folder, the app that is killed on it again and again, and what it must hold by now."""

    def __init__(self, folder: Path, chance: random.Random, module: str = "tui") -> None:
        """`module` is what is run as the app."""
        self._folder = folder
        self._chance = chance
        self._module = module
        self._left = Left()
        self._past: dict[int, str] = {}
        """The finished calls that were found so far."""
        self.acknowledged = 0
        """How many words were called saved."""

    def kill(self, when: Callable[[Rep], None]) -> list[str]:
        """Start the app, look at what the one before has left, and kill it too; what is lost.

        Raises AssertionError when the app does not do what it is asked, as when it does not offer the call.
        """
        with running(self._folder, self._module) as app:
            rep = Rep(app, self._chance)
            found = self._found()
            if found.lost:
                return found.lost
            if found.live is None:
                rep.begin()
            else:
                rep.go_on(found.live)
            begun = len(rep.typed)
            when(rep)
            app.kill9()
            lengths = rep.acknowledged()
            self.acknowledged += len(lengths)
            finishing = when is _after_enter
            finished = finishing and FINISHED in app.screen()
            self._left = Left(rep.typed, max([begun, *lengths]), finishing, finished)
        return []

    def look(self) -> list[str]:
        """Start the app once more, only to look at what is left."""
        with running(self._folder) as app:
            rep = Rep(app, self._chance)
            found = self._found()
            if found.live is not None and not found.lost:
                rep.go_on(found.live)
        return found.lost

    def _found(self) -> Found:
        store = open_ours("current", self._folder)
        try:
            live, finished, lost = store.live(), store.finished(), store.damage()
        finally:
            store.close()
        lost += [
            f"call {call_id} is not as it was"
            for call_id in self._past
            if finished.get(call_id) != self._past[call_id]
        ]
        new = {call_id: notes for call_id, notes in finished.items() if call_id not in self._past}
        self._past = finished
        lost += amiss(self._left, list(live.values()), list(new.values()))
        return Found(lost, next(iter(live.values()), None))


def amiss(left: Left, live: list[str], finished: list[str]) -> list[str]:
    """What is wrong with the calls that were found, of which there is one at most."""
    lost = []
    if len(live) + len(finished) > 1:
        lost.append(f"the call is there {len(live) + len(finished)} times")
    if left.finished and not finished:
        lost.append("the call is not among the finished ones, and the app had said that it is saved")
    if finished and not left.finishing:
        lost.append("the call is finished, and nobody had finished it")
    notes = next(iter(live + finished), "")
    if len(notes) < left.acknowledged:
        lost.append(f"{len(notes)} characters are there, and {left.acknowledged} were called saved")
    if not left.typed.startswith(notes):
        lost.append("the notes are not what was typed")
    return lost


def run(numbers: Numbers, say: Say) -> Report:
    """The app, and as the control the app with records that say "saved" one save too early."""
    kills = numbers.pick(full=100, bounded=3)
    say(f"{kills} kills of the real app under a rep's hands")
    done, acknowledged, lost = kill_again_and_again(kills, "tui", cycle(MOMENTS), numbers.seed)
    say("the same with records that lie, until something is lost")
    liar = kill_again_and_again(30, "tests.torture.lying_app", cycle((_as_soon_as_saved,)), numbers.seed)
    return Report(
        "app_kills",
        "kill -9 of the real app in the typing, at a “saved”, in the wrap-up and after enter",
        done,
        acknowledged,
        lost,
        (Control(f"records that say “saved” one save too early, {liar[0]} kills", liar[2]),),
    )


def kill_again_and_again(
    kills: int, module: str, moments: Iterator[Callable[[Rep], None]], seed: int
) -> tuple[int, int, list[str]]:
    """So many kills, fewer when something is lost: how many, how many words were called saved, and what is lost."""
    with tempfile.TemporaryDirectory(prefix="heartfirst-") as place:
        desk = Desk(Path(place) / "records", random.Random(seed), module)  # noqa: S311  # the same words each time
        for kill, moment in enumerate(islice(moments, kills), 1):
            try:
                lost = desk.kill(moment) or (desk.look() if kill == kills else [])
            except (AssertionError, RecordsTrouble) as error:
                lost = [str(error)]
            if lost:
                return kill, desk.acknowledged, [f"kill {kill}: {line}" for line in lost]
        return kills, desk.acknowledged, []

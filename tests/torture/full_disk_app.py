"""The real app on a full disk: the red line stands as long as nothing is saved, and no longer."""

import random
import re

from tests.real.bare_pty import Pty
from tests.real.terminal import until
from tests.torture.real_app import running
from tests.torture.rep import Rep
from tests.torture.small_disk import SmallDisk
from tests.torture.stores import open_ours
from tui.records.room import BALLAST

NOT_SAVED = "Not saved since"
RED_LINE = re.compile(rf"{NOT_SAVED} \d\d:\d\d: The disk is full\.")


def starts_on_a_full_disk(disk: SmallDisk) -> tuple[int, list[str]]:
    """The very first start, for which nothing was set aside: the red line appears, and goes when there is room.

    How many words were called saved, and what is wrong.
    """
    disk.fill()
    with running(disk.folder) as app:
        rep = _rep(app)
        rep.begin()
        rep.type_a_word()
        app.wait_for(RED_LINE)
        disk.free()
        app.wait_gone(NOT_SAVED)
        rep.type_until_more_is_saved()
        app.kill9()
        return _checked(disk, rep)


def meets_a_full_disk(disk: SmallDisk) -> tuple[int, list[str]]:
    """The disk becomes full in a call: it is saved on, also after a kill and a new start, and no red line appears."""
    with running(disk.folder) as app:
        rep = _rep(app)
        rep.begin()
        rep.type_until_more_is_saved()
    with running(disk.folder) as app:
        rep = _rep(app)
        rep.go_on(_notes(disk))
        room = disk.folder / "ballast"
        assert until(lambda: room.exists() and room.stat().st_size == BALLAST, within=30), "no room is set aside"
        disk.fill()
        rep.type_until_more_is_saved()
        rep.type_until_more_is_saved()
        assert NOT_SAVED not in app.screen(), app.screen()
    saved = len(rep.acknowledged())
    with running(disk.folder) as app:
        again = _rep(app)
        again.go_on(_notes(disk))
        assert again.typed.startswith(rep.typed[: max(rep.acknowledged())]), "the new start lost words"
        again.type_until_more_is_saved()
        assert NOT_SAVED not in app.screen(), app.screen()
        app.kill9()
        disk.free()
        more, lost = _checked(disk, again)
        return saved + more, lost


def _rep(app: Pty) -> Rep:
    return Rep(app, random.Random("words"))  # noqa: S311  # the same words each time


def _notes(disk: SmallDisk) -> str:
    store = open_ours("current", disk.folder)
    try:
        (notes,) = store.live().values()
    finally:
        store.close()
    return notes


def _checked(disk: SmallDisk, rep: Rep) -> tuple[int, list[str]]:
    notes = _notes(disk)
    lengths = rep.acknowledged()
    lost = []
    if not rep.typed.startswith(notes):
        lost.append("the notes are not what was typed")
    if len(notes) < max(lengths):
        lost.append(f"{len(notes)} characters are there, and {max(lengths)} were called saved")
    return len(lengths), lost

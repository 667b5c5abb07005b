"""What is edited in place is kept: by one writer, and again until it is kept."""

import threading

from tests.services.parts import settled, until
from tui.model.trouble import RecordsTrouble
from tui.services.kept_in_place import KeptInPlace


class Field:
    """A text, the disk it is kept on, and what was told."""

    def __init__(self, pause: float = 0.0) -> None:
        self.text = "old"
        self.disk: list[tuple[str, str]] = []
        self.told: list[str] = []
        self.trouble: RecordsTrouble | None = None
        self.go = threading.Event()
        self.go.set()
        self.keeping = KeptInPlace(lambda: self.text, self.keep, self.told.append, pause=pause, retry=0)

    def keep(self, was: str, now: str) -> None:
        self.go.wait()
        if self.trouble:
            raise self.trouble
        self.disk.append((was, now))


async def test_what_was_typed_is_kept_and_what_was_not_is_not() -> None:
    field = Field()
    field.keeping.touch()
    await settled()
    assert field.disk == []
    field.text = "new"
    field.keeping.touch()
    await until(lambda: field.disk == [("old", "new")])


async def test_a_full_disk_is_told_and_tried_again_until_it_is_kept() -> None:
    field = Field()
    field.trouble = RecordsTrouble("The disk is full.")
    field.text = "new"
    field.keeping.touch()
    await until(lambda: field.told.count("The disk is full.") >= 2)
    field.trouble = None
    await until(lambda: field.disk == [("old", "new")])
    assert field.told[-1] == ""


async def test_what_is_typed_while_a_write_hangs_is_kept_behind_it() -> None:
    field = Field()
    field.go.clear()
    field.text = "one"
    assert not await field.keeping.in_time(0.01)
    assert field.told[-1] == "the disk does not answer."
    field.text = "two"
    field.keeping.touch()
    field.go.set()
    await until(lambda: len(field.disk) == 2)
    assert field.disk == [("old", "one"), ("one", "two")]


async def test_leaving_keeps_it_without_a_pause() -> None:
    field = Field(pause=3600)
    field.text = "new"
    assert await field.keeping.in_time(20)
    assert field.disk == [("old", "new")]
    field.trouble = RecordsTrouble("The disk is full.")
    field.text = "newer"
    assert not await field.keeping.in_time(20)

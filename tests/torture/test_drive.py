"""The model of a drive: what may be on it after a crash, and what has to be."""

import random

import pytest

from tests.torture.changes import Kept
from tests.torture.crash_states import choices
from tests.torture.drive import Drive, Image, UnknownCall
from tests.torture.syscall_log import SystemCall

FOLDER = "/r"
NOTHING = Image([], {})


def quoted(text: str) -> str:
    return '"' + in_hex(text) + '"'


def in_hex(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def opened(name: str, flags: str = "O_RDWR|O_CREAT") -> SystemCall:
    return SystemCall("openat", ("AT_FDCWD", quoted(f"{FOLDER}/{name}"), flags, "0600"), 5, False)


def written(name: str, text: str, at: int) -> SystemCall:
    arguments = (f"5<{in_hex(f'{FOLDER}/{name}')}>", quoted(text), str(len(text)), str(at))
    return SystemCall("pwrite64", arguments, len(text), False)


def synced(name: str) -> SystemCall:
    path = f"{FOLDER}/{name}".rstrip("/")
    return SystemCall("fsync", (f"5<{in_hex(path)}>",), 0, False)


def named(call: str, *names: str) -> SystemCall:
    return SystemCall(call, tuple(quoted(f"{FOLDER}/{name}") for name in names), 0, False)


def after(*calls: SystemCall) -> Drive:
    drive = Drive(FOLDER)
    for call in calls:
        drive.tell(call)
    return drive


def images(drive: Drive, width: int = 50) -> list[Image]:
    """Everything that can be on the drive, as far as it is drawn."""
    chance = random.Random(1)  # noqa: S311  # the same images each time
    return [drive.image(choice) for choice in choices(drive.waiting, width, chance)]


def test_what_is_not_synced_may_be_there_or_not() -> None:
    drive = after(opened("a"), synced(""), written("a", "words", 0))
    assert Image([], {"a": b""}) in images(drive)
    assert Image([], {"a": b"words"}) in images(drive)


def test_what_is_synced_is_there_for_sure() -> None:
    drive = after(opened("a"), written("a", "words", 0), synced("a"), synced(""))
    assert images(drive) == [Image([], {"a": b"words"})] * len(images(drive))


def test_a_synced_file_in_a_folder_that_is_not_synced_may_be_gone() -> None:
    drive = after(opened("a"), written("a", "words", 0), synced("a"))
    assert NOTHING in images(drive)


def test_the_later_of_two_writes_may_be_there_without_the_earlier() -> None:
    drive = after(opened("a"), synced(""), written("a", "one", 0), written("a", "two", 3))
    assert Image([], {"a": b"\0\0\0two"}) in images(drive)


def test_a_write_may_be_torn_at_the_start_of_a_sector_and_nowhere_else() -> None:
    drive = after(opened("a"), synced(""), written("a", "x" * 1500, 100))
    contents = {image.files["a"] for image in images(drive)}
    empty = bytes(100)
    assert empty + b"x" * (1024 - 100) in contents
    assert bytes(1024) + b"x" * (1600 - 1024) in contents
    assert {content.count(b"x") for content in contents} == {0, 412, 924, 1436, 1088, 576, 64, 1500}


def test_a_longer_file_may_hold_zeros_in_the_place_of_its_words() -> None:
    drive = after(opened("a"), synced(""), written("a", "words", 0))
    assert Image([], {"a": bytes(5)}) in images(drive)


def test_a_file_that_was_removed_may_be_back() -> None:
    drive = after(opened("a"), written("a", "words", 0), synced("a"), synced(""), named("unlink", "a"))
    assert {bool(image.files) for image in images(drive)} == {True, False}
    drive.tell(synced(""))
    assert images(drive) == [NOTHING] * len(images(drive))


def test_a_file_that_was_moved_has_one_of_its_names() -> None:
    drive = after(opened("a"), written("a", "new", 0), synced("a"), synced(""), named("rename", "a", "b"))
    assert {tuple(image.files) for image in images(drive)} == {("a",), ("b",)}


def test_a_file_moved_into_place_before_its_words_are_synced_may_be_empty() -> None:
    drive = after(opened("a"), synced(""), written("a", "new", 0), named("rename", "a", "b"), synced(""))
    assert Image([], {"b": b""}) in images(drive)


def test_what_is_in_a_folder_that_is_gone_is_gone() -> None:
    drive = after(named("mkdir", "f"), opened("f/a"), synced("f/a"), synced("f"))
    assert NOTHING in images(drive)
    drive.tell(synced(""))
    assert images(drive) == [Image(["f"], {"f/a": b""})] * len(images(drive))


def test_images_with_the_same_key_are_the_same() -> None:
    drive = after(opened("a"), synced(""), written("a", "one", 0), written("a", "two", 3), named("unlink", "a"))
    chance = random.Random(2)  # noqa: S311  # the same images each time
    drawn = list(choices(drive.waiting, 3, chance))
    by_key = {drive.key(choice): drive.image(choice) for choice in drawn}
    assert all(by_key[drive.key(choice)] == drive.image(choice) for choice in drawn)


def test_a_key_tells_what_was_kept_from_what_was_synced() -> None:
    drive = after(opened("a"), synced(""), written("a", "one", 0))
    number = next(iter(drive.waiting))
    before = drive.key(())
    kept = drive.key((Kept(number),))
    drive.tell(synced("a"))
    assert len({before, kept, drive.key(())}) == 3


def test_a_call_that_is_not_known_is_not_passed_over() -> None:
    with pytest.raises(UnknownCall):
        after(opened("a"), named("symlink", "a", "b"))
    after(SystemCall("symlink", (quoted("/elsewhere/a"), quoted("/elsewhere/b")), 0, False))


def test_a_call_that_failed_changes_nothing() -> None:
    drive = after(opened("a"), synced(""), written("a", "words", 0))
    assert not drive.tell(SystemCall("fsync", (f"5<{in_hex(FOLDER + '/a')}>",), -1, True))
    assert Image([], {"a": b""}) in images(drive)

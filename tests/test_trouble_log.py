"""The log of troubles: enough to find the fault, and not a word from a client."""

import stat
import sysconfig
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tui import __version__
from tui.model.trouble import Trouble
from tui.trouble_log import MOST_BYTES, log_trouble

NOW = datetime(2026, 11, 21, 9, 18, 31, tzinfo=UTC)
CLIENT_WORDS = "Dana Lee says her card is 4111"


def fail_twice(note: str) -> None:
    """Fails with a client's words in messages, notes and locals."""
    copy_in_a_local = note + "!"
    try:
        raise KeyError(copy_in_a_local)
    except KeyError as first:
        error = Trouble(f"could not keep {note}")
        error.add_note(note)
        raise error from first


def caught(secret: str = CLIENT_WORDS) -> BaseException:
    try:
        fail_twice(secret)
    except Trouble as error:
        return error
    raise AssertionError


def test_what_is_written_finds_the_fault(tmp_path: Path) -> None:
    path = log_trouble(caught(), tmp_path, NOW)
    assert path == tmp_path / "heartfirst.log"
    text = path.read_text()
    assert text.startswith(f"2026-11-21T09:18:31+00:00 heartfirst {__version__}\nPython 3.")
    assert "\ntui.model.trouble.Trouble\n  tests/test_trouble_log.py:" in text
    assert " fail_twice\n" in text
    assert "\ncaused by KeyError\n" in text


def test_no_word_of_a_client_and_no_home_folder_is_written(tmp_path: Path) -> None:
    path = log_trouble(caught(), tmp_path, NOW)
    assert path is not None
    text = path.read_text()
    assert "fail_twice" in text
    for part in CLIENT_WORDS.split():
        assert part not in text
    assert str(Path.home()) not in text
    assert str(Path(__file__).parent.parent) not in text
    assert str(tmp_path) not in text


def run(filename: str) -> BaseException:
    try:
        exec(compile("def broken():\n    raise ValueError\nbroken()", filename, "exec"), {})  # noqa: S102
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize(
    ("filename", "shown"),
    [
        ("/home/dana/.venv/lib/python3.11/site-packages/textual/app.py", "textual/app.py:2 broken"),
        ("/usr/lib/python3/dist-packages/click/core.py", "click/core.py:2 broken"),
        ("/home/dana/elsewhere/start.py", "start.py:2 broken"),
        (sysconfig.get_path("stdlib") + "/asyncio/base_events.py", "asyncio/base_events.py:2 broken"),
        ("<string>", "<string>:2 broken"),
    ],
)
def test_a_file_is_named_as_its_package_knows_it(filename: str, shown: str, tmp_path: Path) -> None:
    path = log_trouble(run(filename), tmp_path, NOW)
    assert path is not None
    assert f"  {shown}\n" in path.read_text()
    assert "dana" not in path.read_text()


def test_every_error_of_a_group_is_named_once(tmp_path: Path) -> None:
    inner = OSError(28, CLIENT_WORDS)
    group = BaseExceptionGroup(CLIENT_WORDS, [inner, ValueError(CLIENT_WORDS)])
    group.__cause__ = inner
    inner.__context__ = group  # A ring must not keep us going for ever.
    path = log_trouble(group, tmp_path, NOW)
    assert path is not None
    text = path.read_text()
    assert "\nExceptionGroup\n" in text
    assert text.count("OSError (errno 28)") == 1
    assert "\ntogether with ValueError\n" in text
    assert "Dana" not in text


def deeper() -> None:
    deeper()


def test_an_endless_recursion_is_folded(tmp_path: Path) -> None:
    with pytest.raises(RecursionError) as caught_here:
        deeper()
    path = log_trouble(caught_here.value, tmp_path, NOW)
    assert path is not None
    assert path.read_text().count(" deeper\n") < 50
    assert "frames left out)" in path.read_text()


def test_entries_are_added_until_the_log_starts_over_with_the_newest(tmp_path: Path) -> None:
    log_trouble(ValueError(), tmp_path, NOW)
    path = log_trouble(caught(), tmp_path, NOW)
    assert path is not None
    assert "\nValueError\n" in path.read_text()
    assert "fail_twice" in path.read_text()
    path.write_text("old\n" * (MOST_BYTES // 4))
    log_trouble(TypeError(), tmp_path, NOW)
    assert "old" not in path.read_text()
    assert "\nTypeError\n" in path.read_text()
    assert path.stat().st_size < 1000


def test_folder_and_file_are_for_the_owner_only(tmp_path: Path) -> None:
    path = log_trouble(ValueError(), tmp_path / "records", NOW)
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_log_that_cannot_be_written_is_none_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert log_trouble(ValueError(), tmp_path / "file", NOW) is None
    assert log_trouble(ValueError(), tmp_path / "file" / "below", NOW) is None
    (tmp_path / "heartfirst.log").mkdir()
    assert log_trouble(ValueError(), tmp_path, NOW) is None

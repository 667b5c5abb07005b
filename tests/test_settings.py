"""The settings and the three lines about the best friend, from files that anybody can have written."""

import errno
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.plain import one_line
from tui.model.trouble import Trouble
from tui.ports import BestFriend
from tui.settings import FriendFile, Settings, read_settings

ALL = """schema = 1
limit = 50
currency = "CHF"
may_offer = ["a parcel by courier", "a visit in person"]
cool_down = 120
"""


def said(folder: Path, content: str | bytes) -> str:
    """The sentence about a file that cannot be used; the settings are then as when nothing is set."""
    (folder / "settings.toml").write_bytes(content.encode() if isinstance(content, str) else content)
    settings, words = read_settings(folder)
    assert settings == Settings()
    return words


def test_without_a_file_nothing_is_set_and_nothing_is_wrong(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == (Settings(), "")
    assert read_settings(tmp_path / "none" / "at all") == (Settings(), "")
    assert list(tmp_path.iterdir()) == []


def test_nothing_set_means_no_limit_known_no_offers_no_wait() -> None:
    nothing = Settings()
    assert (nothing.limit, nothing.currency, nothing.may_offer) == (None, "€", ())
    assert nothing.cool_down == 0


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(ALL)
    settings, words = read_settings(tmp_path)
    assert words == ""
    assert settings == Settings(
        limit=50.0,
        currency="CHF",
        may_offer=("a parcel by courier", "a visit in person"),
        cool_down=120,
    )


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "\ufeffcool_down = 0\n"])
def test_a_file_may_leave_everything_out(content: str, tmp_path: Path) -> None:
    assert said(tmp_path, content) == ""


@pytest.mark.parametrize(
    ("limit", "words"),
    [(0, "0 €"), (50, "50 €"), (49.5, "49.50 €"), (1_250.0, "1,250 €"), (2_000_000, "2,000,000 €")],
)
def test_the_limit_stands_before_what_may_be_offered(limit: float, words: str) -> None:
    assert Settings(limit=limit, may_offer=("a visit",)).offers() == (f"Up to {words} without asking", "a visit")


def test_without_a_limit_there_is_only_what_may_be_offered() -> None:
    assert Settings(may_offer=("a visit",)).offers() == ("a visit",)


def test_what_could_steer_the_terminal_is_made_visible(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('currency = "\\u001b["\nmay_offer = ["a\\nb\\u202e"]')
    settings, _ = read_settings(tmp_path)
    assert (settings.currency, settings.may_offer) == ("␛[", ("a b\ufffd",))


NUMBER = "limit: expected a number from 0 on, got"
WAIT = "cool_down: expected a whole number from 0 to 600, got"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('limit = "50"', f"{NUMBER} text"),
        ("limit = -1", f"{NUMBER} -1"),
        ("limit = -0.5", f"{NUMBER} -0.5"),
        ("limit = nan", f"{NUMBER} nan"),
        ("limit = inf", f"{NUMBER} inf"),
        ("limit = true", f"{NUMBER} true or false"),
        ("limit = 0x" + "f" * 3900, f"{NUMBER} a very long one"),
        ("cool_down = 601", f"{WAIT} 601"),
        ("cool_down = -1", f"{WAIT} -1"),
        ("cool_down = 1.5", f"{WAIT} 1.5"),
        ("cool_down = 09:00:00", f"{WAIT} a date or a time"),
        ('keep_for = "for ever"', 'keep_for: expected "24 months" or "3 years", got for ever'),
        ('keep_for = "0 months"', 'keep_for: expected "24 months" or "3 years", got 0 months'),
        ('after_that = "delete"', "after_that: expected erase or anonymise, got delete"),
        ('currency = "euros!"', "currency: too long: 6 characters, at most 5 fit"),
        ('currency = " "', "currency: expected text, got nothing"),
        ('may_offer = "a visit"', "may_offer: expected a list, got text"),
        ("may_offer = ['a', 3]", "may_offer: entry 2: expected text, got a number"),
        (f"may_offer = ['{'x' * 121}']", "may_offer: entry 1: too long: 121 characters, at most 120 fit"),
        (f"may_offer = {['x'] * 9}", "may_offer: too long: 9 entries, at most 8 fit"),
        (
            "limits = 50",
            f"limits: this key is not known here; the keys are {', '.join(Settings.__struct_fields__)}",
        ),
        ("schema = 2\nlimit = 'x'", "made for a newer heartfirst (its schema is above 1); please update heartfirst"),
        ("limit = yes", "line 1: expected a value; text stands between quotes"),
        (b"currency = '\x80'", "line 1: expected text in the encoding UTF-8"),
        ("limit = 1\0", "line 1: expected newline or end of document after a statement"),
        (b"x" * 10_000_000, "the file is too big: at most 512 KB are read"),
        ("x = " + "[" * 3900, "the file holds something that is too long or too deep to be read"),
        ("limit = " + "9" * 5000, "line 1: too long: 5008 characters, at most 4000 fit"),
    ],
    ids=lambda content: str(content[:30]),
)
def test_a_fault_is_one_sentence_with_file_key_and_what_was_expected(
    content: str | bytes, words: str, tmp_path: Path
) -> None:
    assert said(tmp_path, content) == f"settings.toml: {words}"


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a" / "settings.toml").mkdir(parents=True)
    assert read_settings(tmp_path / "a") == (Settings(), "settings.toml: expected a file, got a folder")
    (tmp_path / "b").mkdir()
    os.mkfifo(tmp_path / "b" / "settings.toml")
    assert read_settings(tmp_path / "b") == (Settings(), "settings.toml: expected a file, got a device")
    (tmp_path / "c").write_text("x")
    assert read_settings(tmp_path / "c")[1] == "settings.toml: the file could not be read (not a directory)"


TOML = st.lists(
    st.sampled_from(
        ['"', "[", "]", "{", "}", "=", ".", ",", "\n", "#", "1", "-", "nan", "true", "\x00", *ALL.split()]
    )
).map(" ".join)


@given(content=st.one_of(st.binary(max_size=200), TOML.map(str.encode)))
def test_no_file_raises_anything(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "settings.toml").write_bytes(content)
    settings, words = read_settings(folder)
    assert words == "" or settings == Settings()
    assert re.match(r"settings\.toml: .|$", words)
    assert words == one_line(words)
    assert len(words) < 250


def test_without_a_file_no_toml_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tui.settings import FriendFile, read_settings;"
        "read_settings(Path(sys.argv[1])); FriendFile(Path(sys.argv[1])).lines();"
        "assert not {'tomllib', 'tempfile', 'textual', 'asyncio'} & set(sys.modules), sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path], check=True, cwd=Path(__file__).parent.parent, timeout=60)


def test_the_best_friend_is_kept_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "heartfirst"
    assert FriendFile(folder).lines() == ()
    FriendFile(folder).keep(["Tells me the truth.", "", "  Comes at night.  "])
    assert FriendFile(folder).lines() == ("Tells me the truth.", "Comes at night.")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "best-friend.txt").stat().st_mode) == 0o600
    FriendFile(folder).keep(["Laughs with me."])
    assert FriendFile(folder).lines() == ("Laughs with me.",)
    assert [path.name for path in folder.iterdir()] == ["best-friend.txt"]


def test_the_file_is_a_best_friend(tmp_path: Path) -> None:
    friend: BestFriend = FriendFile(tmp_path)
    friend.keep(["Tells me the truth."])
    assert friend.lines() == ("Tells me the truth.",)


def test_all_lines_can_be_taken_away(tmp_path: Path) -> None:
    FriendFile(tmp_path).keep(["Tells me the truth."])
    FriendFile(tmp_path).keep([" ", ""])
    assert FriendFile(tmp_path).lines() == ()


LINE = st.text(max_size=90)


@given(lines=st.lists(LINE, max_size=5))
def test_what_is_kept_is_what_is_shown_again(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    folder = tmp_path_factory.mktemp("friend")
    plain = [line for text in lines for line in map(one_line, text.splitlines()) if line]
    if len(plain) <= 3 and all(len(line) <= 80 for line in plain):
        FriendFile(folder).keep(lines)
        assert list(FriendFile(folder).lines()) == [line.encode("utf-8", "replace").decode() for line in plain]
    else:
        with pytest.raises(Trouble, match="3 lines of 80 characters fit here"):
            FriendFile(folder).keep(lines)
        assert not (folder / "best-friend.txt").exists()


@pytest.mark.parametrize(
    "content", [b"\xff\n", b"a\nb\nc\nd\n", b"x" * 81, b"x" * 600_000], ids=["latin", "four", "long", "big"]
)
def test_what_somebody_wrote_by_hand_is_never_overwritten(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "best-friend.txt").write_bytes(content)
    shown = FriendFile(tmp_path).lines()
    assert len(shown) <= 3
    assert all(len(line) <= 80 for line in shown)
    with pytest.raises(Trouble, match=r"It is left as it is, and these lines are not saved\.$"):
        FriendFile(tmp_path).keep(["Tells me the truth."])
    assert (tmp_path / "best-friend.txt").read_bytes() == content


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_no_best_friend(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "best-friend.txt")
    assert FriendFile(tmp_path).lines() == ()
    with pytest.raises(Trouble, match="cannot be read"):
        FriendFile(tmp_path).keep(["Tells me the truth."])


def test_what_cannot_be_written_is_told_and_the_old_lines_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FriendFile(tmp_path).keep(["Tells me the truth."])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Trouble, match=r"best-friend\.txt cannot be written: the disk is full\.$"):
        FriendFile(tmp_path).keep(["Comes at night."])
    assert FriendFile(tmp_path).lines() == ("Tells me the truth.",)
    assert [path.name for path in tmp_path.iterdir()] == ["best-friend.txt"]


def test_lines_that_another_window_has_kept_meanwhile_are_not_written_over(tmp_path: Path) -> None:
    here, there = FriendFile(tmp_path), FriendFile(tmp_path)
    assert (here.lines(), there.lines()) == ((), ())
    there.keep(["she listens"])
    with pytest.raises(Trouble, match="other lines than were shown"):
        here.keep(["mine"])
    assert here.lines() == ("she listens",)
    here.keep(["she listens", "mine"])
    assert FriendFile(tmp_path).lines() == ("she listens", "mine")

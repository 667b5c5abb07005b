"""Conversations that other people had, as calls."""

from itertools import islice
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import START, a_call
from tui.demo import history
from tui.demo.talks import talks, with_talk
from tui.model.call import Outcome
from tui.model.marks import Mark, marked
from tui.model.trouble import Trouble
from tui.playbooks import PlaybookShelf
from tui.shipped import shipped

CUSTOMERS = "conversationId\tturnNumber\tutterance\n1\t0\thi\n1\t2\tmy bag is gone\n2\t0\t  \n3\t0\tI pay twice\n"
BOTH = "utterance\tauthorRole\tconversationId\nWhere is it?\tcustomer\tx\nOne moment.\tagent\tx\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "talks.tsv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_each_conversation_is_their_words_in_order(tmp_path: Path) -> None:
    assert list(talks([written(tmp_path, CUSTOMERS)])) == [("> hi", "> my bag is gone"), ("> I pay twice",)]


def test_what_we_said_is_not_theirs(tmp_path: Path) -> None:
    assert list(talks([written(tmp_path, BOTH)])) == [("> Where is it?", "One moment.")]


def test_quotes_and_odd_bytes_are_what_they_are(tmp_path: Path) -> None:
    text = b'conversationId\tutterance\n1\t"open\n1\t\x1b[31mred \xff\n'
    (talk,) = talks([written(tmp_path, text)])
    assert talk[0] == '> "open'
    assert "\x1b" not in talk[1]
    assert talk[1].endswith("\ufffd")


def test_another_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="no table of conversations"):
        list(talks([written(tmp_path, "a\tb\n1\t2\n")]))
    with pytest.raises(Trouble, match=r"gone\.tsv cannot be read"):
        list(talks([tmp_path / "gone.tsv"]))


def test_who_called_what_was_promised_and_the_tags_stay() -> None:
    call = a_call(notes="@ Dana Lee\n> old words\nours\n! ring back fri\n#gift\n")
    told = with_talk(call, ("> my bag is gone", "We look for it."))
    assert told.notes == "@ Dana Lee\n> my bag is gone\nWe look for it.\n! ring back fri\n#gift\n"
    assert (told.caller, told.tags, told.promises) == ("Dana Lee", ("gift",), call.promises)


def test_a_history_around_them_ends_as_it_did() -> None:
    playbook = PlaybookShelf(shipped("playbooks")).default()
    calls = list(islice(history(20, playbook, START), 20))
    around = [with_talk(call, ("> my bag is gone",)) for call in calls]
    assert [replace(one, notes="", tags=()) for one in around] == [replace(one, notes="", tags=()) for one in calls]
    assert all(marked(one.notes, Mark.THEIRS) == ["my bag is gone"] for one in around)
    assert {one.outcome for one in around} <= {*Outcome}

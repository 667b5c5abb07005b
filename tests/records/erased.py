"""Words to erase, and a look for them in every byte of a folder."""

import json
import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from tests.fakes import START, a_call
from tui.model.call import Answering, Call, Outcome, with_promises
from tui.model.promises import Promise

NAME, COMPANY = "Xanthippe Quörk", "Zwölfmüller & Söhne"
CLIENT = f"{NAME}, {COMPANY}"
WORDS: tuple[str, ...] = (
    "Xanthippe",
    "xanthippe",
    "Quörk",
    "quork",
    "Zwölfmüller",
    "zwolfmuller",
    "Flibbertigibbet",
    "flibbertigib",
)
WORDS += ("Gobbledegook", "gobbledegook", "Razzmatazz", "razzmatazz", "Kerfuffle", "kerfuffle", "Bumfuzzle")
SAID = "Flibbertigibbet Gobbledegook Razzmatazz"


def theirs(call_id: int, notes: str = "", *, at: float = 0) -> Call:
    """A finished call of the client that is erased, with a promise; it began so many seconds after the start."""
    began = START + timedelta(seconds=call_id + at)
    text = f"> {SAID} #kerfuffle\n{notes}"
    call = a_call(call_id, CLIENT, text, at=began, outcome=Outcome.NEXT_STEP)
    promise = Promise(text="Kerfuffle is mended", noted=began, due=began + timedelta(days=1), how="Bumfuzzle")
    return with_promises(call, (promise,))


def another(call_id: int, notes: str = "", caller: str = "Ben Ode, Northwind Law") -> Call:
    """A finished call of somebody else."""
    return a_call(call_id, caller, notes or f"plain words {call_id}", at=START + timedelta(seconds=call_id, days=1))


def reporting_back(call_id: int, on: int) -> Call:
    """A call of somebody else that quotes a promise of the client that is erased."""
    return replace(another(call_id), answering=Answering(call=on, text="Kerfuffle is mended"))


def left_in(folder: Path, words: Iterable[str] = WORDS) -> list[str]:
    """Each file below `folder` with one of the words in its bytes, however it is written."""
    patterns = [re.escape(form) for word in words for form in _forms(word)]
    found = re.compile(b"|".join(sorted(set(patterns))))
    return [
        f"{path.relative_to(folder)}: {hit[0]!r}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (hit := found.search(path.read_bytes()))
    ]


def _forms(word: str) -> set[bytes]:
    escaped = json.dumps(word)[1:-1]
    return {
        word.encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        escaped.encode(),
        word.encode("latin-1"),
    }

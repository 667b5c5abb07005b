"""`heartfirst method`: the product's conscience, for reading and for grep."""

import re
from pathlib import Path

import pytest

from tests.command.runs import Ran, as_process, in_process
from tests.command.test_imports import BARE, TELL, loaded, packages
from tui.method import SEEDS, WIDTH, Fate, read_method

ROWS = read_method()


def numbers(ran: Ran) -> list[int]:
    """The numbers of the rows that were printed."""
    assert (ran.code, ran.err) == (0, "")
    return [int(found) for found in re.findall(r"^ {0,2}(\d+)  ", ran.out, re.MULTILINE)]


def test_all_116_rows_are_printed_under_their_posts_and_counted() -> None:
    ran = in_process("method")
    assert numbers(ran) == list(range(1, 117))
    assert re.findall(r"^Seed (\d+): ", ran.out, re.MULTILINE) == list(SEEDS)
    assert re.search(r"^116 rows: built \d+ ", ran.out, re.MULTILINE)


@pytest.mark.parametrize("fate", Fate)
def test_only_the_rows_of_one_fate_can_be_asked_for(fate: Fate) -> None:
    ran = in_process("method", "--fate", fate.value)
    assert numbers(ran) == [row.row for row in ROWS if row.fate is fate]
    others = {other.value.replace("-", " ") for other in Fate} - {fate.value.replace("-", " ")}
    assert not re.findall(rf"^     (?:{'|'.join(others)})[:,]", ran.out, re.MULTILINE)


def test_another_fate_is_asked_wrongly() -> None:
    ran = in_process("method", "--fate", "nope")
    assert (ran.code, ran.out) == (2, "")
    assert all(fate.value in ran.err for fate in Fate)


def test_every_line_fits_a_terminal() -> None:
    lines = in_process("method").out.splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert not [line for line in lines if line != line.rstrip() or not line.isprintable()]


def test_a_process_prints_the_same_and_loads_nothing_of_a_screen(environment: dict[str, str], folder: Path) -> None:
    ran = as_process("method", environment=environment)
    assert ran == in_process("method")
    modules = loaded(environment, TELL, "method") - loaded(environment, BARE)
    assert packages(modules) <= {"click", "msgspec", "tui", "typing_extensions"}
    assert not [name for name in modules if name.startswith(("tui.app", "tui.screens", "tui.widgets", "tui.records"))]
    assert not folder.exists()

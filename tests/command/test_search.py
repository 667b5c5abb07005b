"""`heartfirst search`, and the same grammar in `list`."""

import json
from pathlib import Path

import pytest
from msgspec import convert

from tests.command.runs import ID, in_process, keep, on_terminal
from tui.model.call import Call

CALLERS = ("Dana Lee, Northwind Law", "Ben", "Cara Diaz, Baker Street Books")
NOTES = "order 4711\n> the Gift came late #gift"
pytestmark = pytest.mark.usefixtures("that_morning")


def row(number: int, who: str) -> str:
    return f"{ID + number}  today 09:18          0:00  {who}  put right\n"


def test_calls_are_found_with_the_line_that_holds_the_word(folder: Path) -> None:
    keep(folder, "Dana Lee, Northwind Law", notes=NOTES)
    line = " " * 21 + "> the Gift came late #gift\n"
    assert in_process("search", "gif") == (0, row(0, "Dana Lee · Northwind Law") + line, "")
    assert in_process("search", "--best", "gif").out == row(0, "Dana Lee · Northwind Law") + line
    assert in_process("search", "client:dana").out == row(0, "Dana Lee · Northwind Law")


@pytest.mark.parametrize("command", ["search", "list"])
@pytest.mark.parametrize(
    "query",
    [
        ["client:cara"],
        ['client:"cara diaz"'],
        ["baker", '-"note 1"'],
        ["-dana", "-ben"],
        ["diaz", "outcome:fixed", "after:today"],
        ['"cara diaz"'],
    ],
)
def test_both_commands_know_the_whole_grammar(command: str, query: list[str], folder: Path) -> None:
    keep(folder, *CALLERS)
    ran = in_process(command, *query)
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if line.startswith("18")] == [
        row(2, "Cara Diaz · Baker Street Books")[:-1]
    ]


def test_json_is_one_call_a_line(folder: Path) -> None:
    calls = keep(folder, *CALLERS)
    ran = in_process("search", "--json", "--limit", "2", "note")
    assert [convert(json.loads(line), Call) for line in ran.out.splitlines()] == calls[:2]
    assert (ran.code, ran.err) == (0, "")


def test_nothing_found_ends_with_1_and_says_what_may_have_been_meant(folder: Path) -> None:
    keep(folder, "Dana", notes="a red gift")
    none = "heartfirst: No call holds all of these words.\n"
    assert in_process("search", "nowhere") == (1, "", none)
    assert in_process("search", "--json", "nowhere") == (1, "", none)
    assert in_process("search", "red", "gitf") == (1, "", f"{none}heartfirst: Did you mean: red gift\n")
    assert in_process("search", "red", "before:2020") == (1, "", "heartfirst: No call fits all of this.\n")


def test_a_wrong_filter_is_told_and_the_rest_is_found(folder: Path) -> None:
    keep(folder, "Dana", "Ben")
    for command in ("search", "list"):
        ran = in_process(command, "dana", "mood:<9", "is:")
        assert ran.code == 0
        assert row(0, "Dana")[:-1] in ran.out
        assert "Ben" not in ran.out
        assert ran.err.splitlines() == [
            "heartfirst: mood:<9: moods go from 1 (furious) to 5 (warm).",
            "heartfirst: is: open (a promise that they still wait for) or overdue.",
        ]


def test_without_a_query_every_call_is_found(folder: Path) -> None:
    keep(folder, *CALLERS)
    assert in_process("search").out.count("\n") == 3


def test_hits_are_underlined_on_a_terminal(folder: Path, environment: dict[str, str]) -> None:
    keep(folder, "Dana", notes="a red gift")
    assert "a red \x1b[1m\x1b[4mgif\x1b[0mt" in on_terminal("search", "gif", environment=environment).out


@pytest.mark.parametrize("query", ['"' * 500, "-" * 500, "' OR 1=1 --", "NEAR(", "a\x1b[31mb", "mood:\u202e", "*"])
def test_odd_queries_are_answered(query: str, folder: Path) -> None:
    keep(folder, *CALLERS)
    ran = in_process("search", query)
    assert ran.code in (0, 1)
    assert "\x1b" not in ran.err
    assert "not foreseen" not in ran.err

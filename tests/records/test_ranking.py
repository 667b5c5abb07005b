"""What is remembered while notes grow."""

import json
from pathlib import Path

from scripts.benchmarks.traced import Statement, noted
from tests.fakes import a_call
from tests.records.told import finish, ids
from tui.records.table import open_tinydb

NOTES = "the kettle leaked over the carpet"


def test_only_new_words_are_asked_for_until_a_call_comes_in(folder: Path) -> None:
    with noted(folder) as (records, statements):
        finish(records, a_call(1, notes="a leaking kettle, and the carpet"), a_call(2, notes="a fuse"))
        assert ids(records.alike(NOTES, [], but=0)) == [1]
        assert _words(statements) == [["kettle", "leaked", "carpet"]]
        assert ids(records.alike(f"{NOTES} and the fuse", [], but=0)) == [1, 2]
        assert _words(statements) == [["fuse"]]
        # A word that is taken out is forgotten.
        records.alike("a fuse", [], but=0)
        records.alike(NOTES, [], but=0)
        assert _words(statements) == [["kettle", "leaked", "carpet"]]
        records.finish(a_call(3, notes="another kettle"))
        assert ids(records.alike(NOTES, [], but=0)) == [1, 3]
        assert _words(statements) == [["kettle", "leaked", "carpet"]]


def test_what_is_remembered_is_of_one_client(folder: Path) -> None:
    with noted(folder) as (records, _):
        finish(records, a_call(1, "Dana Lee", "a leaking kettle, and the carpet"), a_call(2, "Jo Ng", "a kettle"))
        assert ids(records.alike(NOTES, ["Dana Lee"], but=0)) == [1, 2]
        assert ids(records.alike(NOTES, ["Jo Ng"], but=0)) == [2, 1]


def test_a_call_that_is_erased_is_gone_from_what_is_remembered(folder: Path) -> None:
    with noted(folder) as (records, _):
        finish(records, a_call(1, notes="a leaking kettle, and the carpet"), a_call(2, notes="a kettle"))
        assert ids(records.alike(NOTES, [], but=0)) == [1, 2]
        with open_tinydb(folder) as db:
            db.table("calls").remove(doc_ids=[1])
        assert ids(records.alike(NOTES, [], but=0)) == [2]


def _words(statements: list[Statement]) -> list[list[str]]:
    """The words that the index was asked for since the last time."""
    found = [json.loads(str(values[-1])) for sql, values in statements if "value, (select json_group_array" in sql]
    statements.clear()
    return found

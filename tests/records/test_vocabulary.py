"""What is asked of the index for a word that was mistyped."""

from contextlib import closing
from functools import partial
from pathlib import Path

from scripts.benchmarks.traced import Ask, statements_behind
from tests.command.runs import keep
from tui.records.call_records import SqliteCallRecords


def test_words_that_begin_alike_are_gone_through_only_where_no_word_is_one_slip_away(folder: Path) -> None:
    keep(folder, "Dana Lee", notes="the delivery and the deliverer of the parcel")
    asked: list[Ask] = [
        partial(_like, word) for word in ("delivrey", "delivary", "elivery", "deliveryy", "xelivery", "dlevery")
    ]
    *one_slip, two = statements_behind(folder, asked)
    assert [len(statements) for statements in one_slip] == [1] * 5 and len(two) > 1
    with closing(SqliteCallRecords(folder)) as records:
        assert [ask(records) for ask in asked] == [["delivery"]] * 6


def _like(word: str, records: SqliteCallRecords) -> list[str]:
    return records.words_like(word, limit=1)

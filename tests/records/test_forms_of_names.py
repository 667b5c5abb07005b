"""Names that are not ASCII, which SQLite does not compare without case: each way to write one is looked for."""

from collections import defaultdict
from typing import Any

import pytest

from tests.fakes import a_call
from tests.records.told import finish
from tui.records.call_records import SqliteCallRecords
from tui.records.connection import Connection
from tui.records.met import as_kept, forms

SIGNS = [chr(number) for number in range(0x110000) if not 0xD800 <= number < 0xE000]


def kept(text: str) -> bytes:
    return as_kept(text).encode()


def test_where_all_forms_of_a_letter_are_known_they_are_those_that_text_has_without_case() -> None:
    alike: dict[str, list[str]] = defaultdict(list)
    for sign in SIGNS:
        alike[sign.casefold()].append(sign)
    cased = [sign for signs in alike.values() for sign in signs if len(signs) > 1 and not sign.isascii()]
    missing = {
        sign: left
        for sign in cased
        if forms(sign).are_all and (left := {kept(one) for one in alike[sign.casefold()]} - {*forms(sign).kept})
    }
    assert not missing
    assert {sign for sign in "éÉøØåÅčżşñ" if not forms(sign).are_all} == set()


def test_a_letter_that_is_several_signs_in_another_case_is_not_all_known() -> None:
    several = [fold for sign in SIGNS if len(fold := as_kept(sign).casefold()) > 1 and not fold.isascii()]
    assert len(several) > 50
    assert [fold for fold in several if forms(fold).are_all] == []


def test_what_has_no_case_is_one_form() -> None:
    assert forms("山田 “東京”") == ((kept("山田 “東京”"),), True)
    assert forms("Dana O'Dea") == ((b"dana o'dea",), True)
    assert forms("") == ((b"",), True)


def test_with_too_many_letters_only_the_usual_forms_are_known() -> None:
    name = "Ἑλένη Ωνάση"
    assert not forms(name).are_all
    assert {kept(name), kept(name.lower()), kept(name.upper()), kept(name.title())} <= {*forms(name).kept}
    assert not forms("éàüñ").are_all
    assert forms("éàü").are_all


@pytest.mark.parametrize(
    ("typed", "asks_for_words"),
    [("zoë müller, café åse", False), ("Ἑλένη Ωνάση", True)],
    ids=["few", "many"],
)
def test_a_name_is_found_in_every_case_and_words_are_looked_for_only_where_forms_are_missing(
    records: SqliteCallRecords, typed: str, asks_for_words: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed = "".join(sign.upper() if place % 2 else sign for place, sign in enumerate(typed))
    spellings = (typed, typed.upper(), typed.title(), mixed)
    finish(records, *(a_call(number, one) for number, one in enumerate(spellings, 1)))
    asked: list[str] = []
    run = Connection.run

    def told(connection: Connection, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        asked.append(sql)
        return run(connection, sql, *values)

    monkeypatch.setattr(Connection, "run", told)
    for one in spellings:
        assert [met.call for met in records.met([one])] == [4, 3, 2, 1]
        assert [name.casefold() for name in records.met_with(one[:5])] == [typed.casefold()]
    assert any("calls_index" in sql for sql in asked) is asks_for_words

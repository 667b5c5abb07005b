"""Calls as CSV, Markdown, HTML and JSON: what people wrote stays what it was, and becomes nothing else."""

import csv
import io
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.fakes import START, a_call
from tui.interchange.cells import armed, defused
from tui.interchange.columns import COLUMNS, Column
from tui.interchange.forms import FORMS, pieces_of
from tui.interchange.kept import Kept
from tui.model.call import Call, Mood, Outcome
from tui.model.promises import Promise, PromiseState
from tui.records.documents import to_document
from tui.records.rows import to_json

SPIKED = "<script>alert(1)</script> [x](http://evil.example) **b** `c` &amp; \x1b[31m <img src=x onerror=y>"


def _as(form: str, *calls: Call, bom: bool = False) -> bytes:
    kept: Iterable[Kept] = (Kept(call, to_json(to_document(call))) for call in calls)
    return b"".join(pieces_of(form, kept, bom=bom))


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _cells(call: Call) -> dict[str, str]:
    head, row = _rows(_as("csv", call))
    return dict(zip(head, row, strict=True))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_takes_for_a_formula_is_defused(start: str) -> None:
    text = f"{start}cmd|' /C calc'!A0"
    assert _cells(a_call(notes=text))["notes"] == f"'{text}"
    assert armed(f"'{text}") == text


@given(st.text(st.sampled_from("'=+-@\t\r\n,;\"a ä"), max_size=8))
def test_a_cell_comes_back_as_it_was(text: str) -> None:
    cell = defused(text)
    assert armed(cell) == text
    assert not cell.startswith(tuple("=+-@\t\r\n"))


def test_a_cell_holds_lines_quotes_and_separators_as_they_are() -> None:
    notes = 'one, "two"; three\r\nfour\n\tfive 漢 👩‍👩‍👧'
    call = a_call(notes=notes)
    data = _as("csv", call)
    assert _cells(call)["notes"] == notes
    assert data.count(b"\r\n") == 3
    assert data.splitlines()[0].decode() == ",".join(f'"{column.name}"' for column in COLUMNS)


def test_a_cell_without_what_no_table_can_hold() -> None:
    assert _cells(a_call(notes="a \0 b \ud83d c 😀"))["notes"] == "a ␀ b \ufffd c 😀"


def test_a_csv_begins_with_the_bom_only_where_it_is_asked_for() -> None:
    assert _as("csv", bom=True).startswith(b'\xef\xbb\xbf"call"')
    assert _as("csv").startswith(b'"call"')


def test_the_times_of_a_call_are_dates_to_a_spreadsheet_and_its_zone_stands_beside_them() -> None:
    cells = _cells(replace(a_call(7, outcome=Outcome.FIXED), mood_at_hello=Mood.UPSET))
    assert cells["started"] == "2026-11-24 09:18:00"
    assert (cells["ended"], cells["zone"]) == ("2026-11-24 09:18:00", "UTC+01:00")
    assert (cells["call"], cells["outcome"], cells["mood_at_hello"]) == ("call-7", "fixed", "upset")


def test_promises_stand_in_one_cell_with_their_day_and_what_became_of_them() -> None:
    told = Promise(text="ring", noted=START, due=START, state=PromiseState.TOLD, told_at=START, how="by phone")
    cells = _cells(replace(a_call(), promises=(told, Promise(text="send [x]", noted=START))))
    assert cells["promises"].splitlines() == [
        "ring [due 2026-11-24 09:18; told 2026-11-24 09:18: by phone]",
        "send [x] [promised]",
    ]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_shows_what_people_wrote_and_runs_nothing_of_it() -> None:
    page = _as("html", a_call(1, SPIKED, SPIKED), a_call(2)).decode()
    found = _Tags()
    found.feed(page)
    assert not {"script", "img", "a", "link"} & set(found.tags)
    assert found.tags.count("article") == 2
    assert "<img src=x onerror=y>" in found.text
    assert "\x1b" not in page
    assert '<html lang="en">' in page
    assert "@media print" in page
    assert "break-after: page" in page
    assert not re.search(r"https?://(?!evil)", page)


def test_markdown_leaves_no_sign_with_which_it_could_be_made_markup() -> None:
    text = _as(
        "markdown", a_call(1, "Dana", f"{SPIKED}\n# head\n1. one\n---\nwww.evil.example\ndana@evil.example\nß ä")
    )
    notes = text.decode().split("### Notes")[1]
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "x", notes.split("###")[0].replace("<!-- -->", ""))
    assert not re.search(r"[<>\[\]*_`#&|~@\\]|://|www\.|^- [-+=]|^- 1\.", bare, re.MULTILINE)
    assert "ß ä" in notes
    assert "dana<!-- -->\\@evil" in notes
    assert "\x1b" not in notes


def test_json_is_the_kept_document_and_nothing_in_it_steers_a_terminal() -> None:
    kept = Kept(a_call(), '{"of a later release":[1.0],"notes":"a\u2028\x7f"}'.encode())
    assert b"".join(pieces_of("json", [kept])) == b'[\n{"of a later release":[1.0],"notes":"a\\u2028\\u007f"}\n]\n'


@pytest.mark.parametrize("form", [form.id for form in FORMS])
def test_no_call_is_a_whole_file_too(form: str) -> None:
    assert _as(form).endswith(b"\n")


@pytest.mark.parametrize("form", [form.id for form in FORMS])
def test_calls_are_fetched_as_they_are_written(form: str) -> None:
    fetched = []

    def calls() -> Iterable[Kept]:
        for number in range(1000):
            fetched.append(number)
            yield Kept(a_call(number + 1), b"{}")

    pieces = pieces_of(form, calls())
    for _ in range(5):
        next(iter(pieces))
    assert len(fetched) <= 6


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: str(column.name))
def test_every_column_stands_in_readme(column: Column) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"| `{column.name}` | {column.what} |\n" in readme

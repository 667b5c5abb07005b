"""The forms on the shelf: ours, a rep's own, and what becomes of one that cannot be used."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import START, a_call
from tests.forms import OURS, filled, summary
from tests.model.test_summary import a_rich_call
from tui.form_engine import MOST_TURNS
from tui.forms import FormShelf
from tui.model.call import Call, Outcome
from tui.model.form import Choice, Reader, Rep, counted
from tui.model.trouble import Trouble
from tui.shipped import shipped

US = '{#\ntitle = "Mine"\nreader = "us"\n#}\n'
CLIENT = US.replace('"us"', '"client"')


def shelf_of(folder: Path, usual: str = "crm-note", **files: str) -> FormShelf:
    """Ours, and these files of a rep; `_` in a name is a hyphen."""
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.jinja").write_text(text, encoding="utf-8")
    return FormShelf(shipped("forms"), folder, choice=lambda: Choice(usual, Rep("Ann", "12")))


def test_ours_are_all_sound_and_in_their_order() -> None:
    assert OURS.troubles == []
    assert [(form.id, str(form.reader)) for form in OURS.all()] == [
        ("crm-note", "us"),
        ("short", "us"),
        ("client-email", "client"),
        ("for-their-boss", "client"),
        ("handover", "us"),
        ("by-hand", "client"),
        ("json", "us"),
    ]
    assert all(form.title and form.about and not OURS.is_own(form.id) for form in OURS.all())


@pytest.mark.parametrize("form", [form.id for form in OURS.all()])
def test_each_of_ours_can_be_made_of_any_call(form: str) -> None:
    for call in (a_call(opened_as=""), a_call(), a_rich_call(), replace(a_call(), outcome=Outcome.HANDED_OVER)):
        text = filled(form, call, START)
        assert text.strip()
        assert "\n\n\n" not in text
        assert all(line == line.rstrip() for line in text.splitlines())


def a_long_call() -> Call:
    lines = [f"> they said {number} things about the {number}th parcel 😀" for number in range(40)]
    return a_call(notes="\n".join(["= she missed her birthday", *lines]))


def test_the_short_one_begins_with_what_matters_most_and_fits() -> None:
    text = filled("short", a_rich_call(), START)
    assert text.startswith(
        "Dana Bright · Northwind Law: next step agreed. We owe: a new one by Friday (due Fri 27 Nov"
    )
    assert filled("short", a_long_call(), START).startswith("Dana Lee · Northwind Law. It meant: she missed her")
    for call in (a_rich_call(), a_long_call()):
        text = filled("short", call, START)
        assert 200 < counted(text) <= 255
        assert text.endswith("…")
        assert text.splitlines() == [text]


def test_the_line_for_their_boss_is_one_line() -> None:
    call = replace(a_rich_call(), notes="= no present")
    assert filled("for-their-boss", call, START) == (
        "Dana Bright told us what went wrong, and it is ours to put right, not Dana's. We have promised: "
        "a new one (Friday 27 November 2026); a card. "
        "You hear from us on Monday 4 January 2027 at 15:00."
    )


def test_whoever_takes_over_reads_how_they_sound_what_waits_and_where_the_gate_stood() -> None:
    text = filled("handover", a_rich_call(), START)
    for words in (
        "They sounded calm at goodbye, furious at hello.\n",
        "In their words\n- It was for her birthday\n",
        "- ring on 4 Jan at 15:00 (due Mon 4 Jan 2027 15:00)\n",
        "- Heart first: Say it back, Own it are not done yet.\n",
        "- Went on to Offer at 09:20 (they insist), before: Say it back, Own it\n",
        "- Go on with: Say it back\n",
        "Better left unsaid there\n- Not how we say it back.\n",
    ):
        assert words in text


def test_a_form_of_ones_own_joins_ours_and_one_with_an_id_of_ours_takes_its_place(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, mine=US + "{{ name }}", short=US + "{{ who }}!")
    assert shelf.troubles == []
    assert [form.id for form in shelf.all()][-2:] == ["mine", "short"]
    assert shelf.render(a_call(), START, "mine").text == "Dana Lee\n"
    assert shelf.render(a_call(), START, "short").text == "Dana Lee · Northwind Law!\n"
    assert [shelf.is_own(name) for name in ("mine", "short", "crm-note")] == [True, True, False]
    assert shelf.file_of("short") == tmp_path / "short.jinja"
    assert shelf.file_of("json") == shipped("forms", "json.jinja")


def test_html_is_escaped_and_its_file_says_that_it_is_html(tmp_path: Path) -> None:
    (tmp_path / "page.html.jinja").write_text(CLIENT + "<p>{{ name }}</p>")
    shelf = shelf_of(tmp_path)
    assert shelf.render(a_call(opened_as="<script>"), START, "page").text == "<p>&lt;script&gt;</p>\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ name }}", "line 1: a form begins with {# and what it says about itself, up to #}"),
        ("{#\ntitle = 'x'\n", "line 1: a form begins with {# and what it says about itself, up to #}"),
        ('{#\ntitle = "x"\nreader = us\n#}', "line 3: expected a value; text stands between quotes"),
        ('{#\ntitle = "x"\n#}', "reader: this key is missing"),
        ('{#\ntitle = ""\nreader = "us"\n#}', "title: expected text, got nothing"),
        ('{#\ntitle = "x"\nreader = "boss"\n#}', "reader: expected us or client, got boss"),
        ('{#\ntitle = "x"\nreader = "us"\nmost = 3\n#}', "most: expected a whole number from 20 to 100000, got 3"),
        (
            '{#\ntitle = "x"\nreader = "us"\nwhy = 1\n#}',
            "why: this key is not known here; the keys are schema, title, reader, about, order, one_line, most",
        ),
        (
            '{#\nschema = 2\ntitle = "x"\n#}',
            "made for a newer heartfirst (its schema is above 1); please update heartfirst",
        ),
        (CLIENT + "a\n{{ internal }}", "line 6: internal is nothing that this form may name"),
        (US + "{% if %}", "line 5: expected an expression, got 'end of statement block'"),
        ("{#" + "x" * 600_000, "the file is too big: at most 512 KB are read"),
    ],
    ids=lambda text: text[:30],
)
def test_a_fault_is_one_sentence_with_file_and_line_and_ours_are_used(text: str, words: str, tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, crm_note=text, mine=text)
    assert shelf.troubles == [f"crm-note.jinja: {words}", f"mine.jinja: {words}"]
    assert [form.id for form in shelf.all()] == [form.id for form in OURS.all()]
    assert shelf.render(a_call(), START, "crm-note") == OURS.render(a_call(), START, "crm-note")


def test_a_fault_that_shows_only_with_a_call_is_told_and_ours_stands_in(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, short=US + "\n{{ said | first }}", mine=US + "{{ said | first }}")
    assert shelf.troubles == []
    rendered = shelf.render(a_call(), START, "short")
    assert rendered.trouble == "short.jinja: line 6: first wants a list with something in it"
    assert (rendered.text, rendered.form.title) == (filled("short", a_call(), START), "255 characters")
    rendered = shelf.render(a_call(), START, "mine")
    assert (rendered.text, rendered.form.id) == (summary(a_call(), START), "crm-note")
    assert rendered.trouble.startswith("mine.jinja: line 5: ")
    assert shelf.render(a_call(notes="> late"), START, "mine").text == "late\n"


def test_what_only_we_read_never_stands_in_for_what_a_client_reads(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, mine=CLIENT + "{{ told | first }}")
    call = a_call(notes="i the printer was off\nours alone")
    rendered = shelf.render(call, START, "mine")
    assert rendered.form.id == "client-email"
    assert "mine.jinja" in rendered.trouble
    assert "printer" not in rendered.text


def test_a_form_for_us_cannot_take_the_place_of_one_for_clients(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, client_email=US + "{{ internal | join }}")
    assert shelf.troubles == ["client-email.jinja: reader: expected client, as ours with this id has it"]
    assert shelf.render(a_call(), START, "client-email").text == filled(
        "client-email", a_call(), START, OURS
    ).replace("\n\nYours,\n…", "\n\nIf you need me before, this is my own number: 12.\n\nYours,\nAnn")


def test_a_form_that_would_go_on_for_ever_ends_and_ours_stands_in(tmp_path: Path) -> None:
    deep = "{% for a in said %}" * 5 + "{% endfor %}" * 5
    shelf = shelf_of(tmp_path, short=US + deep)
    rendered = shelf.render(a_long_call(), START, "short")
    assert rendered.trouble == f"short.jinja: line 5: the loops come to more than {MOST_TURNS} turns"
    assert rendered.text == filled("short", a_long_call(), START)


@pytest.mark.long
def test_a_note_of_100000_lines_still_has_its_summary() -> None:
    text = summary(a_call(notes="\n".join(f"> line {number}" for number in range(100_000))), START)
    assert "- line 99999\n" in text


def test_a_usual_form_that_there_is_not_is_told_and_the_crm_note_stands_in(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, usual="gone")
    assert shelf.troubles == ["settings.toml: form: there is no form gone that can be used"]
    rendered = shelf.render(a_call(), START, shelf.usual)
    assert (rendered.text, rendered.form.id) == (summary(a_call(), START), "crm-note")
    assert rendered.trouble == "There is no form gone that can be used."
    with pytest.raises(Trouble, match="There is no form gone; `heartfirst form list` names them all"):
        shelf.named("gone")


def test_file_names_that_are_no_ids_are_told_and_hidden_and_other_files_do_not_count(tmp_path: Path) -> None:
    for name in (".mine.jinja", "mine.txt", "My Mail.jinja"):
        (tmp_path / name).write_text(US)
    (tmp_path / "two.jinja").write_text(US)
    (tmp_path / "two.html.jinja").write_text(US)
    (tmp_path / "folder.jinja").mkdir()
    assert shelf_of(tmp_path).troubles == [
        "My Mail.jinja: a form's file is named with small letters, digits and hyphens, and ends in .jinja",
        "folder.jinja: expected a file, got a folder",
        "two.jinja: there is another form with the id two beside it",
    ]


def test_a_folder_that_is_not_there_is_none_and_one_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert FormShelf(shipped("forms"), tmp_path / "none").troubles == []
    (tmp_path / "file").write_text("")
    (words,) = FormShelf(shipped("forms"), tmp_path / "file").troubles
    assert words.endswith("file: the folder could not be read (not a directory)")


def test_with_none_of_ours_left_the_notes_are_there_and_a_client_reads_nothing_of_them(tmp_path: Path) -> None:
    (tmp_path / "client-email.jinja").write_text(CLIENT + "{{ told | first }}")
    shelf = FormShelf(tmp_path)
    call = a_call(notes="two parcels\x1b\n")
    assert shelf.render(call, START, "crm-note").text == "two parcels␛\n"
    assert shelf.render(call, START, "client-email").text == ""


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    asked: list[int] = []
    shelf = FormShelf(tmp_path / "none", choice=lambda: asked.append(1) or Choice())  # type: ignore[func-returns-value]
    assert asked == []
    assert shelf.usual == "crm-note"
    assert asked == [1]


def test_each_reader_has_forms() -> None:
    assert {form.reader for form in OURS.all()} == set(Reader)

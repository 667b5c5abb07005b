"""heartfirst form, and the forms of show, last and copy."""

import json
from pathlib import Path

import pytest

from tests.command.runs import in_process, keep, sentence
from tests.fakes import START
from tests.forms import OURS, filled
from tui.form_pages import KINDS, names_of
from tui.model.form import Reader


@pytest.fixture
def forms(folder: Path, tmp_path: Path) -> Path:
    """Where the rep's own forms are; it is not there yet."""
    return tmp_path / "settings" / "forms"


def test_list_names_each_with_its_reader_and_the_usual_one() -> None:
    ran = in_process("form", "list")
    assert [line.split()[0] for line in ran.out.splitlines()] == [form.id for form in OURS.all()]
    assert "crm-note             for us       CRM note (the usual one): All that was said" in ran.out
    assert "client-email         for clients  Client e-mail: " in ran.out
    assert (ran.code, ran.err) == (0, "")


def test_list_tells_what_is_wrong_with_ones_own(forms: Path) -> None:
    forms.mkdir(parents=True)
    (forms / "bad.jinja").write_text("x")
    (forms.parent / "settings.toml").write_text('form = "none"\n')
    ran = in_process("form", "list")
    assert ran.err.splitlines() == [
        "heartfirst: bad.jinja: line 1: a form begins with {# and what it says about itself, up to #}",
        "heartfirst: settings.toml: form: there is no form none that can be used",
    ]


def test_nothing_in_a_form_steers_the_terminal(forms: Path) -> None:
    forms.mkdir(parents=True)
    (forms / "mine.jinja").write_text('{#\ntitle = "Mine"\nreader = "us"\n#}\n\x1b[31m red')
    assert in_process("form", "check", str(forms / "mine.jinja")).out == "\u241b[31m red\n"
    (forms / "bad\x1b[31m.jinja").write_text("x")
    assert "\x1b" not in in_process("form", "list").err


def test_a_new_form_begins_as_a_copy_says_all_it_may_name_and_is_used_at_once(forms: Path) -> None:
    ran = in_process("form", "new", "my-mail", "--like", "client-email", "--title", 'A "mail" \\ of mine')
    path = forms / "my-mail.jinja"
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text()
    assert all(f"  {name}" in text for name in KINDS[Reader.CLIENT].__struct_fields__)
    assert 'my-mail              for clients  A "mail" \\ of mine (yours): ' in in_process("form", "list").out
    ours, mine = (in_process("form", "check", str(one)).out for one in (OURS.file_of("client-email"), path))
    assert ours == mine
    again = in_process("form", "new", "my-mail")
    assert sentence(again.err).endswith("my-mail.jinja is already there, and is left as it is.")
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("new", "My Mail"), "No form is made; expected small letters, digits and hyphens, got My Mail."),
        (("new", "../x"), "No form is made; expected small letters, digits and hyphens, got ../x."),
        (("new", "x", "--title", "t" * 41), "No form is made; title: too long: 41 characters, at most 40 fit."),
        (("new", "x", "--title", "a #} b"), "No form is made; a title holds no #}."),
        (("new", "x", "--like", "gone"), "There is no form gone; `heartfirst form list` names them all."),
        (("show", "gone"), "There is no form gone; `heartfirst form list` names them all."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_nothing_is_written(
    args: tuple[str, ...], words: str, forms: Path
) -> None:
    ran = in_process("form", *args)
    assert (ran.code, ran.out, sentence(ran.err)) == (1, "", words)
    assert not forms.exists()


def test_check_fills_it_in_and_tells_where_a_fault_is(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "mine.jinja"
    heading = '{#\ntitle = "Mine"\nreader = "us"\n#}\n'
    path.write_text(heading + "{{ name }}: {{ impact | join }}")
    ran = in_process("form", "check", str(path))
    assert (ran.code, ran.out) == (0, "Dana Lee: she has to tell her boss\n")
    assert ran.err.startswith("Mine: all is well.")
    for body, words in (
        ("{{ nmae }}", "mine.jinja: line 5: nmae is nothing that this form may name"),
        ("{{ said | first }}", "mine.jinja: line 5: first wants a list with something in it"),
    ):
        path.write_text(heading + body)
        ran = in_process("form", "check", str(path))
        assert (ran.code, ran.out, ran.err) == (1, "", f"heartfirst: {words}\n")
    assert "there is no such file" in in_process("form", "check", str(tmp_path / "none.jinja")).err


def test_show_prints_the_template_and_names_all_that_one_may_name() -> None:
    assert in_process("form", "show", "short").out == OURS.file_of("short").read_text()
    assert in_process("form", "show").out == OURS.file_of("crm-note").read_text()
    for args, reader in (((), Reader.US), (("--client",), Reader.CLIENT)):
        lines = in_process("form", "names", *args).out.splitlines()
        assert [line.split()[0] for line in lines] == [name for name, _ in names_of(reader)]
        assert all(words for _, words in names_of(reader))


@pytest.mark.usefixtures("that_morning")
def test_show_last_and_copy_take_a_form_and_the_usual_one_without(forms: Path, folder: Path) -> None:
    (call,) = keep(folder, "Dana", notes="= she waits")
    short = filled("short", call, START)
    assert in_process("show", "1", "--form", "short") == (0, short, "")
    assert in_process("last", "--form", "short").out == short
    assert json.loads(in_process("show", "1", "--form", "json").out)["notes"] == "= she waits"
    copied = in_process("copy", "--form", "short").err
    assert next((folder / "copies").iterdir()).read_text() == short, copied
    forms.parent.mkdir()
    (forms.parent / "settings.toml").write_text('form = "short"\nname = "Ann"\nphone = "12"\n')
    assert in_process("last").out == short
    assert in_process("last", "--form", "client-email").out.endswith("number: 12.\n\nYours,\nAnn\n")


def test_a_form_that_cannot_be_used_is_told_and_no_other_is_printed(forms: Path, folder: Path) -> None:
    keep(folder, "Dana", notes="ours")
    forms.mkdir(parents=True)
    (forms / "mine.jinja").write_text('{#\ntitle = "Mine"\nreader = "client"\n#}\n{{ told | first }}')
    for form, words in (
        ("none", "There is no form none; `heartfirst form list` names them all."),
        ("mine", "mine.jinja: line 5: first wants a list with something in it"),
    ):
        ran = in_process("last", "--form", form)
        assert (ran.code, ran.out, ran.err) == (1, "", f"heartfirst: {words}\n")

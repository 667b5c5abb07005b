"""README, CONTRIBUTING and CHANGELOG say what is so: their tables, examples, links and commands are tried."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click
import msgspec
import pytest
from msgspec import inspect
from msgspec.structs import replace
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from tests.fakes import START, a_call
from tests.forms import OURS
from tests.kept import keep_client
from tui.cli import heartfirst
from tui.form_engine import FILTERS, MOST_TEXT, MOST_TURNS
from tui.form_files import read_form
from tui.form_pages import names_of
from tui.forms import FORMS_FOLDER
from tui.keys import PLACES, shown
from tui.model.call import (
    Answering,
    Call,
    Mood,
    Outcome,
    Override,
    Reason,
    StepRecord,
    StepState,
    Switch,
    with_promises,
)
from tui.model.client import Client
from tui.model.form import Heading, Reader, Rep
from tui.model.marks import Mark
from tui.model.noted_promises import promises_in
from tui.model.playbook import PLACEHOLDERS, GateLevel, NoteField, Phase, Playbook, Step, StepClock
from tui.model.promises import NO_DAY, Promise, PromiseKind, PromiseState
from tui.model.trouble import Trouble
from tui.model.words import due_words
from tui.playbook_files import advice
from tui.playbooks import ORDER, read_playbook
from tui.records.call_records import SqliteCallRecords
from tui.records.table import open_tinydb
from tui.settings import FRIEND_FILE, PLAYBOOKS_FOLDER, SETTINGS_FILE, Settings, read_settings
from tui.shipped import shipped
from tui.toml_files import MOST_BYTES, MOST_LINE

ROOT = Path(__file__).parent.parent
NAMES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
DOCS = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
README = DOCS["README.md"]
PATIENCE = 60.0


def blocks(language: str) -> list[str]:
    """The code blocks of README in this language, also those inside a list."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", README, re.DOTALL | re.MULTILINE)
    return [re.sub(f"^{indent}", "", code, flags=re.MULTILINE) for indent, code in found]


def commands(group: click.Group, before: str = "heartfirst ") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by what is typed for it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield before + name, command


COMMANDS = dict(commands(heartfirst))


def section(heading: str) -> str:
    """README below a heading, up to the next one of its level."""
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every table in the text, without heads and rulers."""
    for table in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        for line in table.splitlines()[2:]:
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def run(*command: str | Path, records: Path) -> "subprocess.CompletedProcess[str]":
    """Run a process that has neither terminal nor clipboard, and these records."""
    environment = {
        "HEARTFIRST_DATA": str(records),
        "HOME": str(records.parent),
        "LC_ALL": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
    }
    return subprocess.run(
        command,
        cwd=records.parent,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        start_new_session=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Path]:
    """A folder with two finished calls and one that goes on, its record open in this process."""
    folder = tmp_path / "records"
    store = SqliteCallRecords(folder)
    owed = Promise(text="ring back", noted=START.replace(year=2020))
    store.finish(with_promises(a_call(1, "Ruth Abel", "> late again\n", outcome=Outcome.FIXED), (owed,)))
    store.finish(a_call(2, notes="= must tell her boss\nthe second #gift\n", outcome=Outcome.NEXT_STEP))
    store.save(a_call(3, "Omar Haddad", "> nobody rang me back\n"))
    keep_client(store, Client(id=4, names=("D. Lee",), touched=START))
    keep_client(store, Client(id=5, names=("Omar Haddad", "O. Haddad"), touched=START))
    (tmp_path / "calls.json").write_text("[]")
    (tmp_path / "late.toml").write_text(EXAMPLE, encoding="utf-8")
    (tmp_path / "thank-you-card.jinja").write_text(CARD, encoding="utf-8")
    yield folder
    store.close()


def readme_script(*args: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, ROOT / "scripts" / "readme", *args],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def test_the_generated_tables_are_fresh() -> None:
    told = readme_script("--check")
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


@pytest.mark.parametrize("fresh", ["`ctrl+n` |", "`heartfirst last` |"])
def test_a_stale_table_is_told_and_then_written_anew(fresh: str, tmp_path: Path) -> None:
    copy = tmp_path / "README.md"
    stale = README.replace(fresh, "`x` |")
    assert stale != README
    copy.write_text(stale, encoding="utf-8")
    told = readme_script("--check", copy)
    assert told.returncode == 1
    assert "README.md is stale" in told.stderr
    assert copy.read_text(encoding="utf-8") == stale
    assert readme_script(copy).returncode == 0
    assert copy.read_text(encoding="utf-8") == README


def test_a_table_without_its_comments_is_told_in_a_sentence(tmp_path: Path) -> None:
    copy = tmp_path / "README.md"
    copy.write_text("# nothing here\n")
    told = readme_script(copy)
    assert told.returncode == 1
    assert told.stderr.splitlines() == [
        "scripts/readme: README.md: the comments around the table of keys do not stand there once."
    ]
    assert copy.read_text() == "# nothing here\n"


@pytest.mark.parametrize("key", [key for _, keys in PLACES for key in keys], ids=lambda key: str(key.id))
def test_every_key_stands_in_readme(key: Any) -> None:
    assert f"`{shown(key.key)}` | {key.tooltip}" in section("Keys")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_stands_in_readme(name: str) -> None:
    assert f"`{name}" in section("The command line")


OPTIONS = {
    f"`{name} {option}"
    for name, command in {"heartfirst": heartfirst, **COMMANDS}.items()
    for parameter in command.params
    for option in parameter.opts
    if option.startswith("-")
}


@pytest.mark.parametrize("option", sorted(OPTIONS))
def test_every_option_stands_in_readme(option: str) -> None:
    assert option in section("The command line")


(EXAMPLE,) = blocks("toml")
(CARD,) = blocks("jinja")
EXAMPLES = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("heartfirst")]
OPENS_A_SCREEN = re.compile(r"heartfirst( --playbook \S+)?( call .*)?$")


NEEDS_SOMEBODY = {
    'heartfirst erase --client "Dana Lee, Northwind Law"': "Nothing has changed.",
    "heartfirst erase --call 1 --anonymise": "Nothing has changed.",
    "heartfirst retention": 'settings.toml takes keep_for = "24 months", for example.',
}
"""What asks a person first, or wants a setting, and what it says to a pipe without one."""


def test_the_examples_use_every_command() -> None:
    without_options = [re.sub(r"^heartfirst( --(data|playbook) \S+)?", "heartfirst", line) for line in EXAMPLES]
    used = {name for name in COMMANDS for line in without_options if f"{line} ".startswith(f"{name} ")}
    assert set(COMMANDS) - {"heartfirst last"} == used


@pytest.mark.long
@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_of_the_command_line_is_taken(line: str, records: Path) -> None:
    words = shlex.split(line.partition(" > ")[0])[1:]
    ran = run(sys.executable, "-m", "tui", *words, records=records)
    if OPENS_A_SCREEN.match(line):
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr.startswith("heartfirst: A terminal to type into is needed.")
    elif line in NEEDS_SOMEBODY:
        assert ran.returncode == 1
        assert ran.stderr.rstrip().endswith(NEEDS_SOMEBODY[line])
    else:
        assert ran.returncode == 0, ran.stderr


def test_the_record_can_be_asked_as_readme_tells(records: Path) -> None:
    (example,) = blocks("python")
    ran = run(sys.executable, "-c", example, records=records)
    assert (ran.stdout.splitlines(), ran.stderr) == (
        [f"{START.isoformat()} Dana Lee Northwind Law", "1 calls about gifts"],
        "",
    )


@pytest.mark.parametrize("field", [field.name for field in msgspec.structs.fields(Call)])
def test_every_field_of_a_call_stands_in_readme(field: str) -> None:
    assert any(f"`{field}`" in row[0] for row in rows(section("Where the records live")))


@pytest.mark.parametrize("part", [Promise, StepRecord, Override, Switch, Answering])
def test_every_field_of_the_parts_of_a_call_stands_in_readme(part: Any) -> None:
    names = {field.name for field in msgspec.structs.fields(part)}
    assert any(names <= set(re.findall(r"`([\w-]+)`", row[1])) for row in rows(section("Where the records live")))


@pytest.mark.parametrize("choices", [Outcome, Mood, StepState, PromiseKind, PromiseState, Reason])
def test_every_choice_of_a_call_stands_in_readme(choices: Any) -> None:
    names = {choice.value for choice in choices}
    assert any(names <= set(re.findall(r"`([\w-]+)`", row[1])) for row in rows(section("Where the records live")))


def test_what_owed_holds_without_a_day_stands_in_readme() -> None:
    (told,) = [row[1] for row in rows(section("Where the records live")) if row[0] == "`owed`"]
    assert f"{NO_DAY} when none has a date" in told


def is_whole(backup: Path, tmp_path: Path) -> bool:
    folder = tmp_path / "restored"
    folder.mkdir()
    backup.rename(folder / "calls.db")
    with open_tinydb(folder) as db:
        return (len(db.table("calls")), len(db.table("live"))) == (2, 1)


def test_the_backup_command_copies_the_whole_record_while_it_is_open(records: Path, tmp_path: Path) -> None:
    (line,) = [block.strip() for block in blocks("sh") if ".backup" in block]
    if shutil.which("sqlite3") is None:
        pytest.skip("needs sqlite3, not installed on this machine")
    backup = records / "backup.db"
    subprocess.run(shlex.split(line), cwd=records, check=True, timeout=PATIENCE)
    assert is_whole(backup, tmp_path)


def test_a_stock_sqlite_copies_the_whole_record_while_it_is_open(records: Path, tmp_path: Path) -> None:
    # In a process of its own, because one process must never open a file with two libraries.
    backing_up = "import sqlite3; sqlite3.connect('calls.db').backup(sqlite3.connect('../backup.db'))"
    subprocess.run([sys.executable, "-c", backing_up], cwd=records, check=True, timeout=PATIENCE)
    assert is_whole(tmp_path / "backup.db", tmp_path)


def test_the_file_and_the_one_beside_it_are_the_whole_record_after_a_crash(records: Path, tmp_path: Path) -> None:
    copied = tmp_path / "copied"
    copied.mkdir()
    for name in ("calls.db", "calls.db-wal"):
        shutil.copy(records / name, copied)
    with open_tinydb(copied) as db:
        assert (len(db.table("calls")), len(db.table("live"))) == (2, 1)


def test_the_folders_are_those_of_the_platforms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    told = {row[0]: row[1] for row in rows(section("Where the records live")) if len(row) == 2}
    home = str(Path.home())
    for platform, kind in (("Linux", Unix), ("macOS", MacOS)):
        folder = kind("heartfirst", appauthor=False).user_data_dir
        assert f"`{folder.replace(home, '~', 1)}`" in told[platform]


def test_the_settings_folders_are_those_of_the_platforms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    told = {row[0]: row[1] for row in rows(section("Settings")) if len(row) == 2}
    home = str(Path.home())
    for platform, kind in (("Linux", Unix), ("macOS", MacOS)):
        folder = kind("heartfirst", appauthor=False).user_config_dir
        assert f"`{folder.replace(home, '~', 1)}`" in told[platform]


DATES = [row for row in rows(section("How a date in a promise is read")) if len(row) == 2]


def promised(typed: str) -> Promise:
    """What a line becomes that was typed when README says."""
    (promise,) = promises_in(f"! {typed.strip('`')}", (), START, lambda wall: wall.replace(tzinfo=START.tzinfo))
    return promise


@pytest.mark.parametrize(("typed", "read"), DATES)
def test_a_date_is_read_as_readme_tells(typed: str, read: str) -> None:
    assert due_words(promised(typed), START.date()) == read


def test_there_are_dates_to_read_and_dates_to_leave_alone() -> None:
    assert "Tuesday 24 November 2026 at 9:18" in README
    assert f"{START:%A %d %B %Y %H:%M}" == "Tuesday 24 November 2026 09:18"
    assert {bool(promised(typed).due) for typed, _ in DATES} == {True, False}
    assert "no date yet" in {read for _, read in DATES}


@pytest.fixture
def late(tmp_path: Path) -> Path:
    """The example, saved as README says."""
    path = tmp_path / "late.toml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def test_the_example_is_a_sound_playbook_with_all_there_is(late: Path) -> None:
    playbook = read_playbook(late)
    assert {step.phase for step in playbook.steps} == set(Phase)
    keys = {field.encode_name for kind in KINDS for field in msgspec.structs.fields(kind)}
    assert keys <= set(re.findall(r"(\w+)(?: =|\]\])", late.read_text(encoding="utf-8")))
    assert advice(playbook) == []


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [
        (0, 'id = "sorry"\nphase = "heart"', 'id = "sorry"\nphase = "hart"'),
        (1, 'done = "They know when they hear from you."\n', ""),
    ],
)
def test_a_fault_is_told_as_readme_tells(number: int, before: str, after: str, late: Path) -> None:
    (shown_there,) = blocks("text")
    sound = late.read_text(encoding="utf-8")
    assert sound.count(before) == 1
    late.write_text(sound.replace(before, after), encoding="utf-8")
    with pytest.raises(Trouble) as caught:
        read_playbook(late)
    assert f"heartfirst: {caught.value}" == shown_there.splitlines()[number]


def _limits(kind: inspect.Type) -> Iterator[str]:
    """The numbers and words that a value of this kind is held to."""
    if isinstance(kind, inspect.UnionType):
        for one in kind.types:
            yield from _limits(one)
    elif isinstance(kind, inspect.VarTupleType):
        yield f"{kind.min_length} to {kind.max_length}" if kind.min_length else f"at most {kind.max_length}"
        if not isinstance(kind.item_type, inspect.StructType):
            yield from _limits(kind.item_type)
    elif isinstance(kind, inspect.StrType) and kind.max_length:
        yield f"at most {kind.max_length}"
    elif isinstance(kind, inspect.EnumType):
        yield from (f"`{choice.value}`" for choice in kind.cls)
    elif isinstance(kind, inspect.IntType | inspect.FloatType) and kind.ge is not None:
        yield f"from {kind.ge} on" if kind.le is None else f"{kind.ge} to {kind.le}"


KINDS = (Playbook, Step, NoteField, StepClock)
KEY_TABLES = re.findall(r"\| key \|.*?(?=\n\n)", section("How to write a playbook") + section("Settings"), re.DOTALL)


@pytest.mark.parametrize(("number", "kind"), enumerate((*KINDS, Settings)))
def test_every_key_of_a_file_is_told_with_its_limits(number: int, kind: Any) -> None:
    told = {row[0].strip("`"): row[2] for row in rows(KEY_TABLES[number] + "\n")}
    about = inspect.type_info(kind)
    assert isinstance(about, inspect.StructType)
    assert list(told) == [field.encode_name for field in about.fields]
    for field in about.fields:
        for limit in _limits(field.type):
            assert limit in told[field.encode_name]


def test_every_placeholder_of_a_line_to_say_is_told() -> None:
    (table,) = re.findall(r"\| placeholder \|.*?(?=\n\n)", section("How to write a playbook"), re.DOTALL)
    assert [row[0] for row in rows(table + "\n")] == [f"`{{{name}}}`" for name in PLACEHOLDERS]


def test_every_mark_of_the_notes_is_told_in_the_tour() -> None:
    told = [row[0].strip("`")[:1] for row in rows(section("Five minutes with Dana Lee")) if len(row) == 2]
    assert set(Mark) <= set(told)


def test_every_playbook_of_ours_is_told_in_the_order_of_the_shelf() -> None:
    told = [name for row in rows(section("Which kind of call is it?")) for name in re.findall(r"`([\w-]+)`", row[0])]
    assert told == list(ORDER)


def test_the_files_of_the_settings_folder_are_told() -> None:
    files = (SETTINGS_FILE, PLAYBOOKS_FOLDER, FORMS_FOLDER, FRIEND_FILE)
    assert {f"`{name}`" for name in files} <= {row[0] for row in rows(section("Settings"))}


def test_the_settings_are_read_as_readme_shows_them(tmp_path: Path) -> None:
    shown_there = re.findall(r"`(\w+ = [^`]+)`", section("Settings"))
    (tmp_path / SETTINGS_FILE).write_text("\n".join(shown_there), encoding="utf-8")
    settings, trouble = read_settings(tmp_path)
    assert trouble == ""
    assert len(shown_there) == len(msgspec.structs.fields(Settings)) - 1
    assert all(getattr(settings, field.name) != field.default for field in msgspec.structs.fields(Settings)[1:])


def test_a_fault_in_the_settings_is_told_as_readme_tells(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text('limit = "a lot"\n')
    assert f"(`{read_settings(tmp_path)[1]}`)" in " ".join(section("Settings").split())


FORMS = section("Forms of the summary")


def test_every_form_of_ours_is_told_with_its_reader_in_the_order_of_the_wrap_up() -> None:
    told = [(row[0].strip("`"), row[1]) for row in rows(FORMS) if row[1] in set(Reader)]
    assert told == [(form.id, form.reader) for form in OURS.all()]


def test_the_example_of_a_form_is_sound_and_has_every_key(tmp_path: Path) -> None:
    path = tmp_path / "thank-you-card.jinja"
    path.write_text(CARD, encoding="utf-8")
    call = a_call(notes="= she waits\n")
    text = read_form(path).render(
        replace(call, promises=(promised("`send a card tomorrow`"),)), START, Rep("Ann", "12")
    )
    assert text == (
        "Dear Dana,\nI keep thinking of what you told me: you wait.\n"
        "Send a card: Wednesday 25 November 2026. You have my word.\nAnn, 12"
    )
    keys = {field.encode_name for field in msgspec.structs.fields(Heading)} - {"schema"}
    assert keys == set(re.findall(r"^(\w+) =", CARD, re.MULTILINE))


def test_every_key_of_a_form_is_told_with_its_limits() -> None:
    (table,) = re.findall(r"\| key \|.*?(?=\n\n)", FORMS, re.DOTALL)
    told = {row[0].strip("`"): row[2] for row in rows(table + "\n")}
    about = inspect.type_info(Heading)
    assert isinstance(about, inspect.StructType)
    assert list(told) == [field.encode_name for field in about.fields]
    for field in about.fields:
        for limit in _limits(field.type):
            assert limit in told[field.encode_name]


@pytest.mark.parametrize(("number", "reader"), enumerate((Reader.CLIENT, Reader.US)))
def test_all_that_a_form_may_name_is_told(number: int, reader: Reader) -> None:
    table = re.findall(r"\| name \|.*?(?=\n\n)", f"{FORMS}\n", re.DOTALL)[number]
    assert [(row[0], row[1]) for row in rows(table + "\n")] == [
        (f"`{name}`", words) for name, words in names_of(reader)
    ]


def test_what_a_form_can_do_with_a_value_and_how_much_is_told() -> None:
    told = " ".join(FORMS.split())
    assert all(f"`{name}`" in told for name in FILTERS)
    assert f"{MOST_TURNS} turns in its loops and make {MOST_TEXT} characters" in told


def test_the_limits_of_the_file_are_told() -> None:
    told = " ".join(section("How to write a playbook").split())
    assert f"at most {MOST_BYTES // 1024} KB and {MOST_LINE} characters a line" in told
    assert all(f"`{level.value}`" in told for level in GateLevel)


LINKS = [(name, link) for name, text in DOCS.items() for link in re.findall(r"\]\(([^)]+)\)", text)]


@pytest.mark.parametrize(("name", "link"), [(name, link) for name, link in LINKS if "://" not in link])
def test_every_link_and_picture_leads_somewhere(name: str, link: str) -> None:
    path, _, anchor = link.partition("#")
    assert (ROOT / unquote(path)).is_file() if path else anchor in anchors(DOCS[name])


def anchors(text: str) -> set[str]:
    """The names that a page's headings can be linked by."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_the_pictures_of_the_tour_are_there() -> None:
    pictures = [unquote(link).rpartition("/")[2] for _, link in LINKS if link.endswith(".svg")]
    wanted = {f"test_{look}[120].svg" for look in ("call", "desk", "gate", "wrap_up", "calls")}
    assert wanted | {f"test_{look}.svg" for look in ("note", "ready", "playbooks")} <= set(pictures)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_is_named_exists(name: str) -> None:
    named = re.findall(r"(?<![\w/~])(?:tui|tests|scripts|data|\.ci)/[\w./-]*\w", unquote(DOCS[name]))
    for path in set(named):
        assert any(ROOT.glob(f"{path}*")), path


@pytest.mark.parametrize("command", ["scripts/run", "scripts/test"])
def test_readme_has_two_commands_and_they_can_be_run(command: str) -> None:
    assert any(line.endswith(command) for block in blocks("sh") for line in block.splitlines())
    assert os.access(ROOT / command, os.X_OK)


def test_every_script_that_is_named_can_be_run() -> None:
    named = {found for text in DOCS.values() for found in re.findall(r"(?:scripts/|\.ci/)[a-z]+\b", text)}
    assert {"scripts/readme", "scripts/check", "scripts/lock", ".ci/run"} <= named
    assert all(os.access(ROOT / script, os.X_OK) for script in named)


@pytest.mark.parametrize("name", NAMES)
def test_no_page_names_a_machine_or_a_registry(name: str) -> None:
    text = DOCS[name]
    assert not re.findall(r"(?<![\w.~/-])/(?:home|root|Users|work|tmp|opt|usr|var|mnt)\b|\b[A-Z]:\\", text)
    assert not re.findall(r"pypi|pythonhosted|index-url|/simple\b|anaconda\.org|npmjs", text, re.IGNORECASE)


@pytest.mark.parametrize(
    "layer", sorted(path.name for path in (ROOT / "tui").iterdir() if (path / "__init__.py").exists())
)
def test_every_layer_stands_in_contributing(layer: str) -> None:
    assert f"`tui/{layer}/`" in DOCS["CONTRIBUTING.md"]


def test_the_changelog_has_a_place_for_what_comes() -> None:
    assert "\n## [Unreleased]\n" in DOCS["CHANGELOG.md"]


def test_the_default_playbook_names_its_sources() -> None:
    playbook = read_playbook(shipped("playbooks", "heart-then-head.toml"))
    assert playbook.gate is GateLevel.WARN
    assert all(step.source for step in playbook.steps)

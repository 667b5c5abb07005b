"""One playbook read from a file that anybody can have written."""

import re
from pathlib import Path

import pytest

from tui.model.playbook import GateLevel, Phase, StepClock
from tui.model.trouble import Trouble
from tui.playbooks import read_playbook

HEAD = """schema = 1
id = "service"
title = "Service"
gate = "warn"
"""
LISTEN = """
[[steps]]
id = "listen"
phase = "heart"
name = "Listen"
short = "listen"
say = "Tell me, {name}."
why = "They need to be heard."
source = "seed 002"
not = ["calm down"]
done = "They have said it all."
"""
SORRY = LISTEN.replace('"listen"', '"sorry"')
SOUND = HEAD + LISTEN + SORRY
EXTRAS = """words = "I am very sorry"
fields = [{ mark = "=", ask = "What it did" }, { mark = "undo", ask = "What to fetch back" }]
clock = { quiet = 90, late = 300, say = "A short sorry now." }
"""
FULL = HEAD + 'about = "For most calls."\nreport_back = false\n' + LISTEN + SORRY + EXTRAS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "service.toml"


def trouble(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(Trouble) as caught:
        read_playbook(path)
    return str(caught.value)


def in_second(old: str, new: str) -> str:
    """The sound playbook with something else in its second step."""
    assert old in SORRY
    return HEAD + LISTEN + SORRY.replace(old, new)


def test_a_sound_file_is_read(path: Path) -> None:
    path.write_text(SOUND)
    playbook = read_playbook(path)
    assert (playbook.id, playbook.title, playbook.gate) == ("service", "Service", GateLevel.WARN)
    assert [(step.id, step.phase) for step in playbook.steps] == [("listen", Phase.HEART), ("sorry", Phase.HEART)]
    assert playbook.steps[0].avoid == ("calm down",)
    assert (playbook.about, playbook.report_back) == ("", True)


def test_the_keys_that_may_be_left_out_are_read(path: Path) -> None:
    path.write_text(FULL)
    playbook = read_playbook(path)
    assert (playbook.about, playbook.report_back) == ("For most calls.", False)
    step = playbook.steps[1]
    assert step.words == "I am very sorry"
    assert [(field.mark, field.ask) for field in step.fields] == [
        ("=", "What it did"),
        ("undo", "What to fetch back"),
    ]
    assert step.clock == StepClock(quiet=90, late=300, say="A short sorry now.")


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "with the mark that Notepad writes"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["unix", "windows"])
def test_the_marks_of_other_editors_do_no_harm(path: Path, start: bytes, end: bytes) -> None:
    path.write_bytes(start + SOUND.encode().replace(b"\n", end))
    assert len(read_playbook(path).steps) == 2


WHY = 'why = "They need to be heard."'
NOT = '["calm down"]'
LIST = "expected a list with at least one entry"
KEYS = "id, phase, name, short, say, why, source, not, done, words, fields, clock"
TOP_KEYS = "schema, id, title, about, gate, report_back, steps"
PLACES = "{name}, {told}, {meant}, {date}"
MARK = "fields: entry 1: mark: expected one of > = ! + i, or a word of small letters"
NEWER = "made for a newer heartfirst (its schema is above 1); please update heartfirst"


FIELDS = 'fields = [{ mark = "=", ask = "x" }]'
CLOCK = 'clock = { quiet = 9, late = 30, say = "x" }'


def is_plain(said: str) -> bool:
    return not re.search(r"[`$]|Expected |Object |something else", said) and len(said) < 200


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('say = "Tell me, {name}."', "say = 4", "(sorry): say: expected text, got a number"),
        ('say = "Tell me, {name}."', "say = 4.5", "(sorry): say: expected text, got a number"),
        (WHY, "why = true", "(sorry): why: expected text, got true or false"),
        (WHY, "why = []", "(sorry): why: expected text, got an empty list"),
        (WHY, "why = [1]", "(sorry): why: expected text, got a list"),
        (WHY, "why = {}", "(sorry): why: expected text, got a table"),
        (WHY, "why = 2026-11-21", "(sorry): why: expected text, got a date or a time"),
        (WHY, 'why = ""', "(sorry): why: expected text, got nothing"),
        (WHY, 'why = " \\t"', "(sorry): why: expected text, got nothing"),
        (WHY, f'why = "{"x" * 401}"', "(sorry): why: too long: 401 characters, at most 400 fit"),
        ('short = "sorry"', 'short = "thirteen long"', "(sorry): short: too long: 13 characters, at most 12 fit"),
        ('"heart"', '"hart"', "(sorry): phase: expected heart or head or close, got hart"),
        ('"heart"', "7", "(sorry): phase: expected heart or head or close, got a number"),
        ('"heart"', '""', "(sorry): phase: expected heart or head or close, got text"),
        (NOT, '"calm down"', f"(sorry): not: {LIST}, got text"),
        (NOT, "[]", f"(sorry): not: {LIST}, got an empty list"),
        (NOT, '["a", 5]', "(sorry): not: entry 2: expected text, got a number"),
        (NOT, str(["a"] * 7), "(sorry): not: too long: 7 entries, at most 6 fit"),
        (WHY, "", "(sorry): why: this key is missing"),
        ('id = "sorry"', "", ": id: this key is missing"),
        ('id = "sorry"', "id = 5", ": id: expected text, got a number"),
        ('"sorry"', '"So So"', "(So So): id: expected small letters, digits and hyphens, got So So"),
        ("done =", "don =", f"(sorry): don: this key is not known here; the keys are {KEYS}"),
        ('id = "sorry"', 'id = "listen"', "(listen): id: an earlier step already has this id"),
        ("{name}", "{nam}", f"(sorry): say: {{nam}} is not known; only {PLACES} can stand here"),
    ],
)
def test_a_fault_in_a_step_names_step_and_key(path: Path, old: str, new: str, words: str) -> None:
    said = trouble(path, in_second(old, new))
    assert said == f"service.toml: step 2{'' if words.startswith(':') else ' '}{words}"
    assert is_plain(said)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f'words = "{"x" * 41}"', "words: too long: 41 characters, at most 40 fit"),
        ("words = 3", "words: expected text, got a number"),
        ('fields = "="', "fields: expected a list, got text"),
        ("fields = [1]", "fields: entry 1: expected a table, got a number"),
        (f"fields = [{'{}, ' * 5}]", "fields: too long: 5 entries, at most 4 fit"),
        ("fields = [{}]", "fields: entry 1: mark: this key is missing"),
        (FIELDS.replace(', ask = "x"', ""), "fields: entry 1: ask: this key is missing"),
        (FIELDS.replace("ask", "asks"), "fields: entry 1: asks: this key is not known here; the keys are mark, ask"),
        (FIELDS.replace('"="', '"?"'), f"{MARK}, got ?"),
        (FIELDS.replace('"="', '"Undo"'), f"{MARK}, got Undo"),
        (FIELDS.replace('"="', f'"{"u" * 90}"'), f"{MARK}, got {'u' * 39}…"),
        (FIELDS.replace('"="', '""'), "fields: entry 1: mark: expected text, got nothing"),
        (FIELDS.replace('"="', "1"), "fields: entry 1: mark: expected text, got a number"),
        (FIELDS.replace('"x"', f'"{"x" * 81}"'), "fields: entry 1: ask: too long: 81 characters, at most 80 fit"),
        (FIELDS.replace("}", '}, { mark = "=", ask = "y" }'), "fields: the mark = is asked for twice"),
        ("clock = 90", "clock: expected a table, got a number"),
        (CLOCK.replace("quiet = 9, ", ""), "clock: quiet: this key is missing"),
        (CLOCK.replace("30", "0"), "clock: late: expected a whole number from 1 to 3600, got 0"),
        (CLOCK.replace("30", "3601"), "clock: late: expected a whole number from 1 to 3600, got 3601"),
        (CLOCK.replace("30", "1.5"), "clock: late: expected a whole number from 1 to 3600, got 1.5"),
        (CLOCK.replace("30", "inf"), "clock: late: expected a whole number from 1 to 3600, got inf"),
        (
            CLOCK.replace("30", f"0x{'f' * 3900}"),
            "clock: late: expected a whole number from 1 to 3600, got a very long one",
        ),
        (CLOCK.replace("30", "true"), "clock: late: expected a whole number from 1 to 3600, got true or false"),
        (CLOCK.replace("30", "9"), "clock: late: expected more than quiet (9), got 9"),
        (CLOCK.replace('"x"', '" "'), "clock: say: expected text, got nothing"),
        (
            CLOCK.replace("30", "30, loud = 60"),
            "clock: loud: this key is not known here; the keys are quiet, late, say",
        ),
    ],
)
def test_a_fault_in_a_key_that_may_be_left_out_names_it_too(path: Path, line: str, words: str) -> None:
    said = trouble(path, f"{SOUND}{line}\n")
    assert said == f"service.toml: step 2 (sorry): {words}"
    assert is_plain(said)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SOUND.replace('"warn"', '"shut"'), "gate: expected warn or refuse, got shut"),
        (SOUND.replace('title = "Service"', ""), "title: this key is missing"),
        (SOUND.replace("title =", "Title ="), f"Title: this key is not known here; the keys are {TOP_KEYS}"),
        (SOUND.replace('"heart"', '"head"'), "steps: at least one step must be in the phase heart"),
        (HEAD + 'steps = "many"', f"steps: {LIST}, got text"),
        (HEAD + "steps = []", f"steps: {LIST}, got an empty list"),
        (HEAD + "steps = [3]", "step 1: expected a table, got a number"),
        (HEAD + LISTEN * 17, "steps: too long: 17 entries, at most 16 fit"),
        (HEAD + LISTEN * 1000, "steps: too long: 1000 entries, at most 16 fit"),
        (HEAD + "report_back = 1" + LISTEN, "report_back: expected true or false, got a number"),
        (HEAD + 'report_back = "yes"' + LISTEN, "report_back: expected true or false, got text"),
        (HEAD + f'about = "{"x" * 401}"' + LISTEN, "about: too long: 401 characters, at most 400 fit"),
        ('"" = 1\n' + SOUND, f"a key without a name: this key is not known here; the keys are {TOP_KEYS}"),
        (HEAD, "steps: this key is missing"),
        (SOUND.replace("schema = 1", 'schema = "1"'), "schema: expected a whole number, got text"),
        (SOUND.replace("schema = 1", "schema = true"), "schema: expected a whole number, got true or false"),
        (SOUND.replace("schema = 1", "schema = 0"), "schema: expected 1, got a smaller number"),
        (SOUND.replace("schema = 1", "schema = 2"), NEWER),
        (f"schema = {2**70}\ncolour = 3", NEWER),
    ],
)
def test_a_fault_in_the_playbook_names_the_key(path: Path, content: str, words: str) -> None:
    said = trouble(path, content)
    assert said == f"service.toml: {words}"
    assert is_plain(said)

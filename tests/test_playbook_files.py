"""Playbooks that a rep writes: advice, a new one from another, and files that read as what was written."""

import stat
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.test_playbooks import FULL, SOUND
from tui.model.playbook import GateLevel, NoteField, Phase, Playbook, Step, StepClock
from tui.model.trouble import Trouble
from tui.playbook_files import STEP_KEYS, TOP_KEYS, advice, as_toml, check, new
from tui.playbooks import ORDER, read_playbook
from tui.shipped import shipped
from tui.toml_files import MOST_BYTES

SHIPPED = [path for path in shipped("playbooks").iterdir() if path.stem in ORDER]


@pytest.fixture
def full(tmp_path: Path) -> Playbook:
    """A playbook that uses every key there is."""
    path = tmp_path / "full.toml"
    path.write_text(FULL)
    return check(path)


def no_braces(text: str) -> bool:
    return bool(text.strip()) and not {"{", "}"} & set(text)


def sentence(most: int) -> st.SearchStrategy[str]:
    return st.text(min_size=1, max_size=most).filter(no_braces)


IDS = st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,39}\Z")
FIELDS = st.lists(
    st.builds(
        NoteField,
        mark=st.one_of(st.sampled_from([*">=!+i"]), st.from_regex(r"\A[a-z][a-z-]{1,11}\Z")),
        ask=sentence(80),
    ),
    max_size=4,
    unique_by=lambda field: field.mark,
).map(tuple)
CLOCKS = st.builds(
    lambda quiet, more, say: StepClock(quiet=quiet, late=quiet + more, say=say),
    st.integers(1, 1800),
    st.integers(1, 1800),
    sentence(400),
)
STEPS = st.builds(
    Step,
    id=IDS,
    phase=st.sampled_from(Phase),
    name=sentence(40),
    short=sentence(12),
    say=st.one_of(sentence(400), st.just("{name}, you told me that {told}.")),
    why=sentence(400),
    source=sentence(400),
    avoid=st.lists(sentence(400), min_size=1, max_size=6).map(tuple),
    done=sentence(400),
    words=st.text(max_size=40),
    fields=FIELDS,
    clock=st.none() | CLOCKS,
)


def in_order(steps: list[Step]) -> tuple[Step, ...]:
    """The steps as a sound playbook has them, the first one in the heart."""
    steps[0] = replace(steps[0], phase=Phase.HEART)
    return tuple(sorted(steps, key=lambda step: list(Phase).index(step.phase)))


PLAYBOOKS = st.builds(
    Playbook,
    id=IDS,
    title=sentence(40),
    about=st.text(max_size=400),
    gate=st.sampled_from(GateLevel),
    report_back=st.booleans(),
    steps=st.lists(STEPS, min_size=1, max_size=5, unique_by=lambda step: step.id).map(in_order),
)


@pytest.mark.long
@given(playbook=PLAYBOOKS, explained=st.booleans())
def test_what_is_written_reads_as_the_same_playbook(
    tmp_path_factory: pytest.TempPathFactory, playbook: Playbook, explained: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "written.toml"
    path.write_text(as_toml(playbook, explained=explained), encoding="utf-8", newline="")
    assert read_playbook(path) == playbook


@pytest.mark.parametrize("char", ["\x01", "\\", "\U0001f642", "\u202e", "é"])
def test_a_playbook_that_uses_all_its_room_can_still_be_read(char: str, tmp_path: Path) -> None:
    long = char * 400
    fields = tuple(NoteField(mark=mark, ask=char * 80) for mark in ">=!+")
    step = Step(
        id="a" * 40,
        phase=Phase.HEART,
        name=char * 40,
        short=char * 12,
        say=long,
        why=long,
        source=long,
        avoid=(long,) * 6,
        done=long,
        words=char * 40,
        fields=fields,
        clock=StepClock(quiet=1, late=2, say=long),
    )
    steps = tuple(replace(step, id=f"{number:040}") for number in range(16))
    playbook = Playbook(id="a" * 40, title=char * 40, about=long, gate=GateLevel.WARN, steps=steps)
    path = tmp_path / "full.toml"
    path.write_text(as_toml(playbook, explained=True), encoding="utf-8", newline="")
    assert path.stat().st_size < MOST_BYTES
    assert read_playbook(path) == playbook


def test_half_a_character_does_not_stop_a_file(full: Playbook, tmp_path: Path) -> None:
    path = new(tmp_path / "own", "mine", "My \udc80way", full)
    assert check(path).title == "My \ufffdway"


def test_nothing_in_a_file_steers_the_terminal_that_shows_it(full: Playbook) -> None:
    written = as_toml(replace(full, title='\x1b[31m"\u202e\x9b\r'))
    assert 'title = "\\u001b[31m\\"\\u202e\\u009b\\r"' in written.splitlines()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_new_one_has_the_steps_of_the_one_it_is_like(path: Path, tmp_path: Path) -> None:
    like = read_playbook(path)
    made = new(tmp_path / "config" / "playbooks", "mine", "My way", like)
    assert made == tmp_path / "config" / "playbooks" / "mine.toml"
    assert check(made) == replace(like, id="mine", title="My way")


def test_a_new_one_is_for_the_owner_only_and_nothing_else_is_left(full: Playbook, tmp_path: Path) -> None:
    made = new(tmp_path / "config" / "playbooks", "mine", "My way", full)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == stat.S_IMODE(made.parent.parent.stat().st_mode) == 0o700
    assert list(made.parent.iterdir()) == [made]


def test_a_new_one_explains_every_key(full: Playbook, tmp_path: Path) -> None:
    sparse = replace(full, about="", steps=(replace(full.steps[0], words="", fields=(), clock=None),))
    for like in (full, sparse):
        written = new(tmp_path / f"{len(like.steps)}", "mine", "My way", like).read_text(encoding="utf-8")
        lines = written.splitlines()
        for kind, told in ((Playbook, TOP_KEYS), (Step, STEP_KEYS)):
            keys = {field.encode_name for field in msgspec.structs.fields(kind)} - {"steps"}
            assert keys == set(told)
            for key, words in told.items():
                last = f"# {words.splitlines()[-1]}"
                assert lines[lines.index(last) + 1].removeprefix("# ").startswith(f"{key} = ")


def test_the_examples_in_a_new_one_are_sound_once_they_count(full: Playbook, tmp_path: Path) -> None:
    sparse = replace(full, about="", steps=(replace(full.steps[0], words="", fields=(), clock=None),))
    path = new(tmp_path / "own", "mine", "My way", sparse)
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = tuple(f"# {key} = " for key in ("about", "words", "fields", "clock"))
    path.write_text("\n".join(line.removeprefix("# ") if line.startswith(starts) else line for line in lines))
    read = check(path)
    assert read.about
    assert read.steps[0].words == "I am very sorry"
    assert read.steps[0].fields
    assert read.steps[0].clock


def test_what_is_there_is_never_overwritten(full: Playbook, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("kept")
    (tmp_path / "link.toml").symlink_to("nowhere.toml")
    for name in ("mine", "link"):
        with pytest.raises(Trouble, match=rf"{name}\.toml is already there, and is left as it is\.$"):
            new(tmp_path, name, "My way", full)
    assert (tmp_path / "mine.toml").read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full.toml", "link.toml", "mine.toml"]


@pytest.mark.parametrize(
    ("playbook_id", "title", "words"),
    [
        ("My way", "x", "id: expected small letters, digits and hyphens, got My way"),
        ("../out", "x", "id: expected small letters, digits and hyphens, got ../out"),
        (".hidden", "x", "id: expected small letters, digits and hyphens, got .hidden"),
        ("a\n", "x", "id: expected small letters, digits and hyphens, got a"),
        ("", "x", "id: expected text, got nothing"),
        ("a" * 41, "x", "id: too long: 41 characters, at most 40 fit"),
        ("mine", " ", "title: expected text, got nothing"),
        ("mine", "x" * 41, "title: too long: 41 characters, at most 40 fit"),
    ],
)
def test_an_id_or_a_title_that_is_none_makes_nothing(
    playbook_id: str, title: str, words: str, full: Playbook, tmp_path: Path
) -> None:
    with pytest.raises(Trouble) as caught:
        new(tmp_path / "own", playbook_id, title, full)
    assert str(caught.value) == f"No playbook is made; {words}."
    assert not (tmp_path / "own").exists()


def test_a_fault_is_told_by_the_check(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(SOUND.replace('"heart"', '"hart"', 1))
    with pytest.raises(Trouble, match=r"^mine\.toml: step 1 \(listen\): phase: expected heart or head or close"):
        check(path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_our_own_playbooks_are_long_enough_and_say_when_to_take_them(path: Path) -> None:
    given_advice = advice(read_playbook(path))
    assert not [line for line in given_advice if line.startswith(("about", "steps:"))]


def test_advice_names_what_could_serve_better(full: Playbook) -> None:
    assert advice(replace(full, about=" ", report_back=True)) == [
        "about: empty, so whoever chooses a playbook sees only its title.",
        "steps: 2; with 6 or more, each asks for one thing at a time.",
        "fields: no step asks for a promise (the mark !), so nothing reminds of the day to report back.",
        "say: no step uses {told}, {meant}, {date}.",
        "step sorry: say: does not hold the words of the step (I am very sorry).",
    ]


def test_advice_names_a_line_that_is_too_long_and_missing_words(full: Playbook) -> None:
    steps = tuple(replace(step, say="x" * 161, words="") for step in full.steps[:1])
    assert advice(replace(full, steps=steps))[1:] == [
        'words: no step has any; the step of the apology can show "I am very sorry" large.',
        "say: no step uses {name}, {told}, {meant}.",
        "step listen: say: 161 characters; up to 160 can be said in one breath.",
    ]


def test_a_playbook_that_needs_nothing_gets_no_advice(full: Playbook) -> None:
    say = "{name}, you told me that {told}. I am very sorry that {meant}. You hear from me {date}."
    promise = (NoteField(mark="!", ask="When they hear from you"),)
    steps = tuple(replace(full.steps[1], id=f"s{number}", say=say, fields=promise) for number in range(6))
    assert advice(replace(full, report_back=True, steps=steps)) == []

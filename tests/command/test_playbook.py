"""`heartfirst playbook`: look at the playbooks, check one, and begin one of your own."""

import stat
from pathlib import Path

import pytest

from tests.command.runs import Ran, as_process, in_process, on_disk, sentence
from tests.command.test_imports import TELL, loaded
from tests.test_playbooks import FULL, SOUND
from tui.model.playbook import Phase
from tui.playbooks import ORDER, read_playbook
from tui.shipped import shipped


@pytest.fixture
def own(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a rep's own playbooks will be; neither this folder nor the records exist yet."""
    monkeypatch.setenv("HEARTFIRST_SETTINGS", str(tmp_path / "settings"))
    assert not folder.exists()
    return tmp_path / "settings" / "playbooks"


def put(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(ran: Ran) -> str:
    """The sentence of a command that was tried and did not work."""
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert "Traceback" not in line
    return line.removeprefix("heartfirst: ")


def ours(playbook_id: str) -> str:
    return shipped("playbooks", f"{playbook_id}.toml").read_text(encoding="utf-8")


def test_a_sound_file_is_called_well_and_advice_follows(tmp_path: Path, own: Path) -> None:
    ran = in_process("playbook", "check", str(put(tmp_path, "service.toml", SOUND)))
    assert (ran.code, ran.err) == (0, "")
    first, *advice = ran.out.splitlines()
    assert first == "Service: 2 steps, all is well."
    assert all(line.startswith("- ") and line.endswith(".") for line in advice)
    assert any(line.startswith("- steps: 2; ") for line in advice)
    assert not own.exists()


@pytest.mark.parametrize("playbook_id", ORDER)
def test_our_own_playbooks_are_called_well(playbook_id: str, own: Path) -> None:
    ran = in_process("playbook", "check", str(shipped("playbooks", f"{playbook_id}.toml")))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0].endswith(" steps, all is well.")
    assert not own.exists()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('gate = "warn"', 'gate = "shut"', "gate: expected warn or refuse, got shut"),
        ('title = "Service"', 'title = "Service', "line 3: illegal character '\\n'"),
        ('phase = "heart"', 'phase = "head"', "steps: at least one step must be in the phase heart"),
    ],
)
def test_a_fault_is_one_sentence_with_file_and_place(
    before: str, after: str, words: str, tmp_path: Path, own: Path
) -> None:
    assert before in SOUND
    path = put(tmp_path, "service.toml", SOUND.replace(before, after))
    assert refused(in_process("playbook", "check", str(path))) == f"service.toml: {words}"
    assert not own.exists()


def test_a_file_that_is_not_there_is_told(tmp_path: Path, own: Path) -> None:
    assert refused(in_process("playbook", "check", str(tmp_path / "nope.toml"))) == "nope.toml: there is no such file"
    assert not own.exists()


def test_a_new_playbook_is_written_for_the_rep_alone_and_its_path_told(own: Path) -> None:
    ran = in_process("playbook", "new", "late-delivery", "--title", "Late delivery")
    path = own / "late-delivery.toml"
    assert ran == (0, f"{path}\n", "")
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, own, own.parent)] == [0o600, 0o700, 0o700]
    made, default = read_playbook(path), read_playbook(shipped("playbooks", "heart-then-head.toml"))
    assert (made.id, made.title, made.steps) == ("late-delivery", "Late delivery", default.steps)
    assert in_process("playbook", "check", str(path)).code == 0


def test_a_new_playbook_has_the_steps_of_the_one_it_shall_be_like(own: Path) -> None:
    assert in_process("playbook", "new", "my-bill", "--like", "bill").code == 0
    made, model = read_playbook(own / "my-bill.toml"), read_playbook(shipped("playbooks", "bill.toml"))
    assert (made.title, made.steps) == ("My bill", model.steps)


def test_a_file_that_is_there_is_never_written_over(own: Path, tmp_path: Path) -> None:
    path = put(own, "mine.toml", "# all that I know\n")
    before = on_disk(tmp_path)
    words = sentence(in_process("playbook", "new", "mine").err)
    assert words == f"{path} is already there, and is left as it is."
    assert on_disk(tmp_path) == before


@pytest.mark.parametrize("name", ["My Playbook", "../escape", "", "a/b", "x" * 41, "\x1b[31mred"])
def test_an_id_that_is_none_makes_nothing(name: str, own: Path, tmp_path: Path) -> None:
    before = on_disk(tmp_path)
    words = refused(in_process("playbook", "new", name))
    assert words.startswith("No playbook is made; id: ")
    assert "\x1b" not in words
    assert on_disk(tmp_path) == before


def test_a_model_that_nobody_knows_makes_nothing(own: Path) -> None:
    words = sentence(in_process("playbook", "new", "mine", "--like", "nope").err)
    assert words.startswith("There is no playbook with the id nope; ")
    assert not own.exists()


def test_every_playbook_is_listed_ours_in_their_order_and_the_rep_s_own_behind(own: Path) -> None:
    put(own, "full.toml", FULL)
    ran = in_process("playbook", "show")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    mine = read_playbook(own / "full.toml")
    assert [line.split()[0] for line in lines] == [*ORDER, mine.id]
    assert [line.endswith("  (yours)") for line in lines] == [False] * len(ORDER) + [True]


def test_an_own_playbook_with_the_id_of_ours_stands_in_its_place(own: Path) -> None:
    put(own, "bill.toml", ours("bill").replace('title = "Bill or money wrong"', 'title = "My bill"'))
    lines = in_process("playbook", "show").out.splitlines()
    (line,) = [line for line in lines if line.startswith("bill ")]
    assert line.split(maxsplit=1)[1] == "My bill  (yours)"
    assert len(lines) == len(ORDER)


def test_a_broken_own_one_is_told_beside_the_list_and_ours_is_used(own: Path) -> None:
    put(own, "bill.toml", ours("bill").replace('phase = "heart"', 'phase = "hart"', 1))
    ran = in_process("playbook", "show")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == list(ORDER)
    assert "(yours)" not in ran.out
    (told,) = ran.err.splitlines()
    assert told.startswith("heartfirst: bill.toml: step 1 (listen): phase: expected heart or head or close, got hart")


def test_one_is_printed_whole_within_80_columns(own: Path) -> None:
    ran = in_process("playbook", "show", "heart-then-head")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "Heart, then head (heart-then-head)"
    assert max(map(len, lines)) <= 80
    default = read_playbook(shipped("playbooks", "heart-then-head.toml"))
    assert {step.phase for step in default.steps} == set(Phase)
    assert [line for line in lines if line[:1].isdigit()] == [
        f"{number}. {step.name} ({step.id})" for number, step in enumerate(default.steps, start=1)
    ]
    assert not own.exists()


@pytest.mark.parametrize("name", ["nope", "../heart-then-head", "heart-then-head.toml"])
def test_an_id_that_nobody_knows_is_told_with_the_way_to_all(name: str, own: Path) -> None:
    words = sentence(in_process("playbook", "show", name).err)
    assert words == f"There is no playbook with the id {name}; `heartfirst playbook show` lists them all."
    assert not own.exists()


def test_what_steers_a_terminal_is_shown_and_not_sent(own: Path) -> None:
    put(own, "odd.toml", SOUND.replace('"Service"', '"\\u001b]0;x\\u0007 \\u202e[red]"').replace("service", "odd"))
    for args in (("show",), ("show", "odd")):
        ran = in_process("playbook", *args)
        assert ran.code == 0
        assert not {"\x1b", "\x07", "\u202e"} & set(ran.out)
        assert "[red]" in ran.out


def test_the_playbook_before_the_command_can_be_an_id(own: Path) -> None:
    assert in_process("--playbook", "outage", "playbook", "show").out.splitlines()[0].startswith("outage ")
    words = sentence(in_process("--playbook", "nope", "playbook", "show").err)
    assert words.startswith("There is no playbook with the id nope; ")
    assert not own.exists()


def test_a_process_finds_the_settings_folder_of_its_home(environment: dict[str, str], tmp_path: Path) -> None:
    del environment["HEARTFIRST_SETTINGS"]
    ran = as_process("playbook", "new", "mine", environment=environment)
    path = tmp_path / "home" / ".config" / "heartfirst" / "playbooks" / "mine.toml"
    assert ran == (0, f"{path}\n", "")
    assert (
        as_process("playbook", "show", environment=environment).out.splitlines()[-1]
        == "mine             Mine  (yours)"
    )


def test_none_of_it_touches_the_records(own: Path, folder: Path) -> None:
    in_process("playbook", "new", "mine")
    in_process("playbook", "show")
    in_process("playbook", "check", str(own / "mine.toml"))
    assert not folder.exists()


def test_to_show_loads_nothing_of_a_screen(environment: dict[str, str]) -> None:
    modules = loaded(environment, TELL, "playbook", "show")
    assert "tui.playbook_pages" in modules
    assert not [name for name in modules if name.startswith(("textual", "tui.app", "tui.screens", "tui.widgets"))]


@pytest.mark.parametrize("args", [(), ("nope",), ("check",), ("new",), ("show", "one", "two")], ids=" ".join)
def test_asked_wrongly_it_says_how_and_does_nothing(args: tuple[str, ...], own: Path) -> None:
    ran = in_process("playbook", *args)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: heartfirst playbook ")
    assert not own.exists()

"""The table of the method: every row of the five posts is there, and whatever it points at exists."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path

import click
import pytest
from textual.screen import Screen
from textual.widget import Widget

from tui import keys
from tui.cli import heartfirst
from tui.method import SEEDS, Fate, Kind, Row, as_text, read_method
from tui.model.call import Outcome
from tui.model.marks import Mark
from tui.model.playbook import Playbook
from tui.model.promises import PromiseKind
from tui.model.trouble import Trouble
from tui.playbooks import read_playbook
from tui.settings import Settings
from tui.shipped import shipped

SEED_ROWS = {
    "000": range(1, 21),
    "001": range(21, 48),
    "002": range(48, 79),
    "003": range(79, 100),
    "004": range(100, 117),
}
COMMENTS = {10: 1, 11: 2, 18: 5, 62: 1, 66: 3, 71: 6, 75: 7, 76: 8, 77: 9, 78: 11}
COMMENTS |= dict.fromkeys(range(12, 18), 4) | dict.fromkeys(range(63, 66), 2)
COMMENTS |= {67: 4, 68: 4, 69: 5, 70: 5, 72: 12, 73: 12, 74: 12}
ROWS = read_method()


def a_row(row: int = 1, seed: str = "000", **changed: object) -> str:
    """A sound row as TOML, with these keys changed, or left out where they are None."""
    keys_of_row = {"row": row, "seed": f'"{seed}"', "says": '"Be kind."', "fate": '"later"', "kind": '"coach"'}
    lines = {**keys_of_row, "why": '"A hint."', **changed}
    return "[[rows]]\n" + "".join(f"{key} = {value}\n" for key, value in lines.items() if value is not None)


def method_of(folder: Path, *rows: str, head: str = "schema = 1\n") -> tuple[Row, ...]:
    path = folder / "method.toml"
    path.write_text(head + "\n".join(rows), encoding="utf-8")
    return read_method(path)


def test_each_of_the_116_rows_is_there_once() -> None:
    assert [row.row for row in ROWS] == list(range(1, 117))


def test_each_row_names_the_post_and_the_comment_it_comes_from() -> None:
    found = {seed: [row.row for row in of_seed] for seed, of_seed in groupby(ROWS, key=lambda row: row.seed)}
    assert found == {seed: list(rows) for seed, rows in SEED_ROWS.items()}
    assert {row.row: row.comment for row in ROWS if row.comment} == COMMENTS


def test_each_row_is_a_sentence_of_its_own() -> None:
    assert [row.row for row in ROWS if not re.fullmatch(r"[A-Z].{20,}[.?]", row.says)] == []
    assert [row.row for row in ROWS if row.why and not re.fullmatch(r"[A-Z].{10,}\.", row.why)] == []
    assert len({row.says for row in ROWS}) == len(ROWS)


def test_a_built_row_names_what_carries_it_once() -> None:
    assert [row.row for row in ROWS if len(set(row.at)) != len(row.at)] == []
    assert all(row.at for row in ROWS if row.fate is Fate.BUILT)


@dataclass
class Product:
    """What there is to point at, by kind of pointer: the names of each, or a question about one."""

    names: dict[str, set[str]]
    questions: dict[str, Callable[[str], bool]]

    def has(self, pointer: str) -> bool:
        """Whether what `pointer` names exists."""
        kind, _, name = pointer.partition(":")
        return name in self.names[kind] if kind in self.names else self.questions[kind](name)


@pytest.fixture(scope="module")
def product() -> Product:
    """The product as it is, with the playbooks that come with it."""
    playbooks = [read_playbook(path) for path in sorted(shipped("playbooks").glob("*.toml"))]
    tables = [table for table in vars(keys).values() if isinstance(table, tuple)]
    return Product(
        names={
            "playbook": {playbook.id for playbook in playbooks},
            "step": {f"{playbook.id}/{step.id}" for playbook in playbooks for step in playbook.steps},
            "field": {name for playbook in playbooks for name in fields_of(playbook)},
            "setting": set(Settings.__struct_fields__),
            "command": set(commands_of(heartfirst)),
            "mark": set(map(str, Mark)),
            "key": {key.id for table in tables for key in table if isinstance(key, keys.Key)},
            "outcome": set(map(str, Outcome)),
            "promise": set(map(str, PromiseKind)),
        },
        questions={
            "rule": lambda name: found(name) is not None,
            "screen": lambda name: is_a(Screen, name),
            "widget": lambda name: is_a(Widget, name),
        },
    )


def fields_of(playbook: Playbook) -> Iterator[str]:
    for step in playbook.steps:
        yield from (f"{playbook.id}/{step.id}/{field.mark}" for field in step.fields)


def commands_of(group: click.Group, before: str = "") -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        yield f"{before}{name}"
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{before}{name} ")


def found(name: str) -> object | None:
    """What a Python name stands for: a module, and then what is in it; None where there is nothing."""
    parts = name.split(".")
    for end in range(len(parts) - 1, 0, -1):
        module = ".".join(parts[:end])
        try:
            thing: object = import_module(module)
        except ModuleNotFoundError as error:
            if not f"{module}.".startswith(f"{error.name}."):
                raise
            continue
        for part in parts[end:]:
            thing = getattr(thing, part, None)
        return thing
    return None


def is_a(kind: type, name: str) -> bool:
    thing = found(name)
    return inspect.isclass(thing) and issubclass(thing, kind)


def test_what_carries_a_built_row_exists(product: Product) -> None:
    missing = [(row.row, pointer) for row in ROWS for pointer in row.at if not product.has(pointer)]
    assert missing == []


@pytest.mark.parametrize(
    "pointer",
    [
        "playbook:no-such",
        "step:heart-then-head/no-such",
        "field:heart-then-head/listen/no-such",
        "rule:tui.model.guide.no_such",
        "rule:tui.no_such.module",
        "rule:tui.model.guide.Gate.no_such",
        "screen:tui.widgets.brief.Brief",
        "widget:tui.model.call.Call",
        "setting:no_such",
        "command:no-such",
        "command:playbook no-such",
        "mark:?",
        "key:no-such",
        "outcome:no-such",
        "promise:no-such",
    ],
)
def test_what_does_not_exist_is_noticed(product: Product, pointer: str) -> None:
    assert not product.has(pointer)


def test_each_kind_of_pointer_finds_what_is_there(product: Product) -> None:
    known = {pointer.partition(":")[0] for row in ROWS for pointer in row.at}
    assert known == {*product.names, *product.questions}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (a_row(says=None), "row 2: says: this key is missing"),
        (a_row(says='""'), "row 2: says: expected str of length >= 1"),
        (a_row(says="7"), "row 2: says: expected str, got int"),
        (a_row(fate='"perhaps"'), "row 2: fate: invalid enum value 'perhaps'"),
        (a_row(kind='"sales"'), "row 2: kind: invalid enum value 'sales'"),
        (a_row(at='["step:listen", 3]'), "row 2: at: entry 2: expected str, got int"),
        (a_row(at='["feature:x"]'), "row 2: at: entry 1: expected str matching regex"),
        (a_row(note='"x"'), "row 2: note: this key is not known here"),
        (a_row(row=3), "row 2: row: expected 2, got 3"),
        (a_row(row=1), "row 2: row: expected 2, got 1"),
        (a_row(row=2, seed="005"), "row 2: seed: expected one of 000, 001, 002, 003, 004, got 005"),
        (a_row(row=2, comment="0"), "row 2: comment: expected int >= 1"),
        (a_row(row=2, kind=None), "row 2: kind: a row that is later needs one"),
        (a_row(row=2, why=None), "row 2: why: a row that is later needs one"),
        (a_row(row=2, at='["mark:>"]'), "row 2: at: a row that is later has none"),
        (a_row(row=2, fate='"built"', kind=None), "row 2: at: a row that is built needs one"),
        (a_row(row=2, fate='"built"', at='["mark:>"]'), "row 2: kind: a row that is built has none"),
        (a_row(row=2, fate='"not-software"', kind=None, why=None), "row 2: why: a row that is not-software needs"),
        (a_row(row=2, fate='"not-software"'), "row 2: kind: a row that is not-software has none"),
    ],
    ids=lambda text: text if text.startswith("row ") else "",
)
def test_a_damaged_row_is_refused_with_its_number_and_key(tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(Trouble) as trouble:
        method_of(tmp_path, a_row(), row)
    assert str(trouble.value).startswith(f"method.toml: {says}")


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("", "schema: this key is missing"),
        ("schema = 2\n", "schema: invalid enum value 2"),
        ("schema = 1\nrow = 1\n", "row: this key is not known here"),
        ("schema = \n", "it could not be read (Invalid value (at line 1, column 10))"),
        ("schema = 1\n\udcff", "it could not be read ("),
    ],
)
def test_a_damaged_table_is_refused(tmp_path: Path, head: str, says: str) -> None:
    path = tmp_path / "method.toml"
    path.write_bytes((head + a_row()).encode(errors="surrogateescape"))
    with pytest.raises(Trouble) as trouble:
        read_method(path)
    assert str(trouble.value).startswith(f"method.toml: {says}")


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"^method\.toml: it could not be read \(.*o such file"):
        read_method(tmp_path / "method.toml")
    with pytest.raises(Trouble, match=r"^method\.toml: rows: this key is missing$"):
        method_of(tmp_path)


def test_the_printed_table_has_every_row_under_its_post() -> None:
    lines = list(as_text(ROWS))
    assert max(map(len, lines)) < 80
    assert all(line.isprintable() for line in lines)
    heads = [line for line in lines if line.startswith("Seed ")]
    assert heads == [f"Seed {number}: {seed.title}" for number, seed in SEEDS.items()]
    assert [int(found[1]) for line in lines if (found := re.match(r" *(\d+)  \S", line))] == list(range(1, 117))
    words = " ".join(" ".join(lines).split())
    assert [row.row for row in ROWS if row.says not in words or row.why not in words] == []


def test_where_a_row_lives_is_said_in_words(tmp_path: Path) -> None:
    at = (
        '["step:heart-then-head/listen", "playbook:heart-then-head", "step:gone/x", "rule:tui.model.call.Mood.CALM",'
        '"rule:tui.model.guide.said", "screen:tui.screens.desk.DeskScreen", "widget:tui.widgets.brief.Brief",'
        '"mark:>", "field:heart-then-head/own/undo", "outcome:next-step", "command:list", "key:said",'
        '"setting:limit", "promise:gift"]'
    )
    rows = method_of(tmp_path, a_row(fate='"built"', kind=None, why='"The rest is left."', at=at))
    assert " ".join(" ".join(as_text(rows)).split()).endswith(
        "1 Be kind. built: step “Listen” of “Heart, then head”; playbook “Heart, then head”; step “x” of “gone”; "
        "rule Mood.CALM (tui/model/call.py); rule said (tui/model/guide.py); screen Desk (tui/screens/desk.py); "
        "widget Brief (tui/widgets/brief.py); lines with > in the notes; the undo line of step “Own it” of “Heart, "
        "then head”; outcome “next step agreed”; command heartfirst list; key said; setting limit; promise gift. "
        "In part: The rest is left. 1 row: built 1 (1 of them in part)."
    )


def test_later_rows_and_those_that_are_no_software_say_why(tmp_path: Path) -> None:
    lines = list(as_text(method_of(tmp_path, a_row(), a_row(2, "001", comment=3, fate='"not-software"', kind=None))))
    assert [line.strip() for line in lines if line.startswith(" ")] == [
        "1  Be kind.",
        "later, coach: A hint.",
        "2  Be kind. (comment 3)",
        "not software: A hint.",
    ]


@pytest.mark.parametrize("fate", list(Fate))
def test_one_fate_alone_can_be_asked_for(fate: Fate) -> None:
    lines = list(as_text(ROWS, fate=str(fate)))
    wanted = [row for row in ROWS if row.fate is fate]
    assert [int(found[1]) for line in lines if (found := re.match(r" *(\d+)  \S", line))] == [r.row for r in wanted]
    said = str(fate).replace("-", " ")
    assert re.match(rf"{len(wanted)} rows?: {said} {len(wanted)}\b", " ".join(lines[lines.index("", -4) + 1 :]))


def test_the_last_lines_count_every_fate() -> None:
    count = " ".join("\n".join(as_text(ROWS)).rpartition("\n\n")[2].split())
    fates = {fate: sum(row.fate is fate for row in ROWS) for fate in Fate}
    kinds = ", ".join(f"{kind} {sum(row.kind is kind for row in ROWS)}" for kind in Kind)
    in_part = sum(1 for row in ROWS if row.fate is Fate.BUILT and row.why)
    assert count == (
        f"116 rows: built {fates[Fate.BUILT]} ({in_part} of them in part); later {fates[Fate.LATER]} ({kinds}); "
        f"not software {fates[Fate.NOT_SOFTWARE]}."
    )
    assert list(as_text(())) == ["No rows."]

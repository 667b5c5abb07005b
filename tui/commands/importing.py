"""Calls on their way in."""

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import click

from tui.commands.exporting import stopped_in_a_sentence
from tui.commands.output import tell, tell_left_out
from tui.commands.progress import Progress
from tui.commands.wanted import Wanted
from tui.model.trouble import Trouble

if TYPE_CHECKING:
    from tui.csv_files import Table
    from tui.interchange.mapping import Mapping
    from tui.ports import Clock
    from tui.services.table_in import TableIn

STOPPED = "Stopped: nothing came in."
DRY = "Nothing was written."


class _Asked(NamedTuple):
    """What was asked for of a CSV."""

    wishes: tuple[str, ...]
    order: str | None
    skip_bad: bool
    keep_rest: bool
    leave_rest: bool


@click.command(name="import")
@click.argument("file", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Tell what would come in, and write nothing.")
@click.option("--map", "wishes", metavar="COLUMN=PART", multiple=True, help="CSV: what a column is; blank: nothing.")
@click.option("--dates", "order", type=click.Choice(["dmy", "mdy", "ymd"]), help="CSV: what 3/4/26 means.")
@click.option("--skip-bad", is_flag=True, help="CSV: leave out rows that cannot be read, and bring in the others.")
@click.option("--keep-rest", is_flag=True, help="CSV: put columns without a part at the end of the notes.")
@click.option("--leave-rest", is_flag=True, help="CSV: leave columns without a part out, whatever they hold.")
@click.pass_obj
def import_calls(
    wanted: Wanted,
    file: str,
    wishes: tuple[str, ...],
    order: str | None,
    *,
    dry_run: bool,
    skip_bad: bool,
    keep_rest: bool,
    leave_rest: bool,
) -> None:
    """Bring in the calls of a FILE that export wrote, or of a CSV (- is stdin); those that are here stay."""
    if keep_rest and leave_rest:
        raise click.UsageError("Say --keep-rest or --leave-rest, not both.")
    asked = _Asked(wishes, order, skip_bad, keep_rest, leave_rest)
    name = "The input" if file == "-" else file
    with stopped_in_a_sentence(STOPPED):
        if any(asked) or _is_table(file):
            _bring_in_table(wanted, file, name, asked, dry=dry_run)
        else:
            _bring_in(wanted, file, dry=dry_run)


def _bring_in(wanted: Wanted, file: str, *, dry: bool) -> None:
    calls = wanted.parts().importing(dry=dry)
    with Progress("calls") as progress:
        calls.bring_in(file, progress.reached)
    click.echo(f"{calls.words()}{f' {DRY}' if dry else ''}", err=True)
    tell_left_out(calls)


def _bring_in_table(wanted: Wanted, file: str, name: str, asked: _Asked, *, dry: bool) -> None:
    from tui.csv_files import Table  # noqa: PLC0415 # Most imports are of our own files.
    from tui.incoming_files import opened  # noqa: PLC0415 # As above.

    with opened(file, name) as source:
        parts, table = wanted.parts(), Table(source, name)
        found = _looked_through(table, name, asked, parts.clock, dry=dry)
        calls = parts.importing(dry=dry)
        with Progress("calls", found.calls_there) as progress:
            calls.bring_in_rows(found.calls(), progress.reached)
    out = f" {_counted(found.bad_rows, 'was', 'were')} left out." if found.bad_rows else ""
    click.echo(f"{calls.words()}{out}{f' {DRY}' if dry else ''}", err=True)


def _looked_through(table: "Table", name: str, asked: _Asked, clock: "Clock", *, dry: bool) -> "TableIn":
    """The table, every row of it read once. Raises `Trouble` where it must not come in."""
    from tui.interchange.dates import Order  # noqa: PLC0415 # As above.
    from tui.interchange.mapping import mapping_of  # noqa: PLC0415
    from tui.interchange.row import Rows  # noqa: PLC0415
    from tui.services.table_in import TableIn  # noqa: PLC0415

    mapping = mapping_of(table.headings, asked.wishes)
    _show(table, name, mapping, keep_rest=asked.keep_rest)
    order = Order(asked.order) if asked.order else None
    rows = Rows(mapping, clock.at_local, order=order, keep_rest=asked.keep_rest)
    found = TableIn(name, table.rows, rows)
    with Progress("rows read") as progress:
        found.look_through(progress.reached)
    tell(filter(None, (*found.bad(), found.unknown())))
    if found.bad_rows and not asked.skip_bad:
        raise Trouble(
            f"{_counted(found.bad_rows, 'is', 'are')} no call; nothing came in. --skip-bad leaves such rows out."
        )
    if found.unplaced and not asked.leave_rest:
        _ask_about([mapping.name(at) for at in sorted(found.unplaced)], dry=dry)
    return found


def _counted(rows: int, one: str, more: str) -> str:
    return f"1 row {one}" if rows == 1 else f"{rows:,} rows {more}"


def _ask_about(columns: list[str], *, dry: bool) -> None:
    """Their words would be left out, and could not come in later: the calls are here by then. Raises `Trouble`."""
    shown = [*columns[:5], f"{len(columns) - 5:,} more"] if len(columns) > 6 else columns
    names = " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
    hold, is_put, one = ("holds", "it", "it") if len(columns) == 1 else ("hold", "them", "one")
    words = (
        f"{names} {hold} something that would be left out; nothing {'comes' if dry else 'came'} in like this. "
        f'--keep-rest puts {is_put} into the notes, --leave-rest leaves {is_put} out, --map "COLUMN=PART" says what '
        f"{one} is."
    )
    if not dry:
        raise Trouble(words)
    tell([words])


def _show(table: "Table", name: str, mapping: "Mapping", *, keep_rest: bool) -> None:
    """How the table is read, before anything of it is. Raises `Trouble` where no call can be made of it."""
    from tui.interchange.mapping import PARTS  # noqa: PLC0415 # As above.
    from tui.model.plain import plain  # noqa: PLC0415

    click.echo(f"{plain(name)} ({table.words()}):", err=True)
    for line in mapping.lines(keep_rest=keep_rest):
        click.echo(f"  {line}", err=True)
    if not mapping.is_whole():
        raise Trouble(
            f"No call can be made of {name}: it needs a column that is started, and one that is caller or notes. "
            f'Name them with --map "COLUMN=PART"; parts are {", ".join(PARTS)}. Nothing came in.'
        )


def _is_table(file: str) -> bool:
    """By its name, else by how it begins: our own files begin with a bracket. Stdin is one with an option for it."""
    from pathlib import Path  # noqa: PLC0415 # Python has it only where a file is wanted.

    ending = Path(file).suffix.lower()
    if ending in (".csv", ".tsv", ".txt", ".json", ".jsonl"):
        return ending not in (".json", ".jsonl")
    with suppress(OSError, ValueError), Path(file).open("rb") as source:
        start = source.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
        return bool(start) and start[:1] not in b"[{"
    return False

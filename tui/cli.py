"""The command line. Loads no Textual until a screen is wanted; data goes to stdout, words to stderr."""

import io
import os
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tui import __version__
from tui.first_look import FIRST_LOOK
from tui.method_commands import method, playbooks
from tui.model.trouble import Trouble

if TYPE_CHECKING:
    from tui.bootstrap import Bootstrap
    from tui.records.exchange import Export, Import
    from tui.services.review import Review


class Wanted:
    """What was asked for before the command's name."""

    def __init__(self, data: str | None, playbook: str | None, *, demo: bool) -> None:
        """See the options of `heartfirst`."""
        self._data = data
        self._demo = demo
        self._playbook = playbook

    def parts(self) -> "Bootstrap":
        """The real parts; imported here, because `--help` needs none of them."""
        from tui.bootstrap import Bootstrap  # noqa: PLC0415

        parts = Bootstrap(self._data, self._playbook, demo=self._demo)
        # The last one to leave the record writes to it, and must do that before Python takes itself apart.
        click.get_current_context().call_on_close(parts.close)
        click.get_current_context().call_on_close(lambda: _tell(parts.noticed()))
        return parts


class Commands(click.Group):
    """Commands of which even a bug ends with one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. A bug becomes `Trouble`; where it is goes to the log, without anybody's words."""
        try:
            with FIRST_LOOK.gone_on_errors():
                return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, Trouble, OSError):
            raise
        except Exception as error:
            path = ctx.obj.parts().log(error)
            where = f" What happened is in {path}." if path else ""
            raise Trouble(f"An error that was not foreseen ended the command.{where}") from error


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="heartfirst", message="%(prog)s %(version)s")
@click.option("--data", metavar="FOLDER", help="Where the records live (also: HEARTFIRST_DATA).")
@click.option("--playbook", metavar="FILE|ID", help="Begin calls with this playbook in place of heart, then head.")
@click.option("--demo", is_flag=True, help="On made-up calls, in a folder that goes when you leave.")
@click.pass_context
def heartfirst(context: click.Context, data: str | None, playbook: str | None, *, demo: bool) -> None:
    """Keeps a support rep steady on the worst call of the week. Without a command: the desk, on the whole screen."""
    if demo and data:
        raise click.UsageError("--demo brings calls of its own: leave out --data, or leave out --demo.")
    context.obj = Wanted(data, playbook, demo=demo)
    if context.invoked_subcommand is None:
        _open_screen(context.obj)


@heartfirst.command()
@click.argument("caller", default="")
@click.pass_obj
def call(wanted: Wanted, caller: str) -> None:
    """Start a call at once, with the cursor in the notes."""
    _open_screen(wanted, caller)


@heartfirst.command(name="list")
@click.argument("words", nargs=-1)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, 100_000), help="At most so many calls."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, one call a line.")
@click.pass_obj
def list_calls(wanted: Wanted, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Finished calls, newest first; WORDS narrow them."""
    review = wanted.parts().review()
    calls = review.newest(" ".join(words), limit)
    if as_json:
        for found in calls:
            click.echo(_json(review.json_of(found)))
    elif not calls:
        click.echo("No call holds all of these words." if words else "No finished call yet.", err=True)
    for number, found in enumerate(() if as_json else calls, start=1):
        when, long, who, ended = review.row(found)
        place = f"{number:>4}" if not words else f"{found.id:>19}"
        click.echo(f"{place}  {when:<17}{long:>8}  {who}{'  ' + ended if ended else ''}")
    _tell_left_out(review)


@heartfirst.command()
@click.argument("name", metavar="CALL")
@click.pass_obj
def show(wanted: Wanted, name: str) -> None:
    """Print the summary of a call: 1 is the newest, 2 the one before; or a whole id."""
    review = wanted.parts().review()
    click.echo(review.summary(review.named(name)), nl=False)


@heartfirst.command()
@click.pass_obj
def last(wanted: Wanted) -> None:
    """Print the summary of the newest call."""
    review = wanted.parts().review()
    click.echo(review.summary(review.named("1")), nl=False)


@heartfirst.command()
@click.argument("name", metavar="[CALL]", default="1")
@click.pass_obj
def copy(wanted: Wanted, name: str) -> None:
    """Copy the summary of a call (the newest one) to the clipboard."""
    parts = wanted.parts()
    review = parts.review()
    copied = parts.clipboard().copy(review.summary(review.named(name)))
    click.echo(copied.words, err=True)


@heartfirst.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "tinydb"]),
    required=True,
    help="json: the finished calls. tinydb: also those that go on, as a file that TinyDB opens.",
)
@click.pass_obj
def export(wanted: Wanted, form: str) -> None:
    """Write every call to stdout, newest first."""
    parts = wanted.parts()
    calls = parts.review() if form == "json" else parts.exporting()
    for piece in calls.as_json():
        click.echo(_json(piece), nl=False)
    _tell_left_out(calls)


@heartfirst.command(name="import")
@click.argument("file", metavar="FILE")
@click.pass_obj
def import_calls(wanted: Wanted, file: str) -> None:
    """Bring in the calls of a FILE that export wrote (- is stdin); those that are here stay."""
    calls = wanted.parts().importing()
    calls.bring_in(file)
    click.echo(calls.words(), err=True)
    _tell_left_out(calls)


@heartfirst.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON, one finding a line.")
@click.pass_obj
def doctor(wanted: Wanted, *, as_json: bool) -> None:
    """Look the records over and say what is fine and what to do; exit code 1 when something has to be done."""
    from json import dumps  # noqa: PLC0415

    from tui.model.plain import one_line  # noqa: PLC0415

    is_well = True
    for finding in wanted.parts().look_over():
        is_well &= finding.is_well
        sign = "✓" if finding.is_well else "!"
        if as_json:
            click.echo(dumps({"about": finding.about, "well": finding.is_well, "words": finding.words}))
        else:
            click.echo(f"{sign} {finding.about:<10} {one_line(finding.words)}")
    sys.exit(0 if is_well else 1)


heartfirst.add_command(playbooks)
heartfirst.add_command(method)


def main() -> NoReturn:
    """Run the command and exit.

    0: done. 2: asked for wrongly, which the words of the command or the missing terminal tell alone.
    1: anything that shows only when it is tried: no such call, records or a playbook that cannot be read.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Not every place that text can go to has every character: it is named there rather than lost.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        sys.exit(heartfirst.main(prog_name="heartfirst", standalone_mode=True))
    except Trouble as trouble:
        _fail(1, str(trouble))
    except OSError as error:
        _forget_output()
        _fail(1, f"The output could not be written: {(error.strerror or 'the reason is not known').lower()}.")


def _open_screen(wanted: Wanted, opening: str | None = None) -> None:
    # A stream that was closed before we started is None.
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        _fail(2, "A terminal to type into is needed. For a pipe there are list, show, last, copy and export.")
    if os.environ.get("TERM", "") in ("dumb", "") and sys.platform != "win32":
        term = "TERM is dumb" if os.environ.get("TERM") else "TERM is not set"
        _fail(2, f"This terminal cannot draw a screen ({term}). list, show, last, copy and export work here.")
    sys.exit(wanted.parts().run_app(opening))


def _fail(code: int, words: str) -> NoReturn:
    _tell([words])
    sys.exit(code)


def _tell(sentences: Iterable[str]) -> None:
    from tui.model.plain import plain  # noqa: PLC0415

    for words in sentences:
        # The name of a folder can hold anything, even line breaks and what steers a terminal.
        click.echo(f"heartfirst: {plain(words).replace(chr(10), chr(0x240A))}", err=True)


def _forget_output() -> None:
    """Keep Python from trying once more, when it ends, what could not be written: it would complain aloud."""
    if sys.stdout:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 # On Windows its name is not that of a path.
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


_STEERS = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def _json(data: bytes) -> bytes:
    """JSON, which is UTF-8 wherever it goes, with those characters as escapes that steer a terminal or end a line."""
    return _STEERS.sub(lambda match: f"\\u{ord(match[0]):04x}", data.decode()).encode()


def _tell_left_out(calls: "Review | Export | Import") -> None:
    """What is not all there must not look as if it were."""
    if calls.left_out():
        raise Trouble(calls.left_out())

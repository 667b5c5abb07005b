"""`heartfirst import` of a table that somebody else wrote: read whole before anything comes in."""

import codecs
import os
import subprocess
from collections.abc import Iterator, Sequence
from datetime import timedelta
from errno import ENOSPC
from json import dumps, loads
from pathlib import Path
from tempfile import SpooledTemporaryFile

import pytest
from msgspec import convert, json
from msgspec.structs import replace

from tests.command.runs import ID, PATIENCE, command, in_process, keep, run, sentence
from tests.fakes import START, a_call
from tui.csv_files import MOST_CELL, MOST_ROW
from tui.model.call import Call, Mood, Outcome
from tui.model.promises import Promise, PromiseState
from tui.model.trouble import RecordsTrouble, Trouble
from tui.records import changes
from tui.records.arrivals import Incoming
from tui.records.call_records import SqliteCallRecords
from tui.records.documents import to_document
from tui.records.exchange import Import
from tui.records.landing import MOST_CALLS, Landing
from tui.records.merging import Merge
from tui.records.table import open_tinydb

HEAD = "Client;Account;Date;Time;Comments;Status;Ticket"
ROW = 'Dana Lee;Northwind Law;24.11.2026;09:18;"late\nagain #gift";Resolved;T-1'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "theirs.csv"


def table(file: Path, *lines: str, encoding: str = "utf-8") -> str:
    file.write_text("\n".join(lines) + "\n", encoding=encoding)
    return str(file)


def calls(folder: Path) -> list[Call]:
    if not folder.exists():
        return []
    with open_tinydb(folder) as db:
        return [convert(dict(one), Call) for one in db.table("calls").newest_first()]


def last_line(words: str) -> str:
    return words.splitlines()[-1]


def test_a_plain_table_comes_in_and_how_it_is_read_is_shown_first(folder: Path, file: Path) -> None:
    ran = in_process("import", table(file, HEAD, ROW), "--leave-rest")
    assert (ran.code, ran.out) == (0, "")
    shown = [line.split() for line in ran.err.splitlines()[1:-1]]
    assert ran.err.startswith(f"{file} (UTF-8, separated by semicolon):\n")
    assert ["Client", "caller"] in shown
    assert ["Comments", "notes"] in shown
    assert shown[-1][:5] == ["Ticket", "is", "left", "out", "(--keep-rest"]
    assert last_line(ran.err) == "1 call came in."
    (call,) = calls(folder)
    assert (call.caller, call.company, call.notes) == ("Dana Lee", "Northwind Law", "late\nagain #gift")
    assert (f"{call.started:%Y-%m-%d %H:%M}", call.outcome, call.tags) == ("2026-11-24 09:18", "fixed", ("gift",))
    assert "Dana Lee" in in_process("show", "1").out


def test_it_comes_in_once_however_often_it_is_imported(folder: Path, file: Path) -> None:
    args = ("import", table(file, HEAD, ROW, ROW, ROW.replace("Dana", "Ben")), "--leave-rest")
    assert last_line(in_process(*args, "--dry-run").err) == (
        "2 calls would come in, 1 is here already. Nothing was written."
    )
    assert not folder.exists()
    assert last_line(in_process(*args).err) == "2 calls came in, 1 was here already."
    assert last_line(in_process(*args).err) == "No call came in, 3 were here already."
    assert last_line(in_process(*args, "--dry-run").err).startswith("No call would come in, 3 are here already.")
    assert len(calls(folder)) == 2


def test_our_own_csv_comes_back_as_it_was(folder: Path, tmp_path: Path) -> None:
    records = SqliteCallRecords(folder)
    for call in (
        a_call(ID, notes='=1+1\n"x"; y,\r\n\tz #gift', outcome=Outcome.NOT_SATISFIED),
        replace(
            a_call(ID + (1 << 40), "'=odd, @corp", outcome=Outcome.CUT_OFF),
            mood_at_hello=Mood.FURIOUS,
            mood_at_goodbye=Mood.WARM,
            promises=(
                Promise(text="ring", noted=START, due=START, day_only=False),
                Promise(text="send", noted=START, due=START.replace(hour=17, minute=0), day_only=True),
                Promise(
                    text="mend", noted=START, state=PromiseState.TOLD, done_at=START, told_at=START, how="by post"
                ),
                Promise(text="pay", noted=START, state=PromiseState.WITHDRAWN, withdrawn_at=START, reason="paid"),
            ),
        ),
    ):
        records.finish(call)
    records.close()
    before = in_process("export", "--format", "csv").out
    (tmp_path / "calls.csv").write_text(before, encoding="utf-8", newline="")
    other = ("--data", str(tmp_path / "other"))
    assert last_line(in_process(*other, "import", str(tmp_path / "calls.csv")).err) == "2 calls came in."
    assert in_process(*other, "export", "--format", "csv").out == before
    again = in_process("import", str(tmp_path / "calls.csv"))
    assert last_line(again.err) == "No call came in, 2 were here already."


def test_a_call_that_is_here_is_known_by_its_second_its_caller_and_its_notes(folder: Path, file: Path) -> None:
    keep(folder, "Dana Lee, Northwind Law", notes="late again")
    with open_tinydb(folder) as db:
        # As real numbers are: they begin with the millisecond.
        real = int(START.timestamp() * 1000) << 20 | 7
        db.connection.run("update calls set id = ?, doc = json_set(doc, '$.id', ?)", real, real)
    there = f"{START:%Y-%m-%d %H:%M:%S%z}"
    ran = in_process("import", table(file, "client,company,date,notes", f"dana lee,Northwind Law,{there},late again"))
    assert last_line(ran.err) == "No call came in, 1 was here already."


def test_what_has_no_place_of_its_own_is_kept_in_the_notes(folder: Path, file: Path) -> None:
    ran = in_process(
        "import", table(file, f"{HEAD};Labels", ROW.replace("Resolved", "Weird") + ";VIP, 4711"), "--keep-rest"
    )
    assert "Words that heartfirst does not have stand in the notes: outcome (1)." in ran.err
    (call,) = calls(folder)
    assert call.notes == "late\nagain #gift\noutcome: Weird\n#vip 4711\nTicket: T-1"
    assert call.tags == ("gift", "vip")


@pytest.mark.parametrize(
    ("heading", "row", "told"),
    [
        ("Ticket,Empty", "T-1, ", "Ticket holds something that would be left out; nothing came in like this. "),
        (",What happened", "x,y", "column 3 and What happened hold something that would be left out; "),
        ("a,b,c,d,e,f,g", "1,2,3,4,5,6,7", "a, b, c, d, e and 2 more hold something that would be left out; "),
    ],
)
def test_nothing_comes_in_while_words_would_be_left_out_unasked(
    heading: str, row: str, told: str, folder: Path, file: Path
) -> None:
    path = table(file, f"client,date,{heading}", f"Dana,2026-11-24,{row}")
    ran = in_process("import", path)
    assert ran.code == 1
    assert sentence(last_line(ran.err)).startswith(told)
    for wish in ("--keep-rest", "--leave-rest", '--map "COLUMN=PART"'):
        assert wish in last_line(ran.err)
    assert not folder.exists()
    dry = in_process("import", path, "--dry-run")
    assert dry.code == 0
    assert told.replace("came", "comes") in dry.err
    assert last_line(dry.err) == "1 call would come in. Nothing was written."
    assert in_process("import", path, "--leave-rest").code == 0
    assert [call.notes for call in calls(folder)] == [""]


def test_columns_that_hold_nothing_ask_for_nothing(folder: Path, file: Path) -> None:
    assert in_process("import", table(file, "client,date,Ticket", "Dana,2026-11-24, ")).code == 0
    assert len(calls(folder)) == 1


def test_a_column_that_is_left_out_by_name_stays_out_of_the_notes(folder: Path, file: Path) -> None:
    path = table(file, "client,date,Ticket,What happened,", "Dana,2026-11-24,T-1,late,x")
    ran = in_process("import", path, "--keep-rest", "--map", "Ticket=")
    assert ["Ticket", "is", "left", "out"] in [line.split() for line in ran.err.splitlines()]
    assert [call.notes for call in calls(folder)] == ["What happened: late\ncolumn 5: x"]


def test_the_rest_cannot_be_kept_and_left(folder: Path, file: Path) -> None:
    ran = in_process("import", table(file, HEAD, ROW), "--keep-rest", "--leave-rest")
    assert ran.code == 2
    assert "Say --keep-rest or --leave-rest, not both." in ran.err
    assert not folder.exists()


def test_the_number_that_another_program_gave_a_call_stands_in_the_notes(folder: Path, file: Path) -> None:
    ran = in_process("import", table(file, "call,client,date,notes", "INC-44,Dana,2026-11-24,late"))
    assert "Words that heartfirst does not have stand in the notes: call (1)." in ran.err
    assert [call.notes for call in calls(folder)] == ["late\ncall: INC-44"]


def test_columns_can_be_named(folder: Path, file: Path) -> None:
    path = table(file, "Wer,Wann,Was,Notes", "Dana,2026-11-24,late,x")
    ran = in_process(
        "import", path, "--map", "wer=caller", "--map", "Wann=started", "--map", "Was=notes", "--map", "Notes="
    )
    assert last_line(ran.err) == "1 call came in."
    (call,) = calls(folder)
    assert (call.caller, call.notes) == ("Dana", "late")


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ("Wer", "--map takes COLUMN=PART"),
        ("Wer=boss", "--map takes COLUMN=PART"),
        ("Nobody=caller", "There is no column with the heading Nobody."),
        ("x=caller", "There is more than one column with the heading x."),
        ("date=caller", "Only one column can be caller; --keep-rest puts the others at the end of the notes."),
    ],
)
def test_a_wish_that_cannot_be_met_is_told(wish: str, told: str, folder: Path, file: Path) -> None:
    ran = in_process("import", table(file, "Wer,date,x,x", "a,b,c,d"), "--map", "Wer=caller", "--map", wish)
    assert ran.code == 1
    assert told in sentence(ran.err)
    assert not folder.exists()


def test_no_column_gives_way_to_another_one_unseen(folder: Path, file: Path) -> None:
    path = table(file, "client,date,a,b", "Dana,2026-11-24,abc,def")
    ran = in_process("import", path, "--map", "a=notes", "--map", "b=notes")
    assert (ran.code, sentence(ran.err)) == (
        1, "Only one column can be notes; --keep-rest puts the others at the end of the notes."
    )  # fmt: skip
    assert not folder.exists()
    assert in_process("import", path, "--map", "a=notes", "--keep-rest").code == 0
    assert calls(folder)[0].notes == "abc\nb: def"


def test_a_date_that_can_be_two_days_is_asked_about(folder: Path, file: Path) -> None:
    path = table(file, "client,date", "Dana,3/4/2026")
    ran = in_process("import", path)
    assert ran.code == 1
    assert sentence(last_line(ran.err)) == (
        f"{file}, line 2: the date can be 3 April 2026 or 4 March 2026. "
        "Say which with --dates dmy or --dates mdy; nothing came in."
    )
    assert not folder.exists()
    assert in_process("import", path, "--dates", "mdy").code == 0
    assert calls(folder)[0].started.month == 3


def test_another_date_of_the_file_settles_it(folder: Path, file: Path) -> None:
    assert in_process("import", table(file, "client,date", "Dana,3/4/2026", "Ben,3/14/2026")).code == 0
    assert {call.started.month for call in calls(folder)} == {3}


def test_dates_that_disagree_are_told(folder: Path, file: Path) -> None:
    ran = in_process("import", table(file, "client,date", "Dana,14/3/2026", "Ben,3/14/2026"))
    assert "a date on line 2 and one on line 3 have the day in different places" in sentence(last_line(ran.err))
    assert not folder.exists()


BAD = ["Dana", "Ben,soon,x", ",2026-11-24,", "Cid,2026-11-24,a\0b", "Eve,31.2.2026,x"]


def test_rows_that_are_no_calls_stop_it_and_are_told_with_their_lines(folder: Path, file: Path) -> None:
    path = table(file, "client,date,notes", *BAD, 'Fay,2026-11-24,"two\nlines"', "Gus,never,x")
    ran = in_process("import", path)
    assert ran.code == 1
    *_, one, two, three, four, five, six, told = ran.err.splitlines()
    assert sentence(one) == f"{file}, line 2: has 1 cells, the heading has 3."
    assert sentence(two) == f"{file}, line 3: does not say when it began: soon."
    assert sentence(three) == f"{file}, line 4: names nobody and says nothing."
    assert sentence(four) == f"{file}, line 5: holds a NUL, which is no text."
    assert sentence(five) == f"{file}, line 6: does not say when it began: 31.2.2026."
    assert sentence(six) == f"{file}, line 9: does not say when it began: never."
    assert sentence(told) == "6 rows are no call; nothing came in. --skip-bad leaves such rows out."
    assert not folder.exists()
    ran = in_process("import", path, "--skip-bad")
    assert (ran.code, last_line(ran.err)) == (0, "1 call came in. 6 rows were left out.")
    assert [call.caller for call in calls(folder)] == ["Fay"]


def test_one_row_that_is_left_out_is_one(folder: Path, file: Path) -> None:
    ran = in_process("import", table(file, "client,date", "Dana,soon", "Ben,2026-11-24"), "--skip-bad")
    assert last_line(ran.err) == "1 call came in. 1 row was left out."


@pytest.mark.parametrize(("end", "day"), [("00:10", 25), ("23:50", 24), ("23:55", 24)])
def test_a_call_that_goes_on_over_midnight_ends_the_day_after(end: str, day: int, folder: Path, file: Path) -> None:
    in_process("import", table(file, "client,date,end time", f"Dana,2026-11-24 23:50:30,{end}"))
    (call,) = calls(folder)
    assert call.ended is not None
    assert (call.ended.day, f"{call.ended:%H:%M}") == (day, end)


def test_of_very_many_bad_rows_the_first_are_told(folder: Path, file: Path) -> None:
    ran = in_process("import", table(file, "client,date", *["Dana,soon"] * 1025))
    assert ran.err.count("does not say when it began") == 20
    assert "So it is with 1,005 more." in ran.err


def written(file: Path, data: bytes) -> str:
    file.write_bytes(data)
    return str(file)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_other_encodings_are_read_and_told(encoding: str, shown: str, folder: Path, file: Path) -> None:
    ran = in_process("import", table(file, "client\tdate", "Zoë Müller\t2026-11-24", encoding=encoding))
    assert f"({shown}, separated by tab)" in ran.err
    assert [call.caller for call in calls(folder)] == ["Zoë Müller"]


NO_TABLE = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n", "is empty"),
    "two encodings": (
        "client,date\nZoë,2026-11-24\n".encode() + "Zoë,2026-11-24\n".encode("cp1252"),
        "two encodings",
    ),
    "half UTF-16": (codecs.BOM_UTF16_LE + b"c\0l\0i\0\xd8\xd8", "is not the UTF-16"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is no table of text"),
    "nor Windows": (b"client,date\n\x81\x8d,2026-11-24\n", "neither UTF-8 nor Windows-1252"),
    "no columns": (b"Dear Dana,\nthank you.\n", "No call can be made of"),
    "no date": (b"client,notes\nDana,late\n", "needs a column that is started"),
    "no quote": (b'client,date\n"' + b"x\n" * MOST_CELL, "or a quote is never closed"),
    "a long line": (b"client,date\n" + b"x," * MOST_ROW, "a row is longer than"),
    "a long cell": (b"client,date\n" + b"x" * (MOST_CELL + 1), "a cell is longer than"),
    "a long head": (b'"' + b"x" * (MOST_CELL + 1), "line 1: a cell is longer than"),
    "a quote at the end": (
        b'client,notes,date\nDana,a,2026-11-24\nBen,"b,2026-11-24\nCid,c,2026-11-24\n',
        "line 3: a quote",
    ),
    "a quote in the head": (b'client,"date\nDana,2026-11-24\n', "line 1: a quote is never closed"),
    "no headings": (b",,,\n", "No call can be made of"),
    "cut off": (b"client,date\nDana,2026-11-24\nZo\xc3", "is cut off in the middle of a character"),
    "surrogates": (b"client,date\nDana \xed\xa0\xbd,2026-11-24 \xff\n", "2026-11-24"),
}


@pytest.mark.costly
@pytest.mark.parametrize(("data", "told"), NO_TABLE.values(), ids=NO_TABLE)
def test_a_file_that_is_no_table_changes_nothing(data: bytes, told: str, folder: Path, file: Path) -> None:
    ran = in_process("import", written(file, data))
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" not in ran.err
    assert told in ran.err
    assert last_line(ran.err).endswith(".")
    assert not folder.exists()


@pytest.mark.parametrize(("name", "told"), [("gone.csv", "There is no file"), (".", "is no")])
def test_a_place_without_a_file_is_told(name: str, told: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    ran = in_process("import", str(tmp_path / name) if name != "." else str(tmp_path / "folder.csv"))
    assert ran.code == 1
    assert sentence(ran.err).startswith(told if name != "." else f"{tmp_path / 'folder.csv'} is a folder")


def many(file: Path, count: int = MOST_CALLS * 2 + 50) -> str:
    rows = [f"Caller {n},2026-11-24 09:{n % 60:02}:{n // 60:02},note {n}" for n in range(count)]
    return table(file, "client,date,notes", *rows)


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
@pytest.mark.parametrize("most_in_memory", [1, 1 << 20])
@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_ends_it_early_takes_out_again_what_came_in(
    form: str,
    error: type[BaseException],
    most_in_memory: int,
    folder: Path,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(changes, "MOST_IN_MEMORY", most_in_memory)
    keep(folder, "Dana")
    path = many(file)
    if form == "json":
        other = ("--data", str(tmp_path / "other"))
        in_process(*other, "import", path)
        path = str(tmp_path / "all.json")
        in_process(*other, "export", "--format", "json", "--to", path)
    before, left = in_process("export", "--format", "tinydb").out, [MOST_CALLS + 20]
    take = Merge.take

    def pressed(merge: Merge, new: object) -> str:
        left[0] -= 1
        if not left[0]:
            raise error
        return take(merge, new)  # type: ignore[arg-type]

    monkeypatch.setattr(Merge, "take", pressed)
    ran = in_process("import", path)
    assert ran.code == 1
    if error is KeyboardInterrupt:
        assert sentence(last_line(ran.err)) == "Stopped: nothing came in."
    assert in_process("export", "--format", "tinydb").out == before
    monkeypatch.undo()


def test_a_disk_without_room_for_the_way_back_takes_out_what_came_in(
    folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(folder, "Dana")
    before, path = in_process("export", "--format", "tinydb").out, many(file)
    write, written = SpooledTemporaryFile.write, []

    def full(kept: SpooledTemporaryFile[bytes], data: bytes) -> int:
        written.append(data)
        if len(written) == 2:
            raise OSError(ENOSPC, "")
        return write(kept, data)

    monkeypatch.setattr(SpooledTemporaryFile, "write", full)
    ran = in_process("import", path)
    assert (ran.code, sentence(last_line(ran.err))) == (1, "The disk is full.")
    assert len(written) == 2
    assert in_process("export", "--format", "tinydb").out == before


@pytest.mark.parametrize(
    ("error", "told"),
    [(KeyboardInterrupt(), "Stopped."), (Trouble("The table is gone."), "The table is gone."), (RuntimeError(), "")],
)
def test_what_was_changed_since_it_came_in_stays(error: BaseException, told: str, folder: Path) -> None:
    window = SqliteCallRecords(folder)

    def going() -> Iterator[Call]:
        yield from (a_call(ID + n, at=START + timedelta(seconds=n)) for n in range(MOST_CALLS))
        window.revise(ID + 3, lambda call: replace(call, notes="added since"))
        raise error

    with pytest.raises(RecordsTrouble if told else RuntimeError) as caught:
        Import(folder).bring_in_rows(going())
    stays = "What was changed here meanwhile stays: 1 of the calls and cards that had come in."
    assert str(caught.value) == (f"{told} {stays}" if told else "")
    assert [call.notes for call in window.newest()] == ["added since"]
    window.close()


def test_what_it_brought_up_to_date_is_put_back(folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(folder, "Dana", notes="as it was")
    before = in_process("export", "--format", "tinydb").out
    later = a_call(ID, "Dana", "later", at=START, outcome=Outcome.FIXED)
    later = replace(later, touched=START + timedelta(hours=1))
    others = [a_call(ID + n) for n in range(1, MOST_CALLS + 1)]
    file.with_suffix(".json").write_bytes(json.encode([later, *others]))
    release, left = Landing.take, [2]

    def pressed(landing: Landing, batch: Sequence[Incoming]) -> list[str]:
        left[0] -= 1
        if not left[0]:
            assert "later" in in_process("export", "--format", "tinydb").out
            raise KeyboardInterrupt
        return release(landing, batch)

    monkeypatch.setattr(Landing, "take", pressed)
    assert in_process("import", str(file.with_suffix(".json"))).code == 1
    assert in_process("export", "--format", "tinydb").out == before


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="Signals are other things here.")
def test_one_that_is_killed_is_finished_by_the_next(folder: Path, file: Path, environment: dict[str, str]) -> None:
    path = many(file, 3000)
    with subprocess.Popen(command("import", path), env=environment, stderr=subprocess.DEVNULL) as importing:
        try:
            with open_tinydb(folder) as db:
                while not db.table("calls").rows.last_id():
                    assert importing.poll() is None
        finally:
            importing.kill()
        importing.wait(PATIENCE)
    assert 0 < len(calls(folder)) < 3000
    assert in_process("import", path).code == 0
    assert len(calls(folder)) == 3000


def test_a_pipe_is_read_as_a_table_where_an_option_says_so(
    folder: Path, file: Path, environment: dict[str, str]
) -> None:
    path = table(file, HEAD, ROW)
    ran = run(["sh", "-c", f"{' '.join(command('import', '-', '--leave-rest'))} < {path}"], environment)
    assert (ran.code, last_line(ran.err)) == (0, "1 call came in.")


def in_little_memory(file: Path, environment: dict[str, str]) -> str:
    """What a dry run of a big file says that gets by with much less memory than the file has bytes."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_DATA, (150 << 20,) * 2)"
    words = [command()[0], "-c", f"{limit}; from tui.cli import main; main()", "import", str(file), "--dry-run"]
    assert file.stat().st_size > 200_000_000
    ran = run(words, environment)
    assert ran.code == 0, ran.err
    return last_line(ran.err)


@pytest.mark.long
def test_a_big_table_takes_little_memory(folder: Path, file: Path, environment: dict[str, str]) -> None:
    row = f"Dana,2026-11-24,{'x' * 50_000}\n"
    with file.open("w") as out:
        out.write("client,date,notes\n")
        for _ in range(4_000):
            out.write(row)
    told = in_little_memory(file, environment)
    assert told == "1 call would come in, 3,999 are here already. Nothing was written."


@pytest.mark.long
@pytest.mark.parametrize("between", [",", ",\n", "\n"], ids=["one line", "a call a line", "calls alone"])
def test_a_big_export_takes_little_memory(
    between: str, folder: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    file, call = tmp_path / "theirs.json", dumps(to_document(a_call(ID, notes="x" * 500_000)))
    with file.open("w") as out:
        out.write("[" * ("," in between) + call)
        for _ in range(410):
            out.write(between + call)
        out.write("]" * ("," in between))
    told = in_little_memory(file, environment)
    assert told == "1 call would come in, 410 stay as they are here. Nothing was written."


def test_json_lines_and_a_single_call_come_in_too(folder: Path, tmp_path: Path) -> None:
    other = ("--data", str(tmp_path / "other"))
    keep(tmp_path / "other", "Dana", "Ben", notes="half \ud83d pair")
    lines = in_process(*other, "list", "--json").out
    (tmp_path / "lines.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "one.json").write_text(dumps(loads(lines.splitlines()[0]), indent=2))
    assert in_process("import", str(tmp_path / "one.json")).err == "1 call came in.\n"
    assert in_process("import", str(tmp_path / "lines.jsonl")).err == "1 call came in, 1 was here already.\n"
    (tmp_path / "cut.jsonl").write_text(lines[:-50], encoding="utf-8")
    ran = in_process("import", str(tmp_path / "cut.jsonl"))
    assert "only a part of an export, line 2, behind 1 whole call: nothing came in." in sentence(ran.err)

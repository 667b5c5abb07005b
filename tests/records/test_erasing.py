"""What was erased is in no byte of our folder any more, and all else is as it was."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import START, FakeClock, a_call
from tests.kept import keep_client
from tests.records.erased import CLIENT, NAME, SAID, another, left_in, reporting_back, theirs
from tests.records.exchanged import a_file, as_kept
from tests.records.told import ids
from tui.model.anonymous import GONE, NO_WORDS
from tui.model.call import Call
from tui.model.client import Client
from tui.model.erasing import Touched, Way, Wish, touched_words
from tui.model.trouble import RecordsTrouble
from tui.records.backups import Backups
from tui.records.call_records import SqliteCallRecords
from tui.records.care import Care
from tui.records.connection import Connection
from tui.records.copies_anew import UNREADABLE_NOW, Copy
from tui.records.documents import to_document
from tui.records.engine import Engine
from tui.records.erasing import BACKING_UP, ON_THE_PHONE, SqliteErasing
from tui.records.exchange import Import
from tui.records.half_done import NOTE, HalfDone, is_half_done, note
from tui.records.layout import SCHEMA
from tui.records.rows import to_json
from tui.records.salvage import ROOTS
from tui.records.so_far import NOT_BEGUN
from tui.records.sweeping import READ, forget_words
from tui.records.table import open_tinydb
from tui.records.troubles import damaged
from tui.services.client_book import ClientBook

pytestmark = pytest.mark.long

ALL = Wish(caller=CLIENT)
AT = START + timedelta(days=30)


def nobody(_words: str, _part: float) -> None:
    """Progress that nobody looks at."""


def erase(folder: Path, engine: Engine, wish: Wish = ALL, way: Way = Way.ERASE) -> bool:
    return SqliteErasing(folder, engine).carry_out(wish, way, AT, nobody)


def a_history(records: SqliteCallRecords) -> None:
    """Two clients, one of whom is erased; calls that went on for long, were revised and report back."""
    for call_id in range(1, 13):
        call = theirs(call_id) if call_id % 3 == 0 else another(call_id)
        for length in range(0, 60, 20):
            records.save(
                replace(call, notes=f"{call.notes}{' so it went on' * length} {SAID if call_id % 3 == 0 else ''}")
            )
        records.finish(call)
    records.revise(3, lambda call: replace(call, notes=f"{call.notes} and {SAID * 400}"))
    records.revise(3, lambda call: replace(call, notes=f"{call.notes[:40]}"))
    records.finish(reporting_back(13, 3))
    records.save(replace(theirs(14), ended=None, outcome=None))


def a_backup(folder: Path, engine: Engine, hours: int = 0) -> Path:
    path = Backups(folder, engine, lambda: START + timedelta(hours=hours)).make()
    assert path is not None
    return path


@pytest.mark.parametrize("way", Way)
def test_no_word_is_left_in_any_byte(folder: Path, engine: Engine, records: SqliteCallRecords, way: Way) -> None:
    a_history(records)
    records.tend()
    a_backup(folder, engine)
    records.finish(theirs(15))
    a_backup(folder, engine, hours=5)
    (folder / "copies").mkdir()
    (folder / "copies" / "summary-20261124-091800.txt").write_text(f"Call with {CLIENT}\n- {SAID}")
    assert len(left_in(folder)) >= 4
    # The window stays open, as other windows do.
    assert erase(folder, engine, way=way)
    assert left_in(folder) == []
    assert not is_half_done(folder)
    records.close()
    assert left_in(folder) == []


def test_everything_else_is_as_it_was(folder: Path, engine: Engine, records: SqliteCallRecords) -> None:
    a_history(records)
    before = {call.id: call for call in records.newest()}
    erase(folder, engine)
    after = {call.id: call for call in records.newest()}
    assert sorted(after) == [1, 2, 4, 5, 7, 8, 10, 11, 13]
    for call_id in sorted(after)[:-1]:
        assert after[call_id] == before[call_id]
    answering = after[13].answering
    assert answering is not None
    assert (answering.call, answering.text) == (3, GONE)
    assert replace(after[13], answering=before[13].answering) == before[13]
    assert records.interrupted() == []
    assert ids(records.newest("plain")) == [13, 11, 10, 8, 7, 5, 4, 2, 1]
    assert records.newest("Gobbledegook") == []
    assert records.owed() == []


def test_what_is_anonymous_is_still_counted(folder: Path, engine: Engine, records: SqliteCallRecords) -> None:
    a_history(records)
    erase(folder, engine, way=Way.ANONYMISE)
    call = records.find(6)
    assert call is not None
    assert call.anonymised == AT
    assert (call.caller, call.notes, call.promises[0].text) == ("", "", NO_WORDS)
    assert (call.started, call.outcome) == (theirs(6).started, theirs(6).outcome)
    assert len(records.newest()) == 13
    # What was never wrapped up cannot be counted.
    assert records.interrupted() == []
    assert records.owed() == []


def test_one_call_alone_goes(folder: Path, engine: Engine, records: SqliteCallRecords) -> None:
    for call_id in (1, 2):
        records.finish(theirs(call_id, notes=f"only{call_id}only"))
    a_backup(folder, engine)
    assert erase(folder, engine, Wish(calls=(1,)))
    assert left_in(folder, ["only1only"]) == []
    assert len(left_in(folder, ["only2only"])) >= 2
    assert ids(records.newest()) == [2]


def test_backups_keep_what_is_of_others_and_can_be_brought_back(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    a_history(records)
    backup = a_backup(folder, engine)
    dated = backup.stat().st_mtime_ns
    erase(folder, engine)
    assert backup.stat().st_mtime_ns == dated
    assert backup.stat().st_mode & 0o777 == 0o600
    other = folder.parent / "other"
    other.mkdir()
    shutil.copy(backup, other / "calls.db")
    with closing(SqliteCallRecords(other, engine)) as brought:
        assert ids(brought.newest("plain")) == [13, 11, 10, 8, 7, 5, 4, 2, 1]
        brought.tend()
        assert ids(brought.newest("plain")) == [13, 11, 10, 8, 7, 5, 4, 2, 1]


def test_a_call_that_only_a_backup_still_has_goes_there_too(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    records.finish(theirs(1))
    records.finish(another(2))
    a_backup(folder, engine)
    with open_tinydb(folder, engine) as db:
        db.table("calls").remove(doc_ids=[1])
    erase(folder, engine)
    assert left_in(folder) == []


@pytest.mark.parametrize("way", Way)
def test_a_call_that_was_corrected_to_another_client_stays_theirs(
    folder: Path, engine: Engine, records: SqliteCallRecords, way: Way
) -> None:
    """A backup from before the correction has it as a call of the client who is erased."""
    records.finish(theirs(1))
    records.finish(another(2))
    a_backup(folder, engine)
    corrected = another(1)
    with open_tinydb(folder, engine) as db:
        db.table("calls").rows.put(1, to_json(to_document(corrected)))
    newer = a_backup(folder, engine, hours=5)
    # There is something to do, though the record has none of it.
    touched = SqliteErasing(folder, engine).touched(ALL)
    assert not touched.is_nothing
    assert touched_words(touched) == "no finished call, 1 backup that still has them"
    erase(folder, engine, way=way)
    assert SqliteErasing(folder, engine).touched(ALL).is_nothing
    assert left_in(folder) == []
    assert records.newest() == [another(2), corrected]
    assert calls_in(newer, engine) == [1, 2]


def calls_in(backup: Path, engine: Engine) -> list[int]:
    return [call_id for table, call_id, _ in Copy(backup, engine).rows() if table == "calls"]


@pytest.mark.parametrize("way", Way)
def test_a_card_that_was_split_since_the_backup_stays_the_other_one_s(
    folder: Path, engine: Engine, records: SqliteCallRecords, way: Way
) -> None:
    records.finish(another(2))
    a_card(records, "Ben Ode, Northwind Law", CLIENT)
    a_backup(folder, engine)
    alone = Client(id=1, names=("Ben Ode, Northwind Law",), little=("tea",), touched=START + timedelta(hours=1))
    keep_client(records, alone)
    touched = SqliteErasing(folder, engine).touched(ALL)
    assert (touched.cards, touched.only_in_backups) == (0, 1)
    erase(folder, engine, way=way)
    assert left_in(folder) == []
    assert records.clients() == [alone]


def test_what_reports_back_on_a_call_that_only_a_backup_still_has_keeps_none_of_its_words(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    records.finish(theirs(1))
    records.finish(reporting_back(2, 1))
    a_backup(folder, engine)
    with open_tinydb(folder, engine) as db:
        db.table("calls").remove(doc_ids=[1])
    erase(folder, engine)
    assert left_in(folder) == []
    assert ids(records.newest()) == [2]


def test_a_draft_in_a_backup_goes_with_the_call_that_it_became(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    """A call whose number was taken is finished under the next one."""
    records.finish(another(1))
    records.save(theirs(1))
    a_backup(folder, engine)
    records.finish(theirs(1))
    assert ids(records.newest()) == [2, 1]
    erase(folder, engine, Wish(calls=(2,)))
    assert left_in(folder) == []
    assert ids(records.newest()) == [1]


def test_a_backup_that_nobody_can_read_goes(folder: Path, engine: Engine, records: SqliteCallRecords) -> None:
    a_history(records)
    whole, torn = a_backup(folder, engine), a_backup(folder, engine, hours=5)
    content = torn.read_bytes()
    torn.write_bytes(content[: len(content) // 2] + bytes(8192) + content[len(content) // 2 + 8192 :])
    erase(folder, engine)
    assert whole.exists()
    assert not torn.exists()


def test_a_backup_that_the_disk_does_not_give_back_now_stays(
    folder: Path, engine: Engine, records: SqliteCallRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_history(records)
    backup = a_backup(folder, engine)

    def fails_once(_engine: Engine, _path: Path) -> bool:
        error = engine.error("disk I/O error")
        error.sqlite_errorcode = 10  # type: ignore[attr-defined]  # As SQLite's own errors have.
        raise error

    monkeypatch.setattr("tui.records.copies_anew.is_sound", fails_once)
    with pytest.raises(RecordsTrouble) as caught:
        erase(folder, engine)
    assert str(caught.value) == f"{UNREADABLE_NOW.format(path=backup)} {NOT_BEGUN}"
    assert backup.exists()
    assert len(records.newest()) == 13
    monkeypatch.undo()
    assert erase(folder, engine)
    assert backup.exists()
    assert left_in(folder) == []


def test_a_damaged_record_that_was_set_aside_keeps_what_can_be_read_of_others(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    a_history(records)
    records.close()
    path = folder / "calls.db"
    content = bytearray(path.read_bytes())
    content[8192 * 4 : 8192 * 4 + 4000] = b"\xff" * 4000
    path.write_bytes(content)
    with closing(Care(folder, engine)) as care, pytest.raises(RecordsTrouble):
        care.take(lambda: (_ for _ in ()).throw(_damaged(folder)))
    (aside,) = folder.glob("damaged-*")
    assert [word for word in left_in(folder) if word.startswith("damaged-")]
    erase(folder, engine)
    assert left_in(folder) == []
    assert [one.name for one in aside.iterdir()] == ["readable.db"]
    with closing(SqliteCallRecords(folder, engine)) as again:
        again.finish(theirs(20))
    erase(folder, engine)
    assert left_in(folder) == []


def _damaged(folder: Path) -> Exception:
    return damaged(folder / "calls.db")


def test_what_came_in_from_a_file_goes_too(folder: Path, engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "calls.json"
    a_file(file, calls=[theirs(1), another(2)], live=[replace(theirs(3), ended=None)])
    Import(folder, engine).bring_in(str(file))
    assert left_in(folder)
    erase(folder, engine)
    assert left_in(folder) == []


@pytest.mark.parametrize("layout", range(1, SCHEMA + 1))
def test_a_record_of_an_older_layout(layout: int, folder: Path, engine: Engine) -> None:
    fixture = Path(__file__).with_name("fixtures") / f"layout-{layout}.db"
    folder.mkdir()
    shutil.copy(fixture, folder / "calls.db")
    (folder / "backups").mkdir()
    shutil.copy(fixture, folder / "backups" / "calls-20260101T000000Z.db")
    with closing(SqliteCallRecords(folder, engine)) as records:
        wish = Wish(calls=tuple(call.id for call in records.newest()[:3]))
        words = [records.newest()[0].notes.split()[-1], records.newest()[0].caller]
        rest = [call.id for call in records.newest()[3:]]
    assert all(words)
    gone = [word for word in words if not any(word in str(as_kept(_call(folder, engine, one))) for one in rest)]
    erase(folder, engine, wish)
    assert left_in(folder, gone) == []
    with closing(SqliteCallRecords(folder, engine)) as records:
        assert ids(records.newest()) == rest


def _call(folder: Path, engine: Engine, call_id: int) -> Call:
    with closing(SqliteCallRecords(folder, engine)) as records:
        found = records.find(call_id)
        assert found is not None
        return found


def test_a_call_that_another_window_is_on_keeps_everything_as_it_is(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    records.finish(theirs(1))
    records.claim(2)
    records.save(replace(theirs(2), ended=None))
    with pytest.raises(RecordsTrouble, match=ON_THE_PHONE):
        erase(folder, engine)
    assert ids(records.newest()) == [1]
    assert not is_half_done(folder)
    records.finish(theirs(2))
    assert erase(folder, engine)
    assert records.newest() == []


def test_a_window_that_reports_back_on_it_would_write_its_words_again(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    records.finish(theirs(1))
    records.claim(2)
    records.save(reporting_back(2, 1))
    with pytest.raises(RecordsTrouble, match=ON_THE_PHONE):
        erase(folder, engine, Wish(calls=(1,)))


def test_words_that_a_window_writes_again_meanwhile_go_when_its_call_has_ended(
    folder: Path, engine: Engine, records: SqliteCallRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It began to report back on a promise right after somebody looked whether a window does."""
    records.finish(theirs(1))

    def and_a_window_begins(at: Path, state: HalfDone) -> None:
        monkeypatch.undo()
        note(at, state)
        records.claim(2)
        records.save(reporting_back(2, 1))

    monkeypatch.setattr("tui.records.erasing.note", and_a_window_begins)
    assert not erase(folder, engine)
    records.finish(reporting_back(2, 1))
    assert left_in(folder)
    records.tend()
    assert left_in(folder) == []
    assert ids(records.newest()) == [2]


def test_while_a_call_goes_on_nobody_waits_and_the_bytes_go_afterwards(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    a_history(records)
    records.claim(50)
    records.save(another(50))
    assert not erase(folder, engine)
    assert is_half_done(folder)
    assert records.newest("Gobbledegook") == []
    with closing(SqliteCallRecords(folder, engine)) as other:
        other.tend()
        assert is_half_done(folder)
        # A backup of what still has their bytes would keep them.
        assert Backups(folder, engine).newest_first() == []
        records.finish(another(50))
        other.tend()
    assert not is_half_done(folder)
    assert left_in(folder) == []


def test_a_call_that_begins_while_the_record_is_written_anew_comes_first(
    folder: Path, engine: Engine, records: SqliteCallRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its saves would have to wait for the end of that, some seconds with many calls."""
    a_history(records)
    before = forget_words

    def and_a_call_begins(connection: Connection) -> None:
        before(connection)
        records.claim(50)
        records.save(another(50))

    monkeypatch.setattr("tui.records.erasing.forget_words", and_a_call_begins)
    # So few calls take few steps.
    monkeypatch.setattr("tui.records.connection._STEPS", 20)
    assert not erase(folder, engine)
    assert is_half_done(folder)
    assert records.newest("Gobbledegook") == []
    records.save(another(50, "goes on"))
    records.finish(another(50, "goes on"))
    monkeypatch.undo()
    assert erase(folder, engine)
    assert left_in(folder) == []
    assert [call.notes for call in records.newest("goes")] == ["goes on"]


def test_whoever_reads_on_and_on_is_told_of_and_nobody_who_saves_waits(
    folder: Path, engine: Engine, records: SqliteCallRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_history(records)
    monkeypatch.setattr("tui.records.sweeping.ATTEMPTS", 1)
    with closing(engine.connect(str(folder / "calls.db"), isolation_level=None)) as reading:
        reading.execute("begin")
        reading.execute("select count(*) from calls").fetchall()
        with pytest.raises(RecordsTrouble, match=READ):
            erase(folder, engine)
        records.save(another(50))
    assert erase(folder, engine)
    assert left_in(folder) == []
    assert ids(records.interrupted()) == [50]


def test_the_wal_is_emptied_without_a_wait_that_would_hold_up_a_save(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    records.save(another(1))
    with closing(Connection(folder / "calls.db", engine)) as connection:
        waits: list[int] = []
        connection._raw.set_trace_callback(  # What SQLite is asked, in this order.
            lambda sql: waits.append(_wait_of(connection)) if "truncate" in sql else None
        )
        assert connection.empty_wal()
        assert waits == [0]
        assert _wait_of(connection) == 5000


def _wait_of(connection: Connection) -> int:
    return int(connection.run("pragma busy_timeout")[0][0])


def test_a_window_that_makes_a_backup_is_told_of(
    folder: Path, engine: Engine, records: SqliteCallRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.finish(theirs(1))
    monkeypatch.setattr("tui.records.erasing.WAIT_SECONDS", 0.0)
    backups = Backups(folder, engine)
    backups.make_folder()
    with backups.alone(), pytest.raises(RecordsTrouble, match="Another window makes a backup"):
        erase(folder, engine)
    assert BACKING_UP.endswith(".")
    assert ids(records.newest()) == [1]


@pytest.mark.parametrize("way", Way)
def test_a_window_with_the_old_call_on_its_screen_cannot_write_it_back(
    folder: Path, engine: Engine, records: SqliteCallRecords, way: Way
) -> None:
    records.finish(theirs(1))
    shown = records.find(1)
    assert shown is not None
    erase(folder, engine, way=way)
    with pytest.raises(RecordsTrouble, match="any more"):
        records.revise(1, lambda _: replace(shown, notes=f"{shown.notes} and so on"))
    assert left_in(folder) == []


def test_a_draft_that_is_erased_cannot_be_gone_on_with(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    records.save(replace(theirs(1), ended=None))
    erase(folder, engine)
    assert records.claim(1)
    assert records.live(1) is None


def test_the_numbers_are_told_and_nothing_changes(folder: Path, engine: Engine, records: SqliteCallRecords) -> None:
    a_history(records)
    records.finish(another(16, caller=f"{NAME}, Elsewhere"))
    a_backup(folder, engine)
    touched = SqliteErasing(folder, engine, lambda: ["/home/rep/dana.csv"]).touched(ALL)
    assert touched == Touched(
        calls=4,
        first=theirs(3).started,
        last=theirs(12).started,
        open_promises=4,
        waiting=1,
        quoting=1,
        namesakes=1,
        backups=1,
        exports=("/home/rep/dana.csv",),
    )
    assert len(records.newest()) == 14


@pytest.mark.parametrize("caller", [NAME, "XANTHIPPE quörk,  zwölfmüller &  söhne", f"{NAME}, Elsewhere"])
def test_who_is_meant(folder: Path, engine: Engine, records: SqliteCallRecords, caller: str) -> None:
    """Whatever the case; but somebody of another company, or of none, may be somebody else."""
    records.finish(theirs(1))
    touched = SqliteErasing(folder, engine).touched(Wish(caller=caller))
    assert (touched.calls, touched.namesakes) == ((1, 0) if "zwölf" in caller else (0, 1))


def test_where_there_is_no_record_there_is_nothing_to_erase_and_none_is_made(folder: Path, engine: Engine) -> None:
    assert SqliteErasing(folder, engine).touched(ALL).is_nothing
    assert erase(folder, engine)
    assert not folder.exists()


def test_the_tables_begin_where_whoever_mends_a_record_looks_for_them(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    a_history(records)
    erase(folder, engine)
    with open_tinydb(folder, engine) as db:
        found = dict(db.connection.run("select name, rootpage from sqlite_schema where name in ('live', 'calls')"))
        assert found == ROOTS
        assert db.connection.run("pragma integrity_check") == [("ok",)]
        assert db.connection.run("pragma journal_mode") == [("wal",)]


def test_progress_goes_up_to_the_end(folder: Path, engine: Engine, records: SqliteCallRecords) -> None:
    a_history(records)
    a_backup(folder, engine)
    told: list[tuple[str, float]] = []
    SqliteErasing(folder, engine).carry_out(ALL, Way.ERASE, AT, lambda words, part: told.append((words, part)))
    assert [part for _, part in told] == sorted(part for _, part in told)
    assert told[-1] == ("done", 1.0)
    assert "backup 1 of 1" in [words for words, _ in told]


def test_the_note_holds_no_words(folder: Path, engine: Engine, records: SqliteCallRecords) -> None:
    a_history(records)
    records.claim(50)
    records.save(another(50))
    erase(folder, engine)
    assert left_in(folder, [NAME, "Xanthippe"]) != [NOTE]
    assert not [one for one in left_in(folder) if one.startswith(NOTE)]


def test_calls_that_are_old_are_found_with_whether_something_is_owed(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    records.finish(theirs(1))
    records.finish(a_call(2, at=START))
    records.finish(a_call(3, at=START + timedelta(days=2)))
    found: Callable[[], list[tuple[int, bool]]] = lambda: [  # noqa: E731
        (call_id, owes) for call_id, _, owes in SqliteErasing(folder, engine).older_than(START + timedelta(days=1))
    ]
    assert found() == [(1, True), (2, False)]
    erase(folder, engine, way=Way.ANONYMISE)
    assert found() == [(2, False)]


def a_card(records: SqliteCallRecords, *names: str) -> None:
    keep_client(records, Client(id=1, names=names, little=("Gobbledegook",), touched=START))


@pytest.mark.parametrize("way", Way)
def test_a_client_goes_with_their_card_and_every_spelling_of_it(
    folder: Path, engine: Engine, records: SqliteCallRecords, way: Way
) -> None:
    records.finish(theirs(1))
    records.finish(another(2, caller="X. Quörk"))
    records.finish(another(3))
    a_card(records, "X. Quörk", CLIENT)
    keep_client(records, Client(id=2, names=("Ben Ode, Northwind Law",), touched=START))
    a_backup(folder, engine)
    touched = SqliteErasing(folder, engine).touched(ALL)
    assert (touched.calls, touched.cards) == (2, 1)
    erase(folder, engine, way=way)
    assert left_in(folder) == []
    assert [client.id for client in records.clients()] == [2]


def test_the_card_of_the_bare_name_goes_when_it_showed_for_the_client(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    book = ClientBook(records=records, clock=FakeClock())
    keep_client(records, Client(id=2, names=(NAME,), touched=START))
    records.finish(theirs(1, "little: Gobbledegook"))
    book.learn(theirs(1, "little: Gobbledegook"))
    assert [one.little for one in records.clients()] == [("Gobbledegook",)]
    a_backup(folder, engine)
    assert SqliteErasing(folder, engine).touched(ALL).cards == 1
    erase(folder, engine)
    assert left_in(folder) == []


def test_the_card_of_a_bare_name_stays_beside_one_of_their_own(
    folder: Path, engine: Engine, records: SqliteCallRecords
) -> None:
    keep_client(records, Client(id=2, names=(NAME,), touched=START))
    a_card(records, CLIENT)
    erase(folder, engine)
    assert [client.id for client in records.clients()] == [2]


def test_a_card_alone_can_be_erased(folder: Path, engine: Engine, records: SqliteCallRecords) -> None:
    records.finish(another(2))
    a_card(records, CLIENT)
    a_backup(folder, engine)
    assert not SqliteErasing(folder, engine).touched(ALL).is_nothing
    erase(folder, engine)
    assert left_in(folder) == []


def test_one_call_alone_leaves_the_card(folder: Path, engine: Engine, records: SqliteCallRecords) -> None:
    records.finish(theirs(1))
    a_card(records, CLIENT)
    erase(folder, engine, Wish(calls=(1,)))
    assert len(records.clients()) == 1

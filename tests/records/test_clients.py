"""What is kept about clients: in memory and for real, and whatever becomes of the record."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from tinydb.table import Document

from tests.fakes import START, MemoryCallRecords, a_call
from tests.kept import forget_client, keep_client
from tests.records.conftest import Opener
from tests.records.exchanged import brought_in, exported
from tests.records.test_contract import together
from tui.model.client import Client
from tui.model.trouble import RecordsTrouble, Trouble
from tui.ports import ClientRecords, ClientsInHand
from tui.records.backups import Backups
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine
from tui.records.table import open_tinydb

DANA = Client(
    id=1, names=("Dana Lee, Northwind Law", "D. Lee"), answers_to="her boss", little=("tea",), touched=START
)
ZOE = Client(id=2, names=("Zoë O'Brien, Straße GmbH",), touched=START + timedelta(days=1))


def opened(window: Opener) -> ClientRecords:
    return window()  # type: ignore[return-value] # Both of them are.


def test_a_client_is_there_at_the_next_start_under_each_spelling(window: Opener) -> None:
    records = opened(window)
    assert (records.client("Dana Lee"), records.clients()) == (None, [])
    keep_client(records, DANA)
    keep_client(records, ZOE)
    other = opened(window)
    for spelling in ("Dana Lee, Northwind Law", "DANA  LEE · northwind law", "d. lee"):
        assert other.client(spelling) == DANA
    for spelling in ("Zoë O'Brien, Straße GmbH", "ZOË O'BRIEN, STRASSE GMBH"):
        assert other.client(spelling) == ZOE
    for spelling in ("Dana Lee", "Dana", "", ", Northwind Law", "Zoe O'Brien, Straße GmbH"):
        assert other.client(spelling) is None
    assert other.clients() == [ZOE, DANA]
    assert (other.clients(limit=1), other.clients(limit=0)) == ([ZOE], [])


def test_a_client_takes_the_place_of_the_one_with_its_id(window: Opener) -> None:
    records = opened(window)
    keep_client(records, DANA)
    changed = replace(DANA, names=("Dana Lee, Acme",), little=())
    keep_client(records, changed)
    assert (records.clients(), records.client("D. Lee"), records.client("dana lee, ACME")) == (
        [changed],
        None,
        changed,
    )


def test_a_spelling_has_one_client_and_who_has_none_left_is_gone(window: Opener) -> None:
    records = opened(window)
    keep_client(records, DANA)
    keep_client(records, ZOE)
    merged = replace(ZOE, names=(*ZOE.names, "d.  lee"))
    keep_client(records, merged)
    assert records.client("D. Lee") == replace(ZOE, names=(*ZOE.names, "d. lee"))
    assert records.client("Dana Lee, Northwind Law") == replace(DANA, names=DANA.names[:1])
    keep_client(records, replace(ZOE, names=(*ZOE.names, *DANA.names)))
    assert [client.id for client in records.clients()] == [2]
    keep_client(records, replace(DANA, names=("D. Lee", "")))
    assert {client.id: client.names for client in records.clients()} == {
        1: ("D. Lee",),
        2: (*ZOE.names, DANA.names[0]),
    }


def test_a_client_can_be_forgotten(window: Opener) -> None:
    records = opened(window)
    forget_client(records, 1)
    keep_client(records, DANA)
    forget_client(records, 2)
    forget_client(records, 2**80)
    assert records.clients() == [DANA]
    forget_client(records, 1)
    assert (records.clients(), records.client("D. Lee")) == ([], None)


def test_a_change_that_breaks_off_changes_nothing(window: Opener) -> None:
    records = opened(window)
    keep_client(records, DANA)

    def change(there: ClientsInHand) -> None:
        there.forget(DANA.id)
        there.keep(ZOE)
        assert (there.with_spelling("D. Lee"), there.with_spelling(ZOE.names[0])) == (None, ZOE)
        raise Trouble("Not like that.")

    with pytest.raises(Trouble, match="Not like that"):
        records.change_clients(change)
    assert records.clients() == [DANA]


@pytest.mark.parametrize(
    "text", ["nul \0 end", "half \ud83d pair", "👩‍👩‍👧", "山田", "'; drop table clients; --", "%"]
)
def test_whatever_a_client_is_called_it_comes_back(window: Opener, text: str) -> None:
    client = replace(DANA, names=(text,), style=text, little=(text, text))
    keep_client(opened(window), client)
    assert (opened(window).client(text), opened(window).clients()) == (client, [client])


def test_windows_that_keep_clients_at_once_share_no_spelling(window: Opener) -> None:
    def keep(place: tuple[int, ClientRecords]) -> None:
        number, records = place
        for turn in range(10):
            keep_client(records, Client(id=number, names=("Shared", f"Own {number}"), style=f"{turn}", touched=START))

    together(keep, [(number, opened(window)) for number in (1, 2, 3)])
    clients = opened(window).clients()
    assert {client.id: client.style for client in clients} == {1: "9", 2: "9", 3: "9"}
    assert sum("Shared" in client.names for client in clients) == 1


def test_the_client_of_the_tests_fails_when_it_shall() -> None:
    records = MemoryCallRecords()
    records.trouble = records.reading_trouble = RecordsTrouble("No.")
    with pytest.raises(RecordsTrouble, match="No"):
        keep_client(records, DANA)
    with pytest.raises(RecordsTrouble, match="No"):
        forget_client(records, 1)
    with pytest.raises(RecordsTrouble, match="No"):
        records.client("Dana")
    assert not records.disk.clients


# How the record keeps them


def test_a_script_reaches_them_and_what_it_adds_stays(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    keep_client(records, DANA)
    with open_tinydb(folder, engine) as db:
        assert db.table("clients").get(doc_id=1)["answers_to"] == "her boss"
        db.table("clients").update({"shoe": 9, "names": ["Dana Lee, Elsewhere"]}, doc_ids=[1])
        db.table("clients").insert(Document({"names": 5}, doc_id=7))
        db.connection.run("insert into clients values (8, 'no JSON'), (9, '')")
        found = records.client("dana lee, elsewhere")
        assert found and found.names == ("Dana Lee, Elsewhere",)
        assert (records.client("D. Lee"), records.clients()) == (None, [found])
        keep_client(records, replace(found, style="brisk"))
        assert db.table("clients").get(doc_id=1)["shoe"] == 9
        db.table("clients").truncate()
        assert db.connection.run("select * from spellings") == []
    records.close()


def test_what_a_newer_release_wrote_is_not_written_over(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    keep_client(records, DANA)
    with open_tinydb(folder, engine) as db:
        db.table("clients").update({"schema": 99}, doc_ids=[1])
    assert records.clients() == []
    with pytest.raises(RecordsTrouble, match="newer"):
        keep_client(records, DANA)
    records.close()


def test_they_go_with_an_export_and_the_newer_state_stays(folder: Path, engine: Engine) -> None:
    there, file = folder.with_name("there"), folder.with_name("calls.json")
    records = SqliteCallRecords(there, engine)
    keep_client(records, DANA)
    keep_client(records, ZOE)
    records.finish(a_call(1))
    exported(there, file, engine)
    here = SqliteCallRecords(folder, engine)
    later = replace(DANA, id=5, names=("D. Lee",), style="brisk", touched=START + timedelta(hours=1))
    keep_client(here, later)
    keep_client(here, Client(id=2, names=("Somebody Else",), touched=START))
    brought_in(folder, file, engine)
    assert here.client("d. lee") == later
    assert here.client("Dana Lee, Northwind Law") is None
    assert here.client("Zoë O'Brien, Straße GmbH") == replace(ZOE, id=6)
    assert len(here.clients()) == 3
    before = here.clients()
    brought_in(folder, file, engine)
    assert here.clients() == before
    exported(folder, file, engine)
    brought_in(there, file, engine)
    both = replace(later, id=1, names=("D. Lee", DANA.names[0]), answers_to="her boss", little=("tea",))
    assert records.client("D. Lee") == both
    for each in (records, here):
        each.close()


def test_nothing_that_is_kept_here_is_lost_to_one_who_comes_in(folder: Path, engine: Engine) -> None:
    there, file = folder.with_name("there"), folder.with_name("calls.json")
    records, here = SqliteCallRecords(there, engine), SqliteCallRecords(folder, engine)
    newer = START + timedelta(hours=1)
    keep_client(records, Client(id=9, names=("Dana Lee", "D. Lee"), little=("cats",), style="brisk", touched=newer))
    exported(there, file, engine)
    keep_client(here, Client(id=3, names=("Dana Lee",), little=("tea",), touched=START))
    keep_client(here, Client(id=4, names=("D. Lee",), little=("Fridays off",), style="chatty", touched=START))
    before = here.clients()
    said = brought_in(folder, file, engine)
    (one,) = here.clients()
    assert set(one.little) == {"cats", "tea", "Fridays off", "style (as D. Lee): chatty"}
    assert (one.style, set(one.names)) == ("brisk", {"Dana Lee", "D. Lee"})
    assert "1 client came" in said[0]
    assert "1 client stays as it is here" in brought_in(folder, file, engine)[0]
    assert here.clients() == [one]
    assert [client.touched for client in before] == [START, START]
    records.close()
    here.close()


def test_what_is_no_client_stays_out(folder: Path, engine: Engine) -> None:
    file = folder.with_name("calls.json")
    odd = {"1": {"names": []}, "2": [], "x": {}, "3": {"schema": 99}, "4": {"id": 4, "names": ["A"], "touched": "?"}}
    file.write_text(json.dumps({"calls": {}, "clients": odd}))
    brought_in(folder, file, engine)
    records = SqliteCallRecords(folder, engine)
    assert records.clients() == []
    records.close()


@pytest.mark.parametrize("has_backup", [True, False])
@pytest.mark.parametrize("layout", [3, 4])
def test_they_survive_damage(folder: Path, engine: Engine, layout: int, *, has_backup: bool) -> None:
    folder.mkdir()
    shutil.copy(Path(__file__).with_name("fixtures") / f"layout-{layout}.db", folder / "calls.db")
    records = SqliteCallRecords(folder, engine)
    keep_client(records, DANA)
    keep_client(records, replace(ZOE, id=4, names=("A client with the number of a call",)))
    kept = records.clients()
    records.close()
    if has_backup:
        Backups(folder, engine).make()
    with open_tinydb(folder, engine) as db:
        root = db.connection.run("select rootpage from sqlite_master where name = 'owed_by_due'")[0][0]
    with (folder / "calls.db").open("r+b") as spoilt:
        spoilt.seek((root - 1) * 8192)
        spoilt.write(b"\xff" * 8192)
    assert len(records.owed()) == 2
    assert "every call could be read (8)" in records.noticed()[0]
    assert (records.clients(), records.client("d. lee")) == (kept, DANA)
    records.close()


def test_a_lost_page_of_clients_comes_back_from_the_backup(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    keep_client(records, DANA)
    records.finish(a_call(1))
    records.close()
    assert Backups(folder, engine).make()
    with open_tinydb(folder, engine) as db:
        root = db.connection.run("select rootpage from sqlite_master where name = 'clients'")[0][0]
    with (folder / "calls.db").open("r+b") as spoilt:
        spoilt.seek((root - 1) * 8192)
        spoilt.write(b"\xff" * 8192)
    assert records.clients() == [DANA]
    assert "every call could be read (1)" in records.noticed()[0]
    records.close()

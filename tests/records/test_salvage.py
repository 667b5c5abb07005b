"""What is read of the bytes of a damaged record, and what is said to be missing."""

import json
import shutil
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from hashlib import shake_128
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records.workers import ENGINES
from tui.records import pages as module
from tui.records.engine import Engine
from tui.records.layout import EVERYTHING, NOTHING, TABLES
from tui.records.opening import open_record
from tui.records.pages import PAGE_SIZE
from tui.records.salvage import ROOTS, Salvage, as_document

pytestmark = pytest.mark.costly

ENGINE = ENGINES["current"]
LOCAL = PAGE_SIZE - 35
"""The longest row that fits one page."""


def document(row_id: int, length: int = 100) -> str:
    """A text of about this length that says whose it is."""
    return json.dumps({"id": row_id, "notes": "ü " + noise(row_id, length // 2).hex()}, ensure_ascii=False)


def noise(seed: int, length: int) -> bytes:
    """Always the same bytes, without any order."""
    return shake_128(b"%d" % seed).digest(length)


@contextmanager
def opened(file: Path, engine: Engine = ENGINE) -> Iterator[Any]:
    file.parent.mkdir(exist_ok=True)
    with closing(open_record(engine, file)) as raw:
        yield raw


def put(raw: Any, table: str, rows: Iterable[tuple[int, str]]) -> None:
    raw.execute("begin")
    raw.executemany(f"insert or replace into {table} (id, doc) values (?, ?)", rows)  # noqa: S608
    raw.execute("commit")


def a_file(file: Path, calls: int = 300, length: int = 1500, live: int = 3, step: int = 10**9 + 7) -> dict[int, str]:
    """A closed record with so many calls; the calls."""
    texts = {number * step: document(number * step, length) for number in range(1, calls + 1)}
    with opened(file) as raw:
        raw.execute("update indexed set first = ?", (NOTHING,))
        put(raw, "calls", texts.items())
        put(raw, "live", ((-number, document(-number)) for number in range(1, live + 1)))
    return texts


class Read:
    """All that is read of a record."""

    def __init__(self, file: Path) -> None:
        with Salvage(file, file.with_name(f"{file.name}-wal")) as salvage:
            self.rows = {table: dict(salvage.rows(table)) for table in TABLES}
            strays = list(salvage.strays())
            self.is_complete = salvage.is_complete
            self.may_miss = salvage.may_miss
        self.strays: dict[str, dict[int, str]] = {table: {} for table in TABLES}
        for table, row in strays:
            if not any(row.id in self.rows[each] for each in TABLES):
                self.strays[table].setdefault(row.id, row.text)

    @property
    def calls(self) -> dict[int, str]:
        return self.rows["calls"] | self.strays["calls"]


def pages(file: Path) -> list[bytes]:
    whole = file.read_bytes()
    return [whole[at : at + PAGE_SIZE] for at in range(0, len(whole), PAGE_SIZE)]


def page_with(file: Path, text: str) -> int:
    """The number of the page with the end of a row."""
    return next(number for number, page in enumerate(pages(file), 1) if text[-400:].encode() in page)


def ids_on(file: Path, number: int, texts: dict[int, str]) -> list[int]:
    page = pages(file)[number - 1]
    return [row_id for row_id, text in texts.items() if text[-400:].encode() in page]


def write(file: Path, at: int, garbage: bytes) -> None:
    with file.open("r+b") as damaged:
        damaged.seek(at)
        damaged.write(garbage)


def garble(file: Path, number: int, begin: int = 0, end: int = PAGE_SIZE) -> None:
    """Random bytes in a part of a page."""
    write(file, (number - 1) * PAGE_SIZE + begin, noise(number, end - begin))


def below(page: bytes) -> list[int]:
    """The pages that a page leads to, but for the last."""
    count = int.from_bytes(page[3:5])
    return [int.from_bytes(page[at : at + 4]) for at in struct.unpack_from(f">{count}H", page, 12)]


def test_the_pages_are_as_this_release_lays_them_out(tmp_path: Path) -> None:
    with opened(tmp_path / "calls.db") as raw:
        assert raw.execute("pragma page_size").fetchone()[0] == PAGE_SIZE
        roots = dict(raw.execute("select name, rootpage from sqlite_schema where type = 'table'"))
        assert {table: roots[table] for table in TABLES} == ROOTS
    # Nothing is kept back at the end of a page.
    assert (tmp_path / "calls.db").read_bytes()[20] == 0


LENGTHS = st.one_of(
    st.integers(0, 300),
    st.sampled_from([LOCAL + near for near in range(-60, 20)]),
    st.sampled_from([pages * (PAGE_SIZE - 4) + near for pages in (1, 2, 3) for near in (-1, 0, 1, 1000, 8000)]),
)
IDS = st.one_of(st.integers(-3, 300), st.integers(EVERYTHING, NOTHING), st.sampled_from([EVERYTHING, NOTHING]))
CHANGES = st.lists(st.tuples(st.sampled_from(TABLES), IDS, st.none() | LENGTHS), max_size=60)


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, keeps_wal=st.booleans())
def test_of_a_whole_record_all_is_read_as_sqlite_reads_it(
    changes: list[tuple[str, int, int | None]], keeps_wal: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("whole")
    with opened(folder / "calls.db") as raw:
        for table, row_id, length in changes:
            if length is None:
                raw.execute(f"delete from {table} where id = ?", (row_id,))  # noqa: S608
            else:
                put(raw, table, [(row_id, document(row_id, length))])
        expected = {table: dict(raw.execute(f"select id, doc from {table} order by id")) for table in TABLES}  # noqa: S608
        if keeps_wal:
            shutil.copytree(folder, folder / "copy")
    read = Read(folder / ("copy" if keeps_wal else "") / "calls.db")
    assert read.rows == expected
    assert [list(rows) for rows in read.rows.values()] == [list(rows) for rows in expected.values()]
    assert read.is_complete
    assert read.strays == {"live": {}, "calls": {}}
    assert not any(read.may_miss(table, row_id) for table in TABLES for row_id in (EVERYTHING, 0, NOTHING))


def test_many_pages_deep(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file, 2000, 4500, step=-(10**15) - 1)
    assert {pages(file)[number - 1][0] for number in below(pages(file)[ROOTS["calls"] - 1])} == {5}
    assert Read(file).rows["calls"] == texts


@pytest.mark.parametrize("how", ["zeros", "garbage", "first bytes", "cut off"])
def test_a_page_of_calls(tmp_path: Path, how: str) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file)
    ids = list(texts)
    number = page_with(file, texts[ids[150]])
    on_it = ids_on(file, number, texts)
    damage: dict[str, Callable[[], None]] = {
        "zeros": lambda: write(file, (number - 1) * PAGE_SIZE, bytes(PAGE_SIZE)),
        "garbage": lambda: garble(file, number),
        "first bytes": lambda: garble(file, number, 0, 8),
        "cut off": lambda: write(file, (number - 1) * PAGE_SIZE, b"\x0d\0\0\0\0\x20\0\0"),
    }
    damage[how]()
    read = Read(file)
    lost = [row_id for row_id in ids if row_id not in read.rows["calls"]]
    assert lost == on_it
    assert 150 - 8 < ids.index(lost[0]) <= 150 < 150 + 8
    assert not read.is_complete
    assert all(read.may_miss("calls", row_id) for row_id in lost)
    # Between the rows before and behind it, and nowhere else.
    assert not read.may_miss("calls", lost[0] - 10**9 - 7) and not read.may_miss("calls", lost[-1] + 10**9 + 7)
    assert not read.may_miss("live", 1)
    # Where only the head of the page is gone, its rows are found by their looks.
    assert set(read.strays["calls"]) == (set(lost) if how in ("first bytes", "cut off") else set())
    assert read.calls == {row_id: texts[row_id] for row_id in read.calls}


@pytest.mark.costly
@pytest.mark.parametrize("root", [True, False])
def test_a_page_that_leads_to_others(tmp_path: Path, root: bool) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file, 2000, 4500)
    garble(file, ROOTS["calls"] if root else below(pages(file)[ROOTS["calls"] - 1])[1])
    read = Read(file)
    assert len(read.rows["calls"]) < len(texts) - 400
    assert read.calls == texts
    assert not read.is_complete


@pytest.mark.long
def test_a_page_that_leads_elsewhere_than_before(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file, 2000, 4500)
    root = pages(file)[ROOTS["calls"] - 1]
    at = struct.unpack_from(">3H", root, 12)[1]
    for garbage in (struct.pack(">I", 2), struct.pack(">I", 10**6), root[8:12]):
        write(file, (ROOTS["calls"] - 1) * PAGE_SIZE + at, garbage)
        assert Read(file).calls == texts


def test_a_page_that_is_an_old_state_of_itself(tmp_path: Path) -> None:
    """As after a power cut on a disk that says "written" too early."""
    file = tmp_path / "calls.db"
    texts = a_file(file, 700, 4500)
    before = pages(file)[ROOTS["calls"] - 1]
    with opened(file) as raw:
        new = {10**13 + number: document(10**13 + number, 4500) for number in range(1000)}
        put(raw, "calls", new.items())
    write(file, (ROOTS["calls"] - 1) * PAGE_SIZE, before)
    read = Read(file)
    assert len(read.rows["calls"]) < 1700
    assert read.calls == texts | new
    # Here all are back; but where one page is old, others may be.
    assert not read.is_complete
    assert read.may_miss("calls", 1)


def test_pages_of_live_calls(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    a_file(file)
    garble(file, ROOTS["live"])
    read = Read(file)
    assert read.rows["live"] == {}
    assert len(read.rows["calls"]) == 300
    assert read.may_miss("live", 1) and not read.may_miss("calls", 1)


def test_the_first_page_is_not_needed(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file)
    garble(file, 1)
    read = Read(file)
    assert read.calls == texts
    assert len(read.rows["live"]) == 3
    assert read.is_complete


@pytest.mark.costly
@pytest.mark.parametrize("length", [0, 5, 3 * PAGE_SIZE, 3 * PAGE_SIZE + 1, 40 * PAGE_SIZE, 50 * PAGE_SIZE + 4097])
def test_a_file_that_ends_too_early(tmp_path: Path, length: int) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file)
    left = [number for number in range(1, length // PAGE_SIZE + 1) if pages(file)[number - 1][0] == 13]
    expected = {row_id for number in left for row_id in ids_on(file, number, texts)}
    with file.open("r+b") as damaged:
        damaged.truncate(length)
    read = Read(file)
    assert expected <= set(read.calls)
    assert read.calls == {row_id: texts[row_id] for row_id in read.calls}
    assert not read.is_complete
    assert all(read.may_miss("calls", row_id) for row_id in set(texts) - set(read.calls))


def test_a_row_that_goes_on_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file, 40)
    with opened(file) as raw:
        put(raw, "calls", [(5, document(5, 30_000)), (6, document(6))])
    number = page_with(file, document(5, 30_000))
    before = pages(file)[number - 1]
    # The last of its pages must not lead to another one.
    write(file, (number - 1) * PAGE_SIZE, b"\0\0\0\7")
    read = Read(file)
    assert set(read.rows["calls"]) == {6, *texts}
    assert read.may_miss("calls", 5) and not read.may_miss("calls", 4) and not read.may_miss("calls", 7)
    write(file, (number - 1) * PAGE_SIZE, before)
    assert Read(file).rows["calls"][5] == document(5, 30_000)


def test_what_was_erased_is_not_found_again(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file)
    ids = list(texts)
    erased = {*ids[100:200], *ids[250:260:3]}
    with opened(file) as raw:
        # As a newer SQLite does: what is erased stays in the free pages.
        raw.execute("pragma secure_delete = off").fetchall()
        raw.executemany("delete from calls where id = ?", [(row_id,) for row_id in erased])
    assert any(texts[row_id].encode() in page for page in pages(file) for row_id in erased)
    garble(file, page_with(file, texts[ids[50]]))
    read = Read(file)
    assert not read.is_complete
    assert not erased & set(read.calls)
    assert not any(read.may_miss("calls", row_id) for row_id in erased)
    garble(file, ROOTS["calls"])
    assert not {*ids[101:199]} & set(Read(file).calls)


def test_free_pages_are_not_known_where_their_list_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file)
    ids = list(texts)
    with opened(file) as raw:
        raw.execute("pragma secure_delete = off").fetchall()
        raw.executemany("delete from calls where id = ?", [(row_id,) for row_id in ids[100:200]])
    # Erased rows still stand in pages of which nobody can say that they are free; but nothing misses them.
    write(file, 32, bytes(4))
    garble(file, page_with(file, texts[ids[50]]))
    read = Read(file)
    assert not set(ids[100:200]) & set(read.calls)


def test_a_call_is_known_by_the_number_in_itself(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file)
    row_id = list(texts)[150]
    number = page_with(file, texts[row_id])
    page = pages(file)[number - 1]
    # Before the text: the header of 4 bytes, and before that the number, of 6.
    at = page.index(texts[row_id].encode()[:30]) - 4 - 6
    assert page[at] & 0x80
    write(file, (number - 1) * PAGE_SIZE + at, bytes([page[at] ^ 0x01]))
    read = Read(file)
    assert row_id not in read.rows["calls"]
    assert read.calls == texts


def test_a_page_whose_places_are_garbled_gives_each_row_once(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file)
    number = page_with(file, texts[list(texts)[150]])
    first, second = struct.unpack_from(">2H", pages(file)[number - 1], 8)
    # Both say where the first is; the second is found all the same.
    write(file, (number - 1) * PAGE_SIZE + 8, struct.pack(">2H", first, first))
    assert second != first
    assert Read(file).calls == texts


def test_a_page_that_counts_less_than_it_has(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file)
    number = page_with(file, texts[list(texts)[150]])
    count = int.from_bytes(pages(file)[number - 1][3:5])
    write(file, (number - 1) * PAGE_SIZE + 3, struct.pack(">H", count - 1))
    read = Read(file)
    assert not read.is_complete
    assert read.calls == texts


def test_the_last_state_of_a_live_call_is_taken(tmp_path: Path) -> None:
    """Old states of a row may stay on its page until something is written over them."""
    file = tmp_path / "calls.db"
    with opened(file) as raw:
        for second, notes in ((1, "x" * 50), (2, "x"), (3, "xx"), (4, "x" * 30)):
            said = {"id": 7, "touched": f"2026-11-24T09:18:{min(second, 3):02}+01:00", "notes": notes}
            put(raw, "live", [(second, json.dumps(said))])
    garble(file, ROOTS["live"], 0, 10)
    assert json.loads(Read(file).strays["live"][7])["notes"] == "x" * 30


@pytest.mark.parametrize(("ended", "table"), [(None, "live"), ("2026-11-24T09:18:00+01:00", "calls")])
def test_where_both_tables_are_gone_a_call_that_had_ended_is_a_finished_one(
    tmp_path: Path, ended: str | None, table: str
) -> None:
    file = tmp_path / "calls.db"
    with opened(file) as raw:
        text = json.dumps({"id": 1, "ended": ended})
        put(raw, table, [(1, text)])
    garble(file, ROOTS["live"], 0, 10)
    garble(file, ROOTS["calls"], 0, 10)
    assert Read(file).strays[table] == {1: text}


def test_a_row_that_is_no_text_is_missed(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    with opened(file) as raw:
        put(raw, "calls", [(1, document(1)), (3, document(3))])
        raw.execute("insert into calls (id, doc) values (2, x'00ff')")
    read = Read(file)
    assert set(read.calls) == {1, 3}
    assert read.may_miss("calls", 2) and not read.may_miss("calls", 4)


def test_bytes_that_are_no_text_become_the_sign_for_that(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    with opened(file) as raw:
        put(raw, "live", [(1, '{"notes": "before-xyz-after"}')])
    page = pages(file)[ROOTS["live"] - 1]
    write(file, (ROOTS["live"] - 1) * PAGE_SIZE + page.index(b"xyz"), b"\xff")
    assert Read(file).rows["live"] == {1: '{"notes": "before-�yz-after"}'}


# What stands in the WAL


@contextmanager
def with_wal(folder: Path, engine: Engine = ENGINE) -> Iterator[Path]:
    """A copy of a record as a kill leaves it: live call 1 was saved 20 times, and only the WAL has that."""
    with opened(folder / "at-work" / "calls.db", engine) as raw:
        put(raw, "calls", [(row_id, document(row_id)) for row_id in range(100, 110)])
        raw.execute("pragma wal_checkpoint(truncate)").fetchall()
        for number in range(1, 21):
            put(raw, "live", [(1, f'{{"number": {number}}}')])
        shutil.copytree(folder / "at-work", folder / "copy")
        yield folder / "copy" / "calls.db"


def frames(file: Path) -> int:
    return (wal(file).stat().st_size - 32) // (24 + PAGE_SIZE)


def wal(file: Path) -> Path:
    return file.with_name("calls.db-wal")


def number_of(read: Read) -> int | None:
    text = (read.rows["live"] | read.strays["live"]).get(1)
    return json.loads(text)["number"] if text else None


@pytest.mark.parametrize("engine_name", ENGINES)
def test_words_that_are_only_in_the_wal(tmp_path: Path, engine_name: str) -> None:
    with with_wal(tmp_path, ENGINES[engine_name]) as file:
        assert frames(file) == 20
        read = Read(file)
        assert number_of(read) == 20
        assert read.is_complete
        garble(file, ROOTS["live"])
        assert number_of(Read(file)) == 20
        file.unlink()
        assert number_of(Read(file)) == 20


@pytest.mark.parametrize("part", [0, 8, 16, 24, 3000], ids=["page", "salt", "sum", "words", "middle"])
def test_what_stands_behind_a_bad_place_of_the_wal_counts(tmp_path: Path, part: int) -> None:
    with with_wal(tmp_path) as file:
        write(wal(file), 32 + 10 * (24 + PAGE_SIZE) + part, b"\xa5" * 8)
        read = Read(file)
        assert number_of(read) == 20
        assert not read.is_complete
        assert read.may_miss("calls", 1) and read.may_miss("live", 2)
        assert len(read.calls) == 10


@pytest.mark.parametrize("begin", [0, 16, 24])
def test_a_wal_whose_beginning_is_damaged(tmp_path: Path, begin: int) -> None:
    with with_wal(tmp_path) as file:
        write(wal(file), begin, noise(1, 32 - begin))
        read = Read(file)
        assert number_of(read) == 20
        assert not read.is_complete


def test_a_wal_that_is_no_more_than_garbage(tmp_path: Path) -> None:
    with with_wal(tmp_path) as file:
        wal(file).write_bytes(noise(1, 100_000))
        read = Read(file)
        assert len(read.calls) == 10
        assert not read.is_complete
        wal(file).write_bytes(bytes(100_000))
        read = Read(file)
        assert len(read.calls) == 10
        assert not read.is_complete


def test_a_wal_that_ends_too_early(tmp_path: Path) -> None:
    with with_wal(tmp_path) as file:
        with wal(file).open("r+b") as damaged:
            damaged.truncate(32 + 15 * (24 + PAGE_SIZE) + 100)
        read = Read(file)
        assert number_of(read) == 15
        assert not read.is_complete


def test_a_wal_that_was_begun_anew_still_holds_the_end_of_the_old_one(tmp_path: Path) -> None:
    with opened(tmp_path / "at-work" / "calls.db") as raw:
        for number in range(1, 31):
            put(raw, "live", [(1, f'{{"number": {number}}}')])
        raw.execute("pragma wal_checkpoint(restart)").fetchall()
        put(raw, "live", [(1, '{"number": 99}')])
        shutil.copytree(tmp_path / "at-work", tmp_path / "copy")
    read = Read(tmp_path / "copy" / "calls.db")
    assert number_of(read) == 99
    assert read.is_complete


def test_what_was_never_committed_does_not_count(tmp_path: Path) -> None:
    with opened(tmp_path / "at-work" / "calls.db") as raw:
        put(raw, "live", [(1, '{"number": 1}')])
        raw.execute("pragma cache_size = 1").fetchall()
        before = wal(tmp_path / "at-work" / "calls.db").stat().st_size
        raw.execute("begin")
        raw.executemany("insert into calls (id, doc) values (?, ?)", [(n, document(n, 9000)) for n in range(50)])
        assert wal(tmp_path / "at-work" / "calls.db").stat().st_size > before + 50 * PAGE_SIZE
        shutil.copytree(tmp_path / "at-work", tmp_path / "copy")
        raw.execute("rollback")
    read = Read(tmp_path / "copy" / "calls.db")
    assert read.calls == {}
    assert number_of(read) == 1


def test_what_was_written_and_not_yet_committed_does_not_count(tmp_path: Path) -> None:
    with with_wal(tmp_path) as file:
        begin = 32 + 19 * (24 + PAGE_SIZE)
        whole = wal(file).read_bytes()
        number, page, seed = (
            whole[begin : begin + 4],
            whole[begin + 24 :],
            whole[begin - 8 - PAGE_SIZE : begin - PAGE_SIZE],
        )
        salt = whole[16:24]
        words = "<" if whole[3] == 0x82 else ">"
        write(wal(file), begin, number + bytes(4) + salt + module._sum(words, number + bytes(4) + page, seed))
        read = Read(file)
        assert number_of(read) == 19
        assert read.is_complete


# Whatever there is


def test_a_place_that_the_disk_does_not_give_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "calls.db"
    texts = a_file(file)
    number = page_with(file, texts[list(texts)[150]])
    on_it = ids_on(file, number, texts)

    class Worn(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() <= (number - 1) * PAGE_SIZE < self.tell() + (size or 0):
                raise OSError(5, "Input/output error")
            return super().read(size)

    monkeypatch.setattr(module, "_open", lambda path: Worn(path.read_bytes() if path.exists() else b""))
    read = Read(file)
    assert set(texts) - set(read.calls) == set(on_it)
    assert all(read.may_miss("calls", row_id) for row_id in on_it)


def test_nothing_at_all(tmp_path: Path) -> None:
    read = Read(tmp_path / "calls.db")
    assert read.calls == read.rows["live"] == {}
    assert read.may_miss("calls", 1) and read.may_miss("live", 1)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a small record as a kill leaves it, with all kinds of pages."""
    folder = tmp_path_factory.mktemp("sample")
    with opened(folder / "calls.db") as raw:
        put(raw, "calls", [(number * 10**15, document(number, 2000)) for number in range(60)])
        put(raw, "calls", [(number, document(number, 20_000)) for number in range(1, 4)])
        raw.execute("delete from calls where id > ? and id < ?", (20 * 10**15, 40 * 10**15))
        raw.execute("pragma wal_checkpoint(truncate)").fetchall()
        put(raw, "live", [(number, document(number, 3000)) for number in range(-5, 0)])
        return {name: (folder / name).read_bytes() for name in ("calls.db", "calls.db-wal")}


SPOTS = st.lists(
    st.tuples(
        st.sampled_from(["calls.db", "calls.db-wal"]), st.integers(0, 2**20), st.binary(min_size=1, max_size=40)
    ),
    min_size=1,
    max_size=30,
)


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spots=SPOTS)
def test_no_garbage_is_too_much(
    spots: list[tuple[str, int, bytes]], sample: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("garbled")
    for name, whole in sample.items():
        damaged = bytearray(whole)
        for where, at, garbage in spots:
            if where == name:
                at %= len(whole)  # noqa: PLW2901
                damaged[at : at + len(garbage)] = garbage
        (folder / name).write_bytes(damaged)
    read = Read(folder / "calls.db")
    for rows in read.rows.values():
        assert list(rows) == sorted(rows)


@pytest.mark.parametrize(
    ("text", "is_document"),
    [
        ("{}", True),
        ('{"notes": "\\ud800"}', True),
        ('{"id": 123456789012345678901234567890}', True),
        ("[1]", False),
        ("", False),
        ('{"notes": "a\0b"}', False),
        ('{"a":' * 100_000, False),
    ],
)
def test_what_is_a_document(text: str, is_document: bool) -> None:
    assert (as_document(text) is not None) is is_document

"""What the file is made of: three tables of documents, and what follows from them by triggers.

That is the index of every word in the finished calls, what is owed, what became of each call in a narrow row, and
which client has which spelling.
"""

from typing import Any

SCHEMA = 4
"""The layout that this release reads and writes (`PRAGMA user_version`).

1: the two tables. 2: with `calls_index`, `indexed` and `room`. 3: with `owed`, and `calls_index` also holds how
promises were told and why they were withdrawn. 4: with `clients`, `spellings`, `met`, `met_since` and `calls_terms`.
Older ones are brought up to this when they are opened.
"""

APPLICATION_ID = int.from_bytes(b"HEAR")
"""Marks the file as ours (`PRAGMA application_id`)."""

TABLES = ("live", "calls")
"""The calls that go on, and the finished ones."""

EVERY_TABLE = (*TABLES, "clients")
"""These, and what is kept about clients."""

EVERYTHING = -(2**63)
"""The smallest number a row can have: an index from there on holds every call."""

NOTHING = 2**63 - 1
"""The largest number a row can have: an index from there on holds no call."""

_LIVE, _CALLS, _CLIENTS = (
    f"create table {table} (id integer primary key, doc text not null)" for table in EVERY_TABLE
)

# SQLite reads a JSON text only up to a NUL; a blank in its place is found just as well.
_WORDS = r"""
create view calls_words (id, who, words) as select id,
    case when json_valid(doc) then replace(
        coalesce(json_extract(doc, '$.caller'), '') || char(10) || coalesce(json_extract(doc, '$.company'), ''),
        'ß', 'ss') end,
    case when json_valid(doc) then replace(
        coalesce(json_extract(doc, '$.notes'), '') || char(10) || coalesce(json_extract(doc, '$.outcome'), '')
        || char(10) || coalesce((select group_concat(atom, char(10)) from json_tree(doc, '$.tags')), '') || char(10)
        || coalesce((select group_concat(atom, char(10)) from json_tree(doc, '$.promises')
            where key in ('text', 'how', 'reason')), ''),
        'ß', 'ss') end
from (select id, replace(doc, '\u0000', '\u0020') as doc from calls)"""

_INDEX = (
    _WORDS,
    # `content` names where the words can be read again, so that the index keeps none of them. Without positions
    # and sizes it is a third smaller; one, two and three letters have an index of their own because each
    # letter typed is a search.
    """create virtual table calls_index using fts5(who, words, content = 'calls_words', content_rowid = 'id',
    detail = column, columnsize = 0, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2')""",
    "create table indexed (first integer not null)",
    # A call that is not in the index yet must not be taken out of it either.
    """create trigger calls_enter after insert on calls when new.id >= (select first from indexed) begin
    insert into calls_index (rowid, who, words) select id, who, words from calls_words where id = new.id; end""",
    """create trigger calls_leave before delete on calls when old.id >= (select first from indexed) begin
    insert into calls_index (calls_index, rowid, who, words)
    select 'delete', id, who, words from calls_words where id = old.id; end""",
    """create trigger calls_change before update on calls when old.id >= (select first from indexed) begin
    insert into calls_index (calls_index, rowid, who, words)
    select 'delete', id, who, words from calls_words where id = old.id; end""",
    """create trigger calls_changed after update on calls when new.id >= (select first from indexed) begin
    insert into calls_index (rowid, who, words) select id, who, words from calls_words where id = new.id; end""",
    "create table room (filler blob)",
)

# A table and no index over the texts: SQLite calls a record damaged in which an index is not what its own JSON makes
# of them, and there are many SQLites; and to make such an index reads every text there is.
_OWED = (
    """create view calls_owed (id, due) as select id, json_extract(doc, '$.owed') from calls
    where case when json_valid(doc) then json_type(doc, '$.owed') end = 'integer'""",
    "create table owed (id integer primary key, due integer not null)",
    "create index owed_by_due on owed (due)",
    """create trigger owed_enter after insert on calls begin
    replace into owed select id, due from calls_owed where id = new.id; end""",
    "create trigger owed_leave after delete on calls begin delete from owed where id = old.id; end",
    """create trigger owed_change after update on calls begin delete from owed where id = old.id;
    replace into owed select id, due from calls_owed where id = new.id; end""",
)

# What is compared has small letters, as far as SQLite knows any: those of ASCII. Whoever asks knows the others.
_MET = (
    r"""
create view calls_met (id, name, company, who, firm, started, began, outcome, hello, goodbye, playbook, title,
    reports_back, missed_sorry) as select id, name, company,
    lower(replace(replace(name, 'ß', 'ss'), 'ẞ', 'ss')),
    lower(replace(replace(company, 'ß', 'ss'), 'ẞ', 'ss')),
    started, cast(strftime('%s', started) as integer),
    json_extract(doc, '$.outcome'), json_extract(doc, '$.mood_at_hello'), json_extract(doc, '$.mood_at_goodbye'),
    coalesce(json_extract(doc, '$.playbook.id'), ''), coalesce(json_extract(doc, '$.playbook.title'), ''),
    coalesce(json_type(doc, '$.answering'), 'null') <> 'null',
    coalesce(
        (select max(coalesce((select json_extract(record.value, '$.state') from json_each(doc, '$.steps') as record
            where case record.type when 'object' then json_extract(record.value, '$.id') end
            = json_extract(step.value, '$.id')), 'open') <> 'done') from json_each(doc, '$.playbook.steps') as step
            where case step.type when 'object' then json_extract(step.value, '$.words') end <> ''),
        (select json_extract(value, '$.unsaid') from json_each(doc, '$.switches')
            where case type when 'object' then json_extract(value, '$.unsaid') end is not null
            order by key desc limit 1), 0)
from (select id, doc, coalesce(json_extract(doc, '$.caller'), '') as name,
        coalesce(json_extract(doc, '$.company'), '') as company, json_extract(doc, '$.started') as started
    from (select id, case when json_valid(doc) then replace(doc, '\u0000', '\u0020') end as doc from calls)
    where doc is not null)""",
    """create table met (id integer primary key, name text, company text, who text, firm text, started text,
    began integer, outcome text, hello text, goodbye text, playbook text, title text, reports_back integer,
    missed_sorry integer)""",
    "create index met_by_who on met (who, firm)",
    "create index met_by_playbook on met (playbook, title)",
    "create table met_since (first integer not null)",
    """create trigger met_enter after insert on calls when new.id >= (select first from met_since) begin
    replace into met select * from calls_met where id = new.id; end""",
    "create trigger met_leave after delete on calls begin delete from met where id = old.id; end",
    """create trigger met_change after update on calls when new.id >= (select first from met_since) begin
    delete from met where id = old.id; replace into met select * from calls_met where id = new.id; end""",
    "create virtual table calls_terms using fts5vocab(calls_index, row)",
)

_SPELLINGS = (
    r"""
create view clients_spellings (name, client) as select distinct
    lower(replace(replace(spelling.value, 'ß', 'ss'), 'ẞ', 'ss')), clients.id
from (select id, case when json_valid(doc) then replace(doc, '\u0000', '\u0020') else '{}' end as doc from clients)
    as clients, json_each(clients.doc, '$.names') as spelling where spelling.type = 'text'""",
    "create table spellings (name text not null, client integer not null, primary key (name, client)) without rowid",
    "create index spellings_by_client on spellings (client)",
    """create trigger clients_enter after insert on clients begin
    insert into spellings select name, client from clients_spellings where client = new.id; end""",
    "create trigger clients_leave after delete on clients begin delete from spellings where client = old.id; end",
    """create trigger clients_change after update on clients begin delete from spellings where client = old.id;
    insert into spellings select name, client from clients_spellings where client = new.id; end""",
)

LAYOUT = (
    # Calls of 2 KB waste half of a page of 4 KB. The size is fixed by the first table.
    "pragma page_size = 8192",
    "begin immediate",
    # In this order: whoever mends a damaged record knows their first pages.
    _LIVE,
    _CALLS,
    _CLIENTS,
    *_INDEX,
    *_OWED,
    *_MET,
    *_SPELLINGS,
    "insert into indexed values (-9223372036854775808)",
    "insert into met_since values (-9223372036854775808)",
    f"pragma application_id = {APPLICATION_ID}",
    f"pragma user_version = {SCHEMA}",
    "commit",
)
"""Makes an empty record."""

_FROM_1 = (
    *_INDEX,
    # The calls that are there come into the index afterwards, a few at a time: all at once would take half a
    # minute at 100,000 calls, and nobody could save meanwhile.
    "insert into indexed select coalesce(min(max(id), 9223372036854775806) + 1, -9223372036854775808) from calls",
)

_FROM_2 = (
    # The words of the calls that are there stay the same: no older release wrote the two that are new.
    "drop view calls_words",
    _WORDS,
    # Nothing comes in: the calls that are there were never asked whether their promises were kept, so none is owed.
    *_OWED,
)

_FROM_3 = (
    _CLIENTS,
    *_MET,
    *_SPELLINGS,
    # They come in afterwards, as into the index: to read a gigabyte takes its time.
    "insert into met_since select coalesce(min(max(id), 9223372036854775806) + 1, -9223372036854775808) from calls",
)

_UPGRADES = {1: _FROM_1, 2: _FROM_2, 3: _FROM_3}
"""Layout -> what makes the next one of it."""


def version(raw: Any) -> int:
    """The layout of an open file."""
    return int(raw.execute("pragma user_version").fetchone()[0])


def upgrade(raw: Any) -> None:
    """Bring an older record up to `SCHEMA`, all or nothing. Raises the engine's errors."""
    if version(raw) == SCHEMA:
        return
    raw.execute("begin immediate")
    try:
        for older in range(version(raw), SCHEMA):
            for statement in _UPGRADES[older]:
                raw.execute(statement)
        raw.execute(f"pragma user_version = {SCHEMA}")
        raw.execute("commit")
    except BaseException:
        if raw.in_transaction:
            raw.execute("rollback")
        raise

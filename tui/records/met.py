"""Every finished call as one narrow row: who called, when, and how it ended, without its words."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple
from unicodedata import category

from tui.model.call import Mood, Outcome
from tui.model.marks import read_caller
from tui.model.past import Met
from tui.records.connection import Connection
from tui.records.taking_in import first_in, take_in_more
from tui.records.wanted import MOST_TERMS, parts_of, wanted_caller

_ROW = """met.id, cast(name as blob), cast(company as blob), cast(started as blob), cast(outcome as blob),
    cast(hello as blob), cast(goodbye as blob), reports_back,
    exists (select 1 from owed where owed.id = met.id)"""

MOST_CASES = 8
"""Ways to write a name that are looked for one by one: three letters that are not ASCII."""

Row = tuple[int, bytes, bytes, bytes, bytes, bytes, bytes, int, int]


class MetCalls:
    """The rows, kept by triggers. Raises `RecordsTrouble`.

    SQLite compares without case only what is ASCII. Other names are looked for in each case of their letters; where
    these are too many, or come from far, the index of words finds the rest.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first(self) -> int:
        """The smallest number from which on every call has its row."""
        return first_in(self._connection, "met_since")

    def with_caller(self, caller: str, limit: int) -> list[Met]:
        """At most `limit` of the calls with a name or "name, company", whatever the case, the newest first."""
        name, company = read_caller(caller)
        if not name or limit < 1:
            return []
        who, firm = forms(name), forms(company)
        firms = firm.kept if company else ()
        is_plain = (name + company).isascii()
        sql = f"select {_ROW} from met where who in ({marks(who.kept)})"  # noqa: S608 # Only marks for values.
        sql += f" and firm in ({marks(firms)})" if firms else ""
        rows = self._connection.run(f"{sql} order by id desc limit ?", *who.kept, *firms, limit)
        if not (who.are_all and firm.are_all) and (match := wanted_caller(name, company)):
            sql = f"""select {_ROW} from calls_index cross join met on met.id = calls_index.rowid
                where calls_index match ? order by calls_index.rowid desc"""  # noqa: S608
            rows += self._connection.run(sql, match)
        # What is ASCII in small letters, SQLite compares as we do.
        found = {row[0]: row for row in rows if is_plain or _is_with(row, name, company)}
        newest = (_met(found[call_id]) for call_id in sorted(found, reverse=True))
        return list(islice(filter(None, newest), limit))

    def names(self, begins: str, limit: int) -> list[str]:
        """At most `limit` callers ("Dana Lee, Northwind Law") that begin like this, the newest first, each once."""
        start = " ".join(begins.split())
        if not start and len(newest := self._newest_names()) >= limit:
            return newest[:limit]
        found: dict[int, tuple[bytes, bytes]] = {}
        for condition, values in _beginnings(start):
            # Of each spelling the newest call, out of the index alone.
            sql = f"""select id, cast(name as blob), cast(company as blob) from met where id in (
                select id from (select max(id) as id from met where {condition} and who <> ''
                group by who, firm order by 1 desc limit ?))"""  # noqa: S608 # One of the two conditions below.
            found |= {row[0]: row[1:] for row in self._connection.run(sql, *values, limit)}
        if not all(forms(part.strip()).are_all for part in start.split(",", 1)) and (match := _who_begins(start)):
            sql = """select met.id, cast(name as blob), cast(company as blob) from calls_index
                cross join met on met.id = calls_index.rowid where calls_index match ?
                order by calls_index.rowid desc"""
            found |= {row[0]: row[1:] for row in self._connection.run(sql, match)}
        each: dict[str, str] = {}
        for call_id in sorted(found, reverse=True):
            named = ", ".join(filter(None, map(text_of, found[call_id])))
            if named.casefold().startswith(start.casefold()):
                each.setdefault(named.casefold(), named)
        return list(islice(each.values(), limit))

    def _newest_names(self) -> list[str]:
        sql = "select cast(name as blob), cast(company as blob) from met where name <> '' order by id desc limit 500"
        each: dict[str, str] = {}
        for row in self._connection.run(sql):
            named = ", ".join(filter(None, map(text_of, row)))
            each.setdefault(named.casefold(), named)
        return list(each.values())

    def aged(self, before: datetime) -> int:
        """How many calls began before this instant, are not anonymous and owe nothing.

        Numbers of calls grow with time (`intake.new_call_id`), so that only the oldest rows are looked at. A call
        with a name is not anonymous; of the others the document says so.
        """
        instant = int(before.timestamp())
        sql = """select count(*) from met where id < ? and began < ? and (who <> '' or firm <> '' or (
            select case when json_valid(doc) then json_extract(doc, '$.anonymised') end is null
            from calls where calls.id = met.id)) and not exists (select 1 from owed where owed.id = met.id)"""
        return int(self._connection.run(sql, max(instant, 0) * 1000 << 20, instant)[0][0])

    def playbooks(self) -> list[tuple[str, str]]:
        """The id and the title of each playbook that any call was made with."""
        # From one to the next in the index: to ask for the distinct ones reads all of it.
        found: list[tuple[bytes, bytes]] = []
        playbook = self._first("min(playbook)", "1")
        while playbook is not None:
            title = self._first("min(title)", "playbook = cast(? as text)", playbook)
            while title is not None:
                found.append((playbook, title))
                title = self._first(
                    "min(title)", "playbook = cast(? as text) and title > cast(? as text)", *found[-1]
                )
            playbook = self._first("min(playbook)", "playbook > cast(? as text)", playbook)
        return [(text_of(playbook), text_of(title)) for playbook, title in found]

    def _first(self, column: str, condition: str, *values: bytes) -> bytes | None:
        sql = f"select cast({column} as blob) from met where {condition}"  # noqa: S608 # Names of ours, marks for values.
        found: bytes | None = self._connection.run(sql, *values)[0][0]
        return found

    def take_in_more(self) -> bool:
        """Give the next few calls their rows, from the newest to the oldest; False when all have one."""
        statement = "replace into met select * from calls_met where id >= ? and id < ?"
        return take_in_more(self._connection, "met_since", statement)


class Forms(NamedTuple):
    """How the rows may have a name."""

    kept: tuple[bytes, ...]
    are_all: bool
    """Whether they can have it in no other way."""


@lru_cache(maxsize=64)
def forms(name: str) -> Forms:
    """How the rows may have a name that somebody typed."""
    text = as_kept(name.replace("\0", " "))
    each = [_cases(sign) for sign in text]
    many = list(islice(product(*each), MOST_CASES + 1)) if all(each) else []
    are_all = 0 < len(many) <= MOST_CASES
    # As it was typed, all small, all large and with large initials, where not every way can be looked for.
    usual = (text, text.casefold(), text.lower(), text.upper(), text.title())
    typed = map("".join, many) if are_all else usual
    kept = dict.fromkeys(as_kept(one).encode("utf-8", "surrogatepass") for one in typed)
    return Forms(tuple(kept), are_all)


def _cases(sign: str) -> tuple[str, ...]:
    """A sign in each case; nothing where one of them takes several signs, or comes from far."""
    if sign.isascii():
        return (sign,)
    cases = {sign, sign.lower(), sign.upper(), sign.title(), sign.casefold()}
    if sign < "\u0250":
        # The sign for a length is that letter too.
        cases |= {"\u212b"} if sign in "åÅ" else set()
        return tuple(cases) if max(map(len, cases)) == 1 else ()
    is_part = category(sign).startswith("M") or sign in "\u02bc\u02be"
    return () if is_part or len(cases) > 1 else (sign,)


def as_kept(name: str) -> str:
    """A name as SQLite compares it: what is ASCII in small letters, and no sharp s."""
    if name.isascii():
        return name.lower()
    plain = name.replace("ß", "ss").replace("ẞ", "ss")
    return "".join(sign.lower() if sign.isascii() else sign for sign in plain)


def text_of(kept: bytes | None) -> str:
    """What SQLite kept, which may hold half a character pair, and whatever else a script wrote there."""
    kept = kept or b""
    try:
        return kept.decode()
    except UnicodeDecodeError:
        pass
    with suppress(UnicodeDecodeError):
        return kept.decode("utf-8", "surrogatepass")
    return kept.decode("utf-8", "replace")


def marks(values: Sequence[object]) -> str:
    """As many marks for texts as there are values."""
    return ", ".join(["cast(? as text)"] * len(values))


def _is_with(row: Row, name: str, company: str) -> bool:
    is_them = text_of(row[1]).casefold() == name.replace("\0", " ").casefold()
    return is_them and company.replace("\0", " ").casefold() in ("", text_of(row[2]).casefold())


_OUTCOMES = {outcome.value.encode(): outcome for outcome in Outcome}
_MOODS = {mood.value.encode(): mood for mood in Mood}


def _met(row: Row) -> Met | None:
    """None where a script wrote what no call has."""
    call_id, _, _, started, outcome, hello, goodbye, reports_back, owes = row
    try:
        return Met(
            call=call_id,
            started=datetime.fromisoformat(text_of(started)),
            outcome=_OUTCOMES[outcome] if outcome else None,
            hello=_MOODS[hello] if hello else None,
            goodbye=_MOODS[goodbye] if goodbye else None,
            reports_back=bool(reports_back),
            owes=bool(owes),
        )
    except (KeyError, ValueError):
        return None


def _beginnings(start: str) -> list[tuple[str, list[bytes]]]:
    """Conditions for the names that begin with `start`, and their values."""
    name, comma, company = start.partition(",")
    if comma:
        return [
            ("who = cast(? as text) and firm >= cast(? as text) and firm < cast(? as text)", [who, firm, firm + _END])
            for who in forms(name.strip()).kept
            for firm in forms(company.strip()).kept
        ]
    return [("who >= cast(? as text) and who < cast(? as text)", [who, who + _END]) for who in forms(start).kept]


_END = "\U0010ffff".encode()


def _who_begins(start: str) -> str:
    *whole, last = [part for word in start.replace(",", " ").split() for part in parts_of(word)] or [""]
    terms = [*(f'"{part}"' for part in whole), f'"{last}" *'][:MOST_TERMS] if last else []
    return f"who : ({' AND '.join(terms)})" if terms else ""

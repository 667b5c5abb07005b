"""Whatever calls there are and whatever is asked: the record finds the calls that fit, as the fake does."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.fakes import START, MemoryCallRecords, a_call, a_playbook
from tests.records.told import ids
from tui.model.call import Answering, Call, Mood, Outcome, StepState, Switch, with_promises
from tui.model.promises import Promise, PromiseState
from tui.model.query import Query
from tui.model.query_fits import fits
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine
from tui.records.met import MetCalls
from tui.records.table import open_tinydb

pytestmark = pytest.mark.costly

DAY = timedelta(days=1)
WORDS = st.sampled_from(
    (
        "gift",
        "gifts",
        "Gift",
        "late",
        "it's",
        "B-4711",
        "Straße",
        "STRASSE",
        "Zoë",
        "zoe",
        "東京の店",
        "€",
        "#tag",
        "#Büro",
    )
)
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)
NAMES = st.sampled_from(
    ("", "Dana Lee", "DANA LEE", "Dana Lee, Acme", "Zoë Müller, Straße GmbH", "ZOË MÜLLER", "山田")
)
DAYS = st.integers(-2, 3).map(lambda days: START + days * DAY)
PROMISES = st.builds(
    Promise,
    text=TEXTS,
    noted=st.just(START),
    due=st.none() | DAYS,
    state=st.sampled_from(PromiseState),
    how=st.sampled_from(("", "by post")),
)
BOOKS = tuple(
    replace(
        a_playbook(), id=name, title=title, steps=tuple(replace(step, words=words) for step in a_playbook().steps)
    )
    for name, title, words in (("late-gift", "A late gift", "I am sorry."), ("lost", "Où est le colis", ""))
)
SWITCHES = st.lists(
    st.builds(Switch, at=st.just(START), playbook=st.just("x"), title=st.just("X"), unsaid=st.none() | st.booleans()),
    max_size=2,
).map(tuple)


@st.composite
def calls(draw: st.DrawFn) -> Call:
    """Any call of a small world, so that questions find some."""
    call = a_call(1, draw(NAMES), draw(TEXTS), at=draw(DAYS), playbook=draw(st.sampled_from(BOOKS)))
    done = StepState.DONE if draw(st.booleans()) else StepState.SKIPPED
    return replace(
        with_promises(call, tuple(draw(st.lists(PROMISES, max_size=2)))),
        outcome=draw(st.none() | st.sampled_from(Outcome)),
        mood_at_goodbye=draw(st.none() | st.sampled_from(Mood)),
        steps=tuple(replace(step, state=done) for step in call.steps),
        switches=draw(SWITCHES),
        answering=draw(st.none() | st.just(Answering(call=1, text="ring back"))),
    )


SOME_WORDS = st.lists(WORDS | st.sampled_from(("gif", "l", "strass", "47", "京", "la te")), max_size=2).map(tuple)
SOME_TEXTS = st.lists(TEXTS, max_size=1).map(tuple)
QUERIES = st.builds(
    Query,
    words=SOME_WORDS,
    phrases=SOME_TEXTS,
    without=st.lists(WORDS | TEXTS, max_size=1).map(tuple),
    client=st.lists(st.sampled_from(("dana", "LEE", "zoe", "mül", "straße", "山")), max_size=1).map(tuple),
    tags=st.lists(st.sampled_from(("tag", "BURO", "ta")), max_size=1).map(tuple),
    outcomes=st.lists(st.sampled_from(Outcome), max_size=2).map(tuple),
    playbooks=st.lists(st.sampled_from(("late", "ou", "colis", "no")), max_size=1).map(tuple),
    is_open=st.booleans(),
    is_overdue=st.booleans(),
    missed_sorry=st.booleans(),
    mood=st.none() | st.tuples(st.integers(1, 3), st.integers(2, 5)),
    after=st.none() | DAYS,
    before=st.none() | DAYS,
    by=st.none() | DAYS,
)
PARTS = st.builds(
    lambda query, names: replace(Query(), **{name: getattr(query, name) for name in names}),
    QUERIES,
    st.sets(st.sampled_from(Query.__struct_fields__), min_size=1, max_size=3),
)


@pytest.mark.costly
@pytest.mark.parametrize("since", ["all", "some", "none"], ids="{} in their rows".format)
@given(
    history=st.lists(calls(), min_size=1, max_size=8), queries=st.lists(PARTS, min_size=4, max_size=4), data=st.data()
)
@settings(max_examples=20, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_the_record_answers_as_the_plain_way_does(
    tmp_path: Path, since: str, history: list[Call], queries: list[Query], data: st.DataObject
) -> None:
    folder = tmp_path / "records"
    shutil.rmtree(folder, ignore_errors=True)
    records, plain = SqliteCallRecords(folder), MemoryCallRecords()
    with open_tinydb(folder) as db:
        if since != "all":
            # As after an older record was opened: the rest comes in later.
            db.connection.run("update met_since set first = ?", 3 if since == "some" else 2**62)
            db.connection.run("update indexed set first = ?", 5 if since == "some" else 2**62)
    for number, call in enumerate(history, start=1):
        records.finish(replace(call, id=number))
        plain.finish(replace(call, id=number))
    now = data.draw(DAYS)
    for query in queries:
        found = records.search(query, now)
        assert found == plain.search(query, now) == [call for call in plain.newest() if fits(call, query, now)]
        assert ids(records.search(query, now, limit=2, below=6)) == ids(plain.search(query, now, limit=2, below=6))
        if since == "all":
            assert ids(records.best(query, now)) == ids(plain.best(query, now))
    own = data.draw(st.lists(NAMES, max_size=2))
    assert records.met(own) == plain.met(own)
    for begins in ("", "da", "DANA LEE, a", "zoë", "山", "x"):
        assert records.met_with(begins) == plain.met_with(begins)
    if since == "all":
        notes = data.draw(TEXTS)
        assert ids(records.alike(notes, own, but=2)) == ids(plain.alike(notes, own, but=2))
    records.close()


@pytest.mark.parametrize("layout", [1, 2, 3])
def test_an_older_record_answers_before_while_and_after_its_rows_come_in(
    folder: Path, engine: Engine, layout: int
) -> None:
    folder.mkdir()
    shutil.copy(Path(__file__).with_name("fixtures") / f"layout-{layout}.db", folder / "calls.db")
    records = SqliteCallRecords(folder, engine)
    every = records.newest()
    questions = (
        Query(words=("late",)),
        Query(words=("late",), before=every[0].started),
        Query(outcomes=tuple(Outcome)),
        Query(is_open=True),
        Query(playbooks=(every[0].playbook.id,)),
        Query(without=("tag5",)),
        Query(missed_sorry=True),
    )
    with open_tinydb(folder, engine) as db:
        rows = MetCalls(db.connection)
        assert (rows.first(), len(db.connection.run("select * from met"))) == (8, 0)
        for _ in range(2):
            for query in questions:
                expected = [call for call in every if fits(call, query, START + DAY)]
                assert records.search(query, START + DAY) == expected, query
            assert [met.call for met in records.met(["caller 4"])] == [4]
            assert len(records.met_with("caller")) == len({call.caller for call in every})
            while rows.take_in_more():
                pass
        assert len(db.connection.run("select * from met")) == 7
    records.close()


def test_rows_that_no_call_has_hide_no_other(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    records.finish(a_call(1, "Dana Lee", "gift"))
    odd = (
        '{"caller": "Dana Lee", "started": 5, "steps": ["x"], "playbook": {"steps": ["y", 5, {"words": "z"}]}}',
        '{"caller": ["Dana Lee"], "switches": [5], "outcome": 7, "started": "when"}',
        '{"caller": "Dana Lee", "mood_at_goodbye": "odd", "started": "2026-11-24T09:18:00Z", "steps": {"\\"a": 5}}',
        "[]",
        "no JSON",
        "",
    )
    with open_tinydb(folder, engine) as db:
        for number, text in enumerate(odd, start=2):
            db.connection.run("insert into calls (id, doc) values (?, ?)", number, text)
        db.connection.run("update calls set doc = doc where id > 1")
    assert [met.call for met in records.met(["Dana Lee"])] == [1]
    assert records.met_with("dana") == ["Dana Lee"]
    for query in (
        Query(),
        Query(words=("gift",)),
        Query(without=("x",)),
        Query(after=START),
        Query(before=START + DAY),
    ):
        assert ids(records.search(query, START)) == [1]
    with open_tinydb(folder, engine) as db:
        db.connection.run("delete from calls")
        assert db.connection.run("select count(*) from met") == [(0,)]
    records.close()


def test_what_was_erased_leaves_no_row(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    records.finish(with_promises(a_call(1), (Promise(text="x", noted=START),)))
    with open_tinydb(folder, engine) as db:
        db.remove(doc_ids=[1])
        for table in ("met", "owed", "calls_terms"):
            assert db.connection.run(f"select * from {table}") == []  # noqa: S608
    assert records.met(["Dana Lee"]) == []
    records.close()

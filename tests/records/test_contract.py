"""What every `CallRecords` must do: the real one and the one that other tests use."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from threading import Barrier, Thread
from typing import TypeVar

import pytest
from msgspec.structs import replace

from tests.fakes import START, FakeClock, a_call, a_playbook
from tests.moves import forced
from tests.records.conftest import Opener
from tests.records.told import finish, ids
from tui.model.call import SCHEMA, Call, Mood, Outcome, with_notes, with_promises
from tui.model.guide import said, to_the_head
from tui.model.playbook import GateLevel
from tui.model.promises import Promise
from tui.model.trouble import RecordsTrouble
from tui.ports import CallRecords, Clock
from tui.services.intake import new_call_id

T = TypeVar("T")

ODD = ["", "nul \0 end", "\x1b[31mred\x1b[0m", "👩‍👩‍👧 🤝", "half \ud83d pair", "ßẞİ ﬀ", "\r\n\t\u2028\u202e"]


def together(work: Callable[[T], None], each: Iterable[T]) -> None:
    """Do `work` with each, all at once."""
    threads = [Thread(target=work, args=(one,)) for one in each]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def a_full_call() -> Call:
    call = a_call(7, notes="> It was for her birthday\n! a new one by Friday\n#gift", outcome=Outcome.NEXT_STEP)
    call = said(call, START + timedelta(seconds=41.5)).call
    call = forced(to_the_head(call, START + timedelta(seconds=60)), START + timedelta(seconds=60))
    promise = Promise(text="a new one", noted=START, due=START + timedelta(days=2), day_only=True)
    return replace(call, promises=(promise,), mood_at_hello=Mood.FURIOUS, mood_at_goodbye=Mood.CALM, schema=1)


def test_nothing_is_there_at_first(window: Opener) -> None:
    records = window()
    assert (records.interrupted(), records.newest(), records.callers(), records.owed()) == ([], [], [], [])
    assert (records.find(1), records.last_with("Dana Lee")) == (None, None)


def test_a_saved_call_is_there_at_the_next_start(window: Opener) -> None:
    window().save(a_full_call())
    assert window().interrupted() == [a_full_call()]


def test_the_last_save_wins(window: Opener) -> None:
    records = window()
    records.save(a_call(notes="one\ntwo"))
    records.save(a_call(notes="one"))
    assert [call.notes for call in window().interrupted()] == ["one"]


def test_a_finished_call_has_moved(window: Opener) -> None:
    records = window()
    records.save(a_call(7))
    records.finish(a_full_call())
    assert (records.interrupted(), records.newest()) == ([], [a_full_call()])
    assert (window().find(7), window().find(8), window().find(2**80)) == (a_full_call(), None, None)


def test_to_finish_twice_keeps_the_second(window: Opener) -> None:
    records = window()
    finish(records, a_call(1, notes="a"), a_call(1, notes="b"))
    assert [call.notes for call in records.newest()] == ["b"]


def test_two_calls_with_one_id_are_both_kept(window: Opener) -> None:
    records = window()
    first, second = a_call(notes="one"), a_call(notes="two", at=START + timedelta(hours=1))
    finish(records, first, second, second, first)
    assert records.newest() == [replace(second, id=2), first]


def test_a_finished_call_can_be_revised(window: Opener) -> None:
    one, other = window(), window()
    finish(one, a_call(1, notes="early"), a_call(2))
    promise = Promise(text="ring back", noted=START, how="by courier", reason="they moved away")
    revised = one.revise(1, lambda call: with_promises(with_notes(call, "late", START), (promise,)))
    assert revised == with_promises(a_call(1, notes="late"), (promise,))
    assert (other.find(1), other.find(2)) == (revised, a_call(2))
    found = {word: ids(other.newest(word)) for word in ("early", "late", "ring", "courier", "moved")}
    assert found == {"early": [], "late": [1], "ring": [1], "courier": [1], "moved": [1]}


def test_a_revised_call_keeps_its_id_and_is_written_as_this_release_does(window: Opener) -> None:
    records = window()
    records.finish(replace(a_call(1), schema=1))
    revised = records.revise(1, lambda call: replace(call, id=7, notes="late"))
    assert (revised.id, revised.schema, records.find(1), records.find(7)) == (1, SCHEMA, revised, None)


def test_a_revision_that_fails_changes_nothing(window: Opener) -> None:
    records = window()
    records.finish(a_call(1))

    def fails(call: Call) -> Call:
        raise KeyError(call.id)

    with pytest.raises(KeyError, match="1"):
        records.revise(1, fails)
    assert records.find(1) == a_call(1)


def test_only_a_finished_call_can_be_revised(window: Opener) -> None:
    records = window()
    records.save(a_call(1))
    for call_id in (1, 2, 2**80):
        with pytest.raises(RecordsTrouble, match=r"^This call is not among the finished ones any more\.$"):
            records.revise(call_id, lambda call: replace(call, notes="late"))
    assert (records.interrupted(), records.newest()) == ([a_call(1)], [])


def test_windows_that_revise_one_call_at_once_all_do(window: Opener) -> None:
    window().finish(a_call(1))

    def add(records: CallRecords) -> None:
        for _ in range(20):
            records.revise(1, lambda call: replace(call, notes=f"{call.notes}x"))

    together(add, [window() for _ in range(3)])
    assert [call.notes for call in window().newest()] == ["x" * 60]


def test_a_live_call_is_not_found_among_the_finished(window: Opener) -> None:
    records = window()
    records.save(a_call(1))
    assert (records.find(1), records.newest(), records.callers()) == (None, [], [])


def test_a_call_keeps_the_playbook_it_was_begun_with(window: Opener) -> None:
    refusing = a_playbook(GateLevel.REFUSE)
    window().finish(a_call(1, playbook=refusing))
    window().finish(a_call(2))
    assert [call.playbook for call in window().newest()] == [a_playbook(), refusing]


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_every_text_comes_back_as_it_was(window: Opener, text: str) -> None:
    call = replace(a_call(1), notes=text, caller=text, company=text)
    records = window()
    records.save(call)
    assert window().interrupted() == [call]
    records.finish(call)
    assert window().find(1) == call


def test_a_megabyte_of_notes_comes_back(window: Opener) -> None:
    call = a_call(1, notes="She said: “No.” 🙁\n" * 55_000)
    window().save(call)
    assert window().interrupted() == [call]


def test_two_windows_take_two_calls_and_never_one(window: Opener) -> None:
    one, other = window(), window()
    assert (one.claim(1), other.claim(1), other.claim(2), one.claim(2)) == (True, False, True, False)
    assert one.claim(1)


def test_of_many_that_claim_at_once_one_owns(window: Opener) -> None:
    windows = [window() for _ in range(6)]
    won: list[int] = []
    start = Barrier(len(windows))

    def take(records: CallRecords) -> None:
        start.wait()
        won.extend(call_id for call_id in range(10) if records.claim(call_id))

    together(take, windows)
    assert sorted(won) == list(range(10))


def test_a_call_with_an_owner_is_not_interrupted(window: Opener) -> None:
    one, other = window(), window()
    for call_id in (1, 2, 3):
        one.save(a_call(call_id))
    one.claim(1)
    other.claim(2)
    assert ids(one.interrupted()) == ids(other.interrupted()) == [3]


def test_to_look_for_interrupted_calls_takes_none_of_them(window: Opener) -> None:
    one, other = window(), window()
    one.save(a_call(1))
    assert ids(other.interrupted()) == ids(one.interrupted()) == [1]
    assert one.claim(1)


def test_what_is_released_can_be_taken(window: Opener) -> None:
    one, other = window(), window()
    one.save(a_call(1))
    one.claim(1)
    other.release(1)
    assert not other.claim(1)
    one.release(1)
    one.release(1)
    assert ids(other.interrupted()) == [1]
    assert other.claim(1)


def test_to_finish_or_to_close_releases(window: Opener) -> None:
    one, other = window(), window()
    one.claim(1)
    one.claim(2)
    one.finish(a_call(1))
    assert other.claim(1)
    one.close()
    assert other.claim(2)


def test_interrupted_and_newest_begin_with_the_largest_id(window: Opener) -> None:
    records = window()
    for call_id in (2, 9, 5):
        records.save(a_call(call_id))
        records.finish(a_call(call_id + 10))
    assert (ids(records.interrupted()), ids(records.newest())) == ([9, 5, 2], [19, 15, 12])


def test_threads_save_and_read_at_once(window: Opener) -> None:
    records = window()
    done: list[int] = []

    def work(first: int) -> None:
        for call_id in range(first, first + 30):
            records.save(a_call(call_id))
            records.finish(a_call(call_id))
            assert call_id in ids(records.newest("dana"))
        done.append(first)

    together(work, [100, 200, 300])
    assert sorted(done) == [100, 200, 300]
    assert (len(records.newest()), records.interrupted()) == (90, [])


def test_the_clock_of_the_tests_is_a_clock() -> None:
    fake = FakeClock()
    clock: Clock = fake
    fake.advance(90)
    assert clock.now() == START + timedelta(seconds=90)
    assert clock.at_local(START.replace(tzinfo=None)) == START


def test_calls_that_are_too_old_are_counted_but_for_those_that_stay(window: Opener) -> None:
    """What is anonymous is what it becomes, and a promise that is open keeps its call."""
    records, day = window(), timedelta(days=1)
    number = new_call_id(START - 3 * day)
    finish(
        records,
        a_call(number, at=START - 3 * day),
        a_call(number + 1, "", at=START - 2 * day),
        replace(a_call(number + 2, "", at=START - 2 * day), company="", anonymised=START),
        with_promises(a_call(number + 3, at=START - 2 * day), (Promise(text="ring", noted=START),)),
        a_call(new_call_id(START), at=START),
    )
    assert records.aged(START - day) == 2
    assert records.aged(START - 2.5 * day) == 1
    assert records.aged(START) == 2
    assert records.aged(START + day) == 3
    assert records.aged(START.replace(year=1000)) == 0


def test_where_there_is_no_record_no_call_is_old(window: Opener) -> None:
    assert window().aged(START) == 0

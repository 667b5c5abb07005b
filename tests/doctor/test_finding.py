"""Looking at a thing takes its time at most, and never ends the doctor."""

from collections.abc import Iterator
from threading import Event

from tui.doctor.finding import Finding, State, fine, in_time
from tui.model.trouble import Trouble


def test_every_finding_comes_as_soon_as_it_is_known() -> None:
    asked = Event()

    def look() -> Iterator[Finding]:
        yield fine("one", "First.")
        asked.wait(60)
        yield fine("two", "Second.")

    found = in_time("thing", look, 60)
    assert next(found).about == "one"
    asked.set()
    assert [finding.about for finding in found] == ["two"]


def test_what_hangs_is_a_finding_and_the_rest_goes_on() -> None:
    never = Event()

    def look() -> Iterator[Finding]:
        yield fine("one", "First.")
        never.wait(60)

    first, last = in_time("disk", look, 0.01)
    assert first.state is State.FINE
    assert last == Finding("disk", State.BROKEN, "There was no answer within 0.01 seconds, so this was left.")
    never.set()


def test_a_trouble_is_told_and_a_bug_without_anybodys_words() -> None:
    def refuses() -> Iterator[Finding]:
        raise Trouble("The disk is gone.")

    def fails() -> Iterator[Finding]:
        raise KeyError("Dana Lee")

    assert [*in_time("disk", refuses, 60)] == [Finding("disk", State.BROKEN, "The disk is gone.")]
    (found,) = in_time("disk", fails, 60)
    assert (found.state, found.words) == (State.BROKEN, "This could not be looked at (KeyError).")

"""What a form that only we read may name: everything of a call that a colleague or another system needs."""

from typing import Annotated

from msgspec import Meta, Struct


class OwedLine(Struct, frozen=True):
    """A promise, as we keep it."""

    kind: Annotated[str, Meta(description="`said`, `undo`, `redo`, `report-back`, `note` and so on")]
    text: Annotated[str, Meta(description="the promise; `undo:` and `redo:` stand before those")]
    state: Annotated[str, Meta(description="how far it is: due Tue 24 Nov 2026 15:00, done, told, withdrawn and why")]
    moved: Annotated[str, Meta(description="from which day it was moved, and why; empty where it never was")]
    due: Annotated[str, Meta(description="its day, or why none was read")]
    open: Annotated[bool, Meta(description="whether the client still waits for it")]


class DoneStep(Struct, frozen=True):
    """A step that was said."""

    name: Annotated[str, Meta(description="its name")]
    time: Annotated[str, Meta(description="how long it was in hand")]


class OurForm(Struct, frozen=True, kw_only=True):
    """The values of a form for us. Every text is one line, safe to show; but `json` has several."""

    who: Annotated[str, Meta(description="name and company: Dana Lee · Northwind Law")]
    name: Annotated[str, Meta(description="the caller; empty for nobody known")]
    company: Annotated[str, Meta(description="the company; empty where none was named")]
    date: Annotated[str, Meta(description="the day of the call: Tue 24 Nov 2026")]
    began: Annotated[str, Meta(description="when it began: 09:18")]
    ended: Annotated[str, Meta(description="when it ended, now while it goes on")]
    length: Annotated[str, Meta(description="how long it was: 4:12")]
    back_on: Annotated[str, Meta(description="the promise that the call was made to report back on; else empty")]
    reported: Annotated[bool, Meta(description="whether they heard that report")]
    ending: Annotated[str, Meta(description="how the call ended; empty while that is not noted")]
    mood_at_hello: Annotated[str, Meta(description="how they sounded at hello; empty while that is not noted")]
    mood_at_goodbye: Annotated[str, Meta(description="the same at goodbye")]
    tags: Annotated[tuple[str, ...], Meta(description="the tags, each with its `#`")]
    said: Annotated[tuple[str, ...], Meta(description="the `>` lines, as they were typed")]
    impact: Annotated[tuple[str, ...], Meta(description="the `=` lines")]
    ways: Annotated[tuple[str, ...], Meta(description="the `+` lines")]
    notes: Annotated[tuple[str, ...], Meta(description="the lines without a mark")]
    internal: Annotated[tuple[str, ...], Meta(description="the `i` lines: cause and internals")]
    cost: Annotated[tuple[str, ...], Meta(description="the `cost:` lines")]
    address: Annotated[str, Meta(description="the newest `address:` line")]
    promises: Annotated[
        tuple[OwedLine, ...],
        Meta(description="every promise, each with `kind`, `text`, `state`, `moved`, `due` and `open`"),
    ]
    amended: Annotated[str, Meta(description="what was amended after the call, and when; empty where nothing was")]
    playbook: Annotated[str, Meta(description="the title of the playbook")]
    done: Annotated[tuple[DoneStep, ...], Meta(description="the steps that were said, each with `name` and `time`")]
    not_done: Annotated[tuple[str, ...], Meta(description="the names of the others")]
    heart_missing: Annotated[tuple[str, ...], Meta(description="the names of the heart steps that are not done")]
    early: Annotated[tuple[str, ...], Meta(description="each time the rep went on early: to what, when, why")]
    switches: Annotated[tuple[str, ...], Meta(description="each playbook that was left, and when")]
    times: Annotated[str, Meta(description="the times to the sorry and to owning it, with heart and with head")]
    next_step: Annotated[str, Meta(description="the step to do next; empty when all are done")]
    avoid: Annotated[tuple[str, ...], Meta(description="what is better left unsaid at that step")]
    json: Annotated[str, Meta(description="the whole call as JSON, in lines")]
    rep: Annotated[str, Meta(description="your name, from the settings")]
    phone: Annotated[str, Meta(description="your number, from the settings")]

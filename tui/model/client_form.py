"""What a form that a client reads may name. It goes through the one door, `client_words`, and through no other."""

from datetime import datetime
from math import inf
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from tui.model.call import Call
from tui.model.contact import is_heard
from tui.model.form import Rep
from tui.model.handwritten import client_words, is_to_come, note_by_hand, without_time
from tui.model.speech import address


class Given(Struct, frozen=True):
    """Something that we promised them."""

    text: Annotated[str, Meta(description="what we do, without its day where that can be taken out")]
    when: Annotated[str, Meta(description="its day, written out with the year; empty where none was named")]
    is_call: Annotated[bool, Meta(description="whether it is the call or letter that `hear` names")]


class ClientForm(Struct, frozen=True, kw_only=True):
    """The values of a form for clients. Every text is one line, safe to show; but `by_hand` has several."""

    name: Annotated[str, Meta(description="the caller, as the name was given; empty for nobody known")]
    dear: Annotated[str, Meta(description="how they are addressed: Dana, Ms Bright; empty for nobody known")]
    told: Annotated[tuple[str, ...], Meta(description="what they told us, each `>` line turned around")]
    meant: Annotated[tuple[str, ...], Meta(description="what it did to them, each `=` line turned around")]
    sorry: Annotated[tuple[str, ...], Meta(description='what can stand behind "I am very sorry that"')]
    ways: Annotated[tuple[str, ...], Meta(description="each way to put it right that was offered")]
    promises: Annotated[
        tuple[Given, ...],
        Meta(description="what we promised and is still to come, each with `text`, `when` and `is_call`"),
    ]
    hear: Annotated[
        str, Meta(description="when they hear from us next, as a whole date; empty where no day is named")
    ]
    by_hand: Annotated[str, Meta(description="the note by hand, whole")]
    rep: Annotated[str, Meta(description="your name, from the settings")]
    phone: Annotated[str, Meta(description="your number, from the settings")]


def client_form(call: Call, at: datetime, rep: Rep) -> ClientForm:
    """The values of a form for clients; `at` is now: our word is given only for what is still to come."""
    to_come = sorted((each for each in call.promises if is_to_come(each, at)), key=lambda each: _by_day(each.due))
    words = client_words(replace(call, promises=tuple(to_come)))
    given = tuple(zip(words.promises, words.dates, strict=True))
    heard = next((one for one in given if one[1] and is_heard(one[0], words.name)), ("", ""))
    return ClientForm(
        name=words.name,
        dear=address(words.name),
        told=_each(words.told),
        meant=_each(words.meant),
        sorry=_each(words.sorry),
        ways=_each(words.ways),
        promises=tuple(Given(_what(text, when), when, (text, when) == heard) for text, when in given),
        hear=heard[1],
        by_hand=note_by_hand(call, at, rep.name),
        rep=rep.name,
        phone=rep.phone,
    )


def _what(text: str, when: str) -> str:
    return (without_time(text) if when else "") or text.rstrip(" .")


def _by_day(due: datetime | None) -> float:
    # Those without a day come last.
    return due.timestamp() if due else inf


def _each(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Each text once, as a part of a sentence."""
    return tuple(dict.fromkeys(text.rstrip(" .!") for text in texts if text.strip(" .!")))

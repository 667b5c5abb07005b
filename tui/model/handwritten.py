"""What a client may read of a call, and the note by hand that is made of it.

A note on paper costs minutes and says that a person took them (seed 001; Kumar & Epley 2018). It thanks them for
seeing that we are human (seed 001; You et al. 2020), and says sorry in their words.
"""

import re
from typing import NamedTuple

from tui.model.call import Call
from tui.model.effects import effects_in
from tui.model.marks import Mark, field_lines, marked
from tui.model.plain import one_line
from tui.model.promises import Promise, PromiseKind, PromiseState
from tui.model.speech import address
from tui.model.told import LONGEST, cut, meant_back, sorry_about, sorry_for, without_tags, words_back


class ClientWords(NamedTuple):
    """All of a call that may stand in what a client reads. Every text is one line, safe to show."""

    name: str
    """The caller, as their name was given."""
    told: tuple[str, ...]
    """Each `>` line, turned around."""
    meant: tuple[str, ...]
    """Each `=` line, turned around."""
    sorry: tuple[str, ...]
    """What can stand behind "I am very sorry that", for each `=` line; without any, for each `>` line."""
    ways: tuple[str, ...]
    """Each way to put it right that was offered."""
    promises: tuple[str, ...]
    """What was promised on the call and not taken back."""
    dates: tuple[str, ...]
    """When each of these promises falls due, as a whole date; "" where no day was named."""


FEWEST, MOST = 60, 90
"""The words of a note by hand: more than a line, and still one side of a card."""

_TIME = re.compile(
    r"(?:\b(?:by|on|at|until|till|before|in|within|no later than)\s+)?(?:\b(?:the\s+)?(?:end of|day after)\b|"
    r"\b(?:today|tomorrow|tonight|this|next|noon|midday|midnight|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|satur|sun)"
    r"(?:day)?|sat|(?:an?|one|two|three|half|\d+)\s+(?:an?\s+)?(?:min|hour|h\b|day|week|working)\w*)\b|"
    r"\d{1,2}[:./]\d\d|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\s+\d|\b\d{4}-\d\d|\b\d{1,2}\s*[ap]m\b)",
    re.IGNORECASE,
)
"""Where the words begin that name a day or a time."""
_THANKS = (
    "Thank you for talking with me as one person with another, and for seeing that there are human beings "
    "at this end of the line."
)
_BY_HAND = "I am writing this by hand, because you should have it from a person and not from a machine."
_STILL_OPEN = "If anything is still open for you, I would like to hear it from you, and I will take the time."
_NO_ANSWER = "You do not have to answer; I only wanted you to have this from me on paper."


def client_words(call: Call) -> ClientWords:
    """The only door through which a call's content gets into anything that a client reads.

    What stands in no field here never leaves the house: causes and internals (`i` lines), our own note lines,
    tags, moods, how the call was led, why a promise was taken back (seeds 002, comment 12, and 003).
    """
    theirs = [line for line in marked(call.notes, Mark.THEIRS) if without_tags(line)]
    effects = [effect for effect in effects_in(call.notes) if without_tags(effect.text)]
    sorries = [sorry_for(effect, LONGEST) for effect in effects] or [sorry_about(line, LONGEST) for line in theirs]
    said = [promise for promise in call.promises if _is_given(promise)]
    return ClientWords(
        name=without_tags(call.caller),
        told=tuple(words_back(line, LONGEST) for line in theirs),
        meant=tuple(meant_back(effect, LONGEST) for effect in effects),
        sorry=tuple(filter(None, sorries)),
        ways=tuple(filter(None, map(without_tags, marked(call.notes, Mark.WAY)))),
        promises=tuple(without_tags(promise.text) for promise in said),
        dates=tuple(map(_date, said)),
    )


def note_by_hand(call: Call) -> str:
    """A note of 60 to 90 words for the rep to copy out, in paragraphs; "…" stands for the rep's own name.

    It says what is noted and nothing else: no cause, nothing that only we know.
    """
    words = client_words(call)
    name = _short(address(words.name), 4)
    sentences = [_THANKS, _sorry(words), *_what_we_do(words)]
    sentences += [_BY_HAND] if _count(sentences) < FEWEST else []
    greeting = f"Dear {name}," if name else "Hello,"
    ending = "Yours,\n…"
    for spare in (_STILL_OPEN, _NO_ANSWER):
        if _count([greeting, *sentences, ending]) < FEWEST:
            sentences.append(spare)
    thanks, sorry, *others = sentences
    return "\n\n".join(filter(None, (greeting, thanks, sorry, " ".join(others), ending)))


def address_of(notes: str) -> str:
    """Where the note goes: the newest `address:` line; "" where there is none."""
    lines = field_lines(notes, "address")
    return one_line(cut(lines[-1], LONGEST)) if lines else ""


def _is_given(promise: Promise) -> bool:
    given = promise.kind is PromiseKind.SAID and promise.state is not PromiseState.WITHDRAWN
    return given and bool(without_tags(promise.text))


def _date(promise: Promise) -> str:
    if promise.due is None:
        return ""
    # A letter is read on other days too, so the date has its year.
    whole = f"{promise.due:%A} {promise.due.day} {promise.due:%B %Y}"
    return whole if promise.day_only else f"{whole} at {promise.due:%H:%M}"


def _sorry(words: ClientWords) -> str:
    """The sorry, with one thing that they told us and one that it did to them."""
    told, sorry = _first(words.told), _first(words.sorry)
    if told and words.meant and sorry:
        return _ended(f"You told me that {told}, and I am very sorry that {sorry}")
    if sorry:
        return _ended(f"I am very sorry that {sorry}")
    return f"{_ended(f'You told me {told}')} I am very sorry." if told else "I am very sorry."


def _what_we_do(words: ClientWords) -> list[str]:
    """One thing that we said we would do, or else one that we offered."""
    for text, when in zip(words.promises, words.dates, strict=True):
        if when and (what := _first((_without_time(text),))):
            return [_ended(f"You have my word for {when}: {what}")]
    if words.promises:
        return [_ended(f"You have my word on this: {_first(words.promises)}")]
    return [_ended(f"To put it right, I offered you this: {_first(words.ways)}")] if words.ways else []


def _without_time(text: str) -> str:
    """A promise without its day, which is another one by the time the letter is read: "ring back tomorrow at 3"."""
    found = _TIME.search(text)
    return text[: found.start()].rstrip(" ,;:") if found else text


def _first(texts: tuple[str, ...]) -> str:
    return _short(texts[0], 14).rstrip(" .!") if texts else ""


def _short(text: str, most: int) -> str:
    """At most so many words of a text, within what one line holds; a quotation that is cut is closed again."""
    words = cut(text).split()
    short = " ".join(words) if len(words) <= most else " ".join(words[:most]).rstrip(",;:.…") + "…"
    return short + "".join(right for left, right in ("“”", "‘’") if left in short and right not in short)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith("…") else f"{sentence}."


def _count(parts: list[str]) -> int:
    return sum(len(part.split()) for part in parts)

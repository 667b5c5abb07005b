"""What a client may read of a call, and the note by hand that is made of it.

A note on paper costs minutes and says that a person took them (seed 001; Kumar & Epley 2018). It thanks them for
seeing that we are human (seed 001; You et al. 2020), and says sorry in their words.
"""

import re
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from tui.model.about_them import meant_by
from tui.model.call import Call
from tui.model.contact import is_heard
from tui.model.due_words import MONTH, NUMBERS, WEEKDAY, one_of
from tui.model.effects import effects_in
from tui.model.english import words_in, words_of
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

_COUNT = rf"\d{{1,3}}|half an?|an?|few|{one_of(NUMBERS)}"
_DATE = rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH})\b|\b(?:{MONTH}) \d{{1,2}}(?:st|nd|rd|th)?\b"
_DAY = (
    rf"(?:the )?day after tomorrow|tmrw|today|tonight|tomorrow|(?:{WEEKDAY})\b|(?:{_DATE})(?:,? \d{{4}}\b)?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)?|(?:the )?end of (?:the |this |next )?(?:day|week|month)"
    rf"|eod|eow|eom|close of business|(?:this|next) (?:week(?:end)?|month|{WEEKDAY})\b"
    r"|(?:this |next |in the )?(?:morning|afternoon|evening)|first thing"
)
_CLOCK = (
    r"\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b|\d{1,2}[:.]\d\d|\d{1,2}h(?:\d\d)?|noon|midday|midnight|(?<=at )\d{1,2}|"
    rf"(?:(?:half|quarter) (?:past|to) )?(?:\d{{1,2}}|{one_of(NUMBERS)}) ?o['’]?clock"
    rf"|(?:half|quarter) (?:past|to) (?:\d{{1,2}}|{one_of(NUMBERS)})"
)
_SPAN = (
    rf"(?:in|within) (?:about |the next )?(?:{_COUNT}) ?"
    r"(?:(?:working |business )?days?|(?:minute|min|hour|hr|week)s?|h)(?: and a (?:half|quarter))?"
)
_MOMENT = (
    r"(?<![\w.:/])(?:(?:by|on|at|for|until|till|before|latest|no later than) ){0,2}"
    rf"(?:{_SPAN}|{_DAY}|{_CLOCK})(?![\w/]|:\d)"
)
_WHEN = rf"(?:{_MOMENT})(?:,? (?:{_MOMENT})){{0,3}}"
_BEGINS = re.compile(rf"{_WHEN} ?[:,;–-]? ", re.IGNORECASE)
_STANDS_BEHIND = re.compile(rf"[ ,;:(–-]+{_WHEN}(?:,? (?:sharp|latest|at the latest))?[ .!)]*$", re.IGNORECASE)
"""The words that name a day or a time, where they can be taken away and the rest is whole."""
_NAMES_A_TIME = re.compile(
    rf"{_MOMENT}|\b(?:with)?in(?: \w+){{0,4}} (?:minutes?|hours?|days?|weeks?|months?)\b|\b(?:next|soon|later)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|unless|when|once|until|till|as soon as|in case|provided)\b", re.IGNORECASE)
_HANGING = words_in(
    "and or not to from between after since than for of a the with in at by on if unless when once until but no"
)
"""Words behind which a promise cannot end."""
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
    said = [promise for promise in call.promises if _is_given(promise)]
    return ClientWords(
        name=without_tags(call.caller),
        told=tuple(words_back(line, LONGEST) for line in theirs),
        meant=tuple(meant_back(effect, LONGEST) for effect in effects),
        sorry=sorries_in(call.notes),
        ways=tuple(filter(None, map(without_tags, marked(call.notes, Mark.WAY)))),
        promises=tuple(promised_to_them(without_tags(promise.text)) for promise in said),
        dates=tuple(map(_date, said)),
    )


def sorries_in(notes: str) -> tuple[str, ...]:
    """What stands behind "I am very sorry that": for each effect, or where none is noted for each thing they said."""
    effects = [effect for effect in effects_in(notes) if without_tags(effect.text)]
    theirs = [] if effects else [line for line in marked(notes, Mark.THEIRS) if without_tags(line)]
    sorries = [sorry_for(effect, LONGEST) for effect in effects] or [sorry_about(line, LONGEST) for line in theirs]
    return tuple(filter(None, sorries))


def promised_to_them(text: str) -> str:
    """A promise as it is said to them: "send her the right one" is "send you the right one".

    What stands for somebody else, or may do so, stays as it is.
    """
    # What we do is turned as what we did: it is the same sentence.
    ours = "we "
    turned = meant_by(f"{ours}{text}").text
    return turned[len(ours) :] if turned.startswith(ours) and turned != f"{ours}{text.rstrip(' .!?')}" else text


def note_by_hand(call: Call, at: datetime, rep: str = "") -> str:
    """A note of 60 to 90 words for the rep to copy out, in paragraphs, signed by `rep`, or by "…" without a name.

    It says what is noted and nothing else: no cause, nothing that only we know. `at` is when it is written: our word
    is given only for what is still to come.
    """
    words = client_words(replace(call, promises=tuple(each for each in call.promises if is_to_come(each, at))))
    name = _short(address(words.name), 4)
    sentences = [_THANKS, _sorry(words), *_what_we_do(words)]
    sentences += [_BY_HAND] if _count(sentences) < FEWEST else []
    greeting = f"Dear {name}," if name else "Hello,"
    ending = f"Yours,\n{one_line(rep).strip() or '…'}"
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


def is_to_come(promise: Promise, at: datetime) -> bool:
    """Whether our word can still be given for it: nothing is done about it yet, and its day is not over."""
    return promise.state is PromiseState.PROMISED and (promise.due is None or promise.due > at)


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
    given = [(text, when) for text, when in zip(words.promises, words.dates, strict=True) if when]
    given += [(text, "") for text, when in zip(words.promises, words.dates, strict=True) if not when]
    for sentence in (_our_word(text, when, words.name) for text, when in given):
        if sentence:
            return [sentence]
    return [_ended(f"To put it right, I offered you this: {_first(words.ways)}")] if words.ways else []


def _our_word(text: str, when: str, name: str) -> str:
    """One promise as the letter says it; "" where it cannot be said whole, and without a day that moves on."""
    what = without_time(text) if when else text
    lead = f"You have my word {f'for {when}' if when else 'on this'}:"
    most = 20 - len(lead.split())
    cut_off = len(what.split()) > most or cut(what) != what
    if what and not _NAMES_A_TIME.search(what) and not (cut_off and _CONDITION.search(what)):
        return _ended(f"{lead} {_short(what, most).rstrip(' .!')}")
    return f"You hear from me on {when}." if when and is_heard(text, name) else ""


def without_time(text: str) -> str:
    """A promise without the moment it begins or ends with; "" where that leaves nothing, or half a sentence."""
    line = " ".join(text.split())
    rest = _STANDS_BEHIND.sub("", _BEGINS.sub("", line, count=1) if _BEGINS.match(line) else line)
    words = words_of(rest)
    return rest.rstrip(" .!") if words and words[-1].low not in _HANGING else ""


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

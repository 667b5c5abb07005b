"""What matters about a client, in five lines: what we owe, the last let-down, how often, their boss, small things.

Small attentions matter, so they are at hand when a client rings (seed 001). Trouble that was met well makes a
relation firmer, and the moods at goodbye show which way it goes (seeds 000 and 003).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from tui.model.call import Call, Mood
from tui.model.client import Client
from tui.model.ending import apology_missed
from tui.model.handwritten import sorries_in
from tui.model.marks import Mark, field_lines, marked
from tui.model.owed import Owed
from tui.model.past import Met
from tui.model.plain import one_line
from tui.model.times import day
from tui.model.told import cut, without_tags
from tui.model.words import MOODS, outcome_words, owed_words

LATELY = timedelta(days=90)
"""Let-downs within this time are counted by themselves."""
DOTS = 8
"""Goodbyes in the trend at most."""
LONGEST = 200
"""Characters of one line."""
ANSWERS_TO = "answers to"
SMALL_THINGS = "small things"
LITTLE = ("little",)
THANKS = "thanks"
BOSS = ("boss", "answers to")
LANDED = "landed"
SPARKS = dict(zip(Mood, "▁▂▄▆█", strict=True))
RISE = list(Mood)
"""The moods from the worst to the best."""


class Known(NamedTuple):
    """All that a brief is made of."""

    name: str
    """How we write them: "Dana Lee, Northwind Law"."""
    names: tuple[str, ...]
    """Every spelling of theirs."""
    client: Client | None
    """What is kept about them; None where nothing is."""
    owed: tuple[Owed, ...]
    """What we owe them, what falls due first in front."""
    met: tuple[Met, ...]
    """Their finished calls, newest first."""
    newest: tuple[Call, ...]
    """The first few of these, whole."""

    @property
    def is_new(self) -> bool:
        """Whether nothing is known."""
        return self.client is None and not self.met


class Line(NamedTuple):
    """One line of the brief."""

    about: str
    text: str
    is_late: bool = False


def brief(known: Known, now: datetime) -> tuple[Line, ...]:
    """The lines that have something to say, in their order; none about somebody new."""
    if known.is_new:
        return ()
    lines = (
        we_owe(known.owed, now),
        Line("last time", _last_time(known.newest, now)),
        Line("let down", so_far(known.met, now)),
        Line("mood at goodbye", trend(known.met)),
        Line(ANSWERS_TO, answers_to(known.client, known.newest)),
        Line(SMALL_THINGS, "; ".join([*habits(known.client), *little_things(known.client, known.newest)])),
    )
    return tuple(line._replace(text=cut(one_line(line.text), LONGEST)) for line in lines if line.text.strip())


def we_owe(owed: Sequence[Owed], now: datetime) -> Line:
    """What we owe: the first promise, and how many more there are. `owed` has what is overdue in front."""
    if not owed:
        return Line("we owe", "nothing open")
    first = owed[0].promise
    words, is_late = owed_words(first, now)
    more = f"; and {len(owed) - 1} more" if len(owed) > 1 else ""
    # Said behind the words, which can be long, so it is these that are cut.
    return Line("we owe", f"{cut(one_line(first.text), LONGEST - 60)} ({words}){more}", is_late)


def so_far(met: Sequence[Met], now: datetime) -> str:
    """How often we let them down. A call that was made to report back is no let-down."""
    downs = [one for one in met if not one.reports_back]
    if not downs:
        return ""
    first = day(downs[-1].started.date(), now.date())
    if len(downs) == 1:
        return f"once, {first}"
    lately = sum(now - one.started <= LATELY for one in downs)
    return f"{len(downs)} times, {lately or 'none'} in the last 90 days; first {first}"


def landed(call: Call) -> str:
    """The words that landed in this call; empty where none are known. Nothing is made up.

    It is what the rep noted behind `landed:`. Without that, where they sounded better at goodbye than at hello, it is
    the sorry that was said.
    """
    noted = field_lines(call.notes, LANDED)
    if noted:
        return one_line(cut(noted[-1], LONGEST))
    if not rose(call.mood_at_hello, call.mood_at_goodbye) or apology_missed(call) is not False:
        return ""
    # To turn a line around takes long, and the first one is all that is said here.
    lines = (f"{mark} {text}" for mark in (Mark.IMPACT, Mark.THEIRS) for text in marked(call.notes, mark))
    line = next((line for line in lines if without_tags(line[1:])), "")
    sorry = _sorry(line) if line else ""
    return f"I am very sorry that {sorry}" if sorry else ""


@lru_cache(maxsize=64)
def _sorry(line: str) -> str:
    # While a call goes on, the brief says the same about the same client again and again.
    return next(iter(sorries_in(line)), "")


def rose(hello: Mood | None, goodbye: Mood | None) -> bool:
    """Whether they sounded better at goodbye than at hello."""
    return hello is not None and goodbye is not None and RISE.index(goodbye) > RISE.index(hello)


def trend(met: Sequence[Met]) -> str:
    """The moods at goodbye as a line of dots, the newest at the right, and in words: "▂▄▆ upset → calm"."""
    moods = [one.goodbye for one in met if one.goodbye][:DOTS][::-1]
    if not moods:
        return ""
    words = f"{MOODS[moods[0]]} → {MOODS[moods[-1]]}" if len(moods) > 1 else MOODS[moods[0]]
    return f"{''.join(SPARKS[mood] for mood in moods)} {words}"


def answers_to(client: Client | None, newest: Sequence[Call]) -> str:
    """Whom they answer to: as their card has it, else as the newest note does."""
    if client and client.answers_to.strip():
        return client.answers_to
    return next((text for call in newest if (text := boss_in(call.notes))), "")


def boss_in(notes: str) -> str:
    """Whom the notes say they answer to; the last such line counts."""
    return next((one_line(cut(texts[-1], LONGEST)) for word in BOSS if (texts := field_lines(notes, word))), "")


def little_in(notes: str) -> list[str]:
    """The small things in the notes, and what they said or wrote in thanks (seed 001)."""
    texts = [text for word in LITTLE for text in field_lines(notes, word)]
    texts += [f"{THANKS}: {text}" for text in field_lines(notes, THANKS)]
    return [one_line(cut(text, LONGEST)) for text in texts]


def little_things(client: Client | None, newest: Sequence[Call]) -> list[str]:
    """The small things of their card, and those noted in calls that are newer than the card."""
    each = {one.casefold(): one for one in (client.little if client else ()) if one.strip()}
    for call in newest:
        if client is None or (call.ended or call.touched) > client.touched:
            for text in little_in(call.notes):
                each.setdefault(text.casefold(), text)
    return list(each.values())


def habits(client: Client | None) -> list[str]:
    """What suits them, how they like to be reached, and when."""
    return [text for text in (client.style, client.way, client.time) if text.strip()] if client else []


def _last_time(newest: Sequence[Call], now: datetime) -> str:
    """The last let-down, and the newest words that landed."""
    last = next((call for call in newest if call.answering is None), None)
    if last is None:
        return ""
    what = ", ".join(filter(None, (day(last.started.date(), now.date()), last.playbook.title, outcome_words(last))))
    each = ((call, landed(call)) for call in newest)
    with_words, words = next((one for one in each if one[1]), (last, ""))
    when = "" if with_words is last else f" ({day(with_words.started.date(), now.date())})"
    return f"{what}; what landed{when}: “{words}”" if words else what

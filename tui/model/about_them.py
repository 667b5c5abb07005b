"""Our line about what it did to them, turned to "you": "she has to tell her boss" is "you have to tell your boss".

Only what plainly stands for the caller is turned: the pronoun that the line begins with, its verbs, and what goes
with it. A line in which somebody else could be meant keeps its words.
"""

from functools import lru_cache
from typing import NamedTuple

from tui.model.english import (
    ADVERBS,
    CALLERS,
    FEELINGS,
    FINITE,
    ONLY_THEIRS,
    PAST,
    PEOPLE,
    TELLING,
    THEIRS,
    THINGS,
    Word,
    is_verb,
    lowered,
    replaced,
    words_in,
    words_of,
)
from tui.model.persons import AND_VERBS, MAKING, OF_WHOM, YOURS, is_object, means_another, owned, verbs
from tui.model.turning import THEIR_OWN, turned


class Meant(NamedTuple):
    """What it did to them, as it is said to them."""

    text: str
    whole: bool
    """Whether the words are a clause and not only a thing: "you lost a day", but "3 h on the phone"."""


_BEGINNINGS = {"she": "you", "he": "you", "they": "you", "she's": "you're", "he's": "you're"} | {
    f"{who}'{end}": f"you'{end}" for who in ("she", "he", "they") for end in ("ll", "d", "re", "ve")
}
_WE = frozenset(("we", "we're", "we've", "we'll", "we'd", "our"))
"""How a line about what we did begins; anywhere in a line of ours, "us" is us."""
_I = frozenset(THEIR_OWN) - _WE - {"us", "ours", "ourselves"}
_LOOKING = words_in("look looked feel felt")
_BEING = words_in("are were am was been")
_SEEN_AS = FEELINGS | words_in("bad ridiculous unprofessional disorganised")
_ALSO_OURS = words_in("small stupid foolish silly guilty awful terrible like let")
"""What we could say of ourselves: "we were stupid"."""
_HERS = words_in("she she's her hers herself")
_HIS = words_in("he he's him his himself")
_SEVERAL = words_in("they they're they've them theirs themselves")
_HAS_BEEN = words_in("been had got lost missed done gone seen waited spent paid")
_ALONE = words_in(
    """has had is was does cannot can't could couldn't must waited paid looks looked feels felt sat needs needed
    missed lost spent wasted hasn't hadn't wasn't isn't doesn't didn't"""
)
"""Verbs that a hurried line begins with, because everybody knows who."""
_OR_A_THING = words_in("lost missed wasted spent paid")
"""Those of them with which a thing can begin: "lost trust"."""
_OF_IT = words_in("cost costs made makes took takes ruined ruins")
_BETWEEN = ADVERBS - {"not", "no"} | {"very", "so"}
"""What can stand between a client and what they do or feel."""
_CLAUSES = words_in("it this nobody everybody everyone somebody someone nothing everything")
"""Words that a clause begins with, not a thing."""
_OPENERS = words_in(
    "a an the her his their my our this that it all out half two three four five every twice for hours days"
)
_GIVING = TELLING | MAKING | words_in("promised offered sold brought called gave charged")
"""Verbs behind which "her" can be she herself, or the one who has what follows."""
_DOES = FINITE | _ALONE | AND_VERBS | PAST
"""Verbs that tell a client who does something from a thing of theirs: "client lost it", but "client order"."""


# Asked for a line again and again: for what is said back, for the sorry, at each look at the brief.
@lru_cache(maxsize=512)
def meant_by(line: str) -> Meant:
    """One effect as it is said to them; words that are not plain stay as they are. Ends without . ! or ?."""
    bare = line.rstrip(" .!?")
    words = words_of(bare)
    text = _turned(bare, words) if words else bare
    return Meant(text, _is_whole(text))


def _turned(bare: str, words: list[Word]) -> str:
    first = words[0]
    if begun := _caller(words):
        return _about_the_caller(bare, words, *begun)
    if _is_ours(words):
        return _about_us(bare, words)
    if first.low in _WE or any(word.low in _I and not word.fixed for word in words):
        return turned(bare) or bare
    who = first.low.partition("'")[0]
    if means_another(words, begun=who in OF_WHOM, several=who == "they"):
        return bare
    prefix = ""
    if first.low in _BEGINNINGS and not first.fixed:
        others = verbs(words, 1, singular=who != "they", at_once=first.low in OF_WHOM)
        others |= {**owned(words, OF_WHOM[who]), 0: _beginning(words)}
    else:
        prefix = _prefix(words)
        others = {0: _small(first) if prefix else lowered(first), **owned(words, YOURS)}
        others |= verbs(words, 0, singular=True, at_once=True) if prefix == "you " else {}
    return prefix + replaced(bare, words, _in_case(others, bare))


def _in_case(others: dict[int, str], line: str) -> dict[int, str]:
    return {place: other.upper() for place, other in others.items()} if line.isupper() else others


def _is_ours(words: list[Word]) -> bool:
    """Whether the line tells what we did, and is not written in the client's place ("we look like fools")."""
    first, others = words[0].low, [word.low for word in words[1:]]
    while others and others[0] in ADVERBS:
        others = others[1:]
    verb, how = (*others[:2], "", "")[:2]
    if first == "our":
        return verb not in ONLY_THEIRS
    if first not in _WE:
        return (
            first.partition("'")[0] in ("i", "im", "ive", "my")
            and bool((_HERS | _HIS) & set(others))
            and not PEOPLE & set(others)
        )
    if first == "we're":
        return verb not in FEELINGS - _ALSO_OURS
    if verb in _LOOKING:
        return how not in _SEEN_AS or (how == "like" and "we" in others)
    return verb not in _BEING or how not in FEELINGS - _ALSO_OURS


def _about_us(bare: str, words: list[Word]) -> str:
    """What we did to them; "we" stays, for it is us."""
    others = {} if words[0].low.startswith("i") else {0: lowered(words[0])}
    if not _is_anyones(words):
        others |= {place: other for place, other in owned(words, YOURS).items() if words[place].low in YOURS}
        others |= _once_more(words)
    return replaced(bare, words, _in_case(others, bare))


def _is_anyones(words: list[Word]) -> bool:
    """Whether it is not plain who her, him or them is in a line about us."""
    lows = {word.low for word in words if not word.fixed}
    persons = sum(bool(lows & those) for those in (_HERS, _HIS, _SEVERAL))
    if persons > 1 or lows & {"hers", "herself", "himself"} or ("their" in lows and persons):
        return True
    both = any(_could_be_both(words, place) for place in range(1, len(words)))
    # The one whose doing it is, as in "our team", is not the one it was done to.
    return both or means_another(words[2:] if words[0].low == "our" else words, begun=False)


def _once_more(words: list[Word]) -> dict[int, str]:
    """She or he within the line, as "you", with the verb."""
    found: dict[int, str] = {}
    for place, word in enumerate(words[:-1]):
        if place and word.low in ("she", "he") and not word.fixed:
            found |= {place: "you", **verbs(words, place + 1, singular=True, at_once=True)}
    return found


def _could_be_both(words: list[Word], place: int) -> bool:
    """Whether "her" can be she or what is hers: "we told her nonsense"."""
    if words[place].low != "her" or words[place - 1].low not in _GIVING or is_object(words, place):
        return False
    return words[place + 1].low.partition("'")[0] not in THEIRS | THINGS


def _caller(words: list[Word]) -> tuple[int, str] | None:
    """Where what is said of the caller begins, and what stands before it, as in "the client | is furious"."""
    at = 1 if words[0].low in ("the", "our") and len(words) > 1 else 0
    first, _, end = words[at].low.partition("'")
    if first not in CALLERS or words[at].fixed or len(words) < at + 2 or words[at + 1].breaks:
        return None
    lows = [word.low for word in words[at + 1 :]]
    behind = next((low for low in lows if low not in _BETWEEN), "")
    before = _before(behind, end, feels=_is_felt(behind, lows))
    return (at + 1, before) if before else None


def _before(behind: str, end: str, *, feels: bool) -> str:
    """What stands for a "client" with this end and this word behind; "" where it is not the caller."""
    if end:
        short = "you've" if behind in _HAS_BEEN else "you're" if feels or behind in ("not", "late") else ""
        return short or ("your" if end == "s" and not behind.endswith("ing") else "")
    if feels or behind == "late":
        return "you feel" if feels else "you are"
    return "you" if behind in _DOES or (len(behind) > 4 and behind.endswith("ed")) else ""


def _is_felt(word: str, lows: list[str]) -> bool:
    if word in ("let", "fed"):
        return lows[lows.index(word) + 1 :][:1] in (["down"], ["up"])
    return word in FEELINGS - {"like", "small", "hurt"}


def _about_the_caller(bare: str, words: list[Word], place: int, before: str) -> str:
    line = bare[words[place].start :]
    words = words_of(line)
    lows = {word.low for word in words}
    told = any(word.low in ("her", "him") and is_object(words, place) for place, word in enumerate(words))
    # Nothing says whether "the client has to tell him" is about a boss.
    if told or means_another(words, begun=True) or (lows & _HERS and lows & _HIS):
        return bare
    others = owned(words, {**YOURS, **OF_WHOM["he"], **OF_WHOM["she"]})
    others |= {**verbs(words, 0, singular=before == "you", at_once=True), **_once_more(words)}
    return f"{_in_case({0: before}, bare)[0]} {replaced(line, words, _in_case(others, bare))}"


def _prefix(words: list[Word]) -> str:
    """What the line lacks at its beginning: "has to explain", "ashamed", "boss will see it"."""
    first, second = words[0], words[1].low if len(words) > 1 and not words[1].breaks else ""
    if first.fixed or first.text[1:] != first.low[1:]:
        return ""
    if first.low in _ALONE and (first.low not in _OR_A_THING or second in _OPENERS or second[:1].isdigit()):
        return "you "
    if first.low in _OF_IT and second:
        return "it "
    if first.low in FEELINGS and (first.low not in ("let", "fed") or second in ("down", "up")):
        return "you feel "
    return "your " if first.low.partition("'")[0] in THEIRS - CALLERS else ""


def _small(word: Word) -> str:
    return word.text[0].lower() + word.text[1:]


def _beginning(words: list[Word]) -> str:
    """The first word; "she's" has two meanings, which the next verb tells apart."""
    first = words[0].low
    behind = next((word.low for word in words[1:] if word.low not in ADVERBS), "")
    return "you've" if first in ("she's", "he's") and behind in _HAS_BEEN else _BEGINNINGS[first]


def _is_whole(text: str) -> bool:
    words = [word.low for word in words_of(text)]
    begins = words[0].partition("'")[0] if len(words) > 1 else ""
    if begins in ("you", "we", "i") or (begins in _CLAUSES and words[1] not in ADVERBS):
        return True
    if begins in ("our", "my") and any(map(is_verb, words[2:4])):
        return True
    finite = next((place for place, word in enumerate(words) if word in FINITE), 0)
    return finite > 0 and not {"that", "which", "who"} & set(words[:finite])

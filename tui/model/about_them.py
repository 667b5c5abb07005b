"""Our line about what it did to them, turned to "you": "she has to tell her boss" is "you have to tell your boss".

Only what plainly stands for the caller is turned: the pronoun that the line begins with, its verbs, and what goes
with it. A line in which somebody else could be meant keeps its words.
"""

from typing import NamedTuple

from tui.model.english import (
    ADVERBS,
    BOSSES,
    FEELINGS,
    FINITE,
    PEOPLE,
    PREPOSITIONS,
    THEIRS,
    VERBS,
    Word,
    lowered,
    replaced,
    words_in,
    words_of,
)
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
"""How a client's own line can begin; elsewhere in a line of ours, "us" is us."""
_I = frozenset(THEIR_OWN) - _WE - {"us", "ours", "ourselves"}
_YOURS = {"her": "your", "his": "your", "their": "your", "him": "you"}
_OF_WHOM = {
    "she": {"her": "your", "hers": "yours", "herself": "yourself", "their": "your"},
    "he": {"his": "your", "him": "you", "himself": "yourself", "their": "your"},
    "they": {"their": "your", "theirs": "yours", "themselves": "yourselves"},
}
"""What goes with the pronoun that a line begins with; another one is somebody else's."""
_OBJECTS = frozenset(("her", "him", "them"))
_ONE_PERSON = words_in("she he her him his hers")
_VERBS = {
    "has": "have", "is": "are", "was": "were", "does": "do", "goes": "go", "hasn't": "haven't", "isn't": "aren't",
    "wasn't": "weren't", "doesn't": "don't",
}  # fmt: skip
_AND_VERBS = frozenset(_VERBS) | words_in(
    """looks feels loses misses pays waits needs wants gets comes says thinks sees tells hopes sits stands works
    drives knows keeps cries"""
)
"""Verbs that are no things: "she waits and loses a day", but "she rings her boss and customers"."""
_HAS_BEEN = words_in("been had got lost missed done gone seen waited spent paid")
_ALONE = words_in(
    """has had is was does cannot can't could couldn't must waited paid looks looked feels felt sat needs needed
    missed lost spent wasted hasn't hadn't wasn't isn't doesn't didn't"""
)
"""Verbs that a hurried line begins with, because everybody knows who."""
_OR_A_THING = words_in("lost missed wasted spent paid")
"""Those of them with which a thing can begin: "lost trust"."""
_OF_IT = words_in("cost costs made makes took takes ruined ruins")
_CLAUSES = words_in("it this nobody everybody everyone somebody someone nothing everything")
"""Words that a clause begins with, not a thing."""
_OPENERS = words_in(
    "a an the her his their my our this that it all out half two three four five every twice for hours days"
)
_NOT_OWNED = PREPOSITIONS | words_in(
    """and or but so because when while if that which who then again twice too now today tomorrow yesterday down
    up out off away back alone a an the this these those her his their my your"""
)
"""What cannot be owned: the "her" before it is she herself."""
_MAKING = words_in("make makes made making let lets leave leaves left cost costs")
_MADE = VERBS | FEELINGS | {"late"}
_BEHIND = PREPOSITIONS | frozenset(("tell", "ask", "face", "inform", "call", "warn", "before"))


def meant_by(line: str) -> Meant:
    """One effect as it is said to them; words that are not plain stay as they are. Ends without . ! or ?."""
    bare = line.rstrip(" .!?")
    words = words_of(bare)
    text = _turned(bare, words) if words else bare
    return Meant(text, _is_whole(text))


def _turned(bare: str, words: list[Word]) -> str:
    first = words[0]
    if first.low in _WE or any(word.low in _I and not word.fixed for word in words):
        return turned(bare) or bare
    who = first.low.partition("'")[0]
    if _means_another(words, who):
        return bare
    prefix = ""
    if first.low in _BEGINNINGS and not first.fixed:
        others = _verbs(words, 1, singular=who != "they", at_once=first.low in _OF_WHOM)
        others |= {**_owned(words, _OF_WHOM[who]), 0: _beginning(words)}
    else:
        prefix = _prefix(words)
        others = {0: _small(first) if prefix else lowered(first), **_owned(words, _YOURS)}
        others |= _verbs(words, 0, singular=True, at_once=True) if prefix == "you " else {}
    if bare.isupper():
        others = {place: other.upper() for place, other in others.items()}
    return prefix + replaced(bare, words, others)


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
    return "your " if first.low.partition("'")[0] in THEIRS else ""


def _small(word: Word) -> str:
    return word.text[0].lower() + word.text[1:]


def _beginning(words: list[Word]) -> str:
    """The first word; "she's" has two meanings, which the next verb tells apart."""
    first = words[0].low
    behind = next((word.low for word in words[1:] if word.low not in ADVERBS), "")
    return "you've" if first in ("she's", "he's") and behind in _HAS_BEEN else _BEGINNINGS[first]


def _verbs(words: list[Word], place: int, *, singular: bool, at_once: bool) -> dict[int, str]:
    """The verbs of the line's subject as they go with "you": those joined by "and", and with `at_once` the first."""
    if not singular:
        return {}
    while place < len(words) - 1 and words[place].low in ADVERBS:
        place += 1
    found = {}
    for at, word in enumerate(words[place:], start=place):
        if not word.fixed and ((at == place and at_once) or (word.low in _AND_VERBS and _is_joined(words, at))):
            found[at] = _base(word.low)
    return {at: verb for at, verb in found.items() if verb != words[at].low}


def _is_joined(words: list[Word], place: int) -> bool:
    before = place - 1
    while before > 0 and words[before].low in ADVERBS:
        before -= 1
    return before > 0 and words[before].low in ("and", "or", "but")


def _base(verb: str) -> str:
    """A verb without the -s that goes with she and he."""
    if verb in _VERBS:
        return _VERBS[verb]
    if not verb.endswith("s") or verb.endswith(("ss", "us", "is")) or len(verb) < 4:
        return verb
    if verb.endswith("ies") and len(verb) > 4:
        return f"{verb[:-3]}y"
    return verb[:-2] if verb.endswith(("sses", "shes", "ches", "xes", "zzes")) else verb[:-1]


def _means_another(words: list[Word], who: str) -> bool:
    """Whether her, him or them could be somebody else, because another person is named before."""
    begun = who in _OF_WHOM
    person = False
    for place, word in enumerate(words):
        unclear = person and (_is_object(words, place) or (word.low in _YOURS and not begun))
        if not word.fixed and (unclear or (who == "they" and word.low in _ONE_PERSON)):
            return True
        person = person or word.low in PEOPLE
    return False


def _is_object(words: list[Word], place: int) -> bool:
    if words[place].low not in _OBJECTS:
        return False
    after = "" if place + 1 == len(words) or words[place + 1].breaks else words[place + 1].low
    made = place > 0 and words[place - 1].low in _MAKING and (after in _MADE or after[:1].isdigit())
    return words[place].low != "her" or not after or after in _NOT_OWNED or made


def _owned(words: list[Word], yours: dict[str, str]) -> dict[int, str]:
    """What is theirs in the line, and they themselves; a bare "boss" gets a "your"."""
    found = {}
    for place, word in enumerate(words):
        if word.fixed:
            continue
        if word.low in yours:
            found[place] = "you" if _is_object(words, place) else yours[word.low]
        elif word.low in BOSSES and word.text.islower() and place and words[place - 1].low in _BEHIND:
            found[place] = f"your {word.text}"
    return found


def _is_whole(text: str) -> bool:
    words = [word.low for word in words_of(text)]
    begins = words[0].partition("'")[0] if len(words) > 1 else ""
    if begins == "you" or (begins in _CLAUSES and words[1] not in ADVERBS):
        return True
    finite = next((place for place, word in enumerate(words) if word in FINITE), 0)
    return finite > 0 and not {"that", "which", "who"} & set(words[:finite])

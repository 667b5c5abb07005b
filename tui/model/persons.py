"""What goes with a person in a line: their verbs, what is theirs, and whether somebody else could be meant."""

from tui.model.english import (
    ADVERBS,
    BOSSES,
    FEELINGS,
    PEOPLE,
    PREPOSITIONS,
    VERBS,
    Word,
    words_in,
)

YOURS = {"her": "your", "his": "your", "their": "your", "him": "you"}
OF_WHOM = {
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
AND_VERBS = frozenset(_VERBS) | words_in(
    """looks feels loses misses pays waits needs wants gets comes says thinks sees tells hopes sits stands works
    drives knows keeps cries"""
)
"""Verbs that are no things: "she waits and loses a day", but "she rings her boss and customers"."""
_NOT_OWNED = PREPOSITIONS | words_in(
    """and or but so because when while if that which who then again twice too now today tomorrow yesterday down
    up out off away back alone a an the this these those her his their my your she he they it we you i nothing"""
)
"""What cannot be owned: the "her" before it is she herself."""
MAKING = words_in("make makes made making let lets leave leaves left cost costs keep keeps kept charged")
_MADE = VERBS | FEELINGS | words_in("late cry explain apologise repeat queue waiting hanging standing guessing")
_BEHIND = PREPOSITIONS | frozenset(("tell", "ask", "face", "inform", "call", "warn", "before"))


def verbs(words: list[Word], place: int, *, singular: bool, at_once: bool) -> dict[int, str]:
    """The verbs of the line's subject as they go with "you": those joined by "and", and with `at_once` the first."""
    if not singular:
        return {}
    while place < len(words) - 1 and words[place].low in ADVERBS:
        place += 1
    found = {}
    for at, word in enumerate(words[place:], start=place):
        if not word.fixed and ((at == place and at_once) or (word.low in AND_VERBS and _is_joined(words, at))):
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


def means_another(words: list[Word], *, begun: bool, several: bool = False) -> bool:
    """Whether her, him or them could be somebody else, because another person is named before."""
    person = False
    for place, word in enumerate(words):
        unclear = person and (is_object(words, place) or (word.low in YOURS and not begun))
        if not word.fixed and (unclear or (several and word.low in _ONE_PERSON)):
            return True
        person = person or word.low in PEOPLE
    return False


def is_object(words: list[Word], place: int) -> bool:
    """Whether her, him or them at `place` is a person, and not the one who has what follows."""
    if words[place].low not in _OBJECTS:
        return False
    after = "" if place + 1 == len(words) or words[place + 1].breaks else words[place + 1].low
    made = place > 0 and words[place - 1].low in MAKING and (after in _MADE or after[:1].isdigit())
    return words[place].low != "her" or not after or after in _NOT_OWNED or made


def owned(words: list[Word], yours: dict[str, str]) -> dict[int, str]:
    """What is theirs in the line, and they themselves; a bare "boss" gets a "your"."""
    found = {}
    for place, word in enumerate(words):
        if word.fixed:
            continue
        if word.low in yours:
            found[place] = "you" if is_object(words, place) else yours[word.low]
        elif word.low in BOSSES and word.text.islower() and place and words[place - 1].low in _BEHIND:
            found[place] = f"your {word.text}"
    return found

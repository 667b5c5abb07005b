"""A client's sentence turned around, so that the rep can say it back: "I", "we" and "my" are they, "you" is us.

Their nouns, numbers, names and quoted speech stay exactly as they are: being heard is hearing one's own words
(seed 002, comment 5; Packard & Berger 2021). Where the grammar is not plain, nothing is turned at all.
"""

from tui.model.english import (
    ADVERBS,
    ASKING,
    AUXILIARIES,
    ENGLISH,
    FOREIGN,
    JOINING,
    ORDERING,
    PAIRING,
    PREPOSITIONS,
    TELLING,
    THINKING,
    VERBS,
    Word,
    is_verb,
    lowered,
    replaced,
    without_speech,
    words_in,
    words_of,
)

THEIR_OWN = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "i'm": "you're", "im": "you're",
    "i've": "you've", "ive": "you've", "i'll": "you'll", "i'd": "you'd", "we": "you", "us": "you", "our": "your",
    "ours": "yours", "ourselves": "yourselves", "we're": "you're", "we've": "you've", "we'll": "you'll",
    "we'd": "you'd",
}  # fmt: skip
"""What a client calls themselves, and what we call them."""
_US = {
    "your": "our", "yours": "ours", "yourself": "ourselves", "yourselves": "ourselves", "you're": "we're",
    "youre": "we're", "you've": "we've", "youve": "we've", "you'll": "we'll", "you'd": "we'd",
}  # fmt: skip
_AGREEING = {"am": "are", "was": "were", "wasn't": "weren't", "wasnt": "weren't"}
_CROWD = frozenset(("guys", "people", "lot", "folks", "all"))
_SUBJECTS = words_in("he she it they you we who which that there this nobody everyone someone")
_NUMBERED = words_in("part phase type class war volume chapter appendix section grade category")
_DETERMINERS = words_in("a an the this that old gold coal copper silver")
_SAID_SO = frozenset(("god", "goodness", "word", "lord", "gosh"))


def turned(line: str) -> str | None:
    """One line of theirs as we say it to them; None where its grammar is not plain. Ends without . ! or ?."""
    words = words_of(line)
    if _asks(line, words) or (words and words[0].low in ORDERING):
        return None
    bare = line.rstrip(" .!")
    if _is_foreign(words):
        return bare
    others: dict[int, str] = {}
    for place, word in enumerate(words):
        if word.fixed or _is_a_name(word, line):
            continue
        other = _other(words, place)
        if other is None:
            return None
        if other != word.low:
            others[place] = _in_case(other, word, line)
            if word.low == "you" and _crowd_behind(words, place):
                others[place + 1] = ""
    if words and 0 not in others:
        others[0] = lowered(words[0])
    return replaced(bare, words, others)


def _asks(line: str, words: list[Word]) -> bool:
    if "?" in without_speech(line):
        return True
    if len(words) < 2:
        return False
    begins, follows = words[0].low, words[1].low
    asks = begins in ASKING and (follows in AUXILIARIES - ADVERBS or follows == "dare")
    inverted = begins in AUXILIARIES - ADVERBS or begins.endswith("n't")
    return asks or (inverted and follows in ("i", "you", "we", "he", "she", "they", "it"))


def _is_foreign(words: list[Word]) -> bool:
    """Whether other languages speak: their "me", "i" and "was" are not ours."""
    return sum(word.low in FOREIGN for word in words) > sum(word.low in ENGLISH for word in words)


def _is_a_name(word: Word, line: str) -> bool:
    """Whether it is written large within a sentence: "Love You Flowers", and "US" for the country."""
    if word.low.startswith("i") or word.opens or line.isupper():
        return False
    return word.text == "US" or (word.text[0].isupper() and word.text[1:].islower())


def _other(words: list[Word], place: int) -> str | None:
    """What stands for this word when it is said to them; None when that is not plain."""
    low = words[place].low
    before, after = _before(words, place), _after(words, place)
    if low == "you":
        return _we_or_us(words, place)
    if low in _AGREEING:
        return _AGREEING[low] if after == "i" or _begun_by_i(words, place) else low
    if (low == "mine" and before in _DETERMINERS) or (low == "my" and after in _SAID_SO):
        return low
    if low == "i" and before in _NUMBERED:
        return low
    return THEIR_OWN.get(low) or _US.get(low) or low


def _before(words: list[Word], place: int) -> str:
    """The word before, in the same clause; empty at its beginning."""
    return "" if words[place].breaks else words[place - 1].low


def _after(words: list[Word], place: int) -> str:
    """The word behind, in the same clause; empty at its end."""
    return "" if place + 1 >= len(words) or words[place + 1].breaks else words[place + 1].low


def _begun_by_i(words: list[Word], place: int) -> bool:
    """Whether "I" is the subject of the verb at `place`: "I still was", "I called and was told"."""
    at = place
    while _before(words, at) in ADVERBS:
        at -= 1
    if _before(words, at) not in PAIRING:
        return _before(words, at) == "i"
    back = at - 1
    while back > 0 and not words[back].opens:
        back -= 1
        if words[back].low == "i" or words[back].low in _SUBJECTS:
            return words[back].low == "i"
    return False


def _crowd_behind(words: list[Word], place: int) -> bool:
    return _after(words, place) in _CROWD


def _we_or_us(words: list[Word], place: int) -> str | None:
    """The "you" at `place` as "we" or "us"; None where it cannot be told, or where it means nobody ("thank you")."""
    before, after = _before(words, place), _after(words, place)
    if after in _CROWD:
        after = _after(words, place + 1)
    if before in ("thank", "bless", "mind") or (after in ("know", "see") and not _after(words, place + 1)):
        return None
    if before in PREPOSITIONS:
        return "us"
    does = is_verb(after) or (after in ADVERBS and is_verb(_after(words, place + 1)))
    asked = before in AUXILIARIES or before.endswith("n't")
    if not asked and (before in VERBS or before.endswith("ed")):
        return _behind_a_verb(before, does=does)
    if asked or does or (before in JOINING and after):
        return "we"
    return "us" if before and not after and before not in PAIRING | JOINING else None


def _behind_a_verb(before: str, *, does: bool) -> str | None:
    if before in THINKING:
        return "we" if does else "us"
    return "us" if before in TELLING or not does else None


def _in_case(other: str, word: Word, line: str) -> str:
    """`other` as large as the word it stands for, and with its kind of apostrophe."""
    if "’" in word.text:
        other = other.replace("'", "’")
    if line.isupper() or (word.text.isupper() and len(word.text) > 1):
        return other.upper()
    return other.capitalize() if word.opens and word.start and word.text[0].isupper() else other

"""How alike two texts are: the words that say something, and BM25 (Robertson and Zaragoza 2009) over them."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import log

from tui.model.english import words_in as listed
from tui.model.folding import has_no_spaces, words_in

USUAL_LENGTH = 120
"""Words that a call usually has; a longer one needs to say a word more often to be as much about it."""

_SATURATION, _BY_LENGTH = 1.2, 0.75
"""The usual k1 and b: how soon one more mention counts for little, and how much the length of a text does."""

STOP_WORDS = listed(
    """a about above after again against ago all almost already also although always am an and another any anybody
    anyone anything anyway are aren around as asap ask asked asking asks at away back be became because become been
    before behind being below between both but by call called caller calling calls came can cannot cant come comes
    coming could couldn did didn do does doesn doing don done down during each either else enough etc even ever every
    everything everyone few first for from further gave get gets getting give given gives go goes going gone got had
    hadn has hasn have haven having he heard hello her here hers herself hi him himself his hold how however if in
    instead into is isn it its itself just keep kept know known knows last later least let like ll made make makes
    making many may maybe me mean means meant might more most much must mustn my myself near need needed needs neither
    never new next no nobody nor not nothing now of off often ok okay old on once one only onto or other others our
    ours ourselves out over own per perhaps please put quite rather re really said same saw say saying says see seem
    seems seen shall shan she should shouldn since so some somebody someone something soon still such take taken takes
    taking tell telling tells than thank thanks that the their theirs them themselves then there these they thing
    things think this those though through till to today told tomorrow too took toward towards two under until up upon
    us use used using ve very via want wanted wants was wasn way we week well went were weren what whatever when where
    whether which while who whole whom whose why will with within without won would wouldn yes yesterday yet you your
    yours yourself yourselves client customer promise promised sorry"""
)
"""Words that stand in any call, and so tell nothing about this one."""


def telling_words(text: str) -> list[str]:
    """The words of a text that say what it is about, folded, in order and as often as they stand there.

    Marks, stop words and words of one letter are left out, and so are numbers of fewer than three digits and
    whatever is written without spaces between the words.
    """
    # Half of all words are stop words: these are out before anything else is asked about them.
    return [word for word in words_in(text) if word not in STOP_WORDS and _tells(word)]


def weight(holding: float, total: float) -> float:
    """How much a word tells that `holding` of `total` texts have; never nothing (as Lucene's BM25 has it)."""
    return log(1 + (max(total, holding) - holding + 0.5) / (holding + 0.5))


def bm25(counts: Mapping[str, int], weights: Mapping[str, float], length: int) -> float:
    """How much a text is about the words in `weights`.

    `counts` tells how often it has each of them, and `length` how many words it has.
    """
    slope = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * length / USUAL_LENGTH)
    held = [(weights[word], counts[word]) for word in filter(counts.__contains__, weights)]
    return sum([told * count * (_SATURATION + 1) / (count + slope) for told, count in held])


def likeness(text: str, weights: Mapping[str, float]) -> float:
    """How much a text is about the words in `weights`, each a whole word as `telling_words` gives it."""
    counts, length = _counted(text)
    return bm25(counts, weights, length)


@lru_cache(maxsize=64)
def _counted(text: str) -> tuple[Counter[str], int]:
    # While notes grow, each pause finds nearly the same calls as the one before.
    words = words_in(text)
    return Counter(words), len(words)


def _tells(word: str) -> bool:
    """Whether a word that is no stop word says something."""
    is_short = len(word) < 2 or (len(word) < 3 and word.isdigit())
    return not is_short and (word.isascii() or not has_no_spaces(word))

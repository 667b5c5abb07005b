"""Texts as they are compared: without accents and in small letters, cut into words."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from unicodedata import category, normalize

_BLANKS = b"|" + bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(1, 256))
"""Each byte of a text in UTF-8; what is ASCII and neither letter nor digit is a blank, and an end a line."""
_ASCII = bytes(range(128))
_END = " \0 "
"""Between two texts that are one."""
_NO_SPACES = re.compile(r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u2e80-\U0010ffff]")
"""Scripts that put no spaces between words: there the beginning of a word is wherever somebody says it is."""


def fold(text: str) -> str:
    """A text without accents and in small letters, for comparing."""
    if text.isascii():
        return text.casefold()
    plain = normalize("NFD", text.casefold())
    return _with("", plain, [sign for sign in _beyond_ascii(plain) if category(sign) == "Mn"])


def has_no_spaces(text: str) -> bool:
    """Whether any of it is in a script that puts no spaces between words."""
    return _NO_SPACES.search(text) is not None


def words_in(text: str) -> list[str]:
    """The words of a text, folded, in order: runs of letters and digits."""
    return _cut(text.replace("\0", " "))


def _cut(text: str) -> list[str]:
    # The few signs that are neither letters nor accents go first: folding an ASCII text costs next to nothing. And
    # by a table, in a tenth of the time of an expression.
    folded = fold(_without_signs(text))
    return _without_signs(folded).encode().translate(_BLANKS).decode().split()


def _without_signs(text: str) -> str:
    """The text with a blank for each sign beyond ASCII that is neither a letter, a digit nor an accent."""
    if text.isascii():
        return text
    return _with(" ", text, [sign for sign in _beyond_ascii(text) if _is_between(sign)])


@lru_cache(maxsize=256)
def _is_between(sign: str) -> bool:
    return not sign.isalnum() and category(sign) != "Mn"


def _beyond_ascii(text: str) -> set[str]:
    # Nearly all of a text is ASCII, and the rest the same few signs: a dash, an accent, the sign of a currency.
    return set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def _with(instead: str, text: str, signs: Sequence[str]) -> str:
    """The text with `instead` in place of each of these signs."""
    if len(signs) > FEW:
        unwanted = set(signs)
        return "".join(instead if sign in unwanted else sign for sign in text)
    for sign in signs:
        text = text.replace(sign, instead)
    return text


FEW = 16
"""Different signs that are looked for one by one."""


class Said:
    """Texts that words are looked for in. A word never reaches from one text into the next."""

    __slots__ = ("_said", "_words")

    def __init__(self, texts: Iterable[str]) -> None:
        # All at once: a call has many texts, and most of them are a word or two.
        self._said = _END.join(text.replace("\0", " ") for text in texts)
        self._words = f" {' '.join(_cut(self._said))} "

    def has_word(self, word: str) -> bool:
        """Whether `word` is one of the words, or the beginning of one.

        "it's" is an "it" with an "s" right behind it. What no script puts spaces around may stand anywhere, and so
        may what holds neither letters nor digits ("€").
        """
        return self._has(word, is_whole=False)

    def has_phrase(self, phrase: str) -> bool:
        """Whether the words of `phrase` stand there whole, one right behind the other."""
        return self._has(phrase, is_whole=True)

    def count(self, word: str) -> int:
        """How many words are `word` or begin with it."""
        words = _as_words(word)
        return self._words.count(f" {words}") if words else 0

    def length(self) -> int:
        """How many words there are."""
        return len(self._words.split()) - self._words.count("|")

    def _has(self, text: str, *, is_whole: bool) -> bool:
        words = _as_words(text)
        if not words or has_no_spaces(text):
            wanted = _on_one_line(fold(text))
            return any(wanted in _on_one_line(said) for said in fold(self._said).split(_END))
        return f" {words}{' ' if is_whole else ''}" in self._words


@lru_cache(maxsize=256)
def _as_words(text: str) -> str:
    # The same few are looked for in one call after another.
    return " ".join(words_in(text))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())

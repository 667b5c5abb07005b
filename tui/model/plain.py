"""Text from people made safe to show: it stays text, whatever is in it."""

import unicodedata

_KEPT = "\n\t"


def _shown(char: str) -> str:
    """Control and format characters that could steer a terminal, as a visible sign."""
    if char in _KEPT:
        return char
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if unicodedata.category(char) in ("Cc", "Cs") or char in _TURNS else char


_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the writing direction of whatever follows, also of our own words beside it."""


def plain(text: str) -> str:
    """`text` with every control character made visible; line breaks and tabs stay."""
    return text if text.isprintable() else "".join(map(_shown, text))


def one_line(text: str) -> str:
    """`text` on one line, white space folded, control characters made visible."""
    return plain(" ".join(text.split()))

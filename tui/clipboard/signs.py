"""A text as every way to the clipboard can carry it."""


def carried(text: str) -> str:
    """`text` with each NUL as the sign that shows it: Windows takes one for the end of the text."""
    return text.replace("\0", "\u2400")


def as_utf8(text: str) -> bytes:
    """`text` in UTF-8."""
    # Half of a surrogate pair is no character and has no UTF-8; the rest of the text is worth copying.
    return text.encode("utf-8", "replace")

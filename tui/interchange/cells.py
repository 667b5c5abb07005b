"""The text of one cell of a CSV, so that no spreadsheet takes it for a formula, and as it was again."""

import re

NUL = "\u2400"
"""What stands for a NUL: spreadsheets end a text there."""

_STARTS = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""What a spreadsheet may begin a formula at, also in wide letters (OWASP, "CSV Injection")."""
_DEFUSE = re.compile(f"'*[{_STARTS}]")
_HALF = re.compile("[\ud800-\udfff]")
_ARM = re.compile(f"'+[{_STARTS}]")


def defused(text: str) -> str:
    """A cell with an apostrophe before whatever could be taken for a formula; `armed` takes exactly that off.

    What no UTF-8 can hold, half a character pair, becomes the sign for that; a NUL becomes its picture.
    """
    text = _HALF.sub("\ufffd", text.replace("\0", NUL))
    return f"'{text}" if _DEFUSE.match(text) else text


def armed(cell: str) -> str:
    """What was there before `defused`."""
    return cell[1:] if _ARM.match(cell) else cell

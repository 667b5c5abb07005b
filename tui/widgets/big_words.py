"""Words shown large: each cell holds two pixels, one above the other, as ▀ ▄ █ or a blank.

The letters are as narrow as they can be told apart, so that "I am very sorry" has room beside the checklist and the
brief.
"""

from functools import cache
from unicodedata import normalize

Shape = tuple[str, ...]
"""A letter as rows of pixels, `#` for ink."""

ROWS = 4
"""How many rows of text big words take."""

_BLOCKS = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}
"""The upper and the lower pixel of a cell."""

_WORD_GAPS = (3, 2)
"""Columns between two words: as wide as there is room for."""

_SHEETS = (
    """
    a   b   c   d   e   f   g   h   i  j  k   l  m     n   o   p   q   r   s   t   u   v   w     x   y   z
    ... #.. ... ..# ... .## ... #.. #  .# #.. #. ..... ... ... ... ... ... ... ... ... ... ..... ... ... ...
    ... #.. ... ..# ... .#. ... #.. .  .. #.. #. ..... ... ... ... ... ... ... .#. ... ... ..... ... ... ...
    ##. ##. .## .## .#. ### .## ##. #  .# #.# #. ####. ##. .#. ##. .## #.# .## ### #.# #.# #.#.# #.# #.# ###
    ..# #.# #.. #.# #.# .#. #.# #.# #  .# #.# #. #.#.# #.# #.# #.# #.# ##. #.. .#. #.# #.# #.#.# #.# #.# ..#
    .## #.# #.. #.# ### .#. #.# #.# #  .# ##. #. #.#.# #.# #.# #.# #.# #.. .#. .#. #.# #.# #.#.# .#. #.# .#.
    #.# #.# #.. #.# #.. .#. .## #.# #  .# #.# #. #.#.# #.# #.# ##. .## #.. ..# .#. #.# .#. #.#.# #.# .## #..
    .## ##. .## .## .## .#. ..# #.# #  .# #.# .# #.#.# #.# .#. #.. ..# #.. ##. ..# .## .#. .#.#. #.# ..# ###
    ... ... ... ... ... ... ##. ... .  #. ... .. ..... ... ... #.. ..# ... ... ... ... ... ..... ... ##. ...
    """,
    """
    A   B   C   D   E   F   G   H   I   J   K    L   M     N    O    P   Q    R   S   T   U
    .#. ##. .## ##. ### ### .## #.# ### ..# #..# #.. #...# #..# .##. ##. .##. ##. .## ### #..#
    #.# #.# #.. #.# #.. #.. #.. #.# .#. ..# #..# #.. ##.## ##.# #..# #.# #..# #.# #.. .#. #..#
    #.# #.# #.. #.# #.. #.. #.. #.# .#. ..# #.#. #.. #.#.# ##.# #..# #.# #..# #.# #.. .#. #..#
    ### ##. #.. #.# ##. ##. #.# ### .#. ..# ##.. #.. #.#.# #.## #..# ##. #..# ##. .#. .#. #..#
    #.# #.# #.. #.# #.. #.. #.# #.# .#. ..# #.#. #.. #...# #.## #..# #.. #..# #.# ..# .#. #..#
    #.# #.# #.. #.# #.. #.. #.# #.# .#. #.# #..# #.. #...# #..# #..# #.. #.#. #.# ..# .#. #..#
    #.# ##. .## ##. ### #.. .## #.# ### .#. #..# ### #...# #..# .##. #.. .#.# #.# ##. .#. .##.
    ... ... ... ... ... ... ... ... ... ... .... ... ..... .... .... ... .... ... ... ... ....
    """,
    """
    V     W     X   Y   Z   Ä   Ö    Ü    À   É   È   Ç   ß   '  ’  ,  .
    #...# #...# #.# #.# ### #.# #..# #..# #.. ..# #.. .## .#. #  #  .  .
    #...# #...# #.# #.# ..# ... .... .... .#. .#. .#. #.. #.# #  #  .  .
    #...# #...# .#. #.# ..# .#. .##. #..# ... ... ... #.. #.# .  .  .  .
    .#.#. #.#.# .#. .#. .#. #.# #..# #..# .#. ### ### #.. ##. .  .  .  .
    .#.#. #.#.# .#. .#. #.. ### #..# #..# #.# ##. ##. #.. #.# .  .  .  .
    ..#.. ##.## #.# .#. #.. #.# #..# #..# ### #.. #.. #.. #.# .  .  .  .
    ..#.. #...# #.# .#. ### #.# .##. .##. #.# ### ### .## ##. .  .  #  #
    ..... ..... ... ... ... ... .... .... ... ... ... .#. #.. .  .  #  .
    """,
    """
    ä   ö   ü   à   á   â   é   è   ê   í  ó   ô   ú   ñ    ç
    #.# #.# #.# #.. ..# .#. ..# #.. .#. .# ..# .#. ..# .#.# ...
    ... ... ... .#. .#. #.# .#. .#. #.# #. .#. #.# .#. #.#. ...
    ##. .#. #.# ... ... ... ... ... ... .. ... ... ... .... .##
    ..# #.# #.# ##. ##. ##. .#. .#. .#. #. .#. .#. #.# ###. #..
    .## #.# #.# .## .## .## ### ### ### #. #.# #.# #.# #..# #..
    #.# #.# #.# #.# #.# #.# #.. #.. #.. #. #.# #.# #.# #..# #..
    .## .#. .## .## .## .## .## .## .## #. .#. .#. .## #..# .##
    ... ... ... ... ... ... ... ... ... .. ... ... ... .... .#.
    """,
)
"""Every letter there is. Two rows are kept above the small letters, for stems, dots and accents, and one below."""


def big(words: str, width: int) -> list[str] | None:
    """`words` as `ROWS` rows of the same width, none wider than `width` cells.

    None where they do not fit, where a letter has no shape, and where there are no words: plain words are better
    than a letter that only looks like the one that is meant.
    """
    spelt = _spelt(words)
    if not spelt:
        return None
    gap = next((gap for gap in _WORD_GAPS if _wide(spelt, gap) <= width), None)
    return _in_blocks(_side_by_side(spelt, gap)) if gap is not None else None


def big_width(words: str) -> int | None:
    """The fewest cells that `words` need when they are large; None where they have no large form."""
    spelt = _spelt(words)
    return _wide(spelt, min(_WORD_GAPS)) if spelt else None


def _spelt(words: str) -> list[list[Shape]] | None:
    """The shapes of each word, in order; None where a letter has none."""
    shapes = _shapes()
    letters = normalize("NFC", words)
    if not shapes.keys() >= set("".join(letters.split())):
        return None
    return [[shapes[letter] for letter in word] for word in letters.split()]


@cache
def _shapes() -> dict[str, Shape]:
    """The letters cut out of their sheets."""
    return {
        letter: tuple(pixels)
        for sheet in _SHEETS
        for letter, *pixels in zip(*(line.split() for line in sheet.strip().splitlines()), strict=True)
    }


def _wide(spelt: list[list[Shape]], gap: int) -> int:
    """Cells that the words take with `gap` between them; a column is left between letters."""
    letters = sum(len(shape[0]) + 1 for word in spelt for shape in word)
    return letters - len(spelt) + gap * (len(spelt) - 1)


def _side_by_side(spelt: list[list[Shape]], gap: int) -> list[str]:
    """The rows of pixels of all words."""
    return [("." * gap).join(".".join(shape[row] for shape in word) for word in spelt) for row in range(2 * ROWS)]


def _in_blocks(pixels: list[str]) -> list[str]:
    """Every two rows of pixels as one row of text."""
    pairs = zip(pixels[::2], pixels[1::2], strict=True)
    return ["".join(_BLOCKS[up + down] for up, down in zip(*pair, strict=True)) for pair in pairs]

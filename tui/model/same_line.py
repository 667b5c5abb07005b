"""Whether a line that was edited is still the same line."""

_SEEN = 200
"""Characters that are compared."""
_ALIKE = 0.6
"""How much of both has to be the same: a mended word is, another promise is not."""


def is_edited(old: str, new: str) -> bool:
    """Whether `new` is `old` with something mended in it, or typed on."""
    from difflib import SequenceMatcher  # noqa: PLC0415 # Nothing is edited before the first frame.

    if old and new.startswith(old):
        return True
    compared = SequenceMatcher(None, old[:_SEEN], new[:_SEEN], autojunk=False)
    # Each of the first two is quick, and never below the third.
    return compared.real_quick_ratio() >= _ALIKE and compared.quick_ratio() >= _ALIKE and compared.ratio() >= _ALIKE

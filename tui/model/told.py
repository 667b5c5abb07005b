"""What the client told us and what it did to them, in their words, turned around so that we can say it to them.

Composed from `>` and `=` lines and from nothing else (seed 002, comment 5; Packard & Berger 2021).
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from tui.model.about_them import meant_by
from tui.model.effects import Effect, EffectKind, effect_in
from tui.model.english import FEELINGS, FINITE, PAST, words_of
from tui.model.marks import Mark, marked
from tui.model.plain import one_line
from tui.model.turning import turned


class Told(NamedTuple):
    """The three ends of sentences that a rep says back; each is "" when there is nothing."""

    told: str
    """Behind "you told me that"."""
    meant: str
    """Behind "and that meant"."""
    sorry: str
    """Behind "I am very sorry that": what it did to them if it is noted, else what they told us."""


LONGEST = 400
"""Characters of one line that are read."""
SHOWN = 90
"""Characters of one line that are said back; nobody says more in one breath."""

_TAG = re.compile(r"\s*(?<![\w#])#(?=[\w-]*[^\W\d_])[\w#-]+")
_FELT = re.compile(r"(?<!\bmake )(?<!\bmakes )(?<!\bmade )you (?:feel|felt) ")
_LEFT = re.compile(rf"you(?:['’]re| are| were) (?=(?:{'|'.join(sorted(FEELINGS))})\b)")


def told_in(notes: str) -> Told:
    """What is said back from these notes: of several lines the first and the newest."""
    theirs = _ends(marked(notes, Mark.THEIRS), lambda line: bool(without_tags(line)))
    effects = _ends(marked(notes, Mark.IMPACT), lambda line: bool(without_tags(effect_in(line).text)))
    told = [words_back(line) for line in theirs]
    meant = [meant_back(effect_in(line)) for line in effects]
    sorries = [sorry_for(effect_in(line)) for line in effects] or [sorry_about(line) for line in theirs]
    return Told(_joined(told, ", and "), _joined(meant, ", and "), _joined(sorries, ", and that "))


def words_back(line: str, most: int = SHOWN) -> str:
    """One `>` line as it is said back; a question, and what is not plain, in quotation marks."""
    text = without_tags(line)
    back = turned(text)
    if back is not None:
        return cut(back, most)
    if not text.strip(" .!?"):
        return ""
    # A question is told as what it is: something that they should not have had to ask.
    asked = "you had to ask " if text.endswith("?") and not re.search(r"[.!?]\s", text) else ""
    left, right = ("‘", "’") if re.search('["“”„]', text) else ("“", "”")
    return f"{asked}{left}{cut(text.rstrip(' .!?'), most)}{right}"


def meant_back(effect: Effect, most: int = SHOWN) -> str:
    """One `=` line as it is said back."""
    return cut(meant_by(without_tags(_with_subject(effect))).text, most)


def sorry_for(effect: Effect, most: int = SHOWN) -> str:
    """What stands for this effect behind "I am very sorry that".

    A feeling becomes what brought it about: being sorry that somebody feels something is no apology
    (Robbennolt 2003).
    """
    meant = meant_by(without_tags(_with_subject(effect)))
    text = cut(meant.text, most)
    return _brought_about(text) if meant.whole or not text else f"this meant {text}"


def sorry_about(line: str, most: int = SHOWN) -> str:
    """What stands for this `>` line behind "I am very sorry that"; "" where it cannot be turned around."""
    back = words_back(line, most)
    if back[:1] in ("“", "‘"):
        return ""
    if not _is_a_sentence(back):
        # "that again wrong leaflets" is none.
        return f"you had to tell us “{cut(without_tags(line).rstrip(' .!?'), most)}”"
    return _brought_about(back)


def _is_a_sentence(text: str) -> bool:
    """Whether something is said to be or to happen in it: some word behind the first one tells what."""
    if meant_by(text).whole:
        return True
    return any(word.low in PAST | FINITE or word.low.endswith("ed") for word in words_of(text)[1:])


def cut(text: str, most: int = SHOWN) -> str:
    """`text` in at most this many characters, cut behind a word."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    whole, space, _ = head.rpartition(" ")
    return (whole if space and len(whole) >= most // 2 else head).rstrip(" ,;:.–-") + "…"


def without_tags(line: str) -> str:
    """One line, safe to show, without our tags; they are for finding a call again and are no client's."""
    return one_line(_TAG.sub("", cut(line.strip(), LONGEST)))


def _with_subject(effect: Effect) -> str:
    """In a line about their customers, "they" are the customers."""
    if effect.kind is EffectKind.CUSTOMERS and effect.text[:5].lower() == "they ":
        return f"your customers {effect.text[5:]}"
    return effect.text


def _brought_about(clause: str) -> str:
    return _LEFT.sub("this left you ", _FELT.sub("this made you feel ", clause, count=1), count=1)


def _ends(lines: list[str], says: Callable[[str], bool]) -> list[str]:
    """The first and the newest of the lines that say something."""
    first = next(filter(says, lines), None)
    newest = next(filter(says, reversed(lines)), None)
    return [line for line in dict.fromkeys((first, newest)) if line is not None]


def _joined(parts: list[str], between: str) -> str:
    return between.join(part for part in dict.fromkeys(parts) if part)

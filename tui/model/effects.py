"""What it did to them, line by line: the `=` lines of the notes and the kind of harm each one tells of.

Before any cause comes what it cost the client: time, money, how it makes them look, whom they have to answer to
(seeds 001 and 003).
"""

import re
from enum import StrEnum
from typing import NamedTuple

from tui.model.english import CALLERS
from tui.model.marks import Mark, mark_of, marked, read_line


class EffectKind(StrEnum):
    """What kind of harm an effect is."""

    TIME = "time"
    MONEY = "money"
    FACE = "face"
    """How it makes them look (seed 001)."""
    BOSS = "boss"
    """Whom they have to answer to (seed 001)."""
    CUSTOMERS = "customers"
    FEELING = "feeling"


KIND_WORDS = {
    EffectKind.TIME: "time",
    EffectKind.MONEY: "money",
    EffectKind.FACE: "how it looks",
    EffectKind.BOSS: "their boss",
    EffectKind.CUSTOMERS: "their customers",
    EffectKind.FEELING: "feeling",
}
"""What the rep is offered while an `=` line is typed. A line can begin with each of them."""


class Effect(NamedTuple):
    """One `=` line."""

    kind: EffectKind | None
    """None where the words name no kind plainly."""
    text: str
    """The line without its mark and without a label such as "boss:"."""


LONGEST = 400
"""Characters of a line in which a kind is looked for."""

_LABELS = {
    "time": EffectKind.TIME, "money": EffectKind.MONEY, "how it looks": EffectKind.FACE, "looks": EffectKind.FACE,
    "face": EffectKind.FACE, "their boss": EffectKind.BOSS, "boss": EffectKind.BOSS,
    "their customers": EffectKind.CUSTOMERS, "customers": EffectKind.CUSTOMERS, "feelings": EffectKind.FEELING,
    "feeling": EffectKind.FEELING, "feels": EffectKind.FEELING,
}  # fmt: skip
_ELSEWHERE = r"(?! (?:for|at|after|into|up|forward|out)\b)"
"""Looking for something is not how they look."""
_LABEL = re.compile(
    rf"(?P<label>{'|'.join(sorted(_LABELS, key=len, reverse=True))})(?![\w'’-]){_ELSEWHERE}\s*(?P<colon>:?)\s*",
    re.IGNORECASE,
)
_VOCABULARY = {
    EffectKind.TIME: r"wait(?:ed|ing|s)?|hours?|hrs?|minutes?|mins?|days?|weeks?|weekends?|months?|evenings?|nights?"
    r"|late|later|delay(?:ed|s)?|overtime|time|\d+ ?h",
    EffectKind.MONEY: r"paid|pay(?:s|ing)?|costs?|bills?|billed|charged|charges?|fees?|invoices?|money|price|refund"
    r"|euros?|dollars?|pounds?|budget|overdraft|salary|wages|rent",
    EffectKind.FACE: rf"look(?:s|ed|ing)?\b{_ELSEWHERE}|embarrass\w*|silly|fools?|foolish"
    r"|ridiculous|laugh\w*|reputation|face|unprofessional|disorgani[sz]ed",
    EffectKind.BOSS: r"boss(?:es)?|managers?|directors?|ceo|chief|supervisors?|superiors?",
    EffectKind.CUSTOMERS: r"customers?|clients?|guests?|patients|diners|tenants|visitors|buyers|readers",
    EffectKind.FEELING: r"angry|anger|afraid|scared|ashamed|shame|upset|worr(?:y|ies|ied)|hurt|sad|cried|crying|cry"
    r"|tears|furious|frustrated|disappointed|humiliated|betrayed|let down|ignored|anxious|stressed|panic\w*|felt"
    r"|feels?|feeling|lonely|helpless|exhausted|fed up",
}
_NAMED = re.compile(
    "|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _VOCABULARY.items()) + r"|(?P<sign>[€$£])",
    re.IGNORECASE,
)
_CALLER = re.compile(rf"(?:(?:the|our) )?(?:{'|'.join(sorted(CALLERS))})\b", re.IGNORECASE)
"""One customer at the beginning is the caller, and no customer of theirs."""
_LOST = re.compile(r"\blost\b", re.IGNORECASE)


def effects_in(notes: str) -> tuple[Effect, ...]:
    """Every effect in the notes, in order."""
    return tuple(effect for line in marked(notes, Mark.IMPACT) if (effect := effect_in(line)).text)


def offered(line: str) -> tuple[str, ...]:
    """The kinds to offer while this `=` line is typed, and none for any other line.

    All of them while it is empty, then those that begin with what was typed, and none once one is recognised.
    """
    if mark_of(line[:LONGEST]) is not Mark.IMPACT or len(line) > LONGEST:
        return ()
    typed = " ".join(read_line(line).text.lower().split())
    if typed in _LABELS or _kind_named(typed):
        return ()
    begun = {kind for label, kind in _LABELS.items() if label.startswith(typed)}
    return tuple(word for kind, word in KIND_WORDS.items() if kind in begun)


def effect_in(line: str) -> Effect:
    """One `=` line, its mark taken off. The kind is what it begins with, or else what its first telling word names.

    The text is empty while nothing stands behind the kind.
    """
    begun = _LABEL.match(line[:LONGEST])
    if not begun:
        return Effect(_kind_named(line), line)
    kind = _LABELS[begun["label"].lower()]
    rest = line[begun.end() :].strip()
    # A kind with nothing behind it is a line that is still being typed.
    stands_apart = not rest or begun["colon"] or rest[0] in "0123456789€$£"
    return Effect(kind, rest if stands_apart else line)


def _kind_named(line: str) -> EffectKind | None:
    begun = _CALLER.match(line)
    found = _NAMED.search(line[:LONGEST], begun.end() if begun else 0)
    if found:
        return EffectKind.MONEY if found.lastgroup == "sign" else EffectKind(str(found.lastgroup))
    # What was lost is often a day, so this word counts only when no other one does.
    return EffectKind.MONEY if _LOST.search(line[:LONGEST]) else None

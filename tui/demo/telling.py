"""The notes of a made-up call: what they said, what it did to them, what was done and promised."""

from collections.abc import Sequence

from tui.demo.blanks import Blanks
from tui.demo.callers import Matter
from tui.model.call import Outcome


def told(matter: Matter, lines: int, outcome: Outcome | None, blanks: Blanks) -> str:
    """About so many lines of notes, at least two. The values of the call stand in `blanks`."""
    chance, common, theme = blanks.chance, blanks.material.common, matter.theme
    theirs = _mixed(theme.theirs, common.theirs, max(1, _part(lines, 0.3, blanks)), blanks)
    impact = _mixed(theme.impact, common.impact, _part(lines, 0.12, blanks), blanks)
    facts = _mixed(theme.facts, common.facts, max(1, _part(lines, 0.4, blanks)), blanks)
    if chance.happens(0.025):
        foreign = chance.one_of(common.foreign)
        theirs, facts = [*foreign.theirs, *theirs[: lines // 8]], [foreign.fact, *facts]
    if matter.calls > 1:
        facts.insert(0, chance.one_of(common.again))
    ways = chance.some_of(theme.ways, 1) if lines > 6 else []
    promises = _mixed(theme.promises, common.promises, _promises(lines, outcome, blanks), blanks)
    half = (len(facts) + 1) // 2
    rows = [f"> {line}" for line in theirs[:3]]
    rows += [f"= {line}" for line in impact[:2]]
    rows += facts[:half]
    rows += [f"> {line}" for line in theirs[3:]]
    rows += [f"= {line}" for line in impact[2:]]
    rows += [*facts[half:], *ways]
    rows += [f"! {line}" for line in promises]
    if outcome and lines > 3:
        rows.append(chance.one_of(common.endings[outcome]))
    if chance.happens(0.7):
        rows.append(_tags(matter, blanks))
    return "\n".join(_sentence(blanks.fill(row)) for row in rows) + "\n"


def _sentence(row: str) -> str:
    """The row with a capital letter, unless it begins with a mark."""
    return row[:1].upper() + row[1:]


def _part(lines: int, share: float, blanks: Blanks) -> int:
    """That share of the lines, now rounded up and now down."""
    return int(lines * share + blanks.chance.share())


def _promises(lines: int, outcome: Outcome | None, blanks: Blanks) -> int:
    if outcome is Outcome.CUT_OFF:
        return 0
    return min(6, int(lines / 12 + 0.4 + blanks.chance.share()))


def _mixed(own: Sequence[str], common: Sequence[str], count: int, blanks: Blanks) -> list[str]:
    """Different lines, one of the theme first and about two thirds of the theme, while it has enough."""
    of_theme = min(len(own), count - count // 3)
    first, *others = blanks.chance.some_of(own, of_theme) or ("",)
    others += blanks.chance.some_of(common, count - of_theme)
    return [first, *blanks.chance.some_of(others, len(others))] if count else []


def _tags(matter: Matter, blanks: Blanks) -> str:
    tags = list(matter.theme.tags[: blanks.chance.whole(1, 2)])
    if matter.calls > 1 and "again" not in tags:
        tags.append("again")
    if blanks.chance.happens(0.1):
        tags.append(blanks.word().lower())
    return " ".join(f"#{tag}" for tag in tags)

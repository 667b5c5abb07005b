"""The filters of a search: what each means, and the sentence for whoever typed one that means nothing."""

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from tui.model.call import Outcome
from tui.model.query_asking import Asking, Said, no_such
from tui.model.query_choices import Choices, folded, one_of
from tui.model.query_dated import BY_VALUES, DAY_VALUES, after, before, by
from tui.model.query_moods import MOOD_VALUES, mood
from tui.model.words import OUTCOMES


class Filter(NamedTuple):
    """One filter of the grammar."""

    values: str
    """What can stand behind its colon, for whoever has typed only that."""
    means: str
    """For README."""
    read: Callable[[Asking], Said]


def _client(asking: Asking) -> Said:
    words = tuple(asking.value.replace(",", " ").split())
    return Said(replace(asking.query, client=asking.query.client + words))


def _tag(asking: Asking) -> Said:
    tags = tuple(tag for value in asking.values if (tag := value.strip().lstrip("#").lower()))
    return Said(replace(asking.query, tags=asking.query.tags + tags))


_OUTCOMES: Choices = {outcome.value: (words,) for outcome, words in OUTCOMES.items()}
_OUTCOME_VALUES = "put right (fixed), next step agreed, not satisfied, handed over, cut off"


def _outcome(asking: Asking) -> Said:
    found: list[str] = []
    for value in asking.values:
        named = one_of(value, _OUTCOMES)
        if not named and folded(value):
            return no_such(asking, _OUTCOME_VALUES, _OUTCOMES, value)
        found += named
    outcomes = tuple(dict.fromkeys((*asking.query.outcomes, *map(Outcome, found))))
    return Said(replace(asking.query, outcomes=outcomes))


def _playbook(asking: Asking) -> Said:
    named = tuple("-".join(value.split()) for value in asking.values if value.strip())
    return Said(replace(asking.query, playbooks=asking.query.playbooks + named))


_STATES: Choices = {"open": (), "overdue": ("late",)}
_STATE_VALUES = "open (a promise that they still wait for) or overdue"


def _is(asking: Asking) -> Said:
    query = asking.query
    for value in asking.values:
        named = one_of(value, _STATES)
        if not named:
            return no_such(asking, _STATE_VALUES, _STATES, value)
        if len(named) > 1:
            return Said(asking.query, hint=f"is: {_STATE_VALUES}.")
        query = replace(query, is_open=True) if named[0] == "open" else replace(query, is_overdue=True)
    return Said(query)


_MISSED: Choices = {"sorry": ("apology",)}
_MISSED_VALUES = "sorry (the call ended without it)"


def _missed(asking: Asking) -> Said:
    if not all(one_of(value, _MISSED) for value in asking.values):
        return no_such(asking, _MISSED_VALUES, _MISSED, asking.value)
    return Said(replace(asking.query, missed_sorry=True))


FILTERS: dict[str, Filter] = {
    "client": Filter("a name or a company, or how it begins", "words of the caller's or the company's name", _client),
    "tag": Filter("a whole tag, as gift", "a whole tag; `#gift` is the same", _tag),
    "outcome": Filter(_OUTCOME_VALUES, "how it ended; several with commas", _outcome),
    "playbook": Filter("the id of a playbook or a word of its title", "its id, or a word of its title", _playbook),
    "is": Filter(_STATE_VALUES, "a promise is still open, or should have been kept by now", _is),
    "missed": Filter(_MISSED_VALUES, "the call ended without the sorry", _missed),
    "mood": Filter(MOOD_VALUES, "the mood at goodbye", mood),
    "after": Filter(DAY_VALUES, "it began on that day or later", after),
    "before": Filter(DAY_VALUES, "it began before that day", before),
    "by": Filter(BY_VALUES, "an open promise falls due by the end of that day", by),
}
"""Every filter there is, in the order in which they are explained."""
DATED = ("after", "before", "by")
"""Those whose value can have several words without quotes."""

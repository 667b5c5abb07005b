"""Which calls a query asks for: what each part of it means, said once for whoever answers it."""

from datetime import datetime

from tui.model.call import Call, Mood
from tui.model.ending import apology_missed
from tui.model.folding import Said, fold, words_in
from tui.model.promises import NO_DAY
from tui.model.query import Query

MOODS = {Mood.FURIOUS: 1, Mood.UPSET: 2, Mood.TENSE: 3, Mood.CALM: 4, Mood.WARM: 5}
"""The moods as `Query.mood` counts them."""


def fits(call: Call, query: Query, now: datetime) -> bool:
    """Whether a finished call is one of those that `query` asks for, at the instant `now`.

    Looked through are the caller, the company, the notes, the promises (with how they were told and why they were
    withdrawn), the tags and how the call ended; never the playbook. Case and accents do not matter.
    """
    return (
        _facts_fit(call, query) and _times_fit(call, query, now) and names_fit(call, query) and words_fit(call, query)
    )


def own_words(call: Call) -> Said:
    """What was said and noted in a call, to look for words in."""
    promises = [words for promise in call.promises for words in (promise.text, promise.how, promise.reason)]
    return Said((call.caller, call.company, call.notes, *promises, *call.tags, call.outcome or ""))


def words_fit(call: Call, query: Query) -> bool:
    """Whether the call holds the words and phrases, and none of those that it must not."""
    if not (query.words or query.phrases or query.without):
        return True
    return said_fits(own_words(call), query)


def said_fits(said: Said, query: Query) -> bool:
    """The same for what was said in a call."""
    return (
        all(map(said.has_word, query.words))
        and all(map(said.has_phrase, query.phrases))
        and not any(said.has_phrase(word) if len(word.split()) > 1 else said.has_word(word) for word in query.without)
    )


def names_fit(call: Call, query: Query) -> bool:
    """Whether it is the client, the tags and the playbook that are asked for."""
    who = Said((call.caller, call.company)) if query.client else None
    tags = {fold(tag) for tag in call.tags} if query.tags else set()
    return (
        (who is None or all(map(who.has_word, query.client)))
        and all(fold(tag.removeprefix("#")) in tags for tag in query.tags)
        and (not query.playbooks or playbook_fits(call.playbook.id, call.playbook.title, query))
    )


def playbook_fits(playbook_id: str, title: str, query: Query) -> bool:
    """Whether a playbook with this id and this title is one of those that are asked for."""
    named = Said((title,))
    return any(
        fold(playbook_id).startswith(fold(one)) or bool(words_in(one) and named.has_word(one))
        for one in query.playbooks
    )


def _facts_fit(call: Call, query: Query) -> bool:
    mood = MOODS[call.mood_at_goodbye] if call.mood_at_goodbye else 0
    return (
        (not query.outcomes or call.outcome in query.outcomes)
        and (query.mood is None or (mood > 0 and query.mood[0] <= mood <= query.mood[1]))
        and (not query.missed_sorry or _missed_sorry(call))
    )


def _missed_sorry(call: Call) -> bool:
    try:
        return apology_missed(call) is True
    except KeyError:
        # A script left the record of a step out: nobody knows that it was said.
        return True


def _times_fit(call: Call, query: Query, now: datetime) -> bool:
    """What is owed counts by the whole second, as `Call.owed` does; calls of the first schema owe nothing."""
    owed = call.owed
    return (
        (query.after is None or call.started >= query.after)
        and (query.before is None or call.started < query.before)
        and (not query.is_open or owed is not None)
        and (not query.is_overdue or (owed is not None and owed < now.timestamp()))
        and (query.by is None or (owed is not None and owed != NO_DAY and owed <= query.by.timestamp()))
    )

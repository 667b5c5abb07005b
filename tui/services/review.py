"""Looking up what was said."""

from collections.abc import Callable, Iterator
from datetime import date
from json import dumps

from msgspec import json, to_builtins

from tui.model.call import Call, length
from tui.model.form import Rendered
from tui.model.marks import Mark, marked, read_caller
from tui.model.past import Past
from tui.model.promises import is_open
from tui.model.retention import aged_words, kept_since
from tui.model.times import clock, moment
from tui.model.trouble import Trouble
from tui.model.words import outcome_words, owed_words, who
from tui.ports import CallRecords, Clock, Forms

ROWS = 200
"""Calls shown in one list; typing narrows it over all of them."""


class Review:
    """Reads finished calls.

    Every method but `forms`, `render`, `summary` and `row` may block and may raise `RecordsTrouble`.
    """

    def __init__(
        self,
        *,
        records: CallRecords,
        clock: Clock,
        forms: Forms,
        standing: str = "",
        kept_for: Callable[[], tuple[str, str]] = lambda: ("", ""),
    ) -> None:
        """Where the calls are, the time, and the forms of a summary.

        `standing` is a sentence that is always among those `noticed`. `kept_for` gives how long calls are kept ("" is
        for ever), and what becomes of them then.
        """
        self._standing = standing
        self._kept_for = kept_for
        self._none_aged_on: date | None = None
        self._records = records
        self._clock = clock
        self._forms = forms

    def newest(self, words: str = "", limit: int = ROWS) -> list[Call]:
        """Finished calls, newest first, that hold all of `words`."""
        return self._records.newest(words, limit)

    def named(self, name: str) -> Call:
        """The call that a person means by `name`: 1 is the newest, 2 the one before; or a whole id.

        Raises `Trouble` when there is no such call.
        """
        if not name.isascii() or not name.isdigit() or len(name) > 19 or int(name) == 0:
            raise Trouble("A call is named by its number in the list (1 is the newest) or by its id.")
        number = int(name)
        call = self._records.find(number)
        if call is None and number <= 100_000:
            calls = self._records.newest("", number)
            call = calls[number - 1] if len(calls) == number else None
        if call is None:
            raise Trouble(f"There is no call {name}.")
        return call

    def last_with(self, caller: str) -> Call | None:
        """The newest finished call with this caller."""
        return self._records.last_with(caller) if caller else None

    def past_of(self, call: Call) -> Past:
        """The earlier calls that matter to this one."""
        answered = self._records.find(call.answering.call) if call.answering else None
        return Past(self.last_with(call.caller), answered)

    def facts(self, caller: str) -> list[str]:
        """What is known about a caller before the call: the last one, what it did to them, what we still owe."""
        call = self.last_with(caller)
        if call is None:
            return []
        ended = outcome_words(call) or "how it ended was not noted"
        lines = [f"Last call {when(call, self._clock.now().date())}: {ended}"]
        name, company = read_caller(caller.casefold())
        owing = [
            one
            for one in self._records.owed()
            if one.caller.casefold() == name and company in ("", one.company.casefold())
        ]
        owed = [promise for one in owing for promise in one.promises if is_open(promise)]
        lines += [f"We owe: {promise.text} ({owed_words(promise, self._clock.now())[0]})" for promise in owed]
        lines += [f"What it did to them: {text}" for text in marked(call.notes, Mark.IMPACT)[:3]]
        return lines

    def callers(self) -> list[str]:
        """Known callers, newest first, as they can be typed at "Who is calling?"."""
        return self._records.callers()

    def forms(self) -> list[tuple[str, str]]:
        """The id and the title of each form that a summary can have, the usual one first."""
        forms = self._forms.all()
        usual = [form for form in forms if form.id == self._forms.usual]
        return [(form.id, form.title) for form in (*usual, *(form for form in forms if form not in usual))]

    def render(self, call: Call, form_id: str = "") -> Rendered:
        """The summary of a finished call exactly as it is pasted, in the usual form unless another is named.

        Where that form fails, another one stands in, and it is said why.
        """
        return self._forms.render(call, self._clock.now(), form_id or self._forms.usual)

    def summary(self, call: Call, form_id: str = "") -> str:
        """The text of that; a form that is named stands for itself. Raises `Trouble` when it is not to be had."""
        if form_id:
            self._forms.named(form_id)
        rendered = self.render(call, form_id)
        if form_id and rendered.trouble:
            raise Trouble(rendered.trouble)
        return rendered.text

    def row(self, call: Call) -> tuple[str, str, str, str]:
        """One line of a list: when, how long, who, how it ended."""
        now = self._clock.now()
        return (
            when(call, now.date()),
            clock(length(call, now)),
            who(call),
            outcome_words(call),
        )

    def noticed(self) -> str:
        """What was found or done about the records themselves; empty when there is nothing to tell."""
        return " ".join(filter(None, (self._standing, *self._records.noticed())))

    def too_old(self) -> str:
        """One sentence about the calls that are older than calls are kept, and what to do; empty without any."""
        age, becomes = self._kept_for()
        now = self._clock.now()
        since = kept_since(age, now) if self._none_aged_on != now.date() else None
        if since is None:
            return ""
        calls = self._records.aged(since)
        # A day makes calls old, nothing else does: where there were none, nobody asks again before tomorrow.
        self._none_aged_on = None if calls else now.date()
        return aged_words(calls, age, becomes)

    def left_out(self) -> str:
        """One sentence about the calls that the lists had to leave out; empty when there is none."""
        sentences = self._records.left_out()
        more = f" So it is with {len(sentences) - 1} more." if len(sentences) > 1 else ""
        return f"{sentences[0]}{more}" if sentences else ""

    def json_of(self, call: Call) -> bytes:
        """One call as a JSON object. Half a character pair, which is no UTF-8, becomes an escape."""
        try:
            return json.encode(call)
        except UnicodeEncodeError:
            return dumps(to_builtins(call)).encode()

    def as_json(self) -> Iterator[bytes]:
        """Every finished call, newest first, as one JSON array in pieces."""
        lead = b"[\n"
        calls = self._records.newest(limit=ROWS)
        while calls:
            for call in calls:
                yield lead + self.json_of(call)
                lead = b",\n"
            calls = self._records.newest(limit=ROWS, below=calls[-1].id)
        yield b"\n]\n" if lead == b",\n" else b"[]\n"


def when(call: Call, today: date) -> str:
    """When the call began: "today 09:14", "Tue 24 Nov 09:14"."""
    return moment(call.started, today)

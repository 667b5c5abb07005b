"""The made-up history itself: calls that nobody made, as the app would have kept them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tui.demo.blanks import Blanks
from tui.demo.callers import Callers, Client
from tui.demo.chance import Chance
from tui.demo.course import Plan, broken_off, finished, some_moves, some_pauses
from tui.demo.endings import Ending, an_ending
from tui.demo.material import Material, Story, material
from tui.demo.moments import Moment, moments
from tui.demo.telling import told
from tui.model.call import Call, Outcome
from tui.model.playbook import Playbook

SEED = 1
"""What a history grows from unless another number is named."""


def history(count: int, playbook: Playbook, until: datetime, seed: int = SEED) -> Iterator[Call]:
    """So many finished calls, oldest first, all wrapped up before `until` (which has a zone) and as they are then.

    Skewed like life: some clients call often and thousands once, most calls are short and some are not. The same
    arguments give the same calls, on every machine. `Trouble` when the material is missing.
    """
    return (finished(plan, playbook, until) for plan in _Past(seed, material()).plans(count, playbook, until))


def interrupted(count: int, playbook: Playbook, until: datetime, seed: int = SEED) -> Iterator[Call]:
    """As `history`, but each call was broken off half-way: no goodbye, no wrap-up."""
    return (broken_off(plan, playbook) for plan in _Past(seed, material()).plans(count, playbook, until))


def demo_calls(playbook: Playbook, now: datetime, count: int = 240) -> list[Call]:
    """The finished calls of `heartfirst --demo`, oldest first; the newest ones are written by hand."""
    found = material()
    plans = _Past(SEED, found).plans(count, playbook, now, found.stories[-count:])
    return [finished(plan, playbook, now) for plan in plans]


class _Past:
    """Makes one history up."""

    def __init__(self, seed: int, found: Material) -> None:
        self._material = found
        self._chance = Chance(seed)
        self._blanks = Blanks(self._chance, found)
        self._callers = Callers(self._blanks)

    def plans(
        self, count: int, playbook: Playbook, until: datetime, stories: tuple[Story, ...] = ()
    ) -> Iterator[Plan]:
        """The calls, oldest first; the last ones are the `stories`."""
        chosen = moments(count, until, self._chance, self._material.words.rhythm)
        for moment in chosen[: count - len(stories)]:
            yield self._invented(moment, len(playbook.steps))
        for moment, story in zip(chosen[count - len(stories) :], stories, strict=True):
            yield self._written(moment, story, len(playbook.steps))

    def _invented(self, moment: Moment, steps: int) -> Plan:
        chance = self._chance
        client, matter = self._callers.next(moment.start.month, outage=moment.outage)
        self._blanks.values = matter.values | self._blanks.of_call(moment.start) | _about(client)
        ending = an_ending(chance)
        minutes = chance.around(2.5 if ending.outcome is Outcome.CUT_OFF else 6.5, 0.75)
        lines = 2 + int(minutes * chance.around(1.35, 0.55))
        notes = told(matter, lines, ending.outcome, self._blanks)
        opened_as, first_line = self._opened(client)
        moves = some_moves(steps, chance, cut_off=ending.outcome is Outcome.CUT_OFF)
        return self._plan(moment, minutes, opened_as, first_line + notes, ending, moves)

    def _written(self, moment: Moment, story: Story, steps: int) -> Plan:
        blanks = self._blanks
        blanks.values = blanks.of_matter(self._material.themes[0]) | blanks.of_call(moment.start)
        ending = Ending(story.outcome, story.hello, story.goodbye)
        moves = ("said",) * (steps if story.steps is None else min(steps, story.steps))
        minutes = story.minutes + self._chance.share()
        return self._plan(moment, minutes, story.opened_as, blanks.fill(story.notes), ending, moves)

    def _opened(self, client: Client) -> tuple[str, str]:
        """What was typed at "Who is calling?", and the line that the notes then begin with."""
        kind = self._chance.share()
        if not client.name or kind < 0.8:
            return client.called if client.name else "", ""
        return client.first if kind < 0.93 else "", f"@ {client.called}\n"

    def _plan(
        self, moment: Moment, minutes: float, opened_as: str, notes: str, ending: Ending, moves: tuple[str, ...]
    ) -> Plan:
        chance = self._chance
        length = min(timedelta(seconds=round(60 * minutes)), moment.room * 0.85) + timedelta(
            microseconds=chance.whole(0, 999_999)
        )
        return Plan(
            call_id=(int(moment.start.timestamp() * 1000) << 20) | chance.whole(0, 2**20 - 1),
            start=moment.start,
            length=length,
            wrap_up=min(timedelta(seconds=round(chance.around(35, 0.6))), moment.room * 0.1),
            opened_as=opened_as,
            notes=notes,
            ending=ending,
            moves=moves,
            pauses=some_pauses(len(moves), chance),
        )


def _about(client: Client) -> dict[str, str]:
    name = client.first if client.name else "them"
    return {"name": name, "phone": client.phone, "mail": client.mail}

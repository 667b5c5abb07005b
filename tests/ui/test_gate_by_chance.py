"""Whatever a rep presses in the real app: no head step comes before the heart without a reason, no letter is lost."""

from itertools import pairwise
from random import Random

import pytest
from textual.pilot import Pilot

from tests.ui.stage import WIDE, Stage, type_text
from tui.model.call import Call, StepState
from tui.model.guide import missing_heart
from tui.model.playbook import GateLevel, Phase
from tui.screens.call import CallScreen
from tui.screens.client import ClientScreen

KEYS = ("ctrl+n", "ctrl+n", "ctrl+n", "ctrl+l", "ctrl+g", "ctrl+o", "f4", "f5", "click", "type", "type", "wrap up")
SEQUENCES = 50
AT_A_TIME = 10
"""Sequences in one test, so that several processes share the work."""


@pytest.mark.long
@pytest.mark.parametrize("part", range(SEQUENCES // AT_A_TIME))
async def test_no_head_step_is_done_early_without_a_reason_and_no_letter_is_lost(part: int) -> None:
    for number in range(AT_A_TIME):
        chance = Random(part * AT_A_TIME + number)  # noqa: S311 # No secret hangs on it.
        stage = Stage(opening="Dana")
        async with stage.run(WIDE) as pilot:
            calls, typed = await _hammer(stage, pilot, chance)
            assert stage.call.notes.text == typed
        for before, after in pairwise(calls):
            if missing_heart(after) and _reached_beyond(before, after):
                missing = {step.id for step in missing_heart(after)}
                assert after.playbook.gate is GateLevel.WARN
                assert any(missing <= set(known.missing) and known.reason for known in after.overrides)


async def _hammer(stage: Stage, pilot: Pilot[None], chance: Random) -> tuple[list[Call], str]:
    """Press keys by chance; the call after each of them, and what was typed."""
    live, typed = stage.call.live, ""
    calls = [live.call]
    for _ in range(chance.randrange(8, 20)):
        key = chance.choice(KEYS)
        if key == "type":
            words = chance.choice(("> it broke\n", "= boss\n", "x", "! ring friday\n"))
            await type_text(pilot, words)
            typed += words
        elif key == "click":
            await pilot.click("Checklist", offset=(6, chance.randrange(2, 14)))
        elif key == "wrap up":
            await pilot.press("ctrl+r", chance.choice("12345"), "ctrl+o")
            await pilot.pause()
        else:
            stage.clock.advance(chance.choice((0, 1)))
            await pilot.press(key)
        await pilot.pause()
        if isinstance(stage.app.screen, ClientScreen):
            # The card, which f5 opens there.
            await pilot.press("escape")
            await pilot.pause()
        elif not isinstance(stage.app.screen, CallScreen):
            # The playbooks, which f4 opens where no gate stands.
            await pilot.press(*["down"] * chance.randrange(4), chance.choice(("enter", "escape")))
            await pilot.pause()
        calls.append(live.call)
    return calls, typed


def _reached_beyond(before: Call, after: Call) -> bool:
    """Whether a step behind the gate came into hand, or became done while its playbook was the same."""
    beyond = {step.id for step in after.playbook.steps if step.phase is not Phase.HEART}
    done = [{record.id for record in call.steps if record.state is StepState.DONE} for call in (before, after)]
    entered = after.now in beyond and after.now != before.now
    return entered or (before.playbook is after.playbook and bool((done[1] - done[0]) & beyond))

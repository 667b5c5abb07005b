"""The playbooks that come with heartfirst: each is whole, keeps the method, and is played through."""

import re
from functools import cache

import pytest

from tests.fakes import START
from tui.model.call import StepState, begin
from tui.model.guide import leave_out, said
from tui.model.playbook import Phase, Playbook, Step
from tui.model.speech import line_for
from tui.playbooks import read_playbook
from tui.shipped import shipped

HOUSE = [
    *("heart-then-head", "they-call-angry", "we-call-first", "come-clean", "supplier", "outage"),
    *("leaving", "delivery", "bill", "short-contact", "report-back", "expectations"),
]
FRAMEWORKS = {
    "heard": ["Hear", "Empathise", "Apologise", "Resolve", "Diagnose"],
    "heart": ["Hear", "Empathise", "Apologise", "Respond", "Thank"],
    "latte": ["Listen", "Acknowledge", "Take action", "Thank", "Explain"],
    "last": ["Listen", "Apologise", "Solve", "Thank"],
    "learn": ["Listen", "Empathise", "Apologise", "Resolve", "Next steps"],
    "blast": ["Believe", "Listen", "Apologise", "Satisfy", "Thank"],
    "heat": ["Hear", "Empathise", "Apologise", "Take action"],
}
ALL = [*HOUSE, *FRAMEWORKS]
NO_REPORT_BACK = {"come-clean", "short-contact", "report-back", "expectations"}
each = pytest.mark.parametrize("playbook_id", ALL)

SEEDS = re.compile(r"seeds? 00[0-4](?: and 00[0-4])?")
STUDIES = {
    "Abeler et al. 2010",
    "CCMC 2013",
    "CCMC 2015",
    "Fehr 2007",
    "Frantz & Bennigson 2005",
    "Gelbrich & Roschk 2011",
    "Hill 2013",
    "Hodgins & Liebeskind 2003",
    "Hübner 2018",
    "Kachalia et al. 2010",
    "Kramer & Lewicki",
    "Kumar & Epley 2018",
    "Langewitz 2002",
    "Lewicki, Polin & Lount 2016",
    "Marinova, Singh & Singh 2018",
    "Mulder-Vos 2023",
    "Packard & Berger 2021",
    "Packard, Li & Berger 2024",
    "Packard, Moore & McFerran 2018",
    "Robbennolt 2003",
    "Roschk & Kaiser 2013",
    "Soares & Proença 2015",
    "SorryWatch",
    "You, Yang, Wang & Deng 2020",
    "de Matos, Henrique & Rossi 2007",
    *map(str.upper, FRAMEWORKS),
}
"""Where a rule may come from besides the seeds: what the field notes know."""

HARM = {
    "a sorry that is none": r"sorry (?:if|but|you|for any)|any inconvenience|regret|mistakes were|apolog",
    "a third party": r"\b(?:supplier|courier|vendor|carrier|driver|warehouse|colleague|department)s?\b",
    "an excuse": r"\b(?:because|due to|unprecedented|the reason)\b|short of people|\bsystem\b",
    "jargon": r"\b(?:backend|failover|server|ticket|SLA|escalat\w*|root cause|incident|issue|case)\b",
    "a contract": r"\b(?:contract\w*|terms|policy|clause|entitled|rules)\b",
    "a token": r"\b(?:rebate|voucher|credit|goodwill|discount)\b",
    "making it small": r"\b(?:just|only|a little|minor|small|at least|to be fair)\b|these things happen",
    "brushing off": r"calm down|as I said|nothing I can do|you should have|important to us|anything else|no problem",
    "grovelling": r"so sorry|terribl[ey]|enough apolog|sorry again",
    "asking for pardon": r"\b(?:forgiv\w*|pardon|loyal\w*)\b",
    "our own insides": r"\b(?:our team|our process|developers|on our end|our side)\b",
}
FIX = re.compile(
    r"\b(?:I can|I could|we can|we could|fix\w*|refund\w*|repair\w*|replace\w*|solve\w*|send you|offer\w*|two ways)\b"
    r"|what I can do|let me just|have you tried|put (?:it|this|that) right",
    re.IGNORECASE,
)


@cache
def shipped_playbook(playbook_id: str) -> Playbook:
    return read_playbook(shipped("playbooks", f"{playbook_id}.toml"))


def steps_with(step_id: str) -> list[tuple[Playbook, Step]]:
    found = [(one, step) for one in map(shipped_playbook, ALL) for step in one.steps if step.id == step_id]
    assert found
    return found


def marks_of(step: Step) -> set[str]:
    return {one.mark for one in step.fields}


def phase_ids(playbook: Playbook, *phases: Phase) -> list[str]:
    return [step.id for step in playbook.steps if step.phase in phases]


def test_the_shelf_holds_these_and_no_others() -> None:
    assert sorted(path.stem for path in shipped("playbooks").iterdir()) == sorted(ALL)
    assert len({shipped_playbook(one).title for one in ALL}) == len(ALL)


@each
def test_a_playbook_is_whole(playbook_id: str) -> None:
    playbook = shipped_playbook(playbook_id)
    assert playbook.id == playbook_id
    assert 6 <= len(playbook.steps) <= 10
    assert len(playbook.about) > 60
    assert playbook.steps[0].phase is Phase.HEART
    assert {step.phase for step in playbook.steps} == set(Phase)
    assert playbook.report_back is (playbook_id not in NO_REPORT_BACK)
    assert all(len(step.say) <= 160 for step in playbook.steps)
    assert any(step.fields for step in playbook.steps)


def test_the_default_has_its_seven_steps() -> None:
    default = shipped_playbook("heart-then-head")
    assert phase_ids(default, Phase.HEART) == ["listen", "say-it-back", "sorry", "own"]
    assert phase_ids(default, Phase.HEAD) == ["two-ways", "date"]
    assert phase_ids(default, Phase.CLOSE) == ["thank"]


def test_a_step_has_one_phase_wherever_it_stands() -> None:
    phases = {(step.id, step.phase) for one in map(shipped_playbook, ALL) for step in one.steps}
    assert len(phases) == len({step_id for step_id, _ in phases})


@pytest.mark.parametrize("playbook_id", FRAMEWORKS)
def test_a_framework_keeps_its_own_steps_in_its_own_order(playbook_id: str) -> None:
    names = [step.name for step in shipped_playbook(playbook_id).steps]
    assert [name for name in names if name in FRAMEWORKS[playbook_id]] == FRAMEWORKS[playbook_id]
    assert "ours" in shipped_playbook(playbook_id).about or "so do we" in shipped_playbook(playbook_id).about


def test_a_sorry_is_the_four_words_and_what_it_did_to_them() -> None:
    for playbook, step in steps_with("sorry"):
        assert step.words == "I am very sorry", playbook.id
        assert step.say.startswith("{name}, I am very sorry that {meant}"), playbook.id
        assert "=" in marks_of(step), playbook.id


@each
def test_there_is_one_sorry_or_none_and_whoever_says_it_owns_it(playbook_id: str) -> None:
    playbook = shipped_playbook(playbook_id)
    ids = [step.id for step in playbook.steps]
    assert [step.id for step in playbook.steps if "sorry" in step.say] == ["sorry"] * ids.count("sorry")
    assert "own" in ids or "sorry" not in ids
    assert "sorry" in ids or playbook_id in {"short-contact", "report-back", "expectations"}


@pytest.mark.parametrize("step_id", ["sorry", "own"])
def test_sorry_and_owning_are_in_the_first_person(step_id: str) -> None:
    for playbook, step in steps_with(step_id):
        assert re.search(r"\b(?:I|mine|me)\b", step.say), playbook.id
        assert not re.search(r"\b(?:we|our|ours)\b", step.say, re.IGNORECASE), playbook.id


def test_the_ways_are_two_and_theirs_is_asked_for() -> None:
    for playbook, step in steps_with("two-ways"):
        assert step.say.count("…") >= 2, playbook.id
        assert re.search(r"[Ww]hat would make it right", step.say), playbook.id
        assert "+" in marks_of(step), playbook.id


@each
def test_a_report_back_has_a_day_and_names_it(playbook_id: str) -> None:
    playbook = shipped_playbook(playbook_id)
    dates = [step for step in playbook.steps if step.id == "date"]
    assert dates or not playbook.report_back
    assert all("!" in marks_of(step) and "{date}" in step.say for step in dates)


def test_listening_has_its_clock_where_a_sorry_is_due() -> None:
    for playbook, step in steps_with("listen"):
        due = "sorry" in phase_ids(playbook, Phase.HEART) and playbook.id != "come-clean"
        assert not due or (step.clock and "I am very sorry" in step.clock.say), playbook.id
        assert not step.clock or (step.clock.quiet, step.clock.late) == (90, 300), playbook.id


def test_each_kind_of_call_has_what_it_is_for() -> None:
    assert phase_ids(shipped_playbook("supplier"), Phase.HEART)[:2] == ["listen", "own"]
    assert {"undo", "redo"} <= {mark for _, step in steps_with("undo-redo") for mark in marks_of(step)}
    assert {"gone", "back"} <= {mark for step in shipped_playbook("outage").steps for mark in marks_of(step)}
    assert all("cost" in marks_of(step) for _, step in steps_with("cost"))
    clean = shipped_playbook("come-clean").steps
    assert [step.id for step in clean[-2:]] == ["nothing-needed", "thank"]
    assert all("nothing is needed from you" in step.say.lower() for step in clean[-2:])
    assert all(len(step.say.split()) <= 20 for step in shipped_playbook("short-contact").steps)


@each
def test_nothing_to_say_does_harm(playbook_id: str) -> None:
    for step in shipped_playbook(playbook_id).steps:
        for family, wording in HARM.items():
            assert not re.search(wording, step.say, re.IGNORECASE), (step.id, family)
        assert step.phase is not Phase.HEART or not FIX.search(step.say), step.id


@each
def test_a_line_reads_well_with_nothing_to_fill_in(playbook_id: str) -> None:
    for step in shipped_playbook(playbook_id).steps:
        bare = re.sub(r"\{(?:told|meant|date)\}", "…", line_for(step.say, "", ""))
        assert not re.search(r"[{}]|  |\s[,.:;?]|…[.…]|[,:;]{2}|…\.|[.?!] …[,.;]", bare), bare
        assert bare[0].isupper(), bare


@each
def test_every_source_is_a_seed_or_a_study(playbook_id: str) -> None:
    for step in shipped_playbook(playbook_id).steps:
        for source in re.sub(r" \([^()]*\)", "", step.source).split("; "):
            assert source in STUDIES or SEEDS.fullmatch(source), (step.id, source)


def test_no_sentence_stands_in_two_playbooks() -> None:
    owners: dict[str, str] = {}
    for playbook in map(shipped_playbook, ALL):
        for step in playbook.steps:
            told = [step.why, step.done] if step.id == "sorry" else [step.say, step.why, step.done]
            for sentence in re.split(r"(?<=[.?!…])\s+", " ".join(told)):
                owner = owners.setdefault(sentence.lower(), playbook.id)
                assert owner in (playbook.id, "heart-then-head"), (playbook.id, step.id, sentence)


@each
def test_a_call_goes_through_from_the_first_step_to_the_last(playbook_id: str) -> None:
    playbook = shipped_playbook(playbook_id)
    call = begin(1, "Dana Lee", playbook, START)
    for step in playbook.steps:
        assert call.now == step.id
        call, gate = said(call, START)
        assert gate is None
    assert call.now is None
    assert {record.state for record in call.steps} == {StepState.DONE}
    assert call.overrides == ()


@each
def test_the_head_waits_for_a_heart_that_was_left_out(playbook_id: str) -> None:
    playbook = shipped_playbook(playbook_id)
    heart = phase_ids(playbook, Phase.HEART)
    call, gate = begin(1, "Dana Lee", playbook, START), None
    for _ in heart:
        assert gate is None
        call, gate = leave_out(call, START)
    assert gate
    assert gate.target
    assert (gate.level, gate.target.phase) == (playbook.gate, Phase.HEAD)
    assert [step.id for step in gate.missing] == heart
    assert call.now == heart[-1]

"""What a client reads holds nothing that is ours: secrets in every internal field of a call are never found in it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec import inspect
from msgspec.structs import replace

from tests.fakes import START, a_call
from tests.forms import OURS, SIGNED
from tui.form_pages import KINDS
from tui.forms import FormShelf
from tui.model.call import Call, Mood, Outcome
from tui.model.client_form import ClientForm, client_form
from tui.model.form import Choice, Reader, Rep
from tui.model.marks import Mark
from tui.model.promises import Promise, PromiseKind, PromiseState
from tui.playbooks import PlaybookShelf
from tui.shipped import shipped

READ = {Mark.THEIRS: "you lost my parcel", Mark.IMPACT: "she missed a birthday", Mark.WAY: "a courier tonight"}
"""The lines of the notes that a client may read, of those that become no promise."""
REP = Rep("Ann Field", "+44 20 7946 0018")


class Secrets:
    """Values of any kind, each of which can be told from every other text there is."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}
        """Secret -> the field it stands in."""
        self._number = count(10_001)

    def text(self, place: str) -> str:
        """A text that stands nowhere else."""
        secret = f"secret{next(self._number)}"
        self.of[secret] = place
        return secret

    def made(self, kind: inspect.Type, place: str) -> Any:  # noqa: PLR0911 # One for each kind of value.
        """A value of this kind with a secret in every text, number and time of it."""
        match plainly(kind):
            case inspect.StructType(cls=struct, fields=fields):
                name = struct.__name__
                return struct(**{field.name: self.made(field.type, f"{name}.{field.name}") for field in fields})
            case inspect.VarTupleType(item_type=item):
                return (self.made(item, place), self.made(item, place))
            case inspect.UnionType(types=types):
                return self.made(next(one for one in types if not isinstance(one, inspect.NoneType)), place)
            case inspect.EnumType(cls=choices):
                return next(iter(choices))
            case inspect.BoolType():
                return True
            case inspect.DateTimeType():
                year = 2100 + next(self._number) % 7000
                self.of[str(year)] = place
                return datetime(year, 3, 3, 3, 33, tzinfo=UTC)
            case inspect.IntType() | inspect.FloatType():
                number = next(self._number) * 1_000
                self.of[str(number)] = place
                return number
        return self.text(place)


def promises(secrets: Secrets) -> Iterator[Promise]:
    """One that the client may read, with secrets in all else that is kept about it, and some of every other kind."""
    kind = inspect.type_info(Promise)
    given = replace(
        secrets.made(kind, "Promise"),
        text="send the right one",
        due=START + timedelta(days=2),
        kind=PromiseKind.SAID,
        state=PromiseState.PROMISED,
    )
    yield given
    yield from (
        replace(secrets.made(kind, "Promise"), kind=one) for one in PromiseKind if one is not PromiseKind.SAID
    )
    for state in PromiseState:
        if state is not PromiseState.PROMISED:
            yield replace(secrets.made(kind, "Promise"), kind=PromiseKind.SAID, state=state)


def notes(secrets: Secrets) -> str:
    """A line with every mark and with every word that our playbooks ask for; what no client reads is a secret."""
    lines = [f"{mark} {text} #{secrets.text('a tag')}" for mark, text in READ.items()]
    lines += [f"{mark} {secrets.text(f'the line {mark}')}" for mark in Mark if mark not in {*READ, Mark.PROMISE}]
    books = PlaybookShelf(shipped("playbooks")).all()
    words = {field.mark for book in books for step in book.steps for field in step.fields if field.mark.isalpha()}
    assert {"undo", "redo", "cost"} <= words
    lines += [f"{word}: {secrets.text(f'the line {word}:')}" for word in sorted({*words, "address", "useful"})]
    return "\n".join([*lines, secrets.text("a line of ours")])


def a_secret_call() -> tuple[Call, Secrets]:
    secrets = Secrets()
    call: Call = secrets.made(inspect.type_info(Call), "Call")
    return replace(call, caller="Dana Lee", notes=notes(secrets), promises=tuple(promises(secrets))), secrets


def plainly(kind: inspect.Type) -> inspect.Type:
    """A kind without what is said about it."""
    return plainly(kind.type) if isinstance(kind, inspect.Metadata) else kind


def all_of(kind: type[Any]) -> str:
    """The text of a template that shows everything there is to name."""
    about = inspect.type_info(kind)
    assert isinstance(about, inspect.StructType)
    lines = []
    for field in about.fields:
        found = plainly(field.type)
        item = plainly(found.item_type) if isinstance(found, inspect.VarTupleType) else None
        if isinstance(item, inspect.StructType):
            parts = " ".join(shown(f"one.{part.name}", plainly(part.type)) for part in item.fields)
            lines.append(f"{{% for one in {field.name} %}}{parts}{{% endfor %}}")
        else:
            lines.append(shown(f"{field.name} | join(' ')" if item else field.name, found))
    return "\n".join(lines)


def shown(name: str, kind: inspect.Type) -> str:
    """A value as a template shows it."""
    return f"{{{{ 'yes' if {name} else 'no' }}}}" if isinstance(kind, inspect.BoolType) else f"{{{{ {name} }}}}"


@pytest.fixture
def own(tmp_path: Path) -> FormShelf:
    """Ours, and forms of a rep that show all that they may name."""
    for reader, kind in KINDS.items():
        heading = f'{{#\ntitle = "All"\nreader = "{reader}"\n#}}\n'
        (tmp_path / f"all-{reader}.jinja").write_text(heading + all_of(kind))
        (tmp_path / f"page-{reader}.html.jinja").write_text(heading + all_of(kind))
    shelf = FormShelf(shipped("forms"), tmp_path, choice=lambda: Choice(rep=REP))
    assert shelf.troubles == []
    return shelf


def test_no_form_for_clients_holds_any_secret_of_ours(own: FormShelf) -> None:
    call, secrets = a_secret_call()
    forms = [form for form in own.all() if form.reader is Reader.CLIENT]
    assert {"client-email", "for-their-boss", "by-hand", "all-client", "page-client"} <= {form.id for form in forms}
    for form in forms:
        rendered = own.render(call, START, form.id)
        assert (rendered.trouble, rendered.form) == ("", form)
        assert "Dana" in rendered.text
        found = {secret: place for secret, place in secrets.of.items() if secret in rendered.text}
        assert not found, form.id


def test_nor_do_the_values_behind_it(own: FormShelf) -> None:
    call, secrets = a_secret_call()
    values = repr(client_form(call, START, REP))
    assert "send the right one" in values
    assert not {secret: place for secret, place in secrets.of.items() if secret in values}
    assert (
        len({place for place in secrets.of.values() if place.startswith(("Call.", "Step.", "Switch.", "Moved."))})
        > 20
    )


def test_nor_does_it_tell_how_the_call_was_led_and_how_they_sounded(own: FormShelf) -> None:
    call, _ = a_secret_call()
    led = [
        replace(call, mood_at_hello=mood, mood_at_goodbye=mood, outcome=outcome)
        for mood, outcome in zip((None, *Mood), (None, *Outcome), strict=True)
    ]
    led.append(replace(call, overrides=(), switches=(), tags=(), answering=None, ended=None))
    for form in own.all():
        if form.reader is Reader.CLIENT:
            assert len({own.render(each, START, form.id).text for each in led}) == 1, form.id


def test_a_form_for_us_does_hold_them_so_that_they_would_be_found(own: FormShelf) -> None:
    secrets = Secrets()
    call = replace(
        a_call(notes=notes(secrets)), promises=tuple(promises(secrets)), company=secrets.text("Call.company")
    )
    text = own.render(call, START, "all-us").text
    missing = {secret: place for secret, place in secrets.of.items() if secret not in text}
    assert not {place for place in missing.values() if place in {"Call.company", "a line of ours", "the line i"}}
    assert "secret" in own.render(call, START, "crm-note").text


def test_everything_that_a_client_may_read_is_shown_to_them(own: FormShelf) -> None:
    call, _ = a_secret_call()
    text = own.render(call, START, "all-client").text
    for words in ("Dana Lee", "we lost your parcel", "you missed a birthday", "a courier tonight", *REP):
        assert words in text
    assert "send the right one Thursday 26 November 2026 no" in text


@pytest.mark.parametrize("name", sorted(set(KINDS[Reader.US].__struct_fields__) - set(ClientForm.__struct_fields__)))
def test_a_form_for_clients_cannot_even_name_what_is_ours(name: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.jinja"
    path.write_text(f'{{#\ntitle = "Mine"\nreader = "client"\n#}}\nDear\n{{{{ {name} }}}}')
    shelf = FormShelf(shipped("forms"), tmp_path)
    assert shelf.troubles == [f"mine.jinja: line 6: {name} is nothing that this form may name"]
    assert "mine" not in [form.id for form in shelf.all()]


def test_what_is_told_and_done_is_no_promise_any_more() -> None:
    promise = Promise(text="ring you tomorrow 15:00", noted=START, due=START + timedelta(hours=30))
    call = replace(a_call(notes="= she lost a day"), promises=(promise,))
    assert "You hear from me on Wednesday 25 November 2026 at 15:18" in OURS.render(call, START, "client-email").text
    for later in (
        replace(promise, state=PromiseState.TOLD, told_at=START),
        replace(promise, state=PromiseState.WITHDRAWN, reason="they moved"),
        replace(promise, due=START - timedelta(hours=1)),
    ):
        text = OURS.render(replace(call, promises=(later,)), START, "client-email").text
        assert "promised" not in text
        assert "You hear from me" not in text


def test_the_mail_begins_with_what_it_did_to_them_and_is_signed() -> None:
    promise = Promise(text="ring you back on Wednesday at 15:00", noted=START, due=START + timedelta(hours=30))
    other = Promise(text="send the right one by friday", noted=START, due=START + timedelta(days=3), day_only=True)
    call = replace(a_call(notes="= she has to tell her boss\n> no parcel"), promises=(other, promise))
    assert SIGNED.render(call, START, "client-email").text == (
        "Dear Dana,\n\n"
        "You told me what this means for you: you have to tell your boss. I am very sorry.\n\n"
        "This is what I promised you:\n"
        "- send the right one (Friday 27 November 2026)\n\n"
        "You hear from me on Wednesday 25 November 2026 at 15:18, even if not everything is finished by then.\n\n"
        "If you need me before, this is my own number: +44 20 7946 0018.\n\n"
        "Yours,\nAnn Field\n"
    )


def test_with_nothing_noted_the_mail_is_still_a_mail() -> None:
    assert OURS.render(a_call(opened_as=""), START, "client-email").text == (
        "Hello,\n\nI am very sorry for what happened.\n\nYours,\n…\n"
    )

"""Templates that anybody can have written: what they may do, and how little the worst of them can."""

import pytest
from msgspec import Struct

from tui.form_engine import FILTERS, MOST_TEMPLATE, MOST_TEXT, MOST_TURNS, Filling
from tui.model.trouble import Trouble


class Part(Struct, frozen=True):
    """A value with a field."""

    text: str


VALUES: dict[str, object] = {
    "name": "Dana",
    "empty": "",
    "lines": ("a", "b"),
    "nil": (),
    "parts": (Part("x"), Part("y")),
    "count": 3,
    "yes": True,
    "many": tuple("x" * 1_000),
}


def filled(source: str, *, is_html: bool = False, is_ours: bool = False) -> str:
    return Filling(source, VALUES, is_html=is_html, is_ours=is_ours).filled(VALUES)


def trouble(source: str) -> str:
    with pytest.raises(Trouble) as caught:
        filled(source)
    return str(caught.value)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Dear {{ name }},\n", "Dear Dana,\n"),
        ("{# said to nobody #}\nx", "x"),
        ("{% for one in lines %}\n- {{ one }}{{ '' if loop.last else ',' }}\n{% endfor %}\n", "- a,\n- b\n"),
        ("{% for one in nil %}{{ one }}{% else %}nothing{% endfor %}", "nothing"),
        ("{% for one in parts if one.text != 'x' %}{{ one.text }}{% endfor %}", "y"),
        ("{% for a, b in [('1', lines), ('2', nil)] if b %}{{ a }}{{ b | join }}{% endfor %}", "1ab"),
        ("{% set both = name ~ ' ' ~ count %}{{ both }}", "Dana 3"),
        ("{{ 'x' if empty }}{{ empty or '…' }}{{ name and 'y' }}", "…y"),
        ("{{ lines[0] }}{{ lines[-1] }}{{ lines[:1] | length }}{{ lines | first }}{{ lines | last }}", "ab1ab"),
        ("{% if count > 2 and not empty and 'an' in name %}ok{% elif yes %}no{% endif %}", "ok"),
        ("{{ lines | join(', ') | upper }} {{ ' a ' | trim }}", "A, B a"),
        ("{{ 'aB' | lower }} {{ 'ab cD' | capitalize }}", "ab Ab cD"),
        ("{{ 'late' | ended }} {{ 'late!' | ended }} {{ 'late …' | ended }}", "late. late! late …"),
        ("{{ 'a-b-c' | replace('-', '+') }} {{ 'one two three' | cut(9) }}", "a+b+c one two…"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("{{ '{{ name }}' }}", "{{ name }}"),
    ],
)  # fmt: skip
def test_what_a_template_shows(source: str, text: str) -> None:
    assert filled(source) == text


def test_every_filter_is_tried_above() -> None:
    assert set(FILTERS) == {
        "join", "replace", "cut", "length", "first", "last", "upper", "lower", "trim", "capitalize", "ended",
    }  # fmt: skip


@pytest.mark.parametrize("source", ["{{ name }}", "{{ name ~ '' }}", "{{ [name] | join }}", "{{ name | trim }}"])
def test_in_html_what_people_typed_stays_text(source: str) -> None:
    values = {"name": "<b>&\"'"}
    assert Filling(f"<p>{source}</p>", values, is_html=True).filled(values) == "<p>&lt;b&gt;&amp;&#34;&#39;</p>"
    assert Filling(f"<p>{source}</p>", values, is_html=False).filled(values) == "<p><b>&\"'</p>"


def test_what_people_typed_is_no_template() -> None:
    values = {"name": "{{ name }}{% for %}{#"}
    assert Filling("{{ name }}", values, is_html=False).filled(values) == values["name"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ nmae }}", "nmae is nothing that this form may name"),
        ("{{ self }}", "self is nothing that this form may name"),
        ("{{ loop }}", "loop is nothing that this form may name"),
        ("{{ range }}", "range is nothing that this form may name"),
        ("{{ name.upper }}", "nothing is called upper here"),
        ("{{ name.__class__ }}", "nothing is called __class__ here"),
        ("{{ parts[0].__class__ }}", "nothing is called __class__ here"),
        ("{{ name['__class__'] }}", "[ ] takes a number and stands behind a list"),
        ("{{ lines[7] }}", "the list has no such entry"),
        ("{{ nil | first }}", "first wants a list with something in it"),
        ("{{ name.upper() }}", "a call with ( ) cannot be used in a form"),
        ("{{ lines }}", "text was expected here; of a list, {% for %} or join shows what is in it"),
        ("{% for one in name %}{% endfor %}", "{% for %} goes over a list, and this is none"),
        ("{% for one in lines recursive %}{% endfor %}", "a loop in a form is not recursive"),
        ("{{ 'a' * 9 }}", "* cannot be used in a form"),
        ("{{ 9 ** 9 }}", "** cannot be used in a form"),
        ("{{ 'a' + 'b' }}", "+ cannot be used in a form"),
        ("{{ '%9d' % 1 }}", "% cannot be used in a form"),
        ("{{ {} }}", "a table with { } cannot be used in a form"),
        ("{% include 'x' %}", "{% include %} cannot be used in a form"),
        ("{% import 'x' as x %}", "{% import %} cannot be used in a form"),
        ("{% from 'x' import y %}", "{% from %} cannot be used in a form"),
        ("{% extends 'x' %}", "{% extends %} cannot be used in a form"),
        ("{% block x %}{% endblock %}", "{% block %} cannot be used in a form"),
        ("{% macro x() %}{% endmacro %}", "{% macro %} cannot be used in a form"),
        ("{% set x %}a{% endset %}", "{% set %} with an {% endset %} cannot be used in a form"),
        ("{% filter upper %}a{% endfilter %}", "{% filter %} cannot be used in a form"),
        ("{% do 1 %}", "encountered unknown tag 'do'"),
        ("{{ name is callable }}", "no test named 'callable'"),
        ("{{ name < 1 }}", "this cannot be worked out"),
    ],
)  # fmt: skip
def test_what_it_may_not_do_is_told_with_its_line(source: str, words: str) -> None:
    assert trouble(f"{{# x #}}\n\n{source}\n") == f"line 3: {words}"


def test_a_filter_that_there_is_not_is_told_with_those_there_are() -> None:
    assert trouble("{{ name | safe }}").startswith("line 1: there is no filter safe; there are join, replace")


@pytest.mark.parametrize(
    "source",
    [
        "{{" + "(" * 9_000 + "1" + ")" * 9_000 + "}}",
        "{{" + "not " * 5_000 + "1}}",
        "{% for a in lines %}" * 30 + "{% endfor %}" * 30,
        "{{" + "[" * 900 + "]" * 900 + "}}",
        "{{ name" + "|trim" * 3_000 + "}}",
        "{{ name" + "[0]" * 5_000 + "}}",
        "{% if yes %}" * 500 + "{% endif %}" * 500,
        "x" * (MOST_TEMPLATE + 1),
        "{{ " + "9" * 9_000 + " }}",
        "{% autoescape false %}x{% endautoescape %}",
        "{% if %}",
        "{{ name",
    ],
    ids=lambda source: source[:20],
)
def test_what_is_too_deep_or_no_template_ends_as_one_sentence(source: str) -> None:
    words = trouble(source)
    assert "\n" not in words
    assert len(words) < 200


def test_loops_in_loops_are_counted_and_not_waited_for() -> None:
    deep = "{% for a in many %}" * 6 + "{% endfor %}" * 6
    assert trouble(deep) == f"line 1: the loops come to more than {MOST_TURNS} turns"


def test_a_list_that_is_put_together_again_and_again_is_counted_too() -> None:
    looped = "{% for a in many %}{% for b in lines %}{% set x = many | join %}{% endfor %}{% endfor %}"
    assert "more than" in trouble(looped)


@pytest.mark.parametrize(
    "source",
    [
        "{% set x = many | join %}" + "{% set x = x ~ x ~ x ~ x %}" * 40 + "{{ x }}",
        "{% set x = many | join %}" + "{% set x = [x, x, x, x] | join %}" * 40,
        "{% set x = many | join %}" + "{% set x = many | join(x) %}" * 9,
        "{% set x = many | join %}" + "{% set x = x | replace('x', x) %}" * 9,
        "{% set x = many | join %}" + "{% set x = x | replace('', x) %}" * 9,
        "{% set x = many | join %}{% for a in many %}{% for b in lines %}{{ x | upper }}{% endfor %}{% endfor %}",
        "{% for a in many %}{% for b in lines %}" + "y" * 9_000 + "{% endfor %}{% endfor %}",
    ],
    ids=range(7),
)
def test_text_that_grows_and_grows_is_never_made(source: str) -> None:
    assert trouble(source).endswith(f"more than {MOST_TEXT} characters are made")


def test_for_ours_nothing_is_counted_because_the_summary_has_to_come() -> None:
    source = "{% for a in many %}{% for b in many %}{{ b }}{% endfor %}{% endfor %}"
    assert trouble(source)
    assert len(filled(source, is_ours=True)) == 1_000_000


def test_a_name_with_a_blank_cannot_be_reached() -> None:
    assert "expected token" in trouble("{{ the budget }}")
    assert trouble("{{ name | count turns }}")

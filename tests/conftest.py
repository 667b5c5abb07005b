"""What makes every test cheaper, and none of them different."""

import gc
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from textual.css import stylesheet

Tokens = dict[str, list[Any]]


def pytest_configure() -> None:
    """Garbage is looked for less often: there is room for what a few tests leave behind."""
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of what is costly, scripts/check runs the first and leaves the others to scripts/test.

    Of a test these are its cases, of a module that is marked its tests.
    """
    begun: set[object] = set()
    for item in items:
        if isinstance(item, pytest.Function) and _is_costly(item):
            one = item.module if _is_marked(item.module) else item.function
            if one in begun:
                item.add_marker(pytest.mark.long)
            begun.add(one)


def _is_costly(item: pytest.Function) -> bool:
    """Whoever plays a screen starts an app."""
    plays_a_screen = item.path.parent.name == "ui" and inspect.iscoroutinefunction(item.function)
    return plays_a_screen or item.get_closest_marker("costly") is not None


def _is_marked(module: object) -> bool:
    marks = getattr(module, "pytestmark", [])
    return any(mark.name == "costly" for mark in (marks if isinstance(marks, list) else [marks]))


def pytest_collection_finish() -> None:
    """The tests themselves stay to the end: no collection of garbage has to look through them."""
    gc.collect()
    gc.freeze()


settings.register_profile("heartfirst", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("heartfirst")  # No test has a time limit, and a busy machine draws its examples slowly.


@pytest.fixture(scope="session", autouse=True)
def _styles_are_parsed_once() -> Iterator[None]:
    """Every app that is started asks for the same rules, which cost more than what is tried on it.

    Parsing depends on what it is given and on nothing else, and nobody changes a rule afterwards.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.css.stylesheet.tokenize_values", _kept_tokens(stylesheet.tokenize_values))  # type: ignore[attr-defined]
        patch.setattr("textual.css.stylesheet.parse", _kept_rules(stylesheet.parse))  # type: ignore[attr-defined]
        yield


def _kept_tokens(tokenize: Callable[[dict[str, str]], Tokens]) -> Callable[[dict[str, str]], Tokens]:
    kept: dict[frozenset[tuple[str, str]], Tokens] = {}

    def tokens(variables: dict[str, str]) -> Tokens:
        key = frozenset(variables.items())
        if key not in kept:
            kept[key] = tokenize(variables)
        return kept[key]

    return tokens


def _kept_rules(parse: Callable[..., Any]) -> Callable[..., tuple[Any, ...]]:
    kept: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def rules(scope: str, css: str, read_from: object, *, variable_tokens: Tokens, **more: object) -> tuple[Any, ...]:
        # The tokens of the variables are kept above for good, so no other ones get their id.
        key = (scope, css, read_from, id(variable_tokens), *sorted(more.items()))
        if key not in kept:
            kept[key] = tuple(parse(scope, css, read_from, variable_tokens=variable_tokens, **more))
        return kept[key]

    return rules

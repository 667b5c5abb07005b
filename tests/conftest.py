"""What makes every test cheaper, and none of them different."""

import gc
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.css import stylesheet

Tokens = dict[str, list[Any]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A case that plays a screen starts an app: scripts/check plays the first case of each such test."""
    played = set()
    for item in items:
        if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.function) and _is_of_screens(item):
            if item.function in played:
                item.add_marker(pytest.mark.long)
            played.add(item.function)


def _is_of_screens(item: pytest.Item) -> bool:
    return item.path.parent.name == "ui"


def pytest_collection_finish() -> None:
    """The tests themselves stay to the end: no collection of garbage has to look through them."""
    gc.collect()
    gc.freeze()


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

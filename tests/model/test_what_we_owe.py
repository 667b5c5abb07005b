"""What is found by words among all that we owe."""

from msgspec.structs import replace

from tests.fakes import START, a_call
from tui.model.owed import Owed
from tui.model.promises import Promise
from tui.model.what_we_owe import listed, narrowed


def owing(name: str) -> Owed:
    promise = Promise(text="ring back", noted=START)
    return Owed(call=replace(a_call(1, f"{name}, Northwind Law"), caller=name), place=0, promise=promise)


def test_a_company_that_is_named_alone_is_found_and_is_nobody_s_name() -> None:
    asked: list[str] = []

    def spellings(caller: str) -> list[str]:
        asked.append(caller)
        return ["D. Lee"]

    every = listed([owing("Dana Lee"), owing("Dana Lee"), owing("")], spellings)
    assert asked == ["Dana Lee, Northwind Law"]
    assert len(narrowed(every, "north ring")) == 3
    assert len(narrowed(every, "d. lee")) == 2

"""What is done at a pause in typing."""

import asyncio

from tests.services.parts import settled, until
from tui.services.at_pause import AtPause


class Looking:
    """Counts what is done, and can be held up."""

    def __init__(self, pause: float = 0.0) -> None:
        self.text = ""
        self.looked: list[str] = []
        self.at_once = self.most_at_once = 0
        self.go = asyncio.Event()
        self.go.set()
        self.at_pause = AtPause(self.look, pause)

    async def look(self) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.looked.append(self.text)
        await self.go.wait()
        self.at_once -= 1

    def type(self, text: str) -> None:
        for char in text:
            self.text += char
            self.at_pause.touch()


async def test_a_burst_of_keys_is_looked_at_once() -> None:
    looking = Looking()
    looking.type("a" * 200)
    await until(lambda: bool(looking.looked))
    await settled()
    assert looking.looked == ["a" * 200]


async def test_what_is_typed_meanwhile_is_looked_at_once_afterwards() -> None:
    looking = Looking()
    looking.go.clear()
    looking.type("ab")
    await until(lambda: bool(looking.looked))
    looking.type("c")
    await settled()
    looking.type("d")
    await settled()
    assert looking.looked == ["ab"]
    looking.go.set()
    await until(lambda: len(looking.looked) == 2)
    await settled()
    assert looking.looked == ["ab", "abcd"]
    assert looking.most_at_once == 1


async def test_while_somebody_types_on_nothing_is_looked_at() -> None:
    looking = Looking(pause=3600)
    looking.type("abc")
    await settled()
    assert looking.looked == []
    looking.at_pause.stop()


async def test_keys_that_come_one_after_another_are_looked_at_when_they_end() -> None:
    looking = Looking()
    for _ in range(30):
        looking.type("a")
        await asyncio.sleep(0)
    assert looking.looked == []
    await until(lambda: bool(looking.looked))
    await settled()
    assert looking.looked == ["a" * 30]

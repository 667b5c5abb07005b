"""Work kept off the event loop."""

import asyncio
import threading
from threading import Event, Thread
from typing import NoReturn

import pytest

from tests.services.parts import until
from tui.services.background import in_background


async def test_the_result_comes_back() -> None:
    assert await in_background(lambda: 42, "sum") == 42


async def test_a_result_of_nothing_comes_back_as_nothing() -> None:
    assert await in_background(Event().set, "nothing") is None  # type: ignore[func-returns-value]


async def test_an_error_comes_back_as_it_was_raised() -> None:
    error = ValueError("why")

    def fail() -> NoReturn:
        raise error

    with pytest.raises(ValueError, match="why") as caught:
        await in_background(fail, "fail")
    assert caught.value is error


async def test_the_work_runs_in_a_daemon_thread_of_its_own() -> None:
    one, two = [await in_background(threading.current_thread, "worker") for _ in range(2)]
    assert one.daemon
    assert one.name == "worker"
    assert one is not two
    assert one is not threading.current_thread()


async def test_the_loop_goes_on_while_the_work_waits() -> None:
    go = Event()
    work = asyncio.create_task(in_background(lambda: go.wait(20), "wait"))
    await asyncio.sleep(0)
    assert not work.done()
    go.set()
    assert await work


async def test_cancelling_the_wait_leaves_the_work_running_to_its_end() -> None:
    go, ended = Event(), Event()

    def work() -> None:
        go.wait(20)
        ended.set()

    waiter = asyncio.create_task(in_background(work, "work"))
    await asyncio.sleep(0)
    waiter.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiter
    assert not ended.is_set()
    go.set()
    await until(ended.is_set)


async def test_a_result_that_nobody_waits_for_raises_nothing() -> None:
    raised: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: raised.append(context))
    go = Event()
    threads: list[Thread] = []

    def work() -> None:
        threads.append(threading.current_thread())
        go.wait(20)
        raise ValueError

    waiter = asyncio.create_task(in_background(work, "work"))
    await until(lambda: bool(threads))
    waiter.cancel()
    await asyncio.gather(waiter, return_exceptions=True)
    go.set()
    await until(lambda: not threads[0].is_alive())
    await asyncio.sleep(0)
    assert raised == []


@pytest.mark.parametrize("fails", [False, True])
def test_a_loop_that_closes_before_the_work_ends_raises_nothing(monkeypatch: pytest.MonkeyPatch, fails: bool) -> None:
    raised: list[object] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    go = Event()
    threads: list[Thread] = []

    def work() -> None:
        threads.append(threading.current_thread())
        go.wait(20)
        if fails:
            raise ValueError

    async def leave_early() -> None:
        waiter = asyncio.create_task(in_background(work, "work"))
        await until(lambda: bool(threads))
        assert not waiter.done()

    asyncio.run(leave_early())
    go.set()
    threads[0].join()
    assert raised == []

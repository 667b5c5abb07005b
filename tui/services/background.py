"""Work that may take long or hang, kept off the event loop."""

import asyncio
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


async def in_background(work: Callable[[], Result], name: str) -> Result:
    """Run `work` in a thread of its own and give back its result or its error.

    The thread is a daemon: a disk or a clipboard that hangs for ever must not keep the app from leaving, as
    the threads of the loop's own executor would. Cancelling the wait leaves the work running to its end.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def settle(result: Result | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]  # None is a Result when work gives None

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as caught:  # noqa: BLE001  # whatever it is, the waiter gets it
            error = caught
        try:
            loop.call_soon_threadsafe(settle, result, error)
        except RuntimeError:
            return  # the loop is closed: nobody waits any more

    Thread(target=run, name=name, daemon=True).start()
    return await future

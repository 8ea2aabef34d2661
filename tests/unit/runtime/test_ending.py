import asyncio
from contextlib import suppress

from clashwire_runtime.ending import end_tasks


async def deaf_once() -> None:
    """Take the first cancellation for somebody else's."""
    with suppress(asyncio.CancelledError):
        await asyncio.sleep(60)
    await asyncio.sleep(60)


async def fails() -> None:
    raise ValueError("said by whoever looks at it")


async def test_a_task_that_swallows_a_cancellation_is_ended_all_the_same() -> None:
    task = asyncio.create_task(deaf_once())
    await asyncio.sleep(0)

    await asyncio.wait_for(end_tasks({task}), 5)

    assert task.cancelled()


async def test_tasks_that_are_done_or_fail_are_no_matter() -> None:
    done = asyncio.create_task(asyncio.sleep(0))
    await done

    await end_tasks([done, asyncio.create_task(fails())])
    await end_tasks([])

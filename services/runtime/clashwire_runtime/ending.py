"""Ending tasks for certain: a library that swallows a cancellation is told again."""

import asyncio
from collections.abc import Collection
from typing import Any

_AGAIN_SECONDS = 0.2


async def end_tasks(tasks: Collection[asyncio.Future[Any]]) -> None:
    """Cancel what is not done until it is; how it ended is not looked at.

    aiokafka's clients, for one, take a cancellation that meets them while they stop for their own.
    """
    while late := [task for task in tasks if not task.done()]:
        for task in late:
            task.cancel()
        await asyncio.wait(late, timeout=_AGAIN_SECONDS)
    await asyncio.gather(*tasks, return_exceptions=True)
